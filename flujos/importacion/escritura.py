"""Writes a list of candidacies into the record: idempotent, row by row, a transaction for each batch of rows.

1. A candidacy is the same one if its place (who postulates it, office, territory, formula) and its name are.
2. A blank cell says nothing: it never erases. A questionnaire or a person's data that somebody wrote here are kept.
3. A record that went beyond «capturada» is kept whole: published text only changes through a modification request.
4. Each row goes in whole or not at all. A row that cannot is reported with its reason, and the rest go in.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from itertools import count, islice
from time import monotonic, sleep
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import prefetch_related_objects
from django.utils.text import slugify

from calendario.fechas import dia_local
from compliance.actos import SISTEMA, Apunte, asentar, escritura
from compliance.cuestionarios import ETIQUETAS, OBLIGATORIOS, contradicciones_edad, depurar
from compliance.importacion import CandidaturaLeida, Export, Nota, interpretar
from compliance.importacion.catalogos import actor_de, cargo_entre, donde_se_elige, forma_de_cargo
from compliance.importacion.filas import (
    COLUMNAS_DE_TEXTO,
    IDENTIFICAN,
    TERRITORIOS,
    llave_de_territorio,
    lugar_y_persona,
)
from compliance.importacion.lectura import IDENTIDAD
from compliance.importacion.valores import entidad_de, nombre_propio, nombre_suelto, plano
from compliance.models import (
    ActorPolitico,
    Borrador,
    Candidatura,
    Cargo,
    CuestionarioCurricular,
    CuestionarioIdentidad,
    Identificacion,
    Nombramiento,
    Persona,
    Proceso,
    Rol,
    Territorio,
    Usuario,
)
from compliance.models.candidaturas import formula_de
from compliance.registro.formulas import comparable
from compliance.senales import CambioDeCorreo
from compliance.sentencias import entre
from compliance.textos import normalizar

from ..candidaturas.cotejos import unidos
from ..candidaturas.cuentas import correos_compartidos
from ..candidaturas.identificacion import identificar_cargadas
from ..candidaturas.lote import abrir_registro, enviar_cargadas, preparar_cargada, registrar_cargadas
from ..guardas import CasoDeCandidatura, faltan_en_curricular, faltan_en_identidad
from ..guardas.requisitos import solo_lo_cargado
from ..models import Importacion
from ..transiciones import Rechazo, YaHecho, bloquear, escribir, exigir, validar

MOTIVO = "Importación de candidaturas"
MOTIVO_AL_DESHACER = "Se deshizo la importación que lo escribió"
# What nobody wrote by hand says one of these.
DE_IMPORTAR = (MOTIVO, MOTIVO_AL_DESHACER)
FALTA_EL_LIBRO = (
    "La hoja CANDIDATOS sola no distingue a las propietarias de las suplentes: por eso se rechazan {} de sus filas. "
    "Importe el libro (.xls o .xlsx) con sus dos hojas."
)
CON_TODO = ("persona", "actor", "cargo", "territorio", "curricular", "identidad")
ABIERTOS = frozenset({Candidatura.Estado.ASIGNADA, Candidatura.Estado.CAPTURADA})

# What an import may create in the catalogues, by the name of its model.
NUEVOS = {"actorpolitico": "Actores nuevos", "territorio": "Lugares nuevos", "cargo": "Cargos nuevos"}

Modelo = TypeVar("Modelo", bound=models.Model)
# What a row names of a catalogue, the index in which it is looked for and its keys in it.
Pieza = tuple[Modelo, dict[Any, Modelo], list[Any]]
Cuestionario = CuestionarioCurricular | CuestionarioIdentidad
_CORREO: Any = Persona._meta.get_field("correo")
# How many ways of writing something new are shown, and with how many of the same name somebody is compared.
ESCRITOS_MAXIMOS = 6
PAREJAS_MAXIMAS = 10
# Rows of a batch: what others wait for is the half second that it lasts.
LOTE = 250
# Between two batches: whoever waits for SQLite's only lock asks for it every tenth of a second.
RESPIRO = 0.12


@dataclass
class Reporte:
    """What an import did, or would do. Every row read was created, updated, left unchanged or refused.

    `sin_calidad`: of those refused, the ones that only need the other sheet. `emes`: rows whose «M» nobody knows what
    sex it says. `nuevos`: what it creates in the catalogues, to be looked at before.
    """

    hojas: dict[str, int]
    leidas: int
    creadas: int = 0
    actualizadas: int = 0
    sin_cambio: int = 0
    sin_calidad: int = 0
    rechazadas: list[Nota] = field(default_factory=list)
    duplicadas: list[Nota] = field(default_factory=list)
    advertencias: list[Nota] = field(default_factory=list)
    emes: int = 0
    nuevos: "dict[str, list[dict[str, Any]]]" = field(default_factory=dict, compare=False)

    def como_datos(self) -> dict[str, Any]:
        """As JSON says it, but for what it creates in the catalogues."""
        datos = asdict(self)
        del datos["nuevos"]
        return datos

    def sumar(self, datos: Mapping[str, Any]) -> None:
        """Add what a batch did, as JSON said it."""
        for cuenta in ("creadas", "actualizadas", "sin_cambio", "sin_calidad", "emes"):
            setattr(self, cuenta, getattr(self, cuenta) + datos.get(cuenta, 0))
        for lista in ("rechazadas", "duplicadas", "advertencias"):
            getattr(self, lista).extend(Nota(**nota) for nota in datos[lista])

    def ordenar(self) -> "Reporte":
        """Every list as the file goes."""
        for notas in (self.rechazadas, self.duplicadas, self.advertencias):
            notas.sort(key=lambda n: n.fila)
        return self


def importar(
    export: Export,
    proceso: Proceso,
    *,
    por: Usuario | None,
    en: datetime,
    simular: bool = False,
    avance: Callable[[int, int], None] = lambda hechas, total: None,
) -> Reporte:
    """Load `export` into `proceso`, batch by batch; with `simular`, the same report and nothing written.

    `avance` is told, after each batch that is rehearsed, how many rows of how many.

    Between batches others write. Cut short, whole batches stay; the same file goes on where it was when it is imported
    again. Raises Rechazo if `por` may not register candidacies there, or if somebody else is loading the same file.
    """
    if simular:
        return _Importacion(export, proceso, por, en, None).ensayar(avance)
    importacion = abrir_importacion(export.archivo, export.sha256, proceso, por=por, en=en)
    return continuar(importacion, export, por=por, en=en)


def continuar(importacion: Importacion, export: Export, *, por: Usuario | None, en: datetime) -> Reporte:
    """Load what is left of an import that is open. Raises Rechazo if somebody else is doing it."""
    return _Importacion(export, importacion.proceso, por, en, importacion).correr()


@escritura()
def abrir_importacion(archivo: str, sha256: str, proceso: Proceso, *, por: Usuario | None, en: datetime) -> Importacion:
    """The import of these bytes that was cut short, which goes on, or a new one. Raises Rechazo if `por` may not."""
    abrir_registro(bloquear(Proceso, proceso.pk), por=por, en=en, motivo=MOTIVO)
    exigir([deshaciendo(proceso)])
    abierta = proceso.importaciones.filter(sha256=sha256, terminada_en=None)
    if abierta.update(avance_en=en, error=""):
        return abierta.get()
    return Importacion.objects.create(
        proceso=proceso,
        archivo=archivo[:250],
        sha256=sha256,
        en=en,
        avance_en=en,
        por=por,
        por_nombre=SISTEMA if por is None else str(por),
    )


def deshaciendo(proceso: Proceso) -> Rechazo | None:
    """Refuses to load anything while an import of the process is being taken back."""
    otra = proceso.importaciones.filter(deshaciendo_desde__isnull=False, deshecha_en=None).first()
    if otra is None:
        return None
    return Rechazo(
        "deshaciendo", f"Se está deshaciendo la importación de «{otra}».", "Espere a que termine, o continúela."
    )


class _Importacion:
    """One import under way. What it created in a row that was refused in the end is forgotten with the row.

    Without a row of its own (`fila`) it is a rehearsal: what would be created has a key below zero, and nothing is
    locked nor written.
    """

    def __init__(
        self, export: Export, proceso: Proceso, por: Usuario | None, en: datetime, fila: Importacion | None
    ) -> None:
        self.export = export
        self.proceso = proceso
        self.por = por
        self.en = en
        self.importacion = fila
        self.desde = monotonic()
        self.acto = abrir_registro(proceso, por=por, en=en, motivo=MOTIVO)
        # Asked once, not once for each candidacy.
        prefetch_related_objects([proceso], "limites")
        self.reporte = self._en_blanco()
        self.lectura = interpretar(export, self._conocidas(), entidad_de(proceso.instituto.entidad))
        self.propietarias = {r.formula_completa: r.nombre for r in self.lectura.registros if r.calidad == "propietaria"}
        self.edades: dict[str, set[Any]] = defaultdict(set)
        for registro in self.lectura.registros:
            self.edades[registro.persona].add((registro.sexo, registro.edad))
        # The row of the file that was loaded into each candidacy, by its key.
        self.filas: dict[int, CandidaturaLeida] = {}
        self.creadas: set[int] = set()
        self.ensayadas: list[Candidatura] = []
        self.imaginarias = count(-1, -1)
        # The people of each name, each by its identity in memory; and the states in which they are candidates.
        self.personas: dict[str, dict[int, tuple[Persona, Persona]]] = {}
        self.entidades: dict[int, set[str]] = {}
        # What it creates in the catalogues, by its key in memory, with the rows that name it.
        self.nuevos: dict[int, dict[str, Any]] = {}
        self.por_llave: dict[int, Persona] = {}
        # CURP and clave de elector: as they rest, by the key of their person; what is known, by its identity in memory.
        self.identificaciones: dict[int, Identificacion | None] = {}
        self.sabidas: dict[int, dict[str, str]] = {}
        # Of whom the file already brought a registered address: by their key, and those in memory by their identity.
        self.con_correo: set[int] = set()
        self.recien_con_correo: dict[int, Persona] = {}

    def _en_blanco(self) -> Reporte:
        return Reporte(hojas=self.export.hojas, leidas=self.export.leidas)

    def _conocidas(self) -> dict[Any, str]:
        """The calidad of every live candidacy on record: only a file without its second sheet asks for it."""
        if self.export.identidad is not None and len(self.export.identidad) >= len(self.export.candidatos):
            vivas = Candidatura.objects.none()
        else:
            vivas = Candidatura.objects.filter(proceso=self.proceso).vivas()
        campos = ("entidad", "tipo", "clave", "nombre")
        filas = vivas.order_by().values_list(
            *(f"territorio__{c}" for c in campos), "formula", "persona__nombre", "calidad"
        )
        return {lugar_y_persona(*lugar): calidad for *lugar, calidad in filas.iterator()}

    # -- Batch by batch -----------------------------------------------------------------------------------

    def ensayar(self, avance: Callable[[int, int], None]) -> Reporte:
        """The report of what it would do."""
        self._anotar_lectura()
        self._catalogos()
        hechas, total = 0, len(self.lectura.registros)
        for lote in _en_lotes(self.lectura.registros):
            self._lote(lote)
            hechas += len(lote)
            avance(hechas, total)
        self._al_final()
        for nuevo in self.nuevos.values():
            self.reporte.nuevos.setdefault(nuevo["clase"], []).append(nuevo)
        return self.reporte.ordenar()

    def correr(self) -> Reporte:
        """Load every row that is not loaded yet, and look for the same person in several."""
        if self.importacion is None:
            raise TypeError("Un ensayo no se corre.")
        hasta: int | None = self._retomar(self.importacion)
        while hasta is not None:
            with escritura():
                hasta = self._siguiente(self.importacion, hasta)
            if hasta is not None:
                sleep(RESPIRO)
        total = self._en_blanco()
        for datos in self.importacion.lotes.values_list("reporte", flat=True):
            total.sumar(datos)
        return total.ordenar()

    def _retomar(self, importacion: Importacion) -> int:
        """Up to which row of the file it is loaded; what was loaded into what is known again."""
        hechos = list(importacion.lotes.all())
        if not hechos:
            Importacion.objects.filter(pk=importacion.pk).update(filas=len(self.lectura.registros))
            return 0
        hasta = hechos[-1].hasta
        self._catalogos()
        for lote in _en_lotes([r for r in self.lectura.registros if r.orden <= hasta]):
            self._leer(lote, para_escribir=False)
            for registro in lote:
                for candidatura in self._la_misma(registro)[:1]:
                    # A later row of the same candidacy was refused.
                    self.filas.setdefault(candidatura.pk, registro)
                    if self._correo_de(registro):
                        self.con_correo.add(candidatura.persona_id)
        return hasta

    def _siguiente(self, importacion: Importacion, hasta: int) -> int | None:
        """Load the rows that come after `hasta` in one batch. Answers up to which; None when it was the last."""
        bloquear(Proceso, self.proceso.pk)
        ultimo = importacion.lotes.last()
        if (ultimo.hasta if ultimo else 0) != hasta or Importacion.objects.get(pk=importacion.pk).terminada_en:
            raise YaHecho(
                "en_curso",
                f"«{importacion.archivo}» se está importando en otra parte.",
                "Espere a que termine: su página dice por dónde va.",
            )
        self.reporte = self._en_blanco()
        if ultimo is None:
            self._anotar_lectura()
        quedan = bisect_right(self.lectura.registros, hasta, key=lambda r: r.orden)
        lote = self.lectura.registros[quedan : quedan + LOTE]
        self._catalogos()
        self._lote(lote)
        es_el_ultimo = quedan + len(lote) == len(self.lectura.registros)
        if es_el_ultimo:
            self._al_final()
        Importacion.objects.filter(pk=importacion.pk).update(
            avance_en=self.en + timedelta(seconds=monotonic() - self.desde),
            terminada_en=self.en if es_el_ultimo else None,
        )
        hasta = lote[-1].orden if lote else hasta
        # By what it did it may be undone.
        actos = [a.numero for a in self.actos if a.numero is not None and a.filas]
        importacion.lotes.create(filas=len(lote), hasta=hasta, reporte=self.reporte.como_datos(), actos=actos)
        if es_el_ultimo:
            self._asentar(importacion)
        return None if es_el_ultimo else hasta

    def _asentar(self, importacion: Importacion) -> None:
        """The act of the import itself, once it is whole: which file, and how many of each."""
        total = self._en_blanco()
        for datos in importacion.lotes.values_list("reporte", flat=True):
            total.sumar(datos)
        cuentas = {c: getattr(total, c) for c in ("leidas", "creadas", "actualizadas", "sin_cambio")}
        hechos = {
            "archivo": importacion.archivo,
            "sha256": importacion.sha256,
            "perfil": self.export.perfil.nombre,
            **cuentas,
        }
        asentar(Apunte("cargar", importacion, por=self.por, en=self.en, motivo=MOTIVO, hechos=hechos, notable=True))

    def _anotar_lectura(self) -> None:
        self.reporte.sin_calidad = self.lectura.sin_calidad
        self.reporte.emes = self.lectura.emes
        self.reporte.rechazadas += self.lectura.rechazadas
        self.reporte.advertencias += self.lectura.advertencias

    def _lote(self, lote: Sequence[CandidaturaLeida]) -> None:
        self.nuevas: list[tuple[CandidaturaLeida, Candidatura]] = []
        self.por_enviar: list[Candidatura] = []
        self.actos: list[Apunte] = []
        # What is written beside each person when the batch is, with the candidacy or the act in which it goes.
        self.por_identificar: dict[int, tuple[Persona, Candidatura | Apunte, dict[str, str]]] = {}
        # The same of a registered address, with the former one.
        self.por_corresponder: dict[int, tuple[Persona, Candidatura | Apunte, str]] = {}
        tecleadas = Borrador.objects.por_asentar().filter(candidatura__proceso=self.proceso)
        self.tecleadas = set(tecleadas.values_list("candidatura", flat=True))
        self._leer(lote, para_escribir=self.importacion is not None)
        for registro in lote:
            self._fila(registro)
        if self.importacion is None:
            for _, candidatura in self.nuevas:
                # What was judged of it is in the report; of the rest of the file, it only takes its place.
                for cuestionario in ("curricular", "identidad"):
                    candidatura._state.fields_cache.pop(cuestionario)
                self.ensayadas.append(candidatura)
            return
        nuevas = [candidatura for _, candidatura in self.nuevas]
        altas = registrar_cargadas(self.acto, nuevas)
        self.actos += altas
        de_cada_una = {id(c): alta for c, alta in zip(nuevas, altas, strict=True)}
        identificar_cargadas(
            [
                (persona, self.identificaciones.get(persona.pk), datos, de_cada_una.get(id(donde), donde))
                for persona, donde, datos in self.por_identificar.values()
            ],
            por=self.por,
            en=self.en,
            motivo=MOTIVO,
        )
        for persona, donde, anterior in self.por_corresponder.values():
            acto = donde if isinstance(donde, Apunte) else de_cada_una[id(donde)]
            self._registrar_correo(persona, acto, anterior)
        self.con_correo |= {p.pk for p in self.recien_con_correo.values()}
        self.recien_con_correo = {}
        # The person who imports does not become the author of the answers: the system loads what was captured.
        self.actos += enviar_cargadas(self.por_enviar, en=self.en, motivo=MOTIVO)
        for registro, candidatura in self.nuevas:
            self.filas[candidatura.pk] = registro
            self.creadas.add(candidatura.pk)

    # -- What is on record --------------------------------------------------------------------------------

    def _catalogos(self) -> None:
        self.actores: dict[Any, ActorPolitico] = {}
        for actor in ActorPolitico.objects.filter(proceso=self.proceso).prefetch_related("integrantes").order_by("pk"):
            siglas = sorted(filter(None, (i.siglas.upper() for i in actor.integrantes.all())))
            juntas = " ".join([actor.tipo, *siglas]).casefold() if len(siglas) > 1 else ""
            for llave in (actor.clave, *_llaves_de_actor(actor), juntas):
                if llave:
                    self.actores.setdefault(llave, actor)
        self.cargos = self._indice(Cargo, lambda c: [c.clave, normalizar(c.nombre)])
        self.territorios = self._indice(Territorio, _llaves_de_territorio)

    def _indice(self, modelo: type[Modelo], llaves: Callable[[Any], Iterable[Any]]) -> dict[Any, Modelo]:
        """By each of their keys; one that several have in second place is of nobody."""
        objetos = list(modelo._default_manager.filter(proceso=self.proceso))
        primeras = {next(iter(llaves(o))): o for o in objetos}
        demas = Counter(llave for o in objetos for llave in llaves(o) if llave)
        return {ll: o for o in objetos for ll in llaves(o) if ll and demas[ll] == 1} | primeras

    def _leer(self, lote: Sequence[CandidaturaLeida], *, para_escribir: bool) -> None:
        """The people and the candidacies that the rows of a batch may be about; locked, if they will be written."""
        if self.importacion is not None:
            self.personas, self.por_llave, self.entidades = {}, {}, {}
            self.identificaciones, self.sabidas = {}, {}
        nombres = {r.persona for r in lote}
        leidas = Persona.objects.filter(proceso=self.proceso, nombre_busqueda__in=nombres).select_related("unida_a")
        # Whoever somebody decided to be one with another goes on being that one.
        suyas = [(p, self.por_llave.setdefault(quien.pk, quien)) for p in leidas for quien in [p.unida_a or p]]
        for leida, p in suyas:
            # What a row says is compared with what was read under that name.
            self.personas.setdefault(leida.nombre_busqueda, {})[id(leida)] = (p if leida.pk == p.pk else leida, p)
        donde = Candidatura.objects.filter(persona__in=[p for _, p in suyas]).order_by()
        entidades = donde.values_list("persona", "territorio__entidad")
        for pk, entidad in entidades if suyas else ():
            self.entidades.setdefault(id(self.por_llave[pk]), set()).add(entidad_de(entidad) or entidad)
        lugares = {lugar for r in lote if (lugar := self._lugar_de(r)) is not None}
        consulta = Candidatura.objects.filter(proceso=self.proceso)
        if para_escribir:
            # So that nobody moves one between what is read here and what is written.
            consulta = consulta.select_for_update(of=("self",))
        for n, campo in enumerate(("actor", "cargo", "territorio", "formula_comparable")):
            consulta = consulta.filter(**{f"{campo}__in": {lugar[n] for lugar in lugares}})
        registradas = consulta.select_related(*CON_TODO)
        self.lugares: dict[tuple[Any, ...], list[Candidatura]] = defaultdict(list)
        for candidatura in registradas:
            candidatura.proceso = self.proceso
            candidatura.persona = self.por_llave.setdefault(candidatura.persona_id, candidatura.persona)
            self.lugares[_lugar(candidatura)].append(candidatura)
        self._leer_unidas(lugares)
        if any(r.identificacion for r in lote):
            sin_leer = self.por_llave.keys() - self.identificaciones.keys()
            self.identificaciones |= dict.fromkeys(sin_leer)
            suyas_de = Identificacion.objects.select_related("persona").filter(persona__in=entre(sin_leer))
            self.identificaciones |= {i.persona_id: i for i in suyas_de}
        for candidatura in self.ensayadas:
            if (lugar := _lugar(candidatura)) in lugares:
                self.lugares[lugar].append(candidatura)

    def _leer_unidas(self, lugares: set[tuple[Any, ...]]) -> None:
        """What was decided of those who were the same: under which other names and places the file has them."""
        self.otros_nombres, actores_de_antes = unidos(self.proceso)
        for pk, actor in actores_de_antes.items():
            candidatura = next((c for suyas in self.lugares.values() for c in suyas if c.pk == pk), None)
            candidatura = candidatura or Candidatura.objects.select_related(*CON_TODO).filter(pk=pk).first()
            if candidatura is None:
                continue
            lugar = (actor, *_lugar(candidatura)[1:])
            if lugar in lugares:
                candidatura.proceso = self.proceso
                candidatura.persona = self.por_llave.setdefault(candidatura.persona_id, candidatura.persona)
                self.lugares[lugar].append(candidatura)

    def _lugar_de(self, registro: CandidaturaLeida) -> tuple[Any, ...] | None:
        """The place of a row, if all that makes it is on record."""
        try:
            piezas = self._actor(registro)[0], self._cargo(registro)[0], self._territorio(registro)[0]
        except Rechazo:
            return None
        return None if any(p.pk is None for p in piezas) else (*(p.pk for p in piezas), comparable(registro.formula))

    def _la_misma(self, registro: CandidaturaLeida) -> list[Candidatura]:
        """The candidacies of that place and name; first the live one, if it was withdrawn and registered again."""
        lugar = self._lugar_de(registro)
        if lugar is None:
            return []
        misma = [
            c
            for c in self.lugares[lugar]
            if c.persona.nombre_busqueda == registro.persona
            or registro.persona in self.otros_nombres.get(c.persona_id, ())
        ]
        return sorted(misma, key=lambda c: c.estado == Candidatura.Estado.RETIRADA)

    # -- Row by row ---------------------------------------------------------------------------------------

    def _advertir(self, registro: CandidaturaLeida, motivo: str) -> None:
        self.reporte.advertencias.append(_nota(registro, motivo))

    def _fila(self, registro: CandidaturaLeida) -> None:
        advertencias, actos = len(self.reporte.advertencias), len(self.actos)
        self.por_olvidar: list[tuple[dict[Any, Any], Any]] = []
        try:
            resultado, candidatura = self._cargar(registro)
        except (Rechazo, ValidationError) as error:
            for indice, llave in self.por_olvidar:
                indice.pop(llave, None)
            del self.reporte.advertencias[advertencias:]
            del self.actos[actos:]
            motivo = str(error) if isinstance(error, Rechazo) else " ".join(error.messages)
            self.reporte.rechazadas.append(_nota(registro, motivo))
            return
        setattr(self.reporte, resultado, getattr(self.reporte, resultado) + 1)
        if candidatura.pk is not None:
            self.filas[candidatura.pk] = registro
        self._edad(registro)

    def _cargar(self, registro: CandidaturaLeida) -> tuple[str, Candidatura]:
        exigir([_no_cabe(registro)])
        piezas = self._actor(registro), self._cargo(registro), self._territorio(registro)
        misma = self._la_misma(registro)
        # Rows that print one place differently are only found to repeat each other here.
        repetida = next((r.fila for c in misma if (r := self._fila_de(c)) is not None), None)
        if repetida is not None:
            raise Rechazo("repetida", f"Repite la candidatura de la fila {repetida}.")
        if misma:
            with self._punto() if _difieren(misma[0], registro) else nullcontext():
                return self._sobre(misma[0], registro), misma[0]
        # Undone by itself, only a row that writes before its batch does.
        with nullcontext() if all(pieza.pk is not None for pieza, *_ in piezas) else self._punto():
            actor, cargo, territorio = (self._asegurar(*pieza) for pieza in piezas)
            lugar = (actor.pk, cargo.pk, territorio.pk, comparable(registro.formula))
            persona = self._persona(registro)
            exigir([self._va_dos_veces(lugar, persona)])
            hoja = [f"hoja {registro.hoja[:30]}"] if registro.hoja else []
            candidatura = preparar_cargada(
                proceso=self.proceso,
                persona=persona,
                actor=actor,
                cargo=cargo,
                territorio=territorio,
                formula=registro.formula,
                calidad=registro.calidad,
                origen=", ".join((self.export.archivo[:150], *hoja, f"fila {registro.fila}")),
                ocupante=self._ocupante(lugar, registro.calidad),
                curricular=registro.curricular,
                identidad=registro.identidad or {},
            )
        self._capturar(candidatura, registro)
        self._identificar(persona, registro, candidatura)
        self._corresponder(persona, registro, candidatura)
        if self.importacion is None:
            candidatura.pk = next(self.imaginarias)
            for pieza, escrito in (
                (actor, registro.escrito[0]),
                (cargo, registro.cargo),
                (territorio, registro.escrito[1]),
            ):
                self._anotar_nuevo(pieza, escrito)
        self.nuevas.append((registro, candidatura))
        self.lugares[lugar].append(candidatura)
        return "creadas", candidatura

    def _va_dos_veces(self, lugar: tuple[Any, ...], persona: Persona) -> Rechazo | None:
        """Nobody is both the propietaria and the suplente of one formula."""
        vivas = (c for c in self.lugares[lugar] if c.estado != Candidatura.Estado.RETIRADA)
        otra = next((c for c in vivas if c.persona is persona or (persona.pk and c.persona_id == persona.pk)), None)
        if otra is None:
            return None
        return Rechazo("misma_persona", f"{persona} ya va en esa fórmula como {otra.get_calidad_display().lower()}.")

    def _anotar_nuevo(self, pieza: models.Model, escrito: str) -> None:
        nuevo = self.nuevos.get(id(pieza))
        if nuevo is not None:
            nuevo["filas"] += 1
            if escrito not in nuevo["escritos"] and len(nuevo["escritos"]) < ESCRITOS_MAXIMOS:
                nuevo["escritos"].append(escrito)

    def _fila_de(self, candidatura: Candidatura) -> CandidaturaLeida | None:
        """The row of this file that was loaded into it."""
        llave: int | None = candidatura.pk
        if llave is not None:
            return self.filas.get(llave)
        return next((registro for registro, nueva in self.nuevas if nueva is candidatura), None)

    def _punto(self) -> AbstractContextManager[None]:
        return nullcontext() if self.importacion is None else escritura()

    def _sobre(self, candidatura: Candidatura, registro: CandidaturaLeida) -> str:
        """What the row does to a candidacy that was there."""
        if candidatura.estado not in ABIERTOS:
            self._conservar(candidatura, registro)
            return "sin_cambio"
        # The act of the row.
        self.actualiza = self._apunte("importar", candidatura)
        cambio = self._actualizar(candidatura, registro)
        cambio = self._llenar(candidatura, registro) or cambio
        cambio = self._capturar(candidatura, registro) or cambio
        cambio = self._identificar(candidatura.persona, registro, self.actualiza) or cambio
        cambio = self._corresponder(candidatura.persona, registro, self.actualiza) or cambio
        return "actualizadas" if cambio else "sin_cambio"

    def _ocupante(self, lugar: tuple[Any, ...], calidad: str) -> Candidatura | None:
        vivas = (c for c in self.lugares[lugar] if c.estado != Candidatura.Estado.RETIRADA)
        # One that somebody moved to whom it is postulated with is no longer there.
        return next((c for c in vivas if c.calidad == calidad and c.actor_id == lugar[0]), None)

    def _apunte(self, verbo: str, objeto: models.Model) -> Apunte:
        apunte = Apunte(verbo, objeto, por=self.por, en=self.en, motivo=MOTIVO)
        self.actos.append(apunte)
        return apunte

    def _escribir(self, objeto: models.Model, acto: Apunte) -> None:
        if self.importacion is None:
            validar(objeto)
        else:
            escribir(objeto, por=self.por, en=self.en, motivo=MOTIVO, acto=acto)

    # -- Catalogues ---------------------------------------------------------------------------------------

    # Each answers what the row names, the index where it is looked for and its keys there; one that is not on record
    # is not written until its row is known to go in.

    def _asegurar(self, objeto: Modelo, indice: dict[Any, Modelo], llaves: Iterable[Any]) -> Modelo:
        if objeto.pk is not None:
            return objeto
        self._escribir(objeto, self._apunte("alta", objeto))
        if self.importacion is None:
            objeto.pk = next(self.imaginarias)
            # Who corrects the figure of an actor does it by how the file writes it.
            self.nuevos[id(objeto)] = {
                "clase": objeto._meta.model_name,
                "nombre": str(objeto),
                "tipo": str(getattr(objeto, "tipo", "")),
                "donde": str(getattr(objeto, "entidad", "")),
                "escritos": [],
                "filas": 0,
            }
            self.por_olvidar.append((self.nuevos, id(objeto)))
        for llave in llaves:
            if llave and llave not in indice:
                indice[llave] = objeto
                self.por_olvidar.append((indice, llave))
        return objeto

    def _actor(self, registro: CandidaturaLeida) -> Pieza[ActorPolitico]:
        """Whoever postulates. The names of figures stand for many: one independent for each formula, one candidatura
        común for each state."""
        datos, nombre = registro.actor, registro.actor.nombre
        llaves: Sequence[str] = datos.llaves
        if datos.generico and datos.tipo == ActorPolitico.Tipo.INDEPENDIENTE:
            encabeza = datos.encabeza or self.propietarias.get(registro.formula_completa, registro.nombre)
            nombre = f"Candidatura independiente de {encabeza}"[:200]
            # A number of formula may be another's in another place.
            lugar = slugify(
                " ".join((registro.entidad, registro.territorio_clave or registro.territorio_nombre, registro.formula))
            )
            llaves = [
                slugify(f"independiente {' '.join((registro.cargo, lugar, datos.encabeza))}")[:80],
                normalizar(nombre),
            ]
            de_antes = self.actores.get(slugify(f"independiente {registro.entidad} {registro.formula}")[:80])
            if de_antes is not None and de_antes.nombre == nombre:
                return de_antes, self.actores, []
        elif datos.generico:
            llaves = [slugify(f"{nombre} {registro.entidad}")[:80]]
            nombre = f"Candidatura común ({registro.entidad})"
        actor = next((self.actores[llave] for llave in llaves if llave in self.actores), None) or ActorPolitico(
            proceso=self.proceso,
            clave=slugify(llaves[0])[:80],
            nombre=nombre,
            siglas=datos.siglas[:30],
            tipo=datos.tipo,
        )
        return actor, self.actores, [*llaves, normalizar(datos.siglas)]

    def _cargo(self, registro: CandidaturaLeida) -> Pieza[Cargo]:
        forma = forma_de_cargo(registro.cargo)
        llaves = [normalizar(registro.cargo), *(sorted(forma.claves) if forma else [])]
        conocido = next((self.cargos[llave] for llave in llaves if llave in self.cargos), None)
        if conocido is None:
            conocido = cargo_entre(
                registro.cargo, [(c, c.nombre) for c in {c.pk: c for c in self.cargos.values()}.values()]
            )
        if conocido is not None:
            return conocido, self.cargos, []
        if forma is None:
            nombres = ", ".join(sorted({str(c) for c in self.cargos.values()})) or "ninguno"
            raise Rechazo("cargo", f"No se conoce el cargo «{registro.cargo}». Los del proceso: {nombres}.")
        nuevo = Cargo(
            proceso=self.proceso,
            clave=forma.clave,
            nombre=forma.nombre,
            principio=forma.principio,
            orden=forma.orden,
            se_elige_en=donde_se_elige(forma.nombre, forma.principio),
        )
        return nuevo, self.cargos, [forma.clave]

    def _territorio(self, registro: CandidaturaLeida) -> Pieza[Territorio]:
        tipo, entidad, clave, nombre = (
            registro.territorio_tipo,
            registro.entidad,
            registro.territorio_clave,
            registro.territorio_nombre,
        )
        llave = llave_de_territorio(tipo, entidad, clave, nombre)
        territorio = self.territorios.get(llave) or Territorio(
            proceso=self.proceso, tipo=tipo, entidad=entidad, clave=clave, nombre=nombre
        )
        return territorio, self.territorios, [llave]

    def _persona(self, registro: CandidaturaLeida) -> Persona:
        """The person already on record with that name, sex and age in that state; otherwise a new one.

        Nobody is taken for somebody else: where a datum is missing or differs they are two people, and the report
        says that they may be one. Of one that is taken for another, it says how the other is written.
        """
        suyas = self.personas.setdefault(registro.persona, {})
        for leida, p in suyas.values():
            if (
                registro.entidad in self.entidades.get(id(p), ())
                and _es_la_misma(leida, registro)
                and not self._claves_distintas(p, registro)
            ):
                if p.nombre != registro.nombre and leida is p:
                    self._advertir(registro, f"Se tomó por la misma persona que «{p.nombre}»: mismo sexo y misma edad.")
                return p
        nueva = Persona(
            proceso=self.proceso,
            nombre=registro.nombre,
            sexo=registro.sexo,
            edad=registro.edad,
            fecha_nacimiento=registro.nacimiento,
        )
        suyas[id(nueva)] = (nueva, nueva)
        self.entidades[id(nueva)] = {registro.entidad}
        self.por_olvidar.append((suyas, id(nueva)))
        return nueva

    def _claves_de(self, persona: Persona) -> dict[str, str]:
        """CURP and clave de elector known of somebody, of the record and of the rows before."""
        if id(persona) not in self.sabidas:
            suya = self.identificaciones.get(persona.pk) if persona.pk else None
            self.sabidas[id(persona)] = {c: str(getattr(suya, c)) for c, _ in IDENTIFICAN.values()} if suya else {}
        return self.sabidas[id(persona)]

    def _claves_distintas(self, persona: Persona, registro: CandidaturaLeida) -> list[str]:
        """Which of those that the row brings are otherwise in the record."""
        if not registro.identificacion:
            return []
        sabidas = self._claves_de(persona)
        return [c for c, clave in registro.identificacion.items() if sabidas.get(c) and sabidas[c] != clave]

    def _identificar(self, persona: Persona, registro: CandidaturaLeida, donde: Candidatura | Apunte) -> bool:
        """Leave to be written, with the batch, what the row brings and is not known; what is known is kept."""
        if not registro.identificacion:
            return False
        distintas = self._claves_distintas(persona, registro)
        for campo, en_palabras in IDENTIFICAN.values():
            if campo in distintas:
                self._advertir(
                    registro,
                    f"Conservada: {en_palabras[0].lower()}{en_palabras[1:]} registrada difiere de la del archivo.",
                )
        sabidas = self._claves_de(persona)
        nuevas = {c: clave for c, clave in registro.identificacion.items() if not sabidas.get(c)}
        if nuevas:
            sabidas |= nuevas
            self.por_identificar.setdefault(id(persona), (persona, donde, {}))[2].update(nuevas)
        return bool(nuevas)

    # -- The registered address ---------------------------------------------------------------------------

    def _correo_de(self, registro: CandidaturaLeida) -> str:
        """What the row brings, if it is an address."""
        try:
            return str(_CORREO.clean(registro.correo, None))
        except ValidationError:
            return ""

    def _corresponder(self, persona: Persona, registro: CandidaturaLeida, donde: Candidatura | Apunte) -> bool:
        """Leave to be registered, with the batch, the address that the row brings. What is kept, is told; neither it
        nor the one that the row brings is ever in the report.
        """
        correo = self._correo_de(registro)
        if not correo:
            if registro.correo:
                self._advertir(
                    registro,
                    "CORREO_REGISTRADO no es una dirección de correo (nombre@dominio.mx); quedó sin dato. Corríjala en "
                    "el archivo y vuelva a importarlo, o escríbala en «Corregir datos de registro».",
                )
            return False
        ya_dicho = persona.pk in self.con_correo or id(persona) in self.recien_con_correo
        self.recien_con_correo[id(persona)] = persona
        anterior = persona.correo
        if anterior.lower() == correo.lower():
            return False
        if se_conserva := self._por_que_se_conserva(persona, ya_dicho=ya_dicho):
            self._advertir(registro, f"Conservada: {se_conserva}")
            return False
        persona.correo = correo
        if persona.pk:
            self.por_corresponder[id(persona)] = (persona, donde, anterior)
        return True

    def _por_que_se_conserva(self, persona: Persona, *, ya_dicho: bool) -> str:
        """Why the address on record stays; empty if the file may say it."""
        if persona.correo and ya_dicho:
            return "otra fila de la misma persona trae otro correo registrado. Deje uno en el archivo."
        if not persona.pk:
            return ""
        if persona.correo_propuesto:
            return "su representación propuso un correo que falta decidir; el del archivo no se registró."
        if _correo_de_otra_mano(persona):
            que = "se registró aquí y difiere del archivo" if persona.correo else "se quitó aquí y el archivo trae uno"
            return f"el correo registrado {que}. Si cambió, corríjalo en «Corregir datos de registro»."
        if persona.correo and _con_cuenta(persona):
            return (
                "su cuenta ya se entregó al correo registrado, que difiere del archivo. Si cambió, corríjalo en "
                "«Corregir datos de registro»."
            )
        return ""

    def _registrar_correo(self, persona: Persona, acto: Apunte, anterior: str) -> None:
        """Whoever decided where somebody is told does not send them there their account (decision 0024)."""
        acto.hechos = {**acto.hechos, "campos": ["correo"]}
        escribir(persona, por=self.por, en=self.en, motivo=MOTIVO, acto=acto)
        if anterior:
            CambioDeCorreo(persona, self.proceso, anterior, self.por, self.en).avisar()

    def _correos_compartidos(self) -> None:
        """The rows whose address somebody else has too: when accounts are delivered, it is asked whose it is."""
        con_correo = {pk: registro for pk, registro in self.filas.items() if self._correo_de(registro)}
        if not con_correo:
            return
        quienes: dict[str, dict[Any, str]] = {}
        for correo, hallados in correos_compartidos(self.proceso).items():
            quienes[correo] = {pk or nombre: nombre for pk, nombre in hallados}
        for p in self.recien_con_correo.values():  # of a rehearsal: in memory alone
            quienes.setdefault(p.correo.lower(), {})[p.pk or -id(p)] = p.nombre
        nombres = {correo: sorted(suyos.items(), key=lambda s: s[1]) for correo, suyos in quienes.items()}
        de = dict(Candidatura.objects.filter(pk__in=entre(con_correo)).order_by().values_list("pk", "persona"))
        de |= {c.pk: c.persona.pk or -id(c.persona) for c in self.ensayadas}
        for pk, registro in con_correo.items():
            suyos = quienes.get(registro.correo.lower(), {})
            # Of one that was kept, the file's is of nobody.
            if de[pk] in suyos and len(suyos) > 1:
                otros = islice((n for quien, n in nombres[registro.correo.lower()] if quien != de[pk]), 3)
                mas = f" y {len(suyos) - 4} más" if len(suyos) > 4 else ""
                self._advertir(
                    registro,
                    f"El correo registrado también es de {', '.join(otros)}{mas}: al entregar las cuentas se pregunta "
                    "de cada persona quién confirmó que es suyo.",
                )

    # -- Records ------------------------------------------------------------------------------------------

    def _actualizar(self, candidatura: Candidatura, registro: CandidaturaLeida) -> bool:
        """The calidad and what is known of the person."""
        cambio = False
        if candidatura.calidad != registro.calidad:
            candidatura.calidad = registro.calidad
            self._escribir(candidatura, self.actualiza)
            cambio = True
        persona = candidatura.persona
        campos = _distintos(persona, _de_la_persona(registro))
        if (
            "nombre" in campos
            and nombre_propio(persona.nombre) == nombre_propio(registro.nombre)
            and persona.candidaturas.count() > 1
        ):
            # Each of their rows writes it in its way.
            del campos["nombre"]
        if campos and persona.history.exclude(history_change_reason__in=DE_IMPORTAR).exists():
            conservados = [campo for campo in campos if getattr(persona, campo)]
            campos = {campo: valor for campo, valor in campos.items() if campo not in conservados}
            if conservados:
                self._advertir(
                    registro, f"Conservada: se registró aquí y difiere del archivo en {', '.join(sorted(conservados))}."
                )
        if (
            campos
            and len(self.edades[registro.persona]) > 1
            and persona.candidaturas.exclude(pk__in=self.creadas).count() > 1
        ):
            self._advertir(registro, f"{_NOMBRE_COMPARTIDO} Conservada: {', '.join(sorted(campos))}.")
        elif campos:
            for campo, valor in campos.items():
                setattr(persona, campo, valor)
            self._escribir(persona, self.actualiza)
            cambio = True
        return cambio

    def _llenar(self, candidatura: Candidatura, registro: CandidaturaLeida) -> bool:
        """Write what the row answers in both questionnaires, unless somebody answered otherwise here."""
        curricular, identidad = candidatura.curricular, candidatura.identidad
        cambios: list[tuple[Cuestionario, dict[str, Any], str]] = [
            (curricular, _distintos(curricular, registro.curricular), "curricular"),
            (identidad, _respuestas_distintas(identidad, registro), "de identidad"),
        ]
        cambio = False
        for cuestionario, campos, nombre in cambios:
            if not campos:
                continue
            if _de_otra_mano(cuestionario):
                self._advertir(
                    registro,
                    f"Conservada: el cuestionario {nombre} cambió después de importarse y difiere del archivo.",
                )
                continue
            for campo, valor in campos.items():
                setattr(cuestionario, campo, valor)
            self._escribir(cuestionario, self.actualiza)
            cambio = True
        return cambio

    def _capturar(self, candidatura: Candidatura, registro: CandidaturaLeida) -> bool:
        """Send to «capturada» what the file brings complete; say what a partial one lacks."""
        if candidatura.estado != Candidatura.Estado.ASIGNADA:
            return False
        empezo_curricular = any(campo in registro.curricular for campo in OBLIGATORIOS)
        empezo_identidad = bool(registro.identidad)
        hoy = dia_local(self.en, candidatura.proceso.tz)
        faltan = faltan_en_curricular(candidatura, hoy) if empezo_curricular else []
        if faltan:
            detalle = "; ".join(f"{ETIQUETAS.get(f.campo, f.campo)}: {f.razon}" for f in faltan)
            self._advertir(registro, f"Queda asignada: cuestionario curricular incompleto ({detalle}).")
        # Which question is blank would tell the answer that it depends on: whoever verifies sees it on its page.
        identidad_incompleta = empezo_identidad and bool(faltan_en_identidad(candidatura))
        if identidad_incompleta:
            self._advertir(registro, "Queda asignada: el cuestionario de identidad está incompleto.")
        if faltan or identidad_incompleta or not (empezo_curricular or empezo_identidad):
            return False
        if not (empezo_curricular and empezo_identidad):
            falta = IDENTIDAD if empezo_curricular else "CANDIDATOS"
            # Of whoever has no row in that sheet, or two, it was already told.
            if registro.identidad is not None:
                self._advertir(registro, f"Queda asignada: su cuestionario de la hoja «{falta}» está en blanco.")
            return False
        if _cuestionarios_distintos(candidatura, registro):
            return False
        ajena = solo_lo_cargado(CasoDeCandidatura(candidatura, self.en, None))
        if ajena is not None:
            self._advertir(registro, f"Queda asignada: {ajena}")
            return False
        if candidatura.pk in self.tecleadas:
            self._advertir(registro, "Queda asignada: alguien está escribiendo en sus cuestionarios.")
            return False
        self.por_enviar.append(candidatura)
        return True

    def _conservar(self, candidatura: Candidatura, registro: CandidaturaLeida) -> None:
        if candidatura.estado == Candidatura.Estado.RETIRADA:
            self._advertir(registro, "Conservada: la candidatura está retirada.")
        elif (
            _difieren(candidatura, registro)
            or registro.identificacion.items() - self._claves_de(candidatura.persona).items()
            or registro.correo.lower() not in ("", candidatura.persona.correo.lower())
        ):
            estado = candidatura.get_estado_display().lower()
            self._advertir(registro, f"Conservada: está {estado} y difiere del archivo.")

    # -- What someone should look at ----------------------------------------------------------------------

    def _edad(self, registro: CandidaturaLeida) -> None:
        """Without the question: with an age at hand it would tell the answer."""
        if contradicciones_edad(
            registro.identidad or {},
            registro.edad,
            joven_desde=self.proceso.joven_desde,
            joven_hasta=self.proceso.joven_hasta,
            mayor_desde=self.proceso.mayor_desde,
        ):
            self._advertir(registro, "Hay un dato de edad por aclarar en el cuestionario de identidad.")

    def _al_final(self) -> None:
        self._repetidas()
        self._suplentes_solas()
        self._correos_compartidos()

    def _repetidas(self) -> None:
        """The same name in several candidacies: to one office, a possible duplicate; to several, worth a look.

        Parties of a candidatura común each registering its person is how duplicates came to be (informe mensual del
        IEEH, abril 2024); running by MR and by RP is allowed.
        """
        retirada = Candidatura.Estado.RETIRADA
        todas = [
            *(c for c in self._puestas() if c.estado != retirada or c.pk in self.filas),
            *(_Puesta.de(c) for c in self.ensayadas),
        ]
        # Those of the file after the others, as the file goes.
        todas.sort(key=lambda c: self.filas[c.pk].orden if c.pk in self.filas else 0)
        por_nombre: dict[str, list[_Puesta]] = defaultdict(list)
        for puesta in todas:
            por_nombre[nombre_suelto(puesta.nombre)].append(puesta)
        for puestas in por_nombre.values():
            for posicion, puesta in enumerate(puestas):
                if puesta.pk in self.filas:
                    for anterior in puestas[max(0, posicion - PAREJAS_MAXIMAS) : posicion]:
                        self._comparar(self.filas[puesta.pk], puesta, self.filas.get(anterior.pk), anterior)

    def _suplentes_solas(self) -> None:
        """The suplentes of the file whose formula has no propietaria, neither in it nor on record."""
        lugar = ("actor_id", "cargo_id", "territorio_id", "formula_comparable")
        vivas = Candidatura.objects.filter(proceso=self.proceso).vivas().order_by()
        puestas = [(pk, calidad, tuple(donde)) for pk, calidad, *donde in vivas.values_list("pk", "calidad", *lugar)]
        puestas += [(c.pk, c.calidad, _lugar(c)) for c in self.ensayadas]
        encabezadas = {donde for _, calidad, donde in puestas if calidad == Candidatura.Calidad.PROPIETARIA}
        for pk, _, donde in puestas:
            if pk in self.filas and donde not in encabezadas:
                self._advertir(
                    self.filas[pk], f"La fórmula {self.filas[pk].formula} queda con suplente y sin propietaria."
                )

    def _puestas(self) -> Iterator["_Puesta"]:
        """Those on record, with the age that a rehearsal would leave in each person."""
        campos = ("persona_id", "pk", "estado", "persona__nombre", "persona__edad")
        for persona, *datos in (
            Candidatura.objects.filter(proceso=self.proceso, duplica_a=None)
            .values_list(*campos, "cargo_id", "territorio_id", "actor_id")
            .iterator()
        ):
            puesta = _Puesta(persona, *datos)
            if persona in self.por_llave:
                puesta.edad = self.por_llave[persona].edad
            yield puesta

    def _comparar(
        self, registro: CandidaturaLeida, candidatura: "_Puesta", otro: CandidaturaLeida | None, anterior: "_Puesta"
    ) -> None:
        donde = f"la de la fila {_fila_en_palabras(otro, registro)}" if otro else "otra ya registrada"
        duda = self._duda(candidatura, anterior)
        if nombre_propio(candidatura.nombre) != nombre_propio(anterior.nombre):
            motivo = (
                f"Puede ser la misma persona que {donde}, escrita «{anterior.nombre}»: quedaron aparte hasta que "
                "alguien lo revise."
            )
            if candidatura.cargo_id == anterior.cargo_id:
                self.reporte.duplicadas.append(_nota(registro, motivo))
            else:
                self._advertir(registro, motivo)
            return
        if candidatura.cargo_id != anterior.cargo_id:
            cargos = {c.pk: c for c in self.cargos.values()}
            motivo = (
                f"El mismo nombre en dos cargos ({cargos[candidatura.cargo_id]} y, en {donde}, "
                f"{cargos[anterior.cargo_id]}){duda}."
            )
            self._advertir(registro, motivo)
            return
        mismo_lugar = candidatura.territorio_id == anterior.territorio_id
        motivo = f"Posible duplicado: el mismo nombre y cargo que {donde}"
        if mismo_lugar and candidatura.actor_id != anterior.actor_id:
            actor = next(a for a in self.actores.values() if a.pk == anterior.actor_id)
            motivo += f", que postula {actor}"
        elif not mismo_lugar:
            territorio = next(t for t in self.territorios.values() if t.pk == anterior.territorio_id)
            motivo += f", en otro territorio ({territorio})"
        self.reporte.duplicadas.append(_nota(registro, f"{motivo}{duda}."))

    def _duda(self, una: "_Puesta", otra: "_Puesta") -> str:
        """Why two with one name were left as two people; empty if they are one."""
        if una.persona == otra.persona:
            return ""
        if una.edad and otra.edad and una.edad != otra.edad:
            return "; las edades declaradas difieren: verifique si es la misma persona"
        return "; no consta que sea la misma persona y quedaron aparte: verifíquelo"


@dataclass(slots=True)
class _Puesta:
    """What is compared of a candidacy to find the same person in another. `persona`: a key, or a place in memory."""

    persona: int
    pk: int
    estado: str
    nombre: str
    edad: int | None
    cargo_id: int
    territorio_id: int
    actor_id: int

    @classmethod
    def de(cls, c: Candidatura) -> "_Puesta":
        """Of one that is only imagined."""
        p = c.persona
        persona = p.pk or -id(p)
        return cls(persona, c.pk, c.estado, p.nombre, p.edad, c.cargo_id, c.territorio_id, c.actor_id)


def tipo_en_palabras(nuevo: Mapping[str, Any]) -> str:
    """Of something new, its figure or its state, in words."""
    if nuevo["clase"] == "actorpolitico":
        return f", {ActorPolitico.Tipo(nuevo['tipo']).label.lower()}"
    return f", {nuevo['donde']}" if nuevo["donde"] and nuevo["donde"] != nuevo["nombre"] else ""


def _nota(registro: CandidaturaLeida, motivo: str) -> Nota:
    return Nota(registro.fila, f"Hoja «{registro.hoja}»: {motivo}" if registro.hoja else motivo)


def _fila_en_palabras(otro: CandidaturaLeida, registro: CandidaturaLeida) -> str:
    return str(otro.fila) if otro.hoja == registro.hoja else f"{otro.fila} de la hoja «{otro.hoja}»"


def _es_la_misma(persona: Persona, registro: CandidaturaLeida) -> bool:
    """Whether nothing leaves a doubt that both are one: the same name, sex and age (or birth date), all said."""
    if nombre_propio(persona.nombre) != nombre_propio(registro.nombre) or not registro.sexo:
        return False
    if persona.fecha_nacimiento and registro.nacimiento:
        return persona.sexo == registro.sexo and persona.fecha_nacimiento == registro.nacimiento
    return persona.sexo == registro.sexo and registro.edad is not None and persona.edad == registro.edad


def _llaves_de_actor(actor: ActorPolitico) -> list[str]:
    leido = actor_de(actor.nombre, actor.tipo)
    return [normalizar(actor.nombre), plano(actor.nombre), normalizar(actor.siglas), leido.llave]


def _llaves_de_territorio(t: Territorio) -> list[Any]:
    """By what it is; and by its seat, for a list that does not say its number."""
    por_nombre = (t.tipo, normalizar(entidad_de(t.entidad) or t.entidad), normalizar(t.nombre))
    return [llave_de_territorio(t.tipo, t.entidad, t.clave, t.nombre), por_nombre]


def _en_lotes(registros: Sequence[CandidaturaLeida]) -> Iterator[Sequence[CandidaturaLeida]]:
    for desde in range(0, len(registros), LOTE):
        yield registros[desde : desde + LOTE]


_NOMBRE_COMPARTIDO = "Sus datos personales difieren entre las candidaturas de ese nombre."


def _no_cabe(registro: CandidaturaLeida) -> Rechazo | None:
    """What is longer than the record holds, by the name of its column."""
    columna_del_lugar = next((c for c, tipo in TERRITORIOS.items() if tipo == registro.territorio_tipo), "ENTIDAD")
    valores: list[tuple[str, type[models.Model], str, str]] = [
        ("PARTIDO_COALICION", ActorPolitico, "nombre", registro.actor.nombre),
        ("ENTIDAD", Territorio, "entidad", registro.entidad),
        (columna_del_lugar, Territorio, "clave", registro.territorio_clave),
        (columna_del_lugar, Territorio, "nombre", registro.territorio_nombre),
        ("NUM_LISTA_O_FORMULA", Candidatura, "formula", registro.formula),
        ("NOMBRE_CANDIDATO", Persona, "nombre", registro.nombre),
        *(
            (c, CuestionarioCurricular, campo, registro.curricular.get(campo, ""))
            for c, campo in COLUMNAS_DE_TEXTO.items()
        ),
    ]
    maximos = {(modelo, campo): modelo._meta.get_field(campo).max_length for _, modelo, campo, _ in valores}  # type: ignore[union-attr]
    largos = {
        columna: f"{columna} tiene {len(valor)} caracteres y caben {maximo}."
        for columna, modelo, campo, valor in valores
        if (maximo := maximos[modelo, campo]) is not None and len(valor) > maximo
    }
    return Rechazo("largo", " ".join(largos.values()), "Acórtelo en el archivo.") if largos else None


def _lugar(candidatura: Candidatura) -> tuple[Any, ...]:
    return (candidatura.actor_id, candidatura.cargo_id, candidatura.territorio_id, formula_de(candidatura))


def _de_la_persona(registro: CandidaturaLeida) -> dict[str, Any]:
    datos = {
        "nombre": registro.nombre,
        "sexo": registro.sexo,
        "edad": registro.edad,
        "fecha_nacimiento": registro.nacimiento,
    }
    return {campo: valor for campo, valor in datos.items() if valor}


def _distintos(objeto: models.Model, valores: Any) -> dict[str, Any]:
    return {campo: valor for campo, valor in valores.items() if getattr(objeto, campo) != valor}


def _respuestas_distintas(identidad: CuestionarioIdentidad, registro: CandidaturaLeida) -> dict[str, Any]:
    nuevas = depurar({**identidad.respuestas, **(registro.identidad or {})})
    return {} if nuevas == identidad.respuestas else {"respuestas": nuevas}


def _difieren(candidatura: Candidatura, registro: CandidaturaLeida) -> bool:
    return bool(
        candidatura.calidad != registro.calidad
        or _distintos(candidatura.persona, _de_la_persona(registro))
        or _cuestionarios_distintos(candidatura, registro)
    )


def _cuestionarios_distintos(candidatura: Candidatura, registro: CandidaturaLeida) -> bool:
    return bool(
        _distintos(candidatura.curricular, registro.curricular)
        or _respuestas_distintas(candidatura.identidad, registro)
    )


def _correo_de_otra_mano(persona: Persona) -> bool:
    """Whether somebody, and not an import, registered the address that there is, or left it blank."""
    quien = ""
    for correo, motivo in persona.history.order_by("-history_id").values_list("correo", "history_change_reason"):
        if correo != persona.correo:
            return quien not in DE_IMPORTAR
        quien = motivo
    return bool(persona.correo) and quien not in DE_IMPORTAR


def _con_cuenta(persona: Persona) -> bool:
    """Whether the account of somebody was sent, or is open."""
    return (
        persona.candidaturas.filter(cuentas_enviadas_en__isnull=False).exists()
        or Nombramiento.objects.filter(rol__name=Rol.CANDIDATURA, candidatura__persona=persona).exists()
    )


def _de_otra_mano(cuestionario: Cuestionario) -> bool:
    """Whether somebody, and not an import, wrote last what the questionnaire holds."""
    en_blanco = (
        not cuestionario.respuestas
        if isinstance(cuestionario, CuestionarioIdentidad)
        else not any(getattr(cuestionario, campo) for campo in ETIQUETAS)
    )
    ultima = None if en_blanco else cuestionario.history.first()
    return ultima is not None and ultima.history_change_reason not in DE_IMPORTAR
