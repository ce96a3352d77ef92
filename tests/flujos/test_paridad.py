"""Parity: what is counted, its screens and blocks; and what the forms of registering and comparing ask."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from compliance.historia import guardar
from compliance.models import Bloque, Candidatura, Identificacion, Territorio
from compliance.registro.paridad import Lugar, Mitades, informe
from flujos.candidaturas import cotejos

from ..elenco import Elenco, momento

EN = momento("2024-04-16 10:00")
PROCESO = "prueba-2024"


@pytest.fixture(autouse=True)
def hoy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The site lives on a day."""
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN)


def lugar(pk: int, formula: str, sexo: str, calidad: str = "propietaria", nivel: str = "", lista: bool = True) -> Lugar:
    return Lugar(pk, 1, 1, 1, formula, calidad, sexo, lista, nivel)


def test_se_cuentan_mitades_formulas_alternancia_y_bloques() -> None:
    (r,) = informe(
        [
            lugar(1, "1", "M", nivel="alto"), lugar(2, "1", "H", "suplente"),
            lugar(3, "2", "H", nivel="bajo"), lugar(4, "2", "M", "suplente"),
            lugar(5, "3", "H", nivel="bajo"), lugar(6, "3", "H", "suplente"),
            lugar(7, "5", "H"), lugar(8, "5", "", "suplente"),
            lugar(9, "6", "NB"),
            lugar(10, "7", "M", "suplente"),
            lugar(11, "8", ""),
        ],
        con_bloques=True,
    )  # fmt: skip
    assert r.propietarias == Mitades(mujeres=1, hombres=3, no_binarias=1, sin_dato=1)
    # Three men of six are not more than half.
    assert r.propietarias.faltan_mujeres == 0
    assert Mitades(mujeres=1, hombres=4).faltan_mujeres == Mitades(hombres=2).faltan_mujeres == 1
    assert Mitades(mujeres=5).faltan_mujeres == 0
    assert [f.numero for f in r.formulas] == ["1", "2", "3", "5", "6", "7", "8"]
    assert (r.mal_mixtas, r.mixtas, r.sin_propietaria) == (1, 1, 1)
    assert "art. 232" in r.formulas[0].hallazgo
    assert [f.hallazgo for f in r.formulas[3:6]] == [
        "Falta el sexo de alguien en el registro",
        "Sin suplente",
        "Sin propietaria",
    ]
    # 3 and 5 are not neighbours; of whose sex is not known, nothing is said.
    assert [(a.numero, b.numero) for a, b in r.repetidos] == [("2", "3")]
    assert r.bloques["bajo"] == Mitades(hombres=2)
    assert (
        list(
            informe([lugar(1, "1", "H", lista=False), lugar(2, "2", "H", lista=False)], con_bloques=False)[0].repetidos
        )
        == []
    )


def test_el_informe_lleva_a_sus_candidaturas_y_cada_partido_ve_el_suyo(elenco: Elenco, client: Client) -> None:
    c = elenco.candidatura("Ana Pérez Ruiz")
    elenco.candidatura("Eva Otra Sol", actor=elenco.partido_b)
    client.force_login(elenco.usuario("secretaria_tecnica"))
    pagina = client.get(reverse("paridad", args=[PROCESO])).content.decode()
    assert "Sin bloques de competitividad" in pagina
    detalle = reverse("paridad_detalle", args=[PROCESO, c.actor_id, c.cargo_id])
    assert detalle in pagina
    assert reverse("candidatura", args=[PROCESO, c.pk]) in client.get(detalle).content.decode()
    archivo = client.get(reverse("paridad", args=[PROCESO]), {"formato": "csv"}).content.decode()
    assert "Números seguidos del mismo sexo" in archivo
    assert "Ana" not in archivo
    # The blocks: the template comes back filled in, and a line that says something else leaves nothing written.
    bloques = reverse("paridad_bloques", args=[PROCESO])
    plantilla = client.get(bloques, {"formato": "csv"}).content.decode("utf-8-sig")

    def cargar(texto: str) -> int:
        archivo = SimpleUploadedFile("bloques.csv", texto.encode())
        return client.post(bloques, {"archivo": archivo, "enviar_archivo": "1"}).status_code

    lleno = [f"{linea}Bajo" if linea.startswith(str(elenco.partido_a)) else linea for linea in plantilla.splitlines()]
    assert cargar("\n".join([*lleno, "Nadie,Distrito local,99,Alto"])) == 422
    assert not Bloque.objects.exists()
    assert cargar("\n".join(lleno)) == 302
    assert Bloque.objects.get(actor=elenco.partido_a, territorio=elenco.distrito).nivel == "bajo"
    assert "Bajo: 1 M, 0 H" in client.get(reverse("paridad", args=[PROCESO])).content.decode()
    assert client.post(f"{bloques}?actor={elenco.partido_a.pk}", {f"t{elenco.distrito.pk}": ""}).status_code == 302
    assert not Bloque.objects.exists()
    client.force_login(elenco.usuario("partido"))
    pagina = client.get(reverse("paridad", args=[PROCESO])).content.decode()
    assert str(elenco.partido_b) not in pagina
    otra = Candidatura.objects.get(actor=elenco.partido_b)
    assert client.get(reverse("paridad_detalle", args=[PROCESO, otra.actor_id, otra.cargo_id])).status_code == 404
    assert client.get(bloques).status_code == 404


def test_registrar_pregunta_confirma_y_guarda_lo_que_identifica(elenco: Elenco, client: Client) -> None:
    elenco.gubernatura.se_elige_en = ["entidad"]
    guardar(elenco.gubernatura, por=None, en=EN, motivo="Catálogo")
    client.force_login(elenco.usuario("administracion"))
    direccion = reverse("candidatura_registrar", args=[PROCESO])
    datos = {
        "nombre": "Rosa Pérez Ruiz",
        "sexo": "H",
        "fecha_nacimiento": "1980-05-05",
        "curp": "pexa800505mmsrxn09",
        "actor": elenco.partido_a.pk,
        "cargo": elenco.gubernatura.pk,
        "territorio": elenco.distrito.pk,
        "formula": "4",
        "calidad": "suplente",
        "aprobada_el": "2024-03-30",
    }
    pagina = client.get(direccion).content.decode()
    assert 'data-tipos="entidad"' in pagina
    # Without JavaScript the wrong place may be chosen: it is refused with what to do.
    respuesta = client.post(direccion, datos)
    assert respuesta.status_code == 422
    assert "no se elige en" in respuesta.content.decode()
    datos["territorio"] = Territorio.objects.get(tipo="entidad").pk
    assert "no es el nombre de una persona" in client.post(direccion, {**datos, "nombre": "VACANTE"}).content.decode()
    pagina = client.post(direccion, datos).content.decode()
    assert "no tiene propietaria" in pagina
    assert "registrada como mujer" in pagina
    # One alone does not confirm the other.
    assert client.post(direccion, {**datos, "confirmo": ["sin_propietaria"]}).status_code == 422
    assert client.post(direccion, {**datos, "confirmo": ["sin_propietaria", "contradiccion"]}).status_code == 302
    c = Candidatura.objects.get(persona__nombre="Rosa Pérez Ruiz")
    assert Identificacion.objects.get(persona=c.persona).curp == "PEXA800505MMSRXN09"
    assert (
        "Su fórmula no tiene propietaria" in client.get(reverse("candidatura", args=[PROCESO, c.pk])).content.decode()
    )
    # The same CURP under another name: it asks who it is.
    otra = {**datos, "nombre": "Rosita P. R.", "cargo": elenco.diputacion.pk, "territorio": elenco.distrito.pk}
    pagina = client.post(direccion, {**otra, "formula": "5", "calidad": "propietaria"}).content.decode()
    assert "¿Es la misma persona?" in pagina
    # Nowhere in clear but on its own page.
    for nombre in ("candidatura", "historial_objeto"):
        args = [PROCESO, c.pk] if nombre == "candidatura" else [PROCESO, "persona", c.persona_id]
        assert "PEXA800505" not in client.get(reverse(nombre, args=args)).content.decode()
    datos_personales = reverse("candidatura_datos", args=[PROCESO, c.pk])
    client.post(datos_personales, {"motivo": "Cotejo con el acta"})
    pagina = client.get(datos_personales).content.decode()
    assert "PEXA800505MMSRXN09" in pagina
    assert "No coinciden" in pagina


def test_las_parecidas_se_comparan_deciden_y_revierten_en_pantalla(elenco: Elenco, client: Client) -> None:
    una = elenco.candidatura("Ana Pérez Ruiz")
    otra = elenco.candidatura("PEREZ RUIZ ANA", actor=elenco.partido_b)
    client.force_login(elenco.usuario("secretaria_tecnica"))
    lista = reverse("personas_parecidas", args=[PROCESO])
    comparar = reverse("personas_cotejar", args=[PROCESO, f"{una.persona_id}-{otra.persona_id}"])
    assert comparar in client.get(lista).content.decode()
    assert comparar not in client.get(lista, {"razon": "curp"}).content.decode()
    assert comparar in client.get(lista, {"actor": elenco.partido_b.pk}).content.decode()
    pagina = client.get(comparar).content.decode()
    # Whether the address is another, and never which.
    assert "ana@example.com" not in pagina
    datos = {"decision": "misma", "sobrevive": una.persona_id, "queda_0": una.pk, "actor_0": "", "motivo": "Su acta"}
    respuesta = client.post(comparar, datos)
    assert respuesta.status_code == 422
    assert "Falta el documento" in respuesta.content.decode()
    cuenta = elenco.cuenta_de(otra)
    respuesta = client.post(comparar, {**datos, "documento": "Oficio 1"}, follow=True)
    assert "una pasó a la candidatura que queda" in respuesta.content.decode()
    assert cuenta.nombramientos.filter(candidatura=una).exists()
    ficha = client.get(reverse("candidatura", args=[PROCESO, otra.pk])).content.decode()
    assert "Repetía a la de" in ficha
    assert reverse("candidatura_accion", args=[PROCESO, otra.pk, "sustituir"]) not in ficha
    assert client.get(comparar).status_code == 404
    cotejo = elenco.proceso.cotejos.get()
    revertir = reverse("cotejo_revertir", args=[PROCESO, cotejo.pk])
    assert revertir in client.get(reverse("personas_decididas", args=[PROCESO])).content.decode()
    assert client.post(revertir, {"motivo": ""}).status_code == 422
    assert client.post(revertir, {"motivo": "Eran dos"}).status_code == 302
    assert Candidatura.objects.get(pk=otra.pk).estado == "asignada"
    assert "Ya no puede revertirse" in client.get(revertir).content.decode()
    assert len(cotejos.posibles(elenco.proceso)) == 1
