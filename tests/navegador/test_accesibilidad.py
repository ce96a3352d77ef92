"""axe-core on every page that each role opens, at both widths; none makes a phone scroll sideways."""

import re

import pytest
from playwright.sync_api import Page

from ..direcciones import AHORA, MATRIZ, SIN_PAGINA, poblar
from ..elenco import Elenco
from .ayudas import MEDIDAS, entrar_como, violaciones

# The walk is long: in parts, so that whoever runs the tests shares it among its processes.
PARTES = 4
ETIQUETA = re.compile(r"<(\w+)((?:\s[^<>]*)?)>")
ATRIBUTO = re.compile(r"""\b(class|role|type|aria-\w+|data-\w+|disabled|open)(?:="([^"]*)")?""")


def piezas(html: str) -> frozenset[str]:
    """What a page is made of, whatever it says: the kinds of element between the menu and the foot."""
    cuerpo = html[html.index("<main") : html.index("</main>")]
    return frozenset(
        etiqueta + "".join(f" {a}={v if a in ('class', 'role', 'type') else ''}" for a, v in ATRIBUTO.findall(resto))
        for etiqueta, resto in ETIQUETA.findall(cuerpo)
    )


@pytest.mark.parametrize("parte", range(PARTES))
def test_ninguna_pagina_tiene_barreras(
    escritorio: Page, elenco: Elenco, monkeypatch: pytest.MonkeyPatch, parte: int
) -> None:
    """Each page of the matrix is looked at in every shape that it takes: a role to whom it shows nothing that it did
    not show to the roles before is not looked at again."""
    monkeypatch.setattr("compliance.middleware.ahora", lambda: AHORA)
    poblado = poblar(elenco)
    vistas: dict[str, set[str]] = {}
    hallazgos: list[str] = []
    visitas = [("publico", lugar) for lugar in ("/", "/entrar/")]
    con_pagina = {clave: quien for clave, quien in MATRIZ.items() if clave.split(":")[0] not in SIN_PAGINA}
    de_esta = sorted(con_pagina)[parte::PARTES]
    visitas += [(rol, clave) for clave in de_esta for rol in sorted(con_pagina[clave])]
    for rol in dict.fromkeys(rol for rol, _ in visitas):
        escritorio.context.clear_cookies()
        if rol != "publico":
            entrar_como(escritorio, poblado.usuarios[rol])
        menu_visto = False
        for clave in (clave for quien, clave in visitas if quien == rol):
            lugar = clave if clave.startswith("/") else poblado.lugar(clave)
            respuesta = escritorio.request.get(lugar)
            assert respuesta.status == 200, f"{lugar} como {rol}"
            nuevas = piezas(respuesta.text()) - vistas.setdefault(clave, set())
            if menu_visto and not nuevas:
                continue
            vistas[clave] |= nuevas
            menu_visto = True
            escritorio.goto(lugar)
            for medida in MEDIDAS.values():
                escritorio.set_viewport_size(medida)
                hallazgos += [f"{rol}: {hallazgo}" for hallazgo in violaciones(escritorio)]
    assert hallazgos == [], "\n".join(hallazgos)
