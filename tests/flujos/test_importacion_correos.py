"""The address to be registered that comes in a list: filled, told nowhere, kept when somebody decided it, undone."""

import json
from collections.abc import Sequence

import pytest
from django.core import mail
from django.test import Client

from compliance.importacion.lectura import Export, abrir, aplicar
from compliance.importacion.perfil import conjeturar
from compliance.models import Acto, Candidatura, Persona, Proceso
from compliance.services.cadenas import verificar
from flujos import candidaturas as servicios
from flujos.importacion import deshacer as servicio
from flujos.importacion import escritura
from flujos.importacion.deshacer import deshacer, lo_que_se_ira
from flujos.importacion.escritura import Reporte, importar
from flujos.models import Importacion
from flujos.transiciones import Rechazo

from ..elenco import Elenco, momento, rechazado

TITULOS = ["PARTIDO", "CARGO", "DISTRITO", "FORMULA", "CALIDAD", "NOMBRE", "SEXO", "EDAD", "CORREO ELECTRÓNICO"]
# Before the capture ends, so that accounts may still be delivered.
EN, LUEGO = momento("2024-04-01 10:00"), momento("2024-04-02 10:00")


@pytest.fixture(autouse=True)
def en_lotes_de_dos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(escritura, "LOTE", 2)
    monkeypatch.setattr(escritura, "RESPIRO", 0)
    monkeypatch.setattr(servicio, "RESPIRO", 0)


def fila(formula: str, nombre: str, correo: str = "") -> list[str]:
    return ["PARTIDO A", "DIPUTACIÓN LOCAL MR", "1", formula, "PROPIETARIA", nombre, "MUJER", "43", correo]


def export(*filas: Sequence[str]) -> Export:
    leido = abrir("\n".join(",".join(f) for f in (TITULOS, *filas)).encode(), "lista.csv")
    return aplicar(leido, perfil=conjeturar(TITULOS))


def correos() -> dict[str, str]:
    return dict(Persona.objects.values_list("nombre", "correo"))


def dichos(reporte: Reporte) -> list[tuple[int, str]]:
    return [(n.fila, n.motivo) for n in reporte.advertencias if "correo" in n.motivo.lower()]


def test_el_correo_de_una_lista_se_registra_se_ensaya_y_se_deshace(sin_limites: Proceso, elenco: Elenco) -> None:
    rotos = verificar().rotos
    administra = elenco.usuario("administracion")
    importar(export(fila("1", "ANA PRUEBA RUIZ")), sin_limites, por=None, en=EN)
    lista = export(
        fila("1", "ANA PRUEBA RUIZ", "Ana.Prueba@correo.mx"),
        fila("2", "BEA PRUEBA RUIZ", " bea@correo.mx "),
        fila("3", "CARLA PRUEBA RUIZ", "carla en correo.mx"),
        fila("4", "DORA PRUEBA RUIZ", "bea@CORREO.mx"),
        fila("5", "EVA PRUEBA RUIZ", "N/D"),
    )
    ensayo = importar(lista, sin_limites, por=administra, en=LUEGO, simular=True)
    assert correos() == {"ANA PRUEBA RUIZ": ""}
    hecho = importar(lista, sin_limites, por=administra, en=LUEGO)
    assert hecho.como_datos() == ensayo.como_datos()
    assert (hecho.creadas, hecho.actualizadas, hecho.rechazadas) == (4, 1, [])
    assert correos() == {
        "ANA PRUEBA RUIZ": "Ana.Prueba@correo.mx",
        "BEA PRUEBA RUIZ": "bea@correo.mx",
        "CARLA PRUEBA RUIZ": "",
        "DORA PRUEBA RUIZ": "bea@CORREO.mx",
        "EVA PRUEBA RUIZ": "",
    }
    # A bad one by its row, column and remedy; a shared one by whose it is. Neither is shown.
    ((tres, dos), (cuatro, mala), (cinco, otra)) = dichos(hecho)
    assert (tres, cuatro, cinco) == (3, 4, 5)
    assert "también es de DORA PRUEBA RUIZ:" in dos
    assert "también es de BEA PRUEBA RUIZ:" in otra
    assert mala.startswith("CORREO_REGISTRADO no es una dirección de correo")
    assert "Corregir datos de registro" in mala
    lotes = json.dumps(list(Importacion.objects.latest("pk").lotes.values_list("reporte", flat=True)))
    actos = "".join(f"{a.hechos}{a.motivo}" for a in Acto.objects.all())
    for pedazo in ("correo.mx", "CORREO.mx", "Ana.Prueba"):
        assert pedazo not in lotes + actos + json.dumps(hecho.como_datos()) + repr(lista.perfil)
        assert pedazo not in "".join(map(repr, escritura.interpretar(lista).registros))
    # It is no public contact.
    assert not any(c.curricular.medios for c in Candidatura.objects.select_related("curricular"))
    # Nothing new the second time.
    otra_vez = importar(lista, sin_limites, por=administra, en=LUEGO)
    assert (otra_vez.creadas, otra_vez.actualizadas, otra_vez.sin_cambio) == (0, 0, 5)
    deshacer(Importacion.objects.latest("pk"), por=administra, en=LUEGO)

    importacion = Importacion.objects.filter(deshecha_en=None).latest("pk")
    assert (lo_que_se_ira(importacion).candidaturas, lo_que_se_ira(importacion).cambiadas) == (4, 1)
    deshacer(importacion, por=administra, en=LUEGO)
    assert correos() == {"ANA PRUEBA RUIZ": ""}
    assert verificar().rotos == rotos
    # Undoing is nobody's hand: it is filled again.
    assert importar(lista, sin_limites, por=administra, en=LUEGO).actualizadas == 1
    assert correos()["ANA PRUEBA RUIZ"] == "Ana.Prueba@correo.mx"


def corregir(elenco: Elenco, correo: str) -> None:
    servicios.corregir_registro(
        Candidatura.objects.get(),
        datos={"correo": correo},
        accion_afirmativa="",
        motivo="Lo pidió la persona",
        por=elenco.usuario("secretaria_ejecutiva"),
        en=LUEGO,
    )


@pytest.mark.parametrize(
    ("suyo", "dice"),
    [
        ("otra@correo.mx", "Conservada: el correo registrado se registró aquí y difiere del archivo."),
        ("", "Conservada: el correo registrado se quitó aquí y el archivo trae uno."),
    ],
)
def test_lo_que_alguien_corrigio_no_lo_cambia_otra_carga(
    sin_limites: Proceso, elenco: Elenco, suyo: str, dice: str
) -> None:
    lista = export(fila("1", "ANA PRUEBA RUIZ", "ana@correo.mx"))
    importar(lista, sin_limites, por=None, en=EN)
    corregir(elenco, suyo)
    for simular in (True, False):
        reporte = importar(lista, sin_limites, por=None, en=LUEGO, simular=simular)
        assert (reporte.actualizadas, reporte.sin_cambio) == (0, 1)
        ((donde, dicho),) = dichos(reporte)
        assert (donde, dicho.startswith(dice)) == (2, True)
    assert correos() == {"ANA PRUEBA RUIZ": suyo}
    # Nor does a blank cell erase.
    corregir(elenco, "nueva@correo.mx")
    assert dichos(importar(export(fila("1", "ANA PRUEBA RUIZ")), sin_limites, por=None, en=LUEGO)) == []
    assert correos() == {"ANA PRUEBA RUIZ": "nueva@correo.mx"}
    # And the import that brought the other one is not taken back by itself.
    with pytest.raises(Rechazo, match="se movió"):
        deshacer(Importacion.objects.earliest("pk"), por=None, en=LUEGO)


def test_otra_carga_cambia_el_que_trajo_una_carga_mientras_no_se_use(sin_limites: Proceso, elenco: Elenco) -> None:
    administra, secretaria = elenco.usuario("administracion"), elenco.usuario("secretaria_ejecutiva")
    importar(export(fila("1", "ANA PRUEBA RUIZ", "mal@correo.mx")), sin_limites, por=administra, en=EN)
    otra = importar(export(fila("1", "ANA PRUEBA RUIZ", "bien@correo.mx")), sin_limites, por=administra, en=LUEGO)
    assert (otra.actualizadas, dichos(otra)) == (1, [])
    assert correos() == {"ANA PRUEBA RUIZ": "bien@correo.mx"}
    # Whoever changed where somebody is told does not send their account there.
    c = Candidatura.objects.get()
    with rechazado("cuatro_ojos"):
        servicios.entregar_cuentas(c, por=administra, en=LUEGO)
    assert list(servicios.por_entregar(Candidatura.objects.all())) == [c]
    servicios.entregar_cuentas(c, por=secretaria, en=LUEGO)
    tarde = importar(export(fila("1", "ANA PRUEBA RUIZ", "tarde@correo.mx")), sin_limites, por=administra, en=LUEGO)
    ((_, dicho),) = dichos(tarde)
    assert dicho.startswith("Conservada: su cuenta ya se entregó al correo registrado, que difiere del archivo.")
    assert correos() == {"ANA PRUEBA RUIZ": "bien@correo.mx"}


def test_dos_filas_de_una_persona_con_dos_correos(sin_limites: Proceso) -> None:
    lista = export(
        fila("1", "ANA PRUEBA RUIZ", "uno@correo.mx"),
        fila("2", "BEA PRUEBA RUIZ"),
        # To another office: the same person.
        ["PARTIDO A", "GUBERNATURA", "", "1", "PROPIETARIA", "ANA PRUEBA RUIZ", "MUJER", "43", "dos@correo.mx"],
    )
    for simular in (True, False, False):
        reporte = importar(lista, sin_limites, por=None, en=EN, simular=simular)
        ((donde, dicho),) = dichos(reporte)
        assert (donde, dicho.startswith("Conservada: otra fila de la misma persona trae otro")) == (4, True)
    assert correos()["ANA PRUEBA RUIZ"] == "uno@correo.mx"


def test_las_cargadas_con_correo_se_entregan_desde_su_pagina(
    sin_limites: Proceso, elenco: Elenco, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: LUEGO)
    importar(
        export(fila("1", "ANA PRUEBA RUIZ", "ana@correo.mx"), fila("2", "BEA PRUEBA RUIZ")),
        sin_limites,
        por=None,
        en=EN,
    )
    client.force_login(elenco.usuario("secretaria_ejecutiva"))
    pagina = client.get(f"/p/{sin_limites.clave}/accesos/").content.decode()
    assert "ANA PRUEBA RUIZ" in pagina
    # INE's data base has none: what came captured from it asks for no account.
    assert "BEA PRUEBA RUIZ" not in pagina
    assert mail.outbox == []
