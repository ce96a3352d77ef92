"""What search engines may read of the public site: its pages, and each candidacy that is published now."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from ..models import Candidatura, Proceso
from .navegacion import direccion
from .sitio import MENU, PIE


class MapaDePaginas(Sitemap[Any]):
    """The pages of a process that are there whatever is published."""

    # A file of the protocol holds 50,000; a smaller one is made sooner.
    limit = 2_000

    def __init__(self, proceso: Proceso) -> None:
        self.proceso = proceso
        # That of the site, whatever name it was visited by.
        self.protocol, _, self.servidor = settings.SITIO_URL.partition("://")

    def get_domain(self, site: Any = None) -> str:
        """With its port."""
        return self.servidor

    def items(self) -> "Sequence[Any] | QuerySet[Any, Any]":
        """Their addresses."""
        de_la_casa = (direccion(nombre, self.proceso.clave) for nombre, _ in (*MENU, *PIE))
        return [direccion("inicio"), *filter(None, de_la_casa)]

    def location(self, item: Any) -> str:
        """Each is its own."""
        return str(item)


class MapaDeCandidaturas(MapaDePaginas):
    """The page of each candidacy that is published, with when it was."""

    def items(self) -> "QuerySet[Any, Any]":
        """Key and moment."""
        publicas = Candidatura.objects.publicas().filter(proceso=self.proceso)
        return publicas.order_by("pk").values_list("pk", "publicada_en")

    def location(self, item: Any) -> str:
        """Its page."""
        return direccion("conoceles_candidatura", self.proceso.clave, item[0])

    def lastmod(self, item: Any) -> datetime | None:
        """When it was published."""
        momento: datetime | None = item[1]
        return momento


MAPAS: dict[str, type[MapaDePaginas]] = {
    "mapa_de_paginas": MapaDePaginas,
    "mapa_de_candidaturas": MapaDeCandidaturas,
}
