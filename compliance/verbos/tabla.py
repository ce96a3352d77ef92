"""Verbs of catalogues, plans, inhábiles, keys, files and what the system prepares: who may do each, and how it is told.

What else may be done, their services answer.
"""

from ..models import Rol
from ..roles import INTERNOS
from .caso import CasoDeTabla
from .modelo import Rechazo, Verbo, tabla

ADMINISTRA = frozenset({Rol.ADMINISTRACION.value})

DE_CATALOGO = tabla(
    Verbo(clave="agregar", nombre="Agregar a los catálogos", hecho="Se agregó a los catálogos", roles=ADMINISTRA),
    Verbo(clave="editar", nombre="Cambiar los catálogos", hecho="Se cambió en los catálogos", roles=ADMINISTRA),
)

# Of the process, and of each municipality whose sections are others.
DE_SECCIONES = tabla(
    Verbo(
        clave="cargar_secciones",
        nombre="Cargar la tabla de secciones",
        hecho="Se cargó la tabla de secciones electorales",
        roles=ADMINISTRA,
        sistema=True,
        listo="La tabla de secciones quedó cargada.",
        deshacer="Puede cargar otra tabla, o la anterior; cada cambio queda en el historial.",
    ),
)

LLEVAN_EL_PLAN = ADMINISTRA | {Rol.SECRETARIA_TECNICA.value}

DE_PLAN = tabla(
    # The first plan of a process makes it: it is loaded by whoever installs it, from the command.
    Verbo(clave="cargar", nombre="Cargar un plan", hecho="Se cargó el plan", roles=LLEVAN_EL_PLAN, sistema=True),
    # The plan of another process of the institute, done in one that the person administers.
    Verbo(
        clave="abrir_proceso", nombre="Abrir otro proceso", hecho="Se abrió el proceso con su plan", roles=ADMINISTRA
    ),
    Verbo(clave="cambiar", nombre="Cambiar el plan", hecho="Se cambió el plan", roles=LLEVAN_EL_PLAN),
    Verbo(
        clave="revertir",
        nombre="Regresar a una versión anterior",
        hecho="Se regresó el plan a una versión anterior",
        roles=LLEVAN_EL_PLAN,
    ),
    Verbo(
        clave="confirmar_fecha",
        nombre="Confirmar una fecha",
        hecho="Se confirmó una fecha del plan",
        roles=LLEVAN_EL_PLAN,
    ),
)


def de_su_calendario(caso: CasoDeTabla) -> Rechazo | None:
    """Nobody changes the days of another institute."""
    if caso.objeto.pk is None or caso.objeto.calendario.clave == caso.proceso.instituto.clave:
        return None
    return Rechazo("calendario", "El periodo es del calendario de otro instituto.", "Cámbielo en uno de sus procesos.")


DE_INHABIL = tabla(
    Verbo(
        clave="guardar",
        nombre="Registrar un periodo inhábil",
        hecho="Se registró un periodo inhábil",
        roles=ADMINISTRA,
        guardas=(de_su_calendario,),
    ),
    Verbo(
        clave="quitar",
        nombre="Quitar un periodo inhábil",
        hecho="Se quitó un periodo inhábil",
        roles=ADMINISTRA,
        guardas=(de_su_calendario,),
    ),
)

# A file that belongs to no other act; who may bring it, whoever receives it answers.
DE_DOCUMENTO = tabla(
    Verbo(clave="adjuntar", nombre="Guardar un archivo", hecho="Se guardó un archivo", roles=frozenset(), sistema=True)
)

# The committee approves the privacy notices; whoever administers the site writes what it approved.
LLEVAN_LA_PRIVACIDAD = ADMINISTRA | {Rol.COMITE_TRANSPARENCIA.value}


def con_texto(caso: CasoDeTabla) -> Rechazo | None:
    """There is something to publish."""
    if caso.objeto.pk is not None and caso.objeto.texto.strip():
        return None
    return Rechazo("borrador", "No hay un borrador que publicar.", "Escríbalo y guárdelo primero.")


DE_AVISO = tabla(
    Verbo(
        clave="redactar_aviso",
        nombre="Redactar una versión",
        hecho="Se guardó un borrador del aviso de privacidad",
        roles=LLEVAN_LA_PRIVACIDAD,
        explica="Mientras sea borrador nadie más lo lee. Se publica con el documento del Comité de Transparencia que "
        "lo aprobó.",
        listo="El borrador quedó guardado.",
    ),
    Verbo(
        clave="descartar_aviso",
        nombre="Descartar el borrador",
        hecho="Se descartó un borrador del aviso de privacidad",
        roles=LLEVAN_LA_PRIVACIDAD,
        listo="El borrador quedó descartado; las versiones publicadas siguen igual.",
        peligro=True,
    ),
    Verbo(
        clave="publicar_aviso",
        nombre="Publicar la versión",
        hecho="Se publicó una versión del aviso de privacidad",
        roles=LLEVAN_LA_PRIVACIDAD,
        guardas=(con_texto,),
        explica="Cualquier persona podrá leerla, y quedará para siempre en su dirección. Las anteriores no se borran.",
        listo="La versión quedó publicada.",
        deshacer="No se puede deshacer: un error se corrige con otra versión.",
    ),
)

# What the institute's papers bear and say, and who signs them.
LLEVAN_LA_PAPELERIA = ADMINISTRA | {Rol.SECRETARIA_EJECUTIVA.value}
DE_PAPELERIA = tabla(
    Verbo(
        clave="guardar_membrete",
        nombre="Guardar el membrete",
        hecho="Se cambió el membrete",
        roles=LLEVAN_LA_PAPELERIA,
        listo="El membrete quedó guardado.",
    ),
    Verbo(
        clave="quitar_escudo",
        nombre="Quitar el escudo",
        hecho="Se quitó el escudo del membrete",
        roles=LLEVAN_LA_PAPELERIA,
        explica="Lo que se imprima desde ahora sale sin él; lo que ya se emitió no cambia.",
        listo="El membrete quedó sin escudo.",
        deshacer="Para ponerlo de nuevo, súbalo otra vez.",
        tono="atencion",
    ),
    Verbo(
        clave="redactar_papel",
        nombre="Guardar el texto",
        hecho="Se cambió el texto de un papel",
        roles=LLEVAN_LA_PAPELERIA,
        explica="Rige en lo que se imprima desde ahora; lo que ya se firmó o se envió no cambia.",
        listo="El texto quedó guardado.",
    ),
    Verbo(
        clave="restaurar_papel",
        nombre="Restaurar",
        hecho="Se restauró el texto de un papel",
        roles=LLEVAN_LA_PAPELERIA,
        listo="El texto quedó restaurado, como una versión nueva.",
    ),
    Verbo(
        clave="guardar_firmante",
        nombre="Guardar quién firma",
        hecho="Se registró quién firma",
        roles=LLEVAN_LA_PAPELERIA,
        listo="Quedó registrado quién firma.",
    ),
)

DE_PLANTILLA = tabla(
    Verbo(
        clave="editar_plantilla",
        nombre="Cambiar una plantilla de aviso",
        hecho="Se cambió una plantilla de aviso",
        roles=ADMINISTRA,
        listo="La plantilla quedó guardada: los avisos que salgan desde ahora la usan.",
        deshacer="Puede volver a cualquiera de sus versiones anteriores.",
    ),
    Verbo(
        clave="editar_horario",
        nombre="Cambiar el horario de los avisos",
        hecho="Se cambió el horario de los avisos",
        roles=ADMINISTRA,
        listo="El horario quedó guardado: rige también para lo que todavía no sale.",
        deshacer="Puede volver a cualquiera de sus versiones anteriores.",
    ),
)

# Whoever can correct the address to which it did not arrive. Its row says who; the record of nothing changes.
DE_AVISO_ENVIADO = tabla(
    Verbo(
        clave="reenviar_aviso",
        nombre="Enviar otra vez",
        roles=ADMINISTRA | {Rol.SECRETARIA_TECNICA.value, Rol.SECRETARIA_EJECUTIVA.value, Rol.VERIFICACION.value},
        listo="El aviso saldrá otra vez en el siguiente envío.",
    ),
)

DE_GANCHO = tabla(
    Verbo(
        clave="agregar_gancho",
        nombre="Avisar a otro sistema",
        hecho="Se dio de alta un sistema al que se avisa",
        roles=ADMINISTRA,
        listo="El sistema quedó registrado.",
    ),
    Verbo(
        clave="cambiar_gancho",
        nombre="Cambiar cómo se le avisa",
        hecho="Se cambió cómo se avisa a otro sistema",
        roles=ADMINISTRA,
        listo="El cambio quedó guardado.",
    ),
)


DE_FUENTE = tabla(
    Verbo(
        clave="agregar_fuente",
        nombre="Recibir avisos de un sistema",
        hecho="Se dio de alta un sistema que avisa",
        roles=ADMINISTRA,
        listo="El sistema quedó registrado.",
    ),
    Verbo(
        clave="cambiar_fuente",
        nombre="Cambiar cómo avisa",
        hecho="Se cambió un sistema que avisa",
        roles=ADMINISTRA,
        listo="El cambio quedó guardado.",
    ),
    Verbo(
        clave="anotar_rebote",
        nombre="Anotar un correo que no llegó",
        hecho="Otro sistema dijo que un correo no llegó",
        roles=frozenset(),
        sistema=True,
    ),
)


def suya_o_de_quien_administra(caso: CasoDeTabla) -> Rechazo | None:
    """A token is revoked by its owner or by who administers."""
    ambito = caso.ambito
    if ambito is None or ambito.usuario == caso.objeto.usuario_id or ambito.tiene(caso.proceso.pk, *ADMINISTRA):
        return None
    return Rechazo("ficha", "La ficha es de otra persona.", "Pida a quien administra las cuentas que la revoque.")


DE_FICHA = tabla(
    Verbo(
        clave="emitir_ficha",
        nombre="Dar una ficha a un programa",
        hecho="Se dio una ficha de la API a un programa",
        roles=frozenset(INTERNOS),
        explica="El programa que la lleve actúa como usted, dentro de los roles que elija y hasta el día que diga. La "
        "ficha se muestra una sola vez.",
    ),
    Verbo(
        clave="revocar_ficha",
        nombre="Revocar",
        hecho="Se revocó una ficha de la API",
        roles=frozenset(INTERNOS),
        sistema=True,
        guardas=(suya_o_de_quien_administra,),
        listo="La ficha quedó revocada: ya no abre nada.",
        deshacer="No se puede deshacer: dé otra ficha al programa.",
        peligro=True,
        tono="atencion",
    ),
)

# Whoever signs papers of the institute. Whose certificate it is, the certificate says.
DE_FIRMA = tabla(
    Verbo(
        clave="firmar_documento",
        nombre="Firmar electrónicamente",
        hecho="Se firmó electrónicamente un documento",
        roles=frozenset(INTERNOS) - {Rol.AUDITORIA.value, Rol.ADMINISTRACION.value},
        explica="La firma queda en un archivo nuevo; el documento no cambia. Su llave privada y su contraseña se usan "
        "para esta firma y no se guardan. El archivo firmado lleva dentro su certificado, con su RFC y su CURP.",
        listo="La firma quedó guardada en un archivo nuevo.",
        deshacer="Una firma no se retira: si fue un error, emita otra versión del documento.",
        tono="bien",
    ),
)

# By whoever works on the server.
DE_LLAVE = tabla(
    Verbo(
        clave="rotar_llave",
        nombre="Cambiar la llave maestra",
        hecho="Se cambió la llave maestra que guarda sus respuestas de identidad",
        roles=frozenset(),
        sistema=True,
    ),
    Verbo(
        clave="retirar_llave",
        nombre="Retirar las llaves maestras anteriores",
        hecho="Se retiraron las llaves maestras anteriores",
        roles=frozenset(),
        sistema=True,
    ),
)

DE_PREPARACION = tabla(
    Verbo(
        clave="dar_administracion",
        nombre="Dar la primera administración",
        hecho="Se dio la administración al preparar la instalación",
        roles=frozenset(),
        sistema=True,
    ),
    Verbo(
        clave="copiar_escalera",
        nombre="Copiar la escalera de avisos",
        hecho="Se copiaron los avisos predeterminados",
        roles=frozenset(),
        sistema=True,
    ),
)
