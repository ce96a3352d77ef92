"""The fixed cast: one small institute, its bodies, its people and a handful of records.

Every test works on it, so that a name means the same everywhere. Time is always given, never read.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from PIL import Image

from compliance.cuestionarios import NO, PREGUNTAS, SI, depurar
from compliance.historia import guardar
from compliance.models import (
    Acto,
    ActorPolitico,
    Area,
    Candidatura,
    Cargo,
    CuestionarioCurricular,
    CuestionarioIdentidad,
    Entregable,
    EtapaRuta,
    Instituto,
    Integracion,
    LimiteTexto,
    Nombramiento,
    Organo,
    Persona,
    Proceso,
    Rol,
    Ruta,
    SolicitudModificacion,
    Territorio,
    Usuario,
)
from compliance.roles import ROLES_POR_CONFIRMAR
from flujos import candidaturas as servicios
from flujos.transiciones import Rechazo

from .molde import de_molde

TZ = ZoneInfo("America/Mexico_City")
INICIO = date(2023, 9, 1)
JORNADA = date(2024, 6, 2)


def momento(texto: str) -> datetime:
    """`momento("2024-04-02 10:00")`: that local moment, aware."""
    return datetime.fromisoformat(texto).replace(tzinfo=TZ)


CINCO_DIAS = "5 días naturales después"
FAVORABLES = ["aprobado", "aprobado_modificado", "presentado", "devuelto", "retirado"]


def texto(largo: int) -> str:
    """A text of exactly `largo` characters without white space."""
    palabras = ["palabra"] * (largo // 7) + (["x" * (largo % 7)] if largo % 7 else [])
    return " ".join(palabras)


def curricular_completo(largo: int = 280) -> dict[str, object]:
    """A public questionnaire with nothing missing; its texts are `largo` long."""
    return {
        "foto": foto(),
        "foto_tomada_el": date(2024, 3, 1),
        "medios": [{"tipo": "correo", "valor": "ana@example.com"}],
        "grado_estudios": "Licenciatura",
        "estatus_estudios": "Titulada",
        "otra_formacion": ["Diplomado en derecho electoral"],
        **{campo: texto(largo) for campo in CuestionarioCurricular.TEXTOS},
    }


def identidad_completa(**cambios: str) -> dict[str, str]:
    """A sensitive questionnaire that answers «No» or the first option to everything, but for `cambios`."""
    respuestas = {p.clave: NO if NO in p.opciones else (p.opciones or ("",))[0] for p in PREGUNTAS.values()}
    return depurar({**respuestas, **cambios})


def _renglones() -> dict[str, int]:
    """How many rows each table holds that records what happened, history included."""
    vigilados = [m for m in apps.get_models() if m is Acto or m.__name__.startswith("Historical")]
    return {m.__name__: m._default_manager.count() for m in vigilados}


@contextmanager
def rechazado(*guardas: str) -> Iterator[pytest.ExceptionInfo[Rechazo]]:
    """The block is refused by exactly these guards and leaves no row behind, neither history nor transition."""
    antes = _renglones()
    with pytest.raises(Rechazo) as info:
        yield info
    assert [r.guarda for r in info.value.rechazos] == list(guardas)
    assert all(r.mensaje for r in info.value.rechazos)
    assert _renglones() == antes


@cache
def _jpeg() -> bytes:
    contenido = io.BytesIO()
    Image.new("RGB", (320, 400), "#7a5c99").save(contenido, "JPEG")
    return contenido.getvalue()


def foto(nombre: str = "retrato.jpg") -> ContentFile[bytes]:
    """The smallest real JPEG that is kept."""
    return ContentFile(_jpeg(), name=nombre)


@dataclass
class Elenco:
    """Everybody and everything, by name."""

    instituto: Instituto
    proceso: Proceso
    consejo: Organo
    comision: Organo
    comite: Organo
    informatica: Area
    transparencia: Area
    partido_a: ActorPolitico
    partido_b: ActorPolitico
    independiente: ActorPolitico
    gubernatura: Cargo
    diputacion: Cargo
    distrito: Territorio
    entidad: Territorio
    usuarios: dict[str, Usuario] = field(default_factory=dict)
    entregables: dict[str, Entregable] = field(default_factory=dict)

    def usuario(self, nombre: str) -> Usuario:
        """A user by its name: the role's name, or `partido_b`, `area_transparencia`, `ajena`."""
        return self.usuarios[nombre]

    def candidatura(
        self,
        nombre: str = "Ana Pérez Ñuño",
        *,
        actor: ActorPolitico | None = None,
        formula: str = "1",
        calidad: str = "propietaria",
        nacimiento: date = date(1980, 5, 5),
        **campos: object,
    ) -> Candidatura:
        """A registered candidacy (asignada) with both questionnaires blank."""
        persona = Persona(
            proceso=self.proceso, nombre=nombre, sexo="M", fecha_nacimiento=nacimiento, correo="ana@example.com"
        )
        persona.full_clean()
        persona.save()
        candidatura = Candidatura(
            proceso=self.proceso,
            persona=persona,
            actor=actor or self.partido_a,
            cargo=self.diputacion,
            territorio=self.distrito,
            formula=formula,
            calidad=calidad,
            aprobada_el=date(2024, 3, 30),
            **campos,
        )
        en = momento("2024-03-30 20:00")
        guardar(candidatura, por=None, en=en, motivo="Registro")
        for cuestionario in (CuestionarioCurricular, CuestionarioIdentidad):
            guardar(cuestionario(candidatura=candidatura), por=None, en=en, motivo="Registro")
        return candidatura

    def nombrar(self, usuario: Usuario, como: str) -> None:
        """Give somebody, besides what they are, the role that `como` has."""
        suyo = Nombramiento.objects.get(usuario=self.usuario(como))
        suyo.pk, suyo.usuario = None, usuario
        suyo.save()

    def cuenta_de(self, candidatura: Candidatura) -> Usuario:
        """The account of a candidate."""
        usuario, nueva = Usuario.objects.get_or_create(
            username=f"candidatura-{candidatura.pk}", defaults={"first_name": candidatura.persona.nombre}
        )
        if nueva:
            Nombramiento.objects.create(
                usuario=usuario,
                rol=Group.objects.get_or_create(name=Rol.CANDIDATURA.value)[0],
                proceso=self.proceso,
                desde=INICIO,
                candidatura=candidatura,
            )
        return usuario

    def candidatura_en(self, estado: str, nombre: str = "Ana Pérez Ñuño", **campos: object) -> Candidatura:
        """A candidacy taken to `estado` through the services, by whoever does each thing, between 1 and 15 April 2024.

        The candidate captures, and answers «Sí» to the group under which they were registered; `verificacion` verifies.
        A published one is authorised by its candidate if it is independent, by `partido` otherwise.
        """
        c = self.candidatura(nombre, **campos)  # type: ignore[arg-type]
        cuenta, verificacion = self.cuenta_de(c), self.usuario("verificacion")
        if estado == "asignada":
            return c
        if estado == "retirada":
            return servicios.retirar(
                c,
                motivo_retiro="renuncia",
                documento="Acuerdo 7",
                por=self.usuario("secretaria_ejecutiva"),
                en=momento("2024-04-02 09:00"),
            )
        servicios.entregar_cuentas(c, por=None, en=momento("2024-04-02 09:00"))
        servicios.recibir_cuentas(c, por=None, en=momento("2024-04-02 09:00"))
        servicios.guardar_borrador(
            c,
            curricular=curricular_completo(),
            identidad=identidad_completa(**({c.accion_afirmativa: SI} if c.accion_afirmativa else {})),
            por=cuenta,
            en=momento("2024-04-03 09:00"),
        )
        servicios.aceptar_aviso(c, por=cuenta, en=momento("2024-04-03 09:30"))
        c = servicios.enviar_captura(c, por=cuenta, en=momento("2024-04-03 10:00"))
        if estado == "observada":
            return servicios.observar(
                c,
                observaciones=[servicios.NuevaObservacion("propuesta_1", ["incompleto"], "Falta la meta.")],
                por=verificacion,
                en=momento("2024-04-05 10:00"),
            )
        if estado in ("validada", "publicada"):
            c = servicios.validar(c, por=verificacion, en=momento("2024-04-05 10:00"))
        if estado == "publicada":
            servicios.autorizar(c, por=self.representacion_de(c), en=momento("2024-04-06 10:00"))
            c = servicios.publicar(c, por=verificacion, en=momento("2024-04-15 10:00"))
        return c

    def reenviar(self, candidatura: Candidatura, *, por: Usuario, en: datetime) -> Candidatura:
        """An observed candidacy, answered and sent again by `por`, without a change."""
        for observacion in candidatura.observaciones.filter(atendida_en=None):
            servicios.responder_observacion(observacion, respuesta="Así es.", por=por, en=en)
        return servicios.enviar_captura(candidatura, por=por, en=en)

    def pedir_modificacion(
        self, candidatura: Candidatura, en: str = "2024-04-16 10:00", **propuesto: object
    ) -> SolicitudModificacion:
        """What whoever represents a published candidacy prepares and asks for at once."""
        quien = self.representacion_de(candidatura)
        cambios = propuesto or {"propuesta_1": texto(300)}
        servicios.preparar_modificacion(candidatura, cambios=cambios, por=quien, en=momento(en))
        return servicios.solicitar_modificacion(candidatura, motivo="Se precisa la meta.", por=quien, en=momento(en))

    def representacion_de(self, candidatura: Candidatura) -> Usuario:
        """Whoever authorises for a candidacy of Partido A, of Partido B or independent."""
        if candidatura.actor_id == self.independiente.pk:
            return self.cuenta_de(candidatura)
        return self.usuario("partido_b" if candidatura.actor_id == self.partido_b.pk else "partido")


@de_molde
def montar() -> Elenco:
    """Build the cast in the test database."""
    instituto = Instituto.objects.create(
        clave="iepc", siglas="IEPC", nombre="Instituto Electoral de Prueba", entidad="Morelos"
    )
    proceso = Proceso.objects.create(
        instituto=instituto,
        clave="prueba-2024",
        nombre="Proceso de prueba 2023-2024",
        jornada=JORNADA,
        inicio=INICIO,
        campanas_inicio=date(2024, 4, 15),
        campanas_fin=date(2024, 5, 29),
        publicacion_inicio=date(2024, 4, 10),
        # Each test says what is published: the sweeps of the others publish nothing.
        modo_publicacion="manual",
        # Nor is a second factor asked of anybody but where a test says from what day: by default it would be the
        # machine's, and whoever enters in a later year of the calendar would find that door closed.
        segundo_factor_desde=None,
    )
    # Each test says with what notice a body is called: in the others, with none.
    sin_anticipacion = {"ordinaria": 0, "extraordinaria": 0, "urgente": 0, "reunion": 0}
    consejo, comision, comite = (
        Organo.objects.create(
            proceso=proceso,
            clave=clave,
            nombre=nombre,
            tipo=clave,
            quorum=2,
            convocatoria_horas=sin_anticipacion,
        )
        for clave, nombre in (
            ("consejo", "Consejo Estatal"),
            ("comision", "Comisión Conóceles"),
            ("comite", "Comité de Transparencia"),
        )
    )
    informatica = Area.objects.create(
        proceso=proceso, clave="informatica", nombre="Informática", correo="informatica@example.com"
    )
    transparencia = Area.objects.create(
        proceso=proceso, clave="transparencia", nombre="Transparencia", correo="transparencia@example.com"
    )
    elenco = Elenco(
        instituto=instituto,
        proceso=proceso,
        consejo=consejo,
        comision=comision,
        comite=comite,
        informatica=informatica,
        transparencia=transparencia,
        partido_a=ActorPolitico.objects.create(
            proceso=proceso, clave="partido-a", nombre="Partido A", siglas="PA", correo="pa@example.com"
        ),
        partido_b=ActorPolitico.objects.create(
            proceso=proceso, clave="partido-b", nombre="Partido B", siglas="PB", correo="pb@example.com"
        ),
        independiente=ActorPolitico.objects.create(
            proceso=proceso, clave="ci-1", nombre="Candidatura independiente 1", tipo="independiente"
        ),
        gubernatura=Cargo.objects.create(proceso=proceso, clave="gubernatura", nombre="Gubernatura", orden=1),
        diputacion=Cargo.objects.create(proceso=proceso, clave="diputacion-mr", nombre="Diputación local MR", orden=2),
        distrito=Territorio.objects.create(
            proceso=proceso, tipo="distrito", entidad="Morelos", clave="1", nombre="Cuernavaca"
        ),
        entidad=Territorio.objects.create(proceso=proceso, tipo="entidad", entidad="Morelos", nombre="Morelos"),
    )
    for campo, minimo, maximo in (
        ("historia_profesional", 280, 5000),
        ("trayectoria_politica", 280, 5000),
        ("motivo_cargo", 280, 5000),
        ("propuesta_1", 280, 1600),
        ("propuesta_2", 280, 1600),
        ("propuesta_genero", 280, 1600),
        ("otra_formacion", 0, 250),
    ):
        LimiteTexto.objects.create(proceso=proceso, campo=campo, minimo=minimo, maximo=maximo)
    _personas(elenco)
    _entregables(elenco)
    return elenco


def _personas(e: Elenco) -> None:
    alcances: dict[str, tuple[str, dict[str, object]]] = {
        "comision": (Rol.COMISION, {"organo": e.comision}),
        "consejo": (Rol.CONSEJO, {"organo": e.consejo}),
        "secretaria_tecnica": (Rol.SECRETARIA_TECNICA, {"organo": e.comision}),
        "secretaria_ejecutiva": (Rol.SECRETARIA_EJECUTIVA, {"organo": e.consejo}),
        "area": (Rol.AREA, {"area": e.informatica}),
        "area_transparencia": (Rol.AREA, {"area": e.transparencia}),
        "verificacion": (Rol.VERIFICACION, {}),
        "comite_transparencia": (Rol.COMITE_TRANSPARENCIA, {"organo": e.comite}),
        "partido": (Rol.PARTIDO, {"actor": e.partido_a}),
        "partido_b": (Rol.PARTIDO, {"actor": e.partido_b}),
        "auditoria": (Rol.AUDITORIA, {}),
        "administracion": (Rol.ADMINISTRACION, {}),
    }
    for nombre, (rol, alcance) in alcances.items():
        usuario = Usuario.objects.create_user(
            nombre, f"{nombre}@example.com", first_name=nombre.replace("_", " ").title(), last_name="De Prueba"
        )
        e.usuarios[nombre] = usuario
        Nombramiento.objects.create(
            usuario=usuario,
            rol=Group.objects.get_or_create(name=rol.value)[0],
            proceso=e.proceso,
            desde=INICIO,
            # As the server confirms the first ones; a role that takes one person does not look at it.
            confirmado_en=momento("2023-09-01 09:00") if rol in ROLES_POR_CONFIRMAR else None,
            **alcance,
        )
    # Somebody with an account and no role here.
    e.usuarios["ajena"] = Usuario.objects.create_user("ajena", "ajena@example.com")
    for organo, nombres in (
        (e.consejo, ["Consejera Uno", "Consejero Dos", "Consejera Tres"]),
        (e.comision, ["Consejera Uno", "Consejero Dos", "Consejera Tres"]),
        (e.comite, ["Titular Uno", "Titular Dos", "Titular Tres"]),
    ):
        for orden, nombre in enumerate(nombres):
            Integracion.objects.create(
                organo=organo, nombre=nombre, cargo="Integrante", preside=orden == 0, desde=INICIO
            )


def _entregables(e: Elenco) -> None:
    def ruta(clave: str, *etapas: tuple[str, str, Organo | None, bool]) -> Ruta:
        nueva = Ruta.objects.create(proceso=e.proceso, clave=clave, nombre=clave.title())
        for orden, (nombre, tipo, organo, aprueba) in enumerate(etapas, start=1):
            EtapaRuta.objects.create(
                ruta=nueva,
                orden=orden,
                clave=nombre,
                nombre=nombre.title(),
                tipo=tipo,
                organo=organo,
                tipo_sesion="reunion" if nombre == "reunion" else "",
                resultados=FAVORABLES if tipo == "decidir" else [],
                aprueba=aprueba,
            )
        return nueva

    informe = ruta(
        "informe",
        ("elaborar", "elaborar", None, False),
        ("reunion", "decidir", e.comision, False),
        ("comision", "decidir", e.comision, False),
        ("consejo", "decidir", e.consejo, True),
        ("remitir", "remitir", None, False),
        ("validar", "validar", None, False),
    )
    acuerdo = ruta(
        "acuerdo",
        ("elaborar", "elaborar", None, False),
        ("comision", "decidir", e.comision, False),
        ("consejo", "decidir", e.consejo, True),
        ("remitir", "remitir", None, False),
        ("validar", "validar", None, False),
    )
    presentacion = ruta(
        "presentacion",
        ("elaborar", "elaborar", None, False),
        ("comision", "decidir", e.comision, False),
        ("consejo", "decidir", e.consejo, True),
    )
    remision = ruta("remision", ("remitir", "remitir", None, False), ("validar", "validar", None, False))
    datos: list[tuple[str, str, str, Ruta, Area, dict[str, object]]] = [
        (
            "informe-marzo",
            "11.3",
            "Informe mensual de marzo",
            informe,
            e.informatica,
            {"fecha_plan": date(2024, 4, 1), "limite_remision": date(2024, 4, 5), "periodo": "2024-03"},
        ),
        (
            "publicacion",
            "11.12",
            "Acuerdo de inicio de publicación",
            acuerdo,
            e.transparencia,
            {"fecha_plan": date(2024, 4, 1), "limite_remision": date(2024, 4, 6), "regla_remision": CINCO_DIAS},
        ),
        (
            "avance-abril",
            "11.13",
            "Informe de avance de abril",
            presentacion,
            e.transparencia,
            {"fecha_plan": date(2024, 4, 26)},
        ),
        (
            "remision-abril",
            "11.14",
            "Remisión del avance de abril",
            remision,
            e.transparencia,
            {"limite_remision": date(2024, 4, 27)},
        ),
    ]
    for orden, (llave, clave, nombre, ruta_, area, fechas) in enumerate(datos, start=1):
        entregable = Entregable(
            proceso=e.proceso,
            llave=llave,
            clave=clave,
            orden=orden,
            nombre=nombre,
            ruta=ruta_,
            area=area,
            producto="Documento",
            **fechas,
        )
        entregable.vence = entregable.vencimiento_pendiente()
        entregable.save()
        e.entregables[llave] = entregable
