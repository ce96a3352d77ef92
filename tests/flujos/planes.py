"""The steps of a plan that comes with Cauce, each at its moment: loaded, handed in, decided, sent."""

from datetime import date, datetime
from pathlib import Path

from django.core.files.base import ContentFile

from compliance.models import Entregable, Integracion, Organo, Proceso
from compliance.plan.esquema import leer_plan, ruta_de_plan
from compliance.services.planes import cargar_plan
from documentos.informes.redaccion import SeccionEscrita
from documentos.informes.redactado import escritas, hoja_redactada
from documentos.models import Informe
from documentos.papel import Hoja
from flujos import entregables, sesiones
from flujos.entregables.redaccion import datos_de
from flujos.sesiones import Punto, Sentido

from ..elenco import momento

# Hidalgo's report of April 2024, as printed and as the record answers: see `test_informe_hidalgo`.
DORADO = Path(__file__).parent / "dorados" / "informe-ieeh-2024-04.tsv"
# What INE receives or a body decides has its moments; the rest is noted as done.
CON_RUTA = {"informe-mensual-2024-03", "listado-ayuntamientos", "avance-abril", "remision-avance-abril"}
# The process of the plan made from the norm alone.
JORNADA = date(2027, 6, 6)
# What the norm leaves to the calendar of the process.
REGISTROS = date(2027, 4, 3)
AVISO = date(2027, 2, 26)
CAMPANAS = (date(2027, 4, 4), date(2027, 6, 2))


def dorado() -> list[list[str]]:
    """The rows of the golden table, without its header."""
    return [fila.split("\t") for fila in DORADO.read_text(encoding="utf-8").splitlines()[1:]]


def cargar(clave: str) -> Proceso:
    plan, sha256 = leer_plan(ruta_de_plan(clave))
    cargar_plan(plan, sha256, por=None, en=momento("2023-09-01 09:00"))
    return Proceso.objects.get(clave=clave)


def de(proceso: Proceso, llave: str) -> Entregable:
    return Entregable.objects.select_related("proceso__instituto").get(proceso=proceso, llave=llave)


def presentar(proceso: Proceso, llave: str, cuando: str) -> None:
    archivo = ContentFile(b"%PDF-1.4 " + cuando.encode(), name="documento.pdf")
    entregables.presentar(de(proceso, llave), archivo, por=None, en=momento(cuando))


def adjuntar(proceso: Proceso, llave: str, cuando: str) -> None:
    archivo = ContentFile(b"%PDF-1.4 " + cuando.encode(), name="documento.pdf")
    entregables.adjuntar(de(proceso, llave), archivo, por=None, en=momento(cuando))


def decidir(
    proceso: Proceso,
    llave: str,
    organo: str,
    resultado: str,
    cuando: str,
    *,
    desde: str = "",
    tipo: str = "extraordinaria",
    nombre: str = "",
) -> None:
    """A session of the body, that began then or `desde`, with everybody present and in favour, decides one deliverable
    and ends.
    """
    cuerpo = Organo.objects.get(proceso=proceso, clave=organo)
    for n in range(cuerpo.quorum - cuerpo.integraciones.filter(con_voto=True).count()):
        Integracion.objects.create(organo=cuerpo, nombre=f"Consejería {n}", cargo="Integrante", desde=date(2023, 9, 1))
    en = momento(cuando)
    sesion = sesiones.convocar(
        cuerpo,
        tipo=tipo,
        nombre=nombre,
        inicia_en=momento(desde) if desde else en,
        puntos=[Punto("", de(proceso, llave))],
        motivo="Se registra después",
        por=None,
        en=en,
    )
    presentes = list(cuerpo.integraciones.all())
    sesiones.instalar(sesion, presentes=presentes, por=None, en=en)
    votos = {i.pk: "favor" for i in presentes if i.con_voto}
    acuerdo = "CG/1/2024" if cuerpo.tipo == Organo.Tipo.CONSEJO and resultado == "aprobado" else ""
    sentidos = [Sentido(p, resultado, acuerdo=acuerdo, votos=votos) for p in sesion.puntos.all()]
    sesiones.decidir(sesion, sentidos, decidida_en=en, por=None, en=en)
    sesiones.concluir(sesion, termina_en=en, por=None, en=en)


def remitir(proceso: Proceso, llave: str, oficio: str, cuando: str) -> None:
    en = momento(cuando)
    entregables.remitir(de(proceso, llave), oficio=oficio, remitida_en=en, destinatario="UTVOPL", por=None, en=en)


def en_papel(proceso: Proceso, periodo: str, en: datetime, *otras: SeccionEscrita) -> tuple[Informe, Hoja]:
    """The monthly report as it begins to be written, with these sections at its end, and its draft on paper."""
    informe = entregables.empezar_informe(proceso, periodo, por=None, en=en)
    entregables.guardar_informe(
        informe,
        secciones=[*escritas(informe), *otras],
        corte=None,
        entregable=informe.entregable,
        version=1,
        por=None,
        en=en,
    )
    return informe, hoja_redactada(informe, escritas(informe), datos_de(informe, en), en=en)
