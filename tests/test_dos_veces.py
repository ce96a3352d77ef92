"""A form that creates, sent twice, makes one: whoever sends the second is told, asked, or led to the first.

Each one twice in a row and eight times at once, on the database of the suite: SQLite, and PostgreSQL where it is run
with the services.
"""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.db.models import QuerySet
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from calendario.models import Inhabil
from compliance.models import (
    Candidatura,
    Entregable,
    Hito,
    Integracion,
    Nombramiento,
    OrigenDeVersion,
    Persona,
    Suplencia,
    SuplenciaDeAsiento,
    Usuario,
    VersionDePlan,
    VistaGuardada,
)
from compliance.services.planes import cargar_plan
from compliance.services.versiones import proponer
from documentos.models import Documento
from flujos.importacion.cargas import ensayar
from flujos.models import Encargo, Hecho, Importacion, Nota, PuntoOrden, SerieDeOficios, Sesion
from flujos.sesiones import Punto, convocar

from .compliance.plan_minimo import leido
from .documentos.muestras import pdf
from .elenco import CINCO_DIAS, Elenco, momento, montar
from .libros import candidata, libro
from .paginas import plana

PROCESO = "prueba-2024"
AHORA = momento("2024-04-16 10:00")
PREGUNTA = re.compile(r"¿Es otra\?")


@dataclass(frozen=True)
class Alta:
    """A form that creates: who sends it, where, what, and how many rows it leaves."""

    quien: str
    lugar: str
    datos: dict[str, Any]
    filas: Callable[[], int]
    # What whoever comes second reads.
    dicho: str
    archivo: str = ""
    # Of the answer that did it.
    hecho: int = 302

    def enviar(self, cliente: Client) -> HttpResponse:
        datos = self.datos | ({self.archivo: pdf("el-mismo")} if self.archivo else {})
        return cliente.post(self.lugar, datos)  # type: ignore[return-value]


def _cuantas(filas: QuerySet[Any]) -> Callable[[], int]:
    return lambda: filas.all().count()


@pytest.fixture
def elenco(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Elenco:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AHORA)
    monkeypatch.setattr("flujos.tasks.ahora", lambda: AHORA)
    e = montar()
    informatica = e.usuario("administracion")
    informatica.is_staff = informatica.is_superuser = True
    informatica.save()
    return e


def _plantilla(e: Elenco) -> Entregable:
    return Entregable.objects.create(
        proceso=e.proceso,
        llave="modificaciones",
        clave="11.10",
        orden=9,
        nombre="Cualquier modificación de lo remitido",
        ruta=e.entregables["remision-abril"].ruta,
        area=e.transparencia,
        tipo=Entregable.Tipo.CONTINGENTE,
        es_plantilla=True,
        regla_remision=CINCO_DIAS,
    )


def _sesion(e: Elenco) -> Alta:
    datos = {
        "organo": e.comision.pk,
        "tipo": "ordinaria",
        "inicia_en": "2024-04-18T10:00",
        "otros": "Asuntos generales",
    }
    lugar = reverse("sesion_convocar", args=[PROCESO])
    return Alta("secretaria_tecnica", lugar, datos, _cuantas(Sesion.objects.all()), "Ya hay una igual")


def _evento(e: Elenco) -> Alta:
    plantilla = _plantilla(e)
    lugar = reverse("entregable_accion", args=[PROCESO, plantilla.pk, "registrar-evento"])
    datos = {"evento_el": "2024-04-15", "descripcion": "Se sustituyó una candidatura"}
    return Alta("secretaria_tecnica", lugar, datos, _cuantas(plantilla.ocurrencias.all()), "Ya hay uno igual")


def _hecho(e: Elenco) -> Alta:
    entregable = e.entregables["remision-abril"]
    lugar = reverse("entregable_accion", args=[PROCESO, entregable.pk, "registrar-hecho"])
    datos = {"dias": "15/04/2024", "texto": "Reunión con\r\nlos partidos", "participantes": "Siete"}
    filas = _cuantas(Hecho.objects.filter(entregable=entregable))
    return Alta("secretaria_tecnica", lugar, datos, filas, "Eso ya está anotado")


def _nota(e: Elenco) -> Alta:
    lugar = reverse("entregable_accion", args=[PROCESO, e.entregables["remision-abril"].pk, "anotar"])
    datos = {"texto": "Falta el anexo.\r\nLo pide @secretaria_tecnica"}
    return Alta("area_transparencia", lugar, datos, _cuantas(Nota.objects.all()), "Esa nota ya está escrita")


def _encargo(e: Elenco) -> Alta:
    lugar = reverse("entregable_accion", args=[PROCESO, e.entregables["remision-abril"].pk, "encargar"])
    datos = {"persona": e.usuario("area_transparencia").pk, "hasta": "2024-04-30", "motivo": "Vacaciones"}
    return Alta("secretaria_tecnica", lugar, datos, _cuantas(Encargo.objects.all()), "Ya está a cargo de")


def _vista(e: Elenco) -> Alta:
    datos = {"nombre": "Lo mío", "lista": "entregables", "consulta": "clase=vencidos"}
    lugar = reverse("vista_guardar", args=[PROCESO])
    return Alta("area", lugar, datos, _cuantas(VistaGuardada.objects.all()), "Ya tiene una vista con ese nombre")


def _oficio(e: Elenco) -> Alta:
    serie = SerieDeOficios.objects.create(proceso=e.proceso, anio=2024, formato="SE/{numero}/{anio}")
    datos = {"serie": serie.pk, "asunto": "Informe de marzo"}
    lugar = reverse("oficio_reservar", args=[PROCESO])
    return Alta("secretaria_ejecutiva", lugar, datos, _cuantas(serie.oficios.all()), "Ya hay uno igual")


def _hito(e: Elenco) -> Alta:
    hito = Hito.objects.create(
        proceso=e.proceso, clave="modulo", grupo="Módulos", nombre="Captura", termina=date(2024, 4, 15)
    )
    datos = {"dias": "15/04/2024", "texto": "Se liberó", "clase": "modulo"}
    lugar = reverse("hito", args=[PROCESO, hito.pk])
    return Alta("secretaria_tecnica", lugar, datos, _cuantas(hito.hechos.all()), "Eso ya está anotado")


def _punto(e: Elenco) -> Alta:
    sesion = convocar(
        e.comision,
        tipo="ordinaria",
        inicia_en=momento("2024-04-18 10:00"),
        puntos=[Punto("Lectura del acta")],
        por=None,
        en=AHORA,
    )
    lugar = reverse("sesion_accion", args=[PROCESO, sesion.pk, "agregar-punto"])
    filas = _cuantas(PuntoOrden.objects.filter(orden__gt=1))
    return Alta("secretaria_tecnica", lugar, {"titulo": "Asuntos generales"}, filas, "Ya está en el orden del día")


def _por_celebrar(e: Elenco) -> Sesion:
    return convocar(
        e.comision,
        tipo="ordinaria",
        inicia_en=momento("2024-04-18 10:00"),
        puntos=[Punto("Asuntos generales")],
        por=None,
        en=AHORA,
    )


def _invitacion(e: Elenco) -> Alta:
    sesion = _por_celebrar(e)
    lugar = reverse("sesion_preparar", args=[PROCESO, sesion.pk])
    datos = {"hacer": "invitar", "invitar-nombre": "Perla", "invitar-correo": "perla@example.com"}
    return Alta("secretaria_tecnica", lugar, datos, _cuantas(sesion.invitados.all()), "Ese correo ya es de Perla")


def _papel(e: Elenco) -> Alta:
    sesion = _por_celebrar(e)
    lugar = reverse("sesion_preparar", args=[PROCESO, sesion.pk])
    datos = {"hacer": "papel", "papel-clase": "anexo", "papel-titulo": "Anexo"}
    filas = _cuantas(sesion.papeles.all())
    return Alta("secretaria_tecnica", lugar, datos, filas, "Ese mismo archivo ya está", archivo="papel-archivo")


def _suplencia_de_asiento(e: Elenco) -> Alta:
    sesion = convocar(
        e.comision,
        tipo="ordinaria",
        inicia_en=momento("2024-04-18 10:00"),
        puntos=[Punto("Lectura del acta")],
        por=None,
        en=AHORA,
    )
    lugar = reverse("sesion_accion", args=[PROCESO, sesion.pk, "suplir"])
    asiento = e.comision.integraciones.all()[1]
    datos = {"integracion": asiento.pk, "nombre": "Quien suple", "documento": "Oficio 1"}
    datos |= {"desde": "2024-04-18", "hasta": "2024-04-18"}
    filas = _cuantas(SuplenciaDeAsiento.objects.all())
    return Alta(
        "secretaria_tecnica", lugar, {f"suplir-{c}": v for c, v in datos.items()}, filas, "ya suple Quien suple"
    )


def _version(e: Elenco) -> Alta:
    entregable = e.entregables["remision-abril"]
    Entregable.objects.filter(pk=entregable.pk).update(area=e.transparencia)
    lugar = reverse("entregable_accion", args=[PROCESO, entregable.pk, "adjuntar"])
    filas = _cuantas(Documento.objects.filter(entregable=entregable))
    return Alta("area_transparencia", lugar, {}, filas, "Ese archivo ya es la versión 1", archivo="archivo")


def _registro(e: Elenco) -> Alta:
    datos = {
        "nombre": "Ana Sintética Uno",
        "sexo": "M",
        "fecha_nacimiento": "1980-05-05",
        "correo": "ana@example.com",
        "actor": e.partido_a.pk,
        "cargo": e.diputacion.pk,
        "territorio": e.distrito.pk,
        "formula": "1",
        "calidad": "propietaria",
        "aprobada_el": "2024-04-15",
    }
    lugar = reverse("candidatura_registrar", args=[PROCESO])
    return Alta(
        "secretaria_tecnica",
        lugar,
        datos,
        _cuantas(Candidatura.objects.all()),
        "ya lo ocupa|No, es otra persona|Ya hay una candidatura vigente en ese lugar",
    )


def _cuenta(e: Elenco) -> Alta:
    datos = {
        "username": "ana.nueva",
        "first_name": "Ana",
        "last_name": "Nueva",
        "email": "nueva@example.com",
        "desde": "2024-04-16",
        "documento": "Oficio 1",
    }
    lugar = reverse("cuenta_nueva", args=[PROCESO]) + "?rol=auditoria"
    filas = _cuantas(Usuario.objects.filter(username="ana.nueva"))
    return Alta("administracion", lugar, datos, filas, "(?i)ya hay una cuenta|ya existe", hecho=200)


def _nombramiento(e: Elenco) -> Alta:
    datos = {"usuario": "ajena", "desde": "2024-04-16", "documento": "Oficio 1"}
    lugar = reverse("cuenta_nombrar", args=[PROCESO]) + "?rol=auditoria"
    filas = _cuantas(Nombramiento.objects.filter(usuario=e.usuario("ajena")))
    return Alta("administracion", lugar, datos, filas, "Ya tiene ese rol")


def _suplencia(e: Elenco) -> Alta:
    datos = {
        "suplente": "ajena",
        "titular": e.usuario("area").pk,
        "desde": "2024-04-16",
        "hasta": "2024-04-30",
        "documento": "Oficio 1",
    }
    lugar = reverse("suplencia_nueva", args=[PROCESO])
    return Alta("administracion", lugar, datos, _cuantas(Suplencia.objects.all()), "Ya suple a")


def _inhabil(e: Elenco) -> Alta:
    datos = {"desde": "2024-03-25", "hasta": "2024-03-29", "motivo": "Descanso", "documento": "Acuerdo 3"}
    lugar = reverse("inhabil_nuevo", args=[PROCESO])
    cliente = _cliente(e, "administracion")
    datos["huella"] = re.findall(r'name="huella" value="(\w+)"', cliente.post(lugar, datos).content.decode())[0]
    return Alta("administracion", lugar, datos, _cuantas(Inhabil.objects.all()), "ya están en el calendario")


def _asiento(e: Elenco) -> Alta:
    datos = {"organo": e.comision.pk, "nombre": "Consejera Nueva", "cargo": "Integrante", "desde": "2024-04-01"}
    filas = _cuantas(Integracion.objects.filter(nombre="Consejera Nueva"))
    return Alta(
        "administracion", "/administracion/compliance/integracion/add/", datos, filas, "Ya hay un renglón igual"
    )


def _cambio_de_plan(e: Elenco) -> Alta:
    suyo = (('clave = "opl-2024"', f'clave = "{PROCESO}"'), ('clave = "opl"', 'clave = "iepc"'))
    plan, sha256 = leido(*suyo)
    cargar_plan(plan, sha256, por=None, en=AHORA)
    otro, sha256 = leido(*suyo, ('nombre = "Informe de marzo"', 'nombre = "Informe mensual"'))
    propuesta = proponer(
        e.proceso,
        otro,
        que=OrigenDeVersion.CARGA,
        de="plan.toml",
        sha256=sha256,
        por=e.usuario("administracion"),
        en=AHORA,
    )
    datos = {"motivo": "Acuerdo 9", "ocurrio_el": "2024-04-16", "huella": propuesta.previa["huella"]}
    filas = _cuantas(VersionDePlan.objects.filter(numero__gt=1))
    lugar = reverse("plan_propuesta", args=[PROCESO])
    return Alta("administracion", lugar, datos, filas, "Ya no había cambios por aplicar")


ALTAS = [
    _sesion,
    _oficio,
    _hito,
    _evento,
    _hecho,
    _nota,
    _encargo,
    _vista,
    _punto,
    _invitacion,
    _papel,
    _suplencia_de_asiento,
    _version,
    _registro,
    _cuenta,
    _nombramiento,
    _suplencia,
    _inhabil,
    _asiento,
    _cambio_de_plan,
]


def _cliente(e: Elenco, quien: str) -> Client:
    cliente = Client(raise_request_exception=False)
    cliente.force_login(e.usuario(quien), backend="django.contrib.auth.backends.ModelBackend")
    return cliente


def a_la_vez(actos: list[Callable[[], Any]]) -> list[Any]:
    """What each act answers, all started at the same moment, each on its own connection."""
    salida = Barrier(len(actos))

    def correr(acto: Callable[[], Any]) -> Any:
        try:
            salida.wait(timeout=60)
            return acto()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(actos)) as hilos:
        return list(hilos.map(correr, actos))


def _comprobar(alta: Alta, respuestas: list[Any]) -> None:
    """One did it; the rest were told, and nothing else was made."""
    hechas = [r for r in respuestas if r.status_code == alta.hecho and not re.search(alta.dicho, plana(r))]
    dichas = [r for r in respuestas if re.search(alta.dicho, plana(r))]
    assert [r.status_code for r in respuestas if r.status_code >= 500] == []
    assert (len(hechas), len(dichas)) == (1, len(respuestas) - 1), [plana(r)[:3000] for r in respuestas][:2]
    assert alta.filas() == 1


@pytest.mark.parametrize("preparar", ALTAS, ids=lambda f: f.__name__)
def test_enviada_dos_veces_hace_una(elenco: Elenco, preparar: Callable[[Elenco], Alta]) -> None:
    alta = preparar(elenco)
    cliente = _cliente(elenco, alta.quien)
    _comprobar(alta, [alta.enviar(cliente), alta.enviar(cliente)])


@pytest.mark.parametrize("preparar", ALTAS, ids=lambda f: f.__name__)
def test_enviada_ocho_veces_a_la_vez_hace_una(elenco: Elenco, preparar: Callable[[Elenco], Alta]) -> None:
    alta = preparar(elenco)
    clientes = [_cliente(elenco, alta.quien) for _ in range(8)]
    _comprobar(alta, a_la_vez([partial(alta.enviar, cliente) for cliente in clientes]))


def test_dos_nombres_de_usuario_que_difieren_en_mayusculas_hacen_una_cuenta(elenco: Elenco) -> None:
    alta = _cuenta(elenco)
    nombres = ["ana.nueva", "Ana.Nueva", "ANA.NUEVA", "ana.Nueva"]
    altas = [replace(alta, datos=alta.datos | {"username": nombre}) for nombre in nombres * 3]
    clientes = [_cliente(elenco, alta.quien) for _ in altas]
    respuestas = a_la_vez([partial(a.enviar, c) for a, c in zip(altas, clientes, strict=True)])
    _comprobar(replace(alta, filas=_cuantas(Usuario.objects.filter(username__iexact="ana.nueva"))), respuestas)


@pytest.mark.parametrize("preparar", [_sesion, _evento], ids=lambda f: f.__name__)
def test_si_es_otra_se_dice_y_tampoco_asi_se_hacen_dos(elenco: Elenco, preparar: Callable[[Elenco], Alta]) -> None:
    alta = preparar(elenco)
    cliente = _cliente(elenco, alta.quien)
    primera = alta.enviar(cliente)
    assert PREGUNTA.search(plana(cliente.get(alta.lugar))) is None
    pregunta = alta.enviar(cliente)
    assert pregunta.status_code == 422
    assert PREGUNTA.search(plana(pregunta))
    assert f'href="{primera["Location"]}"' in pregunta.content.decode()
    respuesta = re.findall(r'name="es_otra" value="(\d+)"', pregunta.content.decode())
    assert "checked" not in pregunta.content.decode().partition('name="es_otra"')[2].partition(">")[0]
    datos = alta.datos | {"es_otra": respuesta}
    segunda = cliente.post(alta.lugar, datos)
    assert segunda.status_code == 302
    assert segunda["Location"] != primera["Location"]
    # The answer was about the first: of the second nobody has said anything.
    assert f'href="{segunda["Location"]}"' in cliente.post(alta.lugar, datos).content.decode()
    assert alta.filas() == 2


def test_lo_cancelado_no_impide_convocar_ni_registrar_de_nuevo(elenco: Elenco) -> None:
    cliente = _cliente(elenco, "secretaria_tecnica")
    for preparar, nombre in ((_sesion, "sesion_accion"), (_evento, "entregable_accion")):
        alta = preparar(elenco)
        primera = alta.enviar(cliente)["Location"]
        lugar = reverse(nombre, args=[PROCESO, primera.rstrip("/").split("/")[-1], "cancelar"])
        assert cliente.post(lugar, {"motivo": "No ocurrió"}).status_code == 302
        assert alta.enviar(cliente).status_code == 302


@pytest.fixture
def ensayadas(elenco: Elenco, tmp_path: Any) -> list[tuple[Client, str]]:
    """The same file, rehearsed by two people."""
    elenco.nombrar(elenco.usuario("ajena"), "administracion")
    contenido = libro(tmp_path / "base.xlsx", [candidata()]).read_bytes()
    cargas = [
        (_cliente(elenco, quien), ensayar(contenido, "base.xlsx", elenco.proceso, por=elenco.usuario(quien), en=AHORA))
        for quien in ("administracion", "ajena")
    ]
    return [(cliente, reverse("importacion", args=[PROCESO, carga.sha256])) for cliente, carga in cargas]


def test_el_mismo_archivo_confirmado_por_dos_personas_se_carga_una_vez(
    ensayadas: list[tuple[Client, str]],
) -> None:
    for cliente, lugar in ensayadas:
        cliente.post(lugar)
    assert Importacion.objects.count() == 1
    assert "ya se importó: Administracion De Prueba" in plana(cliente.get(lugar))


def test_confirmado_veinte_veces_a_la_vez_se_carga_una_vez(ensayadas: list[tuple[Client, str]]) -> None:
    respuestas = a_la_vez([partial(c.post, lugar) for c, lugar in ensayadas for _ in range(10)])
    assert {r.status_code for r in respuestas} == {302}
    assert Importacion.objects.count() == 1
    assert Candidatura.objects.count() == Persona.objects.count() == 1


def test_un_archivo_ya_cargado_puede_ensayarse_y_cargarse_otra_vez(
    elenco: Elenco, ensayadas: list[tuple[Client, str]], tmp_path: Any
) -> None:
    cliente, lugar = ensayadas[0]
    cliente.post(lugar)
    despues = momento("2024-04-16 11:00")
    contenido = libro(tmp_path / "base.xlsx", [candidata()]).read_bytes()
    carga = ensayar(contenido, "base.xlsx", elenco.proceso, por=elenco.usuario("administracion"), en=despues)
    cliente.post(reverse("importacion", args=[PROCESO, carga.sha256]))
    assert Importacion.objects.count() == 2
