"""Who hears: the right people, on the right day, once each."""

from datetime import date

import pytest
from django.contrib.auth.models import Group

from compliance.models import ActorPolitico, Nombramiento, Suplencia
from notificaciones.destinatarios import Directorio
from notificaciones.escalones import cargar_escalones
from notificaciones.models import Escalon

from ..elenco import INICIO, Elenco, momento

AL = momento("2024-04-10 09:00")


@pytest.fixture
def directorio(elenco: Elenco) -> Directorio:
    cargar_escalones(AL)
    return Directorio([elenco.proceso], AL)


def escalon(destinatario: str) -> Escalon:
    encontrado = Escalon.objects.select_related("proceso__instituto").filter(destinatario=destinatario).first()
    assert encontrado is not None
    return encontrado


def correos(contactos: list) -> set[str]:  # type: ignore[type-arg]
    return {c.correo for c in contactos}


def test_de_un_area_oye_su_gente_y_su_correo_si_no_tiene_a_nadie(elenco: Elenco, directorio: Directorio) -> None:
    informe = elenco.entregables["informe-marzo"]
    contactos = directorio.contactos(escalon("area"), entregable=informe)
    assert correos(contactos) == {"area@example.com"}
    assert {c.area for c in contactos} == {elenco.informatica.pk}
    Nombramiento.objects.filter(area=elenco.informatica).update(hasta=date(2024, 4, 9))
    sin_nadie = Directorio([elenco.proceso], AL).contactos(escalon("area"), entregable=informe)
    assert [(c.correo, c.area) for c in sin_nadie] == [("informatica@example.com", elenco.informatica.pk)]


def test_de_una_coalicion_oyen_tambien_sus_partidos(elenco: Elenco, directorio: Directorio) -> None:
    coalicion = ActorPolitico.objects.create(
        proceso=elenco.proceso, clave="juntos", nombre="Juntos", tipo="coalicion", correo="juntos@example.com"
    )
    coalicion.integrantes.set([elenco.partido_a, elenco.partido_b])
    contactos = directorio.contactos(escalon("partido"), actor=coalicion.pk)
    assert {c.correo: c.actor for c in contactos} == {
        "partido@example.com": elenco.partido_a.pk,
        "partido_b@example.com": elenco.partido_b.pk,
    }
    # What is served on it goes to its addresses besides.
    assert correos(directorio.de_representacion(coalicion)) == {
        "juntos@example.com",
        "pa@example.com",
        "pb@example.com",
        "partido@example.com",
        "partido_b@example.com",
    }


def test_de_una_coalicion_sin_nadie_oyen_sus_correos(elenco: Elenco, directorio: Directorio) -> None:
    coalicion = ActorPolitico.objects.create(
        proceso=elenco.proceso, clave="juntos", nombre="Juntos", tipo="coalicion", correo="juntos@example.com"
    )
    coalicion.integrantes.set([elenco.partido_a, elenco.partido_b])
    Nombramiento.objects.filter(rol__name="partido").update(hasta=date(2024, 4, 9))
    sin_nadie = Directorio([elenco.proceso], AL)
    assert correos(sin_nadie.contactos(escalon("partido"), actor=coalicion.pk)) == {"pa@example.com", "pb@example.com"}
    ActorPolitico.objects.exclude(pk=coalicion.pk).update(correo="")
    de_nadie = Directorio([elenco.proceso], AL)
    assert correos(de_nadie.contactos(escalon("partido"), actor=coalicion.pk)) == {"juntos@example.com"}


def test_a_quien_suple_tambien_se_le_avisa_mientras_suple(elenco: Elenco, directorio: Directorio) -> None:
    Suplencia.objects.create(
        titular=elenco.usuario("secretaria_ejecutiva"),
        suplente=elenco.usuario("ajena"),
        proceso=elenco.proceso,
        desde=date(2024, 4, 10),
        hasta=date(2024, 4, 10),
        documento="IMPEPAC/CEE/253/2023",
    )
    rung = escalon("secretaria_ejecutiva")
    assert correos(directorio.contactos(rung)) == {"secretaria_ejecutiva@example.com", "ajena@example.com"}
    despues = Directorio([elenco.proceso], momento("2024-04-11 00:00"))
    assert correos(despues.contactos(rung)) == {"secretaria_ejecutiva@example.com"}


def test_un_nombramiento_concluido_o_una_cuenta_inactiva_ya_no_oyen(elenco: Elenco, directorio: Directorio) -> None:
    elenco.usuario("partido").nombramientos.update(hasta=date(2024, 4, 9))
    elenco.usuario("partido_b").is_active = False
    elenco.usuario("partido_b").save()
    assert correos(directorio.contactos(escalon("partido"), actor=elenco.partido_a.pk)) == {"pa@example.com"}
    assert correos(directorio.contactos(escalon("partido"), actor=elenco.partido_b.pk)) == {"pb@example.com"}


def test_un_mismo_correo_oye_una_vez(elenco: Elenco, directorio: Directorio) -> None:
    elenco.usuario("area").email = "Informatica@Example.com"
    elenco.usuario("area").save()
    assert len(directorio.contactos(escalon("area"), entregable=elenco.entregables["informe-marzo"])) == 1


def test_la_persona_candidata_oye_en_su_correo_y_en_su_cuenta(elenco: Elenco, directorio: Directorio) -> None:
    candidatura = elenco.candidatura()
    Nombramiento.objects.create(
        usuario=elenco.usuario("ajena"),
        rol=Group.objects.get_or_create(name="candidatura")[0],
        proceso=elenco.proceso,
        candidatura=candidatura,
        desde=INICIO,
    )
    contactos = directorio.contactos(escalon("candidatura"), candidatura=candidatura)
    assert correos(contactos) == {"ana@example.com", "ajena@example.com"}


def test_una_candidatura_independiente_oye_tambien_en_el_correo_de_la_candidatura(
    elenco: Elenco, directorio: Directorio
) -> None:
    elenco.independiente.correo = "ci@example.com"
    elenco.independiente.save()
    candidatura = elenco.candidatura(actor=elenco.independiente)
    contactos = directorio.contactos(escalon("candidatura"), candidatura=candidatura)
    assert correos(contactos) == {"ana@example.com", "ci@example.com"}
