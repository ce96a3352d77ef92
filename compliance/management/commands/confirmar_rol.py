"""Confirm, from the server, a role that takes two people: for whoever installs, or when nobody else is left."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from calendario.fechas import dia_local

from ...models import Proceso, Suplencia
from ...reloj import ahora
from ...services.cuentas import confirmar, por_confirmar


class Command(BaseCommand):
    """`manage.py confirmar_rol PROCESO USUARIO --motivo …`: all that waits for this account in the process."""

    help = (
        "Confirma los roles y suplencias de una cuenta que esperan a una segunda persona. Quien opera el servidor es "
        "la segunda: queda en el historial con su motivo, y se avisa a quienes corresponde."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which account, where and why."""
        parser.add_argument("proceso", help="clave del proceso")
        parser.add_argument("usuario", help="nombre de usuario de la cuenta")
        parser.add_argument("--motivo", required=True, help="quién lo pidió y con qué documento")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was confirmed."""
        proceso = Proceso.objects.select_related("instituto").filter(clave=options["proceso"]).first()
        if proceso is None:
            raise CommandError(f"No hay un proceso con la clave «{options['proceso']}».")
        en = ahora()
        papeles = [
            p for p in por_confirmar(proceso, dia_local(en, proceso.tz)) if p.recibe.username == options["usuario"]
        ]
        if not papeles:
            raise CommandError(f"«{options['usuario']}» no tiene nada por confirmar en {proceso}.")
        for papel in papeles:
            try:
                confirmar(papel, motivo=f"desde el servidor, {options['motivo']}", por=None, en=en)
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
            que = f"suplencia de {papel.titular}" if isinstance(papel, Suplencia) else papel.rol.name
            self.stdout.write(f"Confirmado: {papel.recibe}, {que}.")
