"""How much each person of verification has, and has done: what is given out is decided on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from calendario.fechas import dia_local, inicio_del_dia
from compliance.models import Acto, Proceso, RenglonDeLista, Revision, Usuario

from ..guardas import Estado
from .lectura import LEIDA_CON


@dataclass(frozen=True)
class Carga:
    """Of one person: how many they have, since when the oldest of those waits, and how many they finished.

    `espera`: how long what they read this week had waited, on average.
    """

    persona: Usuario
    tomadas: int = 0
    mas_antigua: datetime | None = None
    hoy: int = 0
    semana: int = 0
    espera: timedelta | None = None


def cargas_de(proceso: Proceso, personas: Iterable[Usuario], en: datetime) -> list[Carga]:
    """Of each of them at that moment. Today is the local day; the week, from its Monday."""
    dia = dia_local(en, proceso.tz)
    hoy = inicio_del_dia(dia, proceso.tz)
    lunes = inicio_del_dia(dia - timedelta(days=dia.weekday()), proceso.tz)
    tomadas = (
        Revision.objects.tomadas(en)
        .filter(candidatura__proceso=proceso, candidatura__estado=Estado.CAPTURADA)
        .order_by()
        .values("de")
        .annotate(cuantas=Count("pk"), mas_antigua=Min("candidatura__renglon__espera"))
    )
    tienen = {de: (cuantas, desde) for de, cuantas, desde in tomadas.values_list("de", "cuantas", "mas_antigua")}
    leidas = Acto.objects.filter(
        proceso=proceso, modelo="compliance.candidatura", verbo__in=LEIDA_CON, en__gte=lunes, en__lte=en
    )
    contadas = leidas.order_by().values("por").annotate(hoy=Count("pk", filter=Q(en__gte=hoy)), semana=Count("pk"))
    hechas = {por: (de_hoy, de_la_semana) for por, de_hoy, de_la_semana in contadas.values_list("por", "hoy", "semana")}
    esperas = _esperas(leidas.order_by("candidatura", "en").values_list("por", "candidatura", "en"))
    return [
        Carga(persona, *tienen.get(persona.pk, (0, None)), *hechas.get(persona.pk, (0, 0)), esperas.get(persona.pk))
        for persona in personas
    ]


def _esperas(leidas: Iterable[tuple[int | None, int | None, datetime]]) -> dict[int | None, timedelta]:
    """Between what was sent and its reading, by who read it, on average."""
    leidas = list(leidas)
    envios: dict[int | None, list[datetime]] = {}
    enviadas = Acto.objects.filter(candidatura__in={c for _, c, _ in leidas}, a=Estado.CAPTURADA).exclude(
        de=Estado.CAPTURADA
    )
    for candidatura, en in enviadas.order_by("en").values_list("candidatura", "en"):
        envios.setdefault(candidatura, []).append(en)
    sumas: dict[int | None, list[timedelta]] = {}
    for por, de, leida in leidas:
        anteriores = [e for e in envios.get(de, []) if e <= leida]
        if anteriores:
            sumas.setdefault(por, []).append(leida - anteriores[-1])
    return {por: sum(todas, timedelta()) / len(todas) for por, todas in sumas.items()}


def mas_antigua(proceso: Proceso) -> datetime | None:
    """Since when what has waited longest waits; None if nothing does."""
    cola = RenglonDeLista.objects.filter(proceso=proceso, estado=Estado.CAPTURADA)
    return cola.order_by("espera").values_list("espera", flat=True).first()


def libres(proceso: Proceso, por_leer: int, en: datetime) -> int:
    """How many of those that wait nobody has at that moment."""
    tomadas = Revision.objects.tomadas(en).filter(candidatura__proceso=proceso, candidatura__estado=Estado.CAPTURADA)
    return por_leer - tomadas.count()
