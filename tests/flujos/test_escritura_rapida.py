"""What is written with SQL made once is what simple-history and the ORM would have written."""

from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import models, transaction
from hypothesis import given
from hypothesis import strategies as st

from compliance import verificador
from compliance.actos import escritura
from compliance.cifrado import sellados
from compliance.historia import guardar
from compliance.huellas import HUECO, Molde
from compliance.models import Acto, Candidatura, Cargo, CuestionarioCurricular, CuestionarioIdentidad, LimiteTexto
from compliance.sentencias import Preparada
from compliance.verificador import huella_de_acto
from flujos import candidaturas as servicios
from flujos.transiciones import bloquear

from ..elenco import Elenco, momento

EN = momento("2024-04-05 10:00")


def _guardado(fila: models.Model, *menos: str) -> dict[str, Any]:
    """Each column that is kept, but for these."""
    columnas = type(fila)._default_manager.filter(pk=fila.pk).values().get()
    return {nombre: valor for nombre, valor in columnas.items() if nombre not in menos}


def test_la_fila_del_historial_es_la_que_dejaria_simple_history(elenco: Elenco) -> None:
    por = elenco.usuario("verificacion")
    c = servicios.validar(elenco.candidatura_en("capturada"), por=por, en=EN)
    nuestra = c.history.first()
    assert (nuestra.acto, nuestra.autor) == (c.actos.last().pk, str(por))

    c._history_user, c._history_date, c._change_reason = por, EN, "validar"
    c.save()
    suya = c.history.first()
    assert suya.pk != nuestra.pk
    # simple-history knows nothing of acts: this save was in none.
    assert _guardado(nuestra, "history_id", "acto") == _guardado(suya, "history_id", "acto")


def test_el_acto_es_el_que_escribiria_el_orm(elenco: Elenco) -> None:
    c = servicios.validar(elenco.candidatura_en("capturada"), por=elenco.usuario("verificacion"), en=EN)
    acto = c.actos.order_by("indice").last()
    assert huella_de_acto(acto.canonico()) == acto.huella
    copia = Acto(**{f.attname: getattr(acto, f.attname) for f in Acto._meta.concrete_fields})
    copia.pk, copia.indice = acto.pk + 1000, acto.indice + 1000
    copia.save()
    assert _guardado(acto, "id", "indice") == _guardado(copia, "id", "indice")


def test_de_lo_leido_se_escribe_solo_lo_que_cambio(elenco: Elenco) -> None:
    c = elenco.candidatura()
    with escritura():
        c = bloquear(Candidatura, c.pk)
        Candidatura.objects.filter(pk=c.pk).update(origen="otro registro")
        c.accion_afirmativa = "indigena"
        guardar(c, por=None, en=EN, motivo="Prueba")
    c.refresh_from_db()
    assert (c.accion_afirmativa, c.origen) == ("indigena", "otro registro")


def test_lo_que_cambia_por_dentro_se_escribe(elenco: Elenco) -> None:
    curricular = elenco.candidatura().curricular
    with escritura():
        curricular = bloquear(CuestionarioCurricular, curricular.pk)
        curricular.medios.append({"tipo": "correo", "valor": "ana@example.com"})
        guardar(curricular, por=None, en=EN, motivo="Prueba")
    curricular.refresh_from_db()
    assert curricular.medios == [{"tipo": "correo", "valor": "ana@example.com"}]
    assert curricular.history.first().medios == curricular.medios


def test_lo_leido_en_otra_escritura_se_guarda_entero(elenco: Elenco) -> None:
    """What was rolled back there is still in the object: nobody knows what the database kept."""
    c = elenco.candidatura()
    with escritura():
        c = bloquear(Candidatura, c.pk)
        c.accion_afirmativa = "indigena"
        guardar(c, por=None, en=EN, motivo="Prueba")
        transaction.set_rollback(True)
    guardar(c, por=None, en=EN, motivo="Prueba")
    c.refresh_from_db()
    assert c.accion_afirmativa == "indigena"


@pytest.mark.parametrize(("campo", "valor"), [("clave", "gubernatura"), ("principio", "otro")])
def test_lo_que_cambia_se_valida(elenco: Elenco, campo: str, valor: str) -> None:
    with escritura():
        cargo = bloquear(Cargo, elenco.diputacion.pk)
        setattr(cargo, campo, valor)
        with pytest.raises(ValidationError):
            guardar(cargo, por=None, en=EN, motivo="Prueba")


def test_una_restriccion_se_valida_si_cambia_algo_de_lo_que_mira(elenco: Elenco) -> None:
    with escritura():
        limite = bloquear(LimiteTexto, LimiteTexto.objects.filter(proceso=elenco.proceso)[0].pk)
        limite.minimo = limite.maximo + 1
        with pytest.raises(ValidationError):
            guardar(limite, por=None, en=EN, motivo="Prueba")


def test_cada_consulta_olvida_las_llaves_de_la_anterior(elenco: Elenco) -> None:
    """What one answered stays on its connection no longer than who asked: a key may be destroyed meanwhile."""
    preguntar: Preparada[CuestionarioIdentidad] = Preparada(
        lambda candidatura: CuestionarioIdentidad.objects.filter(candidatura=candidatura)
    )
    juegos = []
    for nombre in ("Ana Uno", "Eva Dos"):
        c = elenco.candidatura_en("capturada", nombre, formula=nombre[-3:])
        with sellados():
            juegos.append(preguntar.una(c.pk).respuestas.juego)
    assert juegos[0] is not juegos[1]
    assert juegos[0].pedidas.isdisjoint(juegos[1].pedidas)


# What any column may hold, however odd: the text around it is made once, and must not notice.
_VALORES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(),
    st.dates(),
    st.datetimes(timezones=st.sampled_from([UTC, ZoneInfo("America/Mexico_City")])),
    st.decimals(allow_nan=False),
    st.lists(st.one_of(st.integers(), st.text())),
    st.dictionaries(st.text(), st.integers()),
    st.sampled_from(Candidatura.Estado),
)


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,9}", fullmatch=True), _VALORES, min_size=1))
def test_la_huella_de_molde_es_la_de_la_forma_canonica(dato: dict[str, Any]) -> None:
    molde = Molde(dict.fromkeys(dato, HUECO))
    assert molde.huella(dato[clave] for clave in sorted(dato)) == verificador.huella(dato)
