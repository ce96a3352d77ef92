"""The institute changes the words of its notices: tried first on an example, and taken back when they were better."""

import pytest
from django.test import Client

from compliance.models import Acto, Entregable
from flujos.historial.linea import nombre_de_verbo
from notificaciones.escalones import cargar_escalones
from notificaciones.models import ENLACE_PROTEGIDO, Escalon
from notificaciones.plantillas import version_de

from ..elenco import Elenco, momento
from ..paginas import entrar, plana

AL = momento("2024-03-25 09:00")
LISTA = "/p/prueba-2024/avisos/plantillas/"


@pytest.fixture
def informatica(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Who administers, with the ladder copied."""
    cargar_escalones(momento("2024-01-01 09:00"))
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AL)
    return entrar(elenco.usuario("administracion"))


def la(clave: str) -> Escalon:
    return Escalon.objects.get(clave=clave)


def envio(escalon: Escalon, **cambios: object) -> dict[str, object]:
    datos = {
        "asunto": escalon.asunto,
        "texto": escalon.texto,
        "activo": "on",
        "vista": version_de(escalon),
        "motivo": "Oficio 8",
    } | cambios
    return {campo: valor for campo, valor in datos.items() if valor is not None}


def test_se_cambia_y_queda_quien_cuando_y_por_que(elenco: Elenco, informatica: Client) -> None:
    escalon = la("entregable-area-7-antes")
    lugar = f"{LISTA}{escalon.pk}/"
    respuesta = informatica.post(lugar, envio(escalon, asunto="Faltan días: {clave}", activo=None), follow=True)
    assert "La plantilla quedó guardada" in plana(respuesta)
    escalon.refresh_from_db()
    assert (escalon.asunto, escalon.activo) == ("Faltan días: {clave}", False)
    ultima = escalon.history.latest("history_id")
    assert (ultima.autor, ultima.history_change_reason) == (str(elenco.usuario("administracion")), "Oficio 8")
    acto = Acto.objects.latest("pk")
    assert nombre_de_verbo(acto.verbo, Escalon) == "Se cambió una plantilla de aviso"
    assert acto.proceso == elenco.proceso
    assert "Apagada" in plana(informatica.get(f"{LISTA}?activo=no"))


def test_ver_como_queda_no_guarda_nada_ni_pide_motivo(elenco: Elenco, informatica: Client) -> None:
    escalon = la("entregable-area-7-antes")
    antes = (Acto.objects.count(), escalon.history.count())
    html = plana(
        informatica.post(f"{LISTA}{escalon.pk}/", envio(escalon, asunto="{clave}: {faltan} <b>", motivo="", ver="1"))
    )
    entregable = Entregable.objects.pendientes().order_by("vence", "orden")[0]
    assert f"<h3>{entregable.clave}: faltan 7 días &lt;b&gt;</h3>" in html
    assert f'<a href="http://127.0.0.1:8000/p/prueba-2024/entregables/{entregable.pk}/">' in html
    assert (Acto.objects.count(), escalon.history.count()) == antes


def test_el_ejemplo_de_una_candidatura_es_de_nadie(elenco: Elenco, informatica: Client) -> None:
    elenco.candidatura("Zenaida Verdadera")
    for escalon in Escalon.objects.exclude(objeto__in=[*Escalon.DE_ENTREGABLE, Escalon.Objeto.PLAN]):
        html = plana(informatica.get(f"{LISTA}{escalon.pk}/"))
        assert "Una candidatura de ejemplo." in html, escalon
        assert "()" not in html
        assert "Zenaida" not in html
        assert ":8000/consentimientos/" not in html
        assert (ENLACE_PROTEGIDO in html) is ("{revocar}" in escalon.texto)


@pytest.mark.parametrize(
    ("cambios", "dice"),
    [
        ({"texto": "Hola {edad}"}, "No se conoce {edad}. Puede usar: {area}, {clave}"),
        ({"asunto": ""}, "Este campo es obligatorio"),
        ({"motivo": ""}, "Diga por qué la cambia."),
        ({"asunto": "Hola {edad}", "ver": "1"}, "No se conoce {edad}"),
    ],
)
def test_lo_que_no_se_admite_se_dice_y_no_se_pierde(
    elenco: Elenco, informatica: Client, cambios: dict[str, str], dice: str
) -> None:
    escalon = la("entregable-area-7-antes")
    respuesta = informatica.post(f"{LISTA}{escalon.pk}/", envio(escalon, **{"texto": "Mi texto nuevo", **cambios}))
    assert respuesta.status_code == 422
    assert dice in plana(respuesta)
    assert cambios.get("texto", "Mi texto nuevo") in plana(respuesta)
    assert escalon.history.count() == 1


def test_lo_que_hace_surtir_un_consentimiento_no_se_apaga(elenco: Elenco, informatica: Client) -> None:
    escalon = la("candidatura-candidatura-otorgar-consentimiento")
    respuesta = informatica.post(f"{LISTA}{escalon.pk}/", envio(escalon, activo=None))
    assert "Sin este aviso ningún consentimiento surte efecto." in plana(respuesta)
    escalon.refresh_from_db()
    assert escalon.activo


def test_se_vuelve_a_una_version_anterior_viendola_antes(elenco: Elenco, informatica: Client) -> None:
    escalon = la("entregable-area-7-antes")
    lugar, original, primera = f"{LISTA}{escalon.pk}/", escalon.asunto, version_de(escalon)
    informatica.post(lugar, envio(escalon, asunto="Otro asunto"))
    pagina = informatica.get(f"{lugar}?version={primera}")
    assert original in plana(pagina)
    escalon.refresh_from_db()
    assert escalon.asunto == "Otro asunto"
    form = pagina.context["form"]
    informatica.post(lugar, {c: form[c].value() for c in ("asunto", "texto", "vista", "motivo")} | {"activo": "on"})
    escalon.refresh_from_db()
    assert escalon.asunto == original
    assert escalon.history.latest("history_id").history_change_reason.startswith(
        "Se volvió a la versión del lunes 1 de enero de 2024"
    )
    for ajena in ("0", "x", str(version_de(la("entregable-area-3-antes")))):
        assert informatica.get(f"{lugar}?version={ajena}").status_code == 404


def test_dos_que_la_cambian_a_la_vez_no_se_pisan(elenco: Elenco, informatica: Client) -> None:
    escalon = la("entregable-area-7-antes")
    lugar, mio = f"{LISTA}{escalon.pk}/", envio(escalon, asunto="El mío")
    informatica.post(lugar, envio(escalon, asunto="El de otra persona"))
    respuesta = informatica.post(lugar, mio)
    assert respuesta.status_code == 422
    assert "Otra persona cambió esta plantilla mientras usted escribía." in plana(respuesta)
    assert "El mío" in plana(respuesta)
    escalon.refresh_from_db()
    assert escalon.asunto == "El de otra persona"
    # Once seen, it is saved over it.
    informatica.post(lugar, mio | {"vista": respuesta.context["form"]["vista"].value()})
    escalon.refresh_from_db()
    assert escalon.asunto == "El mío"
