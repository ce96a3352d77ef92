"""Verbs of accounts and of what is held with them: every row, in the order in which pages offer them.

Nobody changes what they themselves may do. Whoever changes an account as a whole (its access, its name) administers
every process in which it holds a role. What two people give, one proposes and another confirms, and both had their own
confirmed (decision 0016).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, TextChoices

from calendario.fechas import fecha_larga

from ..models import Nombramiento, Proceso, Suplencia, Usuario
from ..roles import ROLES_QUE_CONFIRMAN
from .caso import Caso
from .modelo import FueraDeLugar, Rechazo, Verbo, YaHecho, tabla
from .tabla import ADMINISTRA

Papel = Nombramiento | Suplencia


def desde_el(al: date) -> Q:
    """What is in force on the local day `al` or will be later."""
    return Q(hasta__isnull=True) | Q(hasta__gte=al)


def procesos_de_la_cuenta(usuario: Usuario, al: date) -> frozenset[int]:
    """Primary keys of the processes where the account holds a role on the local day `al` or later."""
    propios = usuario.nombramientos.filter(desde_el(al)).values_list("proceso", flat=True)
    ajenos = usuario.suplencias.filter(hasta__gte=al).values_list("proceso", flat=True)
    return frozenset([*propios, *ajenos])


# -- An account -------------------------------------------------------------------------------------------


class EstadoDeCuenta(TextChoices):
    """Where an account stands."""

    ACTIVA = "activa", "Activa"
    DESACTIVADA = "desactivada", "Desactivada"


ACTIVA = frozenset({EstadoDeCuenta.ACTIVA.value})
DESACTIVADA = frozenset({EstadoDeCuenta.DESACTIVADA.value})


@dataclass(frozen=True, kw_only=True)
class CasoDeCuenta(Caso[Usuario]):
    """An account, a moment, whoever acts and the process in which they do."""

    por: Usuario
    en_proceso: Proceso

    @property
    def proceso(self) -> Proceso:
        """The process whose accounts they are."""
        return self.en_proceso

    @property
    def donde(self) -> str:
        """Where, in a refusal."""
        return "en las cuentas de este proceso"

    @property
    def es_propia(self) -> bool:
        """Whether it is the account of whoever acts."""
        return self.objeto.pk == self.por.pk

    def fuera_de_lugar(self, verbo: Verbo) -> Rechazo | None:
        """Why `verbo` has no place on an account that is open, or closed."""
        estado = EstadoDeCuenta.ACTIVA if self.objeto.is_active else EstadoDeCuenta.DESACTIVADA
        if not verbo.estados or estado.value in verbo.estados:
            return None
        return FueraDeLugar("cuenta", f"La cuenta está {estado.label.lower()}.", verbo.remedio)


def de_otra_persona(caso: CasoDeCuenta) -> Rechazo | None:
    """Nobody changes their own account, its roles included."""
    if not caso.es_propia:
        return None
    return Rechazo("propia", "Es su propia cuenta.", "Pida el cambio a otra persona de informática.")


def al_alcance(caso: CasoDeCuenta) -> Rechazo | None:
    """Whoever changes an account as a whole administers every process where it holds a role."""
    if caso.es_propia or caso.por.is_superuser:
        return None
    if caso.objeto.is_superuser:
        return Rechazo(
            "instalacion", "Es la cuenta de quien administra toda la instalación.", "Solo ella puede cambiarla."
        )
    suyos = caso.ambito.procesos_con(ADMINISTRA) if caso.ambito else frozenset()
    if not procesos_de_la_cuenta(caso.objeto, caso.dia) - suyos:
        return None
    return Rechazo(
        "otro_proceso",
        "La cuenta también tiene roles en otro proceso que usted no administra.",
        "Puede terminar sus nombramientos de este proceso; lo demás lo cambia quien administra la instalación.",
    )


def con_cuenta_abierta(caso: CasoDeCuenta) -> Rechazo | None:
    """Whoever acts for somebody stops when their account is closed."""
    if caso.objeto.is_active:
        return None
    dicho, remedio = "Su cuenta está desactivada y nadie puede suplirla:", "dé el rol a quien quede a cargo."
    return FueraDeLugar("cuenta", dicho, remedio, {"titular": f"{dicho} {remedio}"})


def _vigentes(caso: CasoDeCuenta) -> list[Nombramiento]:
    return list(caso.objeto.nombramientos.filter(desde_el(caso.dia)).select_related("rol", "proceso"))


def queda_quien_administre(caso: CasoDeCuenta) -> Rechazo | None:
    """A process that has somebody in charge of its accounts is never left without."""
    return _sin_administracion(_vigentes(caso), caso.dia)


def queda_quien_confirme(caso: CasoDeCuenta) -> Rechazo | None:
    """Nor one that has somebody who confirms roles."""
    return _sin_quien_confirme(_vigentes(caso), caso.dia)


def sin_relevo(perdidos: Iterable[Nombramiento], desde: date) -> list[Rechazo | None]:
    """What some process would lack without these, from the local day `desde` on."""
    suyos = list(perdidos)
    return [_sin_administracion(suyos, desde), _sin_quien_confirme(suyos, desde)]


def _sin_administracion(perdidos: Iterable[Nombramiento], desde: date) -> Rechazo | None:
    proceso = _sin_otro([n for n in perdidos if n.rol.name in ADMINISTRA], Q(rol__name__in=ADMINISTRA), desde)
    if proceso is None:
        return None
    return Rechazo(
        "ultima_administracion",
        f"Nadie más tiene el rol de administración en «{proceso}» sin fecha de término: quedaría sin quien maneje sus "
        "cuentas.",
        "Nombre primero a otra persona.",
    )


def _sin_quien_confirme(perdidos: Iterable[Nombramiento], desde: date) -> Rechazo | None:
    confirman = [n for n in perdidos if n.rol.name in ROLES_QUE_CONFIRMAN and n.confirmado_en]
    proceso = _sin_otro(confirman, Q(rol__name__in=ROLES_QUE_CONFIRMAN, confirmado_en__isnull=False), desde)
    if proceso is None:
        return None
    return Rechazo(
        "ultima_confirmacion",
        f"Nadie más puede confirmar roles en «{proceso}»: hace falta otra persona de administración o de la secretaría "
        "ejecutiva, sin fecha de término y ya confirmada.",
        "Confirme primero a otra o, si no se puede aquí, que lo haga quien trabaja en el servidor "
        "(manage.py confirmar_rol).",
    )


def _sin_otro(perdidos: list[Nombramiento], cuales: Q, desde: date) -> Proceso | None:
    """The first process where, without these, nobody was left with one alike in force for good."""
    quedan = Nombramiento.objects.filter(cuales, usuario__is_active=True, desde__lte=desde, hasta__isnull=True)
    for n in perdidos:
        if not quedan.filter(proceso=n.proceso).exclude(pk__in=[x.pk for x in perdidos]).exists():
            return n.proceso
    return None


REACTIVELA = "Reactívela primero."

DE_CUENTA = tabla(
    Verbo(
        clave="abrir",
        nombre="Abrir una cuenta",
        hecho="Se abrió la cuenta",
        roles=ADMINISTRA,
        listo="La cuenta quedó abierta.",
    ),
    Verbo(
        clave="cambiar_datos",
        nombre="Corregir los datos de la cuenta",
        hecho="Se corrigieron los datos de la cuenta",
        roles=ADMINISTRA,
        guardas=(de_otra_persona, al_alcance),
        listo="Los datos de la cuenta quedaron guardados.",
        deshacer="Puede corregirlos de nuevo.",
    ),
    Verbo(
        clave="emitir_enlace",
        nombre="Emitir un enlace para fijar la contraseña",
        hecho="Se emitió un enlace para fijar la contraseña",
        roles=ADMINISTRA,
        estados=ACTIVA,
        remedio=REACTIVELA,
        # Its roles wait for a second person again: there must be one.
        guardas=(de_otra_persona, al_alcance, queda_quien_confirme),
        explica="La contraseña que tenga, sus sesiones y sus direcciones de calendario dejarán de servir. Usted verá, "
        "una sola vez, la dirección que debe entregarle para que fije la suya. La persona recibirá un aviso por "
        "correo, y los roles que confirman dos personas quedarán por confirmar otra vez.",
        deshacer="La persona fija su contraseña con el enlace. Si se pierde, se emite otro.",
        peligro=True,
    ),
    Verbo(
        clave="desactivar",
        nombre="Desactivar la cuenta",
        hecho="Se desactivó la cuenta",
        roles=ADMINISTRA,
        estados=ACTIVA,
        guardas=(de_otra_persona, al_alcance, queda_quien_administre, queda_quien_confirme),
        explica="Ya no podrá entrar. Su contraseña, sus sesiones y sus direcciones de calendario dejan de servir para "
        "siempre, y quienes suplen a esta persona dejan de actuar por ella. Lo que hizo y sus nombramientos se "
        "conservan.",
        listo="La cuenta quedó desactivada.",
        deshacer="Puede reactivarla cuando haga falta; la persona entrará con un enlace nuevo.",
        peligro=True,
    ),
    Verbo(
        clave="reactivar",
        nombre="Reactivar la cuenta",
        hecho="Se reactivó la cuenta",
        roles=ADMINISTRA,
        estados=DESACTIVADA,
        guardas=(de_otra_persona, al_alcance),
        explica="Podrá entrar otra vez, con los roles que sigan vigentes, cuando fije una contraseña con un enlace "
        "nuevo: emítalo después.",
        listo="La cuenta quedó activa.",
        deshacer="Puede desactivarla de nuevo.",
    ),
    Verbo(
        clave="levantar_detencion",
        nombre="Levantar la detención de la entrada",
        hecho="Se levantó la detención de la entrada",
        roles=ADMINISTRA,
        guardas=(de_otra_persona, al_alcance),
        explica="La cuenta podrá intentarse otra vez, desde cualquier lugar. Hágalo si la persona se equivocó y no "
        "puede esperar; si los intentos son de alguien más, la detención la protege y termina sola.",
        listo="La entrada con esta cuenta ya no está detenida.",
        deshacer="Si vuelve a haber demasiados intentos, la entrada se detiene otra vez.",
        peligro=True,
    ),
    Verbo(
        clave="quitar_factores",
        nombre="Quitar el segundo factor",
        hecho="Se quitó el segundo factor",
        roles=ADMINISTRA,
        estados=ACTIVA,
        remedio=REACTIVELA,
        # Its roles wait for a second person again: there must be one.
        guardas=(de_otra_persona, al_alcance, queda_quien_confirme),
        explica="Para quien perdió su teléfono, sus llaves y sus códigos de recuperación. Compruebe antes que es la "
        "persona. Se cierran sus sesiones, podrá entrar con su contraseña sola y, si su rol lo pide, lo primero será "
        "poner otro. La persona recibirá un aviso, y los roles que confirman dos personas quedarán por confirmar otra "
        "vez.",
        listo="La cuenta quedó sin segundo factor y sus sesiones, cerradas.",
        deshacer="La persona pone otro en «Mi cuenta»; lo que confirman dos personas se confirma de nuevo.",
        peligro=True,
    ),
    Verbo(
        clave="cerrar_sesiones",
        nombre="Cerrar sus sesiones",
        hecho="Se cerraron las sesiones de la cuenta",
        roles=ADMINISTRA,
        guardas=(de_otra_persona, al_alcance),
        explica="Se cierra en todos los lugares donde haya entrado; su contraseña y su segundo factor siguen "
        "sirviendo. La persona recibirá un aviso.",
        listo="Las sesiones de la cuenta quedaron cerradas.",
        deshacer="La persona vuelve a entrar.",
        peligro=True,
    ),
    Verbo(
        clave="nombrar",
        nombre="Dar un rol",
        hecho="Se dio un rol",
        roles=ADMINISTRA,
        estados=ACTIVA,
        remedio=REACTIVELA,
        guardas=(de_otra_persona,),
        deshacer="Puede terminarlo en la página de la cuenta.",
    ),
    # Done to whoever is acted for; of whoever acts in their place, its service answers.
    Verbo(
        clave="suplir",
        nombre="Registrar una suplencia",
        hecho="Se registró una suplencia",
        roles=ADMINISTRA,
        guardas=(con_cuenta_abierta,),
        deshacer="Puede terminarla en la página de la cuenta.",
    ),
)


# By whoever owns it, of no process: the entrance answers whether they may.
DE_LA_PROPIA = tabla(
    Verbo(
        clave="fijar_contrasena",
        nombre="Fijar la contraseña",
        hecho="La persona fijó su contraseña",
        roles=frozenset(),
    ),
    Verbo(
        clave="recuperar",
        nombre="Recuperar la contraseña",
        hecho="Se pidió un enlace para recuperar la contraseña",
        roles=frozenset(),
        sistema=True,
    ),
    Verbo(
        clave="cambiar_contrasena",
        nombre="Cambiar la contraseña",
        hecho="La persona cambió su contraseña",
        roles=frozenset(),
    ),
    Verbo(
        clave="poner_factor",
        nombre="Agregar un segundo factor",
        hecho="La persona agregó un segundo factor",
        roles=frozenset(),
    ),
    Verbo(
        clave="quitar_factor",
        nombre="Quitar un segundo factor",
        hecho="La persona quitó un segundo factor",
        roles=frozenset(),
        listo="Quedó quitado.",
        deshacer="Puede agregarlo otra vez.",
        peligro=True,
    ),
    Verbo(
        clave="renovar_codigos",
        nombre="Hacer otros códigos de recuperación",
        hecho="La persona hizo otros códigos de recuperación",
        roles=frozenset(),
        explica="Los que tenga dejan de servir y se le muestran diez nuevos, una sola vez.",
    ),
    Verbo(
        clave="usar_codigo",
        nombre="Entrar con un código de recuperación",
        hecho="La persona entró con un código de recuperación",
        roles=frozenset(),
    ),
    Verbo(
        clave="entrar_de_otro_lugar",
        nombre="Entrar desde un lugar o un dispositivo nuevo",
        hecho="Se entró desde un lugar o un dispositivo nuevo",
        roles=frozenset(),
    ),
    Verbo(
        clave="cerrar_sesion",
        nombre="Cerrar otra sesión",
        hecho="La persona cerró otras sesiones suyas",
        roles=frozenset(),
        listo="Quedó cerrada.",
    ),
    Verbo(
        clave="vincular_identidad",
        nombre="Vincular con el directorio del instituto",
        hecho="La cuenta se vinculó con una identidad del directorio",
        roles=frozenset(),
    ),
)


# -- What is held with it ---------------------------------------------------------------------------------


class EstadoDePapel(TextChoices):
    """Where a role or a suplencia stands, for whoever has to confirm it."""

    SIN_PROPONER = "sin_proponer", "Nadie lo propone."
    CADUCADO = "caducado", "La propuesta caducó."
    PROPUESTO = "propuesto", "Ya está propuesto: espera a que otra persona lo confirme."
    FIRME = "firme", "Ya está confirmado, o no hace falta."
    TERMINADO = "terminado", "Ya había terminado."


def estado_de_papel(caso: "CasoDePapel") -> EstadoDePapel:
    """Where it stands at the moment of the case."""
    papel = caso.objeto
    if papel.hasta is not None and papel.hasta < caso.dia:
        return EstadoDePapel.TERMINADO
    if not papel.por_confirmar:
        return EstadoDePapel.FIRME
    if papel.propuesto(caso.en):
        return EstadoDePapel.PROPUESTO
    return EstadoDePapel.CADUCADO if papel.propuesto_en else EstadoDePapel.SIN_PROPONER


class CasoDePapel(Caso[Papel]):
    """A role or a suplencia, a moment, and the reach of whoever acts (None: whoever works on the server)."""

    @property
    def donde(self) -> str:
        """Where, in a refusal."""
        return "en este proceso"

    def es_de(self, persona: int | None) -> bool:
        """Whether whoever acts is this person."""
        return self.ambito is not None and persona is not None and self.ambito.usuario == persona

    def fuera_de_lugar(self, verbo: Verbo) -> Rechazo | None:
        """Why `verbo` has no place where it stands."""
        estado = estado_de_papel(self)
        if estado.value in verbo.estados:
            return None
        if estado is EstadoDePapel.TERMINADO and self.objeto.hasta is not None:
            dicho = f"Ya había terminado el {fecha_larga(self.objeto.hasta)}."
            return FueraDeLugar("terminado", dicho, "Registre uno nuevo.")
        clase = YaHecho if estado in (EstadoDePapel.FIRME, EstadoDePapel.PROPUESTO) else FueraDeLugar
        return clase("propuesta", str(estado.label), "" if clase is YaHecho else verbo.remedio)


def no_es_para_quien_actua(caso: CasoDePapel) -> Rechazo | None:
    """Nobody proposes, confirms or discards what they would receive."""
    if not caso.es_de(caso.objeto.recibe.pk):
        return None
    return Rechazo("propio", "Es para usted.", "Lo ven otras dos personas.")


def no_lo_propuso(caso: CasoDePapel) -> Rechazo | None:
    """Two people are two."""
    if not caso.es_de(caso.objeto.propuesto_por_id):
        return None
    return Rechazo("propuesto_por", "Usted lo propuso.", "Lo confirma otra persona.")


def su_rol_confirmado(caso: CasoDePapel) -> Rechazo | None:
    """Whoever proposes or confirms had their own role confirmed."""
    if caso.ambito is None or caso.ambito.tiene_confirmado(caso.proceso.pk, *ROLES_QUE_CONFIRMAN):
        return None
    return Rechazo(
        "sin_confirmar",
        "Lo ve una persona de administración o de la secretaría ejecutiva cuyo propio rol ya haya sido confirmado.",
    )


def cuenta_de_su_duenia(caso: CasoDePapel) -> Rechazo | None:
    """Whoever issued a link may hold it until its owner uses it."""
    if not caso.objeto.recibe.is_active:
        return Rechazo("cuenta", "La cuenta está desactivada.", REACTIVELA)
    if not caso.objeto.recibe.has_usable_password():
        return Rechazo(
            "contrasena",
            "Todavía no fija su contraseña: hasta que lo haga, quien emitió el enlace podría entrar en su lugar.",
            "Confírmelo cuando la persona ya haya entrado.",
        )
    return None


def no_es_propio(caso: CasoDePapel) -> Rechazo | None:
    """Nobody ends what they themselves hold, nor keeps it from ending."""
    if not caso.es_de(caso.objeto.recibe.pk):
        return None
    return Rechazo("propio", "Es para usted: nadie cambia lo suyo.", "Pídalo a otra persona.")


VIGENTES = frozenset(EstadoDePapel.values) - {EstadoDePapel.TERMINADO.value}
PROPONIBLES = frozenset({EstadoDePapel.SIN_PROPONER.value, EstadoDePapel.CADUCADO.value})
PROPUESTOS = frozenset({EstadoDePapel.PROPUESTO.value})

DE_PAPEL = tabla(
    Verbo(
        clave="proponer",
        nombre="Proponer que se confirme",
        hecho="Se propuso confirmar un rol",
        roles=ROLES_QUE_CONFIRMAN,
        estados=PROPONIBLES,
        guardas=(no_es_para_quien_actua, su_rol_confirmado),
        explica="Otra persona de administración o de la secretaría ejecutiva lo verá y decidirá. Recibirán un aviso.",
        listo="Quedó propuesto: espera a que otra persona lo confirme.",
        deshacer="Puede retirar la propuesta mientras no se confirme.",
    ),
    Verbo(
        clave="confirmar",
        nombre="Confirmar",
        hecho="Se confirmó un rol",
        roles=ROLES_QUE_CONFIRMAN,
        sistema=True,
        estados=PROPUESTOS,
        remedio="Antes la hace una persona de administración ya confirmada.",
        guardas=(no_es_para_quien_actua, no_lo_propuso, su_rol_confirmado, cuenta_de_su_duenia),
        explica="Compruebe antes con la persona, por un medio que no sea este sistema, que es ella, que entró con la "
        "contraseña que ella fijó y que el documento lo ordena. Recibirán aviso ella y quienes pueden confirmar.",
        listo="Quedó confirmado.",
        deshacer="Un nombramiento o una suplencia se termina en «Cuentas y roles».",
    ),
    Verbo(
        clave="descartar",
        nombre="Descartar la propuesta",
        hecho="Se descartó una propuesta",
        roles=ROLES_QUE_CONFIRMAN,
        estados=PROPUESTOS | {EstadoDePapel.CADUCADO.value},
        remedio="No hay ninguna propuesta que descartar.",
        guardas=(no_es_para_quien_actua,),
        explica="No se confirma. El nombramiento o la suplencia sigue registrado, sin lo que hacía falta confirmar.",
        listo="La propuesta quedó descartada.",
        deshacer="Puede proponerse otra vez.",
        peligro=True,
    ),
)

# By whoever administers the accounts, of any of them.
DE_VIGENCIA = tabla(
    Verbo(
        clave="terminar_nombramiento",
        nombre="Terminar el nombramiento",
        hecho="Se terminó un nombramiento",
        roles=ADMINISTRA,
        estados=VIGENTES,
        guardas=(no_es_propio,),
        explica="Después del último día ya no podrá actuar con este rol. La cuenta sigue abierta.",
        listo="El nombramiento tiene fecha de término.",
        deshacer="Un nombramiento terminado no se reabre: se registra uno nuevo.",
        peligro=True,
    ),
    Verbo(
        clave="terminar_suplencia",
        nombre="Terminar la suplencia",
        hecho="Se terminó una suplencia",
        roles=ADMINISTRA,
        estados=VIGENTES,
        guardas=(no_es_propio,),
        explica="Después del último día ya no podrá actuar en lugar de la persona titular.",
        listo="La suplencia tiene nueva fecha de término.",
        deshacer="Una suplencia terminada no se reabre: se registra una nueva.",
        peligro=True,
    ),
)
