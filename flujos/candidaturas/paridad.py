"""The parity report of a process, and the blocks that somebody gave for it."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from compliance.actos import escritura
from compliance.historia import firmar
from compliance.models import ActorPolitico, Bloque, Cargo, Proceso, Territorio, Usuario
from compliance.models.candidaturas import CandidaturaQuerySet
from compliance.registro.paridad import Lugar, Renglon, informe
from compliance.services.tabla import comenzar
from compliance.textos import normalizar

from ..transiciones import Rechazo, bloquear, escribir
from ..verbos.paridad import DE_PARIDAD

NIVELES = dict(Bloque.Nivel.choices)
COLUMNAS = ("Quien postula", "Tipo de territorio", "Territorio", "Bloque")


def informe_de(proceso: Proceso, visibles: CandidaturaQuerySet, **filtro: Any) -> tuple[list[Renglon], bool]:
    """Of the live candidacies among `visibles`, by actor and office; and whether anybody gave the blocks."""
    bloques = {
        (actor, territorio): nivel
        for actor, territorio, nivel in Bloque.objects.filter(proceso=proceso).values_list(
            "actor", "territorio", "nivel"
        )
    }
    orden = ("actor__nombre", "cargo__orden", "cargo__nombre", "territorio__nombre")
    filas = visibles.vivas().filter(proceso=proceso, **filtro).order_by(*orden)
    campos = (
        "pk",
        "actor",
        "cargo",
        "territorio",
        "formula_comparable",
        "calidad",
        "persona__sexo",
        "cargo__principio",
    )
    lugares = [
        Lugar(
            pk,
            actor,
            cargo,
            donde,
            formula,
            calidad,
            sexo,
            principio == Cargo.Principio.RP,
            bloques.get((actor, donde), ""),
        )
        for pk, actor, cargo, donde, formula, calidad, sexo, principio in filas.values_list(*campos)
    ]
    return informe(lugares, con_bloques=bool(bloques)), bool(bloques)


@escritura()
def fijar_bloques(actor: ActorPolitico, niveles: Mapping[int, str], *, por: Usuario | None, en: datetime) -> int:
    """Say the block of each territory for `actor`, by its key; blank, none. Answers how many changed."""
    actor = bloquear(ActorPolitico, actor.pk)
    acto = comenzar(DE_PARIDAD["fijar_bloques"], actor, actor.proceso, por=por, en=en)
    suyos = {b.territorio_id: b for b in Bloque.objects.filter(actor=actor)}
    cambios, nombre = 0, DE_PARIDAD["fijar_bloques"].nombre
    for territorio, nivel in niveles.items():
        bloque = suyos.get(territorio)
        if (bloque.nivel if bloque else "") == nivel:
            continue
        cambios += 1
        if bloque is not None and not nivel:
            firmar(bloque, por, en, nombre, acto)
            bloque.delete()
            continue
        bloque = bloque or Bloque(proceso=actor.proceso, actor=actor, territorio_id=territorio)
        bloque.nivel = nivel
        escribir(bloque, por=por, en=en, motivo=nombre, acto=acto)
    acto.notable = cambios > 0
    return cambios


def leer_bloques(contenido: bytes, proceso: Proceso) -> dict[int, dict[int, str]]:
    """What a CSV says, by actor and territory. Raises Rechazo with every line that says something else."""
    try:
        texto = contenido.decode("utf-8-sig")
    except UnicodeDecodeError:
        texto = contenido.decode("cp1252", "replace")
    # Whatever a program ends its lines with.
    lineas = texto.splitlines()
    separador = ";" if lineas and lineas[0].count(";") > lineas[0].count(",") else ","
    lector = csv.DictReader(io.StringIO(texto, newline=""), delimiter=separador)
    try:
        filas = list(lector)
    except csv.Error as error:
        raise Rechazo(
            "archivo",
            f"El archivo no es un CSV que se pueda leer: se detiene en la línea {lector.line_num}.",
            "Revise ahí si falta cerrar unas comillas, o llene otra vez la plantilla. No se guardó nada.",
        ) from error
    if faltan := [c for c in COLUMNAS if c not in (lector.fieldnames or ())]:
        raise Rechazo("archivo", f"Al archivo le faltan las columnas: {', '.join(faltan)}.", "Use la plantilla.")
    actores = _por_nombre((a, (a.nombre, a.siglas, a.clave)) for a in ActorPolitico.objects.filter(proceso=proceso))
    territorios = _por_nombre(
        (t, [f"{tipo} {escrito}" for tipo in (t.tipo, t.get_tipo_display()) for escrito in (t.clave, t.nombre, str(t))])
        for t in Territorio.objects.filter(proceso=proceso)
    )
    niveles = {normalizar(nombre): valor for valor, nombre in NIVELES.items()} | {"": ""}
    dichos: dict[int, dict[int, str]] = defaultdict(dict)
    malos = []
    for n, fila in enumerate(filas, start=2):
        quien, tipo, donde, nivel = (normalizar(fila[c] or "") for c in COLUMNAS)
        actor, territorio = actores.get(quien), territorios.get(f"{tipo} {donde}")
        if actor is None or territorio is None or nivel not in niveles:
            malo = COLUMNAS[0] if actor is None else COLUMNAS[2] if territorio is None else COLUMNAS[3]
            malos.append(f"línea {n}, {malo}: «{(fila[malo] or '').strip()[:60]}»")
        else:
            dichos[actor.pk][territorio.pk] = niveles[nivel]
    if malos:
        raise Rechazo(
            "archivo",
            f"No se conoce lo que dice: {'; '.join(malos[:20])}{' y otras' if len(malos) > 20 else ''}.",
            "Escríbalo como en la plantilla. No se guardó nada.",
        )
    return dichos


def _por_nombre(objetos: Iterable[tuple[Any, Iterable[str]]]) -> dict[str, Any]:
    return {normalizar(nombre): objeto for objeto, nombres in objetos for nombre in nombres if nombre.strip()}
