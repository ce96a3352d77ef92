"""Accounts, plans, inhábiles and catalogues: each thing done is one act, with all the rows that it wrote."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group

from calendario.models import Inhabil
from compliance.models import Acto, Nombramiento, Plan, Usuario
from compliance.services import cuentas
from compliance.services.cadenas import verificar
from compliance.services.inhabiles import guardar_inhabil, huella, movimientos, periodos_con, quitar_inhabil
from compliance.verbos.cuentas import DE_CUENTA, DE_LA_PROPIA, DE_PAPEL, DE_VIGENCIA
from compliance.verbos.tabla import DE_CATALOGO, DE_DOCUMENTO, DE_INHABIL, DE_LLAVE, DE_PLAN, DE_PREPARACION
from notificaciones.escalones import cargar_escalones

from ..elenco import Elenco, momento
from .plan_cargado import cargar

EN = momento("2024-03-20 10:00")


def tablas(acto: Acto) -> list[str]:
    return [tabla for tabla, *_ in acto.filas]


def papel(e: Elenco, rol: str, **campos: Any) -> Nombramiento:
    return Nombramiento(
        rol=Group.objects.get(name=rol), proceso=e.proceso, desde=EN.date(), documento="Oficio 1", **campos
    )


def test_abrir_una_cuenta_con_su_rol_es_un_acto(elenco: Elenco) -> None:
    admin, nueva = elenco.usuario("administracion"), Usuario(username="nueva", email="nueva@example.com")
    cuentas.abrir_cuenta(nueva, papel(elenco, "comision", organo=elenco.comision), por=admin, en=EN)
    (acto,) = Acto.objects.all()
    assert (acto.verbo, acto.modelo, acto.objeto) == ("abrir", "compliance.usuario", nueva.pk)
    assert (acto.proceso, acto.por) == (elenco.proceso, admin)
    assert tablas(acto) == ["compliance.usuario", "compliance.nombramiento"]


def test_dar_y_terminar_un_rol_son_actos_del_nombramiento(elenco: Elenco) -> None:
    admin = elenco.usuario("administracion")
    n = papel(elenco, "consejo", usuario=elenco.usuario("comision"), organo=elenco.consejo)
    cuentas.nombrar(n, por=admin, en=EN)
    cuentas.terminar_nombramiento(n, hasta=EN.date(), motivo="Concluyó", por=admin, en=EN)
    actos = Acto.objects.filter(modelo="compliance.nombramiento", objeto=n.pk).order_by("indice")
    assert [(a.verbo, a.motivo, a.proceso) for a in actos] == [
        ("nombrar", "", elenco.proceso),
        ("terminar_nombramiento", "Concluyó", elenco.proceso),
    ]
    assert Acto.objects.count() == 2


def test_un_enlace_con_lo_que_deja_por_confirmar_es_un_acto(elenco: Elenco) -> None:
    quien = elenco.usuario("verificacion")
    cuentas.emitir_enlace(quien, elenco.proceso, por=elenco.usuario("administracion"), en=EN)
    (acto,) = Acto.objects.all()
    assert (acto.verbo, acto.modelo) == ("emitir_enlace", "compliance.usuario")
    assert tablas(acto) == ["compliance.usuario", "compliance.nombramiento"]


def test_cargar_un_plan_es_un_acto_con_todas_sus_filas(db: None) -> None:
    cargar()
    plan = Plan.objects.get()
    (acto,) = Acto.objects.all()
    assert (acto.verbo, acto.modelo, acto.objeto, acto.proceso) == ("cargar", "compliance.plan", plan.pk, plan.proceso)
    assert acto.hechos == {"sha256": plan.sha256, "version": 1}
    assert {"compliance.entregable", "compliance.ruta", "compliance.plan", "calendario.calendario"} <= set(tablas(acto))
    cargar()
    assert Acto.objects.count() == 1


def test_un_inhabil_con_las_fechas_que_mueve_es_un_acto(elenco: Elenco) -> None:
    e = elenco.entregables["informe-marzo"]
    e.regla, e.regla_evento = "primer día hábil del mes siguiente", "periodo"
    e.save()
    dia = Inhabil(desde=date(2024, 4, 1), hasta=date(2024, 4, 1), motivo="Acuerdo", documento="IEPC/1")
    esperado = huella(movimientos(elenco.instituto, periodos_con(elenco.instituto, dia)))
    quien = elenco.usuario("administracion")
    movidos = guardar_inhabil(elenco.proceso, dia, esperado=esperado, por=quien, en=EN)
    acto = Acto.objects.get(verbo="guardar")
    assert (acto.modelo, acto.objeto, acto.proceso) == ("calendario.inhabil", dia.pk, elenco.proceso)
    assert tablas(acto).count("compliance.entregable") == len(movidos) == 1
    pk = dia.pk
    quitar_inhabil(elenco.proceso, dia, esperado=huella(movimientos(elenco.instituto, [])), por=quien, en=EN)
    assert (Acto.objects.get(verbo="quitar").objeto, Acto.objects.count()) == (pk, 2)


def test_copiar_la_escalera_de_avisos_es_un_acto_del_proceso(elenco: Elenco) -> None:
    creados = cargar_escalones(EN)
    (acto,) = Acto.objects.all()
    assert (acto.verbo, acto.proceso, acto.por) == ("copiar_escalera", elenco.proceso, None)
    assert tablas(acto) == ["notificaciones.escalon"] * creados


@pytest.mark.parametrize(
    "filas",
    [
        DE_CUENTA,
        DE_LA_PROPIA,
        DE_PAPEL,
        DE_VIGENCIA,
        DE_CATALOGO,
        DE_DOCUMENTO,
        DE_INHABIL,
        DE_LLAVE,
        DE_PLAN,
        DE_PREPARACION,
    ],
)
def test_cada_verbo_se_dice_en_palabras(filas: Any) -> None:
    assert all(v.hecho for v in filas.values())


def test_lo_que_hacen_las_cuentas_se_verifica(elenco: Elenco) -> None:
    admin, nueva = elenco.usuario("administracion"), Usuario(username="nueva", email="nueva@example.com")
    cuentas.abrir_cuenta(nueva, papel(elenco, "comision", organo=elenco.comision), por=admin, en=EN)
    cuentas.desactivar(nueva, elenco.proceso, motivo="Baja", por=admin, en=EN)
    objeto = f"compliance.usuario:{nueva.pk}"
    assert [r for r in verificar().rotos if r["objeto"] == objeto] == []
