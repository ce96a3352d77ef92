"""Loads a plan into the record: idempotent, in one transaction, and careful with what already happened.

1. The institute, the process and its catalogues are settings: of those that exist, only what the file says is
   written, so that a mail or a campaign date noted on screen stays.
2. Routes, deliverables, sub-activities and milestones are the plan itself: they become what the file says.
3. What already happened wins over the file: dates that judge an approved or begun deliverable, and the route it
   walks, are kept and reported. Of the rest of one under way, whoever changes the plan chooses what applies; what
   they left as it was stays so, with its reason, until somebody applies it.
4. Rows that the file no longer has are left where they are and reported. The one exception is a stage of a route,
   since it would still be walked: it goes if nothing uses it, and otherwise the file is refused.
5. A plan that says something new is a new version (`VersionDePlan`), and INE is told of it where it had the plan.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from pydantic import BaseModel

from calendario.fechas import dia_local
from calendario.limpieza import en_parrafos
from calendario.models import texto_limpio

from ..actos import SISTEMA, Apunte, asentar, escritura
from ..historia import firmar, guardar_en
from ..importacion.catalogos import donde_se_elige
from ..models import (
    Area,
    Cargo,
    Entregable,
    EtapaRuta,
    Hito,
    Instituto,
    Integracion,
    LimiteTexto,
    Organo,
    Plan,
    Proceso,
    Ruta,
    Subactividad,
    Usuario,
    VersionDePlan,
)
from ..models.versiones import OrigenDeVersion
from ..plan.defectos import Defecto, PlanInvalido
from ..plan.derivacion.confirmacion import con_confirmadas, pendientes
from ..plan.esquema import CargoDatos, EntregableDatos, EtapaDatos, PlanDatos, RutaDatos, SubactividadDatos
from ..plan.ocurrencias import expandir
from ..plan.plazos import DEL_PROCESO, NOMBRES, defectos_de_reglas
from ..plan.registro import defectos_del_registro
from ..plan.revision import Hallazgo, revisar
from ..plan.versiones import dice_otra_cosa
from ..senales import CambioDeRuta, ModificacionDePlan
from ..verbos.tabla import DE_PLAN
from .inhabiles import asegurar_calendario
from .rutas import copia_de, dar_ruta_propia, llevar_pasos
from .tabla import comenzar
from .terminos import calendario_de

# Beyond any real position: where a row waits while its place changes hands.
_APARTE = 10_000


@dataclass(frozen=True)
class FilaCambiada:
    """A row that the file changed, and which fields of it."""

    clave: str
    campos: tuple[str, ...]


@dataclass(frozen=True)
class Conservado:
    """A value that stays as the record has it although the file says otherwise, and why."""

    tipo: str
    clave: str
    campo: str
    razon: str


@dataclass(frozen=True)
class CambioDeFila:
    """What the file changes of a deliverable that the record already has, in words.

    `razon`: why it stays as it is; empty, if nothing is in its way. `decide`: whether a person may choose, because it
    is under way and nothing that happened fixes it. `aplica`: whether this load writes it.
    """

    clave: str
    campo: str
    antes: str
    despues: str
    razon: str
    decide: bool
    aplica: bool


@dataclass(frozen=True)
class Movimiento:
    """A deliverable that the file changes, how it stands («En decisión»), and each change."""

    llave: str
    nombre: str
    estado: str
    en_curso: bool
    cambios: tuple[CambioDeFila, ...]


@dataclass(frozen=True)
class Encargo:
    """What whoever changes a plan says of it: what they do, why, on which day it was modified.

    `confirmadas`: the dates of the plan as they will have been confirmed; None: as they are.
    `desde`: the process in which whoever opens another one acts. `aplica`: the keys («llave.campo») of the changes of
    deliverables under way that are to be written; None: as a load that nobody looked at. `razon_de_dejar`: why the
    others are not.
    """

    que: OrigenDeVersion = OrigenDeVersion.CARGA
    motivo: str = ""
    ocurrio_el: date | None = None
    confirmadas: Mapping[str, str] | None = None
    desde: Proceso | None = None
    aplica: frozenset[str] | None = None
    razon_de_dejar: str = ""


VERBOS = {OrigenDeVersion.EDICION: "cambiar", OrigenDeVersion.REVERSION: "revertir"}


@dataclass
class ResultadoCarga:
    """What a load did, by kind of row. A kind with nothing to tell is absent.

    `version`: the number of the new one, if the plan says something new. `informe`: the key of the deliverable by which
    INE is told, or else `sin_informe` says why there is none.
    """

    plan: str
    creados: dict[str, list[str]] = field(default_factory=dict)
    cambiados: dict[str, list[FilaCambiada]] = field(default_factory=dict)
    sin_cambio: dict[str, list[str]] = field(default_factory=dict)
    conservados: list[Conservado] = field(default_factory=list)
    sobran: dict[str, list[str]] = field(default_factory=dict)
    advertencias: list[str] = field(default_factory=list)
    hallazgos: list[Hallazgo] = field(default_factory=list)
    movimientos: list[Movimiento] = field(default_factory=list)
    version: int | None = None
    informe: str = ""
    sin_informe: str = ""

    @property
    def escribio(self) -> bool:
        """Whether the record changed."""
        return bool(self.creados or self.cambiados)


@escritura()
def cargar_plan(
    plan: PlanDatos, sha256: str, *, encargo: Encargo | None = None, por: Usuario | None, en: datetime
) -> ResultadoCarga:
    """Make the record say what `plan` says. `sha256` identifies the bytes it was read from.

    Raises Rechazo if `por` may not.
    Raises PlanInvalido, with nothing written, when a rule of the file cannot be evaluated or the record cannot hold
    what it says.
    """
    if defectos := [*defectos_del_registro(plan), *defectos_de_reglas(plan)]:
        raise PlanInvalido(defectos)
    proceso = Proceso.objects.filter(clave=plan.clave).first()
    anterior = Plan.objects.filter(proceso=proceso).first() if proceso else None
    encargo = encargo or Encargo()
    verbo = DE_PLAN[VERBOS.get(encargo.que, "cargar")]
    motivo = encargo.motivo or f"Carga del plan {plan.clave}"
    if proceso is None and encargo.desde is not None:
        verbo = DE_PLAN["abrir_proceso"]
    acto = comenzar(verbo, anterior, proceso or encargo.desde, por=por, en=en, motivo=motivo, hechos={"sha256": sha256})
    if proceso is None:
        # It is of the process that it makes.
        acto.proceso_id = None
    return _Carga(plan, acto, encargo).cargar(sha256)


class ConfirmacionInvalidaError(ValueError):
    """The date is not among those that wait to be confirmed, or the record cannot hold it; the text says which."""


@escritura()
def confirmar_fecha(plan: Plan, clave: str, fecha: date, *, por: Usuario, en: datetime) -> ResultadoCarga:
    """Confirm a date of a derived plan, or give it another; what its rules count from it moves too.

    Raises Rechazo if `por` may not, and ConfirmacionInvalidaError, with nothing written.
    """
    acto = comenzar(DE_PLAN["confirmar_fecha"], plan, plan.proceso, por=por, en=en)
    # The calendar first, as every load does.
    asegurar_calendario(plan.proceso.instituto, acto)
    actual = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    datos = actual.datos
    pendiente = next((p for p in pendientes(datos, actual.confirmadas) if p.clave == clave), None)
    if pendiente is None:
        raise ConfirmacionInvalidaError("Esa fecha ya no está por confirmar.")
    actual.confirmadas = {**actual.confirmadas, clave: fecha.isoformat()}
    cambio = "" if pendiente.fecha in (None, fecha) else f"; era {pendiente.fecha:%d/%m/%Y}"
    acto.motivo = f"Confirma {clave}: {fecha:%d/%m/%Y}{cambio}"
    guardar_en(acto, actual)
    try:
        encargo = Encargo(OrigenDeVersion.CONFIRMACION, acto.motivo)
        return _Carga(datos, acto, encargo).cargar(actual.sha256)
    except PlanInvalido as error:
        raise ConfirmacionInvalidaError(str(error)) from error


class _Carga:
    """One load under way."""

    def __init__(self, plan: PlanDatos, acto: Apunte, encargo: Encargo | None = None) -> None:
        self.archivo = plan
        # What was confirmed on screen is kept; a row printed once and run many times becomes its occurrences.
        anterior = Plan.objects.filter(proceso__clave=plan.clave).only("confirmadas", "dejados").first()
        self.dejados: dict[str, str] = anterior.dejados if anterior else {}
        self.encargo = encargo or Encargo()
        self.confirmadas: Mapping[str, str] = anterior.confirmadas if anterior else {}
        if self.encargo.confirmadas is not None:
            self.confirmadas = self.encargo.confirmadas
        dicho = con_confirmadas(_con_lo_anotado(plan), self.confirmadas)
        self.plan = expandir(dicho, calendario_de(plan.instituto, plan.proceso))
        self.acto = acto
        self.motivo = en_parrafos(self.encargo.motivo) or f"Carga del plan {plan.clave}"
        # What stays as it was because somebody chose so.
        self.se_dejan: dict[str, str] = {}
        # The route to which those under way are to be moved, by primary key.
        self.por_llevar: dict[int, Ruta] = {}
        self.resultado = ResultadoCarga(plan=plan.clave, hallazgos=revisar(plan))

    def cargar(self, sha256: str) -> ResultadoCarga:
        """Load everything, each kind after those it refers to."""
        instituto = self._ajuste("instituto", self.plan.instituto, Instituto.objects.all())
        asegurar_calendario(instituto, self.acto)
        # Two loads of the same process take turns; so do a load and a transition of one of its deliverables.
        procesos = Proceso.objects.select_for_update(of=("self",)).select_related("instituto")
        self.proceso: Proceso = self._ajuste(
            "proceso", self.plan.proceso, procesos, clave=self.plan.clave, instituto=instituto
        )
        self.organos = self._catalogo("organos", Organo, self.plan.organos)
        self._integraciones()
        self.areas = self._catalogo("areas", Area, self.plan.areas)
        self._catalogo("cargos", Cargo, self.plan.cargos)
        self._limites()
        self._apartar_a_quienes_recorren()
        self.rutas = {r.clave: self._ruta(r) for r in self.plan.rutas}
        self._sobran("rutas", Ruta.objects.filter(proceso=self.proceso, propia_de=None), "clave", self.rutas)
        self._entregables()
        self._hitos()
        self._constancia(sha256)
        return self.resultado

    # -- Writing ------------------------------------------------------------------------------------------

    def _escribir(self, tipo: str, clave: str, objeto: Any, valores: dict[str, Any]) -> Any:
        """Give `objeto` (an instance, or the class of a new one) its `valores`; save only what differs."""
        nuevo = isinstance(objeto, type)
        # As the record will keep them, or each load would find them different.
        valores = {c: texto_limpio(objeto._meta.get_field(c), valor) for c, valor in valores.items()}
        if nuevo:
            objeto, campos = objeto(**valores), []
        else:
            campos = [campo for campo, valor in valores.items() if getattr(objeto, campo) != valor]
            for campo in campos:
                setattr(objeto, campo, valores[campo])
        if isinstance(objeto, Entregable):
            vence = _vence(objeto)
            if vence != objeto.vence:
                objeto.vence = vence
                campos.append("vence")
        if not nuevo and not campos:
            self.resultado.sin_cambio.setdefault(tipo, []).append(clave)
            return objeto
        try:
            guardar_en(self.acto, objeto, self.motivo)
        except ValidationError as error:
            raise self._rechazo(f"{tipo} ({clave})", error) from error
        if nuevo:
            self.resultado.creados.setdefault(tipo, []).append(clave)
        else:
            self.resultado.cambiados.setdefault(tipo, []).append(FilaCambiada(clave, tuple(campos)))
        return objeto

    def _rechazo(self, lugar: str, error: ValidationError) -> PlanInvalido:
        """What the record's own validation found, said as the file's defect."""
        return PlanInvalido(
            [
                Defecto(
                    self.plan.clave,
                    lugar if campo == NON_FIELD_ERRORS else f"{lugar}.{campo}",
                    " ".join(mensajes),
                )
                for campo, mensajes in error.message_dict.items()
            ]
        )

    def _sobran(self, tipo: str, filas: models.QuerySet[Any], campo: str, claves: Iterable[str]) -> None:
        """Report the rows that the file no longer has."""
        sobrantes = [c for c in filas.values_list(campo, flat=True).order_by(campo) if c not in set(claves)]
        if sobrantes:
            self.resultado.sobran[tipo] = sobrantes

    # -- Settings: on a row that exists, only what the file says ------------------------------------------

    def _ajuste(self, tipo: str, datos: Any, filas: models.QuerySet[Any], **fijos: Any) -> Any:
        """Create the row with the file's data, or update on it only the keys that the file gives."""
        clave = fijos.get("clave") or datos.clave
        actual = filas.filter(clave=clave).first()
        dichos = type(datos).model_fields if actual is None else datos.model_fields_set
        # What has no column (the ordinary sessions of a body) is read from the file by whoever needs it.
        columnas = {f.name for f in filas.model._meta.fields}
        valores = {campo: _plano(getattr(datos, campo)) for campo in dichos if campo in columnas}
        if actual is None and isinstance(datos, CargoDatos) and not datos.se_elige_en:
            valores["se_elige_en"] = donde_se_elige(f"{clave} {datos.nombre}", datos.principio)
        return self._escribir(tipo, clave, actual or filas.model, valores | fijos)

    def _catalogo(self, tipo: str, modelo: type[models.Model], datos: Sequence[Any]) -> dict[str, Any]:
        filas = modelo._default_manager.filter(proceso=self.proceso).select_related("proceso")
        cargados = {d.clave: self._ajuste(tipo, d, filas, clave=d.clave, proceso=self.proceso) for d in datos}
        self._sobran(tipo, filas, "clave", cargados)
        return cargados

    def _integraciones(self) -> None:
        """Seats that the file names. Others are appointments noted on screen, not leftovers of the file."""
        filas = Integracion.objects.filter(organo__proceso=self.proceso)
        actuales = {(i.organo_id, i.nombre, i.desde): i for i in filas.select_related("organo", "usuario")}
        for datos in self.plan.organos:
            organo = self.organos[datos.clave]
            for persona in datos.integrantes:
                self._escribir(
                    "integraciones",
                    f"{datos.clave}/{persona.nombre}",
                    actuales.get((organo.pk, persona.nombre, persona.desde), Integracion),
                    persona.model_dump() | {"organo": organo},
                )

    def _limites(self) -> None:
        filas = LimiteTexto.objects.filter(proceso=self.proceso)
        actuales = {fila.campo: fila for fila in filas}
        for campo, limite in self.plan.limites.items():
            valores = {"proceso": self.proceso, "campo": campo, "minimo": limite.minimo, "maximo": limite.maximo}
            self._escribir("limites", campo, actuales.get(campo, LimiteTexto), valores)
        self._sobran("limites", filas, "campo", self.plan.limites)

    # -- Routes -------------------------------------------------------------------------------------------

    def _apartar_a_quienes_recorren(self) -> None:
        """Give those under way on a route whose stages the file changes a copy of it as it was, to walk meanwhile.

        It is theirs for good unless whoever changes the plan applies the new one to them: see `_conservar`.
        """
        dichas = {r.clave: r for r in self.plan.rutas}
        rutas = Ruta.objects.filter(proceso=self.proceso, propia_de=None, clave__in=dichas)
        for ruta in rutas.prefetch_related("etapas__organo", "etapas__area"):
            etapas = list(ruta.etapas.all())
            if not etapas or _como_se_recorre(ruta.bastan, etapas) == _como_se_recorrera(dichas[ruta.clave]):
                continue
            en_curso = Entregable.objects.filter(ruta=ruta, estado__in=EN_CURSO).select_for_update(of=("self",))
            for e in en_curso.select_related("proceso__instituto", "etapa").order_by("orden"):
                propia = dar_ruta_propia(e, ruta, [copia_de(x) for x in etapas], self._guardar)
                suyas = {x.clave: x for x in propia.etapas.select_related("organo", "area")}
                llevar_pasos(e, suyas, self._guardar)
                e.ruta, e.etapa = propia, suyas[e.etapa.clave] if e.etapa else None
                self._guardar(e)

    def _guardar(self, fila: models.Model) -> None:
        guardar_en(self.acto, fila, self.motivo)

    def _ruta(self, datos: RutaDatos) -> dict[str, Any]:
        """Load a route; answers its stages by key, and the route itself under the empty key."""
        actual = Ruta.objects.filter(proceso=self.proceso, clave=datos.clave).select_related("proceso").first()
        valores = {
            "proceso": self.proceso,
            "clave": datos.clave,
            "nombre": datos.nombre,
            "bastan": dict(datos.bastan),
        }
        ruta: Ruta = self._escribir("rutas", datos.clave, actual or Ruta, valores)
        actuales = {e.clave: e for e in ruta.etapas.select_related("organo", "area", "ruta")}
        dichas = [e.clave for e in datos.etapas]
        for clave in actuales.keys() - set(dichas):
            self._retirar_etapa(actuales.pop(clave))
        _apartar(actuales, dichas)
        etapas: dict[str, Any] = {"": ruta}
        for orden, etapa in enumerate(datos.etapas, start=1):
            etapas[etapa.clave] = self._escribir(
                "etapas",
                f"{datos.clave}/{etapa.clave}",
                actuales.get(etapa.clave, EtapaRuta),
                self._valores_etapa(etapa) | {"ruta": ruta, "orden": orden},
            )
        return etapas

    def _valores_etapa(self, etapa: EtapaDatos) -> dict[str, Any]:
        return {
            "clave": etapa.clave,
            "nombre": etapa.nombre,
            "tipo": etapa.tipo,
            "organo": self.organos[etapa.organo] if etapa.organo else None,
            "tipo_sesion": etapa.tipo_sesion,
            "resultados": list(etapa.resultados),
            "aprueba": etapa.aprueba,
            "area": self.areas[etapa.area] if etapa.area else None,
            "roles": list(etapa.roles),
            "regresa_a": etapa.regresa_a or "",
            "grupo": etapa.grupo or "",
            "si": _condicion(etapa),
        }

    def _retirar_etapa(self, etapa: EtapaRuta) -> None:
        lugar = f"rutas ({etapa.ruta.clave}).etapas"
        firmar(etapa, self.acto.por, self.acto.momento, self.motivo, self.acto)
        try:
            etapa.delete()
        except models.ProtectedError as error:
            usos = Counter(str(o._meta.verbose_name_plural) for o in error.protected_objects)
            razon = (
                f"el registro usa la etapa «{etapa.clave}», que el archivo ya no tiene "
                f"({', '.join(f'{n} {nombre}' for nombre, n in usos.items())}); consérvela o use otra ruta"
            )
            raise PlanInvalido([Defecto(self.plan.clave, lugar, razon)]) from error
        self.resultado.advertencias.append(
            f"Se retiró de la ruta «{etapa.ruta.clave}» la etapa «{etapa.clave}», que nada usaba."
        )

    # -- Deliverables -------------------------------------------------------------------------------------

    def _entregables(self) -> None:
        filas = Entregable.objects.filter(proceso=self.proceso)
        actuales = {
            e.llave: e
            for e in filas.select_for_update(of=("self",)).select_related(
                "proceso__instituto", "ruta", "area", "plantilla", "espera_a"
            )
        }
        pasos: dict[int, list[Subactividad]] = {}
        for paso in Subactividad.objects.filter(entregable__in=filas).select_related("etapa", "entregable"):
            pasos.setdefault(paso.entregable_id, []).append(paso)
        cargados: dict[str, Entregable] = {}
        # Those that others point to first: the templates that they repeat, the pairs for which they wait.
        filas_dichas = {e.llave: e for e in self.plan.entregables}
        for orden, datos in sorted(
            enumerate(self.plan.entregables, start=1),
            key=lambda par: (not par[1].plantilla, _esperas(par[1], filas_dichas)),
        ):
            actual = actuales.get(datos.llave)
            valores = self._valores_entregable(datos) | {
                "orden": orden,
                "plantilla": cargados[datos.plantilla_de] if datos.plantilla_de else None,
                "espera_a": cargados[datos.espera_a] if datos.espera_a else None,
            }
            suyos = pasos.get(actual.pk, []) if actual else []
            movidos = self._conservar(actual, valores, datos, suyos) if actual else set()
            entregable = self._escribir("entregables", datos.llave, actual or Entregable, valores)
            cargados[datos.llave] = entregable
            if actual and (nueva := self.por_llevar.pop(actual.pk, None)):
                CambioDeRuta(actual, nueva, self.motivo, self.acto.momento, aplica=True).decir()
                actual.refresh_from_db()
                suyos = list(actual.subactividades.select_related("etapa", "entregable"))
            if _PASOS not in movidos:
                self._subactividades(entregable, datos, suyos)
            if not datos.plantilla and datos.fecha_plan is None and datos.limite_remision is None:
                self.resultado.advertencias.append(f"«{datos.llave}» {_por_que_no_vence(datos)}")
        # Those born from a registered event were never in the file.
        self._sobran("entregables", filas.filter(evento_el=None), "llave", cargados)

    def _valores_entregable(self, datos: EntregableDatos) -> dict[str, Any]:
        return {
            "proceso": self.proceso,
            "llave": datos.llave,
            "clave": datos.clave,
            "numeral": datos.numeral,
            "bloque": datos.bloque,
            "nombre": datos.nombre,
            "producto": datos.producto,
            "tipo": datos.tipo,
            "es_plantilla": datos.plantilla,
            "periodo": datos.periodo or "",
            "ruta": self.rutas[datos.ruta][""],
            "al_ine": datos.al_ine,
            "area": self.areas[datos.area] if datos.area else None,
            "responsable_impreso": datos.responsable,
            "inicia_impreso": datos.inicia,
            "termina_impreso": datos.termina,
            "fecha_ine": datos.fecha_ine,
            "fecha_plan": datos.fecha_plan,
            "regla": datos.regla,
            "regla_evento": datos.regla_evento,
            "modo": datos.modo,
            "remision_impresa": datos.remision_impresa,
            "limite_remision": datos.limite_remision,
            "regla_remision": datos.regla_remision,
            "fundamento": datos.fundamento,
            "fuente": datos.fuente,
            "nota": datos.nota,
        }

    def _conservar(
        self, actual: Entregable, valores: dict[str, Any], datos: EntregableDatos, pasos: Sequence[Subactividad]
    ) -> set[str]:
        """Take out of `valores` what already happened decides, or whoever changes the plan leaves, and report it.

        Answers the fields that stay as they were.
        """
        firmes, por_omision = _razones_para_conservar(actual)
        en_curso = actual.estado not in (Entregable.Estado.PROGRAMADO, Entregable.Estado.CANCELADO)
        cambios, quedan = [], set()
        distintos = [*_distintos(actual, valores), *self._pasos_distintos(actual, datos, pasos)]
        for campo, nombre, antes, despues in distintos:
            clave = f"{actual.llave}.{campo}"
            en_breve = despues
            if campo == "ruta" and en_curso and campo not in firmes:
                nueva: Ruta = valores["ruta"]
                que_haria = CambioDeRuta(actual, nueva, self.motivo, self.acto.momento).decir()
                despues = "\n".join(filter(None, (despues, que_haria)))
            decide = en_curso and campo not in firmes
            razon = firmes.get(campo) or self.dejados.get(clave) or por_omision.get(campo, "")
            elegidos = self.encargo.aplica if decide else None
            aplica = not razon if elegidos is None else clave in elegidos
            if not aplica:
                quedan.add(campo)
                valores.pop(campo, None)
                self._queda(actual, clave, campo, decide, razon, f"el registro dice {antes} y el archivo {en_breve}")
            elif campo == "ruta" and en_curso:
                # It moves on its route, not only from one to another: whoever moves deliverables does it.
                self.por_llevar[actual.pk] = valores.pop("ruta")
            cambios.append(CambioDeFila(clave, nombre, antes, despues, razon, decide, aplica))
        if cambios:
            nombre = f"{actual.clave} {actual.titulo}"
            estado = str(actual.get_estado_display())
            self.resultado.movimientos.append(Movimiento(actual.llave, nombre, estado, en_curso, tuple(cambios)))
        return quedan

    def _etapas_de(self, entregable: Entregable) -> Mapping[str, Any]:
        """The stages of the route that it walks, by key: one of the file's, or its own."""
        if entregable.ruta.propia_de_id is None:
            return self.rutas.get(entregable.ruta.clave, {})
        return {e.clave: e for e in entregable.ruta.etapas.all()}

    def _pasos_distintos(
        self, actual: Entregable, datos: EntregableDatos, pasos: Sequence[Subactividad]
    ) -> Iterator[tuple[str, str, str, str]]:
        """The steps, all as one field, if the file changes or adds some. Those that it lacks stay: see `_sobran`."""
        etapas = self._etapas_de(actual) if _la_conserva(actual) else self.rutas.get(datos.ruta, {})
        actuales = dict(zip(_con_turno(p.clave for p in pasos), pasos, strict=True))
        antes, despues = [], []
        for clave, paso in zip(_con_turno(s.clave for s in datos.subactividades), datos.subactividades, strict=True):
            nuevo = _valores_subactividad(paso) | {"etapa": etapas.get(paso.etapa or "-")}
            viejo = {c: getattr(actuales[clave], c) for c in _DE_PASO} if clave in actuales else None
            if viejo != {c: texto_limpio(Subactividad._meta.get_field(c), nuevo[c]) for c in _DE_PASO}:
                antes += [viejo] if viejo else []
                despues.append(nuevo)
        if despues:
            yield _PASOS, ROTULOS[_PASOS], _pasos_en_palabras(antes), _pasos_en_palabras(despues)

    def _queda(self, actual: Entregable, clave: str, campo: str, decide: bool, razon: str, dicho: str) -> None:
        """Report what stays as it was; what somebody chose to leave is kept in mind for the loads to come."""
        if decide and self.encargo.aplica is not None:
            razon = self.encargo.razon_de_dejar or razon or "se dejó como estaba"
        if decide and (self.encargo.aplica is not None or clave in self.dejados):
            self.se_dejan[clave] = razon
        self.resultado.conservados.append(Conservado("entregables", actual.llave, campo, f"{razon}; {dicho}"))

    def _subactividades(self, entregable: Entregable, datos: EntregableDatos, pasos: list[Subactividad]) -> None:
        # A key may be printed twice: the second one is told apart by its turn.
        actuales = dict(zip(_con_turno(p.clave for p in pasos), pasos, strict=True))
        dichas = _con_turno(s.clave for s in datos.subactividades)
        sobrantes = [clave for clave in actuales if clave not in set(dichas)]
        _apartar(actuales, dichas + sobrantes)
        # The stages of the route it really recorre, which may not be the file's (see _conservar).
        etapas = self._etapas_de(entregable)
        for orden, (clave, subactividad) in enumerate(zip(dichas, datos.subactividades, strict=True), start=1):
            self._escribir(
                "subactividades",
                f"{datos.llave}/{clave}",
                actuales.get(clave, Subactividad),
                _valores_subactividad(subactividad)
                | {"entregable": entregable, "orden": orden, "etapa": etapas.get(subactividad.etapa or "-")},
            )
        for orden, clave in enumerate(sobrantes, start=len(dichas) + 1):
            if actuales[clave].orden != orden:
                self._escribir("subactividades", f"{datos.llave}/{clave}", actuales[clave], {"orden": orden})
            self.resultado.sobran.setdefault("subactividades", []).append(f"{datos.llave}/{clave}")

    def _hitos(self) -> None:
        filas = Hito.objects.filter(proceso=self.proceso).select_related("proceso")
        actuales = {h.clave: h for h in filas}
        for datos in self.plan.hitos:
            columnas = type(datos).model_fields.keys() - {"origen", "por_confirmar"}
            valores = {campo: getattr(datos, campo) for campo in columnas}
            self._escribir("hitos", datos.clave, actuales.get(datos.clave, Hito), valores | {"proceso": self.proceso})
        self._sobran("hitos", filas, "clave", [h.clave for h in self.plan.hitos])

    def _constancia(self, sha256: str) -> None:
        """The row that says which bytes are loaded. Its moment is that of the last load that changed something."""
        fuente = self.plan.fuente
        actual = Plan.objects.filter(proceso=self.proceso).select_related("proceso").first()
        valores: dict[str, Any] = {
            "proceso": self.proceso,
            "clave": self.plan.clave,
            "nombre": self.plan.nombre,
            "fuente": f"{fuente.documento} ({fuente.acuerdo})" if fuente.acuerdo else fuente.documento,
            "fecha": fuente.fecha,
            "sha256": sha256,
            "contenido": self.archivo.model_dump(mode="json", exclude_defaults=True),
            "hallazgos": [h.como_dict() for h in self.resultado.hallazgos],
            "dejados": self.se_dejan,
            "confirmadas": self.confirmadas,
        }
        if actual is None or self.resultado.escribio or actual.sha256 != sha256:
            valores["cargado_en"] = self.acto.momento
        self.acto.objeto = plan = self._escribir("plan", self.plan.clave, actual or Plan, valores)
        self._version(plan)

    def _version(self, plan: Plan) -> None:
        """A new version, if the plan says something new; and INE is told of it, where it had the plan."""
        ultima, dichas = plan.versiones.order_by("-numero").first(), dadas_de_otro_modo(self.archivo, self.confirmadas)
        if ultima is not None and (ultima.contenido, ultima.confirmadas) == (plan.contenido, dichas):
            return
        self.acto.notable = True
        asentar(self.acto)
        numero = ultima.numero + 1 if ultima else 1
        ocurrio_el = self.encargo.ocurrio_el or dia_local(self.acto.momento, self.proceso.tz)
        informe, sin_informe = None, "Es la primera versión."
        if ultima is not None and ultima.confirmadas == dichas and not dice_otra_cosa(ultima.contenido, plan.contenido):
            sin_informe = "Solo cambian notas, que el INE no recibe: no hay modificación que informar."
        elif ultima is not None:
            cambio = ModificacionDePlan(self.proceso, numero, self.motivo, ocurrio_el, self.acto.momento)
            informe, sin_informe = cambio.informar()
        VersionDePlan(
            plan=plan,
            numero=numero,
            que=self.encargo.que,
            contenido=plan.contenido,
            confirmadas=dichas,
            sha256=plan.sha256,
            motivo=self.motivo,
            por=self.acto.por,
            por_nombre=str(self.acto.por or SISTEMA),
            en=self.acto.momento,
            ocurrio_el=ocurrio_el,
            acto=self.acto.numero,
            conservados=[asdict(c) for c in self.resultado.conservados],
            informe=informe,
            sin_informe=sin_informe,
        ).save()
        self.acto.hechos = {**self.acto.hechos, "version": numero}
        self.resultado.version = numero
        self.resultado.informe, self.resultado.sin_informe = informe.llave if informe else "", sin_informe


def _esperas(datos: EntregableDatos, filas: Mapping[str, EntregableDatos]) -> int:
    """How many come before it, each waiting for the one before. None waits for itself: the file is checked."""
    return 1 + _esperas(filas[datos.espera_a], filas) if datos.espera_a else 0


def _plano(valor: Any) -> Any:
    """A value of the file as a column holds it."""
    return valor.model_dump() if isinstance(valor, BaseModel) else valor


def _por_que_no_vence(datos: EntregableDatos) -> str:
    """Why a row without dates is not due yet, or never."""
    if datos.regla_evento in DEL_PROCESO:
        return f"se cuenta desde {NOMBRES[datos.regla_evento]}, que aún no tiene fecha: no vencerá hasta que se sepa."
    if datos.por_confirmar:
        return "espera su fecha en «Por confirmar»: no vencerá hasta que se dé."
    return "no tiene fecha de aprobación ni límite de remisión: nunca vencerá."


def dadas_de_otro_modo(plan: PlanDatos, confirmadas: Mapping[str, str]) -> dict[str, str]:
    """The dates that somebody gave otherwise than the plan has them, by row and field."""
    return {
        p.clave: confirmadas[p.clave]
        for p in pendientes(plan, {})
        if confirmadas.get(p.clave, str(p.fecha)) != str(p.fecha)
    }


def _con_lo_anotado(plan: PlanDatos) -> PlanDatos:
    """The plan with the dates of the process noted on screen that its file leaves out: rules count from them."""
    sin_decir = [evento for evento in DEL_PROCESO if getattr(plan.proceso, evento) is None]
    anotado = Proceso.objects.filter(clave=plan.clave).values(*sin_decir).first() if sin_decir else None
    if not anotado or not any(anotado.values()):
        return plan
    return plan.model_copy(update={"proceso": plan.proceso.model_copy(update=anotado)})


def _la_conserva(actual: Entregable) -> bool:
    """Whether it keeps the route that it has, whatever the file says."""
    return actual.estado != Entregable.Estado.PROGRAMADO or actual.ruta.propia_de_id is not None


def _razones_para_conservar(actual: Entregable) -> tuple[dict[str, str], dict[str, str]]:
    """Fields of a deliverable that the file may no longer move, with the reason of each; and those that it does not
    move unless somebody says so.
    """
    firmes: dict[str, str] = {}
    if actual.aprobado_el is not None:
        firmes["fecha_plan"] = f"se aprobó el {actual.aprobado_el:%d/%m/%Y} y con esa fecha se juzga"
    if actual.estado == Entregable.Estado.PROGRAMADO:
        if actual.ruta.propia_de_id is not None:
            firmes["ruta"] = "tiene una ruta propia, que alguien le dio con un motivo"
        return firmes, {}
    por_omision = {}
    if actual.estado in EN_CURSO and actual.remitido_en is None:
        por_omision["ruta"] = "ya recorre su ruta"
    else:
        firmes["ruta"] = "ya recorrió su ruta"
    if actual.remitido_en is not None:
        dia = actual.remitido_en.astimezone(actual.proceso.tz)
        firmes["limite_remision"] = f"se remitió el {dia:%d/%m/%Y} y con ese límite se juzga"
    elif actual.aprobado_el is not None and actual.remite_desde_aprobacion:
        firmes["limite_remision"] = f"lo fijó la aprobación del {actual.aprobado_el:%d/%m/%Y}"
    else:
        por_omision["limite_remision"] = f"ya está en trámite («{actual.get_estado_display()}»)"
    return firmes, por_omision


# Those that walk their route: it does not change under them.
EN_CURSO = (
    Entregable.Estado.EN_ELABORACION,
    Entregable.Estado.EN_DECISION,
    Entregable.Estado.POR_REMITIR,
    Entregable.Estado.REMITIDO,
)


def _como_se_recorre(bastan: Mapping[str, int], etapas: Iterable[EtapaRuta]) -> list[Any]:
    """What of a route says where one stands on it. Names, and who does each stage, change for everybody at once."""
    return [
        dict(bastan),
        *(
            (e.clave, e.tipo, e.organo.clave if e.organo else "", e.tipo_sesion, e.aprueba, e.grupo, e.si)
            for e in sorted(etapas, key=lambda e: e.orden)
        ),
    ]


def _como_se_recorrera(ruta: RutaDatos) -> list[Any]:
    """The same, of a route of the file."""
    return [
        dict(ruta.bastan),
        *(
            (e.clave, e.tipo, e.organo or "", e.tipo_sesion, e.aprueba, e.grupo or "", _condicion(e))
            for e in ruta.etapas
        ),
    ]


def _condicion(etapa: EtapaDatos) -> dict[str, Any]:
    return etapa.si.model_dump(exclude_defaults=True) if etapa.si else {}


# What stands for all its steps among the fields of a deliverable.
_PASOS = "subactividades"
# Whose it is, and its place among the others: neither is a change of it.
_NO_CAMBIAN = {"proceso", "orden"}


def _distintos(actual: Entregable, valores: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Each field that the file changes: its name, what it is called, and what it says before and after, in words."""
    for nombre, propuesto in valores.items():
        campo: Any = Entregable._meta.get_field(nombre)
        vigente, nuevo = getattr(actual, nombre), texto_limpio(campo, propuesto)
        if nombre not in _NO_CAMBIAN and vigente != nuevo:
            rotulo = ROTULOS.get(nombre) or str(campo.verbose_name).capitalize()
            yield nombre, rotulo, _dicho(vigente, campo), _dicho(nuevo, campo)


# Columns whose name is not what they are called.
ROTULOS = {
    _PASOS: "Actividades",
    "es_plantilla": "Se repite",
    "fecha_plan": "Fecha de aprobación",
    "inicia_impreso": "Inicio impreso",
    "limite_remision": "Límite de remisión",
    "regla_evento": "Desde qué se cuenta",
    "regla_remision": "Regla de remisión",
    "termina_impreso": "Término impreso",
}


_DE_PASO = ("clave", "texto", "etapa", "fecha_impresa", "fecha", "regla", "regla_evento", "nota")


def _pasos_en_palabras(pasos: Iterable[Mapping[str, Any]]) -> str:
    dichos = [f"{p['clave']} {p['texto']}" + (f" ({p['fecha']:%d/%m/%Y})" if p["fecha"] else "") for p in pasos]
    return "\n".join(dichos) or "nada"


def _vence(entregable: Entregable) -> datetime | None:
    """When the pending obligation falls due; a template or a cancelled deliverable has none."""
    if entregable.es_plantilla or entregable.estado == Entregable.Estado.CANCELADO:
        return None
    return entregable.vencimiento_pendiente()


def _valores_subactividad(datos: SubactividadDatos) -> dict[str, Any]:
    return {
        "clave": datos.clave,
        "texto": datos.texto,
        "fecha_impresa": datos.fecha_impresa,
        "fecha": datos.fecha or datos.fecha_impresa,
        "regla": datos.regla,
        "regla_evento": datos.regla_evento,
        "nota": datos.nota,
    }


def _con_turno(claves: Iterable[str]) -> list[str]:
    """The keys, with «(2)», «(3)»… after those that repeat."""
    vistas: Counter[str] = Counter()
    salida = []
    for clave in claves:
        vistas[clave] += 1
        salida.append(clave if vistas[clave] == 1 else f"{clave} ({vistas[clave]})")
    return salida


def _apartar(actuales: dict[str, Any], orden: Sequence[str]) -> None:
    """Free the places that change hands, since the database checks each row as it is written.

    The wait is no change of the plan: it leaves no history, and the row that follows tells the final place.
    """
    lugares = {clave: lugar for lugar, clave in enumerate(orden, start=1)}
    for clave, fila in actuales.items():
        if fila.orden != lugares[clave]:
            fila.orden += _APARTE
            fila.save_without_historical_record(update_fields=["orden"])


def _dicho(valor: Any, campo: Any) -> str:
    if valor is None or valor == "":
        return "nada"
    if isinstance(valor, bool):
        return "sí" if valor else "no"
    if isinstance(valor, date):
        return f"{valor:%d/%m/%Y}"
    return f"«{dict(campo.flatchoices).get(valor, valor)}»"
