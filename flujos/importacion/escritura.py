"""Writes INE's public data base into the record: idempotent, row by row, a transaction for each batch of rows.

1. A candidacy is the same one if its place (who postulates it, office, territory, formula) and its name are.
2. A blank cell says nothing: it never erases. A questionnaire or a person's data that somebody wrote here are kept.
3. A record that went beyond «capturada» is kept whole: published text only changes through a modification request.
4. Each row goes in whole or not at all. A row that cannot is reported with its reason, and the rest go in.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from itertools import count
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
from compliance.importacion.catalogos import donde_se_elige, forma_de_cargo
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
from compliance.models.candidaturas import formula_de
from compliance.registro.formulas import comparable
from compliance.registro.nombres import signos_ajenos
from compliance.textos import normalizar

from ..candidaturas.cotejos import unidos
from ..candidaturas.lote import abrir_registro, enviar_cargadas, preparar_cargada, registrar_cargadas
from ..guardas import CasoDeCandidatura, faltan_en_curricular, faltan_en_identidad
from ..guardas.requisitos import solo_lo_cargado
from ..models import Importacion
from ..transiciones import Rechazo, YaHecho, bloquear, escribir, exigir, validar

MOTIVO = "Importación de candidaturas"
FALTA_EL_LIBRO = (
    "La hoja CANDIDATOS sola no distingue a las propietarias de las suplentes: por eso se rechazan {} de sus filas. "
    "Importe el libro (.xls o .xlsx) con sus dos hojas."
)
CON_TODO = ("persona", "actor", "cargo", "territorio", "curricular", "identidad")
ABIERTOS = frozenset({Candidatura.Estado.ASIGNADA, Candidatura.Estado.CAPTURADA})

Modelo = TypeVar("Modelo", bound=models.Model)
# What a row names of a catalogue, the index in which it is looked for and its keys in it.
Pieza = tuple[Modelo, dict[Any, Modelo], list[Any]]
Cuestionario = CuestionarioCurricular | CuestionarioIdentidad
# Rows of a batch: what others wait for is the half second that it lasts.
LOTE = 250
# Between two batches: whoever waits for SQLite's only lock asks for it every tenth of a second.
RESPIRO = 0.12


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

    def sumar(self, datos: Mapping[str, Any]) -> None:
        """Add what a batch did, as JSON said it."""
        for cuenta in ("creadas", "actualizadas", "sin_cambio", "sin_calidad"):
            setattr(self, cuenta, getattr(self, cuenta) + datos[cuenta])
        for lista in ("rechazadas", "duplicadas", "advertencias"):
            getattr(self, lista).extend(Nota(**nota) for nota in datos[lista])

    def ordenar(self) -> "Reporte":
        """Every list as the file goes."""
        for notas in (self.rechazadas, self.duplicadas, self.advertencias):
            notas.sort(key=lambda n: n.fila)
        return self


def importar(export: Export, proceso: Proceso, *, por: Usuario | None, en: datetime, simular: bool = False) -> Reporte:
    """Load `export` into `proceso`, batch by batch; with `simular`, the same report and nothing written.

    Between batches others write. Cut short, whole batches stay; the same file goes on where it was when it is imported
    again. Raises Rechazo if `por` may not register candidacies there, or if somebody else is loading the same file.
    """
    if simular:
        return _Importacion(export, proceso, por, en, None).ensayar()
    importacion = abrir_importacion(export.archivo, export.sha256, proceso, por=por, en=en)
    return continuar(importacion, export, por=por, en=en)


def continuar(importacion: Importacion, export: Export, *, por: Usuario | None, en: datetime) -> Reporte:
    """Load what is left of an import that is open. Raises Rechazo if somebody else is doing it."""
    return _Importacion(export, importacion.proceso, por, en, importacion).correr()


@escritura()
def abrir_importacion(archivo: str, sha256: str, proceso: Proceso, *, por: Usuario | None, en: datetime) -> Importacion:
    """The import of these bytes that was cut short, which goes on, or a new one. Raises Rechazo if `por` may not."""
    abrir_registro(bloquear(Proceso, proceso.pk), por=por, en=en, motivo=MOTIVO)
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
        self.lectura = interpretar(export, self._conocidas())
        self.propietarias = {r.formula_completa: r.nombre for r in self.lectura.registros if r.calidad == "propietaria"}
        self.edades: dict[str, set[Any]] = defaultdict(set)
        for registro in self.lectura.registros:
            self.edades[registro.persona].add((registro.sexo, registro.edad))
        # The row of the file that was loaded into each candidacy, by its key.
        self.filas: dict[int, CandidaturaLeida] = {}
        self.creadas: set[int] = set()
        self.ensayadas: list[Candidatura] = []
        self.imaginarias = count(-1, -1)
        self.personas: dict[Any, Persona] = {}
        self.por_llave: dict[int, Persona] = {}

    def _en_blanco(self) -> Reporte:
        return Reporte(hojas=self.export.hojas, leidas=len(self.export.candidatos))

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

    def ensayar(self) -> Reporte:
        """The report of what it would do."""
        self._anotar_lectura()
        self._catalogos()
        for lote in _en_lotes(self.lectura.registros):
            self._lote(lote)
        self._repetidas()
        self._suplentes_solas()
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
        fuera = {nota["fila"] for lote in hechos for nota in lote.reporte["rechazadas"]}
        self._catalogos()
        for lote in _en_lotes([r for r in self.lectura.registros if r.fila <= hasta and r.fila not in fuera]):
            self._leer(lote, para_escribir=False)
            for registro in lote:
                for candidatura in self._la_misma(registro)[:1]:
                    self.filas[candidatura.pk] = registro
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
        quedan = bisect_right(self.lectura.registros, hasta, key=lambda r: r.fila)
        lote = self.lectura.registros[quedan : quedan + LOTE]
        self._catalogos()
        self._lote(lote)
        es_el_ultimo = quedan + len(lote) == len(self.lectura.registros)
        if es_el_ultimo:
            self._repetidas()
            self._suplentes_solas()
        Importacion.objects.filter(pk=importacion.pk).update(
            avance_en=self.en + timedelta(seconds=monotonic() - self.desde),
            terminada_en=self.en if es_el_ultimo else None,
        )
        hasta = lote[-1].fila if lote else hasta
        importacion.lotes.create(filas=len(lote), hasta=hasta, reporte=self.reporte.como_datos())
        if es_el_ultimo:
            self._asentar(importacion)
        return None if es_el_ultimo else hasta

    def _asentar(self, importacion: Importacion) -> None:
        """The act of the import itself, once it is whole: which file, and how many of each."""
        total = self._en_blanco()
        for datos in importacion.lotes.values_list("reporte", flat=True):
            total.sumar(datos)
        cuentas = {c: getattr(total, c) for c in ("leidas", "creadas", "actualizadas", "sin_cambio")}
        hechos = {"archivo": importacion.archivo, "sha256": importacion.sha256, **cuentas}
        asentar(Apunte("cargar", importacion, por=self.por, en=self.en, motivo=MOTIVO, hechos=hechos, notable=True))

    def _anotar_lectura(self) -> None:
        self.reporte.sin_calidad = self.lectura.sin_calidad
        self.reporte.rechazadas += self.lectura.rechazadas
        self.reporte.advertencias += self.lectura.advertencias

    def _lote(self, lote: Sequence[CandidaturaLeida]) -> None:
        self.nuevas: list[tuple[CandidaturaLeida, Candidatura]] = []
        self.por_enviar: list[Candidatura] = []
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
        registrar_cargadas(self.acto, nuevas)
        # The person who imports does not become the author of the answers: the system loads what was captured.
        enviar_cargadas(self.por_enviar, en=self.en, motivo=MOTIVO)
        for registro, candidatura in self.nuevas:
            self.filas[candidatura.pk] = registro
            self.creadas.add(candidatura.pk)

    # -- What is on record --------------------------------------------------------------------------------

    def _catalogos(self) -> None:
        self.actores = self._indice(ActorPolitico, lambda a: [a.clave, normalizar(a.nombre), normalizar(a.siglas)])
        self.cargos = self._indice(Cargo, lambda c: [c.clave, normalizar(c.nombre)])
        self.territorios = self._indice(Territorio, lambda t: [_llave_territorio(t.tipo, t.entidad, t.clave, t.nombre)])

    def _indice(self, modelo: type[Modelo], llaves: Callable[[Any], Iterable[Any]]) -> dict[Any, Modelo]:
        objetos = modelo._default_manager.filter(proceso=self.proceso)
        return {llave: objeto for objeto in objetos for llave in llaves(objeto) if llave}

    def _leer(self, lote: Sequence[CandidaturaLeida], *, para_escribir: bool) -> None:
        """The people and the candidacies that the rows of a batch may be about; locked, if they will be written."""
        if self.importacion is not None:
            self.personas, self.por_llave = {}, {}
        nombres = {r.persona for r in lote}
        conocidas = Persona.objects.filter(proceso=self.proceso, nombre_busqueda__in=nombres).select_related("unida_a")
        for p in conocidas:
            # Whoever somebody decided to be one with another goes on being that one.
            quien = p.unida_a or p
            llave = (p.nombre_busqueda, p.sexo, p.edad)
            self.personas.setdefault(llave, self.por_llave.setdefault(quien.pk, quien))
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
        self.reporte.advertencias.append(Nota(registro.fila, motivo))

    def _fila(self, registro: CandidaturaLeida) -> None:
        advertencias = len(self.reporte.advertencias)
        self.por_olvidar: list[tuple[dict[Any, Any], Any]] = []
        try:
            resultado, candidatura = self._cargar(registro)
        except (Rechazo, ValidationError) as error:
            for indice, llave in self.por_olvidar:
                indice.pop(llave, None)
            del self.reporte.advertencias[advertencias:]
            motivo = str(error) if isinstance(error, Rechazo) else " ".join(error.messages)
            self.reporte.rechazadas.append(Nota(registro.fila, motivo))
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
        if defecto := signos_ajenos(registro.nombre):
            self._advertir(registro, f"El nombre «{registro.nombre}» {defecto}. Se cargó así: corríjalo.")
        self._capturar(candidatura, registro)
        if self.importacion is None:
            candidatura.pk = next(self.imaginarias)
        self.nuevas.append((registro, candidatura))
        self.lugares[lugar].append(candidatura)
        return "creadas", candidatura

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
        return "actualizadas" if cambio else "sin_cambio"

    def _ocupante(self, lugar: tuple[Any, ...], calidad: str) -> Candidatura | None:
        vivas = (c for c in self.lugares[lugar] if c.estado != Candidatura.Estado.RETIRADA)
        # One that somebody moved to whom it is postulated with is no longer there.
        return next((c for c in vivas if c.calidad == calidad and c.actor_id == lugar[0]), None)

    def _apunte(self, verbo: str, objeto: models.Model) -> Apunte:
        return Apunte(verbo, objeto, por=self.por, en=self.en, motivo=MOTIVO)

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
        for llave in llaves:
            if llave and llave not in indice:
                indice[llave] = objeto
                self.por_olvidar.append((indice, llave))
        return objeto

    def _actor(self, registro: CandidaturaLeida) -> Pieza[ActorPolitico]:
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
        actor = self.actores.get(llave) or ActorPolitico(
            proceso=self.proceso, clave=slugify(llave)[:80], nombre=nombre, siglas=datos.siglas, tipo=datos.tipo
        )
        return actor, self.actores, [llave, normalizar(datos.siglas)]

    def _cargo(self, registro: CandidaturaLeida) -> Pieza[Cargo]:
        forma = forma_de_cargo(registro.cargo)
        llaves = [normalizar(registro.cargo), *(sorted(forma.claves) if forma else [])]
        conocido = next((self.cargos[llave] for llave in llaves if llave in self.cargos), None)
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
        datos = (
            registro.territorio_tipo,
            registro.entidad,
            registro.territorio_clave,
            registro.territorio_nombre,
        )
        llave = _llave_territorio(*datos)
        tipo, entidad, clave, nombre = datos
        territorio = self.territorios.get(llave) or Territorio(
            proceso=self.proceso, tipo=tipo, entidad=entidad, clave=clave, nombre=nombre
        )
        return territorio, self.territorios, [llave]

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
            self._escribir(candidatura, self.actualiza)
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
        retirada = Candidatura.Estado.RETIRADA
        todas = [
            *(c for c in self._puestas() if c.estado != retirada or c.pk in self.filas),
            *(_Puesta.de(c) for c in self.ensayadas),
        ]
        # Those of the file after the others, as the file goes.
        todas.sort(key=lambda c: self.filas[c.pk].fila if c.pk in self.filas else 0)
        por_nombre: dict[str, list[_Puesta]] = defaultdict(list)
        for puesta in todas:
            por_nombre[puesta.nombre].append(puesta)
        for puestas in por_nombre.values():
            for posicion, puesta in enumerate(puestas):
                if puesta.pk in self.filas:
                    for anterior in puestas[:posicion]:
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
        campos = ("persona_id", "pk", "estado", "persona__nombre_busqueda", "persona__edad")
        for persona, *datos in (
            Candidatura.objects.filter(proceso=self.proceso, duplica_a=None)
            .values_list(*campos, "cargo_id", "territorio_id", "actor_id")
            .iterator()
        ):
            puesta = _Puesta(*datos)
            if persona in self.por_llave:
                puesta.edad = self.por_llave[persona].edad
            yield puesta

    def _comparar(
        self, registro: CandidaturaLeida, candidatura: "_Puesta", otro: CandidaturaLeida | None, anterior: "_Puesta"
    ) -> None:
        donde = f"la de la fila {otro.fila}" if otro else "otra ya registrada"
        edades = {candidatura.edad, anterior.edad}
        duda = "; las edades declaradas difieren: verifique si es la misma persona" if len(edades) > 1 else ""
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
        self.reporte.duplicadas.append(Nota(registro.fila, f"{motivo}{duda}."))


@dataclass(slots=True)
class _Puesta:
    """What is compared of a candidacy to find the same person in another."""

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
        return cls(c.pk, c.estado, p.nombre_busqueda, p.edad, c.cargo_id, c.territorio_id, c.actor_id)


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
