"""From proposals to notices: addressed, written and kept, each exactly once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.conf import settings

from calendario.fechas import dia_local, faltan, fecha_en_prosa, fecha_hora
from compliance.cara.navegacion import direccion
from compliance.models import Candidatura, Entregable
from flujos.candidaturas.consentimientos import llave_de
from flujos.entregables.responsables import a_cargo
from flujos.historial.linea import nombre_de_verbo

from .destinatarios import Contacto, Directorio
from .escalera import rellenar, una_linea
from .models import Aviso, Escalon
from .propuestas import Propuesta

LOTE = 500

T = TypeVar("T")


@dataclass(frozen=True)
class Redactados:
    """How many notices were kept to be sent, and how many have nobody to be sent to."""

    creados: int
    omitidos: int

    def __add__(self, otros: "Redactados") -> "Redactados":
        """All of them."""
        return Redactados(self.creados + otros.creados, self.omitidos + otros.omitidos)


def redactar(propuestas: Iterable[Propuesta], al: datetime) -> Redactados:
    """Keep a notice for each recipient of each proposal that was not told yet.

    Runs inside the sweep's transaction. A proposal that nobody can receive leaves one row saying so; a reminder is
    proposed again while its rung is current, since the address may be registered in between.
    """
    nuevas, conocidas = _sin_contar(list(propuestas))
    if not nuevas:
        return Redactados(0, 0)
    candidaturas = _candidaturas(nuevas)
    directorio = Directorio({p.escalon.proceso_id: p.escalon.proceso for p in nuevas}.values(), al)
    avisos: dict[str, tuple[Aviso, Propuesta]] = {}
    for propuesta in nuevas:
        suyas = [candidaturas[pk] for pk in propuesta.candidaturas]
        for aviso in _avisos(propuesta, suyas, directorio, al):
            if aviso.llave not in conocidas:
                avisos[aviso.llave] = (aviso, propuesta)
    Aviso.objects.bulk_create([a for a, _ in avisos.values()], ignore_conflicts=True, batch_size=LOTE)
    _relacionar(avisos)
    omitidos = sum(1 for a, _ in avisos.values() if a.estado == Aviso.Estado.OMITIDO)
    return Redactados(creados=len(avisos) - omitidos, omitidos=omitidos)


def _lotes(elementos: Iterable[T]) -> Iterator[list[T]]:
    """In slices that fit in one query."""
    restantes = iter(elementos)
    while lote := list(islice(restantes, LOTE)):
        yield lote


def _sin_contar(propuestas: list[Propuesta]) -> tuple[list[Propuesta], set[str]]:
    """The proposals that no notice tells yet, and the keys that exist."""
    contados: set[str] = set()
    llaves: set[str] = set()
    for lote in _lotes({p.grupo for p in propuestas}):
        for grupo, llave, estado in Aviso.objects.filter(grupo__in=lote).values_list("grupo", "llave", "estado"):
            llaves.add(llave)
            if estado != Aviso.Estado.OMITIDO:
                contados.add(grupo)
    return [p for p in propuestas if p.grupo not in contados], llaves


def _candidaturas(propuestas: list[Propuesta]) -> dict[int, Candidatura]:
    pks = {pk for p in propuestas for pk in p.candidaturas}
    encontradas: dict[int, Candidatura] = {}
    for lote in _lotes(pks):
        encontradas.update(Candidatura.objects.select_related("persona", "actor", "cargo", "territorio").in_bulk(lote))
    return encontradas


def _avisos(
    propuesta: Propuesta, candidaturas: Sequence[Candidatura], directorio: Directorio, al: datetime
) -> Iterator[Aviso]:
    escalon = propuesta.escalon
    datos = datos_de(propuesta, candidaturas, al)
    contactos = directorio.contactos(
        escalon,
        entregable=propuesta.entregable,
        actor=propuesta.actor,
        candidatura=candidaturas[0] if candidaturas else None,
    )
    nadie = Contacto(escalon.get_destinatario_display(), "", actor=propuesta.actor)
    for contacto in contactos or [nadie]:
        yield Aviso(
            proceso_id=escalon.proceso_id,
            escalon=escalon,
            grupo=propuesta.grupo,
            llave=f"{propuesta.grupo}|{contacto.correo.lower()}",
            entregable=propuesta.entregable,
            actor_id=contacto.actor,
            area_id=contacto.area,
            destinatario_nombre=contacto.nombre,
            destinatario_correo=contacto.correo,
            asunto=una_linea(rellenar(escalon.asunto, datos)),
            texto=rellenar(escalon.texto, datos),
            motivo=_motivo(propuesta, datos),
            creado_en=al,
            siguiente_en=al,
            estado=Aviso.Estado.PENDIENTE if contacto.correo else Aviso.Estado.OMITIDO,
            error="" if contacto.correo else "No hay correo registrado para este destinatario.",
        )


def datos_de(propuesta: Propuesta, candidaturas: Sequence[Candidatura], al: datetime) -> dict[str, object]:
    """What the text may name."""
    proceso = propuesta.escalon.proceso
    datos: dict[str, object] = {
        "proceso": proceso.nombre,
        "instituto": proceso.instituto.nombre,
        "jornada": fecha_en_prosa(proceso.jornada),
        "vence": "sin fecha",
        "faltan": "",
    }
    if propuesta.vence is not None:
        datos["vence"] = fecha_en_prosa(dia_local(propuesta.vence, proceso.tz))
        datos["faltan"] = faltan(propuesta.vence, al, proceso.tz)
    if propuesta.entregable is not None:
        e = propuesta.entregable
        return datos | {
            "clave": e.clave,
            "nombre": e.titulo,
            "producto": e.producto,
            "area": a_cargo(e),
            "obligacion": e.pendiente(al),
            "motivo": propuesta.actos[0].motivo if propuesta.actos else "",
            "enlace": _enlace("entregable", proceso.clave, e.pk),
        }
    es_de_candidata = propuesta.escalon.destinatario == Escalon.Destinatario.CANDIDATURA
    return datos | {
        "actor": candidaturas[0].actor,
        "total": "1 candidatura" if len(candidaturas) == 1 else f"{len(candidaturas)} candidaturas",
        "candidaturas": "\n".join(f"- {_renglon(c, propuesta)}" for c in candidaturas),
        "enlace": _enlace("captura" if es_de_candidata else "candidaturas", proceso.clave),
        "recuperar": _enlace("recuperar"),
        # Only to the person: whoever has it can revoke.
        "revocar": _enlace("consentimientos_de_titular", llave_de(candidaturas[0])) if es_de_candidata else "",
    }


def _renglon(c: Candidatura, propuesta: Propuesta) -> str:
    """A candidacy in a list. Its limit, if each may have its own: news gather different clocks."""
    renglon = f"{c.persona.nombre}, {c.cargo.nombre}, {c.territorio} ({c.get_calidad_display().lower()})"
    if propuesta.vence is None and c.vence is not None:
        renglon += f", límite: {fecha_en_prosa(dia_local(c.vence, propuesta.escalon.proceso.tz))}"
    return renglon


def _motivo(propuesta: Propuesta, datos: dict[str, object]) -> str:
    objeto = propuesta.escalon.get_objeto_display()
    if not propuesta.actos:
        return f"{objeto}: {datos['faltan']}"
    t = propuesta.actos[0]
    cuando = fecha_hora(t.en, propuesta.escalon.proceso.tz)
    clase = Candidatura if t.candidatura_id else Entregable
    return f"{nombre_de_verbo(t.verbo, clase)}: {cuando}"


def _enlace(nombre: str, *args: object) -> str:
    return settings.SITIO_URL + (direccion(nombre, *args) or "/")


def _relacionar(avisos: dict[str, tuple[Aviso, Propuesta]]) -> None:
    """Tie each notice to the candidacies and transitions it speaks of: proof later, and never told again."""
    de_candidatura, de_acto = Aviso.candidaturas.through, Aviso.actos.through
    for lote in _lotes(avisos):
        candidaturas, actos = [], []
        for pk, llave in Aviso.objects.filter(llave__in=lote).values_list("pk", "llave"):
            propuesta = avisos[llave][1]
            candidaturas += [de_candidatura(aviso_id=pk, candidatura_id=c) for c in propuesta.candidaturas]
            actos += [de_acto(aviso_id=pk, acto_id=t.pk) for t in propuesta.actos]
        de_candidatura.objects.bulk_create(candidaturas, ignore_conflicts=True, batch_size=LOTE)
        de_acto.objects.bulk_create(actos, ignore_conflicts=True, batch_size=LOTE)
