"""Where an institute sets its letterhead."""

from django.contrib import admin
from django.db import models

from compliance.admin import AdminAuditado
from compliance.forms.archivos import ArchivoField

from .models import Membrete


@admin.register(Membrete)
class MembreteAdmin(AdminAuditado):
    """The letterhead of each institute."""

    al_proceso = "instituto__procesos"
    fijos = ("instituto",)
    formfield_overrides = {models.FileField: {"form_class": ArchivoField}}
    list_display = ("instituto", "lema", "letra", "disposicion")
