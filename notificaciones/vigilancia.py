"""What whoever looks after the server learns of the notices: loaded with the app (see compliance.vigilancia)."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count

from compliance.vigilancia import Medida, mide, revisa

from .models import Aviso, Latido


@revisa("barrido", con_base=True)
def _barrido(en: datetime) -> str:
    """Whether the sweep goes on. An installation that was just prepared has had none yet, and is told so."""
    latido = Latido.objects.filter(pk=Latido.UNICO).first()
    if latido is None:
        return "nunca ha corrido: deje corriendo Celery, o manage.py barrer --continuo"
    return f"corrió por última vez el {latido.en:%Y-%m-%d %H:%M:%S} UTC" if latido.atrasado(en) else ""


@mide
def _avisos(en: datetime) -> Iterator[Medida]:
    latido = Latido.objects.filter(pk=Latido.UNICO).first()
    if latido is not None:
        yield Medida("cauce_barrido_edad_segundos", "Desde el último barrido.", (en - latido.en).total_seconds())
        yield Medida("cauce_correo_responde", "Si el último barrido alcanzó el servidor de correo.", not latido.error)
    hay = dict(Aviso.objects.order_by().values_list("estado").annotate(Count("pk")))
    for estado in Aviso.Estado.values:
        yield Medida("cauce_avisos", "Avisos, por estado.", hay.get(estado, 0), "estado", estado)
