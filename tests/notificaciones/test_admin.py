"""The institute writes its own reminders."""

from django.test import Client

from notificaciones.escalones import cargar_escalones
from notificaciones.models import Escalon

from ..elenco import Elenco, momento

CAMPOS = ("proceso_id", "clave", "objeto", "destinatario", "dias", "verbo", "asunto", "texto")


def formulario(escalon: Escalon, **cambios: object) -> dict[str, object]:
    datos = {campo.removesuffix("_id"): getattr(escalon, campo) for campo in CAMPOS}
    return {k: "" if v is None else v for k, v in datos.items()} | {"activo": "on"} | cambios


def test_informatica_cambia_un_texto_y_queda_quien_y_cuando(elenco: Elenco, client: Client) -> None:
    cargar_escalones(momento("2024-01-01 09:00"))
    escalon = Escalon.objects.get(clave="captura-partido-3-antes")
    administra = elenco.usuario("administracion")
    administra.is_staff = administra.is_superuser = True
    administra.save()
    client.force_login(administra, backend="django.contrib.auth.backends.ModelBackend")
    direccion = f"/administracion/notificaciones/escalon/{escalon.pk}/change/"

    mal = client.post(direccion, formulario(escalon, asunto="Faltan {edad}"))
    assert "No se conoce {edad}. Puede usar: {actor}, {candidaturas}" in mal.content.decode()

    cambio = formulario(escalon, asunto="Exhorto: {faltan}", motivo="Oficio 8")
    assert client.post(direccion, cambio).status_code == 302
    escalon.refresh_from_db()
    assert escalon.asunto == "Exhorto: {faltan}"
    ultima = escalon.history.latest()
    assert (ultima.autor, ultima.history_change_reason) == (str(administra), "Oficio 8")
    assert client.post(f"/administracion/notificaciones/escalon/{escalon.pk}/delete/").status_code == 403
