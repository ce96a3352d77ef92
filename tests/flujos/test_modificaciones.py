"""INE is told of every modification of the plan that it was sent (Lineamientos art. 11 num. 10)."""

from datetime import date, datetime

import pytest
from django.contrib.auth.models import Group

from compliance.models import Entregable, Nombramiento, Plan, Proceso, Usuario, VersionDePlan
from compliance.services.planes import Encargo, cargar_plan, confirmar_fecha

from ..compliance.plan_cargado import cargar, empezar
from ..compliance.plan_minimo import leido
from ..elenco import momento

pytestmark = pytest.mark.django_db

ES_EL_PLAN = ("numeral = 3", "numeral = 5")
NUMERAL_10 = ('clave = "11"\nnombre = "Otro documento"', 'clave = "11.10"\nnumeral = 10\nnombre = "Modificaciones"')
REMITIDO = momento("2023-11-05 12:00")
AL = momento("2023-11-20 10:00")


def remitir_el_plan() -> None:
    empezar(Entregable.objects.get(llave="informe-marzo"), remitido_en=REMITIDO)


def modificar(*cambios: tuple[str, str], ocurrio_el: date | None = None, en: datetime = AL) -> VersionDePlan:
    datos, sha256 = leido(*cambios, ('nombre = "Interfaz de captura"', f'nombre = "Interfaz {en:%H%M}"'))
    encargo = Encargo(motivo="Acuerdo 9", ocurrio_el=ocurrio_el)
    cargar_plan(datos, sha256, encargo=encargo, por=None, en=en)
    return VersionDePlan.objects.latest("numero")


def test_modificar_el_plan_remitido_abre_solo_el_numeral_10_con_su_plazo() -> None:
    cargar(ES_EL_PLAN, NUMERAL_10)
    remitir_el_plan()
    version = modificar(ES_EL_PLAN, NUMERAL_10, ocurrio_el=date(2023, 11, 17))
    informe = version.informe
    assert informe is not None
    assert (informe.numeral, informe.evento_el, informe.limite_remision) == (10, date(2023, 11, 17), date(2023, 11, 22))
    assert informe.nombre == "Modificaciones: Modificación del plan, versión 2: Acuerdo 9"
    assert informe.plantilla == Entregable.objects.get(llave="otro")
    assert [a.verbo for a in informe.actos.all()] == ["registrar_evento"]


def test_cada_version_abre_el_suyo_y_lo_que_no_cambia_el_plan_ninguno() -> None:
    cargar(ES_EL_PLAN, NUMERAL_10)
    remitir_el_plan()
    primera = modificar(ES_EL_PLAN, NUMERAL_10)
    assert modificar(ES_EL_PLAN, NUMERAL_10) == primera
    segunda = modificar(ES_EL_PLAN, NUMERAL_10, en=momento("2023-11-20 11:00"))
    assert {primera.informe, segunda.informe} == set(Entregable.objects.filter(plantilla__llave="otro"))
    assert Entregable.objects.filter(plantilla__llave="otro").count() == 2


@pytest.mark.parametrize(
    ("mas", "se_informa"),
    [('nota = "Visto"', False), ('fuente = "Tabla 3"', False), ('fundamento = "Artículo 3"', True)],
)
def test_lo_que_cauce_anota_de_una_fila_no_es_una_modificacion_que_informar(mas: str, se_informa: bool) -> None:
    cargar(ES_EL_PLAN, NUMERAL_10)
    remitir_el_plan()
    nombre = 'nombre = "Informe de marzo"'
    cargar(ES_EL_PLAN, NUMERAL_10, (nombre, f"{nombre}\n{mas}"), en=AL)
    version = VersionDePlan.objects.latest("numero")
    assert version.numero == 2
    assert (version.informe is not None) is se_informa
    assert ("Solo cambian notas" in version.sin_informe) is not se_informa


def test_un_plan_que_no_se_ha_remitido_no_se_informa() -> None:
    cargar(ES_EL_PLAN, NUMERAL_10)
    version = modificar(ES_EL_PLAN, NUMERAL_10)
    assert version.informe is None
    assert version.sin_informe == "El plan de trabajo no se había remitido al INE: no hay modificación que informar."


def test_un_plan_sin_fila_del_numeral_10_lo_dice() -> None:
    cargar(ES_EL_PLAN)
    remitir_el_plan()
    version = modificar(ES_EL_PLAN)
    assert version.informe is None
    assert "no tiene fila del numeral 10" in version.sin_informe


def test_el_plan_que_otra_fila_remite_tambien_se_informa() -> None:
    """A work plan that a body approves and a twin row sends."""
    gemelo = (
        "fecha_plan = 2024-03-22\nregla_remision",
        'fecha_plan = 2024-03-22\nregla_evento = "informe-marzo"\nregla_remision',
    )
    cargar(ES_EL_PLAN, NUMERAL_10, gemelo)
    empezar(Entregable.objects.get(llave="listado"), remitido_en=REMITIDO)
    assert modificar(ES_EL_PLAN, NUMERAL_10, gemelo).informe is not None


def test_corregir_el_plan_de_un_proceso_terminado_no_abre_nada() -> None:
    cargar(ES_EL_PLAN, NUMERAL_10)
    remitir_el_plan()
    version = modificar(ES_EL_PLAN, NUMERAL_10, en=momento("2026-11-20 10:00"))
    assert version.informe is None
    assert "ya no es de este proceso" in version.sin_informe


def test_dar_otra_fecha_a_lo_que_estaba_por_confirmar_tambien_se_informa() -> None:
    por_confirmar = ("fecha_plan = 2024-03-22", 'fecha_plan = 2024-03-22\npor_confirmar = ["fecha_plan"]')
    cargar(ES_EL_PLAN, NUMERAL_10, por_confirmar)
    remitir_el_plan()
    usuario = Usuario.objects.create_user("tecnica")
    Nombramiento.objects.create(
        usuario=usuario,
        rol=Group.objects.get_or_create(name="secretaria_tecnica")[0],
        proceso=Proceso.objects.get(),
        desde=date(2023, 9, 1),
    )
    resultado = confirmar_fecha(Plan.objects.get(), "listado.fecha_plan", date(2024, 3, 25), por=usuario, en=AL)
    assert resultado.informe == "otro-1"
