"""«Mi boleta» says who is on the ballot of whoever asks, and the table of sections by which it knows."""

import io
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from compliance.importacion.secciones import Defecto, FilaDeSeccion, TablaInvalida
from compliance.models import Acto, ActorPolitico, Candidatura, Cargo, Persona, Proceso, Seccion, Territorio
from compliance.models.listas import version_publica
from compliance.services.secciones import (
    SeccionesCambiaronError,
    cargar_secciones,
    comparar,
    leer_tabla,
)
from flujos import candidaturas as servicios

from ..elenco import Elenco, momento, rechazado
from ..libros import libro_con_hojas
from ..paginas import entrar, plana

BOLETA = "/conoceles/prueba-2024/boleta/"
SECCIONES = "/p/prueba-2024/secciones/"
AHORA = momento("2024-04-20 10:00")


@pytest.fixture(autouse=True)
def en_campania(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AHORA)


@dataclass
class Geografia:
    """Two municipalities, one of a district and one of two; offices that say where they are elected."""

    cuernavaca: Territorio
    temixco: Territorio
    uno: Territorio
    dos: Territorio
    ayuntamiento: Cargo


@pytest.fixture
def geografia(elenco: Elenco) -> Geografia:
    def territorio(tipo: str, nombre: str, clave: str) -> Territorio:
        return Territorio.objects.create(
            proceso=elenco.proceso, tipo=tipo, entidad="Morelos", clave=clave, nombre=nombre
        )

    for cargo, en in ((elenco.gubernatura, "entidad"), (elenco.diputacion, "distrito")):
        Cargo.objects.filter(pk=cargo.pk).update(se_elige_en=[en])
    return Geografia(
        cuernavaca=territorio("municipio", "Cuernavaca", "7"),
        temixco=territorio("municipio", "Temixco", "18"),
        uno=elenco.distrito,
        dos=territorio("distrito", "Temixco", "2"),
        ayuntamiento=Cargo.objects.create(
            proceso=elenco.proceso, clave="ayuntamiento", nombre="Presidencia", orden=3, se_elige_en=["municipio"]
        ),
    )


@pytest.fixture
def con_secciones(elenco: Elenco, geografia: Geografia) -> Geografia:
    """Cuernavaca is of district 1; Temixco, of both."""
    g = geografia
    cargar(
        elenco,
        FilaDeSeccion(101, g.cuernavaca.pk, g.uno.pk),
        FilaDeSeccion(201, g.temixco.pk, g.uno.pk),
        FilaDeSeccion(202, g.temixco.pk, g.dos.pk),
    )
    return g


def cargar(e: Elenco, *filas: FilaDeSeccion) -> None:
    cargar_secciones(
        e.proceso, filas, archivo="tabla.csv", fuente="INE, corte 2024", por=e.usuario("administracion"), en=AHORA
    )


def poner(
    e: Elenco, nombre: str, cargo: Cargo, territorio: Territorio, estado: str = "publicada", **campos: object
) -> Candidatura:
    """A candidacy to an office somewhere, in a state; each of its own formula, unless it says which."""
    c = e.candidatura(nombre, **{"formula": str(Candidatura.objects.count() + 1), **campos})  # type: ignore[arg-type]
    retiro = {"motivo_retiro": "renuncia", "documento_retiro": "Acuerdo 7"} if estado == "retirada" else {}
    Candidatura.objects.filter(pk=c.pk).update(cargo=cargo, territorio=territorio, estado=estado, **retiro)
    return c


def ver(client: Client, **donde: object) -> str:
    respuesta = client.get(BOLETA, donde)
    assert respuesta.status_code == 200
    return plana(respuesta)


# -- What is on it --------------------------------------------------------------------------------------------


def test_trae_cada_cargo_de_donde_se_vota_y_nada_de_otra_parte(
    elenco: Elenco, con_secciones: Geografia, client: Client
) -> None:
    g = con_secciones
    poner(elenco, "Gala Estatal", elenco.gubernatura, elenco.entidad)
    poner(elenco, "Dina Uno", elenco.diputacion, g.uno)
    poner(elenco, "Dora Dos", elenco.diputacion, g.dos)
    poner(elenco, "Cuca Cuernavaca", g.ayuntamiento, g.cuernavaca)
    poner(elenco, "Tita Temixco", g.ayuntamiento, g.temixco)
    pagina = ver(client, municipio=g.cuernavaca.pk)
    # Those who have not published are on the ballot too, and are not named here.
    assert "su boleta puede traer a más personas" in pagina
    lugares = [pagina.index(nombre) for nombre in ("Gala Estatal", "Dina Uno", "Cuca Cuernavaca")]
    assert lugares == sorted(lugares)
    assert "Dora Dos" not in pagina
    assert "Tita Temixco" not in pagina
    assert "¿En qué distrito local vota?" not in pagina


def test_de_un_municipio_de_varios_distritos_pregunta_cual_y_muestra_lo_seguro(
    elenco: Elenco, con_secciones: Geografia, client: Client
) -> None:
    g = con_secciones
    poner(elenco, "Dina Uno", elenco.diputacion, g.uno)
    poner(elenco, "Dora Dos", elenco.diputacion, g.dos)
    poner(elenco, "Tita Temixco", g.ayuntamiento, g.temixco)
    pagina = ver(client, municipio=g.temixco.pk)
    assert "¿En qué distrito local vota?" in pagina
    assert "Tita Temixco" in pagina
    assert "Dina Uno" not in pagina
    assert "Dora Dos" not in pagina
    assert f'href="?municipio={g.temixco.pk}&amp;distrito={g.dos.pk}"' in pagina
    elegida = ver(client, municipio=g.temixco.pk, distrito=g.dos.pk)
    assert "Dora Dos" in elegida
    assert "Dina Uno" not in elegida
    assert "¿En qué distrito local vota?" not in elegida
    # One that is not of the municipality is none: it is asked again.
    ajeno = Territorio.objects.create(
        proceso=elenco.proceso, tipo="distrito", entidad="Morelos", clave="3", nombre="Jiutepec"
    )
    assert "¿En qué distrito local vota?" in ver(client, municipio=g.temixco.pk, distrito=ajeno.pk)


def test_sin_tabla_de_secciones_pregunta_entre_los_distritos_del_estado(
    elenco: Elenco, geografia: Geografia, client: Client
) -> None:
    pagina = ver(client, municipio=geografia.cuernavaca.pk)
    assert "Distrito local 1 Cuernavaca" in pagina
    assert "Distrito local 2 Temixco" in pagina
    assert "Sección de su credencial" not in pagina


def test_con_la_seccion_basta(elenco: Elenco, con_secciones: Geografia, client: Client) -> None:
    g = con_secciones
    poner(elenco, "Dina Uno", elenco.diputacion, g.uno)
    poner(elenco, "Dora Dos", elenco.diputacion, g.dos)
    poner(elenco, "Tita Temixco", g.ayuntamiento, g.temixco)
    pagina = ver(client, seccion="0202")
    assert "Dora Dos" in pagina
    assert "Tita Temixco" in pagina
    assert "Dina Uno" not in pagina


@pytest.mark.parametrize(
    ("donde", "remedio"),
    [
        ({"seccion": "999"}, "La sección 999 no está en la tabla de este proceso. Revise su credencial o elija"),
        ({"seccion": "doce"}, "La sección son hasta cuatro números."),
        ({"seccion": "0"}, "La sección son hasta cuatro números."),
        ({"municipio": "0"}, "Ese municipio no es de este proceso. Elija el suyo de la lista."),
        ({"municipio": "x"}, "Ese municipio no es de este proceso. Elija el suyo de la lista."),
    ],
)
def test_un_lugar_que_no_hay_se_dice_con_su_remedio_y_no_trae_nada(
    elenco: Elenco, con_secciones: Geografia, client: Client, donde: dict[str, str], remedio: str
) -> None:
    poner(elenco, "Gala Estatal", elenco.gubernatura, elenco.entidad)
    pagina = ver(client, **donde)
    assert remedio in pagina
    assert "Gala Estatal" not in pagina


def test_una_seccion_y_un_municipio_que_no_son_el_mismo_lugar(
    elenco: Elenco, con_secciones: Geografia, client: Client
) -> None:
    pagina = ver(client, seccion="101", municipio=con_secciones.temixco.pk)
    assert "La sección 101 es de Cuernavaca, no de Temixco." in pagina


def test_propietaria_y_suplente_van_juntas_con_quien_las_postula_y_sus_miembros(
    elenco: Elenco, geografia: Geografia, client: Client
) -> None:
    coalicion = ActorPolitico.objects.create(
        proceso=elenco.proceso, clave="juntos", nombre="Juntos por Prueba", tipo="coalicion"
    )
    coalicion.integrantes.set([elenco.partido_a, elenco.partido_b])
    donde = geografia.ayuntamiento, geografia.cuernavaca
    una = poner(elenco, "Ana Propietaria", *donde, actor=coalicion, formula="1")
    otra = poner(elenco, "Sara Suplente", *donde, actor=coalicion, formula="1", calidad="suplente")
    pagina = ver(client, municipio=geografia.cuernavaca.pk)
    assert pagina.count("<h3>Juntos por Prueba</h3>") == 1
    assert "Coalición: Partido A, Partido B" in pagina
    assert pagina.index("Ana Propietaria") < pagina.index("Sara Suplente")
    for c in (una, otra):
        assert f'href="/conoceles/prueba-2024/{c.pk}/"' in pagina


def test_cada_cargo_ofrece_comparar_a_una_de_cada_quien_lo_postula(
    elenco: Elenco, con_secciones: Geografia, client: Client
) -> None:
    g = con_secciones
    nombrar_sin_publicar(elenco)
    de_a = poner(elenco, "Ana Alba", g.ayuntamiento, g.cuernavaca, formula="1")
    poner(elenco, "Sara Alba", g.ayuntamiento, g.cuernavaca, formula="1", calidad="suplente")
    # Of this formula only the alternate published.
    poner(elenco, "Berta Brisa", g.ayuntamiento, g.cuernavaca, "validada", actor=elenco.partido_b, formula="1")
    de_b = poner(
        elenco,
        "Bruno Brisa",
        g.ayuntamiento,
        g.cuernavaca,
        actor=elenco.partido_b,
        formula="1",
        calidad="suplente",
    )
    # There is nobody to compare her with.
    poner(elenco, "Gala Estatal", elenco.gubernatura, elenco.entidad)
    pagina = ver(client, municipio=g.cuernavaca.pk)
    enlace = f"/conoceles/prueba-2024/comparar/?c={de_a.pk}&amp;c={de_b.pk}"
    assert pagina.count("/comparar/") == 1
    assert f'href="{enlace}"' in pagina
    comparadas = plana(client.get(enlace.replace("&amp;", "&")))
    assert "Ana Alba" in comparadas
    assert "Bruno Brisa" in comparadas


def test_la_lista_de_una_circunscripcion_esta_y_de_varias_se_dice_que_es_una(
    elenco: Elenco, geografia: Geografia, client: Client
) -> None:
    def circunscripcion(clave: str) -> Territorio:
        return Territorio.objects.create(
            proceso=elenco.proceso, tipo="circunscripcion", entidad="Morelos", clave=clave, nombre=clave
        )

    poner(elenco, "Lista Primera", elenco.diputacion, circunscripcion("1"))
    pagina = ver(client, municipio=geografia.cuernavaca.pk)
    assert "Lista Primera" in pagina
    assert "varias circunscripciones" not in pagina
    poner(elenco, "Lista Segunda", elenco.diputacion, circunscripcion("2"))
    pagina = ver(client, municipio=geografia.cuernavaca.pk)
    assert "Lista Segunda" in pagina
    assert "varias circunscripciones" in pagina


def test_un_cargo_sin_nadie_todavia_se_dice(elenco: Elenco, con_secciones: Geografia, client: Client) -> None:
    poner(elenco, "Gala Estatal", elenco.gubernatura, elenco.entidad)
    pagina = ver(client, municipio=con_secciones.cuernavaca.pk)
    assert pagina.count("Todavía no hay candidaturas publicadas a este cargo.") == 2
    Candidatura.objects.update(estado="validada")
    assert "Todavía no hay candidaturas publicadas donde usted vota" in ver(
        client, municipio=con_secciones.cuernavaca.pk
    )


def test_sin_municipios_lleva_a_la_lista(elenco: Elenco, client: Client) -> None:
    pagina = ver(client)
    assert "Todavía no se puede armar su boleta" in pagina
    assert 'href="/conoceles/prueba-2024/"' in pagina


# -- Who is named ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("estado", ["asignada", "capturada", "observada", "validada", "retirada"])
def test_lo_que_no_esta_publicado_no_se_nombra(
    elenco: Elenco, geografia: Geografia, client: Client, estado: str
) -> None:
    poner(elenco, "Brenda Reservada", geografia.ayuntamiento, geografia.cuernavaca, estado)
    assert "Brenda" not in ver(client, municipio=geografia.cuernavaca.pk)


def nombrar_sin_publicar(e: Elenco) -> None:
    Proceso.objects.filter(pk=e.proceso.pk).update(nombra_sin_publicar=True)


def test_donde_el_proceso_lo_permite_se_nombra_lo_aprobado_y_nada_mas_de_ello(
    elenco: Elenco, geografia: Geografia, client: Client
) -> None:
    nombrar_sin_publicar(elenco)
    donde = geografia.ayuntamiento, geografia.cuernavaca
    c = poner(elenco, "Brenda Aprobada", *donde, "capturada", accion_afirmativa="indigena")
    poner(elenco, "Rita Retirada", *donde, "retirada", formula="2")
    sin_aprobar = poner(elenco, "Sol Sin Aprobar", *donde, "asignada", formula="3")
    Candidatura.objects.filter(pk=sin_aprobar.pk).update(aprobada_el=None)
    poner(elenco, "Paz Publicada", *donde, formula="4")
    pagina = ver(client, municipio=geografia.cuernavaca.pk)
    assert "su boleta puede traer a más personas" not in pagina
    assert "Brenda Aprobada" in pagina
    assert "Aún no publica su información" in pagina
    assert f"/conoceles/prueba-2024/{c.pk}/" not in pagina
    assert "indígena" not in pagina
    assert "Rita Retirada" not in pagina
    assert "Sol Sin Aprobar" not in pagina
    assert client.get(f"/conoceles/prueba-2024/{c.pk}/").status_code == 404
    assert "Brenda" not in client.get("/conoceles/prueba-2024/").content.decode()


def test_a_quien_se_nombra_sin_publicar_se_le_deja_de_nombrar_al_momento(
    elenco: Elenco, geografia: Geografia, client: Client
) -> None:
    nombrar_sin_publicar(elenco)
    c = poner(elenco, "Brenda Aprobada", geografia.ayuntamiento, geografia.cuernavaca, "asignada")
    assert "Brenda Aprobada" in ver(client, municipio=geografia.cuernavaca.pk)
    antes = version_publica("prueba-2024")
    # How far each one goes with the capture does not move what everybody keeps.
    Candidatura.objects.filter(pk=c.pk).update(estado="capturada")
    assert version_publica("prueba-2024") == antes
    Persona.objects.filter(pk=c.persona_id).update(nombre="Brenda Corregida", nombre_busqueda="brenda corregida")
    assert "Brenda Corregida" in ver(client, municipio=geografia.cuernavaca.pk)
    servicios.retirar(
        Candidatura.objects.get(pk=c.pk),
        motivo_retiro="renuncia",
        documento="Acuerdo 9",
        por=elenco.usuario("secretaria_ejecutiva"),
        en=AHORA,
    )
    assert "Brenda" not in ver(client, municipio=geografia.cuernavaca.pk)


def test_ninguna_respuesta_de_identidad_sale_en_la_boleta(elenco: Elenco, geografia: Geografia, client: Client) -> None:
    c = elenco.candidatura_en("publicada", accion_afirmativa="indigena")
    c.identidad.respuestas |= {"indigena": "Sí", "pueblo_indigena": "Nahua", "afromexicana": "Sí"}
    c.identidad.save()
    Candidatura.objects.filter(pk=c.pk).update(cargo=geografia.ayuntamiento, territorio=geografia.cuernavaca)
    pagina = ver(client, municipio=geografia.cuernavaca.pk)
    assert "Ana Pérez Ñuño" in pagina
    assert "Nahua" not in pagina
    assert "afromexicana" not in pagina


def test_lo_escrito_no_se_ejecuta_en_la_boleta(elenco: Elenco, geografia: Geografia, client: Client) -> None:
    malo = "<script>alert(1)</script>"
    poner(elenco, f"Ana {malo}", geografia.ayuntamiento, geografia.cuernavaca)
    Territorio.objects.filter(pk=geografia.cuernavaca.pk).update(nombre=f"Cuerna {malo}")
    for pagina in (ver(client, municipio=geografia.cuernavaca.pk), ver(client, municipio=malo, distrito=malo)):
        assert "<script>alert" not in pagina


def test_la_boleta_se_guarda_con_su_version_y_no_pide_cookies(
    elenco: Elenco, con_secciones: Geografia, client: Client
) -> None:
    poner(elenco, "Gala Estatal", elenco.gubernatura, elenco.entidad)
    primera = client.get(BOLETA, {"seccion": "101"})
    assert not primera.cookies
    with CaptureQueriesContext(connection) as hechas:
        assert client.get(BOLETA, {"seccion": "101"}).content == primera.content
    assert len(hechas) == 1
    cargar(elenco, FilaDeSeccion(102, con_secciones.cuernavaca.pk, con_secciones.uno.pk))
    assert "La sección 101 no está en la tabla" in ver(client, seccion="101")


def test_la_boleta_cuesta_lo_mismo_con_dos_formulas_que_con_cien(
    elenco: Elenco, con_secciones: Geografia, client: Client
) -> None:
    def consultas() -> int:
        with CaptureQueriesContext(connection) as hechas:
            ver(client, seccion="101")
        return len(hechas)

    for n in range(2):
        poner(elenco, f"Persona {n}", elenco.gubernatura, elenco.entidad, formula=str(n))
    con_dos = consultas()
    for n in range(2, 100):
        poner(elenco, f"Persona {n}", elenco.gubernatura, elenco.entidad, formula=str(n))
    assert consultas() == con_dos


# -- The table of sections ------------------------------------------------------------------------------------

TABLA = "SECCIÓN,MUNICIPIO,DISTRITO LOCAL\n0101,Cuernavaca,1-CUERNAVACA\n201,TEMIXCO,02\n202,18,\n"


def test_la_tabla_se_lee_de_csv_y_de_libro_por_nombre_o_por_clave(
    elenco: Elenco, geografia: Geografia, tmp_path: Path
) -> None:
    g = geografia
    esperadas = [
        FilaDeSeccion(101, g.cuernavaca.pk, g.uno.pk),
        FilaDeSeccion(201, g.temixco.pk, g.dos.pk),
        FilaDeSeccion(202, g.temixco.pk, None),
    ]
    filas = [renglon.split(",") for renglon in TABLA.splitlines()]
    libro = libro_con_hojas(tmp_path / "tabla.xlsx", {"Secciones": filas}).read_bytes()
    for contenido in (TABLA.encode(), TABLA.encode("cp1252"), libro):
        assert leer_tabla(contenido, "tabla", elenco.proceso) == esperadas
    ine = "ENTIDAD,DISTRITO_FEDERAL,DISTRITO_LOCAL,MUNICIPIO,NOMBRE_MUNICIPIO,SECCION\n17,1,2,18,TEMIXCO,203\n"
    assert leer_tabla(ine.encode(), "ine.csv", elenco.proceso) == [FilaDeSeccion(203, g.temixco.pk, g.dos.pk)]


def test_cada_defecto_se_dice_con_su_fila_y_su_columna(elenco: Elenco, geografia: Geografia) -> None:
    mala = "Sección,Municipio,Distrito local\n1,Cuernavaca,1\nuno,Cuernavaca,1\n1,Nunca,99\n3,,1\n12345,Temixco,2\n"
    with pytest.raises(TablaInvalida) as info:
        leer_tabla(mala.encode(), "mala.csv", elenco.proceso)
    assert [(d.fila, d.columna) for d in info.value.defectos] == [
        (3, "Sección"),
        (4, "Sección"),
        (4, "Municipio"),
        (4, "Distrito local"),
        (5, "Municipio"),
        (6, "Sección"),
    ]
    assert "ya está en la fila 2" in str(info.value)


@pytest.mark.parametrize("contenido", [b"", b"%PDF-1.4", b"a,b\n1,2\n", "Sección,Municipio\n".encode()])
def test_lo_que_no_es_la_tabla_se_rechaza_entero(elenco: Elenco, geografia: Geografia, contenido: bytes) -> None:
    with pytest.raises(TablaInvalida) as info:
        leer_tabla(contenido, "otra.csv", elenco.proceso)
    assert all(isinstance(d, Defecto) and d.fila is None for d in info.value.defectos)


def test_la_tabla_queda_entera_con_un_acto_por_municipio(elenco: Elenco, con_secciones: Geografia) -> None:
    g = con_secciones
    antes = Acto.objects.filter(verbo="cargar_secciones").count()
    otra = [FilaDeSeccion(201, g.temixco.pk, g.dos.pk), FilaDeSeccion(203, g.temixco.pk, None)]
    cambios = comparar(elenco.proceso, otra)
    assert [f.numero for f in cambios.agrega] == [203]
    assert [f.numero for f in cambios.cambia] == [201]
    assert cambios.quita == (101, 202)
    cargar(elenco, *otra)
    assert [(s.numero, s.municipio, s.distrito) for s in Seccion.objects.all()] == [
        (201, g.temixco, g.dos),
        (203, g.temixco, None),
    ]
    nuevos = Acto.objects.filter(verbo="cargar_secciones").order_by("pk")[antes:]
    assert {(a.modelo, a.objeto) for a in nuevos} == {
        ("compliance.proceso", elenco.proceso.pk),
        ("compliance.territorio", g.cuernavaca.pk),
        ("compliance.territorio", g.temixco.pk),
    }
    assert Seccion.history.filter(history_type="-").count() == 2
    assert not comparar(elenco.proceso, otra)
    total = Acto.objects.count()
    cargar(elenco, *otra)
    assert Acto.objects.count() == total


def test_lo_que_cambio_mientras_se_confirmaba_no_se_carga(elenco: Elenco, con_secciones: Geografia) -> None:
    otra = [FilaDeSeccion(301, con_secciones.temixco.pk, None)]
    visto = comparar(elenco.proceso, otra).huella
    cargar(elenco, FilaDeSeccion(400, con_secciones.temixco.pk, None))
    with pytest.raises(SeccionesCambiaronError):
        cargar_secciones(
            elenco.proceso,
            otra,
            archivo="t.csv",
            fuente="INE",
            esperado=visto,
            por=elenco.usuario("administracion"),
            en=AHORA,
        )
    assert [s.numero for s in Seccion.objects.all()] == [400]


def test_nadie_mas_la_carga(elenco: Elenco, geografia: Geografia) -> None:
    fila = FilaDeSeccion(1, geografia.cuernavaca.pk)
    with rechazado("rol"):
        cargar_secciones(
            elenco.proceso, [fila], archivo="t.csv", fuente="INE", por=elenco.usuario("verificacion"), en=AHORA
        )
    assert not Seccion.objects.exists()


def subir(cliente: Client, contenido: str, nombre: str = "tabla.csv", fuente: str = "INE, corte 2024") -> str:
    respuesta = cliente.post(SECCIONES, {"archivo": SimpleUploadedFile(nombre, contenido.encode()), "fuente": fuente})
    assert respuesta.status_code in (200, 422)
    return plana(respuesta)


def escondido(pagina: str) -> str:
    return pagina.split('name="tabla" value="')[1].split('"')[0]


def test_por_su_pagina_primero_se_ensaya_y_lo_confirmado_es_lo_ensayado(elenco: Elenco, geografia: Geografia) -> None:
    cliente = entrar(elenco.usuario("administracion"))
    ensayo = subir(cliente, TABLA)
    assert "Cargar la tabla de secciones" in ensayo
    assert not Seccion.objects.exists()
    hecho = cliente.post(SECCIONES, {"tabla": escondido(ensayo)}, follow=True)
    assert "La tabla de secciones quedó cargada. Son 3." in plana(hecho)
    assert [s.numero for s in Seccion.objects.filter(fuente="INE, corte 2024")] == [101, 201, 202]
    assert "101,Cuernavaca,1," in cliente.get(f"{SECCIONES}?formato=csv").content.decode()
    # The same confirmation, once more: it is there already, and it is shown so.
    otra_vez = cliente.post(SECCIONES, {"tabla": escondido(ensayo)})
    assert otra_vez.status_code == 409
    assert "La tabla ya está así" in plana(otra_vez)


def test_por_su_pagina_los_defectos_se_ven_y_lo_escrito_no_se_pierde(elenco: Elenco, geografia: Geografia) -> None:
    cliente = entrar(elenco.usuario("administracion"))
    pagina = subir(cliente, "Sección,Municipio\n1,Nunca\n", fuente="Catálogo propio")
    assert "La tabla tiene un defecto; nada cambió." in pagina
    assert "No hay un municipio «Nunca» en los catálogos." in pagina
    assert 'value="Catálogo propio"' in pagina
    assert not Seccion.objects.exists()
    assert "Se admite .csv" in subir(cliente, TABLA, nombre="tabla.pdf")


def test_un_ensayo_alterado_o_de_otro_proceso_no_vale(elenco: Elenco, geografia: Geografia) -> None:
    cliente = entrar(elenco.usuario("administracion"))
    tabla = escondido(subir(cliente, TABLA))
    respuesta = cliente.post(SECCIONES, {"tabla": f"x{tabla}"}, follow=True)
    assert "Ese ensayo ya no vale; nada cambió." in plana(respuesta)
    assert not Seccion.objects.exists()


def test_por_comando_se_ensaya_se_carga_y_se_dice_lo_que_esta_mal(
    elenco: Elenco, geografia: Geografia, tmp_path: Path
) -> None:
    ruta = tmp_path / "tabla.csv"
    ruta.write_text(TABLA, encoding="utf-8")

    def correr(*args: str) -> str:
        salida = io.StringIO()
        call_command("cargar_secciones", str(ruta), *args, stdout=salida)
        return salida.getvalue()

    assert "3 nuevas" in correr("--proceso", "prueba-2024", "--ensayo")
    assert not Seccion.objects.exists()
    assert "3 nuevas" in correr("--proceso", "prueba-2024")
    assert Seccion.objects.count() == 3
    assert "Sin cambios" in correr("--proceso", "prueba-2024")
    with pytest.raises(CommandError, match="No hay un proceso «otro»"):
        correr("--proceso", "otro")
    ruta.write_text("Sección,Municipio\n1,Nunca\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Fila 2, Municipio"):
        correr("--proceso", "prueba-2024")
    assert Seccion.objects.count() == 3
