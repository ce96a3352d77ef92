"""manage.py demo: fills an empty installation with the demonstration. Running it again changes nothing."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from compliance.actos import escritura
from compliance.historia import guardar
from compliance.models import Proceso, Usuario
from compliance.plan.esquema import leer_plan, ruta_de_plan
from compliance.services.planes import cargar_plan
from flujos.demostracion.candidaturas import crear_candidaturas, nombrar_cuenta_de_candidatura
from flujos.demostracion.personas import CONTRASENA, crear_personas
from flujos.demostracion.repeticion import DIRECTORIO, Repeticion, leer_hechos
from flujos.entregables.oficios import guardar_en_catalogo
from flujos.models import SerieDeOficios

PLAN = "impepac-2023-2024"
ENTREGABLES_DESDE = date(2023, 9, 1)
PUBLICACION = date(2024, 4, 8)


class Command(BaseCommand):
    """Plan, accounts, the replay of what was done, and synthetic candidacies."""

    help = "Prepara la demostración: plan de Morelos 2023-2024, cuentas y candidaturas sintéticas."

    def handle(self, *args: Any, **options: Any) -> None:
        """Needs DEMO_FECHA, the day on which the demonstration lives. All of it is written, or none."""
        if settings.DEMO_FECHA is None:
            raise CommandError(
                "Falta DEMO_FECHA (por ejemplo DEMO_FECHA=2024-04-15), el día en que vive la demostración."
            )
        proceso = Proceso.objects.filter(clave=PLAN, es_demostracion=True).first()
        if proceso is None:
            if Proceso.objects.exists() or Usuario.objects.exists():
                raise CommandError(
                    "Esta base de datos ya tiene procesos o cuentas: la demostración solo llena una instalación vacía. "
                    "Indique otra carpeta con CAUCE_DATOS, u otra base con DATABASE_URL."
                )
            with escritura():
                proceso = self._llenar(settings.DEMO_FECHA)
        self._cuentas(proceso)

    def _llenar(self, hoy: date) -> Proceso:
        proceso = self._plan()
        en = datetime.combine(ENTREGABLES_DESDE, time(9), tzinfo=proceso.tz)
        personas = crear_personas(proceso, en)
        serie = SerieDeOficios(proceso=proceso, anio=hoy.year, formato="DEMO/SE/{numero}/{anio}", digitos=4)
        guardar_en_catalogo(serie, por=personas["secretaria_ejecutiva"], en=en)
        self._repetir(proceso, personas, hoy)
        hechas = crear_candidaturas(proceso, personas, en=en, hoy=hoy, avisar=self._avance)
        self.stdout.write(f"  {hechas} candidaturas sintéticas.")
        nombrar_cuenta_de_candidatura(proceso, en)
        return proceso

    def _plan(self) -> Proceso:
        plan, huella = leer_plan(ruta_de_plan(PLAN))
        en = datetime.combine(ENTREGABLES_DESDE, time(8), tzinfo=ZoneInfo(plan.instituto.zona_horaria))
        self.stdout.write("Cargando el plan de trabajo de Morelos 2023-2024…")
        cargar_plan(plan, huella, por=None, en=en)
        proceso = Proceso.objects.select_related("instituto").get(clave=PLAN)
        proceso.es_demostracion = True
        # Dates that the plan does not print, so that capture and publication are under way.
        proceso.campanas_inicio = date(2024, 4, 15)
        proceso.campanas_fin = date(2024, 5, 29)
        proceso.publicacion_inicio = PUBLICACION
        # By hand, so that there is something to publish.
        proceso.modo_publicacion = Proceso.ModoPublicacion.MANUAL
        guardar(proceso, por=None, en=en, motivo="Demostración: fechas sintéticas")
        return proceso

    def _repetir(self, proceso: Proceso, personas: dict[str, Usuario], hoy: date) -> None:
        hechos, suplencias = leer_hechos(DIRECTORIO / f"{PLAN}.toml")
        repeticion = Repeticion(proceso, personas)
        for suplencia in suplencias:
            if suplencia["desde"] <= hoy:
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
        todos = proceso.nombramientos.select_related("usuario", "rol").order_by("pk")
        # Of each role, the account that bears its name.
        for n in sorted(todos, key=lambda n: n.usuario.username != n.rol.name):
            if n.rol.name not in vistos:
                vistos.add(n.rol.name)
                self.stdout.write(f"  {n.rol.name:<22} {n.usuario.username}")
