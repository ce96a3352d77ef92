"""The faults that other systems of this kind have, one by one, and that none of them is here.

What an older test already holds is not tried again:

======================================================  =============================================================
A page that asks for no session                         test_matriz.test_cada_direccion_responde_a_cada_rol_…
A visit (GET) that changes data                         the same, which counts what each visit writes; test_matriz.
                                                        test_lo_que_solo_recibe_post_no_se_visita
Another's record, by its number in the address          the same; flujos/test_paginas_candidaturas.
                                                        test_la_candidatura_ajena_no_existe; documentos/test_descarga
Another's record, by its number in what is sent         flujos/test_paginas_lote (the batch); here, the rest
Consent of another, in the service                      flujos/test_candidaturas_publicacion.
                                                        test_nadie_consiente_ni_revoca_por_otra_persona; here, its page
Identity published without its consent                  compliance/test_conoceles (four: sin_consentimiento_…,
                                                        de_una_accion_…, otro_consentimiento_…, revocar_…)
A text that runs in the public page, in the history     compliance/test_conoceles.test_lo_escrito_no_se_ejecuta;
                                                        flujos/test_historial; here, in every page there is
A formula in a workbook                                 flujos/test_cifras_tras_los_actos; here, in every CSV
What is no picture, refused by its bytes                compliance/test_cuestionarios (faltas_foto), test_metadatos,
                                                        documentos/test_servicios; here, by its page and how it leaves
Guessing at the entrance                                compliance/test_limites_entrada
======================================================  =============================================================
"""

import ast
import csv
import io
import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as ajustes
from django.contrib.auth.hashers import identify_hasher
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client
from django.urls import reverse
from PIL import Image
from reportlab.platypus import Paragraph

from compliance.cuestionarios import PREGUNTAS
from compliance.disparadores import sin_guardas
from compliance.historia import auditados
from compliance.models import Candidatura, Consentimiento, CuestionarioCurricular, Persona, Usuario
from compliance.services.cuentas import emitir_enlace
from documentos.matriz import plano
from flujos import candidaturas as servicios
from notificaciones.correo import componer
from notificaciones.models import Aviso
from notificaciones.services import barrer

from .direcciones import AHORA, MATRIZ, PUBLICO, SIN_PAGINA, Poblado, poblar
from .documentos.muestras import hoja
from .elenco import Elenco, momento
from .paginas import entrar

PROCESO = "prueba-2024"
RAIZ = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def en_abril(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AHORA)


@pytest.fixture
def poblado(elenco: Elenco) -> Poblado:
    return poblar(elenco)


def lugar(c: Candidatura, *resto: str) -> str:
    return f"/p/{PROCESO}/candidaturas/{c.pk}/{''.join(f'{r}/' for r in resto)}"


def visitas(poblado: Poblado, *, sin: frozenset[str] = frozenset()) -> Iterator[tuple[str, str, Client, str]]:
    """Each address that is a page, with somebody who may open it: clave, role, their browser, where."""
    clientes: dict[str, Client] = {"": Client()}
    for clave, quienes in MATRIZ.items():
        if clave.split(":")[0] in SIN_PAGINA:
            continue
        rol = "" if quienes == PUBLICO else min(quienes - sin, default="")
        if rol and rol not in clientes:
            clientes[rol] = entrar(poblado.usuarios[rol])
        yield clave, rol, clientes[rol], poblado.lugar(clave)


# -- Who one is ---------------------------------------------------------------------------------------------


def test_quien_es_uno_y_que_puede_lo_dice_su_sesion_y_nada_de_lo_que_envia(elenco: Elenco) -> None:
    c = elenco.candidatura_en("capturada")
    verificacion = elenco.usuario("verificacion")
    ajenos = {
        campo: str(valor)
        for campo, valor in (
            ("usuario", verificacion.pk), ("user", verificacion.pk), ("por", verificacion.pk), ("id", verificacion.pk),
            ("rol", "verificacion"), ("role", "admin"), ("is_staff", "1"), ("is_superuser", "1"),
        )
    }  # fmt: skip
    cabeceras = {"X-User": "verificacion", "Remote-User": "verificacion", "X-Forwarded-User": "verificacion"}
    partido = entrar(elenco.usuario("partido"))
    for cliente, codigo in ((partido, 404), (Client(), 302)):
        for donde in (lugar(c, "validar"), f"{lugar(c, 'validar')}?rol=verificacion&usuario={verificacion.pk}"):
            assert cliente.post(donde, ajenos, headers=cabeceras).status_code == codigo
            assert cliente.get(donde, headers=cabeceras).status_code == codigo
    assert Candidatura.objects.get(pk=c.pk).estado == "capturada"
    # Nor do they sign for another.
    entrar(verificacion).post(lugar(c, "validar"), ajenos | {"por": str(elenco.usuario("administracion").pk)})
    assert c.actos.get(verbo="validar").por == verificacion


# -- Passwords ------------------------------------------------------------------------------------------------


def test_una_contrasena_debil_no_se_acepta_y_ninguna_se_guarda_como_es(elenco: Elenco) -> None:
    usuario = elenco.usuario("area")
    identificador, llave = emitir_enlace(
        usuario, elenco.proceso, por=elenco.usuario("administracion"), en=momento("2024-04-15 10:00")
    )
    cliente = Client()
    pagina = cliente.get(reverse("fijar_contrasena", args=[identificador, llave]), follow=True)
    donde = pagina.redirect_chain[-1][0] if pagina.redirect_chain else pagina.request["PATH_INFO"]
    for debil in ("", "corta-1", "123456789012", "password1234", "area@example.com", "ElecciónMorelos2027"):
        cliente.post(donde, {"new_password1": debil, "new_password2": debil})
        assert not Usuario.objects.get(pk=usuario.pk).has_usable_password(), debil
    buena = "nueve-jacarandas-Moradas-7"
    cliente.post(donde, {"new_password1": buena, "new_password2": buena})
    guardada = Usuario.objects.get(pk=usuario.pk)
    assert guardada.check_password(buena)
    assert identify_hasher(guardada.password).algorithm == "argon2"
    assert ajustes.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
    # Nowhere in the database, its history, acts and notices with it.
    for modelo in apps.get_models():
        campos = [f.attname for f in modelo._meta.concrete_fields]
        assert not [fila for fila in modelo._base_manager.values_list(*campos) if buena in str(fila)], modelo


# -- SQL ------------------------------------------------------------------------------------------------------


PARAMETROS = ("q", "orden", "page", "tras", "antes", "actor", "cargo", "estado", "sexo", "de", "rol", "cifra", "al")
INYECCIONES = ("' OR '1'='1", "%' OR 1=1 --", "1; DROP TABLE compliance_candidatura", '" OR ""="', "1) OR (1=1")


def test_lo_que_se_busca_no_es_sql(poblado: Poblado) -> None:
    """In each list: nobody is called that, so nothing is found; and an order or a page that is not one is ignored."""
    cuantas = Candidatura.objects.count()
    fallas = []
    turno = cycle(INYECCIONES)
    for clave, rol, cliente, donde in visitas(poblado):
        if ":" not in clave:
            malo = next(turno)
            respuesta = cliente.get(donde.split("?")[0], dict.fromkeys(PARAMETROS, malo))
            respuesta.getvalue()
            if respuesta.status_code >= 500:
                fallas.append((clave, rol, malo, respuesta.status_code))
    for vista, rol in (("candidaturas", "comision"), ("conoceles", "comision"), ("cuentas", "administracion"),
                       ("entregables", "comision"), ("avisos", "administracion")):  # fmt: skip
        cliente = entrar(poblado.usuarios[rol])

        def halladas(q: str, cliente: Client = cliente, vista: str = vista) -> list[object]:
            return list(cliente.get(reverse(vista, args=[PROCESO]), {"q": q}).context["pagina"].object_list)

        todas = halladas("")
        assert todas
        for malo in INYECCIONES:
            # The public list also looks for words in what each stands for («Distrito 1»): those words, and no more.
            suyas = halladas(" ".join(re.findall(r"\w+", malo))) if vista == "conoceles" else []
            ellas = halladas(malo)
            if len(ellas) == len(todas) or not all(una in suyas for una in ellas):
                fallas.append((vista, rol, malo, 200))
    assert fallas == []
    assert Candidatura.objects.count() == cuantas


# Names of tables, columns and clauses that the program itself writes; no value that came from outside.
ARMAN_SQL = {
    "compliance/cifrado.py",
    "compliance/derivados.py",
    "compliance/disparadores.py",
    "compliance/sentencias.py",
    "compliance/services/lecturas.py",
    "compliance/services/respaldo/base.py",
}


def test_ninguna_consulta_se_arma_con_textos_fuera_de_donde_se_arman_nombres() -> None:
    armadas = set()
    for app in ("calendario", "compliance", "documentos", "flujos", "notificaciones"):
        for archivo in (RAIZ / app).rglob("*.py"):
            if "migrations" in archivo.parts:
                continue
            for nodo in ast.walk(ast.parse(archivo.read_text())):
                if isinstance(nodo, ast.Call) and nodo.args and _pide_sql(nodo.func) and _armada(nodo.args[0]):
                    armadas.add(str(archivo.relative_to(RAIZ)))
    assert armadas == ARMAN_SQL
    assert _armada(ast.parse("f'SELECT {x}'").body[0].value)  # type: ignore[attr-defined]


def _pide_sql(funcion: ast.expr) -> bool:
    nombre = getattr(funcion, "attr", getattr(funcion, "id", ""))
    return nombre in ("execute", "executemany", "raw", "extra", "RawSQL")


def _armada(argumento: ast.expr) -> bool:
    """Whether it is put together there: an f-string, a sum, a `%` or a `.format`."""
    if isinstance(argumento, ast.Call):
        return isinstance(argumento.func, ast.Attribute) and argumento.func.attr == "format"
    return isinstance(argumento, ast.JoinedStr | ast.BinOp)


# -- Texts that run -------------------------------------------------------------------------------------------


MALO = "=1+1\"'><script>alert(7)</script><img src=x onerror=alert(8)>{{7*7}}"
# As a page would have it if it ran.
VIVOS = ("<script>alert", "<img src=x", 'href="javascript:')
# What people type, by the name of its field.
TECLEADOS = frozenset(
    {
        "nombre", "siglas", "first_name", "last_name", "motivo", "motivo_rechazo", "motivo_reversion", "razon",
        "titulo", "lugar",
        "documento", "documento_retiro", "descripcion", "detalle", "nota", "observaciones", "producto", "asunto",
        "texto", "respuesta", "por_nombre", "history_change_reason", "autor", "grado_estudios", "estatus_estudios",
        *CuestionarioCurricular.TEXTOS,
    }
)  # fmt: skip


def _ensuciar() -> int:
    """Put it in all that people typed, of today and of the history. Answers in how many fields."""
    tocados = 0
    historiales = [m.history.model for m in auditados()]  # type: ignore[attr-defined]
    for modelo in {*apps.get_models(), *historiales}:
        campos = {
            f.attname: MALO[: f.max_length or None]
            for f in modelo._meta.concrete_fields
            # Of what rests sealed, below.
            if f.name in TECLEADOS
            and type(f) in (models.CharField, models.TextField)
            and not f.choices
            and not f.unique
        }
        if campos and modelo._meta.app_label in ("compliance", "documentos", "flujos", "notificaciones"):
            tocados += len(campos)
            # Each row its own, where only one may have a name; and so the comparison of two texts has what to mark.
            for pk in modelo._base_manager.values_list("pk", flat=True):
                suyos = {c: (f"{v[:-8]} {pk}" if len(v) > 20 else v) for c, v in campos.items()}
                modelo._base_manager.filter(pk=pk).update(**suyos)
    return tocados


def _sucio(poblado: Poblado, elenco: Elenco) -> None:
    otra = elenco.candidatura_en("capturada", f"Zoe {MALO}"[:150], formula="88")
    servicios.observar(
        otra,
        observaciones=[servicios.NuevaObservacion("propuesta_1", ["incompleto"], MALO)],
        por=elenco.usuario("verificacion"),
        en=AHORA,
    )
    with sin_guardas():
        assert _ensuciar() > 60
        for c in CuestionarioCurricular.objects.all():
            medios = [
                {"tipo": "pagina_web", "valor": f"javascript:alert(9)//{MALO}"},
                {"tipo": "twitter", "valor": MALO},
            ]
            CuestionarioCurricular.objects.filter(pk=c.pk).update(medios=medios, otra_formacion=[MALO])


def test_ningun_texto_se_ejecuta_en_ninguna_pagina_ni_en_una_hoja_de_calculo(poblado: Poblado, elenco: Elenco) -> None:
    _sucio(poblado, elenco)
    fallas, mostrado, formulas, archivos = [], 0, [], 0
    for clave, rol, cliente, donde in visitas(poblado):
        respuesta = cliente.get(donde)
        contenido = respuesta.getvalue()
        if respuesta.status_code != 200 or not respuesta.headers["Content-Type"].startswith("text/html"):
            continue
        pagina = contenido.decode()
        mostrado += "&lt;script&gt;alert(7)" in pagina
        fallas += [(clave, rol, vivo) for vivo in VIVOS if vivo in pagina]
        separador = "&" if "?" in donde else "?"
        hoja = cliente.get(f"{donde}{separador}formato=csv")
        contenido = hoja.getvalue()
        if hoja.headers.get("Content-Type", "").startswith("text/csv"):
            archivos += 1
            texto = contenido.decode().lstrip("\ufeff")
            formulas += [(clave, celda[:40]) for fila in csv.reader(io.StringIO(texto)) for celda in fila
                         if celda[:1] in ("=", "+", "@", "\t") or re.match(r"-(?!\d+(\.\d+)?$)", celda)]  # fmt: skip
    assert fallas == []
    assert formulas == []
    # It was there to be shown.
    assert mostrado > 40
    assert archivos > 10


def test_en_un_pdf_y_en_un_correo_lo_tecleado_es_texto(elenco: Elenco) -> None:
    """A paragraph of a PDF has its own markup, which could open files; a mail has headings."""
    malo = '<a href="http://x.example">ver</a><img src="/etc/passwd"/><font color="red">'
    assert Paragraph(plano(malo)).getPlainText() == malo
    c = elenco.candidatura_en("capturada", "Ana Paz Luna")
    Persona.objects.filter(pk=c.persona_id).update(nombre=f"Ana {malo}"[:150])
    servicios.observar(
        c,
        observaciones=[servicios.NuevaObservacion("propuesta_1", ["incompleto"], malo)],
        por=elenco.usuario("verificacion"),
        en=AHORA,
    )
    respuesta = entrar(elenco.usuario("verificacion")).get(
        reverse("candidatura_requerimiento", args=[PROCESO, c.pk, 1])
    )
    impreso = b"".join(respuesta)  # type: ignore[arg-type]
    assert impreso.startswith(b"%PDF")
    assert b"x.example" not in impreso
    assert b"/Link" not in impreso
    barrer(AHORA)
    assert Aviso.objects.exists()
    for aviso in Aviso.objects.exclude(destinatario_correo=""):
        aviso.asunto = f"Asunto\r\nBcc: otra@example.com {malo}"
        aviso.texto += malo
        correo = componer([aviso], AHORA)
        assert correo.content_subtype == "plain"
        ((html, tipo),) = correo.alternatives
        assert tipo == "text/html"
        assert "&lt;font color=&quot;red&quot;&gt;" in html
        assert not re.search(r"<(img|font)|x\.example[^<]*</a>", html)
        mensaje = correo.message()
        assert "Bcc" not in mensaje
        assert mensaje["To"]


# -- Files ----------------------------------------------------------------------------------------------------


def _jpeg_con(extra: bytes) -> bytes:
    """A picture that opens, with something else after its end and in its comment."""
    salida = io.BytesIO()
    Image.new("RGB", (600, 750), "#446688").save(salida, "JPEG", comment=extra)
    return salida.getvalue() + extra


PAGINA_ESCONDIDA = b"<html><script>alert(7)</script></html>"


@pytest.mark.parametrize(
    "contenido",
    [
        PAGINA_ESCONDIDA,
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(7)'/>",
        b"\x89PNG\r\n\x1a\n" + PAGINA_ESCONDIDA,
        b"GIF89a" + PAGINA_ESCONDIDA,
        b"%PDF-1.7 " + PAGINA_ESCONDIDA,
        b"PK\x03\x04" + PAGINA_ESCONDIDA,
        _jpeg_con(b"x"),
    ],
    ids=["html", "svg", "png-y-html", "gif", "pdf", "zip", "jpeg"],
)
def test_lo_que_no_es_una_png_no_se_guarda_como_png(elenco: Elenco, contenido: bytes) -> None:
    c = elenco.candidatura()
    _subir(elenco, c, SimpleUploadedFile("retrato.png", contenido, "image/png"))
    assert not Candidatura.objects.get(pk=c.pk).curricular.foto


def test_de_una_imagen_que_es_ademas_otra_cosa_se_guarda_y_se_sirve_solo_la_imagen(elenco: Elenco) -> None:
    c = elenco.candidatura()
    _subir(elenco, c, SimpleUploadedFile("retrato.jpg", _jpeg_con(PAGINA_ESCONDIDA), "text/html"))
    foto = Candidatura.objects.get(pk=c.pk).curricular.foto
    with foto.open("rb") as archivo:
        guardada = archivo.read()
    assert guardada.startswith(b"\xff\xd8")
    assert b"<script>" not in guardada
    respuesta = entrar(elenco.usuario("verificacion")).get(lugar(c) + "foto")
    assert respuesta["Content-Type"] == "image/jpeg"
    assert respuesta["X-Content-Type-Options"] == "nosniff"
    assert b"<script>" not in respuesta.content
    # What is kept has no address of its own.
    for directa in (f"/media/{foto.name}", f"/{foto.name}", f"/static/{foto.name}"):
        assert Client().get(directa).status_code == 404


def _subir(elenco: Elenco, c: Candidatura, archivo: SimpleUploadedFile) -> None:
    cliente = entrar(elenco.cuenta_de(c))
    respuesta = cliente.post(lugar(c, "captura", "fotografia"), {"foto": archivo, "foto_tomada_el": "2024-04-01"})
    assert respuesta.status_code in (200, 302, 422)


def test_todo_lo_que_sale_dice_que_es_y_pide_que_no_se_adivine(poblado: Poblado) -> None:
    fallas = []
    for clave, quienes in MATRIZ.items():
        rol = "" if quienes == PUBLICO else min(quienes, default="")
        cliente = entrar(poblado.usuarios[rol]) if rol else Client()
        respuesta = cliente.get(poblado.lugar(clave))
        respuesta.getvalue()
        if respuesta.headers.get("X-Content-Type-Options") != "nosniff" or not respuesta.headers.get("Content-Type"):
            fallas.append(clave)
        # The QR code is drawn by the site itself, from an address.
        svg = "svg" in respuesta.headers["Content-Type"] and clave != "conoceles_qr"
        if "script" in respuesta.headers["Content-Type"] or svg:
            fallas.append(f"{clave}: {respuesta.headers['Content-Type']}")
    assert fallas == []


# -- What is another's ----------------------------------------------------------------------------------------


def test_el_consentimiento_es_de_quien_entro_aunque_se_envie_el_numero_de_otra(elenco: Elenco) -> None:
    propia, ajena = elenco.candidatura(), elenco.candidatura("Bea Ruiz", formula="2")
    cliente = entrar(elenco.cuenta_de(propia))
    ajenos = {
        campo: str(ajena.pk) for campo in ("candidatura", "candidatura_id", "pk", "id", "titular", "presentado_por")
    } | {"usuario": str(elenco.cuenta_de(ajena).pk), "persona": str(ajena.persona_id)}
    firmado = {"finalidad": "publicacion", "archivo": SimpleUploadedFile("hoja.pdf", hoja().read(), "application/pdf")}
    assert cliente.post(lugar(ajena, "otorgar_consentimiento"), firmado).status_code == 404
    firmado["archivo"] = SimpleUploadedFile("hoja.pdf", hoja().read(), "application/pdf")
    cliente.post(lugar(propia, "otorgar_consentimiento"), ajenos | firmado)
    assert [k.candidatura for k in Consentimiento.objects.all()] == [propia]
    cliente.post(lugar(ajena, "revocar_consentimiento"), {"finalidad": "publicacion"})
    assert propia.consentimientos.abiertos().exists()


def test_el_numero_de_lo_ajeno_en_lo_que_se_envia_no_alcanza_lo_ajeno(elenco: Elenco) -> None:
    propia = elenco.candidatura_en("observada")
    ajena = elenco.candidatura_en("observada", "Bea Ruiz", formula="2", actor=elenco.partido_b)
    suya, otra = propia.observaciones.get(), ajena.observaciones.get()
    cliente = entrar(elenco.usuario("partido"))
    respuestas = {f"respuesta_{o.pk}": "Ya se corrigió." for o in (suya, otra)}
    cliente.post(lugar(propia, "responder_observacion"), respuestas)
    for o in (suya, otra):
        o.refresh_from_db()
    assert (suya.respuesta, otra.respuesta) == ("Ya se corrigió.", "")
    elenco.reenviar(ajena, por=elenco.usuario("partido_b"), en=AHORA)
    elenco.reenviar(propia, por=elenco.usuario("partido"), en=AHORA)
    entrar(elenco.usuario("verificacion")).post(
        lugar(propia, "atender_observaciones"), {"observaciones": [suya.pk, otra.pk]}
    )
    otra.refresh_from_db()
    assert otra.atendida_en is None


# -- What the browser is sent ---------------------------------------------------------------------------------


SECRETO = "Marca reservada 7391"
CORREO = "marca-7391@example.com"


def test_lo_que_una_pagina_no_muestra_tampoco_viaja_en_ella(poblado: Poblado) -> None:
    """Neither hidden in the HTML nor in a file: an answer, in no page of who may not read it; an address, in no public
    one.
    """
    libre = next(clave for clave, p in PREGUNTAS.items() if not p.opciones)
    for c in Candidatura.objects.all():
        c.identidad.respuestas = {**c.identidad.respuestas, libre: SECRETO}
        c.identidad.save()
        Persona.objects.filter(pk=c.persona_id).update(correo=CORREO)
    lee = poblado.usuarios["verificacion"]
    c = Candidatura.objects.filter(estado="capturada").first()
    assert c is not None
    assert SECRETO in entrar(lee).get(lugar(c, "identidad")).content.decode()
    # Neither is it of a group under which somebody was registered, nor does anybody consent to publish it any more.
    Consentimiento.objects.filter(finalidad="publicacion").update(revocado_en=AHORA)
    dimension = PREGUNTAS[libre].dimension
    assert not Candidatura.objects.filter(accion_afirmativa=dimension).exists()
    fallas = []
    for rol in ("", "comision", "secretaria_tecnica", "auditoria"):
        cliente = entrar(poblado.usuarios[rol]) if rol else Client()
        for clave, quienes in MATRIZ.items():
            if quienes != PUBLICO and rol not in quienes:
                continue
            donde = poblado.lugar(clave)
            texto = cliente.get(donde).getvalue().decode("utf-8", "replace")
            if "formato=csv" in texto:
                separador = "&" if "?" in donde else "?"
                texto += cliente.get(f"{donde}{separador}formato=csv").getvalue().decode()
            fallas += [(clave, rol)] if SECRETO in texto or (not rol and CORREO in texto) else []
    assert fallas == []
