"""The chain of acts: its canonical form, its hashes and how it is verified. Only Python's standard library.

This one file is used by Cauce itself and travels with every bundle of `exportar_historial`, so that anybody verifies
one without Cauce, without network and without database: `python3 verificador.py PAQUETE.zip`.

Canonical form: JSON in UTF-8, keys sorted, no spaces, nothing escaped that needs not be; moments in UTC, ISO 8601 with
microseconds; days as AAAA-MM-DD. `huella` is the SHA-256 of that form, in hexadecimal.

An act says which history rows it wrote and the hash of each, and the hash of the act before it on the same object
(`previo`; sixty-four zeros on the first). Its own hash covers all of it: whoever alters, removes, inserts or reorders
something must write again all that came after, and the seals of every later day.
"""

import hashlib
import json
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

# Bytes of the history of one object once inflated: a thousand times the largest that there is.
ABIERTO_MAXIMO = 256 * 1024 * 1024
ORIGEN = "0" * 64


def canonico(dato: Any) -> bytes:
    """The one way to write `dato`."""
    return json.dumps(dato, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_valor).encode()


def _valor(dato: Any) -> Any:
    if isinstance(dato, datetime):
        return dato.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(dato, date):
        return dato.isoformat()
    return str(dato)


def huella(dato: Any) -> str:
    """SHA-256 of the canonical form."""
    return hashlib.sha256(canonico(dato)).hexdigest()


def huella_de_acto(acto: Mapping[str, Any]) -> str:
    """The hash of an act: of all that it says but the hash itself."""
    return huella({clave: valor for clave, valor in acto.items() if clave != "huella"})


def roturas_de(actos: Sequence[Mapping[str, Any]], filas: Mapping[tuple[str, int], Any]) -> Iterator[tuple[int, str]]:
    """What is broken in the chain of one object: number of the act and why, in Spanish.

    `actos`, in the order of their numbers; `filas`, the hash of each history row by table and key.
    """
    previo, esperado = ORIGEN, 1
    for acto in actos:
        numero = acto["acto"]
        if huella_de_acto(acto) != acto["huella"]:
            yield numero, "El acto fue alterado: su huella no corresponde a lo que dice."
        if acto["indice"] != esperado:
            yield numero, f"Falta o sobra un acto: este dice ser el {acto['indice']} y le toca ser el {esperado}."
        elif acto["previo"] != previo:
            yield numero, "El acto no sigue al anterior: se quitó, se insertó o se cambió de orden."
        previo, esperado = acto["huella"], acto["indice"] + 1
        for tabla, fila, suya in acto["filas"]:
            hallada = filas.get((tabla, fila))
            if hallada is None:
                yield numero, f"Se quitó una fila del historial: {tabla} {fila}."
            elif hallada != suya:
                yield numero, f"Se alteró una fila del historial: {tabla} {fila}."


def raiz(hojas: Iterable[str]) -> str:
    """The Merkle root of some hashes, in their order; an odd one goes up as it is. Of none, sixty-four zeros."""
    nivel = list(hojas)
    if not nivel:
        return ORIGEN
    while len(nivel) > 1:
        nivel = [
            hashlib.sha256("".join(nivel[i : i + 2]).encode()).hexdigest() if i + 1 < len(nivel) else nivel[i]
            for i in range(0, len(nivel), 2)
        ]
    return nivel[0]


def hoja(objeto: str, indice: int, cabeza: str) -> str:
    """The leaf of one object in a seal: how many acts its chain has, and the hash of the last."""
    return huella([objeto, indice, cabeza])


def huella_de_sello(sello: Mapping[str, Any]) -> str:
    """The hash of a seal: of all that it says but the hash itself."""
    return huella({clave: valor for clave, valor in sello.items() if clave != "huella"})


def verificar_paquete(ruta: str) -> dict[str, Any]:
    """Verify a bundle of `exportar_historial`: what it holds, and what is broken in it."""
    objeto, actos, sello = "", 0, None
    motivos: list[str] = []
    try:
        datos, motivos = _abrir(ruta)
        objeto, actos, sello = datos["objeto"], len(datos["actos"]), _sello_de(datos)
        rotos = [{"objeto": objeto, "acto": acto, "motivo": motivo} for acto, motivo in _roturas_del_paquete(datos)]
    except (
        *(LookupError, TypeError, ValueError, AttributeError, OSError, EOFError, OverflowError),
        *(zipfile.BadZipFile, zlib.error, RuntimeError),  # damaged, encrypted, nested too deep
    ) as error:
        motivos, rotos = [*motivos, f"El paquete está incompleto o no es uno de Cauce ({type(error).__name__})."], []
    rotos = [{"objeto": objeto, "acto": None, "motivo": motivo} for motivo in motivos] + rotos
    return {"actos": actos, "objetos": 1, "sellos": int(sello is not None), "sello": sello, "rotos": rotos}


def _sello_de(datos: Mapping[str, Any]) -> dict[str, Any] | None:
    """What is compared with the root that was shown on its day, and how many acts it covers: nothing else proves that
    the chain was not written again, nor that it goes no further."""
    if datos.get("sello") is None:
        return None
    return {"dia": datos["sello"]["dia"], "raiz": datos["sello"]["raiz"], "cubre": datos["camino"]["indice"]}


def _abrir(ruta: str) -> tuple[dict[str, Any], list[str]]:
    """What a bundle holds, and why another program could read another thing in it."""
    with zipfile.ZipFile(ruta) as paquete:
        veces = paquete.namelist().count("historial.json")
        if veces and paquete.getinfo("historial.json").file_size > ABIERTO_MAXIMO:
            raise ValueError("historial.json")
        contenido = paquete.read("historial.json")
    datos: dict[str, Any] = json.loads(contenido)
    motivos = [] if veces == 1 else [f"El paquete trae historial.json {veces} veces."]
    if canonico(datos) != contenido:
        # The same key twice, for one: whoever reads it sees the first, and what is verified is the last.
        motivos.append("historial.json no está en su forma canónica: alguien lo escribió de nuevo.")
    return datos, motivos


def _roturas_del_paquete(datos: Mapping[str, Any]) -> Iterator[tuple[int | None, str]]:
    actos = datos["actos"]
    if not actos:
        yield None, "El paquete no trae ningún acto."
    for acto in actos:
        if acto["objeto"] != datos["objeto"]:
            yield acto["acto"], f"El acto es de otro objeto: {acto['objeto']}."
    filas: dict[tuple[str, int], str] = {}
    for fila in datos["filas"]:
        llave = fila["tabla"], fila["registro"]
        if llave in filas:
            yield None, f"Se insertó una fila: {llave[0]} {llave[1]}."
        # Of a row that keeps what is not shown comes its hash alone; one that shows more is hashed, whatever it says.
        filas[llave] = fila["reservada"] if fila.keys() == {"tabla", "registro", "reservada"} else huella(fila)
    yield from roturas_de(actos, filas)
    dichas = {(tabla, fila) for acto in actos for tabla, fila, _ in acto["filas"]}
    for tabla, registro in filas.keys() - dichas:
        yield None, f"Se insertó una fila: {tabla} {registro}."
    sello = datos.get("sello")
    if sello is not None:
        for motivo in _roturas_del_sello(datos, sello):
            yield None, motivo


def _roturas_del_sello(datos: Mapping[str, Any], sello: Mapping[str, Any]) -> Iterator[str]:
    """The object's head on the day of the seal must lead to the root that the seal keeps."""
    if huella_de_sello(sello) != sello["huella"]:
        yield "El sello fue alterado."
    camino = datos["camino"]
    cabeza = next((a["huella"] for a in datos["actos"] if a["indice"] == camino["indice"]), None)
    if cabeza is None:
        yield "El sello cubre un acto que no está en el paquete."
        return
    actual = hoja(datos["objeto"], camino["indice"], cabeza)
    for lado, hermana in camino["hermanas"]:
        par = hermana + actual if lado == "izquierda" else actual + hermana
        actual = hashlib.sha256(par.encode()).hexdigest()
    if actual != sello["raiz"]:
        yield "La cadena no es la que se selló."


def camino_a_la_raiz(hojas: Sequence[str], lugar: int) -> list[tuple[str, str]]:
    """The sisters that lead from the leaf in `lugar` to the root, each with its side."""
    nivel, hermanas = list(hojas), []
    while len(nivel) > 1:
        otra = lugar ^ 1
        if otra < len(nivel):
            hermanas.append(("izquierda" if otra < lugar else "derecha", nivel[otra]))
        nivel = [
            hashlib.sha256("".join(nivel[i : i + 2]).encode()).hexdigest() if i + 1 < len(nivel) else nivel[i]
            for i in range(0, len(nivel), 2)
        ]
        lugar //= 2
    return hermanas


def main(argumentos: Sequence[str]) -> int:
    """Verify each bundle named; 1 if something is broken."""
    if not argumentos:
        sys.stdout.write("Uso: python3 verificador.py PAQUETE.zip …\n")
        return 2
    rotos = 0
    for ruta in argumentos:
        resultado = verificar_paquete(ruta)
        rotos += len(resultado["rotos"])
        sys.stdout.write(json.dumps({"paquete": ruta, **resultado}, ensure_ascii=False, indent=2) + "\n")
    return 1 if rotos else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
