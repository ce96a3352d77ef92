"""Who does each stage, and where a return goes, are data of the route: the four institutes, each in its own way."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile

from compliance.models import Area, Entregable, EtapaRuta, Integracion, Nombramiento, Organo, Proceso, Rol, Usuario
from compliance.permisos import ambito_de
from compliance.plan.esquema import leer_plan, ruta_de_plan
from compliance.services.planes import cargar_plan
from flujos import entregables, sesiones
from flujos.entregables.recorrido import devoluciones_de, recorrido_de
from flujos.entregables.responsables import le_toca, quien_sigue
from flujos.models import Decision
from flujos.sesiones import Punto, Sentido
from flujos.transiciones import Rechazo
from notificaciones.destinatarios import Directorio
from notificaciones.models import Escalon

from ..elenco import Elenco, momento

pytestmark = pytest.mark.django_db


def cargar(clave: str) -> Proceso:
    plan, sha256 = leer_plan(ruta_de_plan(f"{clave}-2023-2024"))
    cargar_plan(plan, sha256, por=None, en=momento("2023-09-01 09:00"))
    return Proceso.objects.get(clave=f"{clave}-2023-2024")


def de(proceso: Proceso, llave: str) -> Entregable:
    return Entregable.objects.con_lo_que_se_muestra().get(proceso=proceso, llave=llave)


def nombrar(proceso: Proceso, rol: Rol, area: str = "") -> Usuario:
    """Somebody with this role, of this area."""
    nombre = area or rol.value
    usuario = Usuario.objects.create_user(nombre, f"{nombre}@example.com", first_name=nombre)
    Nombramiento.objects.create(
        usuario=usuario,
        rol=Group.objects.get_or_create(name=rol.value)[0],
        proceso=proceso,
        area=Area.objects.get(proceso=proceso, clave=area) if area else None,
        desde=date(2023, 9, 1),
    )
    return usuario


def documento(texto: str = "uno") -> ContentFile[bytes]:
    return ContentFile(b"%PDF-1.4 " + texto.encode(), name="documento.pdf")


def decidir(proceso: Proceso, llave: str, organo: str, resultado: str, cuando: str) -> None:
    """A session of the body, with everybody present and in favour, that decides one deliverable."""
    cuerpo, en = Organo.objects.get(proceso=proceso, clave=organo), momento(cuando)
    for n in range(cuerpo.quorum - cuerpo.integraciones.filter(con_voto=True).count()):
        Integracion.objects.create(organo=cuerpo, nombre=f"Consejería {n}", cargo="Integrante", desde=date(2023, 9, 1))
    sesion = sesiones.convocar(
        cuerpo,
        tipo="extraordinaria",
        inicia_en=en,
        puntos=[Punto("", de(proceso, llave))],
        por=None,
        en=en - timedelta(days=3),
    )
    presentes = list(cuerpo.integraciones.all())
    sesiones.instalar(sesion, presentes=presentes, por=None, en=en)
    sentido = Sentido(
        sesion.puntos.get(),
        resultado,
        acuerdo="CG/1/2024" if cuerpo.tipo == Organo.Tipo.CONSEJO else "",
        observaciones="Falta el anexo." if resultado == "devuelto" else "",
        votos={i.pk: "favor" for i in presentes if i.con_voto},
    )
    sesiones.decidir(sesion, [sentido], decidida_en=en, por=None, en=en)


def remitir(por: Usuario, e: Entregable, cuando: str) -> None:
    entregables.remitir(
        e, oficio="X/1", remitida_en=momento(cuando), destinatario="UTVOPL", por=por, en=momento(cuando)
    )


# -- Who sends --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plan", "llave", "area", "quien"),
    [
        ("impepac", "remision-avance-abril", "", "Secretaría ejecutiva"),
        ("iepac", "instalacion-comision", "uai", "Unidad de Acceso a la Información"),
        ("ieeh", "remision-avance-abril", "presidencia", "Presidencia del Instituto"),
        ("iepc-jalisco", "avance-abril", "transparencia", "Dirección de Transparencia"),
        ("iepc-jalisco", "implementacion-propia", "", "Secretaría ejecutiva"),
    ],
)
def test_al_ine_remite_quien_dice_la_ruta(plan: str, llave: str, area: str, quien: str) -> None:
    proceso = cargar(plan)
    ejecutiva = nombrar(proceso, Rol.SECRETARIA_EJECUTIVA)
    remite = nombrar(proceso, Rol.AREA, area) if area else ejecutiva
    otra = nombrar(proceso, Rol.SECRETARIA_TECNICA)
    e = de(proceso, llave)
    e.etapa = e.ruta.etapas.get(tipo="remitir")
    assert quien_sigue(e).startswith(quien)
    for usuario in (ejecutiva, remite, otra):
        assert le_toca(e, ambito_de(usuario, date(2024, 4, 1))) == (usuario == remite)


def test_la_presidencia_de_hidalgo_remite_y_registra_lo_que_responde_el_ine() -> None:
    hidalgo = cargar("ieeh")
    presidencia, ejecutiva = nombrar(hidalgo, Rol.AREA, "presidencia"), nombrar(hidalgo, Rol.SECRETARIA_EJECUTIVA)
    e = de(hidalgo, "remision-avance-abril")
    # What it sends was presented that morning.
    Entregable.objects.filter(pk=e.espera_a_id).update(aprobado_el=date(2024, 4, 25))
    entregables.adjuntar(e, documento(), por=ejecutiva, en=momento("2024-04-25 10:00"))
    with pytest.raises(Rechazo) as rechazo:
        remitir(ejecutiva, e, "2024-04-25 19:00")
    assert rechazo.value.guarda == "rol"
    assert "Presidencia del Instituto" in rechazo.value.mensaje
    remitir(presidencia, e, "2024-04-25 19:00")
    entregables.registrar_acuse(e, documento("acuse"), por=presidencia, en=momento("2024-04-26 09:00"))
    entregables.validar_por_ine(
        e, validada_en=momento("2024-04-27 10:00"), por=presidencia, en=momento("2024-04-27 10:00")
    )
    assert de(hidalgo, e.llave).estado == Entregable.Estado.CONCLUIDO


def test_de_lo_que_falta_remitir_oye_quien_remite() -> None:
    yucatan = cargar("iepac")
    nombrar(yucatan, Rol.AREA, "uai")
    nombrar(yucatan, Rol.SECRETARIA_EJECUTIVA)
    e = de(yucatan, "informe-mensual-ine-2024-01")
    directorio = Directorio([yucatan], momento("2024-02-01 10:00"))
    escalon = Escalon(proceso=yucatan, destinatario="secretaria_ejecutiva")
    e.etapa = e.ruta.etapas.get(tipo="remitir")
    assert [c.correo for c in directorio.contactos(escalon, entregable=e)] == ["uai@example.com"]
    # Elsewhere the executive secretary hears as always.
    e.etapa = e.ruta.etapas.get(tipo="decidir")
    assert [c.correo for c in directorio.contactos(escalon, entregable=e)] == ["secretaria_ejecutiva@example.com"]


def test_un_plan_ya_cargado_sigue_como_estaba_hasta_que_se_carga_otra_vez() -> None:
    hidalgo = cargar("ieeh")
    EtapaRuta.objects.update(area=None, roles=[], regresa_a="")
    e = de(hidalgo, "remision-avance-abril")
    assert quien_sigue(e) == "Secretaría ejecutiva"
    cargar("ieeh")
    assert quien_sigue(de(hidalgo, e.llave)) == "Presidencia del Instituto"


# -- Who writes and where a return goes -------------------------------------------------------------------

DICTAMEN = "proceso-tecnico-operativo"


@pytest.fixture
def yucatan() -> Proceso:
    """Yucatán with a dictamen before the Secretario Técnico: presented, and its viability analysed."""
    proceso = cargar("iepac")
    produce = nombrar(proceso, Rol.AREA, de(proceso, DICTAMEN).area.clave)  # type: ignore[union-attr]
    entregables.presentar(de(proceso, DICTAMEN), documento(), por=produce, en=momento("2023-12-01 10:00"))
    decidir(proceso, DICTAMEN, "comision", "presentado", "2023-12-05 10:00")
    return proceso


def test_el_dictamen_no_lo_escribe_quien_produjo_el_documento(yucatan: Proceso) -> None:
    e = de(yucatan, DICTAMEN)
    assert e.area is not None
    produce, tecnica = Usuario.objects.get(username=e.area.clave), nombrar(yucatan, Rol.SECRETARIA_TECNICA)
    assert quien_sigue(e) == "Secretaría técnica"
    for usuario, toca in ((produce, False), (tecnica, True)):
        assert le_toca(e, ambito_de(usuario, date(2023, 12, 10))) is toca
    with pytest.raises(Rechazo) as rechazo:
        entregables.presentar(e, documento("dictamen"), por=produce, en=momento("2023-12-10 10:00"))
    assert rechazo.value.guarda == "rol"
    entregables.presentar(e, documento("dictamen"), por=tecnica, en=momento("2023-12-10 10:00"))
    # Nor does it put another version in the place of the dictamen.
    with pytest.raises(Rechazo):
        entregables.adjuntar(e, documento("otro"), por=produce, en=momento("2023-12-10 11:00"))
    entregables.adjuntar(e, documento("otro"), por=tecnica, en=momento("2023-12-10 11:00"))


def test_lo_devuelto_vuelve_al_paso_que_debe_rehacerse(yucatan: Proceso) -> None:
    entregables.presentar(de(yucatan, DICTAMEN), documento("dictamen"), por=None, en=momento("2023-12-10 10:00"))
    decidir(yucatan, DICTAMEN, "comision", "devuelto", "2023-12-14 10:00")
    e = de(yucatan, DICTAMEN)
    assert (e.estado, e.etapa and e.etapa.clave) == ("en_elaboracion", "dictaminar")
    assert devoluciones_de([e])[e.pk].texto == "Falta el anexo."
    # Its viability stands: what was done before the step that is done again.
    decisiones = list(Decision.objects.filter(punto__entregable=e).select_related("etapa", "punto__sesion"))
    recorrido = recorrido_de(e, decisiones)
    assert set(recorrido.hechas) == {"presentar", "analizar"}
    assert recorrido.sin_efecto == frozenset()
    entregables.presentar(e, documento("dictamen 2"), por=None, en=momento("2023-12-15 10:00"))
    assert de(yucatan, DICTAMEN).etapa.clave == "comision"  # type: ignore[union-attr]


def test_lo_devuelto_al_analizar_la_viabilidad_vuelve_a_quien_lo_presento() -> None:
    proceso = cargar("iepac")
    entregables.presentar(de(proceso, DICTAMEN), documento(), por=None, en=momento("2023-12-01 10:00"))
    decidir(proceso, DICTAMEN, "comision", "devuelto", "2023-12-05 10:00")
    assert de(proceso, DICTAMEN).etapa.clave == "presentar"  # type: ignore[union-attr]


@pytest.mark.parametrize(("regresa_a", "vuelve_a"), [("", "dictaminar"), ("presentar", "presentar")])
def test_una_etapa_dice_a_donde_regresa_lo_que_se_devuelve_en_ella(
    yucatan: Proceso, regresa_a: str, vuelve_a: str
) -> None:
    EtapaRuta.objects.filter(ruta=de(yucatan, DICTAMEN).ruta, clave="comision").update(regresa_a=regresa_a)
    entregables.presentar(de(yucatan, DICTAMEN), documento("dictamen"), por=None, en=momento("2023-12-10 10:00"))
    entregables.devolver(de(yucatan, DICTAMEN), motivo="x", por=None, en=momento("2023-12-11 10:00"))
    assert de(yucatan, DICTAMEN).etapa.clave == vuelve_a  # type: ignore[union-attr]


# -- The month that is reported ---------------------------------------------------------------------------


@pytest.fixture
def cierra(elenco: Elenco) -> Callable[[str, str], None]:
    """Send the report of April, waiting to be sent since the 10th, on a day and with a note."""
    e = elenco.entregables["remision-abril"]
    e.periodo = "2024-04"
    e.limite_remision = date(2024, 5, 5)
    e.save()

    def _cierra(cuando: str, nota: str) -> None:
        entregables.remitir(
            e,
            oficio="X/1",
            remitida_en=momento(cuando),
            destinatario="UTVOPL",
            nota=nota,
            por=elenco.usuario("secretaria_ejecutiva"),
            en=momento("2024-05-02 10:00"),
        )

    return _cierra


def test_un_mes_no_se_cierra_antes_de_terminar_aunque_se_diga_por_que(cierra: Callable[[str, str], None]) -> None:
    with pytest.raises(Rechazo) as rechazo:
        cierra("2024-04-15 10:00", "El sistema cerró el 14 de abril.")
    assert rechazo.value.guarda == "periodo"


def test_un_mes_terminado_se_cierra_sin_mas(cierra: Callable[[str, str], None]) -> None:
    cierra("2024-04-30 10:00", "")


def test_lo_que_el_plan_cierra_antes_de_fin_de_mes_pide_decir_por_que(
    elenco: Elenco, cierra: Callable[[str, str], None]
) -> None:
    Entregable.objects.filter(llave="remision-abril").update(limite_remision=date(2024, 4, 27))
    with pytest.raises(Rechazo) as rechazo:
        cierra("2024-04-26 10:00", " ")
    assert rechazo.value.guarda == "periodo"
    cierra("2024-04-26 10:00", "Así lo calendariza el plan.")


def test_no_se_informa_un_mes_que_no_ha_comenzado(elenco: Elenco) -> None:
    informe = elenco.entregables["informe-marzo"]
    with pytest.raises(Rechazo) as rechazo:
        entregables.presentar(informe, documento(), por=elenco.usuario("area"), en=momento("2024-02-29 10:00"))
    assert rechazo.value.guarda == "periodo"
    entregables.presentar(informe, documento(), por=elenco.usuario("area"), en=momento("2024-03-01 10:00"))


# -- What is born of facts --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("campos", "nace"),
    [
        ({"tipo": "contingente", "es_plantilla": True}, True),
        ({"tipo": "por_evento"}, True),
        ({"tipo": "recurrente", "es_plantilla": True}, False),
        ({"tipo": "fecha_fija"}, False),
    ],
)
def test_solo_nace_de_un_hecho_lo_que_el_plan_dice(elenco: Elenco, campos: dict[str, object], nace: bool) -> None:
    Entregable.objects.filter(llave="remision-abril").update(**campos)
    e = Entregable.objects.get(llave="remision-abril")
    quien = {"por": elenco.usuario("secretaria_tecnica"), "en": momento("2024-04-10 10:00")}
    hecho = {"evento_el": date(2024, 4, 9), "descripcion": "Cambió el plan"}
    if not nace:
        with pytest.raises(Rechazo) as rechazo:
            entregables.registrar_evento(e, **hecho, **quien)
        assert rechazo.value.guarda == "tipo"
        return
    ocurrencia = entregables.registrar_evento(e, **hecho, **quien)
    # And nothing is born of what was born.
    with pytest.raises(Rechazo) as rechazo:
        entregables.registrar_evento(ocurrencia, **hecho, **quien)
    assert rechazo.value.guarda == "tipo"
    assert e.ocurrencias.count() == 1
