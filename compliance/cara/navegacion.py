"""Where a person may go from any page: the entries of the menu and the roles that see each one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from calendario.fechas import dia_local

from ..ambito import Ambito
from ..models import Proceso
from ..roles import ACTORES, INTERNOS, ROLES_DE_HISTORIA, ROLES_DE_OPINIONES, ROLES_DE_SEGUIMIENTO, Rol
from ..verbos.cuentas import DE_CUENTA, DE_PAPEL
from ..verbos.lecturas import DE_LECTURA
from ..verbos.tabla import ADMINISTRA, LLEVAN_LA_PAPELERIA, LLEVAN_LA_PRIVACIDAD
from .componentes import Enlace, GrupoDeEnlaces

# Where the session keeps the process in which the person is working.
RECUERDO = "proceso"


@dataclass(frozen=True)
class Entrada:
    """An entry of the menu. `familia` are the other addresses on which it counts as the current one."""

    nombre: str
    etiqueta: str
    icono: str
    roles: frozenset[str]
    familia: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Grupo:
    """Entries that go together. The first group is always open; any other, on its own pages."""

    nombre: str
    entradas: tuple[Entrada, ...]


# In the order in which people work.
GRUPOS = (
    Grupo(
        "Hoy",
        (
            Entrada("tablero", "Tablero", "tablero", INTERNOS, frozenset({"procesos"})),
            Entrada("bandeja", "Mi bandeja", "bandeja", INTERNOS - {Rol.AUDITORIA}, frozenset({"bandeja_lote"})),
            Entrada(
                "partido",
                "Representación",
                "enlace",
                frozenset({Rol.PARTIDO.value}),
                frozenset({"partido_hoja", "partido_hoja_ensayo"}),
            ),
            Entrada(
                "captura",
                "Captura",
                "lapiz",
                ACTORES,
                frozenset({"candidatura_captura", "candidatura_captura_paso", "candidatura_captura_asi_se_vera"}),
            ),
            Entrada("avisos", "Avisos", "campana", INTERNOS | ACTORES, frozenset({"aviso", "avisos_sin_entregar"})),
        ),
    ),
    Grupo(
        "Entregables y sesiones",
        (
            Entrada(
                "entregables",
                "Entregables",
                "documento",
                INTERNOS,
                frozenset(
                    {
                        "entregable",
                        "entregable_accion",
                        "entregable_hecho",
                        "entregable_hecho_quitar",
                        "entregable_ruta",
                    }
                ),
            ),
            Entrada(
                "sesiones",
                "Sesiones",
                "mazo",
                INTERNOS,
                frozenset(
                    {
                        "sesion",
                        "sesion_accion",
                        "sesion_acta",
                        "sesion_convocar",
                        "sesion_convocatoria",
                        "sesion_orden",
                        "sesion_preparar",
                    }
                ),
            ),
            Entrada(
                "oficios",
                "Libro de oficios",
                "correo",
                INTERNOS,
                frozenset({"oficio", "oficio_accion", "oficio_reservar", "oficios_catalogos", "oficios_catalogo"}),
            ),
            Entrada("calendario", "Calendario", "calendario", INTERNOS, frozenset({"hito", "hito_hecho"})),
            Entrada(
                "plan",
                "Plan de trabajo",
                "lista",
                INTERNOS,
                frozenset(
                    {
                        "plan_cargar",
                        "plan_confirmar",
                        "plan_deberes",
                        "plan_derivar",
                        "plan_editar",
                        "plan_fila",
                        "plan_fila_nueva",
                        "plan_nuevo",
                        "plan_propuesta",
                        "plan_revision",
                        "plan_version",
                        "plan_versiones",
                        "planes_comparar",
                    }
                ),
            ),
            Entrada("simular", "Simulación", "cambiar", INTERNOS),
            Entrada(
                "inhabiles",
                "Días inhábiles",
                "calendario_no",
                INTERNOS,
                frozenset({"inhabil", "inhabil_nuevo", "inhabil_quitar"}),
            ),
        ),
    ),
    Grupo(
        "Candidaturas",
        (
            Entrada(
                "candidaturas",
                "Candidaturas",
                "personas",
                INTERNOS | ACTORES,
                frozenset(
                    {
                        "candidatura",
                        "candidatura_accion",
                        "candidatura_consentimientos",
                        "candidatura_consultas",
                        "candidatura_datos",
                        "candidatura_identidad",
                        "candidatura_modificacion",
                        "candidatura_modificacion_paso",
                        "candidatura_modificacion_revisar",
                        "candidatura_observar",
                        "candidatura_registrar",
                        "candidaturas_lote",
                        "publicacion",
                        "publicacion_publicar",
                    }
                ),
            ),
            Entrada(
                "accesos",
                "Cuentas de acceso",
                "entrar",
                frozenset({Rol.SECRETARIA_TECNICA, Rol.SECRETARIA_EJECUTIVA, Rol.ADMINISTRACION, Rol.VERIFICACION}),
                frozenset({"accesos_entrega", "accesos_sin_recibir", "accesos_sin_correo"}),
            ),
            Entrada(
                "personas_parecidas",
                "Personas parecidas",
                "copiar",
                frozenset({Rol.SECRETARIA_TECNICA, Rol.SECRETARIA_EJECUTIVA, Rol.ADMINISTRACION}),
                frozenset({"personas_cotejar", "personas_decididas", "cotejo_revertir"}),
            ),
            Entrada(
                "paridad",
                "Paridad",
                "grafica",
                INTERNOS | {Rol.PARTIDO},
                frozenset({"paridad_bloques", "paridad_detalle"}),
            ),
            Entrada(
                "conoceles",
                "Sitio público",
                "globo",
                INTERNOS | ACTORES,
                frozenset({"conoceles_boleta", "conoceles_candidatura", "conoceles_comparar"}),
            ),
        ),
    ),
    Grupo(
        "Verificación",
        (
            Entrada(
                "mesa",
                "Verificación",
                "ojo",
                frozenset({Rol.VERIFICACION, Rol.ADMINISTRACION}),
                frozenset({"mesa_calificaciones", "mesa_leer", "mesa_reasignar", "mesa_turnos"}),
            ),
            Entrada(
                "consentimientos",
                "Consentimientos",
                "palomita",
                frozenset(
                    {
                        Rol.PARTIDO,
                        Rol.VERIFICACION,
                        Rol.SECRETARIA_TECNICA,
                        Rol.SECRETARIA_EJECUTIVA,
                        Rol.ADMINISTRACION,
                    }
                ),
                frozenset({"consentimientos_por_presentar", "consentimientos_revisar"}),
            ),
        ),
    ),
    Grupo(
        "Seguimiento e informes",
        (
            Entrada(
                "avance",
                "Avance de captura",
                "avance",
                ROLES_DE_SEGUIMIENTO,
                frozenset({"avance_pendientes", "avance_vista"}),
            ),
            Entrada(
                "exhortos",
                "Exhortos",
                "enviar",
                ROLES_DE_SEGUIMIENTO,
                frozenset({"exhortos_preparar", "exhortos_campana", "exhortos_carta"}),
            ),
            Entrada("opiniones", "Opiniones del público", "mensaje", ROLES_DE_OPINIONES),
            Entrada("informes", "Informes", "descarga", INTERNOS, frozenset({"informe_mensual", "informe_redactar"})),
            Entrada(
                "historial",
                "Historial",
                "escudo",
                ROLES_DE_HISTORIA,
                frozenset({"historial_acto", "historial_objeto", "historial_sellos"}),
            ),
            Entrada("publicado_entonces", "Lo que era público", "buscar", DE_LECTURA["leer_publicado"].roles),
        ),
    ),
    Grupo(
        "Administración",
        (
            Entrada(
                "cuentas",
                "Cuentas y roles",
                "persona",
                DE_CUENTA["abrir"].roles,
                frozenset(
                    {
                        "cuenta",
                        "cuenta_nueva",
                        "cuenta_nombrar",
                        "cuenta_datos",
                        "cuenta_accion",
                        "suplencia_nueva",
                        "nombramiento_terminar",
                        "suplencia_terminar",
                    }
                ),
            ),
            Entrada(
                "por_confirmar",
                "Roles por confirmar",
                "reloj",
                DE_PAPEL["confirmar"].roles,
                frozenset({"papel_accion"}),
            ),
            Entrada(
                "privacidad",
                "Privacidad",
                "candado",
                LLEVAN_LA_PRIVACIDAD | {Rol.SECRETARIA_EJECUTIVA},
                frozenset({"aviso_borrador", "aviso_publicar", "supresiones", "supresion", "supresion_pedir"}),
            ),
            Entrada(
                "importar",
                "Importar",
                "subir",
                ADMINISTRA,
                frozenset({"importacion", "importacion_columnas", "importacion_cargada", "snr"}),
            ),
            Entrada(
                "papeleria",
                "Papelería",
                "adjunto",
                LLEVAN_LA_PAPELERIA,
                frozenset({"papel", "firmante", "firmante_nuevo"}),
            ),
            Entrada(
                "plantillas",
                "Plantillas de avisos",
                "engrane",
                ADMINISTRA,
                frozenset({"plantilla", "horario_de_avisos"}),
            ),
            Entrada(
                "ganchos",
                "Avisos a otros sistemas",
                "externo",
                ADMINISTRA,
                frozenset({"gancho", "gancho_nuevo", "fuentes_externas", "fuente_externa", "fuente_externa_nueva"}),
            ),
            Entrada(
                "fichas_api",
                "Fichas de la API",
                "llave",
                ADMINISTRA,
                frozenset({"ficha_api_nueva"}),
            ),
            Entrada("secciones", "Secciones electorales", "lugar", ADMINISTRA),
        ),
    ),
)
ENTRADAS = tuple(e for grupo in GRUPOS for e in grupo.entradas)
# Whoever has no more is shown them without groups.
POCAS = 9
# Where a day begins, by the first of these that one's roles open.
_PORTADAS = ("tablero", "partido", "candidaturas")


def direccion(nombre: str, *args: object) -> str:
    """The address of a page, or empty when this installation has no such page."""
    try:
        return reverse(nombre, args=args)
    except NoReverseMatch:
        return ""


def menu_de(ambito: Ambito, proceso: Proceso, actual: str = "") -> list[GrupoDeEnlaces]:
    """The menu that the person's roles open in `proceso`; `actual` is the name of the page shown.

    A group of one entry, and the only group of whoever has few, has no name: its entries are seen at once.
    """
    roles = ambito.roles(proceso.pk)
    grupos = [
        [
            Enlace(e.etiqueta, lugar, e.icono, actual == e.nombre or actual in e.familia)
            for e in grupo.entradas
            if roles & e.roles and (lugar := direccion(e.nombre, proceso.clave))
        ]
        for grupo in GRUPOS
    ]
    if sum(map(len, grupos)) <= POCAS:
        return [GrupoDeEnlaces("", todos)] if (todos := [e for enlaces in grupos for e in enlaces]) else []
    return [
        GrupoDeEnlaces(
            grupo.nombre if len(enlaces) > 1 and grupo is not GRUPOS[0] else "",
            enlaces,
            any(e.actual for e in enlaces),
        )
        for grupo, enlaces in zip(GRUPOS, grupos, strict=True)
        if enlaces
    ]


def portada(ambito: Ambito, proceso: Proceso) -> str:
    """The page on which a person's day in `proceso` begins, or empty without any.

    Of whoever only has one candidacy, its capture.
    """
    funciones = [c for c in ambito.funciones if c.proceso == proceso.pk]
    if len(funciones) == 1 and funciones[0].candidatura:
        return direccion("captura", proceso.clave)
    roles = ambito.roles(proceso.pk)
    abre = {e.nombre for e in ENTRADAS if roles & e.roles}
    return next((direccion(nombre, proceso.clave) for nombre in _PORTADAS if nombre in abre), "")


def recordar(request: HttpRequest, proceso: Proceso) -> None:
    """Keep in the session in which of their processes a person is working, for the pages of no process."""
    if request.session.get(RECUERDO) != proceso.pk:
        request.session[RECUERDO] = proceso.pk


def procesos_de(
    ambito: Ambito, al: datetime, request: HttpRequest | None = None, leidos: Iterable[Proceso] | None = None
) -> list[Proceso]:
    """The processes in which the person holds a role: the nearest election to come first, then the latest past.

    With `request`, before all the one in which they were working. `leidos`: those of its request, already read.
    """
    recordado = request.session.get(RECUERDO) if request else None

    def cercania(p: Proceso) -> tuple[bool, bool, timedelta, str]:
        hoy = dia_local(al, p.tz)
        return p.pk != recordado, p.jornada < hoy, abs(p.jornada - hoy), p.clave

    if leidos is None:
        leidos = Proceso.objects.filter(pk__in=ambito.procesos).select_related("instituto")
    return sorted(leidos, key=cercania)
