"""Where an institute writes its own reminders."""

from django.contrib import admin

from compliance.admin import DE_SUS_PROCESOS, AdminAuditado

from .models import Escalon


@admin.register(Escalon)
class EscalonAdmin(AdminAuditado):
    """The rungs of each process. One that is not wanted is switched off: notices point to it."""

    list_display = ("clave", "proceso", "objeto", "destinatario", "dias", "verbo", "activo")
    list_filter = (DE_SUS_PROCESOS, "objeto", "destinatario", "activo")
    search_fields = ("clave", "asunto", "texto")
