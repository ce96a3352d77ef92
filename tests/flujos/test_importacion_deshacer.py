"""An import is taken back whole while nothing moved since: what it created goes, what it changed is as it was."""

from collections.abc import Callable
from typing import Any

import pytest

from compliance.models import Acto, ActorPolitico, Candidatura, Cargo, LlaveDeCandidatura, Persona, Proceso, Territorio
from compliance.services.cadenas import verificar
from flujos import candidaturas as servicios
from flujos.historial import como_estaba
from flujos.importacion import deshacer as servicio
from flujos.importacion import escritura
from flujos.importacion.deshacer import deshacer, empezar_a_deshacer, lo_que_se_ira, seguir_deshaciendo
from flujos.models import Importacion
from flujos.transiciones import Rechazo, YaHecho

from ..elenco import Elenco, momento
from ..libros import en_blanco, identidad_en_blanco
from .importado import EN, Importador, cuentas, persona

LUEGO = momento("2024-07-02 10:00")
NUEVAS = {
    "PARTIDO_COALICION": "PARTIDO NUEVO",
    "DISTRITO LOCAL": "No aplica",
    "MUNICIPIO": "YAUTEPEC",
    "CARGO": "SINDICATURA",
}
DEL_REGISTRO = (Candidatura, Persona, ActorPolitico, Territorio, Cargo)


def cuantos() -> dict[str, int]:
    # Whoever answered has a key; whoever stays keeps it, though the answers went.
    assert not LlaveDeCandidatura.objects.exclude(candidatura__in=Candidatura.objects.all()).exists()
    return {m.__name__: m._default_manager.count() for m in DEL_REGISTRO}


@pytest.fixture
def intacto(elenco: Elenco) -> Callable[[], bool]:
    """Whether nothing is broken but what the cast left: it writes by hand."""
    rotos = verificar().rotos
    return lambda: verificar().rotos == rotos


def valores(c: Candidatura) -> dict[str, Any]:
    """All that a candidacy says, with its person and its questionnaires."""
    return {
        f"{o._meta.model_name}.{f.attname}": getattr(o, f.attname)
        for o in (c, c.persona, c.curricular, c.identidad)
        for f in o._meta.concrete_fields
    }


@pytest.fixture(autouse=True)
def en_lotes_de_dos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(escritura, "LOTE", 2)
    monkeypatch.setattr(escritura, "RESPIRO", 0)
    monkeypatch.setattr(servicio, "RESPIRO", 0)


def test_lo_creado_se_va_lo_cambiado_vuelve_y_el_historial_queda(
    sin_limites: Proceso, intacto: Callable[[], bool], importado: Importador, elenco: Elenco
) -> None:
    # On record before: one that is incomplete, of an import of its own.
    primera = persona(1)
    importado([primera], [identidad_en_blanco(primera)], en=momento("2024-06-30 10:00"))
    antes, registrada = cuantos(), valores(Candidatura.objects.get())
    filas = [persona(1, EDAD=45.0, PROPUESTA_1="Otra."), *(persona(n, **NUEVAS) for n in range(2, 5)), persona(5)]
    assert cuentas(importado(filas, por=elenco.usuario("administracion"))) == (4, 1, 0, 0)
    assert Candidatura.objects.get(formula="1").estado == "capturada"
    importacion = Importacion.objects.latest("pk")
    assert importacion.lotes.count() == 3
    ira = lo_que_se_ira(importacion)
    assert (ira.candidaturas, ira.personas, ira.cambiadas, len(ira.catalogos)) == (4, 4, 1, 3)
    quitadas = set(Candidatura.objects.exclude(formula="1").values_list("pk", flat=True))

    deshacer(importacion, por=elenco.usuario("administracion"), en=LUEGO)

    assert cuantos() == antes
    assert valores(Candidatura.objects.get()) == registrada
    assert intacto()
    # The history tells what there was, without any answer, and who took it back.
    for pk in quitadas:
        acto = Acto.objects.filter(candidatura_id=pk).latest("pk")
        assert (acto.verbo, acto.por_nombre, acto.de) == ("deshacer", "Administracion De Prueba", "capturada")
        assert {tabla for tabla, *_ in acto.filas} == {
            "compliance.candidatura",
            "compliance.cuestionariocurricular",
            "compliance.cuestionarioidentidad",
            "compliance.persona",
        }
    entonces = como_estaba(Candidatura, min(quitadas), EN, sin_limites.tz)
    assert entonces is not None
    importacion.refresh_from_db()
    assert (importacion.deshecha_en, importacion.deshecha_por) == (LUEGO, "Administracion De Prueba")
    with pytest.raises(YaHecho, match="ya se deshizo"):
        deshacer(importacion, por=None, en=LUEGO)
    # And it can be loaded again, whole.
    assert cuentas(importado(filas, en=momento("2024-07-03 10:00"))) == (4, 1, 0, 0)
    assert intacto()


def test_lo_que_se_movio_se_nombra_y_no_se_quita_nada(importado: Importador, elenco: Elenco) -> None:
    importado([persona(n) for n in range(1, 4)])
    importacion, antes = Importacion.objects.get(), cuantos()
    validada = Candidatura.objects.get(formula="2")
    servicios.validar(validada, por=elenco.usuario("verificacion"), en=EN)
    with pytest.raises(Rechazo, match=r"se movió: PERSONA SINTETICA B · .*: validar, Verificacion De Prueba") as info:
        deshacer(importacion, por=None, en=LUEGO)
    assert info.value.guarda == "movido"
    assert (cuantos(), Importacion.objects.get().deshaciendo_desde) == (antes, None)


@pytest.mark.parametrize("que", ["persona", "cuenta", "otra_candidatura"])
def test_tambien_se_movio_lo_que_cuelga_de_ella(importado: Importador, elenco: Elenco, que: str) -> None:
    importado([persona(1)])
    c = Candidatura.objects.get()
    administra = elenco.usuario("administracion")
    if que == "persona":
        datos = {"nombre": "PERSONA SINTÉTICA A"}
        servicios.corregir_registro(c, datos=datos, accion_afirmativa="", motivo="Acento", por=administra, en=EN)
    elif que == "cuenta":
        elenco.cuenta_de(c)
    else:
        Candidatura.objects.filter(pk=elenco.candidatura(formula="77").pk).update(persona=c.persona)
    with pytest.raises(Rechazo, match=r"se movió: PERSONA SINT[EÉ]TICA A"):
        deshacer(Importacion.objects.get(), por=None, en=LUEGO)


def test_los_catalogos_que_otra_usa_o_que_alguien_corrigio_se_quedan(importado: Importador, elenco: Elenco) -> None:
    importado([persona(1, **NUEVAS)], en=momento("2024-06-30 10:00"))
    primera = Importacion.objects.get()
    importado([persona(2, **NUEVAS)])
    assert len(lo_que_se_ira(primera).se_quedan) == 3
    deshacer(primera, por=None, en=LUEGO)
    assert Candidatura.objects.get().actor.nombre == "PARTIDO NUEVO"
    acto = Acto.objects.get(modelo="flujos.importacion", objeto=primera.pk, verbo="deshacer")
    assert len(acto.hechos["se_quedan"]) == 3


def test_interrumpida_sigue_donde_quedo_y_mientras_nadie_importa(
    sin_limites: Proceso, intacto: Callable[[], bool], importado: Importador, monkeypatch: pytest.MonkeyPatch
) -> None:
    antes = cuantos()
    importado([persona(n) for n in range(1, 6)])
    importacion = empezar_a_deshacer(Importacion.objects.get(), por=None, en=LUEGO)
    original, va = servicio._deshacer_lote, iter(range(9))

    def cae(*args: Any, **kwargs: Any) -> None:
        original(*args, **kwargs)
        if next(va) == 1:
            raise OSError("el disco")

    with monkeypatch.context() as parche:
        parche.setattr(servicio, "_deshacer_lote", cae)
        with pytest.raises(OSError, match="el disco"):
            seguir_deshaciendo(importacion, por=None, en=LUEGO)
    assert (Candidatura.objects.count(), importacion.deshechas) == (4, 1)
    with pytest.raises(Rechazo, match="Se está deshaciendo"):
        importado([persona(9)])
    seguir_deshaciendo(importacion, por=None, en=LUEGO)
    assert cuantos() == antes
    assert intacto()


def test_solo_quien_administra_deshace(importado: Importador, elenco: Elenco) -> None:
    importado([en_blanco()])
    with pytest.raises(Rechazo) as info:
        deshacer(Importacion.objects.get(), por=elenco.usuario("verificacion"), en=LUEGO)
    assert info.value.guarda == "rol"
