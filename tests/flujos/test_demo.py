"""manage.py demo: whole on any day, or nothing; never over somebody's data."""

import random
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from compliance.cuestionarios import MEDIOS
from compliance.models import Acto, Candidatura, CuestionarioCurricular, Nombramiento, Proceso, Usuario
from compliance.textos import largo_sin_espacios
from flujos.candidaturas import cotejos
from flujos.demostracion import candidaturas, textos
from flujos.models import Hecho

from ..elenco import Elenco
from ..paginas import plana


@pytest.fixture(autouse=True)
def pocas(monkeypatch: pytest.MonkeyPatch) -> None:
    """One place in twelve: enough to reach every state."""
    todos = candidaturas._lugares
    monkeypatch.setattr(candidaturas, "_lugares", lambda *a: todos(*a)[::12])


def demo(settings: Any, dia: date) -> str:
    settings.DEMO_FECHA = dia
    salida = StringIO()
    call_command("demo", stdout=salida)
    return salida.getvalue()


@pytest.mark.parametrize(
    ("dia", "estados"),
    [
        (date(2023, 10, 2), set()),
        (date(2024, 4, 5), {"asignada", "capturada", "observada", "validada", "retirada"}),
        (date(2024, 4, 15), {"asignada", "capturada", "observada", "validada", "publicada", "retirada"}),
    ],
)
@pytest.mark.django_db
def test_la_demostracion_cuenta_lo_que_ya_paso_en_cualquier_dia(settings: Any, dia: date, estados: set[str]) -> None:
    assert "administracion" in demo(settings, dia)
    assert set(Candidatura.objects.values_list("estado", flat=True)) == estados
    escritas = [c.propuesta_1 for c in CuestionarioCurricular.objects.exclude(propuesta_1="")]
    # Everybody writes their own, but for who copies or has not finished.
    assert len(set(escritas)) >= len(escritas) * 0.8
    proceso = Proceso.objects.get()
    assert all(t.en.astimezone(proceso.tz).date() <= dia for t in Acto.objects.all())
    assert not Usuario.objects.filter(is_superuser=True).exists()
    # Accounts too are of the days of the demonstration, and so is their history.
    assert all(h.history_date.astimezone(proceso.tz).date() <= dia for h in Usuario.history.all())
    assert all(u.date_joined.astimezone(proceso.tz).date() <= dia for u in Usuario.objects.all())


@pytest.mark.django_db
def test_lo_realizado_guarda_sus_dias_el_de_su_registro_y_lo_corregido(settings: Any) -> None:
    demo(settings, date(2024, 4, 15))
    # What happened until 2 October 2023 the sources tell; what follows is synthetic.
    hechos = Hecho.objects.filter(primer_dia__gt=date(2023, 10, 2))
    tz = Proceso.objects.get().tz
    assert all("(sintético)" in h.texto for h in hechos)
    tardes = {(h.registrado_en.astimezone(tz).date() - h.ultimo_dia).days for h in hechos}
    assert tardes == {0, 3}
    corregido = Acto.objects.get(verbo="corregir_hecho").hechos
    assert (corregido["dias_antes"], corregido["dias"]) == (["2024-04-03"], ["2024-04-03", "2024-04-04"])


@pytest.mark.django_db
def test_hay_quien_decidir_en_personas_parecidas(settings: Any) -> None:
    """A joint candidacy that one of its parties registered too, and one person by MR and by RP, on record twice."""
    demo(settings, date(2024, 4, 15))
    proceso = Proceso.objects.get()
    grupos = cotejos.posibles(proceso)
    candidaturas = [list(Candidatura.objects.filter(persona__in=g.personas).order_by("pk")) for g in grupos]
    assert [len(juntas) for juntas in candidaturas] == [2, 2]
    repetidas = [cotejos.conjuntos_repetidos(juntas) for juntas in candidaturas]
    ((una, otra),) = next(r for r in repetidas if r)
    assert otra.actor in una.actor.integrantes.all()
    assert una.actor in cotejos.quienes_la_pueden_postular([una, otra])
    # What leaving would close of the one that is not used.
    assert any("El acceso de" in dicho for dicho in cotejos.lo_que_se_cerraria(otra, date(2024, 4, 15)))
    (dos,) = [juntas for juntas, r in zip(candidaturas, repetidas, strict=True) if not r]
    assert [c.cargo.clave for c in dos] == ["diputaciones-mr", "diputaciones-rp"]
    # Nobody's data: the addresses lead nowhere, and every page of the demonstration says so.
    assert all(c.persona.correo.endswith("@demo.invalid") or not c.persona.correo for j in candidaturas for c in j)
    assert proceso.es_demostracion


@pytest.mark.django_db
def test_otra_vez_no_cambia_nada_y_dice_las_mismas_cuentas(settings: Any) -> None:
    dia = date(2023, 10, 2)
    primera = demo(settings, dia)
    antes = (Usuario.history.count(), Nombramiento.history.count(), Acto.objects.count())
    segunda = demo(settings, dia)
    assert (Usuario.history.count(), Nombramiento.history.count(), Acto.objects.count()) == antes
    assert primera.endswith(segunda)


@pytest.mark.django_db
def test_trae_secciones_con_las_que_se_arma_una_boleta(settings: Any, client: Client) -> None:
    demo(settings, date(2023, 10, 2))
    proceso = Proceso.objects.get()
    de_varios, *_, de_uno = proceso.territorios.filter(tipo="municipio").order_by("pk")
    boleta = f"/conoceles/{proceso.clave}/boleta/"
    assert "¿En qué distrito local vota?" in client.get(boleta, {"municipio": de_varios.pk}).content.decode()
    assert "¿En qué distrito local vota?" not in client.get(boleta, {"municipio": de_uno.pk}).content.decode()
    ultima = proceso.secciones.latest("numero")
    assert f"(sección {ultima.numero})" in plana(client.get(boleta, {"seccion": ultima.numero}))


def test_no_se_mezcla_con_los_datos_de_nadie(settings: Any, elenco: Elenco) -> None:
    with pytest.raises(CommandError, match="ya tiene procesos o cuentas"):
        demo(settings, date(2024, 4, 15))
    assert Proceso.objects.get() == elenco.proceso
    assert not Usuario.objects.filter(username="comision", email__endswith="@demo.invalid").exists()


def azar(n: int) -> random.Random:
    return random.Random(n)  # noqa: S311 (a sample, not a secret)


def test_cada_persona_escribe_lo_suyo_dentro_de_los_limites_y_siempre_lo_mismo() -> None:
    todos = [textos.curricular(azar(n), n) for n in range(150)]
    assert todos[:3] == [textos.curricular(azar(n), n) for n in range(3)]
    largos = [(c, largo_sin_espacios(t[c])) for t in todos for c in textos.TEXTOS]
    assert all(textos.TEXTOS[campo][0] <= largo <= textos.TEXTOS[campo][1] for campo, largo in largos)
    assert min(largo for _, largo in largos) == 280
    assert max(largo for _, largo in largos) > 4900
    assert all(t[campo].endswith(textos.SELLO) or t[campo].isupper() for t in todos for campo in textos.TEXTOS)
    assert {m["tipo"] for t in todos for m in t["medios"]} == set(MEDIOS)
    uno = azar(1)
    copia = textos.copiar(uno, todos[0], dict(todos[1]), tal_cual=True)
    assert (copia["propuesta_1"], copia["motivo_cargo"]) == (todos[0]["propuesta_1"], todos[1]["motivo_cargo"])
    casi = textos.copiar(uno, copia, dict(todos[2]), tal_cual=False)["propuesta_1"]
    corregido = textos.corregir(uno, copia["propuesta_1"])
    assert copia["propuesta_1"] not in (casi, corregido)
    assert all(280 <= largo_sin_espacios(t) <= 1600 for t in (casi, corregido))
    assert 0 < largo_sin_espacios(textos.borrador(uno)["propuesta_1"]) < 280
