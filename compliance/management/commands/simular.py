"""`manage.py simular CLAVE|ARCHIVO [--jornada F] [--mover CLAVE=FECHA] [--cancelar-sesion FECHA] [--json]`."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from calendario.fechas import fecha_larga
from calendario.inhabiles import CalendarioHabil
from compliance.models import Proceso
from compliance.plan.defectos import PlanInvalido
from compliance.plan.esquema import PlanDatos, leer_plan, ruta_de_plan
from compliance.plan.plazos import DEL_PROCESO, NOMBRES, defectos_de_reglas
from compliance.plan.simulacion import (
    Comparada,
    LoOcurrido,
    SesionSimulada,
    Simulacion,
    SupuestoInvalidoError,
    leer_cambios,
    simular,
)
from compliance.services.simulacion import instantanea


class Command(BaseCommand):
    help = "Recorre todo el proceso con lo que se suponga y dice qué se atrasa y qué holgura queda. No escribe nada."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which process or plan, what is supposed, and whether a machine reads the answer."""
        parser.add_argument(
            "plan",
            metavar="CLAVE|ARCHIVO",
            help="Clave de un proceso cargado o de un plan incluido en Cauce, o ruta de un archivo TOML.",
        )
        parser.add_argument("--jornada", default="", help="Otro día de la jornada electoral, AAAA-MM-DD.")
        parser.add_argument(
            "--mover",
            action="append",
            default=[],
            metavar="CLAVE=FECHA",
            help="Mueve un entregable («plan-de-trabajo=2023-11-06») o las sesiones de un órgano en un día "
            "(«comision@2023-11-01=2023-10-30»). Puede repetirse.",
        )
        parser.add_argument(
            "--cancelar-sesion",
            action="append",
            default=[],
            metavar="[ÓRGANO@]FECHA",
            help="Las sesiones de ese día no se celebran. Puede repetirse.",
        )
        parser.add_argument("--json", action="store_true", help="Responde en JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, play and tell."""
        plan, hechos, calendario = self._plan(options["plan"])
        try:
            cambios = leer_cambios(
                plan, hechos, jornada=options["jornada"], mover=options["mover"], cancelar=options["cancelar_sesion"]
            )
        except SupuestoInvalidoError as error:
            razones = "\n".join(f"  {r}" for r in error.razones)
            raise CommandError(f"No se simuló: lo que se supone no es posible.\n{razones}") from error
        simulacion = simular(plan, cambios, hechos, calendario)
        if options["json"]:
            self.stdout.write(json.dumps(simulacion.como_dict(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(renglones(simulacion)))

    def _plan(self, clave: str) -> tuple[PlanDatos, Mapping[str, LoOcurrido], CalendarioHabil | None]:
        """A file as such; a key, of a loaded process or else of a plan that comes with Cauce."""
        archivo = ruta_de_plan(clave)
        if not archivo.is_file() or archivo.stem == clave:
            try:
                proceso = Proceso.objects.filter(clave=clave).select_related("instituto").first()
            except DatabaseError:
                # No database yet: the plans that come with Cauce can be played all the same.
                proceso = None
            if proceso is not None:
                return instantanea(proceso)
        try:
            plan, _ = leer_plan(archivo)
            if defectos := defectos_de_reglas(plan):
                raise PlanInvalido(defectos)
            return plan, {}, None
        except PlanInvalido as error:
            razones = "\n".join(f"  {d}" for d in error.defectos)
            raise CommandError(f"No hay un proceso cargado ni un plan que pueda simularse.\n{razones}") from error


def renglones(simulacion: Simulacion) -> list[str]:
    """The result for a person, in lines."""
    plan = simulacion.plan
    lineas = [
        f"Simulación de {plan.clave}, jornada del {fecha_larga(simulacion.jornada)}: {len(simulacion.filas)} "
        f"entregables, {len(simulacion.sesiones)} sesiones. No se escribió nada."
    ]
    lineas += _lista("Se atrasan:", (_atraso(f) for f in simulacion.se_atrasan))
    if simulacion.cambios and not simulacion.se_atrasan:
        lineas += ["", "Nada más se atrasa."]
    lineas += _lista("Ya estaban tarde según sus propias fechas:", (_atraso(f) for f in simulacion.ya_tarde))
    lineas += _lista("Holgura (días entre lo previsto y su límite):", (_holgura(f) for f in simulacion.filas))
    lineas += _lista("Sin fecha todavía, así que no se juegan:", _sin_fecha(simulacion))
    return lineas + _lista("Sesiones:", (_sesion(s) for s in simulacion.sesiones))


def _lista(titulo: str, filas: Iterator[str]) -> list[str]:
    textos = [f"  {fila}" for fila in filas]
    return ["", titulo, *textos] if textos else []


def _atraso(fila: Comparada) -> str:
    return f"{fila.antes.llave}: {'; '.join(fila.despues.razones)}"


def _holgura(fila: Comparada) -> str:
    def dicha(holgura: int | None) -> str:
        return "—" if holgura is None else str(holgura)

    antes, despues = dicha(fila.antes.holgura), dicha(fila.despues.holgura)
    return f"{fila.antes.llave}: {antes if antes == despues else f'{antes} → {despues}'}"


def _sin_fecha(simulacion: Simulacion) -> Iterator[str]:
    """What has no day and what it waits for."""
    eventos = {e.llave: e.regla_evento for e in simulacion.plan.entregables}
    for jugada in (f.despues for f in simulacion.filas):
        if not (jugada.aprobacion or jugada.limite_aprobacion or jugada.remision or jugada.limite_remision):
            evento = eventos[jugada.llave]
            espera = f"espera {NOMBRES[evento]}" if evento in DEL_PROCESO else "el plan no le da día"
            yield f"{jugada.llave}: {espera}"


def _sesion(s: SesionSimulada) -> str:
    que = "reunión de trabajo" if s.tipo == "reunion" else "sesión"
    segura = f"; última fecha segura {fecha_larga(s.ultimo_dia)}" if s.ultimo_dia else ""
    return (
        f"{fecha_larga(s.dia)} · {s.organo}, {que}: {', '.join(s.decide)}{segura}; convocar a más tardar el "
        f"{fecha_larga(s.convocar)} ({s.horas} h)"
    )
