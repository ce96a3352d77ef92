"""Writes INE's public data base into the record: idempotent, row by row, in one transaction.

1. A candidacy is the same one if its place (who postulates it, office, territory, formula) and its name are.
2. A blank cell says nothing: it never erases. A questionnaire or a person's data that somebody wrote here are kept.
3. A record that went beyond «capturada» is kept whole: published text only changes through a modification request.
4. Each row goes in whole or not at all. A row that cannot is reported with its reason, and the rest go in.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import prefetch_related_objects
from django.utils.text import slugify

from compliance.auditoria import SISTEMA
from compliance.cuestionarios import ETIQUETAS, OBLIGATORIOS, contradicciones_edad, depurar
from compliance.importacion import CandidaturaLeida, Export, Nota, interpretar
from compliance.importacion.catalogos import forma_de_cargo
from compliance.importacion.filas import COLUMNAS_DE_TEXTO, TERRITORIOS, lugar_y_persona
from compliance.importacion.lectura import IDENTIDAD
from compliance.models import (
    ActorPolitico,
    Candidatura,
    Cargo,
    CuestionarioCurricular,
    CuestionarioIdentidad,
    Persona,
    Proceso,
    Territorio,
    Usuario,
)
from compliance.textos import normalizar

from ..candidaturas.lote import abrir_registro, enviar_cargadas, preparar_cargada, registrar_cargadas
from ..guardas import faltan_en_curricular, faltan_en_identidad
from ..models import Importacion
from ..transiciones import Rechazo, bloquear, exigir

MOTIVO = "Importación de candidaturas"
FALTA_EL_LIBRO = (
    "La hoja CANDIDATOS sola no distingue a las propietarias de las suplentes: por eso se rechazan {} de sus filas. "
    "Importe el libro (.xls o .xlsx) con sus dos hojas."
)
ABIERTOS = frozenset({Candidatura.Estado.ASIGNADA, Candidatura.Estado.CAPTURADA})

Modelo = TypeVar("Modelo", bound=models.Model)
Cuestionario = CuestionarioCurricular | CuestionarioIdentidad


@dataclass
class Reporte:
    """What an import did, or would do. Every row read was created, updated, left unchanged or refused.

    `sin_calidad`: of those refused, the ones that only need the other sheet.
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

    def como_datos(self) -> dict[str, Any]:
        """As JSON says it."""
        return asdict(self)


def importar(export: Export, proceso: Proceso, *, por: Usuario | None, en: datetime, simular: bool = False) -> Reporte:
    """Load `export` into `proceso`. With `simular` everything is done and undone: same report, nothing written.

    Raises Rechazo if `por` may not register candidacies there.
    """
    with transaction.atomic():
        reporte = _Importacion(export, bloquear(Proceso, proceso.pk), por, en).correr()
        if simular:
            transaction.set_rollback(True)
        else:
            Importacion.objects.create(
                proceso=proceso,
                archivo=export.archivo[:250],
                sha256=export.sha256,
                en=en,
                por=por,
                por_nombre=SISTEMA if por is None else str(por),
            )
    return reporte


class _Importacion:
    """One import under way. What it created in a row that was refused in the end is forgotten with the row."""

    def __init__(self, export: Export, proceso: Proceso, por: Usuario | None, en: datetime) -> None:
        self.export = export
        self.proceso = proceso
        self.por = por
        self.en = en
        self.acto = abrir_registro(proceso, por=por, en=en, motivo=MOTIVO)
        self.reporte = Reporte(hojas=export.hojas, leidas=len(export.candidatos))
        # Asked once, not once for each candidacy.
        prefetch_related_objects([proceso], "limites")
        self.actores = self._indice(ActorPolitico, lambda a: [a.clave, normalizar(a.nombre), normalizar(a.siglas)])
        self.cargos = self._indice(Cargo, lambda c: [c.clave, normalizar(c.nombre)])
        self.territorios = self._indice(Territorio, lambda t: [_llave_territorio(t.tipo, t.entidad, t.clave, t.nombre)])
        self.personas = self._indice(Persona, lambda p: [(p.nombre_busqueda, p.sexo, p.edad)])
        # Locked, so that nobody moves one between what is read here and what is written.
        self.registradas = list(
            Candidatura.objects.select_for_update(of=("self",))
            .filter(proceso=proceso)
            .select_related("persona", "actor", "cargo", "territorio", "curricular", "identidad")
        )
        self.lugares: dict[tuple[Any, ...], list[Candidatura]] = defaultdict(list)
        for candidatura in self.registradas:
            self.lugares[_lugar(candidatura)].append(candidatura)
        self.nuevas: list[Candidatura] = []
        self.por_enviar: list[Candidatura] = []
        self.cargadas: list[tuple[CandidaturaLeida, Candidatura]] = []
        self.filas: dict[int, int] = {}
        self.por_olvidar: list[tuple[dict[Any, Any], Any]] = []

    def _indice(self, modelo: type[Modelo], llaves: Callable[[Any], Iterable[Any]]) -> dict[Any, Modelo]:
        objetos = modelo._default_manager.filter(proceso=self.proceso)
        return {llave: objeto for objeto in objetos for llave in llaves(objeto) if llave}

    def correr(self) -> Reporte:
        """Load every row and look for the same person in several."""
        conocidas = {
            lugar_y_persona(
                c.territorio.entidad,
                c.territorio.tipo,
                c.territorio.clave,
                c.territorio.nombre,
                c.formula,
                c.persona.nombre,
            ): str(c.calidad)
            for c in self.registradas
            if c.estado != Candidatura.Estado.RETIRADA
        }
        lectura = interpretar(self.export, conocidas)
        self.reporte.sin_calidad = lectura.sin_calidad
        self.reporte.rechazadas += lectura.rechazadas
        self.reporte.advertencias += lectura.advertencias
        self.propietarias = {r.formula_completa: r.nombre for r in lectura.registros if r.calidad == "propietaria"}
        self.edades: dict[str, set[Any]] = defaultdict(set)
        for registro in lectura.registros:
            self.edades[registro.persona].add((registro.sexo, registro.edad))
        for registro in lectura.registros:
            self._fila(registro)
        registrar_cargadas(self.acto, self.nuevas)
        # The person who imports does not become the author of the answers: the system loads what was captured.
        enviar_cargadas(self.por_enviar, en=self.en, motivo=MOTIVO)
        self._repetidas()
        for notas in (self.reporte.rechazadas, self.reporte.duplicadas, self.reporte.advertencias):
            notas.sort(key=lambda n: n.fila)
        return self.reporte

    def _advertir(self, registro: CandidaturaLeida, motivo: str) -> None:
        self.reporte.advertencias.append(Nota(registro.fila, motivo))

    def _fila(self, registro: CandidaturaLeida) -> None:
        advertencias = len(self.reporte.advertencias)
        self.por_olvidar = []
        try:
            with transaction.atomic():
                resultado, candidatura = self._cargar(registro)
        except (Rechazo, ValidationError) as error:
            for indice, llave in self.por_olvidar:
                indice.pop(llave, None)
            del self.reporte.advertencias[advertencias:]
            motivo = str(error) if isinstance(error, Rechazo) else " ".join(error.messages)
            self.reporte.rechazadas.append(Nota(registro.fila, motivo))
            return
        setattr(self.reporte, resultado, getattr(self.reporte, resultado) + 1)
        self.cargadas.append((registro, candidatura))
        self.filas[id(candidatura)] = registro.fila
        self._edad(registro)

    def _cargar(self, registro: CandidaturaLeida) -> tuple[str, Candidatura]:
        exigir([_no_cabe(registro)])
        actor, cargo, territorio = self._actor(registro), self._cargo(registro), self._territorio(registro)
        lugar = (actor.pk, cargo.pk, territorio.pk, registro.formula)
        misma = [c for c in self.lugares[lugar] if c.persona.nombre_busqueda == registro.persona]
        # Rows that print one place differently are only found to repeat each other here.
        repetida = next((self.filas[id(c)] for c in misma if id(c) in self.filas), None)
        if repetida is not None:
            raise Rechazo("repetida", f"Repite la candidatura de la fila {repetida}.")
        if not misma:
            candidatura = preparar_cargada(
                proceso=self.proceso,
                persona=self._persona(registro),
                actor=actor,
                cargo=cargo,
                territorio=territorio,
                formula=registro.formula,
                calidad=registro.calidad,
                origen=f"{self.export.archivo[:180]}, fila {registro.fila}",
                ocupante=self._ocupante(lugar, registro.calidad),
                curricular=registro.curricular,
                identidad=registro.identidad or {},
            )
            self.nuevas.append(candidatura)
            self.lugares[lugar].append(candidatura)
            self._capturar(candidatura, registro)
            return "creadas", candidatura
        # The live one, if the same person was withdrawn and registered again.
        candidatura = min(misma, key=lambda c: c.estado == Candidatura.Estado.RETIRADA)
        if candidatura.estado not in ABIERTOS:
            self._conservar(candidatura, registro)
            return "sin_cambio", candidatura
        cambio = self._actualizar(candidatura, registro)
        cambio = self._llenar(candidatura, registro) or cambio
        cambio = self._capturar(candidatura, registro) or cambio
        return "actualizadas" if cambio else "sin_cambio", candidatura

    def _ocupante(self, lugar: tuple[Any, ...], calidad: str) -> Candidatura | None:
        vivas = (c for c in self.lugares[lugar] if c.estado != Candidatura.Estado.RETIRADA)
        return next((c for c in vivas if c.calidad == calidad), None)

    # -- Catalogues ---------------------------------------------------------------------------------------

    def _nuevo(self, indice: dict[Any, Modelo], llaves: Iterable[Any], objeto: Modelo) -> Modelo:
        self.acto.escribir(objeto)
        for llave in llaves:
            if llave and llave not in indice:
                indice[llave] = objeto
                self.por_olvidar.append((indice, llave))
        return objeto

    def _actor(self, registro: CandidaturaLeida) -> ActorPolitico:
        """Whoever postulates. The names of figures stand for many: one independent for each formula, one candidatura
        común for each state."""
        datos, nombre = registro.actor, registro.actor.nombre
        llave = normalizar(nombre)
        if datos.generico and datos.tipo == ActorPolitico.Tipo.INDEPENDIENTE:
            llave = slugify(f"independiente {registro.entidad} {registro.formula}")[:80]
            encabeza = self.propietarias.get(registro.formula_completa, registro.nombre)
            nombre = f"Candidatura independiente de {encabeza}"[:200]
        elif datos.generico:
            llave = slugify(f"{nombre} {registro.entidad}")[:80]
            nombre = f"Candidatura común ({registro.entidad})"
        if llave in self.actores:
            return self.actores[llave]
        nuevo = ActorPolitico(
            proceso=self.proceso, clave=slugify(llave)[:80], nombre=nombre, siglas=datos.siglas, tipo=datos.tipo
        )
        return self._nuevo(self.actores, [llave, normalizar(datos.siglas)], nuevo)

    def _cargo(self, registro: CandidaturaLeida) -> Cargo:
        forma = forma_de_cargo(registro.cargo)
        llaves = [normalizar(registro.cargo), *(sorted(forma.claves) if forma else [])]
        conocido = next((self.cargos[llave] for llave in llaves if llave in self.cargos), None)
        if conocido is not None:
            return conocido
        if forma is None:
            nombres = ", ".join(sorted({str(c) for c in self.cargos.values()})) or "ninguno"
            raise Rechazo("cargo", f"No se conoce el cargo «{registro.cargo}». Los del proceso: {nombres}.")
        nuevo = Cargo(
            proceso=self.proceso,
            clave=forma.clave,
            nombre=forma.nombre,
            principio=forma.principio,
            orden=forma.orden,
        )
        return self._nuevo(self.cargos, [forma.clave], nuevo)

    def _territorio(self, registro: CandidaturaLeida) -> Territorio:
        datos = (
            registro.territorio_tipo,
            registro.entidad,
            registro.territorio_clave,
            registro.territorio_nombre,
        )
        llave = _llave_territorio(*datos)
        if llave in self.territorios:
            return self.territorios[llave]
        tipo, entidad, clave, nombre = datos
        nuevo = Territorio(proceso=self.proceso, tipo=tipo, entidad=entidad, clave=clave, nombre=nombre)
        return self._nuevo(self.territorios, [llave], nuevo)

    def _persona(self, registro: CandidaturaLeida) -> Persona:
        """The person already on record with that name, sex and age; otherwise a new one.

        Nobody is taken for somebody else: with the same name and another age they are two people, and the report
        says that they may be one.
        """
        llave = (registro.persona, registro.sexo, registro.edad)
        if llave in self.personas:
            return self.personas[llave]
        nueva = Persona(proceso=self.proceso, nombre=registro.nombre, sexo=registro.sexo, edad=registro.edad)
        self.personas[llave] = nueva
        self.por_olvidar.append((self.personas, llave))
        return nueva

    # -- Records ------------------------------------------------------------------------------------------

    def _actualizar(self, candidatura: Candidatura, registro: CandidaturaLeida) -> bool:
        """The calidad and what is known of the person."""
        cambio = False
        if candidatura.calidad != registro.calidad:
            candidatura.calidad = registro.calidad
            self.acto.escribir(candidatura)
            cambio = True
        persona = candidatura.persona
        campos = _distintos(persona, _de_la_persona(registro))
        if campos and persona.history.exclude(history_change_reason=MOTIVO).exists():
            conservados = [campo for campo in campos if getattr(persona, campo)]
            campos = {campo: valor for campo, valor in campos.items() if campo not in conservados}
            if conservados:
                self._advertir(
                    registro, f"Conservada: se registró aquí y difiere del archivo en {', '.join(sorted(conservados))}."
                )
        if campos and len(self.edades[registro.persona]) > 1 and persona.candidaturas.count() > 1:
            self._advertir(registro, f"{_NOMBRE_COMPARTIDO} Conservada: {', '.join(sorted(campos))}.")
        elif campos:
            for campo, valor in campos.items():
                setattr(persona, campo, valor)
            self.acto.escribir(persona)
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
            self.acto.escribir(cuestionario)
            cambio = True
        return cambio

    def _capturar(self, candidatura: Candidatura, registro: CandidaturaLeida) -> bool:
        """Send to «capturada» what the file brings complete; say what a partial one lacks."""
        if candidatura.estado != Candidatura.Estado.ASIGNADA:
            return False
        empezo_curricular = any(campo in registro.curricular for campo in OBLIGATORIOS)
        empezo_identidad = bool(registro.identidad)
        faltan = faltan_en_curricular(candidatura) if empezo_curricular else []
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
        self.por_enviar.append(candidatura)
        return True

    def _conservar(self, candidatura: Candidatura, registro: CandidaturaLeida) -> None:
        if candidatura.estado == Candidatura.Estado.RETIRADA:
            self._advertir(registro, "Conservada: la candidatura está retirada.")
        elif _difieren(candidatura, registro):
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

    def _repetidas(self) -> None:
        """The same name in several candidacies: to one office, a possible duplicate; to several, worth a look.

        Parties of a candidatura común each registering its person is how duplicates came to be (informe mensual del
        IEEH, abril 2024); running by MR and by RP is allowed.
        """
        en_archivo = {c.pk: registro for registro, c in self.cargadas}
        ajenas = [c for c in self.registradas if c.pk not in en_archivo and c.estado != Candidatura.Estado.RETIRADA]
        por_nombre: dict[str, list[Candidatura]] = defaultdict(list)
        for candidatura in [*ajenas, *(c for _, c in self.cargadas)]:
            por_nombre[candidatura.persona.nombre_busqueda].append(candidatura)
        for candidaturas in por_nombre.values():
            for posicion, candidatura in enumerate(candidaturas):
                if candidatura.pk in en_archivo:
                    for anterior in candidaturas[:posicion]:
                        self._comparar(en_archivo[candidatura.pk], candidatura, en_archivo.get(anterior.pk), anterior)

    def _comparar(
        self, registro: CandidaturaLeida, candidatura: Candidatura, otro: CandidaturaLeida | None, anterior: Candidatura
    ) -> None:
        donde = f"la de la fila {otro.fila}" if otro else "otra ya registrada"
        edades = {candidatura.persona.edad, anterior.persona.edad}
        duda = "; las edades declaradas difieren: verifique si es la misma persona" if len(edades) > 1 else ""
        if candidatura.cargo_id != anterior.cargo_id:
            motivo = f"El mismo nombre en dos cargos ({candidatura.cargo} y, en {donde}, {anterior.cargo}){duda}."
            self._advertir(registro, motivo)
            return
        mismo_lugar = candidatura.territorio_id == anterior.territorio_id
        motivo = f"Posible duplicado: el mismo nombre y cargo que {donde}"
        if mismo_lugar and candidatura.actor_id != anterior.actor_id:
            motivo += f", que postula {anterior.actor}"
        elif not mismo_lugar:
            motivo += f", en otro territorio ({anterior.territorio})"
        self.reporte.duplicadas.append(Nota(registro.fila, f"{motivo}{duda}."))


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
    return (candidatura.actor_id, candidatura.cargo_id, candidatura.territorio_id, candidatura.formula)


def _llave_territorio(tipo: str, entidad: str, clave: str, nombre: str) -> tuple[str, str, str]:
    """A district is its number; a municipality, its name."""
    return tipo, normalizar(entidad), clave or normalizar(nombre)


def _de_la_persona(registro: CandidaturaLeida) -> dict[str, Any]:
    datos = {"nombre": registro.nombre, "sexo": registro.sexo, "edad": registro.edad}
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


def _de_otra_mano(cuestionario: Cuestionario) -> bool:
    """Whether somebody, and not an import, wrote last what the questionnaire holds."""
    en_blanco = (
        not cuestionario.respuestas
        if isinstance(cuestionario, CuestionarioIdentidad)
        else not any(getattr(cuestionario, campo) for campo in ETIQUETAS)
    )
    ultima = None if en_blanco else cuestionario.history.first()
    return ultima is not None and ultima.history_change_reason != MOTIVO
