"""The sheet with which a representation captures many at once: made, filled, rehearsed cell by cell, saved as drafts.

Only the public questionnaire is in it. Each row carries, in a column that nobody types, what each of its cells held
when the sheet was made (a keyed hash): whatever somebody else changed since is told and never overwritten. What is sent
back waits sealed (`pendientes`) until it is saved or discarded.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.utils.text import capfirst

from calendario.limpieza import en_parrafos, en_una_linea
from compliance.cara.libro import ColumnaDeHoja, Hoja
from compliance.cuestionarios import ETIQUETAS, MEDIOS, OBLIGATORIOS, OPCIONES, Limite, faltantes_curricular, leer_medio
from compliance.importacion.lector import Ilegible, leer_aparte, llave
from compliance.importacion.lectura import limpiar
from compliance.models import Borrador, Candidatura, Proceso, Usuario
from compliance.models.candidaturas import CandidaturaQuerySet
from compliance.sentencias import entre
from compliance.textos import normalizar
from compliance.verbos.caso import rechazos

from ..acto import alcance
from ..candidaturas import OtraPersonaGuardo, Visto, guardar_borrador, huella_de
from ..candidaturas.borradores import aplicar
from ..guardas import CasoDeCandidatura, campos_abiertos, datos_curricular, limites_de
from ..transiciones import Rechazo
from ..verbos.candidaturas import DE_CANDIDATURA, EN_CAPTURA
from .pendientes import CADUCA, Pendientes, listar, sin_archivo, vaciar

HOJA = "CANDIDATURAS"
PENDIENTES = Pendientes("hojas")
CLAVE, CONTROL = "CLAVE", "CONTROL (no modificar)"
FIJAS = (CLAVE, "PERSONA", "CARGO", "DÓNDE SE ELIGE", "LUGAR EN LA FÓRMULA")
_LARGO_DE_MARCA = 12
# Of a cell, what a list shows.
_SE_MUESTRAN = 90


# -- The columns ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Celda:
    """A column of the sheet: the field that it fills and, of a public contact, its kind."""

    titulo: str
    campo: str
    medio: str = ""

    def dice(self, datos: dict[str, Any]) -> str:
        """What the questionnaire holds, as a cell says it: several, one on each line."""
        if self.medio:
            return "\n".join(m["valor"] for m in datos["medios"] if m.get("tipo") == self.medio)
        valor = datos[self.campo]
        return "\n".join(valor) if isinstance(valor, list) else str(valor or "")


def _celdas() -> tuple[Celda, ...]:
    de_texto = [*OBLIGATORIOS[:2], "otra_formacion", *OBLIGATORIOS[2:]]
    return (
        *(Celda(ETIQUETAS[campo], campo) for campo in de_texto),
        *(Celda(f"Contacto público: {nombre}", "medios", medio) for medio, nombre in MEDIOS.items()),
    )


CELDAS = _celdas()
_POR_TITULO = {llave(c.titulo): c for c in CELDAS}


def hoja_de(candidaturas: Iterable[Candidatura], proceso: Proceso) -> list[Hoja]:
    """The workbook to be filled, with what is captured already."""
    limites = limites_de(proceso)
    columnas = [
        *(ColumnaDeHoja(titulo, 12 if titulo == CLAVE else 26, fija=True) for titulo in FIJAS),
        *(
            ColumnaDeHoja(f"{c.titulo}{_limite(limites.get(c.campo))}", 40, opciones=OPCIONES.get(c.campo, ()))
            for c in CELDAS
        ),
        ColumnaDeHoja(CONTROL, 20, fija=True, oculta=True),
    ]
    return [Hoja(HOJA, columnas, [_fila(c) for c in _con_lo_que_se_escribe(candidaturas)]), _instrucciones(limites)]


def _con_lo_que_se_escribe(candidaturas: Iterable[Candidatura]) -> list[Candidatura]:
    """With what somebody is typing in their public questionnaires and is not kept yet, in memory (`borradores`)."""
    todas = {c.pk: c for c in candidaturas}
    borradores = Borrador.objects.por_asentar().filter(candidatura__in=entre(todas)).order_by("en", "pk")
    for borrador in borradores:
        publicos = {campo: valor for campo, valor in borrador.valores.items() if campo in ETIQUETAS}
        aplicar(publicos, todas[borrador.candidatura_id])
    return list(todas.values())


def _limite(limite: Limite | None) -> str:
    if limite is None:
        return ""
    de = f"de {limite.minimo:,} a " if limite.minimo else "hasta "
    return f" [{de}{limite.maximo:,} caracteres sin espacios]"


def _fila(c: Candidatura) -> list[str]:
    datos = datos_curricular(c)
    return [
        str(c.pk),
        c.persona.nombre,
        str(c.cargo),
        str(c.territorio),
        f"{c.get_calidad_display()}, fórmula {c.formula}",
        *(celda.dice(datos) for celda in CELDAS),
        _marcas(c),
    ]


def _marcas(c: Candidatura) -> str:
    """What each field holds now, told apart but not read."""
    campos = dict.fromkeys(celda.campo for celda in CELDAS)
    return " ".join(f"{campo}:{_marca(c, campo)}" for campo in campos)


def _marca(c: Candidatura, campo: str) -> str:
    return huella_de(c, [campo])[:_LARGO_DE_MARCA]


def _instrucciones(limites: dict[str, Limite]) -> Hoja:
    dichos = [
        "Llene una fila por candidatura. No cambie la primera fila ni las columnas grises.",
        "Los límites cuentan caracteres sin espacios ni saltos de renglón.",
        "Una celda vacía no borra nada: para borrar, hágalo en la página de captura.",
        "«Otra formación académica» y los contactos llevan uno por renglón (Alt+Entrar dentro de la celda).",
        "Las páginas web empiezan con https://",
        "La fotografía se sube en la página de captura de cada candidatura.",
        "El cuestionario de identidad no está aquí: son datos sensibles, que no deben viajar en un archivo. Lo "
        "responde cada persona, o su representación por ella, en la página de captura.",
        "Al subir la hoja verá antes qué cambia. Lo que otra persona haya guardado mientras tanto no se sustituye.",
    ]
    return Hoja("INSTRUCCIONES", [ColumnaDeHoja("Cómo se llena", 110)], [[d] for d in dichos])


# -- The rehearsal ----------------------------------------------------------------------------------------


class HojaInvalida(ValueError):  # noqa: N818 (it becomes a refusal)
    """The file is refused whole; `defectos` says what is wrong and where, in Spanish."""

    def __init__(self, *defectos: str) -> None:
        super().__init__(" ".join(defectos))
        self.defectos = defectos


@dataclass
class Nota:
    """What would become of a cell, or what is wrong with a row (without `columna`)."""

    fila: int
    persona: str
    columna: str
    que: str
    dicho: str = ""


# What a rehearsal says of a cell or a row, in the order in which it matters.
QUES = {
    "rechazada": "Fila que no entra",
    "invalida": "Celda que no entra",
    "ajena": "La cambió otra persona",
    "limite": "Fuera de su límite",
    "cambia": "Sustituye lo que hay",
    "nueva": "Se llena",
}


@dataclass
class Ensayo:
    """What a sheet would do, or did once it is `guardado`. It holds no more of a text than a line."""

    nombre: str
    sha256: str
    en: str
    filas: int = 0
    cambian: int = 0
    notas: list[Nota] = field(default_factory=list)
    guardado: bool = False

    @property
    def momento(self) -> datetime:
        """When it was rehearsed, or saved."""
        return datetime.fromisoformat(self.en)

    def cuantas(self, que: str) -> int:
        """How many notes of a kind."""
        return sum(n.que == que for n in self.notas)


@dataclass
class _Fila:
    """A row that may enter: its candidacy and the new value of each field that differs."""

    numero: int
    candidatura: Candidatura
    cambios: dict[str, Any] = field(default_factory=dict)


def ensayar(
    contenido: bytes, nombre: str, suyas: CandidaturaQuerySet, proceso: Proceso, *, por: Usuario, en: datetime
) -> Ensayo:
    """Tell what the sheet would do, and keep its bytes for `guardar`. Raises HojaInvalida if it is not one of ours."""
    ensayo = Ensayo(nombre, hashlib.sha256(contenido).hexdigest(), en.isoformat())
    _interpretar(contenido, suyas, proceso, ensayo, por=por, en=en)
    PENDIENTES.guardar(ensayo, contenido, proceso, por)
    return ensayo


def guardar(ensayo: Ensayo, suyas: CandidaturaQuerySet, proceso: Proceso, *, por: Usuario, en: datetime) -> Ensayo:
    """Save as drafts exactly what was rehearsed, candidacy by candidacy, and forget the file.

    A cell that somebody changed since the sheet was made, also since it was rehearsed, is listed and stays as it is.
    """
    if ensayo.guardado:
        raise sin_archivo()
    contenido = PENDIENTES.abrir(ensayo.sha256, proceso, por)
    hecho = Ensayo(ensayo.nombre, ensayo.sha256, en.isoformat(), guardado=True)
    for fila in _interpretar(contenido, suyas, proceso, hecho, por=por, en=en):
        _guardar_una(fila, hecho, por=por, en=en)
    descartar(proceso, por)
    PENDIENTES.anotar(hecho, proceso, por)
    return hecho


def _guardar_una(fila: _Fila, hecho: Ensayo, *, por: Usuario, en: datetime) -> None:
    c = fila.candidatura
    visto = Visto("", list(fila.cambios), huella_de(c, list(fila.cambios)))
    try:
        guardar_borrador(c, por=por, en=en, curricular=fila.cambios, visto=visto)
    except Rechazo as rechazo:
        ajena = isinstance(rechazo, OtraPersonaGuardo)
        hecho.notas = [n for n in hecho.notas if n.fila != fila.numero]
        hecho.notas.append(Nota(fila.numero, str(c.persona), "", "ajena" if ajena else "rechazada", str(rechazo)))
        hecho.cambian -= 1


def _interpretar(
    contenido: bytes, suyas: CandidaturaQuerySet, proceso: Proceso, ensayo: Ensayo, *, por: Usuario, en: datetime
) -> list[_Fila]:
    """Compare each cell with what there is: what differs, in `ensayo` as notes and in the answer as values."""
    titulos, filas = _leer(contenido, ensayo.nombre)
    claves = {int(clave) for _, celdas in filas if (clave := celdas.get(CLAVE, "")).isdecimal() and len(clave) <= 18}
    conocidas = suyas.select_related("curricular").in_bulk(claves)
    _con_lo_que_se_escribe(conocidas.values())
    ambito, limites = alcance(por, proceso, en), limites_de(proceso)
    vistas: set[int] = set()
    entran = []
    for numero, celdas in filas:
        ensayo.filas += 1
        clave = celdas.get(CLAVE, "")
        c = conocidas.get(int(clave)) if clave.isdecimal() and len(clave) <= 18 else None
        # Of another's it is said the same as of one that is not there.
        que = "no es una de sus candidaturas" if c is None else ""
        if c is not None and c.pk in vistas:
            que = "está dos veces en la hoja"
        elif c is not None and c.estado not in EN_CAPTURA:
            que = f"ya no se captura: está {c.get_estado_display().lower()}"
        elif c is not None:
            caso = CasoDeCandidatura(c, en, ambito)
            que = " ".join(str(r) for r in rechazos(DE_CANDIDATURA["guardar_borrador"], caso))
        if c is None or que:
            ensayo.notas.append(Nota(numero, celdas.get("PERSONA", "")[:80], "", "rechazada", f"La fila {que}."))
            continue
        vistas.add(c.pk)
        fila = _comparar(numero, c, celdas, titulos, limites, ensayo)
        if fila.cambios:
            entran.append(fila)
            ensayo.cambian += 1
    orden = list(QUES)
    ensayo.notas.sort(key=lambda n: (orden.index(n.que), n.fila))
    return entran


def _comparar(
    numero: int, c: Candidatura, celdas: dict[str, str], titulos: set[str], limites: dict[str, Limite], ensayo: Ensayo
) -> _Fila:
    datos, abiertos = datos_curricular(c), campos_abiertos(c)
    marcas = dict(parte.partition(":")[::2] for parte in celdas.get(CONTROL, "").split())
    nuevos: dict[str, Any] = {}
    fila = _Fila(numero, c)

    def anotar(celda: Celda, que: str, dicho: str = "") -> None:
        ensayo.notas.append(Nota(numero, str(c.persona), celda.titulo, que, dicho))

    for celda in CELDAS:
        dicho, antes = celdas.get(celda.titulo, ""), celda.dice(datos)
        if not dicho or celda.titulo not in titulos:
            continue
        valor = _como_se_elige(celda.campo, dicho) if celda.campo in OPCIONES else en_parrafos(dicho)
        if valor == antes:
            continue
        if marcas.get(celda.campo) != _marca(c, celda.campo):
            anotar(celda, "ajena", "Cambió después de que se descargó la hoja: no se sustituye.")
            continue
        if celda.campo not in abiertos:
            anotar(celda, "invalida", "Esta sección no se observó: está cerrada.")
            continue
        if celda.campo in OPCIONES and valor not in OPCIONES[celda.campo]:
            anotar(celda, "invalida", f"«{_corto(valor)}» no está en la lista: {', '.join(OPCIONES[celda.campo])}.")
            continue
        if celda.medio:
            valor, defectos = _leer_medios(celda, valor)
            if defectos:
                anotar(celda, "invalida", capfirst(defectos))
                continue
            if valor == antes:
                continue
        _poner(celda, valor, nuevos, datos)
        anotar(celda, "cambia" if antes else "nueva", _de_a(antes, valor))
    _sin_medios_si_no_se_guardarian(nuevos, [n for n in ensayo.notas if n.fila == numero])
    for falta in faltantes_curricular(datos | nuevos, limites, exige_foto=False):
        # Of what changes only: what is left blank is not wrong in a draft.
        if falta.campo in nuevos:
            anotar(next(x for x in CELDAS if x.campo == falta.campo), "limite", falta.razon)
    fila.cambios = nuevos
    return fila


def _como_se_elige(campo: str, dicho: str) -> str:
    """The option of the list that was meant, whatever its capitals and accents; or what was written."""
    escrito = en_una_linea(dicho)
    return next((o for o in OPCIONES[campo] if normalizar(o) == normalizar(escrito)), escrito)


def _leer_medios(celda: Celda, valor: str) -> tuple[str, str]:
    """The contacts of a cell as they would be kept, and why some line is none: it would be refused when saved."""
    leidos = [(r.strip(), *leer_medio(celda.medio, r)) for r in valor.split("\n") if r.strip()]
    defectos = [f"{'' if dicho in d else f'«{_corto(dicho)}» '}{d}." for dicho, _, d in leidos if d]
    return "\n".join(leido for _, leido, _ in leidos), " ".join(defectos)


def _sin_medios_si_no_se_guardarian(nuevos: dict[str, Any], notas: list[Nota]) -> None:
    """All contacts are saved together: one that was there already and is none keeps the rest out."""
    malos = [m for m in nuevos.get("medios", ()) if leer_medio(m["tipo"], m["valor"])[1]]
    if not malos:
        return
    del nuevos["medios"]
    columnas = {celda.titulo for celda in CELDAS if celda.medio}
    quienes = ", ".join(f"{MEDIOS[m['tipo']]} «{_corto(m['valor'])}»" for m in malos)
    for nota in notas:
        if nota.columna in columnas and nota.que in ("cambia", "nueva"):
            nota.que, nota.dicho = (
                "invalida",
                f"Antes hay que corregir en la captura un contacto que ya estaba: {quienes}.",
            )


def _poner(celda: Celda, valor: str, nuevos: dict[str, Any], datos: dict[str, Any]) -> None:
    renglones = [r.strip() for r in valor.split("\n") if r.strip()]
    if celda.medio:
        actuales = nuevos.get("medios", datos["medios"])
        otros = [m for m in actuales if m.get("tipo") != celda.medio]
        nuevos["medios"] = [*otros, *({"tipo": celda.medio, "valor": r} for r in renglones)]
    else:
        nuevos[celda.campo] = renglones if celda.campo == "otra_formacion" else valor


def _de_a(antes: str, despues: str) -> str:
    return f"«{_corto(antes)}» → «{_corto(despues)}»" if antes else f"«{_corto(despues)}»"


def _corto(texto: str) -> str:
    limpio = " ".join(texto.split())
    return limpio if len(limpio) <= _SE_MUESTRAN else f"{limpio[: _SE_MUESTRAN - 1]}…"


def _leer(contenido: bytes, nombre: str) -> tuple[set[str], list[tuple[int, dict[str, str]]]]:
    """The titles of its columns and its rows, by title. In a process apart, with limits (decision 0025)."""
    if not contenido.startswith(b"PK\x03\x04"):
        raise HojaInvalida(
            f"{nombre}: no es un libro de Excel (.xlsx). Guarde como .xlsx la hoja que descargó de aquí."
        )
    try:
        filas = leer_aparte(contenido, (HOJA,))[HOJA]
    except (Ilegible, KeyError) as error:
        defectos = error.defectos if isinstance(error, Ilegible) else ("no tiene la hoja «CANDIDATURAS».",)
        raise HojaInvalida(*(f"{nombre}: {defecto}" for defecto in defectos)) from error
    titulos = [str(t).split("[")[0].strip() for t in (filas[0][1] if filas and filas[0][0] == 1 else [])]
    nombrados = [_titulo(t) for t in titulos]
    sobran = [t for t, conocido in zip(titulos, nombrados, strict=True) if t and not conocido]
    faltan = [t for t in (CLAVE, CONTROL) if t not in nombrados]
    repetidas = sorted({t for t in nombrados if t and nombrados.count(t) > 1})
    defectos_ = [
        f"{nombre}: {dicho} {', '.join(f'«{t}»' for t in cuales)}."
        for dicho, cuales in (
            ("no se conocen las columnas", sobran),
            ("faltan las columnas que trae la hoja descargada:", faltan),
            ("están repetidas las columnas", repetidas),
        )
        if cuales
    ]
    if defectos_:
        raise HojaInvalida(*defectos_, "Descargue la hoja otra vez y copie en ella lo que llenó.")
    dichas = []
    for numero, celdas in filas[1:]:
        fila = {t: limpiar(celda) for t, celda in zip(nombrados, celdas, strict=False) if t}
        if any(fila.values()):
            dichas.append((numero, fila))
    return {t for t in nombrados if t}, dichas


def _titulo(dicho: str) -> str:
    propios = {llave(t): t for t in (*FIJAS, CONTROL)}
    celda = _POR_TITULO.get(llave(dicho))
    return celda.titulo if celda else propios.get(llave(dicho), "")


# -- What waits -------------------------------------------------------------------------------------------


def ensayo_de(proceso: Proceso, usuario: Usuario, sha256: str = "") -> Ensayo | None:
    """What the person last uploaded: the file with that hash, or whichever it is."""
    carpeta = PENDIENTES.carpeta(proceso, usuario)
    for nombre in listar(carpeta)[1]:
        if nombre.endswith(".json") and (not sha256 or nombre == f"{sha256}.json"):
            with default_storage.open(f"{carpeta}/{nombre}") as archivo:
                datos = json.load(archivo)
            return Ensayo(**{**datos, "notas": [Nota(**n) for n in datos["notas"]]})
    return None


def descartar(proceso: Proceso, usuario: Usuario) -> None:
    """Forget what the person had uploaded."""
    vaciar(PENDIENTES.carpeta(proceso, usuario))


def descartar_olvidadas(en: datetime) -> None:
    """Forget every sheet that was rehearsed, or saved, a day ago."""
    for carpeta in PENDIENTES.carpetas():
        for nombre in listar(carpeta)[1]:
            if default_storage.get_modified_time(f"{carpeta}/{nombre}") + CADUCA <= en:
                default_storage.delete(f"{carpeta}/{nombre}")
