"""Which static files a server publishes."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.staticfiles.finders import AppDirectoriesFinder

# Its own pages are not served here, and their style sheet names fonts that the package does not carry.
FUERA = ("viewflow",)


class Buscador(AppDirectoriesFinder):
    """The static files of every app but those of `FUERA`."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        """What `collectstatic` gathers."""
        yield from super().list([*(ignore_patterns or ()), *FUERA])
