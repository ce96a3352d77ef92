"""What whoever looks after the server learns of the long work: loaded with the app (see compliance.vigilancia)."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from compliance.vigilancia import Medida, mide

from .models import Importacion


@mide
def _importaciones(en: datetime) -> Iterator[Medida]:
    sin_terminar = Q(terminada_en=None) | Q(deshaciendo_desde__isnull=False, deshecha_en=None)
    cuantas = Importacion.objects.filter(sin_terminar).count()
    yield Medida("cauce_importaciones_en_curso", "Importaciones que se cargan o se deshacen.", cuantas)
