"""Load candidacies from INE's public data base, or from any table that a profile maps."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from compliance.importacion import ExportInvalido, Nota
from compliance.importacion.lectura import Libro, SinPerfil, abrir, aplicar
from compliance.importacion.perfil import Perfil, PerfilInvalido, conjeturar, incluidos, leer_perfil
from compliance.models import Proceso
from compliance.reloj import ahora

from ...importacion.escritura import FALTA_EL_LIBRO, NUEVOS, Reporte, importar, tipo_en_palabras
from ...importacion.perfiles import perfiles_de


class Command(BaseCommand):
    """`importar_candidaturas ARCHIVO --proceso CLAVE [--perfil PERFIL] [--simular] [--json]`."""

    help = "Importa candidaturas de la base de datos del INE o de cualquier tabla que un perfil conozca."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, the process and, of a table that no profile knows by its header, which profile."""
        parser.add_argument("archivo", type=Path, help="libro .xls o .xlsx, o un CSV")
        parser.add_argument("--proceso", required=True, metavar="CLAVE", help="clave del proceso electoral")
        parser.add_argument(
            "--perfil",
            metavar="PERFIL",
            help="clave de un perfil incluido, nombre de uno guardado en el proceso, archivo .toml, o «conjetura»: qué "
            "columna es cuál por sus nombres. Sin él, el perfil que conozca el encabezado.",
        )
        parser.add_argument("--simular", action="store_true", help="informa lo que haría, sin escribir nada")
        parser.add_argument("--json", action="store_true", help="informa en JSON")

    def handle(self, *args: Any, **opciones: Any) -> None:
        """Read, load and report. Fails with nothing written if the file is not what it must be."""
        try:
            proceso = Proceso.objects.get(clave=opciones["proceso"])
        except Proceso.DoesNotExist:
            claves = ", ".join(Proceso.objects.values_list("clave", flat=True)) or "ninguno"
            raise CommandError(
                f"--proceso: no existe «{opciones['proceso']}». Los que hay: {claves}. Cargue su plan con cargar_plan."
            ) from None
        archivo: Path = opciones["archivo"]
        try:
            libro = abrir(archivo.read_bytes(), archivo.name)
            perfil = self._perfil(opciones["perfil"], libro, proceso)
            export = aplicar(libro, perfiles=perfiles_de(proceso), perfil=perfil)
        except OSError as error:
            raise CommandError(f"No se importó nada.\n{archivo}: no se puede leer ({error.strerror}).") from error
        except SinPerfil as error:
            raise CommandError(f"No se importó nada.\n{error}\n{_como_seguir(libro, proceso)}") from error
        except ExportInvalido as error:
            raise CommandError(f"No se importó nada.\n{error}") from error
        del libro
        reporte = importar(export, proceso, por=None, en=ahora(), simular=opciones["simular"])
        if opciones["json"]:
            # The agreed keys; the rest is for people.
            datos = {c: v for c, v in reporte.como_datos().items() if c not in ("hojas", "sin_calidad", "emes")}
            self.stdout.write(json.dumps(datos, ensure_ascii=False, indent=2))
        else:
            self._contar(reporte, export.perfil.nombre, simulado=opciones["simular"])

    def _perfil(self, pedido: str | None, libro: Libro, proceso: Proceso) -> Perfil | None:
        if pedido is None:
            return None
        if pedido == "conjetura":
            tabla = max(libro.tablas(), key=lambda t: len(conjeturar(t.titulos).encabezados), default=None)
            return conjeturar([t for t in tabla.titulos if t]) if tabla else None
        conocidos = {p.nombre: p for p in perfiles_de(proceso)} | {p.clave: p for p in incluidos()}
        if pedido in conocidos:
            return conocidos[pedido]
        try:
            return leer_perfil(Path(pedido).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            raise CommandError(f"--perfil: no existe «{pedido}». Los que hay: {', '.join(conocidos)}.") from None
        except PerfilInvalido as error:
            raise CommandError(f"--perfil {pedido}: {error}") from error

    def _contar(self, reporte: Reporte, perfil: str, *, simulado: bool) -> None:
        hojas = "; ".join(f"«{hoja}»: {filas} filas" for hoja, filas in reporte.hojas.items())
        self.stdout.write(f"Leídas: {reporte.leidas} ({hojas}), por «{perfil or 'los nombres de sus columnas'}»")
        if reporte.sin_calidad:
            self.stdout.write(self.style.WARNING(FALTA_EL_LIBRO.format(reporte.sin_calidad)))
        for titulo, cuantas in (
            ("Creadas", reporte.creadas),
            ("Actualizadas", reporte.actualizadas),
            ("Sin cambio", reporte.sin_cambio),
        ):
            self.stdout.write(f"{titulo}: {cuantas}")
        for titulo, nuevos in NUEVOS.items():
            if reporte.nuevos.get(titulo):
                dichos = "; ".join(f"{n['nombre']}{tipo_en_palabras(n)} ({n['filas']})" for n in reporte.nuevos[titulo])
                self.stdout.write(f"{nuevos}: {dichos}")
        for titulo, notas in (
            ("Rechazadas", reporte.rechazadas),
            ("Posibles duplicadas", reporte.duplicadas),
            ("Advertencias", reporte.advertencias),
        ):
            self.stdout.write(f"{titulo}: {len(notas)}")
            for motivo, filas in _por_motivo(notas).items():
                rotulo = "fila" if len(filas) == 1 else "filas"
                self.stdout.write(f"  {rotulo} {', '.join(map(str, filas))}: {motivo}")
        if simulado:
            self.stdout.write(self.style.WARNING("Simulación: no se escribió nada."))


def _como_seguir(libro: Libro, proceso: Proceso) -> str:
    """What to do with a table that no profile knows."""
    conocidos = ", ".join([*(p.clave for p in incluidos()), *(p.nombre for p in perfiles_de(proceso))])
    dicho = f"Indique un perfil con --perfil ({conocidos}), un archivo .toml, o súbala en la página para decirlo ahí."
    tabla = max(libro.tablas(), key=lambda t: len(conjeturar(t.titulos).encabezados), default=None)
    conjetura = conjeturar([t for t in tabla.titulos if t]) if tabla else None
    if conjetura is None or not conjetura.encabezados:
        return dicho
    return f"{dicho} Por los nombres de sus columnas podría ser este (--perfil conjetura):\n\n{conjetura.como_toml()}"


def _por_motivo(notas: list[Nota]) -> dict[str, list[int]]:
    motivos: dict[str, list[int]] = defaultdict(list)
    for nota in notas:
        motivos[nota.motivo].append(nota.fila)
    return motivos
