"""Whose things are: another process's, another party's, another candidacy's answer 404, at every address there is.

The addresses come from the URL configuration and the table of `direcciones`: a new one without a rule fails here or in
`test_matriz`.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from compliance.middleware import pide_cuenta
from compliance.models import (
    ActorPolitico,
    Area,
    Candidatura,
    Cargo,
    Instituto,
    Nombramiento,
    Organo,
    Persona,
    Proceso,
    Rol,
    Territorio,
    Usuario,
)
from compliance.roles import ROLES_POR_CONFIRMAR
from flujos.views.interna import REGLAS

from .direcciones import (
    AHORA,
    APARTE,
    CANDIDATURAS,
    DESCARGAN,
    ENVIAN,
    ENVIOS,
    MATRIZ,
    PARTIDOS,
    PROCESO,
    PUBLICO,
    SOLO_POST,
    TODOS,
    Poblado,
    poblar,
)
from .elenco import INICIO, Elenco

OTRO = "otro-2024"
# Of those that are tried apart, the doors: nobody who comes to them has entered.
PUERTAS = {
    "inicio", "entrar", "salir", "fijar_contrasena", "seguridad_txt", "salud", "salud_lista", "metricas",
    "entrar_segundo", "entrar_directorio", "directorio_vuelta", "entra", *(nombre for nombre, _ in REGLAS),
}  # fmt: skip
# What follows the process in them is no object of it: a kind of paper, a format, a period.
SIN_OBJETO = {
    "aviso_borrador",
    "aviso_publicar",
    "captura",
    "informe_de_captura",
    "informe_mensual",
    "informe_mensual_pdf",
    "informe_redactar",
    "papel",
    "papel_muestra",
    "publicado_archivo",
}
# Of each model, all of them tried below; and those of Django that are of none.
PAGINAS_DE_CATALOGO = ("changelist", "add", "change", "history", "delete", "simple_history")
DE_TODO_EL_CATALOGO = {
    "index", "login", "logout", "password_change", "password_change_done", "autocomplete", "jsi18n", "view_on_site",
    "app_list",
}  # fmt: skip


@pytest.fixture
def poblado(elenco: Elenco, monkeypatch: pytest.MonkeyPatch) -> Poblado:
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AHORA)
    return poblar(elenco)


def entrar(usuario: Usuario) -> Client:
    cliente = Client()
    cliente.force_login(usuario, backend="django.contrib.auth.backends.ModelBackend")
    return cliente


def con_todos_los_roles(e: Elenco) -> Usuario:
    """Somebody who holds every role there is, confirmed, in the process of another institute, and none in the first."""
    instituto = Instituto.objects.create(clave="otro", siglas="OTRO", nombre="Otro instituto", entidad="Jalisco")
    proceso = Proceso.objects.create(instituto=instituto, clave=OTRO, nombre="Ajeno", jornada=date(2024, 6, 2))
    actor = ActorPolitico.objects.create(proceso=proceso, clave="p", nombre="Partido ajeno", siglas="PX")
    persona = Persona.objects.create(proceso=proceso, nombre="Ajena", correo="ajena@example.com")
    suya = Candidatura.objects.create(
        proceso=proceso,
        persona=persona,
        actor=actor,
        cargo=Cargo.objects.create(proceso=proceso, clave="c", nombre="Cargo", orden=1),
        territorio=Territorio.objects.create(
            proceso=proceso, tipo="distrito", entidad="Jalisco", clave="1", nombre="U"
        ),
        formula="1",
        calidad="propietaria",
    )
    alcances: dict[str, Any] = {
        "area": Area.objects.create(proceso=proceso, clave="a", nombre="Área", correo="a@example.com"),
        "organo": Organo.objects.create(proceso=proceso, clave="comision", nombre="Comisión", tipo="comision"),
        "actor": actor,
        "candidatura": suya,
    }
    usuario = Usuario.objects.create_user("todos-los-roles", "todos@example.com", is_staff=True)
    for rol in Rol:
        campo, _ = Nombramiento.ALCANCES.get(rol, ("", False))
        Nombramiento.objects.create(
            usuario=usuario,
            rol=Group.objects.get(name=rol.value),
            proceso=proceso,
            desde=INICIO,
            confirmado_en=AHORA if rol.value in ROLES_POR_CONFIRMAR else None,
            **({campo: alcances[campo]} if campo else {}),
        )
    return usuario


def patrones(de: list[URLPattern | URLResolver], app: str = "") -> Iterator[tuple[str, URLPattern]]:
    for patron in de:
        if isinstance(patron, URLResolver):
            yield from patrones(patron.url_patterns, patron.app_name or app)
        else:
            yield app, patron


def test_toda_direccion_tiene_nombre_y_lo_que_no_es_publico_pide_cuenta() -> None:
    fallas = []
    publicas = {clave.split(":")[0] for clave, quien in (MATRIZ | SOLO_POST).items() if quien == PUBLICO}
    privadas = {clave.split(":")[0] for clave, quien in (MATRIZ | SOLO_POST).items() if quien != PUBLICO}
    assert (publicas | PUERTAS) & privadas == set()
    assert PUERTAS <= APARTE
    for app, patron in patrones(get_resolver().url_patterns):
        pide = pide_cuenta(patron.callback)
        if app == "admin":
            # Each is tried below as every role.
            continue
        if patron.name is None:
            # What leads to our own door and to our own page, and what the API answers where it has nothing.
            bien = str(patron.pattern) in ("administracion/login/", "administracion/password_change/", "<path:resto>")
        else:
            bien = pide is not (patron.name in publicas | PUERTAS)
        if not bien:
            fallas.append(f"{app}:{patron.name} ({patron.pattern})")
    assert fallas == []


def test_un_nombre_es_de_una_sola_direccion_y_los_catalogos_no_tienen_mas_paginas_que_las_que_se_prueban() -> None:
    """A rule is by name: another address with one that has a rule would be tried by nobody."""
    direcciones: dict[str | None, set[str]] = {}
    de_catalogos = set()
    for app, patron in patrones(get_resolver().url_patterns):
        if app == "admin":
            de_catalogos.add(patron.name)
        elif patron.name is not None:
            direcciones.setdefault(patron.name, set()).add(str(patron.pattern))
    assert [nombre for nombre, suyas in direcciones.items() if len(suyas) > 1] == []
    de_modelo = {
        f"{modelo._meta.app_label}_{modelo._meta.model_name}_{pagina}"
        for modelo in admin.site._registry
        for pagina in PAGINAS_DE_CATALOGO
    }
    # Without a name: where an old address of a row leads, and what is not there.
    assert de_catalogos == de_modelo | DE_TODO_EL_CATALOGO | {None}


def test_quien_tiene_todos_los_roles_de_otro_proceso_no_alcanza_nada_de_este(elenco: Elenco, poblado: Poblado) -> None:
    """Neither by its address, nor by its number within their own process: a visit, an export or a sending."""
    cliente = entrar(con_todos_los_roles(elenco))
    propio = replace(
        poblado, argumentos={c: [OTRO if a == PROCESO else a for a in args] for c, args in poblado.argumentos.items()}
    )
    fallas = []
    for clave, quien in (MATRIZ | SOLO_POST).items():
        nombre = clave.split(":")[0]
        argumentos = poblado.argumentos.get(clave, [PROCESO])
        if quien in (PUBLICO, TODOS) or not argumentos:
            continue
        lugares = [poblado.lugar(clave)]
        if len(argumentos) > 1 and nombre not in SIN_OBJETO:
            lugares.append(propio.lugar(clave))
        for lugar in lugares:
            pedidos = [("post", lugar, ENVIOS.get(clave, {}))]
            if clave in MATRIZ:
                pedidos.append(("get", lugar, {}))
                if nombre in DESCARGAN:
                    pedidos.append(("get", lugar, {"formato": "csv"}))
            for metodo, donde, datos in pedidos:
                respuesta = getattr(cliente, metodo)(donde, datos)
                respuesta.getvalue()
                # 405: what only shows takes nothing from anybody.
                if respuesta.status_code not in (404, 405):
                    fallas.append(f"{clave}: {metodo} {donde} {datos}: {respuesta.status_code}")
    assert fallas == []


def test_lo_de_una_candidatura_no_lo_abren_dos_partidos_ni_dos_candidaturas(poblado: Poblado) -> None:
    """What the table says of who opens each is so (`test_matriz`); here, that it never says two owners."""
    actores = dict(Candidatura.objects.values_list("pk", "actor__clave"))
    dos = []
    for clave, quien in (MATRIZ | ENVIAN).items():
        argumentos = poblado.argumentos.get(clave, [])
        es_de_una = clave.startswith("candidatura") and len(argumentos) > 1 and argumentos[1] in actores
        if es_de_una and (quien >= PARTIDOS or len(quien & CANDIDATURAS) > 1):
            dos.append(clave)
        if es_de_una and actores[argumentos[1]] == "partido-a" and "partido_b" in quien:  # type: ignore[index]
            dos.append(f"{clave}: es del Partido A y la abre el B")
        if es_de_una and actores[argumentos[1]] == "partido-b" and "partido" in quien:  # type: ignore[index]
            dos.append(f"{clave}: es del Partido B y la abre el A")
    assert dos == []
    assert len([c for c in MATRIZ if c.startswith("candidatura_")]) > 40


def test_un_archivo_no_se_descarga_sin_poder_ver_su_pagina(poblado: Poblado) -> None:
    fallas = []
    for rol in sorted(TODOS):
        cliente = entrar(poblado.usuarios[rol])
        for clave, quien in MATRIZ.items():
            if clave.split(":")[0] not in DESCARGAN or rol in quien:
                continue
            respuesta = cliente.get(poblado.lugar(clave), {"formato": "csv"})
            if respuesta.status_code != 404:
                fallas.append(f"{clave} como {rol}: {respuesta.status_code}")
    assert fallas == []


def test_los_catalogos_solo_los_abre_quien_administra_y_solo_los_de_su_proceso(
    elenco: Elenco, poblado: Poblado
) -> None:
    """Every page that the site of catalogues has, of every model in it."""
    ajena = entrar(con_todos_los_roles(elenco))
    elenco.usuario("administracion").is_staff = True
    elenco.usuario("administracion").save()
    clientes = {rol: entrar(poblado.usuarios[rol]) for rol in sorted(TODOS)} | {"": Client()}
    fallas = []
    for modelo in admin.site._registry:
        suyo = f"admin:{modelo._meta.app_label}_{modelo._meta.model_name}"
        fila = modelo._default_manager.filter(pk__isnull=False).first()
        lugares = [reverse(f"{suyo}_{que}") for que in ("changelist", "add")]
        if fila is not None:
            lugares += [reverse(f"{suyo}_{que}", args=[fila.pk]) for que in ("change", "history", "delete")]
            if (pasada := fila.history.first() if hasattr(fila, "history") else None) is not None:
                lugares.append(reverse(f"{suyo}_simple_history", args=[fila.pk, pasada.pk]))
        for lugar in lugares:
            for rol, cliente in clientes.items():
                if rol == "administracion":
                    continue
                respuesta = cliente.get(lugar)
                # To the entrance; whoever has entered is told there that the catalogues are not for them.
                if respuesta.status_code != 302 or "/login/" not in respuesta["Location"]:
                    fallas.append(f"{lugar} como {rol or 'anónimo'}: {respuesta.status_code}")
        if fila is not None and hasattr(fila, "proceso_id") and fila.proceso_id == elenco.proceso.pk:
            for lugar in lugares[2:]:
                respuesta = ajena.get(lugar)
                if respuesta.status_code == 200:
                    fallas.append(f"{lugar} desde otro proceso: {respuesta.status_code}")
    assert fallas == []
    for nombre in sorted(DE_TODO_EL_CATALOGO - {"login", "view_on_site", "app_list"}):
        for rol, cliente in clientes.items():
            if rol != "administracion":
                respuesta = cliente.get(reverse(f"admin:{nombre}"))
                if respuesta.status_code not in (302, 405):
                    fallas.append(f"admin:{nombre} como {rol or 'anónimo'}: {respuesta.status_code}")
    assert fallas == []
    assert clientes["administracion"].get(reverse("admin:index")).status_code == 200
    assert clientes["comision"].get(reverse("admin:login")).status_code == 403
