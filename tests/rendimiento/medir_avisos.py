"""What a sweep costs while many notices wait for another hour, and whether its memory grows with them.

Run by `make bench`. Baselines: the same mails with nothing else waiting, and two seconds of processor beside them; of
memory, the same with a tenth of the notices.
"""

from datetime import UTC

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from calendario.fechas import fecha_hora
from compliance.models import Proceso
from notificaciones.envio import enviar_pendientes
from notificaciones.models import Aviso
from notificaciones.services import barrer

from ..elenco import momento, montar
from .llenar import insertar
from .tabla import anotar, costo, desde_aqui, megas

POCOS, MUCHOS, UNO_DE, A_LA_VEZ = 10_000, 100_000, 100, 5_000
MS, CRECE = 2_000, 1.1
AL = momento("2024-03-29 09:00")
LUEGO = momento("2024-03-29 21:00")


@pytest.mark.django_db(transaction=True)
def test_barrido_con_muchos_pendientes(settings: Settings) -> None:
    """One in a hundred is due, each to an address of its own: what is not due costs nothing."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    proceso = montar().proceso
    # What the cast itself has to tell is told before.
    barrer(AL)
    toca = MUCHOS // UNO_DE
    medidas = {}
    for cuantos, por_salir in ((toca, toca), (POCOS, POCOS // UNO_DE), (MUCHOS, toca)):
        _llenar(proceso, cuantos, por_salir)
        inicio = desde_aqui()
        assert barrer(AL).enviados == por_salir
        medidas[cuantos] = (costo() - inicio) * 1000, megas()
    (solos, _), (_, mb_pocos), (entre_muchos, mb_muchos) = medidas.values()
    que = f"barrido, {MUCHOS:,} pendientes y {toca:,} por salir"
    anotar(f"{que}, cada correo / sin más pendientes", entre_muchos / toca, pareja=solos / toca)
    anotar(f"{que}, además de su entrega", entre_muchos - solos, limite=MS, meta=1)
    anotar(f"{que}, MB / con {POCOS:,}", mb_muchos, pareja=mb_pocos, meta=CRECE)


@pytest.mark.django_db(transaction=True)
def test_todo_toca(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worst of mornings: all that waited is due at once, and one mail carries nothing but its headers."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    monkeypatch.setattr("notificaciones.correo.render_to_string", lambda *_: "")
    proceso = montar().proceso
    barrer(AL)
    medidas = {}
    for cuantos in (A_LA_VEZ // 10, A_LA_VEZ):
        _llenar(proceso, cuantos, 0)
        inicio = desde_aqui()
        assert enviar_pendientes(LUEGO, lambda: LUEGO).enviados == cuantos
        medidas[cuantos] = (costo() - inicio) * 1000 / cuantos, megas()
    (pocos, mb_pocos), (muchos, mb_muchos) = medidas.values()
    anotar(f"enviar {A_LA_VEZ:,} a la vez, cada uno / con {A_LA_VEZ // 10:,}", muchos, pareja=pocos, meta=CRECE)
    anotar(f"enviar {A_LA_VEZ:,} a la vez, MB / con {A_LA_VEZ // 10:,}", mb_muchos, pareja=mb_pocos, meta=CRECE)


def _llenar(proceso: Proceso, cuantos: int, por_salir: int) -> None:
    """Notices until so many are pending, of the new ones so many due now; the others, tonight."""
    faltan = cuantos - Aviso.objects.filter(estado=Aviso.Estado.PENDIENTE).count()
    desde = Aviso.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    tipo = "TIMESTAMPTZ" if connection.vendor == "postgresql" else "TEXT"
    ahora, luego = (
        f"CAST('{en.astimezone(UTC):%Y-%m-%d %H:%M:%S}{'+00' if tipo != 'TEXT' else ''}' AS {tipo})"
        for en in (AL, LUEGO)
    )
    insertar(
        Aviso,
        f"WITH RECURSIVE n(i) AS (SELECT {desde + 1} UNION ALL SELECT i + 1 FROM n WHERE i < {desde + faltan})",
        "n",
        proceso_id=proceso.pk,
        grupo="'banco|' || i",
        llave="'banco|' || i || '|persona'",
        destinatario_nombre="'Persona ' || i",
        destinatario_correo="'persona' || i || '@example.com'",
        asunto="'Faltan 3 días para enviar sus cuestionarios'",
        texto=f"'{'Le faltan tres días para enviar sus cuestionarios. ' * 12}'",
        motivo=f"'Captura de cuestionarios: {fecha_hora(AL, proceso.tz)}'",
        creado_en=ahora,
        siguiente_en=f"CASE WHEN i <= {desde + por_salir} THEN {ahora} ELSE {luego} END",
        estado="'pendiente'",
        por_repartir="FALSE",
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE notificaciones_aviso")
