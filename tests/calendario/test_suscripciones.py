"""Calendars in the data base, and the private addresses of the feeds."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from calendario.ics import Revision
from calendario.models import Calendario, Inhabil, SuscripcionCalendario
from calendario.services import (
    calendario_habil,
    comprobar_token,
    emitir_suscripcion,
    revisiones,
    revisiones_visibles,
    revocar_suscripcion,
)
from compliance.disparadores import sin_guardas
from compliance.historia import guardar

from ..elenco import Elenco, momento

AL = momento("2024-04-02 10:00")


@pytest.fixture
def tijuana(db: None) -> Calendario:
    """A calendar with one agreement."""
    calendario = Calendario.objects.create(clave="ieebc", nombre="Calendario del IEEBC", zona_horaria="America/Tijuana")
    Inhabil.objects.create(
        calendario=calendario,
        desde=date(2023, 12, 21),
        hasta=date(2024, 1, 5),
        motivo="Vacaciones",
        documento="Acuerdo 9/2023",
    )
    return calendario


def test_un_calendario_se_vuelve_un_valor(tijuana: Calendario, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(1):
        valor = calendario_habil("ieebc")
    assert (valor.clave, valor.tz.key) == ("ieebc", "America/Tijuana")
    assert valor.motivo(date(2024, 1, 4)) == "Vacaciones (Acuerdo 9/2023)"


@pytest.mark.django_db
def test_un_instituto_sin_calendario_guarda_los_dias_nacionales_en_su_hora() -> None:
    valor = calendario_habil("iepac", zona_horaria="America/Merida")
    assert (valor.clave, valor.tz.key, valor.periodos) == ("nacional", "America/Merida", ())


def test_un_periodo_al_reves_lo_rechazan_el_formulario_y_la_base(
    tijuana: Calendario,
) -> None:
    inhabil = Inhabil(
        calendario=tijuana,
        desde=date(2024, 2, 2),
        hasta=date(2024, 2, 1),
        motivo="Suspensión",
        documento="Acuerdo 1/2024",
    )
    with pytest.raises(ValidationError, match="termina antes de empezar"):
        inhabil.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        inhabil.save()


@pytest.mark.django_db
def test_un_calendario_necesita_una_zona_que_exista() -> None:
    with pytest.raises(ValidationError, match="no es una zona horaria IANA"):
        Calendario(clave="x", nombre="X", zona_horaria="America/Cuernavaca").full_clean()


def test_cada_cambio_de_un_periodo_queda_con_su_autor_y_su_motivo(tijuana: Calendario, elenco: Elenco) -> None:
    inhabil = tijuana.inhabiles.get()
    inhabil.hasta = date(2024, 1, 8)
    guardar(inhabil, por=elenco.usuario("administracion"), en=AL, motivo="Fe de erratas")
    ultimo = inhabil.history.order_by("-history_id").first()
    assert (ultimo.hasta, ultimo.history_date, ultimo.history_change_reason) == (
        date(2024, 1, 8),
        AL,
        "Fe de erratas",
    )
    assert ultimo.autor == str(elenco.usuario("administracion"))


# -- Private addresses ------------------------------------------------------------------------------------


def test_un_token_abre_su_suscripcion_y_nunca_se_guarda(elenco: Elenco) -> None:
    suscripcion, token = emitir_suscripcion(elenco.usuario("comision"), "persona", AL)
    otra, otro_token = emitir_suscripcion(elenco.usuario("area"), "persona", AL)
    assert comprobar_token(token) == suscripcion
    assert comprobar_token(otro_token) == otra
    fila = SuscripcionCalendario.objects.values().get(pk=suscripcion.pk)
    assert token not in map(str, fila.values())
    assert len(token) >= 43  # 256 bits


def test_ni_un_token_equivocado_ni_una_huella_guardada_abren_nada(elenco: Elenco) -> None:
    suscripcion, token = emitir_suscripcion(elenco.usuario("comision"), "persona", AL)
    for intento in ("", "x", token[:-1], token + "x", suscripcion.resumen):
        assert comprobar_token(intento) is None


def test_un_token_revocado_no_abre_nada_y_los_demas_siguen(elenco: Elenco) -> None:
    persona = elenco.usuario("comision")
    suscripcion, token = emitir_suscripcion(persona, "persona", AL)
    _, vigente = emitir_suscripcion(persona, "persona", AL)
    revocar_suscripcion(suscripcion, AL + timedelta(hours=1))
    revocar_suscripcion(suscripcion, AL + timedelta(hours=2))
    suscripcion.refresh_from_db()
    assert suscripcion.revocada_en == AL + timedelta(hours=1)
    assert comprobar_token(token) is None
    assert comprobar_token(vigente) is not None


def test_una_cuenta_inactiva_no_abre_nada(elenco: Elenco) -> None:
    persona = elenco.usuario("comision")
    _, token = emitir_suscripcion(persona, "persona", AL)
    persona.is_active = False
    persona.save()
    assert comprobar_token(token) is None


# -- Revisions --------------------------------------------------------------------------------------------


def cambiar(inhabil: Inhabil, en: datetime, motivo: str) -> None:
    inhabil.motivo = motivo
    guardar(inhabil, por=None, en=en, motivo="Prueba")


def test_cada_cambio_de_una_fila_sube_la_secuencia_de_su_evento(tijuana: Calendario) -> None:
    inhabil = Inhabil(calendario=tijuana, desde=date(2024, 3, 1), hasta=date(2024, 3, 1), motivo="A", documento="B")
    guardar(inhabil, por=None, en=AL, motivo="Alta")
    clave = inhabil.pk
    assert revisiones(Inhabil, [clave]) == {clave: Revision(0, AL)}
    cambiar(inhabil, AL + timedelta(days=1), "C")
    cambiar(inhabil, AL + timedelta(days=2), "D")
    assert revisiones(Inhabil, [clave]) == {clave: Revision(2, AL + timedelta(days=2))}


def test_una_fila_borrada_aun_se_puede_anunciar_cancelada(tijuana: Calendario) -> None:
    inhabil = tijuana.inhabiles.get()
    clave = inhabil.pk
    inhabil._history_date = AL  # type: ignore[attr-defined]
    inhabil.delete()
    assert revisiones(Inhabil, [clave])[clave].secuencia == 1


def test_las_revisiones_de_muchas_filas_son_una_consulta(tijuana: Calendario, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for dia in range(1, 21):
        Inhabil.objects.create(
            calendario=tijuana, desde=date(2024, 3, dia), hasta=date(2024, 3, dia), motivo="A", documento="B"
        )
    claves = list(tijuana.inhabiles.values_list("pk", flat=True))
    with django_assert_num_queries(1):
        assert len(revisiones(Inhabil, claves)) == 21


def test_solo_los_cambios_de_lo_que_se_muestra_son_revisiones(tijuana: Calendario) -> None:
    inhabil = tijuana.inhabiles.get()
    with sin_guardas():
        inhabil.history.all().delete()
    for hora, cambio in enumerate(
        ({}, {"documento": "Acuerdo 10/2023"}, {"motivo": "Asueto"}, {"motivo": "Vacaciones"})
    ):
        for campo, valor in cambio.items():
            setattr(inhabil, campo, valor)
        guardar(inhabil, por=None, en=AL + timedelta(hours=hora), motivo="Cambio")
    clave = inhabil.pk
    # Back to what it was is a change too: SEQUENCE never goes back.
    assert revisiones_visibles(Inhabil, [clave, 0], "motivo") == {clave: Revision(2, AL + timedelta(hours=3))}
    assert revisiones_visibles(Inhabil, [clave], "desde") == {clave: Revision(0, AL)}
