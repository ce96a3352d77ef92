"""manage.py demo: fills an empty installation with the demonstration. Running it again changes nothing."""

from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from compliance.esquema_plan import leer_plan, ruta_de_plan
from compliance.historia import guardar
from compliance.models import Proceso, Usuario
from compliance.services.planes import cargar_plan
from flujos.demostracion.candidaturas import crear_candidaturas, crear_cuenta_de_candidatura
from flujos.demostracion.personas import CONTRASENA, crear_personas
from flujos.demostracion.repeticion import DIRECTORIO, Repeticion, leer_hechos
from flujos.models import Transicion

PLAN = "impepac-2023-2024"
ENTREGABLES_DESDE = date(2023, 9, 1)
PUBLICACION = date(2024, 4, 8)


class Command(BaseCommand):
    """Plan, accounts, the replay of what was done, and synthetic candidacies."""

    help = "Prepara la demostración: plan de Morelos 2023-2024, cuentas y candidaturas sintéticas."

    def handle(self, *args: Any, **options: Any) -> None:
        """Needs DEMO_FECHA, the day on which the demonstration lives."""
        if settings.DEMO_FECHA is None:
            raise CommandError(
                "Falta DEMO_FECHA (por ejemplo DEMO_FECHA=2024-04-15), el día en que vive la demostración."
            )
        hoy: date = settings.DEMO_FECHA
        proceso = self._plan(hoy)
        en = datetime.combine(ENTREGABLES_DESDE, time(9), tzinfo=proceso.tz)
        personas = crear_personas(proceso, en)
        self._repetir(proceso, personas, hoy)
        hechas = crear_candidaturas(proceso, personas, hoy=hoy, avisar=self._avance)
        if hechas:
            self.stdout.write(f"  {hechas} candidaturas sintéticas.")
        crear_cuenta_de_candidatura(proceso, en)
        self._cuentas(proceso)

    def _plan(self, hoy: date) -> Proceso:
        plan, huella = leer_plan(ruta_de_plan(PLAN))
        en = datetime.combine(ENTREGABLES_DESDE, time(8)).astimezone()
        if not Proceso.objects.filter(clave=PLAN).exists():
            self.stdout.write("Cargando el plan de trabajo de Morelos 2023-2024…")
            cargar_plan(plan, huella, por=None, en=en)
        proceso = Proceso.objects.select_related("instituto").get(clave=PLAN)
        if not proceso.es_demostracion:
            # Dates that the plan does not print, so that capture and publication are under way.
            proceso.es_demostracion = True
            proceso.campanas_inicio = proceso.campanas_inicio or date(2024, 4, 15)
            proceso.campanas_fin = proceso.campanas_fin or date(2024, 5, 29)
            proceso.publicacion_inicio = proceso.publicacion_inicio or PUBLICACION
            guardar(proceso, por=None, en=en, motivo="Demostración: fechas sintéticas")
        return proceso

    def _repetir(self, proceso: Proceso, personas: dict[str, Usuario], hoy: date) -> None:
        if Transicion.objects.filter(proceso=proceso, entregable__isnull=False).exists():
            return
        hechos, suplencias = leer_hechos(DIRECTORIO / f"{PLAN}.toml")
        repeticion = Repeticion(proceso, personas)
        for suplencia in suplencias:
            repeticion.suplir(suplencia, datetime.combine(suplencia["desde"], time(9), tzinfo=proceso.tz))
        vividos = [h for h in hechos if h.en.date() <= hoy]
        self.stdout.write(f"Repitiendo {len(vividos)} hechos, del 2 de septiembre de 2023 en adelante…")
        for hecho in vividos:
            repeticion.hacer(hecho)

    def _avance(self, hechas: int, total: int) -> None:
        self.stdout.write(f"  Candidaturas: {hechas} de {total}", ending="\r" if hechas < total else "\n")
        self.stdout.flush()

    def _cuentas(self, proceso: Proceso) -> None:
        """One account per role."""
        self.stdout.write(f"\n{proceso}. Cuentas de la demostración (contraseña de todas: {CONTRASENA}):")
        vistos: set[str] = set()
        for n in proceso.nombramientos.select_related("usuario", "rol").order_by("pk"):
            if n.rol.name not in vistos:
                vistos.add(n.rol.name)
                self.stdout.write(f"  {n.rol.name:<22} {n.usuario.username}")
