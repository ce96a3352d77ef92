"""From proposals to notices: addressed, written and kept, each exactly once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain, islice
from typing import TypeVar

from django.conf import settings
from django.db.models import Value

from calendario.fechas import dia_local, faltan, fecha_en_prosa, fecha_hora
from compliance.cara.navegacion import direccion
from compliance.models import Candidatura
from flujos.candidaturas.consentimientos import llave_de
from flujos.entregables.responsables import a_cargo
from flujos.historial.linea import nombre_de_verbo

from .destinatarios import Contacto, Directorio
from .escalera import marcadores, rellenar, una_linea
from .models import Aviso, Dicho, Escalon
from .propuestas import Propuesta
from .turnos import acomodar

LOTE = 500
# Whoever hears when somebody else already did: if nobody is appointed, there is nobody to miss.
DE_ESCALAR = frozenset({Escalon.Destinatario.TITULAR, Escalon.Destinatario.PRESIDENCIA})
# The clocks whose day each line of a list of candidacies says.
CON_LIMITE = frozenset({Escalon.Objeto.CAPTURA, Escalon.Objeto.OBSERVACION})

T = TypeVar("T")


@dataclass(frozen=True)
class Redactados:
    """How many notices were kept to be sent, and how many have nobody to be sent to."""

    creados: int
    omitidos: int

    def __add__(self, otros: "Redactados") -> "Redactados":
        """All of them."""
        return Redactados(self.creados + otros.creados, self.omitidos + otros.omitidos)


# Who hears first of what several rungs would tell one person: the nearer to what is to be done, the earlier.
_DE_CERCA = list(Escalon.Destinatario)


@dataclass
class _PorContar:
    """What one person is told: the proposal that is written, and what others would have told them of the same."""

    aviso: Aviso
    propuesta: Propuesta
    de_mas: list[Propuesta] = field(default_factory=list)


@dataclass(frozen=True)
class _Contado:
    """What was already told: the keys of the notices there are, and, of each group that was told, who is still to be
    mailed: the accounts that had no address for what is legal and were not told since, and the addresses that heard it.
    """

    llaves: set[str] = field(default_factory=set)
    grupos: set[str] = field(default_factory=set)
    esperan: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    oyeron: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def falta(self, grupo: str, contacto: Contacto) -> bool:
        """Whether this person is to be told: all of them, of what nobody was told yet."""
        if grupo not in self.grupos:
            return True
        es_de_quien_espera = bool(contacto.correo) and contacto.cuenta in self.esperan[grupo]
        return es_de_quien_espera and contacto.persona not in self.oyeron[grupo]


def redactar(propuestas: Iterable[Propuesta], al: datetime) -> Redactados:
    """Keep a notice for each person of each fact that they were not told yet.

    Runs inside the sweep's transaction. What several rungs would tell one person of the same fact is one notice: the
    news with its day rather than a reminder of that day, and whoever is nearer to what is to be done. A proposal that
    nobody can receive leaves one row saying so; a reminder is proposed again while its rung is current, since the
    address may be registered in between. So is what is legal, whoever else heard it, to an account that had none.
    """
    sin_contar, contado = _sin_contar(list(propuestas))
    nuevas = _reunidas(sin_contar, contado)
    if not nuevas:
        return Redactados(0, 0)
    candidaturas = _candidaturas(nuevas)
    directorio = Directorio({p.escalon.proceso_id: p.escalon.proceso for p in nuevas}.values(), al)
    por_contar: dict[str, _PorContar] = {}
    de_cada_quien: dict[tuple[int, str], list[_PorContar]] = defaultdict(list)
    for propuesta in sorted(nuevas, key=_peso):
        suyas = [candidaturas[pk] for pk in propuesta.candidaturas]
        for contacto, aviso in _avisos(propuesta, suyas, directorio, al):
            if aviso.llave in contado.llaves or not contado.falta(propuesta.grupo, contacto):
                continue
            suyos = de_cada_quien[propuesta.escalon.proceso_id, contacto.persona]
            ya = next((p for p in suyos if contacto.persona and _lo_dice(p.propuesta, propuesta)), None)
            if ya is not None:
                ya.de_mas.append(propuesta)
            else:
                por_contar[aviso.llave] = _PorContar(aviso, propuesta)
                suyos.append(por_contar[aviso.llave])
    avisos = [p.aviso for p in por_contar.values()]
    acomodar(avisos, al)
    Aviso.objects.bulk_create(avisos, ignore_conflicts=True, batch_size=LOTE)
    _relacionar(por_contar)
    quedan = Counter(a.estado for a in avisos)
    return Redactados(creados=quedan[Aviso.Estado.PENDIENTE], omitidos=quedan[Aviso.Estado.OMITIDO])


def _reunidas(propuestas: Iterable[Propuesta], contado: _Contado) -> list[Propuesta]:
    """What one rung says of candidacies whose days differ, to one party or office, as one: each line says its day.

    What some were told already goes apart from what is new to all.
    """
    juntas: dict[tuple[object, ...], list[Propuesta]] = defaultdict(list)
    for p in propuestas:
        de_candidata = p.escalon.destinatario == Escalon.Destinatario.CANDIDATURA
        suelta = p.actos or p.entregable is not None or de_candidata
        esperan = frozenset(contado.esperan[p.grupo]) if p.grupo in contado.grupos else None
        juntas[(p.grupo,) if suelta else (p.escalon.pk, p.actor, esperan)].append(p)
    return [_una_de(suyas) for suyas in juntas.values()]


def _una_de(propuestas: Sequence[Propuesta]) -> Propuesta:
    if len(propuestas) == 1:
        return propuestas[0]
    return replace(
        propuestas[0],
        vence=None,
        candidaturas=tuple(dict.fromkeys(c for p in propuestas for c in p.candidaturas)),
        reune=tuple(p.grupo for p in propuestas[1:]),
    )


def _peso(propuesta: Propuesta) -> tuple[bool, bool, int, int]:
    """What is written when others say the same: news, what is legal, whoever is nearer, what says more; in order."""
    escalon = propuesta.escalon
    cerca = _DE_CERCA.index(Escalon.Destinatario(escalon.destinatario))
    return not propuesta.actos, not escalon.legal, cerca, -len(propuesta.candidaturas)


def _lo_dice(dicha: Propuesta, otra: Propuesta) -> bool:
    """Whether who is told the first needs not be told the other: the same news, or the same day of the same thing.

    What is written to a candidate carries what is only theirs: it stands for nothing else, nor does anything for it.
    """
    de_candidata = Escalon.Destinatario.CANDIDATURA
    if (dicha.escalon.destinatario == de_candidata) != (otra.escalon.destinatario == de_candidata):
        return False
    if otra.actos:
        return dicha.escalon.verbo == otra.escalon.verbo and set(otra.actos) <= set(dicha.actos)
    if otra.entregable is not None:
        dice_el_dia = not dicha.actos or "vence" in marcadores(dicha.escalon.texto)
        return dicha.entregable == otra.entregable and dicha.vence == otra.vence and dice_el_dia
    if not set(otra.candidaturas) <= set(dicha.candidaturas):
        return False
    if dicha.actos:
        # Each line of the news says the limit of its candidacy.
        return otra.escalon.objeto in CON_LIMITE and "candidaturas" in marcadores(dicha.escalon.texto)
    return otra.escalon.objeto == dicha.escalon.objeto and dicha.vence == otra.vence


def _lotes(elementos: Iterable[T]) -> Iterator[list[T]]:
    """In slices that fit in one query."""
    restantes = iter(elementos)
    while lote := list(islice(restantes, LOTE)):
        yield lote


def _sin_contar(propuestas: list[Propuesta]) -> tuple[list[Propuesta], _Contado]:
    """The proposals that somebody is to be told, and what was told already."""
    contado = _Contado()
    enteradas: dict[str, set[int]] = defaultdict(set)
    for lote in _lotes({p.grupo for p in propuestas}):
        propios = Aviso.objects.filter(grupo__in=lote).values_list(
            "llave", "grupo", "estado", "cuenta", "escalon__legal", "destinatario_correo"
        )
        # What another notice told as well was told to whoever that one was for.
        de_mas = Dicho.objects.filter(grupo__in=lote).values_list(
            Value(""), "grupo", "aviso__estado", "aviso__cuenta", "escalon__legal", "aviso__destinatario_correo"
        )
        for llave, grupo, estado, cuenta, legal, correo in chain(propios, de_mas):
            contado.llaves.add(llave)
            if estado != Aviso.Estado.OMITIDO:
                contado.grupos.add(grupo)
                contado.oyeron[grupo].add(correo.lower())
                enteradas[grupo].update({cuenta} - {None})
            elif not llave or (cuenta is not None and not legal):
                # Who has no address but an account has it in its inbox, which is enough for what is not legal.
                contado.grupos.add(grupo)
            if estado == Aviso.Estado.OMITIDO and cuenta is not None and legal:
                contado.esperan[grupo].add(cuenta)
    for grupo, cuentas in enteradas.items():
        contado.esperan[grupo] -= cuentas
    return [p for p in propuestas if p.grupo not in contado.grupos or contado.esperan.get(p.grupo)], contado


def _candidaturas(propuestas: list[Propuesta]) -> dict[int, Candidatura]:
    pks = {pk for p in propuestas for pk in p.candidaturas}
    encontradas: dict[int, Candidatura] = {}
    for lote in _lotes(pks):
        encontradas.update(Candidatura.objects.select_related("persona", "actor", "cargo", "territorio").in_bulk(lote))
    return encontradas


def _avisos(
    propuesta: Propuesta, candidaturas: Sequence[Candidatura], directorio: Directorio, al: datetime
) -> Iterator[tuple[Contacto, Aviso]]:
    escalon = propuesta.escalon
    datos = datos_de(propuesta, candidaturas, al)
    contactos = directorio.contactos(
        escalon,
        entregable=propuesta.entregable,
        actor=propuesta.actor,
        candidatura=candidaturas[0] if candidaturas else None,
    )
    if not contactos and escalon.destinatario not in DE_ESCALAR:
        contactos = [Contacto(escalon.get_destinatario_display(), "", actor=propuesta.actor)]
    for contacto in contactos:
        yield (
            contacto,
            Aviso(
                proceso_id=escalon.proceso_id,
                escalon=escalon,
                grupo=propuesta.grupo,
                llave=f"{propuesta.grupo}|{contacto.persona}",
                entregable=propuesta.entregable,
                actor_id=contacto.actor,
                area_id=contacto.area,
                cuenta_id=contacto.cuenta,
                destinatario_nombre=contacto.nombre,
                destinatario_correo=contacto.correo,
                asunto=una_linea(rellenar(escalon.asunto, datos)),
                texto=rellenar(escalon.texto, datos),
                motivo=_motivo(propuesta, datos),
                creado_en=al,
                siguiente_en=al,
                estado=Aviso.Estado.PENDIENTE if contacto.correo else Aviso.Estado.OMITIDO,
                error="" if contacto.correo else "No hay correo registrado para este destinatario.",
            ),
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
    dias = propuesta.escalon.dias
    if dias is not None and propuesta.reune:
        datos |= {"vence": "la de cada una", "faltan": "ya venció" if dias < 0 else "vence en pocos días"}
    if propuesta.vence is not None:
        datos["vence"] = fecha_en_prosa(dia_local(propuesta.vence, proceso.tz))
        datos["faltan"] = faltan(propuesta.vence, al, proceso.tz)
    if propuesta.entregable is not None:
        e = propuesta.entregable
        return datos | {
            "clave": e.clave,
            # A plan may end it with a stop, and what is added goes after it: the sentence has its own.
            "nombre": e.titulo.rstrip(".").replace(".: ", ": "),
            "producto": e.producto,
            "area": a_cargo(e),
            "obligacion": e.pendiente(al),
            "motivo": propuesta.actos[0].motivo if propuesta.actos else "",
            "enlace": _enlace("entregable", proceso.clave, e.pk),
        }
    if propuesta.escalon.objeto == Escalon.Objeto.PLAN:
        return datos | {
            "motivo": propuesta.actos[0].motivo if propuesta.actos else "",
            "enlace": _enlace("plan_versiones", proceso.clave),
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
    return f"{nombre_de_verbo(t.verbo, propuesta.escalon.modelo)}: {cuando}"


def _enlace(nombre: str, *args: object) -> str:
    return settings.SITIO_URL + (direccion(nombre, *args) or "/")


def _relacionar(por_contar: Mapping[str, _PorContar]) -> None:
    """Tie each notice to the candidacies and acts it speaks of, and to what it tells besides: proof later, and never
    told again.
    """
    de_candidatura, de_acto = Aviso.candidaturas.through, Aviso.actos.through
    for lote in _lotes(por_contar):
        candidaturas, actos, dichos = [], [], []
        for pk, llave in Aviso.objects.filter(llave__in=lote).values_list("pk", "llave"):
            uno = por_contar[llave]
            candidaturas += [de_candidatura(aviso_id=pk, candidatura_id=c) for c in uno.propuesta.candidaturas]
            actos += [de_acto(aviso_id=pk, acto_id=t.pk) for t in uno.propuesta.actos]
            propios = uno.propuesta
            dichos += [Dicho(aviso_id=pk, escalon=propios.escalon, grupo=g) for g in propios.reune]
            dichos += [Dicho(aviso_id=pk, escalon=p.escalon, grupo=g) for p in uno.de_mas for g in (p.grupo, *p.reune)]
        de_candidatura.objects.bulk_create(candidaturas, ignore_conflicts=True, batch_size=LOTE)
        de_acto.objects.bulk_create(actos, ignore_conflicts=True, batch_size=LOTE)
        Dicho.objects.bulk_create(dichos, ignore_conflicts=True, batch_size=LOTE)
