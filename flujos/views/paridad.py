"""Parity: what each one postulates to each office, in figures that lead to their candidacies; and the blocks."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from compliance.actos import escritura
from compliance.cara.descargas import archivo, formato_de
from compliance.cara.listado import Columna, Listado, dato
from compliance.forms.archivos import ArchivoField
from compliance.forms.claros import ConAvisosClaros
from compliance.middleware import SolicitudCauce
from compliance.models import ActorPolitico, Bloque, Candidatura, Cargo, Proceso, Rol, Territorio
from compliance.models.candidaturas import por_numero
from compliance.registro.paridad import NIVELES, Mitades, Renglon
from compliance.roles import INTERNOS
from compliance.views.comun import proceso_o_404

from ..candidaturas import paridad as servicios
from ..forms.rechazos import decir
from ..transiciones import Rechazo
from ..verbos.paridad import DE_PARIDAD
from .comun import visibles

VEN = INTERNOS | {Rol.PARTIDO.value}
MAXIMO = 1024 * 1024
NOMBRES = {**servicios.NIVELES, "": "Sin bloque"}


@dataclass(frozen=True)
class Fila:
    """A row of the report with its names."""

    actor: ActorPolitico
    cargo: Cargo
    renglon: Renglon

    @property
    def bloques(self) -> list[tuple[str, Mitades]]:
        """Its blocks by name."""
        return [(NOMBRES[nivel], mitades) for nivel, mitades in self.renglon.bloques.items()]


def _cuenta(etiqueta: str, leer: Any) -> Columna[Fila]:
    return dato(etiqueta, lambda f: leer(f.renglon))


def _del_bloque(nivel: str, campo: str) -> Columna[Fila]:
    nombre = {"mujeres": "mujeres", "hombres": "hombres"}[campo]
    return dato(
        f"Bloque {NOMBRES[nivel].lower()}: {nombre}", lambda f: getattr(f.renglon.bloques.get(nivel, Mitades()), campo)
    )


PARIDAD: Listado[Fila] = Listado(
    (
        Columna("Quien postula", lambda f: f.actor, orden="actor", por=lambda f: (str(f.actor), f.cargo.orden)),
        Columna("Cargo", lambda f: f.cargo, orden="cargo", por=lambda f: (f.cargo.orden, str(f.actor))),
        Columna("Propietarias"),
        _cuenta("Propietarias mujeres", lambda r: r.propietarias.mujeres),
        _cuenta("Propietarios hombres", lambda r: r.propietarias.hombres),
        _cuenta("Propietarias no binarias", lambda r: r.propietarias.no_binarias),
        _cuenta("Propietarias sin dato de sexo", lambda r: r.propietarias.sin_dato),
        Columna("Fórmulas"),
        _cuenta("Fórmulas", lambda r: len(r.formulas)),
        _cuenta("Hombre con suplente mujer", lambda r: r.mixtas),
        _cuenta("Mujer con suplente que no lo es", lambda r: r.mal_mixtas),
        _cuenta("Sin propietaria", lambda r: r.sin_propietaria),
        Columna("Alternancia"),
        _cuenta("Números seguidos del mismo sexo", lambda r: len(r.repetidos)),
        *(_del_bloque(nivel, campo) for nivel in NIVELES if nivel for campo in ("mujeres", "hombres")),
        Columna("Por revisar", orden="revisar", por=lambda f: -_por_revisar(f.renglon)),
    ),
)


def _por_revisar(r: Renglon) -> int:
    return r.propietarias.faltan_mujeres + len(r.con_hallazgo) + len(r.repetidos)


class FiltroDeParidad(forms.Form):
    """What it may be narrowed by."""

    actor = forms.ChoiceField(label="Quien postula", required=False)
    cargo = forms.ChoiceField(label="Cargo", required=False)

    def __init__(self, datos: Any, filas: list[Fila]) -> None:
        super().__init__(datos)
        for campo in ("actor", "cargo"):
            objetos = {getattr(f, campo).pk: str(getattr(f, campo)) for f in filas}
            opciones = sorted(((str(pk), nombre) for pk, nombre in objetos.items()), key=lambda o: o[1])
            self.fields[campo].choices = [("", "Todos"), *opciones]  # type: ignore[attr-defined]


def _filas(request: SolicitudCauce, actual: Proceso, **filtro: Any) -> tuple[list[Fila], bool]:
    renglones, con_bloques = servicios.informe_de(actual, _suyas(request, actual), **filtro)
    actores = ActorPolitico.objects.in_bulk({r.actor for r in renglones})
    cargos = Cargo.objects.in_bulk({r.cargo for r in renglones})
    return [Fila(actores[r.actor], cargos[r.cargo], r) for r in renglones], con_bloques


def _suyas(request: SolicitudCauce, actual: Proceso) -> Any:
    """All of them for the institute; for a representation, those of whom it represents."""
    todas = visibles(request, actual)
    if actual.pk in request.ambito.procesos_con(INTERNOS):
        return todas
    return todas.filter(actor__in=request.ambito.actores)


@login_required
@require_safe
def paridad(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """Halves, mixed formulas and alternation of each one, office by office."""
    actual = proceso_o_404(request, proceso, VEN)
    filas, con_bloques = _filas(request, actual)
    filtro = FiltroDeParidad(request.GET, filas)
    datos = filtro.cleaned_data if filtro.is_valid() else {}
    elegidas = [
        f for f in filas if all(not datos.get(c) or str(getattr(f, c).pk) == datos[c] for c in ("actor", "cargo"))
    ]
    lista = PARIDAD.de(elegidas, request.GET)
    if lista.se_descarga:
        return lista.archivo(f"paridad-{actual.clave}")
    return render(
        request,
        "flujos/paridad.html",
        {
            "proceso": actual,
            "filtro": filtro,
            "filtrada": any(datos.values()),
            "con_bloques": con_bloques,
            "total": Mitades.de(
                x.sexo for f in elegidas for formula in f.renglon.formulas if (x := formula.propietaria) is not None
            ),
            "puede_fijar": DE_PARIDAD["fijar_bloques"].permite(request.ambito, actual.pk),
            **lista.contexto(),
        },
    )


@login_required
@require_safe
def detalle(request: SolicitudCauce, proceso: str, actor: int, cargo: int) -> HttpResponse:
    """Each formula of one actor and office, with what there is to say of it and the way to its candidacies."""
    actual = proceso_o_404(request, proceso, VEN)
    filas, con_bloques = _filas(request, actual, actor=actor, cargo=cargo)
    if not filas:
        raise Http404
    fila = filas[0]
    lugares = [x for f in fila.renglon.formulas for x in (f.propietaria, f.suplente) if x is not None]
    candidaturas = Candidatura.objects.select_related("persona", "territorio").in_bulk([x.pk for x in lugares])
    repetidas = {id(b) for _, b in fila.renglon.repetidos}
    return render(
        request,
        "flujos/paridad_detalle.html",
        {
            "proceso": actual,
            "fila": fila,
            "con_bloques": con_bloques,
            "formulas": [
                (
                    f,
                    candidaturas[(f.propietaria or f.suplente).pk],  # type: ignore[union-attr]
                    candidaturas.get(f.propietaria.pk) if f.propietaria else None,
                    candidaturas.get(f.suplente.pk) if f.suplente else None,
                    NOMBRES[(f.propietaria or f.suplente).nivel],  # type: ignore[union-attr]
                    id(f) in repetidas,
                )
                for f in fila.renglon.formulas
            ],
        },
    )


# -- Blocks -----------------------------------------------------------------------------------------------


class BloquesForm(ConAvisosClaros, forms.Form):
    """The block of each territory, for one actor."""

    def __init__(self, *args: Any, actor: ActorPolitico, territorios: list[Territorio], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        suyos = dict(Bloque.objects.filter(actor=actor).values_list("territorio", "nivel"))
        for t in territorios:
            self.fields[f"t{t.pk}"] = forms.ChoiceField(
                label=str(t),
                required=False,
                choices=[("", "Sin bloque"), *servicios.NIVELES.items()],
                initial=suyos.get(t.pk, ""),
            )

    def niveles(self) -> dict[int, str]:
        """By territory."""
        return {int(campo[1:]): nivel for campo, nivel in self.cleaned_data.items()}


class ArchivoDeBloquesForm(ConAvisosClaros, forms.Form):
    """All of them at once."""

    archivo = ArchivoField(
        label="Archivo CSV", help_text=f"Con las columnas de la plantilla: {', '.join(servicios.COLUMNAS)}."
    )

    def clean_archivo(self) -> Any:
        """Small."""
        archivo = self.cleaned_data["archivo"]
        if archivo.size > MAXIMO:
            raise forms.ValidationError("El archivo pesa más de 1 MB: revise que sea el de los bloques.")
        return archivo


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bloques(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """Give them by hand, one actor at a time, or all in a file; its template brings those that there are."""
    actual = proceso_o_404(request, proceso, DE_PARIDAD["fijar_bloques"].roles)
    actores = list(ActorPolitico.objects.filter(proceso=actual).exclude(tipo=ActorPolitico.Tipo.INDEPENDIENTE))
    territorios = list(por_numero(Territorio.objects.filter(proceso=actual).exclude(tipo=Territorio.Tipo.ENTIDAD)))
    if formato_de(request.GET):
        puestos = {(b.actor_id, b.territorio_id): b.get_nivel_display() for b in Bloque.objects.filter(proceso=actual)}
        renglones = (
            (a, t.get_tipo_display(), t.clave or t.nombre, puestos.get((a.pk, t.pk), ""))
            for a in actores
            for t in territorios
        )
        return archivo(request.GET, f"bloques-{actual.clave}", servicios.COLUMNAS, renglones)
    pedido = request.GET.get("actor", "")
    actor = next((a for a in actores if str(a.pk) == pedido), actores[0] if actores and not pedido else None)
    if pedido and actor is None:
        raise Http404
    trae_archivo = request.method == "POST" and "enviar_archivo" in request.POST
    subido = ArchivoDeBloquesForm(*((request.POST, request.FILES) if trae_archivo else (None, None)))
    form = (
        BloquesForm(
            request.POST if request.method == "POST" and not trae_archivo else None,
            actor=actor,
            territorios=territorios,
        )
        if actor
        else None
    )
    if request.method == "POST":
        enviado = subido if trae_archivo else form
        if enviado is not None and enviado.is_valid():
            try:
                with escritura():
                    if trae_archivo:
                        dichos = servicios.leer_bloques(subido.cleaned_data["archivo"].read(), actual)
                        por_pk = {a.pk: a for a in ActorPolitico.objects.filter(pk__in=dichos)}
                        cambios = sum(
                            servicios.fijar_bloques(por_pk[pk], niveles, por=request.user, en=request.momento)
                            for pk, niveles in dichos.items()
                        )
                    else:
                        cambios = servicios.fijar_bloques(actor, form.niveles(), por=request.user, en=request.momento)  # type: ignore[arg-type, union-attr]
            except Rechazo as rechazo:
                decir(enviado, rechazo)
            else:
                messages.success(request, f"{DE_PARIDAD['fijar_bloques'].listo} Cambiaron {cambios}.")
                lugar = reverse("paridad_bloques", args=[actual.clave])
                return redirect(f"{lugar}?actor={actor.pk}" if actor else lugar)
    return render(
        request,
        "flujos/paridad_bloques.html",
        {
            "proceso": actual,
            "actores": actores,
            "actor": actor,
            "form": form,
            "archivo": subido,
            "hay_territorios": bool(territorios),
        },
        status=422 if request.method == "POST" else 200,
    )
