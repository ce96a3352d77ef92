"""Remove the second factor of an account, where nobody else can: whoever works on the server answers for it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...models import Usuario
from ...reloj import ahora
from ...services.factores import quitar_en_el_servidor


class Command(BaseCommand):
    """Of who administers alone and lost everything. The owner hears of it."""

    help = "Quita el segundo factor y los códigos de recuperación de una cuenta. La persona recibe un aviso."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose, and why."""
        parser.add_argument("usuario", help="Nombre de usuario.")
        parser.add_argument("--motivo", required=True, help="Queda en el historial de la cuenta.")

    def handle(self, *args: Any, **opciones: Any) -> None:
        """Say what was done."""
        usuario = Usuario.objects.filter(username__iexact=opciones["usuario"]).first()
        if usuario is None:
            raise CommandError(f"No hay una cuenta con el nombre de usuario «{opciones['usuario']}».")
        if not quitar_en_el_servidor(usuario, motivo=opciones["motivo"], en=ahora()):
            raise CommandError(f"La cuenta {usuario.username} no tiene segundo factor.")
        self.stdout.write(f"La cuenta {usuario.username} quedó sin segundo factor. Se le envía un aviso.")
