"""The inbox: each notice, for the accounts to which it was addressed, and what each has read of it."""

from collections import defaultdict
from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import Lower

from compliance.models import Usuario

from .ganchos import encolar
from .models import Aviso, Recibido

LOTE = 500


def repartir(en: datetime) -> None:
    """Put every notice that was not yet in the inbox of its account and of the open ones that have its address now, and
    what it tells in the queue of the systems that asked for it.

    Runs inside the sweep's transaction. An address that changes hands later takes nothing along: neither who leaves it
    loses what they were told, nor who gets it sees what others were. Four queries for each five hundred.
    """
    while lote := list(
        Aviso.objects.filter(por_repartir=True).order_by("pk").values_list("pk", "destinatario_correo", "cuenta")[:LOTE]
    ):
        correos = {correo.lower() for _, correo, _ in lote if correo}
        cuentas: dict[str, list[int]] = defaultdict(list)
        activas = Usuario.objects.filter(is_active=True).annotate(en_minusculas=Lower("email"))
        for pk, correo in activas.filter(en_minusculas__in=correos).values_list("pk", "en_minusculas"):
            cuentas[correo].append(pk)
        Recibido.objects.bulk_create(
            (
                Recibido(aviso_id=aviso, usuario_id=usuario)
                for aviso, correo, cuenta in lote
                for usuario in {*cuentas[correo.lower()], *([cuenta] if cuenta else [])}
            ),
            ignore_conflicts=True,
            batch_size=LOTE,
        )
        encolar([pk for pk, _, _ in lote], en)
        Aviso.objects.filter(pk__in=[pk for pk, _, _ in lote]).update(por_repartir=False)


def recibidos_de(usuario: Usuario) -> QuerySet[Recibido]:
    """What an account was told, whatever the process."""
    return Recibido.objects.filter(usuario=usuario)


def marcar_leidos(recibidos: QuerySet[Recibido], en: datetime) -> int:
    """Note that these were read at `en`; answers how many were not yet. Who reads it again changes nothing."""
    return Recibido.objects.filter(pk__in=recibidos.values("pk"), leido_en=None).update(leido_en=en)


def marcar_sin_leer(recibidos: QuerySet[Recibido]) -> int:
    """Leave these for later; answers how many."""
    return Recibido.objects.filter(pk__in=recibidos.values("pk"), leido_en__isnull=False).update(leido_en=None)
