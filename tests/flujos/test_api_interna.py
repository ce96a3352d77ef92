"""The API of the institute: a token reaches what the roles chosen for it do, does what its verbs say, and no more."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from compliance.models import Acto, Entregable, FichaDeApi, Nombramiento, PeticionDeApi, Rol, SecretoDeFicha, Suplencia
from compliance.roles import INTERNOS
from compliance.services.cuentas import desactivar, reactivar, terminar_nombramiento
from compliance.services.fichas_api import autenticar, emitir, revocar, situacion
from compliance.verbos.modelo import Rechazo
from flujos.forms.interna import DE_OFICIOS
from flujos.models import Hecho, Remision, SerieDeOficios, Sesion
from flujos.views import interna
from flujos.views.oficios import SITUACIONES

from ..clamd import EICAR, clamd
from ..documentos.muestras import pdf
from ..elenco import Elenco, momento
from ..paginas import entrar, plana, ver
from .pasos import hasta_remision, remitir

AL = momento("2024-04-02 12:00")
RAIZ = "/api/interna/v1/"
P = "/api/interna/v1/procesos/prueba-2024/"


@pytest.fixture
def e(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> Elenco:
    """The cast, on a site that lives on 2 April 2024."""
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AL)
    return elenco


def ficha_de(
    e: Elenco, quien: str, *verbos: str, dias: int = 30, nombre: str = "Repositorio"
) -> tuple[FichaDeApi, str]:
    """A token of somebody with all their own roles."""
    usuario = e.usuario(quien)
    ficha = FichaDeApi(
        proceso=e.proceso,
        nombre=nombre,
        nombramientos=list(usuario.nombramientos.values_list("pk", flat=True)),
        verbos=list(verbos),
        vence_el=AL.date() + timedelta(days=dias),
    )
    return ficha, emitir(ficha, por=usuario, en=AL)


class Programa:
    """Another system with its token."""

    def __init__(self, secreto: str) -> None:
        self.cliente = Client(enforce_csrf_checks=True)
        self.cabezas = {"Authorization": f"Bearer {secreto}"}

    def pedir(self, camino: str, raiz: str = P) -> HttpResponse:
        return self.cliente.get(raiz + camino, headers=self.cabezas)  # type: ignore[return-value]

    def enviar(self, camino: str, datos: Any, llave: str = "") -> HttpResponse:
        cabezas = self.cabezas | ({"Idempotency-Key": llave} if llave else {})
        return self.cliente.post(  # type: ignore[return-value]
            P + camino, json.dumps(datos), content_type="application/json", headers=cabezas
        )


def codigo(respuesta: HttpResponse, estado: int) -> str:
    """The code of a refusal, once it is whole."""
    dicho = json.loads(respuesta.content)
    assert respuesta.status_code == estado, dicho
    assert respuesta["Content-Type"] == "application/problem+json"
    assert dicho["status"] == estado
    assert dicho["title"]
    assert dicho["type"].endswith(f"#{dicho['codigo']}")
    return str(dicho["codigo"])


HECHO = {"dias": ["2024-04-01"], "texto": "Se revisó el avance con el área."}
ENVIOS: dict[str, Any] = {
    "interna_hechos": HECHO,
    "interna_remisiones": {
        "entregables": ["informe-marzo"],
        "oficio": "IEPC/SE/12/2024",
        "remitida_en": "2024-04-02T10:00",
        "para": ["UTVOPL"],
    },
    "interna_validacion": {"validada_en": "2024-04-02T11:00"},
    "interna_observacion": {"observada_en": "2024-04-02T11:00", "texto": "Falta un anexo."},
    "interna_oficios": {"asunto": "Solicitud de informe"},
}


def direcciones() -> list[tuple[str, str, str]]:
    """Every operation of the API from its own addresses: its name, its method and where it is, for the cast."""
    todas = []
    for camino, vista in interna.api._routers[0][1].path_operations.items():
        lugar = camino.replace("{slug:proceso}", "prueba-2024").replace("{slug:llave}", "informe-marzo")
        for operacion in vista.operations:
            todas += [(vista.url_name or operacion.url_name, m, RAIZ + lugar.strip("/")) for m in operacion.methods]
    return todas


def test_cada_operacion_de_la_api_tiene_su_regla_y_ninguna_sobra() -> None:
    """A new one without a rule fails here: nobody would know who may ask for it."""
    assert {(nombre, metodo) for nombre, metodo, _ in direcciones()} == set(interna.REGLAS)
    assert len(interna.REGLAS) > 12
    assert {r.verbo for r in interna.REGLAS.values()} - {""} == set(interna.VERBOS)
    assert tuple(SITUACIONES) == DE_OFICIOS


def test_cada_operacion_responde_a_cada_rol_lo_que_dice_su_regla(e: Elenco) -> None:
    hasta_remision(e)
    fallas = []
    for quien in sorted(e.usuarios):
        propios = {n.rol.name for n in e.usuario(quien).nombramientos.all()}
        if not propios & INTERNOS:
            continue
        programa = Programa(ficha_de(e, quien, *interna.VERBOS)[1])
        for nombre, metodo, lugar in direcciones():
            regla = interna.REGLAS[nombre, metodo]
            if metodo == "GET":
                respuesta = programa.pedir("", lugar)
            elif nombre == "interna_acuse":
                respuesta = programa.cliente.post(  # type: ignore[assignment]
                    lugar, {"archivo": pdf(nombre="acuse.pdf")}, headers=programa.cabezas
                )
            else:
                respuesta = programa.cliente.post(  # type: ignore[assignment]
                    lugar, json.dumps(ENVIOS[nombre]), content_type="application/json", headers=programa.cabezas
                )
            alcanza = bool(propios & regla.roles)
            # Whoever holds the role is told what is missing, or does it; anybody else, that it is not theirs.
            if metodo == "GET":
                bien = respuesta.status_code == (200 if alcanza else 404)
            elif alcanza:
                bien = respuesta.status_code in (201, 403, 409, 422)
            else:
                bien = respuesta.status_code in (403, 422) and not json.loads(respuesta.content).get("hecho")
            if not bien:
                fallas.append(f"{quien}: {metodo} {lugar} → {respuesta.status_code} {respuesta.content[:200]!r}")
    assert fallas == []
    # By those who may, and only by them.
    hechos = Acto.objects.filter(hechos__has_key="api").exclude(verbo="descargar").values_list("verbo", "por__username")
    for verbo, quien in hechos:
        if verbo in interna.VERBOS:
            roles = {n.rol.name for n in e.usuario(quien).nombramientos.all()}
            assert roles & interna.VERBOS[verbo].roles, (verbo, quien)
    assert {"registrar_hecho", "remitir", "registrar_acuse"} <= {verbo for verbo, _ in hechos}


@pytest.mark.parametrize("cabeza", ["", "Bearer", "Bearer cauce_no-existe", "Basic YTpi", "Bearer \x00"])
def test_sin_ficha_no_hay_nada_ni_con_una_sesion_abierta(e: Elenco, cabeza: str) -> None:
    cliente = entrar(e.usuario("secretaria_tecnica"))
    for lugar in ("yo", "procesos/prueba-2024/candidaturas", "no/existe"):
        respuesta = cliente.get(RAIZ + lugar, headers={"Authorization": cabeza} if cabeza else {})
        assert codigo(respuesta, 401) == "ficha"  # type: ignore[arg-type]
        assert respuesta["WWW-Authenticate"].startswith("Bearer")
        assert "no-store" in respuesta["Cache-Control"]


def test_dice_de_quien_es_y_nada_de_otro_proceso(e: Elenco) -> None:
    programa = Programa(ficha_de(e, "secretaria_tecnica", "remitir")[1])
    yo = json.loads(programa.pedir("yo", RAIZ).content)
    assert (yo["ficha"], yo["roles"], yo["verbos"]) == ("Repositorio", ["secretaria_tecnica"], ["remitir"])
    assert codigo(programa.pedir("entregables", RAIZ + "procesos/otro/"), 404) == "no_esta"
    assert codigo(programa.pedir("entregables/no-existe"), 404) == "no_esta"
    assert codigo(programa.pedir("nada", RAIZ), 404) == "no_esta"
    assert programa.cliente.delete(P + "oficios", headers=programa.cabezas).status_code == 405


def test_la_ficha_se_muestra_una_vez_y_no_se_guarda(e: Elenco) -> None:
    cliente = entrar(e.usuario("area"), confirmo=AL)
    assert "Todavía no hay ninguna ficha" in ver(cliente, "/p/prueba-2024/fichas/")
    rol = e.usuario("area").nombramientos.get()
    datos = {
        "nombre": "Repositorio",
        "vence_el": "2024-12-31",
        "nombramientos": [rol.pk],
        "verbos": ["registrar_hecho"],
    }
    respuesta = cliente.post("/p/prueba-2024/fichas/nueva/", datos)
    ficha = FichaDeApi.objects.get()
    secreto = respuesta.context["form"]["secreto"].value()
    assert secreto in respuesta.content.decode()
    assert secreto.startswith("cauce_")
    assert len(secreto) > 45
    assert json.loads(Programa(secreto).pedir("yo", RAIZ).content)["persona"] == str(e.usuario("area"))
    lista = ver(cliente, "/p/prueba-2024/fichas/")
    assert "Repositorio" in lista
    assert "Nunca" not in lista
    guardado = f"{list(FichaDeApi.history.values())} {list(SecretoDeFicha.objects.values())} {lista}"
    assert secreto not in guardado
    # The hash is of no history either.
    assert ficha.secreto.huella not in str(list(FichaDeApi.history.values()) + list(Acto.objects.values()))
    acto = Acto.objects.get(verbo="emitir_ficha")
    assert acto.hechos["roles"] == ["Área responsable: Informática"]


def test_para_dar_una_ficha_hay_que_haber_dicho_hace_poco_quien_se_es(e: Elenco) -> None:
    lugar, confirmar = "/p/prueba-2024/fichas/nueva/", reverse("confirmar_identidad")
    rol = e.usuario("area").nombramientos.get()
    datos = {"nombre": "Repositorio", "vence_el": "2024-12-31", "nombramientos": [rol.pk]}
    for cliente in (entrar(e.usuario("area")), entrar(e.usuario("area"), confirmo=AL - timedelta(minutes=16))):
        visita = cliente.get(lugar)
        assert (visita.status_code, visita["Location"].partition("?")[0]) == (302, confirmar)
        # What was written meanwhile stays on the page, with where to go.
        respuesta = cliente.post(lugar, datos)
        assert respuesta.status_code == 422
        assert "confirme que es usted" in plana(respuesta)
        assert f'href="{confirmar}?' in plana(respuesta)
        assert 'value="Repositorio"' in plana(respuesta)
        assert not FichaDeApi.objects.exists()
    assert entrar(e.usuario("area"), confirmo=AL - timedelta(minutes=15)).post(lugar, datos).status_code == 200
    assert FichaDeApi.objects.get().nombre == "Repositorio"


def test_lo_que_no_se_puede_dar_a_un_programa_se_dice_junto_a_su_campo(e: Elenco) -> None:
    cliente = entrar(e.usuario("area"), confirmo=AL)
    ajeno = e.usuario("secretaria_ejecutiva").nombramientos.get()
    for datos, dicho in (
        ({"vence_el": "2025-04-03"}, "Va del 02/04/2024 al 02/04/2025"),
        ({"vence_el": "2024-04-01"}, "Va del 02/04/2024"),
        ({"nombramientos": [ajeno.pk]}, "Ese rol no es suyo o ya terminó"),
        ({"nombramientos": []}, "Elija al menos un rol"),
        # What its roles never do is not even offered.
        ({"verbos": ["remitir"]}, "remitir"),
        ({"nombre": ""}, "Escriba este dato"),
    ):
        propio = e.usuario("area").nombramientos.get()
        entero = {"nombre": "X", "vence_el": "2024-05-01", "nombramientos": [propio.pk]} | datos
        respuesta = cliente.post("/p/prueba-2024/fichas/nueva/", entero)
        assert respuesta.status_code == 422, datos
        assert dicho in plana(respuesta)
        # What the form and its model both say is said once.
        assert all(len(set(d)) == len(d) for d in respuesta.context["form"].errors.values())
    assert not FichaDeApi.objects.exists()
    ficha_de(e, "area")
    with pytest.raises(ValidationError, match="Ya tiene una ficha con ese nombre"):
        ficha_de(e, "area")
    otra = FichaDeApi(proceso=e.proceso, nombre="Y", nombramientos=[ajeno.pk], vence_el=date(2024, 5, 1))
    with pytest.raises(Rechazo, match="no es suyo"):
        emitir(otra, por=e.usuario("area"), en=AL)
    # Nobody outside the institute has one.
    de_partido = FichaDeApi(
        proceso=e.proceso,
        nombre="Z",
        nombramientos=[e.usuario("partido").nombramientos.get().pk],
        vence_el=date(2024, 5, 1),
    )
    with pytest.raises(Rechazo):
        emitir(de_partido, por=e.usuario("partido"), en=AL)
    assert FichaDeApi.objects.count() == 1


def test_deja_de_servir_con_su_dia_su_rol_su_cuenta_o_al_revocarla(e: Elenco) -> None:
    area, admin = e.usuario("area"), e.usuario("administracion")
    ficha, secreto = ficha_de(e, "area", dias=3)
    assert autenticar(secreto, AL + timedelta(days=3)) == ficha
    assert autenticar(secreto, AL + timedelta(days=4)) is None
    assert situacion(ficha, AL + timedelta(days=4)) == "Vencida"
    # Its owner, or who administers; nobody else.
    tercera = entrar(e.usuario("secretaria_tecnica"))
    assert tercera.post(reverse("ficha_api_revocar", args=["prueba-2024", ficha.pk])).status_code == 404
    with pytest.raises(Rechazo, match="de otra persona"):
        revocar(ficha, por=e.usuario("secretaria_tecnica"), en=AL)
    assert "Repositorio" not in ver(tercera, "/p/prueba-2024/fichas/")
    de_admin = entrar(admin)
    assert "Repositorio" in ver(de_admin, "/p/prueba-2024/fichas/")
    assert de_admin.post(reverse("ficha_api_revocar", args=["prueba-2024", ficha.pk])).status_code == 302
    assert codigo(Programa(secreto).pedir("oficios"), 401) == "ficha"
    assert Acto.objects.filter(verbo="revocar_ficha", por=admin).count() == 1

    # The role ends: the same day after its last one it opens nothing, and one given later does not revive it.
    ficha, secreto = ficha_de(e, "area")
    rol = area.nombramientos.get()
    assert Programa(secreto).pedir("oficios").status_code == 200
    terminar_nombramiento(rol, hasta=AL.date() - timedelta(days=1), motivo="Renuncia", por=admin, en=AL)
    assert codigo(Programa(secreto).pedir("oficios"), 401) == "ficha"
    assert situacion(ficha, AL) == "Sin efecto: sus roles terminaron"
    Nombramiento.objects.create(
        usuario=area, rol=rol.rol, proceso=e.proceso, area=rol.area, desde=AL.date(), confirmado_en=AL
    )
    assert codigo(Programa(secreto).pedir("oficios"), 401) == "ficha"

    # The account is closed: for good, even if it is opened again.
    ficha, secreto = ficha_de(e, "consejo")
    quien = e.usuario("consejo")
    desactivar(quien, e.proceso, motivo="Baja", por=admin, en=AL)
    assert codigo(Programa(secreto).pedir("oficios"), 401) == "ficha"
    quien.refresh_from_db()
    reactivar(quien, e.proceso, motivo="Vuelve", por=admin, en=AL)
    assert codigo(Programa(secreto).pedir("oficios"), 401) == "ficha"
    ficha.refresh_from_db()
    assert ficha.revocada_en == AL


def test_alcanza_solo_los_roles_elegidos_y_nunca_los_prestados(e: Elenco) -> None:
    area, ejecutiva = e.usuario("area"), e.usuario("secretaria_ejecutiva")
    hasta_remision(e)
    e.nombrar(area, "secretaria_ejecutiva")
    suyos = {n.rol.name: n.pk for n in area.nombramientos.all()}
    ficha = FichaDeApi(
        proceso=e.proceso, nombre="Corta", nombramientos=[suyos["area"]], verbos=["remitir"], vence_el=date(2024, 5, 1)
    )
    programa = Programa(emitir(ficha, por=area, en=AL))
    # She could at her page; with this token, no.
    assert codigo(programa.enviar("remisiones", ENVIOS["interna_remisiones"]), 403) == "rol"
    assert not Remision.objects.exists()
    # A suplencia is not lent to a machine.
    tecnica = e.usuario("secretaria_tecnica")
    Suplencia.objects.create(
        titular=ejecutiva,
        suplente=tecnica,
        proceso=e.proceso,
        desde=date(2024, 4, 1),
        hasta=date(2024, 4, 30),
        documento="Oficio 1",
        confirmado_en=AL,
    )
    suplente = Programa(ficha_de(e, "secretaria_tecnica", "remitir")[1])
    assert codigo(suplente.enviar("remisiones", ENVIOS["interna_remisiones"]), 403) == "rol"
    assert json.loads(suplente.pedir("yo", RAIZ).content)["roles"] == ["secretaria_tecnica"]


def test_lo_que_hace_es_un_acto_de_la_persona_que_dice_la_ficha(e: Elenco) -> None:
    ficha, secreto = ficha_de(e, "area", "registrar_hecho")
    programa = Programa(secreto)
    respuesta = programa.enviar("entregables/informe-marzo/hechos", HECHO)
    assert respuesta.status_code == 201, respuesta.content
    acto = Acto.objects.get(verbo="registrar_hecho")
    assert (acto.por, acto.hechos["api"]) == (e.usuario("area"), f"Repositorio (ficha {ficha.pk})")
    pagina = ver(entrar(e.usuario("auditoria")), f"/p/prueba-2024/historial/actos/{acto.pk}/")
    assert "Por la API, con la ficha" in pagina
    # Refused as at its page, with its code and its remedy; and nothing is left.
    antes = Acto.objects.count()
    assert codigo(programa.enviar("entregables/informe-marzo/hechos", HECHO), 409) == "repetido"
    futuro = programa.enviar("entregables/informe-marzo/hechos", HECHO | {"dias": ["2024-04-03"]})
    assert codigo(futuro, 422) == "fecha_futura"
    assert json.loads(futuro.content)["remedio"].startswith("Anote solo lo que ya se realizó")
    assert codigo(programa.enviar("remisiones", ENVIOS["interna_remisiones"]), 403) == "ficha_sin_verbo"
    assert Acto.objects.count() == antes
    # At the page, afterwards, the same person is not acting by any token.
    assert Acto.objects.filter(hechos__has_key="api").count() == 1


@pytest.mark.parametrize(
    ("datos", "campo"),
    [
        ({}, "dias"),
        ({"dias": "ayer", "texto": "x"}, "dias"),
        ({"dias": ["2024-13-01"], "texto": "x"}, "0"),
        ({"dias": ["2024-04-01"], "texto": "x" * 5001}, "texto"),
        ({"dias": ["2024-04-01"], "texto": "x", "aprueba": True}, "aprueba"),
    ],
)
def test_lo_mal_enviado_se_dice_por_su_campo(e: Elenco, datos: Any, campo: str) -> None:
    programa = Programa(ficha_de(e, "area", "registrar_hecho")[1])
    respuesta = programa.enviar("entregables/informe-marzo/hechos", datos)
    assert codigo(respuesta, 422) == "datos"
    assert campo in json.loads(respuesta.content)["campos"]
    assert not Hecho.objects.exists()


@pytest.mark.parametrize("cuerpo", [b"", b"{", b"[1]", b"\xff\xfe", b'{"dias": ["2024-04-01"], "texto": "\\u0000"}'])
def test_un_cuerpo_que_no_se_entiende_se_rehusa_sin_fallar(e: Elenco, cuerpo: bytes) -> None:
    programa = Programa(ficha_de(e, "area", "registrar_hecho")[1])
    respuesta = programa.cliente.post(
        P + "entregables/informe-marzo/hechos", cuerpo, content_type="application/json", headers=programa.cabezas
    )
    assert respuesta.status_code in (400, 422)
    assert respuesta["Content-Type"] == "application/problem+json"
    assert not Hecho.objects.exists()


def test_lo_que_se_envia_como_formulario_se_rehusa_sin_fallar(e: Elenco) -> None:
    hasta_remision(e)
    programa = Programa(ficha_de(e, "secretaria_ejecutiva", *interna.VERBOS)[1])
    for nombre, metodo, lugar in direcciones():
        if metodo == "POST":
            for llave in ({}, {"Idempotency-Key": nombre}):
                cabezas = programa.cabezas | llave
                respuesta: Any = programa.cliente.post(lugar, {"asunto": "Uno"}, headers=cabezas)
                assert codigo(respuesta, 422 if nombre == "interna_acuse" else 400)
                respuesta = programa.cliente.post(
                    lugar, b"asunto=Uno", content_type="application/x-www-form-urlencoded", headers=cabezas
                )
                assert respuesta.status_code in (400, 422), lugar
    assert not Remision.objects.exists()


@pytest.mark.parametrize("dia", ["0001-01-01T00:00Z", "9999-12-31T23:59-12:00"])
def test_un_dia_de_los_extremos_del_calendario_se_rehusa_como_lo_demas(e: Elenco, dia: str) -> None:
    remitir(e, hasta_remision(e), "2024-04-02 10:00")
    programa = Programa(ficha_de(e, "secretaria_ejecutiva", *interna.VERBOS)[1])
    for camino, datos in (
        ("remisiones", ENVIOS["interna_remisiones"] | {"remitida_en": dia}),
        ("entregables/informe-marzo/validacion", {"validada_en": dia}),
        ("entregables/informe-marzo/observacion", {"observada_en": dia, "texto": "Falta un anexo."}),
        ("entregables/informe-marzo/hechos", HECHO | {"dias": [dia[:10]]}),
    ):
        respuesta = programa.enviar(camino, datos)
        assert respuesta.status_code in (403, 409, 422), (camino, respuesta.content)
        assert codigo(respuesta, respuesta.status_code) != "peticion"


def test_una_llave_hace_una_sola_cosa(e: Elenco) -> None:
    programa = Programa(ficha_de(e, "area", "registrar_hecho")[1])
    lugar = "entregables/informe-marzo/hechos"
    primera = programa.enviar(lugar, HECHO, llave="k-1")
    segunda = programa.enviar(lugar, HECHO, llave="k-1")
    assert (primera.status_code, primera.content) == (segunda.status_code, segunda.content)
    assert (Hecho.objects.count(), PeticionDeApi.objects.count()) == (1, 1)
    assert codigo(programa.enviar(lugar, HECHO | {"texto": "Otra cosa."}, llave="k-1"), 422) == "llave_usada"
    # What was refused did nothing: its key still serves once it is mended.
    malo = HECHO | {"dias": ["2024-04-03"]}
    assert codigo(programa.enviar(lugar, malo, llave="k-2"), 422) == "fecha_futura"
    assert programa.enviar(lugar, HECHO | {"texto": "Otra cosa."}, llave="k-2").status_code == 201
    assert codigo(programa.enviar(lugar, HECHO, llave="con espacio"), 422) == "peticion"
    # The keys of one token are not those of another.
    otro = Programa(ficha_de(e, "area", "registrar_hecho", nombre="Otro")[1])
    assert otro.enviar(lugar, HECHO | {"texto": "La tercera."}, llave="k-1").status_code == 201
    assert Hecho.objects.count() == 3


def test_remite_recibe_el_acuse_y_la_validacion(e: Elenco) -> None:
    hasta_remision(e)
    programa = Programa(ficha_de(e, "secretaria_ejecutiva", *interna.VERBOS)[1])
    assert programa.enviar("remisiones", ENVIOS["interna_remisiones"]).status_code == 201
    lugar = f"{P}entregables/informe-marzo/acuse"
    # A file of no admitted kind is refused.
    malo = {"archivo": SimpleUploadedFile("acuse.exe", b"MZ no es ning\xc3\xban acuse")}
    respuesta: Any = programa.cliente.post(lugar, malo, headers=programa.cabezas)
    assert codigo(respuesta, 422) == "datos"
    assert Remision.objects.get().acuse is None
    for _ in range(2):
        con_llave = programa.cabezas | {"Idempotency-Key": "acuse-1"}
        respuesta = programa.cliente.post(
            lugar, {"archivo": pdf(nombre="acuse.pdf"), "acuse_en": "2024-04-02T10:05"}, headers=con_llave
        )
        assert respuesta.status_code == 201, respuesta.content
    remision = Remision.objects.get()
    assert remision.acuse is not None
    assert remision.en_oficio is not None
    # Without a zone, the clock of the institute.
    assert remision.remitida_en == momento("2024-04-02 10:00")
    assert remision.en_oficio.acuse_en == momento("2024-04-02 10:05")
    libro = json.loads(programa.pedir("oficios").content)["filas"]
    assert [(o["numero"], o["estado"], o["entregables"]) for o in libro] == [
        ("IEPC/SE/12/2024", "enviado", ["informe-marzo"])
    ]
    assert programa.enviar("entregables/informe-marzo/validacion", ENVIOS["interna_validacion"]).status_code == 201
    dicho = json.loads(programa.pedir("entregables/informe-marzo").content)
    assert dicho["remisiones"][0]["con_acuse"]
    assert dicho["validado_ine_en"] == "2024-04-02T11:00:00-06:00"


def test_el_archivo_que_trae_pasa_por_el_antivirus_y_lo_infectado_no_queda(e: Elenco, settings: Any) -> None:
    remitir(e, hasta_remision(e), "2024-04-02 10:00")
    programa = Programa(ficha_de(e, "secretaria_ejecutiva", "registrar_acuse")[1])
    lugar = f"{P}entregables/informe-marzo/acuse"
    with clamd() as servidor:
        settings.ANTIVIRUS = servidor.direccion
        malo = {"archivo": SimpleUploadedFile("acuse.pdf", pdf("acuse").read() + EICAR)}
        respuesta = programa.cliente.post(lugar, malo, headers=programa.cabezas)
        assert codigo(respuesta, 422) == "datos"
        assert "El antivirus halló «Eicar-Signature»" in json.loads(respuesta.content)["campos"]["archivo"]
        assert Remision.objects.get().acuse is None
        assert programa.cliente.post(lugar, {"archivo": pdf("acuse")}, headers=programa.cabezas).status_code == 201
    assert len(servidor.recibidos) == 2


def test_reserva_el_numero_que_sigue_una_vez(e: Elenco) -> None:
    programa = Programa(ficha_de(e, "secretaria_ejecutiva", "reservar_oficio")[1])
    assert codigo(programa.enviar("oficios", {"asunto": "Uno"}), 422) == "serie"
    serie = SerieDeOficios.objects.create(proceso=e.proceso, formato="SE/{numero}/{anio}", anio=2024, ultimo=6)
    numeros = [json.loads(programa.enviar("oficios", {"asunto": "Uno"}, llave="a").content)["clave"] for _ in range(2)]
    assert numeros == ["SE/7/2024"] * 2
    assert codigo(programa.enviar("oficios", {"asunto": "Uno"}), 409) == "ya_hay"
    serie.refresh_from_db()
    assert serie.ultimo == 7


def test_los_entregables_se_filtran_y_van_por_paginas(e: Elenco) -> None:
    programa = Programa(ficha_de(e, "comision")[1])
    todos = json.loads(programa.pedir("entregables").content)
    assert todos["siguiente"] is None
    llaves = [f["llave"] for f in todos["filas"]]
    assert set(llaves) == set(Entregable.objects.filter(proceso=e.proceso).exigibles().values_list("llave", flat=True))
    vistas, lugar = [], f"{P}entregables?cuantas=2"
    while lugar:
        hoja = json.loads(programa.pedir("", lugar).content)
        vistas += [f["llave"] for f in hoja["filas"]]
        lugar = (hoja["siguiente"] or "").partition("8000")[2]
    assert vistas == llaves
    cifras = json.loads(programa.pedir("tablero").content)
    assert sum(cifras["entregables"].values()) == len(llaves)
    for clase, cuantos in cifras["entregables"].items():
        assert len(json.loads(programa.pedir(f"entregables?clase={clase}").content)["filas"]) == cuantos
    for malo in ("clase=x", "estado=x", "cuantas=0", "cuantas=999", "tras=no-esta", "q=%00"):
        assert programa.pedir(f"entregables?{malo}").status_code == 422, malo


def test_las_sesiones_dicen_lo_decidido(e: Elenco) -> None:
    hasta_remision(e)
    programa = Programa(ficha_de(e, "consejo")[1])
    filas = json.loads(programa.pedir("sesiones").content)["filas"]
    assert len(filas) == Sesion.objects.count() == 3
    decidido = [p["resultado"] for s in filas for p in s["puntos"] if p["entregable"] == "informe-marzo"]
    assert decidido == ["aprobado", "aprobado", "presentado"]
    de_marzo = json.loads(programa.pedir("sesiones?organo=comision&hasta=2024-03-28").content)["filas"]
    assert [s["inicia_en"] for s in de_marzo] == ["2024-03-28T10:00:00-06:00"]


def test_las_candidaturas_no_llevan_respuestas_ni_datos_personales_y_queda_anotado(e: Elenco) -> None:
    c = e.candidatura_en("publicada", "Ana Pérez Ñuño")
    ficha, secreto = ficha_de(e, "verificacion")
    programa = Programa(secreto)
    cuerpo = programa.pedir("candidaturas?estado=publicada").content.decode()
    fila = json.loads(cuerpo)["filas"][0]
    assert (fila["clave"], fila["nombre"], fila["estado"]) == (c.pk, "Ana Pérez Ñuño", "publicada")
    for secreta in ("1980", "ana@example.com", "curp", "clave_elector", "discapacidad", "identidad", "nacimiento"):
        assert secreta not in cuerpo.lower()
    acto = Acto.objects.filter(verbo="descargar").latest("pk")
    assert (acto.por, acto.hechos["filtro"]) == (e.usuario("verificacion"), "estado=publicada")
    assert acto.hechos["api"] == f"Repositorio (ficha {ficha.pk})"
    assert json.loads(programa.pedir("candidaturas?estado=asignada").content) == {"filas": [], "siguiente": None}
    assert codigo(programa.pedir("candidaturas?estado=otro"), 422) == "peticion"


def test_tiene_su_ritmo_y_anota_su_ultimo_uso(e: Elenco, settings: Any) -> None:
    ficha, secreto = ficha_de(e, "comision")
    cache.clear()
    settings.API_POR_MINUTO = 3
    programa = Programa(secreto)
    estados = [programa.pedir("yo", RAIZ).status_code for _ in range(5)]
    assert estados[-1] == 429
    assert 200 in estados
    ultima = programa.pedir("yo", RAIZ)
    assert codigo(ultima, 429) == "ritmo"
    assert int(ultima["Retry-After"]) >= 1
    assert SecretoDeFicha.objects.get(ficha=ficha).usada_en == AL


def test_el_documento_dice_cada_operacion_y_la_pagina_la_explica(e: Elenco) -> None:
    documento = json.loads(Client().get(RAIZ + "openapi.json").content)
    operaciones = {(r, m.upper()) for r, ms in documento["paths"].items() for m in ms}
    assert len(operaciones) == len(interna.REGLAS)
    assert documento["components"]["securitySchemes"]["Ficha"]["scheme"] == "bearer"
    pagina = ver(entrar(e.usuario("comision")), RAIZ)
    for ruta, metodo in operaciones:
        assert f"{metodo} {ruta}" in pagina
    assert entrar(e.usuario("partido")).get(RAIZ).status_code == 404
    assert Client().get(RAIZ).status_code == 302


def test_el_documento_que_cualquiera_pide_se_hace_una_vez(monkeypatch: pytest.MonkeyPatch) -> None:
    hechos = []
    hacer = interna.api.get_openapi_schema
    monkeypatch.setattr(interna.api, "get_openapi_schema", lambda **k: hechos.append(1) or hacer(**k))
    interna._esquema.cache_clear()
    assert interna.documento() == interna.documento()
    assert hechos == [1]


def test_el_rol_que_pide_dos_personas_no_se_da_sin_confirmar(e: Elenco) -> None:
    quien = e.usuario("comision")
    rol = Nombramiento.objects.create(
        usuario=quien,
        rol=Group.objects.get_or_create(name=Rol.VERIFICACION.value)[0],
        proceso=e.proceso,
        desde=date(2024, 1, 1),
    )
    ficha = FichaDeApi(proceso=e.proceso, nombre="V", nombramientos=[rol.pk], vence_el=date(2024, 5, 1))
    with pytest.raises(Rechazo, match="no es suyo"):
        emitir(ficha, por=quien, en=AL)


def test_un_acto_de_otra_persona_o_de_la_pagina_no_dice_ninguna_ficha(e: Elenco) -> None:
    ficha_de(e, "area", "registrar_hecho")
    informe = hasta_remision(e)
    remitir(e, informe, "2024-04-02 10:00")
    assert not Acto.objects.filter(hechos__has_key="api").exists()
