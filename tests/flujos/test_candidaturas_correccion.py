"""What was registered is mended: the person's data and the acción afirmativa."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from compliance.models import Candidatura, Persona
from flujos import candidaturas as servicios

from ..elenco import Elenco, identidad_completa, momento, rechazado
from ..paginas import entrar

EN = momento("2024-04-15 10:00")
LISTA = "/p/prueba-2024/candidaturas/"


@pytest.fixture(autouse=True)
def en_abril(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: EN)


def _corregir(elenco: Elenco, c: Candidatura, quien: str = "verificacion", **cambios: object) -> Candidatura:
    argumentos: dict[str, object] = {
        "datos": {},
        "accion_afirmativa": c.accion_afirmativa,
        "motivo": "Error en el registro",
        "por": elenco.usuario(quien),
        "en": EN,
    }
    return servicios.corregir_registro(c, **argumentos | cambios)  # type: ignore[arg-type]


# -- The service ------------------------------------------------------------------------------------------


def test_con_el_correo_corregido_las_cuentas_se_entregan(elenco: Elenco) -> None:
    c = elenco.candidatura(actor=elenco.independiente)
    Persona.objects.filter(pk=c.persona_id).update(correo="", fecha_nacimiento=None)
    with rechazado("correo") as info:
        servicios.entregar_cuentas(c, por=None, en=EN)
    assert "Corregir datos de registro" in info.value.remedio
    datos = {"correo": "nueva@example.com", "fecha_nacimiento": date(1970, 1, 2), "nombre": "Ana Pérez Núñez"}
    c = _corregir(elenco, c, datos=datos)
    assert (c.persona.correo, c.persona.nombre_busqueda) == ("nueva@example.com", "ana perez nunez")
    assert servicios.entregar_cuentas(c, por=None, en=EN).cuentas_enviadas_en == EN
    historia = c.persona.history.latest("history_id")
    assert (historia.autor, historia.history_change_reason) == ("Verificacion De Prueba", "Error en el registro")
    transicion = c.actos.get(verbo="corregir_registro")
    assert (transicion.de, transicion.a, transicion.motivo) == ("asignada", "asignada", "Error en el registro")
    # Which data, not the data.
    assert transicion.hechos == {"campos": ["nombre", "fecha_nacimiento", "correo"]}


def test_la_accion_afirmativa_publica_las_respuestas_de_su_grupo_y_necesita_documento(elenco: Elenco) -> None:
    c = elenco.candidatura_en("capturada")
    c.identidad.respuestas = identidad_completa(diversidad="Sí")
    c.identidad.save()
    c = servicios.validar(c, por=elenco.usuario("verificacion"), en=EN)
    servicios.autorizar(c, por=elenco.usuario("partido"), en=EN)
    c = servicios.publicar(c, por=elenco.usuario("verificacion"), en=EN)
    publica = reverse("conoceles_candidatura", args=["prueba-2024", c.pk])
    assert "LGBTTTIQ+" not in Client().get(publica).content.decode()
    with rechazado("documento"):
        _corregir(elenco, c, accion_afirmativa="diversidad", documento=" ")
    c = _corregir(elenco, c, accion_afirmativa="diversidad", documento="CEE/90/2024")
    assert c.actos.get(verbo="corregir_registro").hechos["documento"] == "CEE/90/2024"
    assert "LGBTTTIQ+" in Client().get(publica).content.decode()
    _corregir(elenco, c, accion_afirmativa="", documento="CEE/91/2024")
    assert "LGBTTTIQ+" not in Client().get(publica).content.decode()


def test_lo_que_no_puede_ser_no_se_corrige(elenco: Elenco) -> None:
    c = elenco.candidatura()
    elenco.candidatura("Bea Ruiz", calidad="suplente")
    with rechazado("sin_cambios"):
        _corregir(elenco, c)
    with rechazado("motivo"):
        _corregir(elenco, c, datos={"correo": "x@example.com"}, motivo=" ")
    with rechazado("nacimiento") as info:
        _corregir(elenco, c, datos={"fecha_nacimiento": date(2010, 1, 1)})
    assert "14 años" in info.value.mensaje
    with rechazado("misma_persona"):
        _corregir(elenco, c, datos={"nombre": "BEA RUIZ"})
    with rechazado("accion_afirmativa"):
        _corregir(elenco, c, accion_afirmativa="zurda", documento="X")
    with rechazado("datos"):
        _corregir(elenco, c, datos={"correo": "no es un correo"})
    with rechazado("rol"):
        _corregir(elenco, c, "partido", datos={"correo": "x@example.com"})
    retirada = elenco.candidatura_en("retirada", "Eva", formula="3")
    with rechazado("estado"):
        _corregir(elenco, retirada, datos={"correo": "x@example.com"})


# -- The pages --------------------------------------------------------------------------------------------


def _formulario(c: Candidatura, **cambios: str) -> dict[str, str]:
    p = c.persona
    nacimiento = p.fecha_nacimiento.isoformat() if p.fecha_nacimiento else ""
    datos = {"nombre": p.nombre, "sexo": p.sexo, "fecha_nacimiento": nacimiento, "correo": p.correo}
    return {**datos, "accion_afirmativa": c.accion_afirmativa, "documento": "", "motivo": "Se verificó", **cambios}


def test_corregir_desde_la_pagina_sin_perder_lo_escrito(elenco: Elenco) -> None:
    c = elenco.candidatura()
    cliente = entrar(elenco.usuario("administracion"))
    lugar = f"{LISTA}{c.pk}/corregir_registro/"
    pagina = cliente.get(lugar).content.decode()
    assert 'value="ana@example.com"' in pagina
    assert 'value="1980-05-05"' in pagina
    respuesta = cliente.post(lugar, _formulario(c, correo="nueva@example.com", accion_afirmativa="indigena"))
    assert respuesta.status_code == 422
    assert "Escríbalo: cambió la acción afirmativa." in respuesta.content.decode()
    assert 'value="nueva@example.com"' in respuesta.content.decode()
    c.refresh_from_db()
    assert (c.accion_afirmativa, c.persona.correo) == ("", "ana@example.com")
    datos = _formulario(c, correo="nueva@example.com", accion_afirmativa="indigena", documento="CEE/9/2024")
    assert cliente.post(lugar, datos)["Location"] == f"{LISTA}{c.pk}/"
    assert "Acción afirmativa" in cliente.get(f"{LISTA}{c.pk}/").content.decode()
    assert "nueva@example.com" in cliente.get(f"{LISTA}{c.pk}/datos/").content.decode()
    # Whoever may not correct them reads that they were, not which they are.
    pagina = entrar(elenco.usuario("comision")).get(f"{LISTA}{c.pk}/").content.decode()
    assert "Se corrigieron datos de registro" in pagina
    assert "nueva@example.com" not in pagina


def test_quien_tiene_dos_candidaturas_se_corrige_en_ambas_y_se_avisa(elenco: Elenco) -> None:
    c = elenco.candidatura()
    Candidatura.objects.create(
        proceso=c.proceso, persona=c.persona, actor=c.actor, cargo=elenco.gubernatura, territorio=elenco.entidad,
        formula="1", calidad="propietaria",
    )  # fmt: skip
    pagina = entrar(elenco.usuario("verificacion")).get(f"{LISTA}{c.pk}/corregir_registro/").content.decode()
    assert "también en su candidatura a: Gubernatura" in pagina


def _registro(elenco: Elenco, **cambios: object) -> dict[str, object]:
    datos: dict[str, object] = {
        "nombre": "ana perez ñuño",
        "sexo": "M",
        "actor": elenco.partido_a.pk,
        "cargo": elenco.gubernatura.pk,
        "territorio": elenco.entidad.pk,
        "formula": "1",
        "calidad": "propietaria",
        "aprobada_el": "2024-03-30",
    }
    return datos | cambios


def test_quien_ya_esta_registrada_se_ofrece_en_vez_de_duplicarse(elenco: Elenco) -> None:
    primera = elenco.candidatura()
    cliente = entrar(elenco.usuario("administracion"))
    lugar = f"{LISTA}nueva/"
    datos = _registro(elenco, correo="reciente@example.com")
    respuesta = cliente.post(lugar, datos)
    assert respuesta.status_code == 422
    pagina = respuesta.content.decode()
    assert "¿Es la misma persona?" in pagina
    assert "Diputación local MR, Partido A" in pagina
    assert 'value="reciente@example.com"' in pagina
    assert Candidatura.objects.count() == 1
    assert cliente.post(lugar, datos | {"misma": "999999"}).status_code == 422
    assert cliente.post(lugar, datos | {"misma": str(primera.persona_id)}).status_code == 302
    segunda = Candidatura.objects.get(cargo=elenco.gubernatura)
    assert segunda.persona == primera.persona
    # What was typed is not lost: it corrects what was on record, and says so.
    assert (segunda.persona.nombre, segunda.persona.correo) == ("Ana Pérez Ñuño", "reciente@example.com")
    assert segunda.actos.filter(verbo="corregir_registro").exists()


def test_una_homonima_se_registra_aparte_si_asi_se_dice(elenco: Elenco) -> None:
    primera = elenco.candidatura()
    cliente = entrar(elenco.usuario("administracion"))
    assert cliente.post(f"{LISTA}nueva/", _registro(elenco, misma="otra")).status_code == 302
    assert Candidatura.objects.get(cargo=elenco.gubernatura).persona != primera.persona


def test_con_otra_fecha_de_nacimiento_no_hay_duda(elenco: Elenco) -> None:
    elenco.candidatura()
    cliente = entrar(elenco.usuario("administracion"))
    assert cliente.post(f"{LISTA}nueva/", _registro(elenco, fecha_nacimiento="1990-01-01")).status_code == 302


def test_quien_sustituye_tambien_puede_estar_ya_registrada(elenco: Elenco) -> None:
    c = elenco.candidatura("Bea Ruiz")
    conocida = elenco.candidatura_en("retirada", formula="9")
    cliente = entrar(elenco.usuario("secretaria_ejecutiva"))
    datos = {"nombre": "Ana Pérez Ñuño", "aprobada_el": "2024-04-15", "documento": "CEE/101/2024"}
    lugar = f"{LISTA}{c.pk}/sustituir/"
    assert "¿Es la misma persona?" in cliente.post(lugar, datos).content.decode()
    assert cliente.post(lugar, datos | {"misma": str(conocida.persona_id)}).status_code == 302
    assert Candidatura.objects.get(sustituye_a=c).persona == conocida.persona


# -- An acción afirmativa that the answers deny --------------------------------------------------------------


def _niega_ser_indigena(elenco: Elenco, estado: str) -> Candidatura:
    c = elenco.candidatura_en("capturada")
    c.identidad.respuestas = identidad_completa(indigena="No")
    c.identidad.save()
    if estado != "capturada":
        c = servicios.validar(c, por=elenco.usuario("verificacion"), en=momento("2024-04-12 10:00"))
    if estado == "publicada":
        servicios.autorizar(c, por=elenco.usuario("partido"), en=momento("2024-04-12 10:00"))
        c = servicios.publicar(c, por=elenco.usuario("verificacion"), en=momento("2024-04-12 11:00"))
    return c


def test_lo_publicado_no_cambia_a_un_grupo_que_las_respuestas_niegan_sin_que_alguien_lo_examine(
    elenco: Elenco,
) -> None:
    c = _niega_ser_indigena(elenco, "publicada")
    cambio = {"accion_afirmativa": "indigena", "documento": "CEE/90/2024"}
    with rechazado("accion_afirmativa") as info:
        _corregir(elenco, c, **cambio)
    assert "contradice la acción afirmativa" in str(info.value)
    assert Candidatura.objects.get(pk=c.pk).accion_afirmativa == ""
    _corregir(elenco, c, **cambio, confirmadas=["accion_afirmativa"])
    (examinada,) = c.observaciones.all()
    assert (examinada.rubro, examinada.atendida_en) == ("indigena", EN)
    assert examinada.hecha_por == elenco.usuario("verificacion")
    assert "CEE/90/2024" in examinada.texto
    # Whoever reads the act learns nothing of the answer.
    hechos = str(c.actos.get(verbo="corregir_registro").hechos)
    assert "contradic" not in hechos
    # A group that they do not deny is just corrected.
    _corregir(elenco, c, accion_afirmativa="", documento="CEE/91/2024")
    assert c.observaciones.count() == 1


def test_lo_validado_se_observa_antes_y_asi_no_se_publica_solo(elenco: Elenco) -> None:
    c = _niega_ser_indigena(elenco, "validada")
    cambio = {"accion_afirmativa": "indigena", "documento": "CEE/90/2024", "confirmadas": ["accion_afirmativa"]}
    with rechazado("accion_afirmativa") as info:
        _corregir(elenco, c, **cambio)
    assert "Obsérvela antes" in str(info.value)
    nueva = servicios.NuevaObservacion("indigena", ["contradiccion"], "Aclare su respuesta.")
    servicios.observar(c, observaciones=[nueva], por=elenco.usuario("verificacion"), en=EN)
    c = _corregir(elenco, c, **cambio)
    assert (c.accion_afirmativa, c.estado) == ("indigena", "observada")


def test_antes_de_validar_se_advierte_y_validar_lo_vuelve_a_preguntar(elenco: Elenco) -> None:
    c = _niega_ser_indigena(elenco, "capturada")
    cambio = {"accion_afirmativa": "indigena", "documento": "CEE/90/2024"}
    with rechazado("accion_afirmativa"):
        _corregir(elenco, c, **cambio)
    c = _corregir(elenco, c, **cambio, confirmadas=["accion_afirmativa"])
    with rechazado("accion_afirmativa"):
        servicios.validar(c, por=elenco.usuario("verificacion"), en=EN)


@pytest.mark.parametrize("respuesta", ["Sí", "No"])
@pytest.mark.parametrize("estado", ["capturada", "publicada"])
def test_quien_no_valida_no_aprende_la_respuesta_por_lo_que_se_le_dice(
    elenco: Elenco, estado: str, respuesta: str
) -> None:
    """The same words and the same result, whatever was answered."""
    c = _niega_ser_indigena(elenco, estado)
    c.identidad.respuestas = identidad_completa(indigena=respuesta)
    c.identidad.save()
    cliente = entrar(elenco.usuario("secretaria_ejecutiva"))
    lugar = f"{LISTA}{c.pk}/corregir_registro/"
    dicho = cliente.post(lugar, _formulario(c, accion_afirmativa="indigena", documento="CEE/9/2024"))
    c.refresh_from_db()
    if estado == "capturada":
        assert (dicho.status_code, c.accion_afirmativa) == (302, "indigena")
        return
    assert (dicho.status_code, c.accion_afirmativa) == (422, "")
    pagina = dicho.content.decode()
    assert "la corrige verificación" in pagina
    assert "contradice" not in pagina
    assert "confirmo" not in pagina


def test_verificacion_lo_ve_en_la_pagina_antes_de_confirmarlo(elenco: Elenco) -> None:
    c = _niega_ser_indigena(elenco, "publicada")
    cliente = entrar(elenco.usuario("verificacion"))
    lugar = f"{LISTA}{c.pk}/corregir_registro/"
    datos = _formulario(c, accion_afirmativa="indigena", documento="CEE/9/2024")
    pagina = cliente.post(lugar, datos)
    assert pagina.status_code == 422
    assert "contradice la acción afirmativa" in pagina.content.decode()
    assert 'value="CEE/9/2024"' in pagina.content.decode()
    assert cliente.post(lugar, {**datos, "confirmo": "accion_afirmativa"}).status_code == 302
    assert Candidatura.objects.get(pk=c.pk).accion_afirmativa == "indigena"


def test_quien_capturo_no_corrige_la_accion_de_lo_publicado(elenco: Elenco) -> None:
    c = _niega_ser_indigena(elenco, "publicada")
    quien = elenco.cuenta_de(c)
    elenco.nombrar(quien, "verificacion")
    with rechazado("cuatro_ojos"):
        servicios.corregir_registro(
            c,
            datos={},
            accion_afirmativa="joven",
            documento="CEE/9/2024",
            motivo="Acuerdo",
            confirmadas=["accion_afirmativa"],
            por=quien,
            en=EN,
        )
