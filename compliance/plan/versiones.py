"""Two versions of a plan side by side, in words, and what two people changed of the same one put together. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from calendario.fechas import MESES, fecha_larga

from ..textos import decir_fechas, recortar
from .derivacion.confirmacion import CAMPOS_POR_CONFIRMAR
from .esquema import PlanDatos
from .revision.campos import campo_en_palabras

# What we write beside what the document says, or wait to be told: INE never received it.
_NUESTRO = {"nota", "fuente", "origen", "por_confirmar"}

# The lists of a plan whose rows have a key: what tells each row apart, and what it is called.
LISTAS: Mapping[str, tuple[str, str]] = {
    "organos": ("clave", "Órgano"),
    "areas": ("clave", "Área"),
    "cargos": ("clave", "Cargo de elección"),
    "rutas": ("clave", "Ruta"),
    "entregables": ("llave", "Fila"),
    "hitos": ("clave", "Hito"),
    "deberes": ("clave", "Deber"),
}
CAMPOS = {
    **{campo: nombre for campo, nombre in CAMPOS_POR_CONFIRMAR.items() if campo != "termina"},
    "al_ine": "Va al INE",
    "area": "Área",
    "areas": "Áreas que responden",
    "conclusion_impresa": "Conclusión impresa",
    "espera_a": "Espera a",
    "fuente": "Lugar en la fuente",
    "llave": "Llave",
    "meses": "Meses que informa",
    "modo": "Cómputo de los días",
    "por_confirmar": "Fechas por confirmar",
    "regla": "Regla de la aprobación",
    "regla_evento": "Desde qué se cuenta",
    "ruta": "Ruta",
    "si": "Cuándo existe",
    "termina": "Término impreso",
    "inicia": "Inicio impreso",
}
# Nothing reads it but people, and it says what another plan said.
_OMITIDOS = {"origen"}
_PARTES = {"subactividades": "Actividad", "etapas": "Etapa", "integrantes": "Integrante"}


@dataclass(frozen=True)
class CampoDistinto:
    """A value before and after, in words."""

    campo: str
    antes: str
    despues: str


@dataclass(frozen=True)
class FilaDistinta:
    """A row that differs between two versions: its list and key, its name, what happened to it, and each field."""

    lista: str
    clave: str
    nombre: str
    que: Literal["nueva", "quitada", "cambiada"]
    cambios: tuple[CampoDistinto, ...] = ()


def diferencias(antes: PlanDatos, despues: PlanDatos) -> list[FilaDistinta]:
    """Row by row, in the order of the plan: what `despues` says and `antes` did not, and what it no longer says."""
    viejo, nuevo = antes.model_dump(), despues.model_dump()
    filas = [
        FilaDistinta(parte, parte, parte.capitalize(), "cambiada", cambios)
        for parte in ("instituto", "proceso", "fuente", "periodo")
        if (cambios := tuple(_campos(viejo[parte] or {}, nuevo[parte] or {})))
    ]
    sueltos = [c for c in PlanDatos.model_fields if c not in LISTAS and not isinstance(nuevo[c], dict | type(None))]
    if cambios := tuple(
        CampoDistinto(rotulo(c), *map(en_palabras, _lo_distinto(viejo[c], nuevo[c])))
        for c in sueltos
        if viejo[c] != nuevo[c]
    ):
        filas.append(FilaDistinta("plan", "plan", "El plan", "cambiada", cambios))
    if limites := tuple(_campos(viejo["limites"], nuevo["limites"])):
        filas.append(FilaDistinta("limites", "limites", "Límites de los textos", "cambiada", limites))
    for lista, (llave, nombre) in LISTAS.items():
        filas += _filas(lista, nombre, _por_clave(viejo[lista], llave), _por_clave(nuevo[lista], llave))
    return filas


def _lo_distinto(antes: Any, despues: Any) -> tuple[Any, Any]:
    """Of lists whose rows have no key of their own (matrix, citations), only the rows that differ."""
    if not isinstance(antes, list):
        return antes, despues
    return [f for f in antes if f not in despues], [f for f in despues if f not in antes]


def _por_clave(filas: list[dict[str, Any]], llave: str) -> dict[str, dict[str, Any]]:
    return {fila[llave]: fila for fila in filas}


def _filas(
    lista: str, de_que: str, antes: dict[str, dict[str, Any]], despues: dict[str, dict[str, Any]]
) -> Iterator[FilaDistinta]:
    for clave in [*despues, *(c for c in antes if c not in despues)]:
        viejo, nuevo = antes.get(clave), despues.get(clave)
        nombre = f"{de_que} {_nombre(nuevo or viejo or {})}"
        if nuevo is None:
            yield FilaDistinta(lista, clave, nombre, "quitada")
        elif viejo is None:
            yield FilaDistinta(lista, clave, nombre, "nueva", tuple(_campos({}, nuevo)))
        elif cambios := tuple(_campos(viejo, nuevo)):
            yield FilaDistinta(lista, clave, nombre, "cambiada", cambios)


def _nombre(fila: Mapping[str, Any]) -> str:
    texto = recortar(str(fila.get("nombre") or fila.get("texto") or ""), 90)
    if mes := mes_dicho(fila.get("periodo")):
        texto = f"{texto}, {mes}"
    return f"{fila['clave']} {texto}" if "llave" in fila or "texto" in fila else texto or str(fila.get("clave", ""))


def mes_dicho(periodo: str | None) -> str:
    """«marzo de 2024», of the month that a row reports; nothing of one that reports none."""
    if not periodo:
        return ""
    anio, numero = periodo.split("-")
    return f"{MESES[int(numero) - 1]} de {anio}"


def _campos(antes: Mapping[str, Any], despues: Mapping[str, Any]) -> Iterator[CampoDistinto]:
    for campo in [*despues, *(c for c in antes if c not in despues)]:
        viejo, nuevo = antes.get(campo), despues.get(campo)
        if viejo == nuevo or campo in _OMITIDOS or (not antes and nuevo in (None, "", [], {}, False)):
            continue
        if campo in _PARTES:
            yield from _partes(_PARTES[campo], viejo or [], nuevo or [])
        else:
            yield CampoDistinto(rotulo(campo), en_palabras(viejo), en_palabras(nuevo))


def _partes(
    rotulo_de_parte: str, antes: list[dict[str, Any]], despues: list[dict[str, Any]]
) -> Iterator[CampoDistinto]:
    """The steps of a row, the stages of a route, the seats of a body: each by its key and its turn among its equals."""
    viejas, nuevas = _con_turno(antes), _con_turno(despues)
    for clave in [*nuevas, *(c for c in viejas if c not in nuevas)]:
        viejo, nuevo = viejas.get(clave), nuevas.get(clave)
        nombre = f"{rotulo_de_parte} {clave}"
        if viejo is None or nuevo is None:
            yield CampoDistinto(nombre, _entera(viejo), _entera(nuevo))
        else:
            for c in _campos(viejo, nuevo):
                yield CampoDistinto(f"{nombre}: {c.campo[:1].lower()}{c.campo[1:]}", c.antes, c.despues)


def _con_turno(partes: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    salida: dict[str, dict[str, Any]] = {}
    for parte in partes:
        clave = str(parte.get("clave") or parte.get("nombre"))
        turno = 2
        while clave in salida:
            clave = f"{parte.get('clave') or parte.get('nombre')} ({turno})"
            turno += 1
        salida[clave] = parte
    return salida


def _entera(parte: Mapping[str, Any] | None) -> str:
    if parte is None:
        return ""
    dia = parte.get("fecha") or parte.get("fecha_impresa")
    return str(parte.get("texto") or parte.get("nombre")) + (f" ({fecha_larga(dia)})" if dia else "")


def rotulo(campo: str) -> str:
    """What a key of the plan file is called."""
    return CAMPOS.get(campo) or campo_en_palabras(campo)


def en_palabras(valor: Any) -> str:
    """A value of a plan as a person reads it."""
    if valor is None or valor == "" or valor in ([], {}):
        return ""
    if isinstance(valor, bool):
        return "Sí" if valor else "No"
    if isinstance(valor, date):
        return fecha_larga(valor)
    if isinstance(valor, dict):
        return "; ".join(f"{rotulo(c).lower()}: {en_palabras(v)}" for c, v in valor.items() if v not in (None, "", []))
    if isinstance(valor, list):
        return "\n".join(en_palabras(v) for v in valor)
    return decir_fechas(str(valor))


def dice_otra_cosa(antes: Mapping[str, Any], despues: Mapping[str, Any]) -> bool:
    """Whether two contents, as versions keep them, differ in what INE receives of a plan: notes of ours apart."""
    # The source of the plan itself is the document that INE has; that of a row, a place in it.
    return antes.get("fuente") != despues.get("fuente") or _sin_lo_nuestro(antes) != _sin_lo_nuestro(despues)


def _sin_lo_nuestro(valor: Any) -> Any:
    if isinstance(valor, Mapping):
        return {c: _sin_lo_nuestro(suyo) for c, suyo in valor.items() if c not in _NUESTRO}
    return [_sin_lo_nuestro(v) for v in valor] if isinstance(valor, list) else valor


# -- Two people at once -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reunion:
    """What two people changed of the same version, together, and in which both said different things: mine stays."""

    contenido: dict[str, Any]
    encontrados: tuple[str, ...]


def reunir(base: Mapping[str, Any], mio: Mapping[str, Any], vigente: Mapping[str, Any]) -> Reunion:
    """`mio`, made from `base`, over `vigente`, which somebody else made from it: by row, and in a row by field.

    Contents as versions keep them.
    """
    encontrados: list[str] = []
    contenido = _reunir(base, mio, vigente, encontrados, "")
    for lista, (llave, nombre) in LISTAS.items():
        antes, mias, otras = ({f[llave]: f for f in plan.get(lista, [])} for plan in (base, mio, vigente))
        reunidas = _reunir_filas(antes, mias, otras, encontrados, nombre)
        if reunidas:
            contenido[lista] = reunidas
        else:
            contenido.pop(lista, None)
    return Reunion(contenido, tuple(encontrados))


def _reunir(
    base: Mapping[str, Any], mio: Mapping[str, Any], vigente: Mapping[str, Any], encontrados: list[str], donde: str
) -> dict[str, Any]:
    salida: dict[str, Any] = {}
    for campo in [*vigente, *(c for c in mio if c not in vigente)]:
        if not donde and campo in LISTAS:
            continue
        antes, yo, otro = base.get(campo), mio.get(campo), vigente.get(campo)
        valor = otro if yo == antes else yo
        if antes != yo and antes != otro and yo != otro:
            encontrados.append(f"{donde}{rotulo(campo)}")
        if valor is not None:
            salida[campo] = valor
    return salida


def _reunir_filas(
    base: dict[str, Any], mias: dict[str, Any], vigentes: dict[str, Any], encontrados: list[str], nombre: str
) -> list[dict[str, Any]]:
    salida: list[dict[str, Any]] = []
    # In my order, if I moved or added something; what the other one added goes after what it followed there.
    for clave in _en_orden(list(mias), list(vigentes)):
        antes, yo, otra = base.get(clave), mias.get(clave), vigentes.get(clave)
        donde = f"{nombre} «{_nombre(yo or otra or antes or {'clave': clave})}»"
        if yo is not None and otra is not None:
            salida.append(_reunir(antes or {}, yo, otra, encontrados, f"{donde}: "))
        elif antes is None:
            salida.append(yo or otra or {})  # somebody added it
        elif yo is None and otra != antes:
            encontrados.append(f"{donde}: usted la quitó y alguien la cambió")
        elif yo is not None and yo != antes:
            encontrados.append(f"{donde}: usted la cambió y alguien la quitó")
            salida.append(yo)
    return salida


def _en_orden(mias: list[str], vigentes: list[str]) -> list[str]:
    orden = list(mias)
    for lugar, clave in enumerate(vigentes):
        if clave not in orden:
            previa = next((c for c in reversed(vigentes[:lugar]) if c in orden), None)
            orden.insert(orden.index(previa) + 1 if previa is not None else 0, clave)
    return orden
