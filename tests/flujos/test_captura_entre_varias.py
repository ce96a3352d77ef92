"""Two people fill the same section of a candidacy: neither undoes the other without knowing."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from compliance.models import Candidatura
from flujos import candidaturas as servicios

from ..elenco import Elenco, foto, momento
from ..paginas import entrar, ver
from .lugares import ficha


@pytest.fixture(autouse=True)
def en_abril(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: momento("2024-04-03 10:00"))


class Pagina:
    """A section as somebody opened it, which they send when they finish."""

    def __init__(self, cliente: Client, c: Candidatura, seccion: str) -> None:
        self.cliente, self.lugar = cliente, ficha(c, "captura", seccion)
        self.visto = self._leer(ver(cliente, self.lugar))

    @staticmethod
    def _leer(pagina: str) -> str:
        (visto,) = re.findall(r'name="visto" value="(\w+)"', pagina)
        return str(visto)

    def guardar(self, **datos: Any) -> HttpResponse:
        """Send it; what is refused is sent from the page that came back."""
        respuesta: Any = self.cliente.post(self.lugar, {**datos, "visto": self.visto})
        if respuesta.status_code != 302:
            self.visto = self._leer(respuesta.content.decode())
        return respuesta  # type: ignore[no-any-return]


@pytest.fixture
def c(elenco: Elenco) -> Candidatura:
    """A candidacy that its person and its party capture."""
    return elenco.candidatura()


def dos(elenco: Elenco, c: Candidatura, seccion: str) -> tuple[Pagina, Pagina]:
    """The same section open before both."""
    return Pagina(entrar(elenco.cuenta_de(c)), c, seccion), Pagina(entrar(elenco.usuario("partido")), c, seccion)


def curricular(c: Candidatura) -> Any:
    c.curricular.refresh_from_db()
    return c.curricular


def test_quien_llega_despues_sabe_quien_guardo_que_y_cuando_y_conserva_lo_suyo(elenco: Elenco, c: Candidatura) -> None:
    candidata, partido = dos(elenco, c, "propuestas")
    partido.guardar(propuesta_1="Parques\nen cada barrio", propuesta_2="Igual")
    respuesta = candidata.guardar(propuesta_1="Agua para todas", propuesta_2="Igual")
    assert respuesta.status_code == 409
    pagina = respuesta.content.decode()
    assert f"{elenco.usuario('partido')} guardó esta sección" in pagina
    assert re.search(r"Partido De Prueba guardó esta sección \(\w+ \d+ abr 2024, \d\d:\d\d\)", pagina)
    assert "Quedó en «Primera propuesta principal»" in pagina
    assert "<p>Parques</p><p>en cada barrio</p>" in pagina
    assert "Quedó en «Segunda" not in pagina
    assert "Agua para todas</textarea>" in pagina
    assert curricular(c).propuesta_1 == "Parques\nen cada barrio"


def test_sabiendolo_puede_guardar_lo_suyo(elenco: Elenco, c: Candidatura) -> None:
    candidata, partido = dos(elenco, c, "motivo")
    partido.guardar(motivo_cargo="Del partido")
    assert candidata.guardar(motivo_cargo="Mío").status_code == 409
    assert candidata.guardar(motivo_cargo="Mío").status_code == 302
    assert curricular(c).motivo_cargo == "Mío"


def test_lo_que_se_vio_no_sirve_para_lo_que_vino_despues(elenco: Elenco, c: Candidatura) -> None:
    candidata, partido = dos(elenco, c, "motivo")
    partido.guardar(motivo_cargo="Del partido")
    assert candidata.guardar(motivo_cargo="Mío").status_code == 409
    Pagina(entrar(elenco.usuario("partido")), c, "motivo").guardar(motivo_cargo="Del partido, mejor")
    respuesta = candidata.guardar(motivo_cargo="Mío")
    assert respuesta.status_code == 409
    assert "Del partido, mejor" in respuesta.content.decode()


def test_un_error_de_lo_escrito_no_hace_olvidar_lo_que_se_vio(elenco: Elenco, c: Candidatura) -> None:
    candidata, partido = dos(elenco, c, "fotografia")
    partido.guardar(foto_tomada_el="2024-03-01")
    assert candidata.guardar(foto_tomada_el="ayer").status_code == 422
    respuesta = candidata.guardar(foto_tomada_el="2024-03-05")
    assert respuesta.status_code == 409
    assert "vie 1 mar 2024" in respuesta.content.decode()


def test_de_los_renglones_se_dice_como_quedaron(elenco: Elenco, c: Candidatura) -> None:
    candidata, partido = dos(elenco, c, "contacto")
    lista = {"medios-TOTAL_FORMS": "1", "medios-INITIAL_FORMS": "0", "medios-0-tipo": "correo"}
    partido.guardar(**lista, **{"medios-0-valor": "partido@example.com"})
    respuesta = candidata.guardar(**lista, **{"medios-0-valor": "ana@example.com"})
    assert respuesta.status_code == 409
    pagina = respuesta.content.decode()
    assert ": partido@example.com</p>" in pagina
    assert 'value="ana@example.com"' in pagina


def test_de_las_respuestas_de_identidad_nada_de_lo_escrito_desaparece(elenco: Elenco, c: Candidatura) -> None:
    servicios.guardar_borrador(c, identidad={"indigena": "Sí"}, por=elenco.cuenta_de(c), en=momento("2024-04-02 09:00"))
    candidata, partido = dos(elenco, c, "identidad-indigena")
    partido.guardar(indigena="No", lengua_indigena="No")
    suyo = {"indigena": "Sí", "lengua_indigena": "No", "pueblo_indigena": "Prefiero no contestar"}
    respuesta = candidata.guardar(**suyo)
    assert respuesta.status_code == 409
    assert respuesta.context["form"]["pueblo_indigena"].value() == "Prefiero no contestar"  # type: ignore[attr-defined]
    assert candidata.guardar(**suyo).status_code == 302
    c.identidad.refresh_from_db()
    assert suyo.items() <= c.identidad.respuestas.items()


def test_guardar_lo_mismo_u_otra_seccion_no_es_pisar(elenco: Elenco, c: Candidatura) -> None:
    candidata, partido = dos(elenco, c, "motivo")
    partido.guardar(motivo_cargo="Lo mismo")
    assert candidata.guardar(motivo_cargo="Lo mismo").status_code == 302
    candidata, partido = Pagina(entrar(elenco.cuenta_de(c)), c, "historia"), dos(elenco, c, "trayectoria")[1]
    assert partido.guardar(trayectoria_politica="Del partido").status_code == 302
    assert candidata.guardar(historia_profesional="Mía").status_code == 302


def test_la_misma_fotografia_enviada_dos_veces_es_una(elenco: Elenco, c: Candidatura) -> None:
    pagina = Pagina(entrar(elenco.cuenta_de(c)), c, "fotografia")

    def enviar() -> HttpResponse:
        imagen = SimpleUploadedFile("retrato.jpg", foto().read(), "image/jpeg")
        return pagina.guardar(foto=imagen, foto_tomada_el="2024-03-01")

    assert enviar().status_code == 302
    guardada, cambios = curricular(c).foto.name, c.curricular.history.count()
    assert enviar().status_code == 302
    assert (curricular(c).foto.name, c.curricular.history.count()) == (guardada, cambios)


def test_quien_guardo_es_quien_toco_esa_seccion_y_no_la_ultima(elenco: Elenco, c: Candidatura) -> None:
    candidata, partido = dos(elenco, c, "motivo")
    partido.guardar(motivo_cargo="Del partido")
    Pagina(entrar(elenco.cuenta_de(c)), c, "historia").guardar(historia_profesional="Otra sección")
    assert "Partido De Prueba guardó" in candidata.guardar(motivo_cargo="Mío").content.decode()
