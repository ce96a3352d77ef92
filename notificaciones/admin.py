"""Where an institute writes its own reminders."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from compliance.historia import guardar

from .models import Escalon


@admin.register(Escalon)
class EscalonAdmin(SimpleHistoryAdmin):
    """The rungs of each process. One that is not wanted is switched off: notices point to it."""

    list_display = ("clave", "proceso", "objeto", "destinatario", "dias", "verbo", "activo")
    list_filter = ("proceso", "objeto", "destinatario", "activo")
    search_fields = ("clave", "asunto", "texto")

    def save_model(self, request: HttpRequest, obj: Escalon, form: Any, change: bool) -> None:
        """With its author and moment in the history."""
        guardar(obj, por=request.user, en=request.momento, motivo="Edición en administración")  # type: ignore[attr-defined]

    def has_delete_permission(self, request: HttpRequest, obj: Escalon | None = None) -> bool:
        """Never."""
        return False
