"""The versions of a plan: proposing one, what it would move, applying or leaving it, and going back."""

from datetime import date

import pytest
from django.contrib.auth.models import Group

from compliance.models import Acto, Entregable, Nombramiento, Plan, Proceso, PropuestaDePlan, Usuario, VersionDePlan
from compliance.models.versiones import OrigenDeVersion
from compliance.plan.defectos import PlanInvalido
from compliance.plan.versiones import diferencias, reunir
from compliance.services.planes import ResultadoCarga, confirmar_fecha
from compliance.services.versiones import PlanCambioError, aplicar, ensayar_otra_vez, poner_al_dia, proponer, regresar
from compliance.verbos.modelo import Rechazo

from ..elenco import momento
from .plan_cargado import MUEVE_LIMITE, cargar, empezar, informe
from .plan_minimo import leido

pytestmark = pytest.mark.django_db

AL = momento("2023-11-10 10:00")
HOY = date(2023, 11, 10)
NOMBRE = ('nombre = "Informe de marzo"', 'nombre = "Informe mensual de marzo"')
APRUEBA_OTRO_DIA = ("termina = 2024-04-01\nfecha_plan = 2024-04-01", "termina = 2024-04-02\nfecha_plan = 2024-04-02")


def quien(rol: str = "administracion", nombre: str = "") -> Usuario:
    """Somebody with that role in the process of the plan."""
    usuario = Usuario.objects.create_user(nombre or rol)
    Nombramiento.objects.create(
        usuario=usuario,
        rol=Group.objects.get_or_create(name=rol)[0],
        proceso=Proceso.objects.get(),
        desde=date(2023, 9, 1),
    )
    return usuario


def propuesta(por: Usuario, *cambios: tuple[str, str]) -> PropuestaDePlan:
    datos, sha256 = leido(*cambios)
    return proponer(
        Proceso.objects.get(),
        datos,
        que=OrigenDeVersion.CARGA,
        de="opl.toml",
        sha256=sha256,
        por=por,
        en=AL,
    )


def claves(p: PropuestaDePlan) -> frozenset[str]:
    """The changes that the page offers already marked."""
    return frozenset(c["clave"] for m in p.previa["movimientos"] for c in m["cambios"] if c["decide"] and c["aplica"])


def aplicada(p: PropuestaDePlan, por: Usuario, aplica: frozenset[str] | None = None, razon: str = "") -> ResultadoCarga:
    return aplicar(
        p,
        motivo="Acuerdo OPL/CG/9/2023",
        ocurrio_el=HOY,
        aplica=claves(p) if aplica is None else aplica,
        razon_de_dejar=razon,
        esperado=p.previa["huella"],
        por=por,
        en=AL,
    )


def test_la_primera_carga_es_la_version_1_y_repetirla_no_hace_otra() -> None:
    cargar()
    cargar(en=AL)
    version = VersionDePlan.objects.get()
    assert (version.numero, version.que, version.motivo) == (1, "carga", "Carga del plan opl-2024")
    assert version.datos == Plan.objects.get().datos
    assert Acto.objects.get(pk=version.acto).hechos["version"] == 1


def test_un_archivo_que_dice_lo_mismo_con_otros_bytes_no_es_otra_version() -> None:
    cargar()
    cargar(("esquema = 1", "# Revisado.\nesquema = 1"), en=AL)
    assert VersionDePlan.objects.count() == 1


def test_una_version_ni_se_cambia_ni_se_borra() -> None:
    cargar()
    version = VersionDePlan.objects.get()
    with pytest.raises(TypeError):
        version.save()
    with pytest.raises(TypeError):
        version.delete()


def test_proponer_no_escribe_nada_y_dice_que_cambiaria() -> None:
    cargar()
    antes = Acto.objects.count()
    p = propuesta(quien(), NOMBRE)
    (movimiento,) = p.previa["movimientos"]
    assert movimiento["nombre"] == "11.3 Informe de marzo"
    assert [(c["campo"], c["antes"], c["despues"]) for c in movimiento["cambios"]] == [
        ("Nombre", "«Informe de marzo»", "«Informe mensual de marzo»")
    ]
    assert informe().nombre == "Informe de marzo"
    assert Acto.objects.count() == antes
    assert VersionDePlan.objects.count() == 1


def test_aplicar_hace_una_version_con_su_motivo_y_un_solo_acto() -> None:
    cargar()
    admin = quien()
    aplicada(propuesta(admin, NOMBRE), admin)
    version = VersionDePlan.objects.get(numero=2)
    assert (version.motivo, version.por, version.ocurrio_el) == ("Acuerdo OPL/CG/9/2023", admin, HOY)
    assert informe().nombre == "Informe mensual de marzo"
    acto = Acto.objects.get(pk=version.acto)
    assert (acto.verbo, acto.motivo, acto.hechos["version"]) == ("cargar", "Acuerdo OPL/CG/9/2023", 2)
    assert informe().history.latest().acto == acto.pk
    assert not PropuestaDePlan.objects.exists()


@pytest.mark.parametrize("rol", ["auditoria", "secretaria_ejecutiva", "comision"])
def test_solo_quien_lleva_el_plan_propone(rol: str) -> None:
    cargar()
    with pytest.raises(Rechazo, match="corresponde"):
        propuesta(quien(rol), NOMBRE)
    assert not PropuestaDePlan.objects.exists()


def test_lo_que_el_registro_no_admite_se_dice_al_proponer_y_nada_queda() -> None:
    cargar()
    with pytest.raises(PlanInvalido, match="nombre"):
        propuesta(quien(), ('nombre = "Informe de marzo"', f'nombre = "{"x" * 501}"'))
    assert not PropuestaDePlan.objects.exists()


def test_el_plan_de_otro_proceso_no_se_carga_en_este() -> None:
    cargar()
    with pytest.raises(PlanInvalido, match="otro proceso"):
        propuesta(quien(), ('clave = "opl-2024"', 'clave = "opl-2030"'))


def test_sin_motivo_no_se_aplica() -> None:
    cargar()
    admin = quien()
    p = propuesta(admin, NOMBRE)
    with pytest.raises(Rechazo, match="Falta el motivo"):
        aplicar(p, motivo=" ", ocurrio_el=HOY, aplica=frozenset(), esperado=p.previa["huella"], por=admin, en=AL)


# -- Deliverables under way -------------------------------------------------------------------------------


def test_lo_que_esta_en_curso_se_puede_dejar_con_su_razon_y_asi_sigue() -> None:
    cargar()
    empezar(informe())
    admin = quien()
    p = propuesta(admin, NOMBRE, APRUEBA_OTRO_DIA)
    (movimiento,) = p.previa["movimientos"]
    assert movimiento["en_curso"]
    assert all(c["decide"] and c["aplica"] for c in movimiento["cambios"])
    resultado = aplicada(p, admin, claves(p) - {"informe-marzo.fecha_plan"}, "La convocatoria ya salió")
    assert (informe().nombre, informe().fecha_plan) == ("Informe mensual de marzo", date(2024, 4, 1))
    (dejado,) = resultado.conservados
    assert dejado.razon == "La convocatoria ya salió; el registro dice 01/04/2024 y el archivo 02/04/2024"
    assert Plan.objects.get().dejados == {"informe-marzo.fecha_plan": "La convocatoria ya salió"}
    # Neither a load that nobody looks at applies it.
    cargar(NOMBRE, APRUEBA_OTRO_DIA, en=AL)
    assert informe().fecha_plan == date(2024, 4, 1)


def test_lo_dejado_se_aplica_cuando_alguien_lo_elige() -> None:
    cargar()
    empezar(informe())
    admin = quien()
    p = propuesta(admin, APRUEBA_OTRO_DIA)
    aplicada(p, admin, frozenset(), "Todavía no")
    otra = propuesta(admin, APRUEBA_OTRO_DIA)
    (cambio,) = [c for c in otra.previa["movimientos"][0]["cambios"] if c["clave"] == "informe-marzo.fecha_plan"]
    assert (cambio["razon"], cambio["decide"], cambio["aplica"]) == ("Todavía no", True, False)
    aplicada(otra, admin, frozenset({"informe-marzo.fecha_plan"}))
    assert informe().fecha_plan == date(2024, 4, 2)
    assert "informe-marzo.fecha_plan" not in Plan.objects.get().dejados
    # The plan said the same.
    assert VersionDePlan.objects.count() == 2


def test_el_limite_de_lo_que_esta_en_tramite_se_conserva_si_nadie_lo_aplica() -> None:
    cargar()
    empezar(informe())
    admin = quien()
    p = propuesta(admin, MUEVE_LIMITE)
    assert claves(p) == frozenset()
    aplicada(p, admin, frozenset({"informe-marzo.limite_remision"}))
    assert informe().limite_remision == date(2024, 4, 9)


def test_lo_que_ya_se_juzga_no_se_mueve_aunque_se_pida() -> None:
    cargar()
    empezar(informe(), aprobado_el=date(2024, 4, 1), remitido_en=momento("2024-04-04 10:00"))
    admin = quien()
    p = propuesta(admin, MUEVE_LIMITE, APRUEBA_OTRO_DIA)
    firmes = {"informe-marzo.limite_remision", "informe-marzo.fecha_plan"}
    assert {c["clave"] for c in p.previa["movimientos"][0]["cambios"] if not c["decide"]} == firmes
    aplicada(p, admin, claves(p) | firmes)
    assert (informe().limite_remision, informe().fecha_plan) == (date(2024, 4, 5), date(2024, 4, 1))


# -- Two people at once -----------------------------------------------------------------------------------


def test_si_alguien_cambio_el_plan_mientras_tanto_no_se_escribe_y_se_puede_reunir() -> None:
    cargar()
    admin, tecnica = quien(), quien("secretaria_tecnica")
    mia = propuesta(admin, NOMBRE)
    aplicada(propuesta(tecnica, ('nombre = "Interfaz de captura"', 'nombre = "Interfaz"')), tecnica)
    with pytest.raises(PlanCambioError):
        aplicada(mia, admin)
    assert informe().nombre == "Informe de marzo"
    assert poner_al_dia(mia, por=admin, en=AL).encontrados == ()
    mia.refresh_from_db()
    assert mia.base == 2
    aplicada(mia, admin)
    datos = VersionDePlan.objects.get(numero=3).datos
    assert (datos.entregables[0].nombre, datos.hitos[0].nombre) == ("Informe mensual de marzo", "Interfaz")


def test_si_un_entregable_se_movio_despues_de_verlo_se_muestra_otra_vez() -> None:
    cargar()
    admin = quien()
    p = propuesta(admin, MUEVE_LIMITE)
    empezar(informe())
    with pytest.raises(PlanCambioError):
        aplicada(p, admin)
    assert informe().limite_remision == date(2024, 4, 5)
    aplicada(ensayar_otra_vez(p, por=admin, en=AL), admin)


def test_reunir_dice_en_que_los_dos_dijeron_cosas_distintas() -> None:
    base, mia, otra = (
        leido(*c)[0].model_dump(mode="json", exclude_defaults=True)
        for c in ((), (NOMBRE,), (('nombre = "Informe de marzo"', 'nombre = "Otro nombre"'),))
    )
    reunion = reunir(base, mia, otra)
    assert reunion.contenido["entregables"][0]["nombre"] == "Informe mensual de marzo"
    assert reunion.encontrados == ("Fila «11.3 Informe mensual de marzo, marzo de 2024»: Nombre",)


# -- Versions side by side --------------------------------------------------------------------------------


def test_dos_versiones_difieren_fila_por_fila_en_palabras() -> None:
    antes = leido()[0]
    despues = leido(
        NOMBRE, ('clave = "interfaz"', 'clave = "pantalla"'), ("fecha = 2024-04-05, ", "fecha = 2024-04-04, ")
    )[0]
    filas = {f.clave: f for f in diferencias(antes, despues)}
    assert (filas["pantalla"].que, filas["interfaz"].que) == ("nueva", "quitada")
    assert [(c.campo, c.antes, c.despues) for c in filas["informe-marzo"].cambios] == [
        ("Nombre", "Informe de marzo", "Informe mensual de marzo"),
        ("Actividad 2: fecha de la actividad", "vie 5 abr 2024", "jue 4 abr 2024"),
    ]
    assert diferencias(antes, antes) == []


def test_regresar_es_una_version_igual_a_la_anterior() -> None:
    cargar()
    admin = quien()
    aplicada(propuesta(admin, NOMBRE), admin)
    primera = VersionDePlan.objects.get(numero=1)
    p = regresar(primera, por=admin, en=AL)
    aplicada(p, admin)
    tercera = VersionDePlan.objects.get(numero=3)
    assert (tercera.contenido, tercera.sha256, tercera.que) == (primera.contenido, primera.sha256, "reversion")
    assert Acto.objects.get(pk=tercera.acto).verbo == "revertir"
    assert informe().nombre == "Informe de marzo"


POR_CONFIRMAR = ("fecha_plan = 2024-03-22", 'fecha_plan = 2024-03-22\npor_confirmar = ["fecha_plan"]')


def listado() -> Entregable:
    return Entregable.objects.get(llave="listado")


def test_confirmar_una_fecha_como_estaba_no_hace_otra_version() -> None:
    cargar(POR_CONFIRMAR)
    confirmar_fecha(Plan.objects.get(), "listado.fecha_plan", date(2024, 3, 22), por=quien(), en=AL)
    assert VersionDePlan.objects.count() == 1


def test_confirmarla_en_otro_dia_es_otra_version_y_se_puede_regresar() -> None:
    cargar(POR_CONFIRMAR)
    admin = quien()
    confirmar_fecha(Plan.objects.get(), "listado.fecha_plan", date(2024, 3, 25), por=admin, en=AL)
    primera, segunda = VersionDePlan.objects.order_by("numero")
    assert (segunda.que, segunda.motivo) == (
        "confirmacion",
        "Confirma listado.fecha_plan: 25/03/2024; era 22/03/2024",
    )
    assert [(c.campo, c.despues) for f in diferencias(primera.datos, segunda.datos) for c in f.cambios] == [
        ("Aprobación", "lun 25 mar 2024")
    ]
    # Loading the same file again keeps it, and is no other version.
    cargar(POR_CONFIRMAR, en=AL)
    assert VersionDePlan.objects.count() == 2
    aplicada(regresar(primera, por=admin, en=AL), admin)
    assert listado().fecha_plan == date(2024, 3, 22)
    assert (Plan.objects.get().confirmadas, VersionDePlan.objects.latest("numero").confirmadas) == ({}, {})
    aplicada(regresar(segunda, por=admin, en=AL), admin)
    assert listado().fecha_plan == date(2024, 3, 25)
    assert VersionDePlan.objects.get(numero=4).datos == segunda.datos
