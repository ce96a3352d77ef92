"""Where an institute sets its letterhead."""

from django.contrib import admin

from compliance.admin import AdminAuditado

from .models import Membrete


@admin.register(Membrete)
class MembreteAdmin(AdminAuditado):
    """The letterhead of each institute."""

    al_proceso = "instituto__procesos"
    fijos = ("instituto",)
    list_display = ("instituto", "lema", "letra", "disposicion")
