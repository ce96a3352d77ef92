"""The record proves itself: whatever is altered, removed, inserted or reordered is refused, and then named."""

import io
import json
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, OperationalError, connection, transaction

from compliance import verificador
from compliance.actos import Apunte, asentar, escritura
from compliance.disparadores import asegurar, faltantes, sin_guardas, tablas_que_solo_crecen
from compliance.historia import SinActoError, auditados, firmar, guardar
from compliance.huellas import fila_canonica
from compliance.management.commands import verificar_historial
from compliance.models import Acto, ActorPolitico, Candidatura, Cargo, Persona, Sello
from compliance.services.cadenas import exportar, heredar, proteger, sellar, verificar
from flujos import candidaturas as servicios

from ..elenco import Elenco, momento

EN = momento("2024-04-02 10:00")


def heredar_todo() -> None:
    with sin_guardas():
        heredar(EN)


@pytest.fixture
def elenco(elenco: Elenco) -> Elenco:
    """The cast is set without services: it is taken for what was there before acts."""
    heredar_todo()
    return elenco


@pytest.fixture
def validada(elenco: Elenco) -> Candidatura:
    """One with several acts in its chain."""
    c = elenco.candidatura_en("validada")
    heredar_todo()
    return c


def motivos() -> list[str]:
    """What is broken, without what the database itself lacks."""
    return [r["motivo"] for r in verificar().rotos if "disparadores" not in r["motivo"]]


def sql(orden: str, *datos: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(orden, datos)


def a_la_fuerza(orden: str, *datos: Any) -> None:
    """As the owner of the database, who takes the guards away."""
    with sin_guardas():
        sql(orden, *datos)


def test_lo_que_hacen_los_servicios_se_verifica(validada: Candidatura) -> None:
    v = verificar()
    assert v.rotos == []
    assert v.actos == Acto.objects.count() > 5
    assert [a.indice for a in validada.actos.order_by("indice")] == list(range(1, validada.actos.count() + 1))


def test_cada_fila_del_historial_apunta_a_su_acto(validada: Candidatura) -> None:
    validar = validada.actos.get(verbo="validar")
    fila = validada.history.get(acto=validar.pk)
    assert (fila.estado, fila.history_date) == ("validada", validar.en)
    assert ["compliance.candidatura", fila.history_id] in [f[:2] for f in validar.filas]


@pytest.mark.parametrize(
    "orden",
    [
        "UPDATE compliance_acto SET motivo = 'otro'",
        "DELETE FROM compliance_acto",
        "UPDATE compliance_historicalcandidatura SET estado = 'asignada'",
        "DELETE FROM compliance_historicalpersona",
    ],
)
def test_la_base_se_niega_a_cambiar_lo_escrito(validada: Candidatura, orden: str) -> None:
    with pytest.raises(DatabaseError, match="no se modifica ni se borra"), transaction.atomic():
        sql(orden)
    assert motivos() == []


def test_todas_las_tablas_de_actos_e_historial_estan_protegidas(db: None) -> None:
    assert faltantes() == []
    assert {"compliance_acto", "compliance_sello", "compliance_historicalcandidatura", "flujos_historicalvoto"} <= set(
        tablas_que_solo_crecen()
    )


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has no REPLACE")
def test_la_base_se_niega_a_poner_una_fila_en_lugar_de_otra(validada: Candidatura) -> None:
    acto, fila = validada.actos.get(verbo="validar"), validada.history.first()
    columnas = ", ".join(f'"{c.column}"' for c in Acto._meta.concrete_fields if c.name != "id")
    de_el = "FROM compliance_acto WHERE id = %s"
    for orden, dato in (
        (f"REPLACE INTO compliance_acto SELECT * {de_el}", acto.pk),
        # Under another key, in the same place of its chain.
        (f"REPLACE INTO compliance_acto ({columnas}) SELECT {columnas} {de_el}", acto.pk),
        (
            "REPLACE INTO compliance_historicalcandidatura SELECT * FROM compliance_historicalcandidatura"
            " WHERE history_id = %s",
            fila.history_id if fila else 0,
        ),
    ):
        with pytest.raises(DatabaseError, match="no se modifica ni se borra"), transaction.atomic():
            sql(orden, dato)
    assert motivos() == []


VACIAS = {
    "sqlite": [
        "DROP TRIGGER compliance_acto_update",
        "CREATE TRIGGER compliance_acto_update BEFORE UPDATE ON compliance_acto WHEN 0"
        " BEGIN SELECT RAISE(ABORT, 'El historial no se modifica ni se borra.'); END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION cauce_solo_se_agrega() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RETURN NEW; END $$"
    ],
}


def test_una_guarda_que_ya_no_guarda_se_dice_aunque_conserve_su_nombre(db: None) -> None:
    for orden in VACIAS[connection.vendor]:
        sql(orden)
    assert "compliance_acto" in faltantes()
    assert any(r["objeto"] == "compliance_acto" and "disparadores" in r["motivo"] for r in verificar().rotos)
    asegurar()
    assert verificar().rotos == []


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no replicas")
def test_la_base_se_niega_tambien_a_quien_dice_ser_replica(validada: Candidatura) -> None:
    sql("SET session_replication_role = replica")
    try:
        with pytest.raises(DatabaseError, match="no se modifica ni se borra"), transaction.atomic():
            sql("UPDATE compliance_acto SET motivo = 'otro'")
    finally:
        sql("SET session_replication_role = origin")


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite cannot disable a trigger")
@pytest.mark.parametrize("como", ["DISABLE", "ENABLE REPLICA", "ENABLE"])
def test_una_guarda_apagada_se_dice(db: None, como: str) -> None:
    sql(f"ALTER TABLE compliance_acto {como} TRIGGER compliance_acto_fila")
    assert faltantes() == ["compliance_acto"]


def test_lo_que_se_metio_sin_guardas_no_lo_adopta_quien_las_repone(validada: Candidatura) -> None:
    with sin_guardas():
        validada.save()
        proteger()
    assert faltantes() == []
    assert ["Se insertó una fila" in m for m in motivos()] == [True]


def test_una_guarda_quitada_se_dice_y_migrar_la_repone(db: None) -> None:
    with sin_guardas():
        assert any(r["objeto"] == "compliance_acto" and "disparadores" in r["motivo"] for r in verificar().rotos)
    asegurar()
    assert verificar().rotos == []


def test_un_acto_alterado_se_nombra(validada: Candidatura) -> None:
    acto = validada.actos.get(verbo="validar")
    a_la_fuerza("UPDATE compliance_acto SET por_nombre = 'Otra persona' WHERE id = %s", acto.pk)
    assert [(r["objeto"], r["acto"]) for r in verificar().rotos] == [(f"compliance.candidatura:{validada.pk}", acto.pk)]
    assert "alterado" in motivos()[0]


def test_un_acto_quitado_se_nombra(validada: Candidatura) -> None:
    acto = validada.actos.get(verbo="enviar_captura")
    a_la_fuerza("DELETE FROM compliance_acto WHERE id = %s", acto.pk)
    assert any("Falta o sobra un acto" in m for m in motivos())


def test_el_ultimo_acto_quitado_lo_dicen_las_filas_que_dejo(validada: Candidatura) -> None:
    acto = validada.actos.get(verbo="validar")
    a_la_fuerza("DELETE FROM compliance_acto WHERE id = %s", acto.pk)
    assert {r["acto"] for r in verificar().rotos} == {acto.pk}


def test_un_acto_insertado_se_nombra(validada: Candidatura) -> None:
    ultimo = validada.actos.order_by("-indice")[0]
    falso = Acto(
        **{c.attname: getattr(ultimo, c.attname) for c in Acto._meta.concrete_fields if c.attname != "id"}
        | {"indice": ultimo.indice + 1, "verbo": "retirar", "filas": []}
    )
    falso.save()
    assert any("no sigue al anterior" in m or "alterado" in m for m in motivos())


def test_dos_actos_en_otro_orden_se_nombran(validada: Candidatura) -> None:
    uno, otro = validada.actos.order_by("indice")[1:3]
    a_la_fuerza("UPDATE compliance_acto SET indice = 999 WHERE id = %s", uno.pk)
    a_la_fuerza("UPDATE compliance_acto SET indice = %s WHERE id = %s", uno.indice, otro.pk)
    a_la_fuerza("UPDATE compliance_acto SET indice = %s WHERE id = %s", otro.indice, uno.pk)
    rotos = {r["acto"] for r in verificar().rotos}
    assert {uno.pk, otro.pk} <= rotos


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps in a column only what it may hold")
def test_lo_que_ya_no_se_puede_leer_se_nombra_y_lo_demas_se_sigue_verificando(validada: Candidatura) -> None:
    sellar(date(2024, 4, 2), EN)
    primera, ultima = validada.history.first(), validada.history.last()
    acto = validada.actos.get(verbo="validar")
    assert primera is not None
    assert ultima is not None
    with sin_guardas():
        sql("UPDATE compliance_acto SET en = 'ayer' WHERE id = %s", acto.pk)
        sql("UPDATE compliance_sello SET hecho_en = 'ayer'")
        tabla = "compliance_historicalcandidatura"
        sql(f"UPDATE {tabla} SET history_date = 'ayer' WHERE history_id = %s", primera.history_id)  # noqa: S608
        sql(f"UPDATE {tabla} SET formula = '99' WHERE history_id = %s", ultima.history_id)  # noqa: S608
    assert sorted(motivos()) == [
        "El acto fue alterado: su huella no corresponde a lo que dice.",
        "El sello fue alterado.",
        *(f"Se alteró una fila del historial: compliance.candidatura {n.history_id}." for n in (ultima, primera)),
    ]


HISTORIAL = "compliance_historicalactorpolitico"
INTEGRANTES = f"{HISTORIAL}_integrantes"


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps in a column only what it may hold")
@pytest.mark.parametrize(
    ("orden", "dicho"),
    [
        ("UPDATE compliance_acto SET indice = 'x' WHERE verbo = 'sellar'", "El acto fue alterado: no se puede leer."),
        ("UPDATE compliance_acto SET objeto = 'x' WHERE verbo = 'sellar'", "El acto fue alterado: no se puede leer."),
        ("UPDATE compliance_sello SET dia = 'ayer'", "El sello fue alterado: no se puede leer."),
        ("UPDATE compliance_sello SET objetos = 'x'", "El sello fue alterado: no se puede leer."),
        ("UPDATE compliance_sello SET ultimo_acto = 'x'", "El sello fue alterado: no se puede leer."),
        (f"UPDATE {HISTORIAL} SET id = 'x'", "Se alteró una fila del historial: compliance.actorpolitico"),  # noqa: S608
        (f"UPDATE {HISTORIAL} SET proceso_id = 'x'", "Se alteró una fila del historial: compliance.actorpolitico"),  # noqa: S608
        (f"UPDATE {HISTORIAL} SET acto = 'x'", "Se insertó una fila en el historial: compliance.actorpolitico"),  # noqa: S608
        (
            f"UPDATE {INTEGRANTES} SET to_actorpolitico_id = 'x' WHERE m2m_history_id IN"  # noqa: S608
            f" (SELECT min(m2m_history_id) FROM {INTEGRANTES})",
            "Se alteró una fila del historial: compliance.actorpolitico",
        ),
        ("UPDATE compliance_actorpolitico SET proceso_id = 'x'", "El registro fue alterado"),
    ],
)
def test_lo_que_detendria_al_verificador_se_nombra(elenco: Elenco, orden: str, dicho: str) -> None:
    coalicion = ActorPolitico(proceso=elenco.proceso, clave="juntos", nombre="Juntos", siglas="J", tipo="coalicion")
    guardar(coalicion, por=None, en=EN, motivo="Convenio")
    with escritura():
        firmar(coalicion, None, EN, "Convenio", Apunte("editar", coalicion, en=EN, motivo="Convenio"))
        coalicion.integrantes.set(ActorPolitico.objects.exclude(pk=coalicion.pk)[:2])
        coalicion.save()
    sellar(date(2024, 4, 2), EN)
    assert motivos() == []
    with transaction.atomic():
        sql("PRAGMA ignore_check_constraints = ON")
        a_la_fuerza(orden)
        sql("PRAGMA ignore_check_constraints = OFF")
        assert any(m.startswith(dicho) for m in motivos())
        transaction.set_rollback(True)


@pytest.mark.parametrize("filas", ["5", "{}", "[5]", '[["x"]]'])
def test_un_acto_cuya_lista_de_filas_ya_no_lo_es_se_nombra(validada: Candidatura, filas: str) -> None:
    sellar(date(2024, 4, 2), EN)
    acto = validada.actos.get(verbo="validar")
    with sin_guardas():
        sql("UPDATE compliance_acto SET filas = %s WHERE id = %s", filas, acto.pk)
        sql("UPDATE compliance_sello SET ausentes = %s", filas)
    assert next(r["acto"] for r in verificar().rotos if "no se puede leer" in r["motivo"]) == acto.pk


def test_un_sello_de_respuestas_que_no_lo_es_se_nombra_sin_abrirlo(elenco: Elenco) -> None:
    c = elenco.candidatura_en("capturada")
    heredar_todo()
    fila = c.identidad.history.first()
    a_la_fuerza(
        "UPDATE compliance_historicalcuestionarioidentidad SET respuestas = 'Sí' WHERE history_id = %s", fila.history_id
    )
    assert motivos() == [
        f"Se alteró una fila del historial: compliance.cuestionarioidentidad {fila.history_id}.",
        "El registro no dice lo que su historial: respuestas.",
    ]


@pytest.mark.parametrize(
    ("orden", "dicho"),
    [
        ("UPDATE compliance_historicalcandidatura SET formula = '99' WHERE history_id = %s", "Se alteró una fila"),
        ("DELETE FROM compliance_historicalcandidatura WHERE history_id = %s", "Se quitó una fila"),
    ],
)
def test_una_fila_alterada_o_quitada_se_nombra(validada: Candidatura, orden: str, dicho: str) -> None:
    fila = validada.history.first()
    assert fila is not None
    a_la_fuerza(orden, fila.history_id)
    [roto] = verificar().rotos
    assert roto["acto"] == fila.acto
    assert dicho in roto["motivo"]


def test_una_fila_insertada_se_nombra(validada: Candidatura) -> None:
    fila = validada.history.first()
    assert fila is not None
    fila.history_id = None
    fila.formula = "99"
    fila.save(force_insert=True)
    assert ["Se insertó una fila" in m for m in motivos()] == [True]


@pytest.mark.parametrize(
    ("orden", "dicho"),
    [
        (
            "UPDATE compliance_candidatura SET estado = 'publicada', formula = '9' WHERE id = %s",
            "El registro no dice lo que su historial: estado, formula.",
        ),
        (
            "DELETE FROM compliance_cuestionarioidentidad WHERE candidatura_id = %s",
            "El registro ya no está y su historial no dice que se quitara.",
        ),
    ],
)
def test_un_registro_cambiado_sin_historial_se_nombra(validada: Candidatura, orden: str, dicho: str) -> None:
    sql(orden, validada.pk)
    assert motivos() == [dicho]


def test_un_registro_que_nadie_dio_de_alta_se_nombra(elenco: Elenco) -> None:
    Cargo.objects.bulk_create([Cargo(proceso=elenco.proceso, clave="sindico", nombre="Sindicatura")])
    assert motivos() == ["El registro no tiene historial que se pueda leer."]


def test_lo_que_se_guarda_por_fuera_de_un_acto_se_nombra(elenco: Elenco) -> None:
    elenco.instituto.save()
    assert ["Se insertó una fila" in m for m in motivos()] == [True]


def _guardar_y_fallar(c: Candidatura) -> None:
    guardar(c.persona, por=None, en=EN, motivo="Prueba")
    raise RuntimeError("se deshace")


def test_nada_queda_de_lo_que_se_deshizo(elenco: Elenco) -> None:
    c = elenco.candidatura()
    heredar_todo()
    antes = Acto.objects.count()
    with pytest.raises(RuntimeError, match="se deshace"), escritura():
        _guardar_y_fallar(c)
    assert Acto.objects.count() == antes
    assert verificar().rotos == []


def test_un_acto_necesita_una_escritura(db: None) -> None:
    with pytest.raises(RuntimeError, match="escritura"):
        asentar(Apunte("alta"))


@pytest.mark.parametrize(
    "codigo",
    [
        "objeto.save()",
        "objeto.delete()",
        "objetos.update(nombre='Otra')",
        "objetos.delete()",
        "objetos.create(proceso=objeto.proceso, nombre='Otra', sexo='M')",
    ],
)
def test_el_producto_no_escribe_nada_auditado_fuera_de_un_acto(elenco: Elenco, codigo: str) -> None:
    persona = Persona.objects.create(proceso=elenco.proceso, nombre="Sola", sexo="M")
    # As code of the product, wherever it were.
    hecho = compile(codigo, str(Path(verificador.__file__).with_name("ajeno.py")), "exec")
    with pytest.raises(SinActoError), transaction.atomic():
        exec(hecho, {"objeto": persona, "objetos": Persona.objects.filter(pk=persona.pk)})  # noqa: S102
    assert Persona.objects.get(pk=persona.pk).nombre == "Sola"


def test_un_acto_que_termino_ya_no_escribe(elenco: Elenco) -> None:
    acto = Apunte("cambio", elenco.instituto, en=EN)
    guardar(elenco.instituto, por=None, en=EN, motivo="Uno", acto=acto)
    with pytest.raises(RuntimeError, match="ya terminó"):
        guardar(elenco.instituto, por=None, en=EN, motivo="Otro", acto=acto)
    assert verificar().rotos == []


def test_lo_de_antes_de_los_actos_recibe_el_suyo(elenco: Elenco) -> None:
    persona = Persona(proceso=elenco.proceso, nombre="De antes", sexo="M")
    persona.save()
    persona.nombre = "De antes, corregida"
    persona.save()
    with sin_guardas():
        heredar(EN)
    acto = Acto.objects.get(modelo="compliance.persona", objeto=persona.pk)
    assert (acto.verbo, len(acto.filas), acto.proceso_id) == ("heredar", 2, elenco.proceso.pk)
    assert verificar().rotos == []


def test_el_comando_sale_con_uno_si_algo_esta_roto(validada: Candidatura) -> None:
    dicho = io.StringIO()
    call_command("verificar_historial", json=True, stdout=dicho)
    assert json.loads(dicho.getvalue())["rotos"] == []
    a_la_fuerza("UPDATE compliance_acto SET motivo = 'otro' WHERE id = %s", validada.actos.last().pk)
    dicho = io.StringIO()
    with pytest.raises(CommandError) as error:
        call_command("verificar_historial", json=True, stdout=dicho)
    assert error.value.returncode == 1
    assert set(json.loads(dicho.getvalue())["rotos"][0]) == {"objeto", "acto", "motivo"}


def test_el_comando_sale_con_dos_si_la_base_no_se_lee(monkeypatch: pytest.MonkeyPatch) -> None:
    def ausente() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(verificar_historial, "verificar", ausente)
    with pytest.raises(CommandError, match=r"la base de datos no se pudo leer \(connection refused\)") as error:
        call_command("verificar_historial")
    assert error.value.returncode == 2


# -- Seals ------------------------------------------------------------------------------------------------


def test_un_sello_al_dia_y_cada_uno_sigue_al_anterior(validada: Candidatura, elenco: Elenco) -> None:
    primero = sellar(date(2024, 4, 2), EN)
    assert primero is not None
    assert sellar(date(2024, 4, 2), EN) is None
    servicios.retirar(
        validada, motivo_retiro="renuncia", documento="Oficio 9", por=elenco.usuario("secretaria_tecnica"), en=EN
    )
    segundo = sellar(date(2024, 4, 3), EN)
    assert segundo is not None
    # Sealing is an act, with a chain of its own.
    assert (segundo.previo, segundo.objetos) == (primero.huella, primero.objetos + 1)
    assert segundo.raiz != primero.raiz
    v = verificar()
    assert (v.sellos, v.rotos) == (2, [])


def test_quien_reescribe_la_cadena_entera_no_puede_con_el_sello(validada: Candidatura) -> None:
    sellar(date(2024, 4, 2), EN)
    acto = validada.actos.order_by("-indice")[0]
    acto.motivo = "Reescrito"
    nueva = verificador.huella_de_acto(acto.canonico())
    a_la_fuerza("UPDATE compliance_acto SET motivo = 'Reescrito', huella = %s WHERE id = %s", nueva, acto.pk)
    assert motivos() == ["Las cadenas no son las que se sellaron ese día."]


def test_una_fila_reescrita_con_todas_las_huellas_que_le_siguen_la_nombra_el_sello(validada: Candidatura) -> None:
    sellar(date(2024, 4, 2), EN)
    fila = validada.history.last()
    assert fila is not None
    with sin_guardas():
        validada.history.filter(pk=fila.pk).update(formula="99")
        previo = ""
        for acto in validada.actos.order_by("indice"):
            acto.filas = [
                [t, n, h] if n != fila.pk else [t, n, verificador.huella(fila_canonica(validada.history.get(pk=n)))]
                for t, n, h in acto.filas
            ]
            acto.previo = previo or acto.previo
            previo = verificador.huella_de_acto(acto.canonico())
            Acto.objects.filter(pk=acto.pk).update(filas=acto.filas, previo=acto.previo, huella=previo)
    assert motivos() == ["Las cadenas no son las que se sellaron ese día."]


def test_los_ultimos_actos_quitados_con_sus_filas_los_dice_el_sello(validada: Candidatura) -> None:
    sellar(date(2024, 4, 2), EN)
    acto = validada.actos.order_by("-indice")[0]
    with sin_guardas():
        for modelo in auditados():
            modelo.history.filter(acto=acto.pk).delete()  # type: ignore[attr-defined]
        sql("DELETE FROM compliance_acto WHERE id = %s", acto.pk)
    assert motivos() == [
        "El registro no dice lo que su historial: estado, validada_en.",
        "Las cadenas no son las que se sellaron ese día.",
    ]


def test_una_cadena_quitada_entera_la_dice_el_sello(validada: Candidatura) -> None:
    sello = sellar(date(2024, 4, 2), EN)
    assert sello is not None
    with sin_guardas():
        sql("DELETE FROM compliance_historicalpersona WHERE id = %s", validada.persona_id)
        sql("DELETE FROM compliance_acto WHERE modelo = 'compliance.persona' AND objeto = %s", validada.persona_id)
    assert motivos() == [
        "El registro no tiene historial que se pueda leer.",
        f"Se sellaron {sello.objetos} cadenas y hay {sello.objetos - 1}.",
    ]


@pytest.mark.parametrize("cual", [0, 1, 2], ids=["primero", "intermedio", "ultimo"])
def test_un_sello_quitado_se_nombra(elenco: Elenco, cual: int) -> None:
    sellos = [sellar(date(2024, 4, dia), EN) for dia in (2, 3, 4)]
    quitado = sellos[cual]
    assert quitado is not None
    a_la_fuerza("DELETE FROM compliance_sello WHERE id = %s", quitado.pk)
    assert f"Se quitó el sello del {quitado.dia}." in motivos()


def test_un_sello_que_nadie_hizo_o_hecho_de_nuevo_se_nombra(elenco: Elenco) -> None:
    sello = sellar(date(2024, 4, 2), EN)
    assert sello is not None
    sello.hecho_en = momento("2024-04-02 11:00")
    nueva = verificador.huella_de_sello(sello.canonico())
    a_la_fuerza("UPDATE compliance_sello SET hecho_en = %s, huella = %s", sello.hecho_en, nueva)
    assert motivos() == ["El sello del 2024-04-02 no es el que se hizo."]
    sello.pk, sello.dia, sello.previo = None, date(2024, 4, 3), nueva
    sello.huella = verificador.huella_de_sello(sello.canonico())
    sello._state.adding = True
    sello.save()
    assert "Ningún acto hizo el sello del 2024-04-03." in motivos()


def test_un_sello_alterado_se_nombra(validada: Candidatura) -> None:
    sellar(date(2024, 4, 2), EN)
    a_la_fuerza("UPDATE compliance_sello SET actos = 1")
    assert "El sello fue alterado." in motivos()


def test_lo_que_se_escribia_mientras_se_sellaba_no_rompe_el_sello(elenco: Elenco) -> None:
    c = elenco.candidatura()
    heredar_todo()
    ultimo = Acto.objects.order_by("-pk")[0].pk
    guardar(c.persona, por=None, en=EN, motivo="Prueba")
    sello = sellar(date(2024, 4, 2), EN)
    assert sello is not None
    assert sello.ultimo_acto > ultimo
    guardar(c.persona, por=None, en=EN, motivo="Después")
    assert motivos() == []
    assert Sello.objects.count() == 1


# -- Bundles ----------------------------------------------------------------------------------------------


@pytest.fixture
def paquete(validada: Candidatura, tmp_path: Path) -> Path:
    """The bundle of a sealed candidacy."""
    sellar(date(2024, 4, 2), EN)
    ruta = tmp_path / "historial.zip"
    call_command("exportar_historial", objeto=f"compliance.candidatura:{validada.pk}", salida=ruta)
    return ruta


def verificar_fuera(ruta: Path) -> tuple[int, dict[str, Any]]:
    """With the file that comes in the bundle, and nothing of Cauce within reach."""
    subprocess.run([sys.executable, "-m", "zipfile", "-e", ruta.name, "fuera"], cwd=ruta.parent, check=True)
    hecho = subprocess.run(
        [sys.executable, "-I", "-S", "fuera/verificador.py", ruta.name],
        cwd=ruta.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    return hecho.returncode, json.loads(hecho.stdout)


def test_un_paquete_se_verifica_sin_cauce(paquete: Path, validada: Candidatura) -> None:
    codigo, dicho = verificar_fuera(paquete)
    assert (codigo, dicho["rotos"], dicho["sellos"]) == (0, [], 1)
    assert dicho["actos"] == validada.actos.count()


def test_el_verificador_dice_la_raiz_que_se_coteja_y_hasta_donde_cubre(paquete: Path, validada: Candidatura) -> None:
    _, dicho = verificar_fuera(paquete)
    # The bundle holds the act of its own sending, which no seal covers yet.
    cubre = validada.actos.count() - 1
    assert dicho["sello"] == {"dia": "2024-04-02", "raiz": Sello.objects.get().raiz, "cubre": cubre}


def test_un_paquete_de_algo_alterado_lo_nombra_fuera(validada: Candidatura, tmp_path: Path) -> None:
    fila = validada.history.first()
    assert fila is not None
    a_la_fuerza("UPDATE compliance_historicalcandidatura SET formula = '99' WHERE history_id = %s", fila.history_id)
    ruta = tmp_path / "historial.zip"
    with ruta.open("wb") as salida:
        exportar(f"compliance.candidatura:{validada.pk}", salida)
    codigo, dicho = verificar_fuera(ruta)
    assert codigo == 1
    assert [r["acto"] for r in dicho["rotos"]] == [fila.acto]


def _quitar_desde_el_ultimo_sellado(d: dict[str, Any]) -> None:
    d["actos"] = [a for a in d["actos"] if a["indice"] < d["camino"]["indice"]]
    quedan = [x[:2] for a in d["actos"] for x in a["filas"]]
    d["filas"] = [f for f in d["filas"] if [f["tabla"], f["registro"]] in quedan]


def _reordenar(d: dict[str, Any]) -> None:
    d["actos"][0], d["actos"][1] = d["actos"][1], d["actos"][0]


def _alterar_y_decir_que_se_reserva(d: dict[str, Any]) -> None:
    fila = d["filas"][0]
    d["filas"][0] = {**fila, "razon": "otra", "reservada": verificador.huella(fila)}


FORJAS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "acto alterado": (lambda d: d["actos"][1].update(motivo="otro"), "El acto fue alterado"),
    "acto quitado": (lambda d: d["actos"].pop(1), "Falta o sobra un acto"),
    "último sellado quitado con sus filas": (
        _quitar_desde_el_ultimo_sellado,
        "El sello cubre un acto que no está",
    ),
    "acto insertado": (lambda d: d["actos"].insert(1, dict(d["actos"][0])), "Falta o sobra un acto"),
    "actos en otro orden": (_reordenar, "Falta o sobra un acto"),
    "sin actos": (lambda d: d.update(actos=[], filas=[]), "no trae ningún acto"),
    "fila alterada": (lambda d: d["filas"][0].update(razon="otra"), "Se alteró una fila"),
    "fila alterada que dice reservarse": (_alterar_y_decir_que_se_reserva, "Se alteró una fila"),
    "fila quitada": (lambda d: d["filas"].pop(0), "Se quitó una fila"),
    "fila insertada": (lambda d: d["filas"].append({**d["filas"][0], "registro": 0}), "Se insertó una fila"),
    "fila repetida": (lambda d: d["filas"].insert(0, {**d["filas"][0], "razon": "otra"}), "Se insertó una fila"),
    "de otro objeto": (lambda d: d.update(objeto="compliance.candidatura:0"), "El acto es de otro objeto"),
    "sello alterado": (lambda d: d["sello"].update(objetos=1), "El sello fue alterado"),
    "camino alterado": (lambda d: d["camino"]["hermanas"].pop(), "La cadena no es la que se selló"),
    "incompleto": (lambda d: d.pop("filas"), "está incompleto"),
}


@pytest.fixture
def reescribir(paquete: Path) -> Callable[..., Path]:
    """The bundle with its history as somebody left it."""

    def hacer(*contenidos: bytes) -> Path:
        with zipfile.ZipFile(paquete) as original:
            archivo = original.read("verificador.py")
        with zipfile.ZipFile(paquete, "w") as nuevo, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the same name twice
            for contenido in contenidos:
                nuevo.writestr("historial.json", contenido)
            nuevo.writestr("verificador.py", archivo)
        return paquete

    return hacer


def contenido_de(paquete: Path) -> bytes:
    with zipfile.ZipFile(paquete) as abierto:
        return abierto.read("historial.json")


def test_cada_forja_de_un_paquete_se_nombra_fuera(paquete: Path, reescribir: Callable[..., Path]) -> None:
    original = contenido_de(paquete)
    assert verificar_fuera(reescribir(original))[1]["rotos"] == []
    for nombre, (forjar, dicho) in FORJAS.items():
        datos = json.loads(original)
        forjar(datos)
        codigo, resultado = verificar_fuera(reescribir(verificador.canonico(datos)))
        assert codigo == 1, nombre
        assert any(dicho in r["motivo"] for r in resultado["rotos"]), (nombre, resultado["rotos"])


def test_un_paquete_que_otro_programa_leeria_distinto_se_nombra(paquete: Path, reescribir: Callable[..., Path]) -> None:
    original = contenido_de(paquete)
    repetida = original.replace(b'"motivo":', b'"motivo":"falso","motivo":', 1)
    assert repetida != original
    for contenidos, dicho in (
        ((repetida,), "forma canónica"),
        ((original.replace(b"validar", b"retirar"), original), "2 veces"),
    ):
        codigo, resultado = verificar_fuera(reescribir(*contenidos))
        assert codigo == 1
        assert [dicho in r["motivo"] for r in resultado["rotos"]] == [True]


@pytest.mark.parametrize("objeto", ["compliance.candidatura:0", "no.existe:1", "compliance.candidatura", "x:y"])
def test_de_lo_que_no_dejo_actos_no_hay_paquete(db: None, tmp_path: Path, objeto: str) -> None:
    with pytest.raises(CommandError, match="no dejó ningún acto"):
        call_command("exportar_historial", objeto=objeto, salida=tmp_path / "x.zip")
    assert not (tmp_path / "x.zip").exists()
