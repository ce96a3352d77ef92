"""What is typed and not kept yet: a draft for each section, which becomes one act when its author leaves it.

Whoever types saves by themselves every few seconds; the history is of what people did, not of their pauses. So what is
typed waits in a `Borrador` and is kept (`asentar`) in the name of its author when they save or leave the section, when
somebody else writes in it, when everything is sent, or when nothing was typed for a while. Whoever reads a section
meanwhile reads the draft (`con_borradores`). See docs/decisiones/0040-captura-que-no-pierde.md.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from compliance.actos import escritura
from compliance.cuestionarios import NO_APLICA, PREGUNTAS, SI, depurar, se_pregunta
from compliance.models import Borrador, Candidatura

from ..acto import Acto, alcance
from ..guardas import BORRADOR, CasoDeCandidatura
from ..transiciones import bloquear
from ..verbos.candidaturas import DE_CANDIDATURA, EN_CAPTURA
from .acto import CANDIDATURA

# How long nobody types before what was typed is kept, if whoever typed it never said that they left.
QUIETO = timedelta(minutes=15)


def por_asentar(c: Candidatura) -> list[Borrador]:
    """The drafts of a candidacy that are not kept yet, by the moment of each."""
    return list(c.borradores.por_asentar().select_related("por").order_by("en", "pk"))


def con_borradores(c: Candidatura) -> Candidatura:
    """The same candidacy with its questionnaires as whoever captures sees them: what is typed is in its place.

    In memory: it is to be read, not saved.
    """
    for borrador in por_asentar(c):
        aplicar(borrador.valores, c)
    return c


def sin_orillas(valor: Any) -> Any:
    """A value as it is kept: while somebody types, white space at the end of a text may be the one before a word."""
    return valor.strip() if isinstance(valor, str) else valor


def aplicar(valores: Mapping[str, Any], c: Candidatura) -> list[Any]:
    """Put values in the questionnaires of `c`, in memory. Answers those questionnaires that changed."""
    cambiados: dict[int, Any] = {}
    dadas = {campo: valor for campo, valor in valores.items() if campo in PREGUNTAS}
    for campo, valor in valores.items():
        if campo not in dadas and getattr(c.curricular, campo) != valor:
            setattr(c.curricular, campo, valor)
            cambiados[1] = c.curricular
    if dadas and (respuestas := con_respuestas(c.identidad.respuestas, dadas)) != c.identidad.respuestas:
        c.identidad.respuestas = respuestas
        cambiados[2] = c.identidad
    return list(cambiados.values())


def por_guardar(borrador: Borrador) -> dict[str, Any]:
    """The values of a draft, as they are kept."""
    return {campo: sin_orillas(valor) for campo, valor in borrador.valores.items()}


def con_respuestas(antes: Mapping[str, str], dadas: Mapping[str, str]) -> dict[str, str]:
    """The answers that were given, with these in their place.

    Without the «No aplica» that other answers brought, which may change with them.
    """
    propias = {
        clave: valor
        for clave, valor in antes.items()
        if valor != NO_APLICA or (se_pregunta(PREGUNTAS[clave], antes) and antes.get(PREGUNTAS[clave].excluye) != SI)
    }
    return depurar({**propias, **dadas})


def asentar(borradores: Iterable[Borrador], c: Candidatura, en: datetime) -> None:
    """Keep drafts of `c`, locked, each as an act of its author, who could write it then. Needs an `escritura`."""
    verbo = DE_CANDIDATURA["guardar_borrador"]
    for borrador in borradores:
        caso = CasoDeCandidatura(
            c, en, alcance(borrador.por, c.proceso, borrador.en), borrador.en if borrador.en < en else None
        )
        acto = Acto(verbo, caso, borrador.por, suplencia=caso.suplencia(verbo))
        for cuestionario in aplicar(por_guardar(borrador), c):
            acto.escribir(cuestionario, BORRADOR)
        asentado(borrador)


def asentado(borrador: Borrador) -> None:
    """Note that a draft is in its questionnaire: its words are no longer needed."""
    borrador.contenido = {k: v for k, v in borrador.contenido.items() if k != "valores"}
    borrador.pendiente = False
    borrador.save(update_fields=["contenido", "pendiente"])


def asentar_quietos(al: datetime) -> int:
    """Keep every draft in which nobody has typed for a while at the moment `al`. Answers how many."""
    quietos = Borrador.objects.por_asentar().filter(en__lte=al - QUIETO, candidatura__estado__in=EN_CAPTURA)
    cuantos = 0
    for pk in sorted(set(quietos.values_list("candidatura_id", flat=True))):
        with escritura():
            c = bloquear(CANDIDATURA, pk)
            suyos = [b for b in por_asentar(c) if b.en <= al - QUIETO] if c.estado in EN_CAPTURA else []
            asentar(suyos, c, al)
            cuantos += len(suyos)
    return cuantos
