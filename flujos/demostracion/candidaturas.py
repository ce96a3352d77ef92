"""Some four hundred synthetic candidacies in every state, made with the same services that people use.

No name, text or answer is taken from a real person: names combine common ones at random from a fixed seed.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from compliance.actos import escritura
from compliance.cuestionarios import PREGUNTAS, edad_en, se_pregunta
from compliance.historia import firmar, guardar, suelto
from compliance.importacion.secciones import FilaDeSeccion
from compliance.models import (
    ActorPolitico,
    Candidatura,
    Cargo,
    Consentimiento,
    EnlaceDeAcceso,
    Persona,
    Proceso,
    Rol,
    Territorio,
    Usuario,
)
from compliance.models.candidaturas import por_numero
from compliance.services.enlaces import fijar_contrasena, llave_de
from compliance.services.secciones import cargar_secciones
from documentos.models import Documento
from documentos.services import guardar_documento, huella

from .. import candidaturas as servicios
from ..candidaturas import NuevaObservacion
from . import textos
from .muestras import hoja, retrato
from .personas import contrasena_cifrada, crear_representacion

SIN_CORREO = 45
SEMILLA = 17
MUJERES = "Abril Alma Berenice Camila Daniela Elisa Fernanda Gabriela Irene Jimena Karla Lorena Mariana Noemí Olivia"
HOMBRES = "Adrián Benito César Damián Emilio Fausto Gael Héctor Ignacio Joel Leandro Mauricio Néstor Óscar Pablo"
APELLIDOS = (
    "Aguirre Barrón Cárdenas Dávila Escobedo Fuentes Galindo Huerta Ibáñez Juárez Lozano Montaño Núñez Ochoa "
    "Peña Quiroz Rangel Salgado Tapia Urbina Valdés Yáñez Zamudio"
)
ACTORES: list[tuple[str, str, str, ActorPolitico.Tipo]] = [
    ("alba", "Partido Alba", "ALBA", ActorPolitico.Tipo.PARTIDO),
    ("brisa", "Partido Brisa", "BRISA", ActorPolitico.Tipo.PARTIDO),
    ("cedro", "Partido Cedro", "CEDRO", ActorPolitico.Tipo.PARTIDO),
    ("duna", "Partido Duna", "DUNA", ActorPolitico.Tipo.PARTIDO),
    ("alba-brisa", "Coalición Alba y Brisa", "AB", ActorPolitico.Tipo.COALICION),
    ("cedro-duna", "Candidatura común Cedro Duna", "CD", ActorPolitico.Tipo.COMUN),
]
MUNICIPIOS = [f"Villa de Muestra {n}" for n in range(1, 21)]


@dataclass
class _Reparto:
    """How far each candidacy goes, in the proportions of a process in the middle of its capture."""

    azar: random.Random
    # What the last one of each party wrote: somebody of it copies it.
    escrito: dict[int, dict[str, Any]] = field(default_factory=dict)

    def destino(self) -> str:
        return self.azar.choices(
            ["asignada", "capturada", "observada", "validada", "publicada", "retirada"],
            weights=[34, 22, 9, 11, 20, 4],
        )[0]


def crear_candidaturas(
    proceso: Proceso, personas: dict[str, Usuario], *, en: datetime, hoy: date, avisar: Callable[[int, int], None]
) -> int:
    """Parties and offices, there since `en`, and what became of each candidacy before the day `hoy`.

    `avisar(hechas, total)` is called as they go. Answers how many.
    """
    azar = random.Random(SEMILLA)  # noqa: S311 (a sample, not a secret)
    lugares = [lugar for lugar in _lugares(proceso, _actores(proceso, en), azar, en) if lugar.aprobada < hoy]
    _secciones(proceso, en)
    reparto = _Reparto(azar)
    for numero, lugar in enumerate(lugares, start=1):
        _una(proceso, personas, lugar, reparto, azar, hoy, numero)
        if numero % 20 == 0 or numero == len(lugares):
            avisar(numero, len(lugares))
    return len(lugares) + _parecidas(proceso, personas, hoy)


def _en(proceso: Proceso, dia: date, hora: int, minuto: int = 0) -> datetime:
    return datetime(dia.year, dia.month, dia.day, hora, minuto, tzinfo=proceso.tz)


def _actores(proceso: Proceso, en: datetime) -> dict[str, tuple[ActorPolitico, Usuario]]:
    actores = {}
    for clave, nombre, siglas, tipo in ACTORES:
        actor = ActorPolitico(
            proceso=proceso, clave=clave, nombre=nombre, siglas=siglas, tipo=tipo, correo=f"{clave}@demo.invalid"
        )
        guardar(actor, por=None, en=en, motivo="Demostración")
        actores[clave] = (actor, crear_representacion(actor, en))
    for coalicion, integrantes in (("alba-brisa", ("alba", "brisa")), ("cedro-duna", ("cedro", "duna"))):
        actor, motivo = actores[coalicion][0], "Demostración: quiénes la integran"
        with escritura():
            firmar(actor, None, en, motivo, suelto(actor, None, en, motivo))
            actor.integrantes.set(actores[clave][0] for clave in integrantes)
    for n in (1, 2):
        actor = ActorPolitico(
            proceso=proceso,
            clave=f"independiente-{n}",
            nombre=f"Candidatura independiente {n}",
            tipo=ActorPolitico.Tipo.INDEPENDIENTE,
            correo=f"independiente-{n}@demo.invalid",
        )
        guardar(actor, por=None, en=en, motivo="Demostración")
        actores[actor.clave] = (actor, crear_representacion(actor, en))
    return actores


@dataclass(frozen=True)
class _Lugar:
    """A place in a formula: who postulates whom to what."""

    actor: ActorPolitico
    representa: Usuario
    cargo: Cargo
    territorio: Territorio
    formula: str
    calidad: str

    @property
    def aprobada(self) -> date:
        """When the council approved it."""
        return date(2024, 3, 22) if self.cargo.clave == "gubernatura" else date(2024, 3, 30)


def _lugares(
    proceso: Proceso, actores: dict[str, tuple[ActorPolitico, Usuario]], azar: random.Random, en: datetime
) -> list[_Lugar]:
    cargos = {c.clave: c for c in proceso.cargos.all()}

    def territorio(tipo: Territorio.Tipo, nombre: str, clave: str = "") -> Territorio:
        nuevo = Territorio(proceso=proceso, tipo=tipo, entidad=proceso.instituto.entidad, nombre=nombre, clave=clave)
        guardar(nuevo, por=None, en=en, motivo="Demostración")
        return nuevo

    entidad = territorio(Territorio.Tipo.ENTIDAD, proceso.instituto.entidad)
    distritos = [territorio(Territorio.Tipo.DISTRITO, f"Distrito {n}", str(n)) for n in range(1, 13)]
    municipios = [territorio(Territorio.Tipo.MUNICIPIO, nombre) for nombre in MUNICIPIOS]
    frentes = ["alba-brisa", "cedro-duna"]
    partidos = ["alba", "brisa", "cedro", "duna"]
    lugares: list[_Lugar] = []

    def agregar(clave: str, cargo: str, donde: Territorio, formula: str, *calidades: str) -> None:
        actor, representa = actores[clave]
        lugares.extend(_Lugar(actor, representa, cargos[cargo], donde, formula, c) for c in calidades)

    formula_completa = ("propietaria", "suplente")
    for n, clave in enumerate([*frentes, "independiente-1"], start=1):
        agregar(clave, "gubernatura", entidad, str(n), "propietaria")
    for distrito in distritos:
        for clave in [*frentes, *azar.sample(partidos, 2)]:
            agregar(clave, "diputaciones-mr", distrito, distrito.clave, *formula_completa)
    for clave in partidos:
        for lista in range(1, 13):
            agregar(clave, "diputaciones-rp", entidad, str(lista), *formula_completa)
    for municipio in municipios:
        for clave in [*partidos, *frentes[:1], *(["independiente-2"] if municipio is municipios[0] else [])]:
            agregar(clave, "ayuntamientos", municipio, "1", *formula_completa)
    return lugares


SECCIONES_POR_MUNICIPIO = 6


def _secciones(proceso: Proceso, en: datetime) -> None:
    """A synthetic table: the first municipality is of three districts, one in four of two, the rest of one."""
    distritos = list(por_numero(proceso.territorios.filter(tipo=Territorio.Tipo.DISTRITO)))
    filas = []
    for n, municipio in enumerate(proceso.territorios.filter(tipo=Territorio.Tipo.MUNICIPIO).order_by("pk")):
        suyos = 3 if n == 0 else 2 if n % 4 == 0 else 1
        for s in range(SECCIONES_POR_MUNICIPIO):
            distrito = distritos[(n + s * suyos // SECCIONES_POR_MUNICIPIO) % len(distritos)]
            filas.append(FilaDeSeccion(n * SECCIONES_POR_MUNICIPIO + s + 1, municipio.pk, distrito.pk))
    fuente = "Tabla sintética de demostración"
    cargar_secciones(proceso, filas, archivo="secciones.csv", fuente=fuente, por=None, en=en)


# Under which one person in eight is registered; the age of the last two bears it out.
GRUPOS = ("indigena", "discapacidad", "afromexicana", "diversidad", "migrante", "joven", "mayor")
SEXOS = (Persona.Sexo.MUJER, Persona.Sexo.HOMBRE, Persona.Sexo.NO_BINARIA)


def _persona(proceso: Proceso, azar: random.Random, numero: int, grupo: str) -> Persona:
    sexo = azar.choices(SEXOS, (51, 46, 3))[0]
    nombres = MUJERES if sexo == Persona.Sexo.MUJER or (sexo == Persona.Sexo.NO_BINARIA and numero % 2) else HOMBRES
    uno, dos = azar.sample(APELLIDOS.split(), 2)
    edad = (
        azar.randint(21, 29) if grupo == "joven" else azar.randint(60, 78) if grupo == "mayor" else azar.randint(21, 75)
    )
    return Persona(
        proceso=proceso,
        nombre=f"{azar.choice(nombres.split())} {uno} {dos}",
        sexo=sexo,
        # Their birthday is past on election day, and the age is whole.
        fecha_nacimiento=date(proceso.jornada.year - edad, azar.randint(1, 5), azar.randint(1, 28)),
        # A few of whom nobody gave an address.
        correo="" if numero % SIN_CORREO == 0 else f"persona-{numero}@demo.invalid",
    )


def _respuestas(azar: random.Random, edad: int, grupo: str, *, se_contradice: bool) -> dict[str, str]:
    """Mostly «No» and «Prefiero no contestar», and «Sí» to the group under which the person was registered.

    What is asked about age agrees with it, but of who contradicts themselves.
    """
    respuestas: dict[str, str] = {}
    for clave, pregunta in PREGUNTAS.items():
        opciones = [o for o in pregunta.opciones if o not in ("Sí", "No aplica", "Otro", "Otra")]
        if clave == grupo:
            respuestas[clave] = "Sí"
        # A list of suggestions that nobody must answer stays blank.
        elif opciones and se_pregunta(pregunta, respuestas) and (pregunta.obligatoria or not pregunta.sugerencias):
            respuestas[clave] = "No" if "No" in opciones and azar.random() < 0.8 else azar.choice(opciones)
    respuestas["joven"] = "Sí" if edad <= 29 or (se_contradice and edad < 60) else "No"
    respuestas["mayor"] = "Sí" if edad >= 60 else "No"
    return respuestas


def _una(
    proceso: Proceso,
    personas: dict[str, Usuario],
    lugar: _Lugar,
    reparto: _Reparto,
    azar: random.Random,
    hoy: date,
    numero: int,
) -> None:
    """Take one candidacy as far as it goes; nothing is done on the day `hoy` or after it."""
    destino = reparto.destino()
    # The independent one captures, and late: its term was of fifteen days.
    tardia = lugar.actor.clave == "independiente-1"
    if tardia:
        destino = "capturada"
    # What one person is and writes is theirs, whatever becomes of the rest.
    propio = random.Random(f"{SEMILLA}-{numero}")  # noqa: S311 (a sample, not a secret)
    grupo = GRUPOS[numero // 8 % len(GRUPOS)] if numero % 8 == 0 else ""
    administra, verifica = personas["administracion"], personas["verificacion"]
    c = servicios.registrar(
        proceso=proceso,
        persona=_persona(proceso, propio, numero, grupo),
        actor=lugar.actor,
        cargo=lugar.cargo,
        territorio=lugar.territorio,
        formula=lugar.formula,
        calidad=lugar.calidad,
        aprobada_el=lugar.aprobada,
        accion_afirmativa=grupo,
        # They come in no order: the one who heads the formula may come later.
        confirmadas=["sin_propietaria"],
        por=administra,
        en=_en(proceso, lugar.aprobada, 23),
    )
    cuentas = lugar.aprobada + timedelta(days=azar.choice([1, 2, 2, 3, 3, 4]))
    if cuentas >= hoy:
        return
    if not c.persona.correo:
        return
    acuerdo = f"DEMO/CEE/{lugar.aprobada:%d%m}/2024"
    c = servicios.entregar_cuentas(c, por=administra, en=_en(proceso, cuentas, 12), acuerdo=acuerdo)
    _por_enviado(c)
    if destino == "asignada" and azar.random() < 0.5:
        return
    c = _entrar(c, _en(proceso, cuentas, 18))
    if destino == "asignada":
        if numero % 3 == 0 and cuentas + timedelta(days=2) < hoy:
            servicios.guardar_borrador(
                c,
                por=lugar.representa,
                en=_en(proceso, cuentas + timedelta(days=2), 17),
                curricular=textos.borrador(propio),
            )
        return
    tarda = proceso.dias_captura + 2 if tardia else azar.randint(2, 9)
    captura = cuentas + timedelta(days=tarda)
    if captura >= hoy:
        return
    en = _en(proceso, captura, azar.randint(9, 20), azar.randint(0, 59))
    quien = lugar.representa
    assert c.persona.fecha_nacimiento is not None  # noqa: S101 (given by `_persona`)
    edad = edad_en(c.persona.fecha_nacimiento, proceso.jornada)
    curricular = textos.curricular(propio, numero)
    if numero % 9 == 4 and lugar.actor.pk in reparto.escrito:
        curricular = textos.copiar(propio, reparto.escrito[lugar.actor.pk], curricular, tal_cual=numero % 2 == 0)
    reparto.escrito[lugar.actor.pk] = curricular
    c = servicios.guardar_borrador(
        c,
        por=quien,
        en=en,
        curricular=curricular | {"foto": retrato(numero), "foto_tomada_el": captura - timedelta(days=20)},
        identidad=_respuestas(
            propio, edad, grupo, se_contradice=numero % 10 == 7 and destino in ("capturada", "observada")
        ),
    )
    if destino == "retirada" and azar.random() < 0.5:
        _retirar(c, personas, _en(proceso, captura, 21))
        return
    c = servicios.aceptar_aviso(c, por=quien, en=en)
    c = servicios.enviar_captura(c, por=quien, en=en)
    if destino == "capturada":
        return
    if destino == "retirada":
        _retirar(c, personas, _en(proceso, captura, 23))
        return
    if captura + timedelta(days=1) >= hoy:
        return
    revision = _en(proceso, captura + timedelta(days=1), azar.randint(9, 17))
    if destino == "observada":
        _observar(c, verifica, revision)
        return
    if destino == "validada" and numero % 3 == 0 and captura + timedelta(days=2) < hoy:
        # Observed and sent again: there is something to compare.
        c = _observar(c, verifica, revision - timedelta(hours=1))
        c = servicios.guardar_borrador(
            c,
            por=quien,
            en=revision,
            curricular={"propuesta_1": textos.corregir(propio, curricular["propuesta_1"])},
        )
        c = servicios.enviar_captura(c, por=quien, en=revision)
        c = servicios.atender_observaciones(
            c, observaciones=[o.pk for o in c.observaciones.all()], por=verifica, en=revision
        )
    c = servicios.autorizar(c, por=quien, en=revision)
    c = servicios.validar(c, por=verifica, en=revision + timedelta(hours=1))
    publicacion = max(captura + timedelta(days=2), proceso.publicacion_inicio or captura)
    if destino == "publicada" and publicacion < hoy:
        servicios.publicar(c, por=verifica, en=_en(proceso, publicacion, 8))
        ayer = hoy - timedelta(days=1)
        if numero % 4 == 0:
            todas = ["tratamiento", "publicacion", "estadistica"]
            _consentir_en_papel(c, quien, verifica, todas, aceptada=numero % 8 == 0, ayer=ayer)
        elif numero % 4 != 3:
            # Enough of those who let their answers be added up, and no more, for the statistics to tell something.
            _consentir_en_papel(c, quien, verifica, ["tratamiento", "estadistica"], aceptada=True, ayer=ayer)


def _parecidas(proceso: Proceso, personas: dict[str, Usuario], hoy: date) -> int:
    """Two that somebody must decide of: a joint candidacy that one of its parties registered too, as in Hidalgo (5.2),
    and somebody who runs by MR and by RP and is on record twice. Answers how many records more there are.
    """
    vivas = (
        Candidatura.objects.vivas().filter(proceso=proceso).select_related("persona", "actor", "cargo", "territorio")
    )
    # Of a candidatura común rather than a coalition, and of whoever heads the formula.
    conjunta = vivas.filter(actor__integrantes__isnull=False).order_by("-actor__tipo", "calidad", "pk").first()
    de_mr = vivas.filter(cargo__clave="diputaciones-mr", actor__integrantes=None).order_by("calidad", "pk").first()
    otras = []
    if conjunta is not None:
        parte = conjunta.actor.integrantes.order_by("clave")[0]
        otras.append((conjunta, parte, conjunta.cargo, conjunta.territorio, "90", conjunta.calidad))
    if de_mr is not None:
        por_lista = proceso.cargos.get(clave="diputaciones-rp")
        entidad = proceso.territorios.get(tipo=Territorio.Tipo.ENTIDAD)
        otras.append((de_mr, de_mr.actor, por_lista, entidad, "13", Candidatura.Calidad.PROPIETARIA.value))
    for n, (c, actor, cargo, territorio, formula, calidad) in enumerate(otras, start=1):
        pila, *apellidos = c.persona.nombre.split()
        otra = Persona(
            proceso=proceso,
            nombre=" ".join([*apellidos, pila]).upper(),
            sexo=c.persona.sexo,
            fecha_nacimiento=c.persona.fecha_nacimiento,
            correo=f"persona-repetida-{n}@demo.invalid",
        )
        assert c.aprobada_el is not None  # noqa: S101 (given by `_Lugar`)
        nueva = servicios.registrar(
            proceso=proceso,
            persona=otra,
            actor=actor,
            cargo=cargo,
            territorio=territorio,
            formula=formula,
            calidad=calidad,
            aprobada_el=c.aprobada_el,
            confirmadas=["sin_propietaria"],
            por=personas["administracion"],
            en=_en(proceso, c.aprobada_el, 23, 30),
        )
        cuentas = c.aprobada_el + timedelta(days=2)
        if cuentas < hoy:
            servicios.entregar_cuentas(
                nueva, por=personas["administracion"], en=_en(proceso, cuentas, 12), acuerdo="DEMO/CEE/REPETIDAS/2024"
            )
            _por_enviado(nueva)
    return len(otras)


def _observar(c: Candidatura, verifica: Usuario, en: datetime) -> Candidatura:
    return servicios.observar(
        c,
        observaciones=[
            NuevaObservacion(
                rubro="propuesta_1",
                causas=["incompleto"],
                texto="Diga la población objetivo y el plazo de la propuesta.",
            )
        ],
        por=verifica,
        en=en,
    )


def _consentir_en_papel(
    c: Candidatura, quien: Usuario, verifica: Usuario, finalidades: list[str], *, aceptada: bool, ayer: date
) -> None:
    """A sheet handed in yesterday: some accepted (the first sweep tells their person), some waiting for review."""
    hoja_firmada = hoja("consentimiento.pdf", "Consentimiento expreso", [c.persona.nombre, "Firma de muestra"])
    servicios.presentar_consentimiento(
        c,
        finalidades=finalidades,
        documento="consentimiento.pdf",
        huella=huella(hoja_firmada),
        por=quien,
        en=_en(c.proceso, ayer, 17),
    )
    guardar_documento(
        hoja_firmada,
        proceso=c.proceso,
        candidatura=c,
        tipo=Documento.Tipo.CONSENTIMIENTO,
        titulo=f"Consentimiento: {', '.join(Consentimiento.Finalidad(f).label.lower() for f in finalidades)}",
        por=quien,
        en=_en(c.proceso, ayer, 17),
    )
    if aceptada:
        servicios.aceptar_consentimiento(c, finalidades=finalidades, por=verifica, en=_en(c.proceso, ayer, 18))


def _retirar(c: Candidatura, personas: dict[str, Usuario], en: datetime) -> None:
    servicios.retirar(
        c, motivo_retiro="renuncia", documento="DEMO/RENUNCIA/2024", por=personas["secretaria_tecnica"], en=en
    )


def _por_enviado(c: Candidatura) -> None:
    """The mail that says to the person how to enter left then: nobody reads those of a demonstration."""
    for aviso in c.avisos.filter(enlace__isnull=False):
        aviso.estado, aviso.enviado_en = aviso.Estado.ENVIADO, c.cuentas_enviadas_en
        aviso.save(update_fields=["estado", "enviado_en"])


def _entrar(c: Candidatura, en: datetime) -> Candidatura:
    """Its person uses the link that was mailed; everybody chooses the password of the demonstration."""
    usuario = c.nombramientos.get().usuario
    enlace = EnlaceDeAcceso.objects.sin_usar().select_related("usuario").get(usuario=usuario)
    fijar_contrasena(usuario, contrasena_cifrada(), llave=llave_de(enlace), en=en)
    return Candidatura.objects.select_related("proceso__instituto", "persona", "actor").get(pk=c.pk)


def nombrar_cuenta_de_candidatura(proceso: Proceso, en: datetime) -> None:
    """The account of one candidate who still has to capture, if there is any yet, gets a name easy to type."""
    c = Candidatura.objects.filter(proceso=proceso, estado="asignada", cuentas_recibidas_en__isnull=False).first()
    if c is not None:
        usuario = c.nombramientos.get().usuario
        usuario.username = Rol.CANDIDATURA.value
        guardar(usuario, por=None, en=en, motivo="Demostración: un nombre fácil de teclear")
