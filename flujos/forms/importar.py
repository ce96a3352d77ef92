"""The file of an import, and which of its columns is which."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField

from compliance.forms.archivos import ArchivoField
from compliance.importacion.catalogos import TIPOS, cargo_entre, forma_de_cargo
from compliance.importacion.lector import llave
from compliance.importacion.lectura import Tabla
from compliance.importacion.perfil import (
    DESTINOS,
    RESERVADOS,
    Perfil,
    PerfilInvalido,
    PersonaDelRenglon,
    es_reservada,
    leer_perfil,
)
from compliance.importacion.valores import calidad_de, emes_de, plano, velado
from compliance.models import Proceso
from compliance.plan.norma import entidades
from compliance.textos import normalizar

CALIDADES = {"propietaria": "Propietaria", "suplente": "Suplente"}
# Different values of a column that somebody may be asked about, one by one.
VALORES_MAXIMOS = 40
PERFIL_MAXIMO_KB = 200


class ImportarForm(forms.Form):
    """The table of candidacies."""

    archivo = ArchivoField(
        label="Archivo de candidaturas",
        widget=forms.FileInput(attrs={"accept": ".xls,.xlsx,.csv,.txt"}),
        help_text="La base de datos del INE (.xls, .xlsx o .csv), una lista como la del SNR, o cualquier tabla con una "
        "candidatura o una fórmula por renglón: si no se conocen sus columnas, se pregunta cuál es cuál.",
    )

    def clean_archivo(self) -> "UploadedFile[Any]":
        """Not too big. What it grows to when it is opened is measured by whoever opens it."""
        archivo: UploadedFile[Any] = self.cleaned_data["archivo"]
        maximo = settings.ARCHIVO_MAXIMO_MB * 1024 * 1024
        if (archivo.size or 0) > maximo:
            raise forms.ValidationError(
                f"El archivo pesa {(archivo.size or 0) / 1024 / 1024:.1f} MB y el máximo son "
                f"{settings.ARCHIVO_MAXIMO_MB} MB. Divídalo en varios: cada candidatura se reconoce por su lugar, así "
                "que pueden subirse uno tras otro."
            )
        if PurePath(archivo.name or "").suffix.lower() not in (".xls", ".xlsx", ".csv", ".txt"):
            raise forms.ValidationError("Se admite .xls, .xlsx o .csv: guarde la base en uno de esos formatos.")
        return archivo


class PerfilForm(forms.Form):
    """A profile as a file."""

    perfil = ArchivoField(
        label="Perfil en un archivo",
        widget=forms.FileInput(attrs={"accept": ".toml"}),
        help_text="Un archivo .toml descargado de aquí o de otra instalación de Cauce.",
    )

    def clean_perfil(self) -> Perfil:
        """As it is read."""
        archivo: UploadedFile[Any] = self.cleaned_data["perfil"]
        if (archivo.size or 0) > PERFIL_MAXIMO_KB * 1024:
            raise forms.ValidationError(f"El archivo pesa más de {PERFIL_MAXIMO_KB} KB: no es un perfil.")
        try:
            perfil = leer_perfil(archivo.read().decode())
        except UnicodeDecodeError:
            raise forms.ValidationError("No es un archivo de texto en UTF-8.") from None
        except PerfilInvalido as error:
            raise forms.ValidationError(list(error.defectos)) from error
        if len(perfil.nombre) > NOMBRE_MAXIMO:
            raise forms.ValidationError(f"El nombre del perfil tiene más de {NOMBRE_MAXIMO} caracteres.")
        return perfil


NOMBRE_MAXIMO = 120


class TiposForm(forms.Form):
    """The figure of each actor that an import would create, to be corrected before it does."""

    def __init__(self, nuevos: Sequence[dict[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nuevos = nuevos
        for n, nuevo in enumerate(nuevos):
            self.fields[f"tipo_{n}"] = forms.ChoiceField(
                label=f"Figura de {nuevo['nombre']}", choices=list(TIPOS.items()), initial=nuevo["tipo"]
            )

    @property
    def renglones(self) -> Iterator[tuple[dict[str, Any], BoundField]]:
        """Each actor with its field."""
        return ((nuevo, self[f"tipo_{n}"]) for n, nuevo in enumerate(self.nuevos))

    def corregidos(self) -> dict[str, str]:
        """The figure of those that somebody changed, by each way in which the file writes them."""
        return {
            escrito: self.cleaned_data[f"tipo_{n}"]
            for n, nuevo in enumerate(self.nuevos)
            if self.cleaned_data[f"tipo_{n}"] != nuevo["tipo"]
            for escrito in nuevo["escritos"]
        }


_DE_QUIEN = [("", "Todos"), *CALIDADES.items()]
_ENTIDADES = [(e.nombre, e.nombre) for e in entidades()]


class ColumnasForm(forms.Form):
    """Which column of a table is what. Of each: its datum and of which of the persons of the row it is.

    What follows from that is asked the second time: what each office, each calidad and each «M» means.
    """

    nombre = forms.CharField(
        label="Guardarlo como perfil con el nombre",
        required=False,
        max_length=NOMBRE_MAXIMO,
        help_text="Con él, la próxima tabla con este encabezado se lee sin preguntar.",
    )
    apellidos_primero = forms.BooleanField(label="El nombre completo comienza por los apellidos", required=False)

    def __init__(
        self, tabla: Tabla, tablas: Sequence[Tabla], perfil: Perfil, proceso: Proceso, *args: Any, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.tabla, self.perfil, self.proceso = tabla, perfil, proceso
        self.columnas = [i for i, titulo in enumerate(tabla.titulos) if titulo]
        self.cargos = list(proceso.cargos.all())
        destinos = [("", "No se lee"), *((clave, d.etiqueta) for clave, d in DESTINOS.items())]
        for i in self.columnas:
            destino, calidad = self._sugerido(tabla.titulos[i])
            titulo = tabla.titulos[i]
            self.fields[f"dato_{i}"] = forms.ChoiceField(
                label=f"Qué es la columna «{titulo}»", choices=destinos, required=False, initial=destino
            )
            self.fields[f"quien_{i}"] = forms.ChoiceField(
                label=f"De quién es la columna «{titulo}»", choices=_DE_QUIEN, required=False, initial=calidad
            )
        iguales = [t.hoja for t in tablas if list(map(llave, t.titulos)) == list(map(llave, tabla.titulos))]
        self.hojas = iguales if len(tablas) > 1 else []
        if self.hojas:
            self.fields["hojas"] = forms.MultipleChoiceField(
                label="Hojas que se leen",
                choices=[(h, h) for h in iguales],
                widget=forms.CheckboxSelectMultiple,
                initial=[h for h in iguales if llave(h) in map(llave, perfil.hojas)] or iguales,
                help_text="Las que tienen estas mismas columnas. Deje fuera las de otra elección.",
            )
        constantes = perfil.constantes
        self.fields["constante_cargo"] = forms.ChoiceField(
            label="Cargo de toda la tabla",
            required=False,
            choices=[("", "Lo dice su columna"), *((c.clave, str(c)) for c in self.cargos)],
            initial=self._cargo_de(constantes.get("cargo", "")),
        )
        self.fields["constante_entidad"] = forms.ChoiceField(
            label="Entidad de toda la tabla",
            required=False,
            choices=[("", "La dice su columna, o es la del instituto"), *_ENTIDADES],
            initial=constantes.get("entidad", ""),
        )
        self.fields["constante_actor"] = forms.CharField(
            label="Quien postula en toda la tabla",
            required=False,
            max_length=200,
            initial=constantes.get("actor", ""),
            help_text="Solo si la tabla es de un solo partido y ninguna columna lo dice.",
        )
        self.fields["constante_calidad"] = forms.ChoiceField(
            label="Calidad de toda la tabla",
            required=False,
            choices=[("", "La dice su columna"), *CALIDADES.items()],
            initial=constantes.get("calidad", ""),
        )
        self.preguntas: list[tuple[str, str, str]] = []
        if self.is_bound:
            self._preguntar()

    def _sugerido(self, titulo: str) -> tuple[str, str]:
        """What the profile says of a column."""
        for calidad, columnas in [("", self.perfil.columnas), *((p.calidad, p.columnas) for p in self.perfil.personas)]:
            for destino, titulos in columnas.items():
                if llave(titulo) in map(llave, titulos):
                    return destino, calidad
        return "", ""

    def _cargo_de(self, dicho: str) -> str:
        hallado = cargo_entre(dicho, [(c, c.nombre) for c in self.cargos]) if dicho else None
        return hallado.clave if hallado else dicho

    # -- What has to be asked -----------------------------------------------------------------------------

    def _dichas(self, destino: str) -> list[int]:
        return [i for i in self.columnas if self.data.get(self.add_prefix(f"dato_{i}")) == destino]

    def _valores(self, destino: str) -> list[str]:
        """The different values of the columns that somebody said are that datum."""
        vistos: dict[str, str] = {}
        for i in self._dichas(destino):
            for valor in self.tabla.distintos(i, 500):
                vistos.setdefault(plano(valor) or valor, valor)
        return list(vistos.values())

    def _preguntar(self) -> None:
        """Add a field for each value that nobody can know the meaning of."""
        con_principio = bool(self._dichas("principio"))
        por_cargo = [
            v
            for v in self._valores("cargo")
            if not con_principio
            and forma_de_cargo(v) is None
            and cargo_entre(v, [(c, c.nombre) for c in self.cargos]) is None
            and normalizar(v) not in {c.clave for c in self.cargos}
            and not (self._dichas("distrito") and forma_de_cargo(f"{v} MR"))
        ]
        cargos = [("", "No importar esas filas"), *((c.clave, str(c)) for c in self.cargos)]
        for v in por_cargo[:VALORES_MAXIMOS]:
            self._pregunta("cargo", v, f"Qué cargo es «{velado(v)}»", cargos)
        calidades = [("", "No importar esas filas"), *CALIDADES.items()]
        for v in [v for v in self._valores("calidad") if not calidad_de(v)][:VALORES_MAXIMOS]:
            self._pregunta("calidad", v, f"Qué calidad es «{velado(v)}»", calidades)
        sexos = [v for i in self._dichas("sexo") for v in self.tabla.distintos(i, 500)]
        if any(plano(v) == "m" for v in sexos) and not emes_de(sexos):
            opciones = [("", "No se sabe: dejar sin dato"), ("mujer", "Mujer"), ("hombre", "Hombre (masculino)")]
            self._pregunta("sexo", "M", "Qué quiere decir «M» en la columna de sexo", opciones)

    def _pregunta(self, destino: str, valor: str, etiqueta: str, opciones: list[tuple[str, str]]) -> None:
        nombre = f"valor_{destino}_{len(self.preguntas)}"
        inicial = {plano(k): v for k, v in self.perfil.valores.get(destino, {}).items()}.get(plano(valor), "")
        self.fields[nombre] = forms.ChoiceField(label=etiqueta, choices=opciones, required=False, initial=inicial)
        self.preguntas.append((nombre, destino, valor))

    @property
    def falta_contestar(self) -> bool:
        """Whether some value is asked about that was not on the page that was sent."""
        return any(self.add_prefix(nombre) not in self.data for nombre, *_ in self.preguntas)

    # -- For the page ---------------------------------------------------------------------------------------

    @property
    def renglones(self) -> Iterator[tuple[str, list[str], BoundField, BoundField]]:
        """Each column: its title, its first values, what it is and of whom. What identifies somebody is not whole."""
        for i in self.columnas:
            titulo, dato = self.tabla.titulos[i], self[f"dato_{i}"]
            reservada = dato.value() in RESERVADOS or es_reservada(titulo)
            muestra = [velado(valor, entero=reservada) for valor in self.tabla.muestra(i)]
            yield titulo, muestra, dato, self[f"quien_{i}"]

    @property
    def campos_de_valores(self) -> list[BoundField]:
        """The questions."""
        return [self[nombre] for nombre, *_ in self.preguntas]

    @property
    def campos_de_toda_la_tabla(self) -> list[BoundField]:
        """What is the same in every row."""
        return [self[f"constante_{c}"] for c in ("cargo", "entidad", "actor", "calidad")]

    def clean(self) -> dict[str, Any]:
        """Enough to read a row."""
        datos: dict[str, Any] = super().clean() or {}
        dichos = {datos.get(f"dato_{i}") for i in self.columnas} - {"", None}
        if not dichos & {"nombre", "nombres"}:
            self.add_error(None, "Falta decir qué columna es el nombre de la persona.")
        if not dichos & {"actor", "coalicion"} and not datos.get("constante_actor"):
            self.add_error(None, "Falta quien postula: diga qué columna es, o escríbalo para toda la tabla.")
        if "cargo" not in dichos and not datos.get("constante_cargo"):
            self.add_error(None, "Falta el cargo: diga qué columna es, o elíjalo para toda la tabla.")
        de_personas = {
            datos.get(f"quien_{i}") for i in self.columnas if datos.get(f"dato_{i}") in ("nombre", "nombres")
        }
        if "" in de_personas and len(de_personas) > 1:
            self.add_error(
                None,
                "Hay un nombre de todo el renglón y otro de una propietaria o suplente: diga de quién es cada uno.",
            )
        if "calidad" not in dichos and not datos.get("constante_calidad") and not de_personas - {""}:
            self.add_error(
                None, "Falta la calidad: diga qué columna es, o si toda la tabla es de propietarias o de suplentes."
            )
        return datos

    def como_perfil(self) -> Perfil:
        """The profile that was said. Of the one that the page showed stay the figures that somebody corrected."""
        datos = self.cleaned_data
        comunes: dict[str, tuple[str, ...]] = {}
        de_quien: dict[str, dict[str, tuple[str, ...]]] = {}
        for i in self.columnas:
            destino, quien = datos[f"dato_{i}"], datos[f"quien_{i}"]
            if destino:
                suyas = de_quien.setdefault(quien, {}) if quien and DESTINOS[destino].de_persona else comunes
                suyas[destino] = (*suyas.get(destino, ()), self.tabla.titulos[i])
        valores: dict[str, dict[str, str]] = {}
        for nombre, destino, valor in self.preguntas:
            if datos.get(nombre):
                valores.setdefault(destino, {})[valor] = datos[nombre]
        constantes = {c: v for c in ("cargo", "entidad", "actor", "calidad") if (v := datos[f"constante_{c}"])}
        hojas = datos.get("hojas") or []
        usadas = {llave(self.tabla.titulos[i]) for i in self.columnas if datos[f"dato_{i}"]}
        # INE's second sheet has only some of the columns of the first.
        conocida = self.perfil.reconoce and usadas.issuperset(map(llave, self.perfil.reconoce))
        return Perfil(
            clave="",
            nombre=" ".join(datos["nombre"].split()) or "Columnas dichas en la página",
            columnas=comunes,
            personas=tuple(PersonaDelRenglon(c, columnas) for c, columnas in de_quien.items()),
            constantes=constantes,
            valores=valores,
            tipos=self.perfil.tipos,
            hojas=() if set(hojas) == set(self.hojas) else tuple(hojas),
            reconoce=self.perfil.reconoce if conocida else (),
            apellidos_primero=datos["apellidos_primero"],
            calidad_fiable=self.perfil.calidad_fiable,
        )
