"""What the record cannot hold is told before a load, and the widths said twice are the same."""

from datetime import date
from typing import Any

import pytest
from django.db import models

from compliance.models import (
    Area,
    Cargo,
    Entregable,
    EtapaRuta,
    Hito,
    Instituto,
    Integracion,
    LimiteTexto,
    Organo,
    Plan,
    Proceso,
    Ruta,
    Subactividad,
)
from compliance.plan.defectos import PlanInvalido
from compliance.plan.esquema import IntegranteDatos, PlanDatos, interpretar_plan
from compliance.plan.registro import LARGOS, MAXIMO, MAXIMO_LARGO, PEQUENOS, no_caben
from compliance.services.planes import cargar_plan

from ..elenco import momento
from .plan_limpio import LIMPIO, revisado

MODELOS: dict[str, type[models.Model]] = {
    "plan": Plan,
    "instituto": Instituto,
    "proceso": Proceso,
    "organos": Organo,
    "integrantes": Integracion,
    "areas": Area,
    "cargos": Cargo,
    "rutas": Ruta,
    "etapas": EtapaRuta,
    "entregables": Entregable,
    "subactividades": Subactividad,
    "hitos": Hito,
}
# Keys of the file that the record calls otherwise.
COLUMNAS = {("entregables", "responsable"): "responsable_impreso"}
# Set by choices, patterns or the months that a plan may have: the schema refuses any other.
CERRADOS = {"tipo", "modo", "principio", "periodo", "color", "orden_autorizacion", "tipo_sesion", "mayoria"}


@pytest.mark.parametrize("tipo", MODELOS)
def test_los_largos_son_los_de_las_columnas(tipo: str) -> None:
    columnas: dict[str, models.Field[Any, Any]] = {f.name: f for f in MODELOS[tipo]._meta.fields}
    for campo, largo in LARGOS[tipo].items():
        assert columnas[COLUMNAS.get((tipo, campo), campo)].max_length == largo
    for campo in PEQUENOS.get(tipo, ()):
        assert isinstance(columnas[campo], models.PositiveSmallIntegerField)


@pytest.mark.parametrize("tipo", sorted(MODELOS.keys() - {"plan", "proceso", "instituto"}))
def test_a_ninguna_columna_de_texto_le_falta_su_largo(tipo: str) -> None:
    """A column that is added to the record is added here, or its width would be told only by a load."""
    dichos = set(LARGOS[tipo])
    columnas = {
        f.name for f in MODELOS[tipo]._meta.fields if isinstance(f, models.CharField) and f.max_length is not None
    }
    del_archivo = {
        "entregables": set(PlanDatos.model_fields["entregables"].annotation.__args__[0].model_fields),  # type: ignore[union-attr]
        "integrantes": set(IntegranteDatos.model_fields),
    }
    suyas = columnas & del_archivo.get(tipo, columnas)
    assert suyas - dichos - CERRADOS == set()


def test_los_numeros_son_los_que_caben_en_toda_base() -> None:
    assert MAXIMO == 2**15 - 1
    assert MAXIMO_LARGO == 2**31 - 1
    assert isinstance(LimiteTexto._meta.get_field("maximo"), models.PositiveIntegerField)


@pytest.mark.parametrize(
    ("cambios", "donde"),
    [
        pytest.param({"entregables/aviso/clave": "19" * 7, "matriz/19/clave": "19" * 7}, "clave", id="clave de fila"),
        pytest.param(
            {"entregables/proceso-tecnico/subactividades/6.1/clave": "6.1 y su anexo"},
            "subactividades.clave",
            id="de paso",
        ),
        pytest.param({"entregables/aviso/producto": "P" * 301}, "producto", id="producto"),
        pytest.param({"entregables/aviso/fuente": "P" * 201}, "fuente", id="fuente"),
        pytest.param({"entregables/aviso/fundamento": "Art. 15, inciso c)" + " " * 400}, "fundamento", id="fundamento"),
        pytest.param({"instituto/siglas": "OPL" * 7}, "instituto.siglas", id="siglas"),
        pytest.param({"rutas/interno/nombre": "R" * 121}, "rutas.nombre", id="ruta"),
        pytest.param({"hitos/captura/responsable": "R" * 201}, "hitos.responsable", id="hito"),
        pytest.param({"areas/informatica/correo": "informatica"}, "areas.correo", id="correo"),
        pytest.param({"organos/consejo/quorum": 40000}, "organos.quorum", id="quorum"),
        pytest.param({"proceso/joven_desde": -1}, "proceso.joven_desde", id="edad"),
        pytest.param(
            {"proceso/campanas_inicio": date(2024, 4, 15), "proceso/campanas_fin": date(2024, 4, 14)},
            "proceso.campanas_fin",
            id="campanias al reves",
        ),
        pytest.param({"limites": {"historia_profesional": {"minimo": 9, "maximo": 8}}}, "limites.maximo", id="limite"),
        pytest.param(
            {"entregables/semanal/llave": "s" * 75, "matriz/14/llave": "s" * 75}, "llave", id="de una plantilla"
        ),
    ],
)
def test_lo_que_no_cabe_es_el_primer_hallazgo(cambios: dict[str, Any], donde: str) -> None:
    hallado = revisado(cambios)[0]
    assert (hallado.codigo, hallado.gravedad, hallado.campo) == ("no_cabe_en_el_registro", "error", donde)


def test_lo_que_cabe_justo_no_se_dice() -> None:
    assert revisado({"entregables/aviso/clave": "1" * 12, "matriz/19/clave": "1" * 12}) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cambio",
    [
        ('clave = "18"', 'clave = "18-2023-2024-X"'),
        ('siglas = "OPL"', f'siglas = "{"OPL" * 7}"'),
        ('nombre = "Comisión"\ntipo', f'nombre = "{"C" * 251}"\ntipo'),
        ('responsable = ""', ""),
    ],
    ids=["clave", "siglas", "organo", "nada"],
)
def test_lo_que_la_revision_no_deja_pasar_es_lo_que_la_carga_rechaza(cambio: tuple[str, str]) -> None:
    plan = interpretar_plan(LIMPIO.replace(*cambio).encode(), "limpio.toml")
    rechazado = bool(list(no_caben(plan)))
    try:
        cargar_plan(plan, "0" * 64, por=None, en=momento("2023-11-01 10:00"))
    except PlanInvalido:
        assert rechazado
    else:
        assert not rechazado
