"""Filters of the public list, and the question that a ballot begins with."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Sum
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..cara.publicas import recordado
from ..cuestionarios import ACCIONES_AFIRMATIVAS, OPCIONES
from ..models import (
    ActorPolitico,
    Candidatura,
    Cargo,
    CuentaDeLista,
    Persona,
    Proceso,
    RenglonDeLista,
    Seccion,
    Territorio,
)
from ..models.candidaturas import por_numero
from ..models.listas import CuentaQuerySet, RenglonQuerySet
from ..registro.secciones import numero_de_seccion
from ..services.boleta import DondeVota, donde_vota
from ..textos import normalizar

NINGUNA = {"invalid_choice": _("Ninguna candidatura publicada tiene ese dato.")}
TODOS = ("", _("Todos"))
# Whole years on election day. None begins nor ends where the identity questionnaire asks who is young or old.
EDADES: Mapping[str, tuple[int, int | None]] = {
    "18-24": (18, 24),
    "25-34": (25, 34),
    "35-44": (35, 44),
    "45-54": (45, 54),
    "55-64": (55, 64),
    "65": (65, None),
}
# How people call whoever holds an office, by how a word of its name begins. In plural: it begins like the singular.
DEL_AYUNTAMIENTO = "presidentes presidentas alcaldes alcaldesas sindicos sindicas regidores regidoras"
COMO_SE_DICE = {
    "gubernatura": "gubernaturas gobernadores gobernadoras",
    "diputacion": "diputaciones diputados diputadas",
    "ayuntamiento": f"ayuntamientos {DEL_AYUNTAMIENTO}",
    "municipe": f"ayuntamientos {DEL_AYUNTAMIENTO}",
    "presidencia": "presidencias presidentes presidentas alcaldes alcaldesas",
    "sindicatura": "sindicaturas sindicos sindicas",
    "regiduria": "regidurias regidores regidoras",
}
# What is told apart by data of the registry and of the public questionnaire: from a catalogue that is the same for
# every process, so that what it offers tells nothing of who is about to be published.
DE_LA_PERSONA = ("sexo", "edad", "grado", "accion")
# What is offered as links, besides where each office is elected.
EN_ENLACES = ("cargo", "actor", *DE_LA_PERSONA)
# More links than these are read by nobody: the form has them.
MAXIMO_EN_ENLACES = 130


@dataclass(frozen=True)
class Nombrado:
    """An office, a place or whoever postulates, as the list is narrowed by it; `dice`: the words that find it."""

    pk: int
    valor: str
    nombre: str
    dice: tuple[str, ...]


@dataclass(frozen=True)
class Catalogo:
    """What some published candidacy of a process has."""

    cargos: tuple[Nombrado, ...]
    territorios: tuple[Nombrado, ...]
    actores: tuple[Nombrado, ...]
    # Who postulates by the key of its filter: a party, with its coalitions and common candidacies.
    postulan: Mapping[str, tuple[str, tuple[int, ...]]]
    grupos: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    # (office, who postulates, quality) → how many.
    cuentas: Mapping[tuple[int, int, str], int]


@dataclass(frozen=True)
class Faceta:
    """A filter offered as links: value, name and how many there are, if it is known."""

    campo: str
    nombre: str
    opciones: Sequence[tuple[str, str, int | None]]


class FiltroPublico(forms.Form):
    """What the public list may be narrowed by; it travels in the address.

    It offers only what some published candidacy has: a list of everything would tell who is about to be published.
    """

    q = forms.CharField(
        label=_("Buscar por nombre, partido, lugar o cargo"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    cargo = forms.ChoiceField(label=_("Cargo"), required=False, error_messages=NINGUNA)
    territorio = forms.ChoiceField(label=_("Dónde se elige"), required=False, error_messages=NINGUNA)
    actor = forms.ChoiceField(label=_("Partido o quien postula"), required=False, error_messages=NINGUNA)
    calidad = forms.ChoiceField(
        label=_("Lugar en la fórmula"),
        required=False,
        choices=[TODOS, *Candidatura.Calidad.choices],
        error_messages=NINGUNA,
    )
    sexo = forms.ChoiceField(
        label=_("Sexo"), required=False, choices=[TODOS, *Persona.Sexo.choices], error_messages=NINGUNA
    )
    edad = forms.ChoiceField(
        label=_("Edad el día de la jornada"),
        required=False,
        choices=[
            TODOS,
            *(
                (clave, format_lazy(_("{de} a {a} años") if a else _("{de} años o más"), de=de, a=a))
                for clave, (de, a) in EDADES.items()
            ),
        ],
        error_messages=NINGUNA,
    )
    grado = forms.ChoiceField(
        label=_("Grado máximo de estudios"),
        required=False,
        choices=[TODOS, *((g, g) for g in OPCIONES["grado_estudios"])],
        error_messages=NINGUNA,
    )
    accion = forms.ChoiceField(
        label=_("Se registró por acción afirmativa"),
        required=False,
        choices=[TODOS, *ACCIONES_AFIRMATIVAS.items()],
        error_messages=NINGUNA,
    )

    def __init__(self, datos: Any, proceso: Proceso, version: str) -> None:
        super().__init__(datos)
        self.proceso = proceso
        self.catalogo = recordado(version, "catalogo", lambda: _catalogo(proceso))
        self._ofrecer("cargo", [(n.valor, n.nombre) for n in self.catalogo.cargos])
        self._ofrecer("territorio", [*self.catalogo.grupos])
        self._ofrecer("actor", [(clave, nombre) for clave, (nombre, _) in self.catalogo.postulan.items()])
        if not proceso.filtra_por_sexo:
            # An address that asks for it finds nobody, instead of everybody.
            self._ofrecer("sexo", [])

    def _ofrecer(self, campo: str, opciones: Sequence[Any]) -> None:
        self.fields[campo].choices = [TODOS, *opciones]  # type: ignore[attr-defined]

    @property
    def otros(self) -> list[forms.BoundField]:
        """Filters that stay folded until one of them is used."""
        ofrecidos = [c for c in DE_LA_PERSONA if c != "sexo" or self.proceso.filtra_por_sexo]
        return [self[campo] for campo in ("actor", "calidad", *ofrecidos)]

    @property
    def otros_en_uso(self) -> bool:
        """Whether one of them narrows the list."""
        return any(campo.value() for campo in self.otros)

    @property
    def en_vigor(self) -> list[tuple[str, str, str]]:
        """What narrows the list: field, its name, and what it says."""
        return [
            (campo.name, str(campo.label), self._dicho(campo.name, str(campo.value())))
            for campo in self
            if campo.value()
        ]

    def _dicho(self, campo: str, valor: str) -> str:
        opciones = [*_planas(getattr(self.fields[campo], "choices", ()))]
        return next((nombre for clave, nombre in opciones if clave == valor), valor)

    @property
    def facetas(self) -> list[Faceta]:
        """The filters that are offered as links, with how many match each if that is known without looking for them."""
        ofrecidas = [
            *((campo, str(self[campo].label), self.fields[campo].choices) for campo in EN_ENLACES),  # type: ignore[attr-defined]
            *(("territorio", nombre, opciones) for nombre, opciones in self.catalogo.grupos),
        ]
        return [
            Faceta(campo, nombre, self._con_cuantas(campo, suyas))
            for campo, nombre, opciones in ofrecidas
            if 1 < len(suyas := [(clave, dicho) for clave, dicho in opciones if clave]) <= MAXIMO_EN_ENLACES
        ]

    def _con_cuantas(self, campo: str, opciones: Sequence[tuple[str, str]]) -> list[tuple[str, str, int | None]]:
        if campo not in ("cargo", "actor") or not self.is_valid() or self._sin_contar:
            return [(clave, dicho, None) for clave, dicho in opciones]
        cargos, actores, calidad = self._contados(**{campo: ""})
        suma: Counter[int] = Counter()
        for (cargo, actor, suya), n in self.catalogo.cuentas.items():
            if (
                (cargos is None or cargo in cargos)
                and (actores is None or actor in actores)
                and (not calidad or suya == calidad)
            ):
                suma[cargo if campo == "cargo" else actor] += n
        de_cada_una = (
            {n.valor: (n.pk,) for n in self.catalogo.cargos}
            if campo == "cargo"
            else {clave: pks for clave, (_, pks) in self.catalogo.postulan.items()}
        )
        return [(clave, dicho, sum(suma[pk] for pk in de_cada_una[clave])) for clave, dicho in opciones]

    def aplicar(self, llaves: RenglonQuerySet) -> RenglonQuerySet:
        """Those that match every filter; none when a filter names what is not there."""
        if not self.is_valid():
            return llaves.none()
        dicho = self.cleaned_data
        for palabra in normalizar(dicho["q"]).split():
            llaves = llaves.filter(self._dice(palabra))
        cargos, actores, calidad = self._contados()
        if cargos is not None:
            llaves = llaves.filter(_entre("cargo", cargos))
        if actores is not None:
            llaves = llaves.filter(_entre("actor", actores))
        if calidad:
            llaves = llaves.filter(calidad=calidad)
        if dicho["territorio"]:
            llaves = llaves.filter(territorio=dicho["territorio"])
        if dicho["sexo"]:
            llaves = llaves.filter(candidatura__persona__sexo=dicho["sexo"])
        if dicho["edad"]:
            llaves = llaves.filter(_de_edad(*EDADES[dicho["edad"]], self.proceso.jornada))
        if dicho["grado"]:
            llaves = llaves.filter(candidatura__curricular__grado_estudios__in=_escrituras(dicho["grado"]))
        if dicho["accion"]:
            llaves = llaves.filter(candidatura__accion_afirmativa=dicho["accion"])
        return llaves

    def cuantas(self, cuentas: CuentaQuerySet) -> int | None:
        """How many match; None if they are narrowed by what is not counted."""
        if not self.is_valid() or self._sin_contar:
            return None
        cargos, actores, calidad = self._contados()
        if cargos is not None:
            cuentas = cuentas.filter(_entre("cargo", cargos))
        if actores is not None:
            cuentas = cuentas.filter(_entre("actor", actores))
        return (cuentas.filter(calidad=calidad) if calidad else cuentas).total()

    @property
    def _sin_contar(self) -> bool:
        return any(self.cleaned_data[campo] for campo in ("q", "territorio", *DE_LA_PERSONA))

    def _contados(self, **en_vez: str) -> tuple[Sequence[int] | None, Sequence[int] | None, str]:
        """Which offices and actors, by their keys (None: any), and which quality; `en_vez` of what the address says."""
        dicho = {**self.cleaned_data, **en_vez}
        return (
            [n.pk for n in self.catalogo.cargos if n.valor == dicho["cargo"]] if dicho["cargo"] else None,
            self.catalogo.postulan[dicho["actor"]][1] if dicho["actor"] else None,
            dicho["calidad"],
        )

    def _dice(self, palabra: str) -> Q:
        """A word of what is sought: part of the name, or the beginning of a word of what the candidacy is to."""
        partes = _palabras(palabra)
        hallado = Q(nombre__contains=palabra)
        for campo, nombrados in (
            ("cargo", self.catalogo.cargos),
            ("territorio", self.catalogo.territorios),
            ("actor", self.catalogo.actores),
        ):
            suyos = [n.pk for n in nombrados if partes and all(_empieza(p, n.dice) for p in partes)]
            if suyos:
                hallado |= _entre(campo, suyos)
        return hallado


def _entre(campo: str, pks: Sequence[int]) -> Q:
    # Of one, the index of the filter gives them in their order.
    return Q(**{campo: pks[0]}) if len(pks) == 1 else Q(**{f"{campo}__in": pks})


def _palabras(texto: str) -> list[str]:
    return re.findall(r"[^\W_]+", normalizar(texto))


def _empieza(parte: str, dice: Iterable[str]) -> bool:
    """«dip» finds «Diputación», and «1» only what is numbered 1."""
    return any(p == parte if parte.isdecimal() else p.startswith(parte) for p in dice)


def _escrituras(grado: str) -> set[str]:
    """How a degree may have come written from INE's data base or from elsewhere."""
    return {forma for dicho in (grado, normalizar(grado)) for forma in (dicho, dicho.upper(), dicho.capitalize())}


def _de_edad(desde: int, hasta: int | None, jornada: date) -> Q:
    """By the birth date on election day or, without it, by the age that was declared."""
    nacida = Q(candidatura__persona__fecha_nacimiento__lte=_hace(desde, jornada))
    dicha = Q(candidatura__persona__fecha_nacimiento=None, candidatura__persona__edad__gte=desde)
    if hasta is not None:
        nacida &= Q(candidatura__persona__fecha_nacimiento__gt=_hace(hasta + 1, jornada))
        dicha &= Q(candidatura__persona__edad__lte=hasta)
    return nacida | dicha


def _hace(anios: int, dia: date) -> date:
    try:
        return dia.replace(year=dia.year - anios)
    except ValueError:
        return dia.replace(year=dia.year - anios, day=28)


def _planas(opciones: Iterable[Any]) -> Iterable[tuple[str, str]]:
    for clave, nombre in opciones:
        if isinstance(nombre, list | tuple):
            yield from _planas(nombre)
        else:
            yield str(clave), str(nombre)


# -- What there is ----------------------------------------------------------------------------------------


def _catalogo(proceso: Proceso) -> Catalogo:
    publicas = RenglonDeLista.objects.publicos().filter(proceso=proceso)
    territorios: list[Territorio] = list(por_numero(_con_publicas(Territorio, "territorio", publicas)))
    actores = list(_con_publicas(ActorPolitico, "actor", publicas).prefetch_related("integrantes"))
    entidades = {t.entidad for t in territorios}
    contadas = CuentaDeLista.objects.publicas().filter(proceso=proceso).values_list("cargo", "actor", "calidad")
    return Catalogo(
        cargos=tuple(
            Nombrado(
                c.pk, c.clave, c.nombre, _dice(c.nombre, c.principio, c.get_principio_display(), _se_dice(c.nombre))
            )
            for c in _con_publicas(Cargo, "cargo", publicas)
        ),
        territorios=tuple(
            Nombrado(t.pk, str(t.pk), str(t), _dice(str(t), t.nombre, t.entidad if len(entidades) > 1 else ""))
            for t in territorios
        ),
        actores=tuple(
            Nombrado(
                a.pk,
                a.clave,
                a.nombre,
                _dice(a.nombre, a.siglas, *(d for i in a.integrantes.all() for d in (i.nombre, i.siglas))),
            )
            for a in actores
        ),
        postulan=_que_postulan(actores),
        grupos=_por_grupo(territorios, entidades),
        cuentas={(cargo, actor, calidad): n for cargo, actor, calidad, n in contadas.annotate(total=Sum("n")) if n},
    )


def _dice(*textos: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(palabra for texto in textos for palabra in _palabras(texto)))


def _se_dice(cargo: str) -> str:
    """As people call whoever holds the office."""
    return " ".join(dichos for p in _palabras(cargo) for raiz, dichos in COMO_SE_DICE.items() if p.startswith(raiz))


def _que_postulan(actores: Sequence[ActorPolitico]) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Whoever postulates, and each party of a coalition or common candidacy, with the keys of all in which it is."""
    nombres: dict[str, str] = {}
    suyos: dict[str, list[int]] = defaultdict(list)
    for a in actores:
        for quien in (a, *a.integrantes.all()):
            nombres[quien.clave] = quien.nombre
            suyos[quien.clave].append(a.pk)
    return {
        clave: (nombres[clave], tuple(suyos[clave])) for clave in sorted(nombres, key=lambda c: normalizar(nombres[c]))
    }


def _con_publicas(modelo: type[Model], campo: str, publicas: RenglonQuerySet) -> QuerySet[Any]:
    return modelo._default_manager.filter(Exists(publicas.filter(**{campo: OuterRef("pk")})))


def _por_grupo(territorios: Iterable[Territorio], entidades: set[str]) -> tuple[Any, ...]:
    """The choices, by their kind and, when there are several states, under the name of each."""
    grupos: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for t in territorios:
        nombre = t.get_tipo_display() if len(entidades) == 1 else f"{t.entidad}: {t.get_tipo_display().lower()}"
        grupos[nombre].append((str(t.pk), str(t)))
    return tuple((nombre, tuple(suyos)) for nombre, suyos in grupos.items())


# -- Where one votes --------------------------------------------------------------------------------------


class BoletaForm(forms.Form):
    """Where somebody votes: the section of their card, where the process has the table, or their municipality."""

    seccion = forms.CharField(
        label=_("Sección de su credencial"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Los cuatro números junto a «SECCIÓN», al frente de su credencial para votar."),
    )
    municipio = forms.ChoiceField(
        label=_("Municipio"),
        required=False,
        error_messages={"invalid_choice": _("Ese municipio no es de este proceso. Elija el suyo de la lista.")},
    )

    def __init__(self, datos: Any, proceso: Proceso, municipios: Sequence[Territorio], *, con_secciones: bool) -> None:
        super().__init__(datos)
        self.proceso = proceso
        self.municipios = {str(m.pk): m for m in municipios}
        entidades: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for m in municipios:
            entidades[m.entidad].append((str(m.pk), m.nombre))
        suyos = [*entidades.items()] if len(entidades) > 1 else [o for lista in entidades.values() for o in lista]
        self.fields["municipio"].choices = [("", _("Elija su municipio")), *suyos]  # type: ignore[attr-defined]
        if not con_secciones:
            del self.fields["seccion"]

    def clean_seccion(self) -> Seccion | None:
        """One that is in the table."""
        escrito = self.cleaned_data["seccion"].strip()
        if not escrito:
            return None
        numero = numero_de_seccion(escrito)
        if numero is None:
            raise forms.ValidationError(_("La sección son hasta cuatro números. Cópielos de su credencial."))
        suyas = Seccion.objects.select_related("municipio", "distrito").filter(proceso=self.proceso)
        if (seccion := suyas.filter(numero=numero).first()) is None:
            raise forms.ValidationError(
                _(
                    "La sección %(numero)s no está en la tabla de este proceso. "
                    "Revise su credencial o elija su municipio."
                ),
                params={"numero": numero},
            )
        return seccion

    def clean(self) -> dict[str, Any]:
        """One place and no other."""
        datos = super().clean() or {}
        seccion, municipio = datos.get("seccion"), datos.get("municipio")
        if seccion and municipio and str(seccion.municipio_id) != municipio:
            self.add_error(
                "seccion",
                gettext(
                    "La sección %(numero)s es de %(suyo)s, no de %(dicho)s. "
                    "Corrija la sección o deje solo el municipio."
                )
                % {
                    "numero": seccion.numero,
                    "suyo": seccion.municipio.nombre,
                    "dicho": self.municipios[municipio].nombre,
                },
            )
        return datos

    def donde(self, distrito: str) -> DondeVota | None:
        """Where it is, with the district that somebody chose; None until it is said."""
        if not self.is_valid():
            return None
        seccion, municipio = self.cleaned_data.get("seccion"), self.municipios.get(self.cleaned_data["municipio"])
        if seccion is not None:
            municipio = seccion.municipio
        return donde_vota(municipio, seccion, distrito) if municipio else None
