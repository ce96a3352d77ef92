"""Lists that a person keeps as they narrowed them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from compliance.middleware import SolicitudCauce
from compliance.models import Proceso, Rol, VistaGuardada
from compliance.roles import INTERNOS
from compliance.services.vistas import guardar_vista, vistas_visibles
from compliance.views.comun import proceso_o_404, solo_post

from ..forms.rechazos import decir
from ..transiciones import Rechazo

# The pages whose lists can be kept.
LISTAS = [("entregables", "Entregables"), ("bandeja", "Mi bandeja")]


class VistaForm(forms.Form):
    """A name for what is seen, and with whom it is shared."""

    nombre = forms.CharField(label="Nombre de la vista", max_length=60)
    rol = forms.ChoiceField(label="Quién la ve", required=False)
    lista = forms.ChoiceField(choices=LISTAS, widget=forms.HiddenInput)
    consulta = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)

    def __init__(self, *args: Any, roles: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        suyos = [(r, f"Quienes tienen el rol «{Rol(r).label}»") for r in sorted(roles & INTERNOS)]
        self.fields["rol"].choices = [("", "Solo yo"), *suyos]  # type: ignore[attr-defined]


def vistas_de(request: SolicitudCauce, proceso: Proceso, lista: str) -> dict[str, Any]:
    """What the page of a list draws: those that are kept, and the form to keep this one."""
    lugar = reverse(lista, args=[proceso.clave])
    return {
        "vistas": [(v, f"{lugar}?{v.consulta}") for v in vistas_visibles(request.ambito, proceso, lista)],
        "form_vista": VistaForm(
            initial={"lista": lista, "consulta": request.GET.urlencode()},
            roles=request.ambito.roles(proceso.pk),
            auto_id="vista_%s",
        ),
    }


@login_required
@solo_post
def guardar(request: SolicitudCauce, proceso: str) -> HttpResponse:
    """Keep the list with its filters under a name."""
    actual = proceso_o_404(request, proceso)
    form = VistaForm(request.POST, roles=request.ambito.roles(actual.pk))
    if form.is_valid():
        try:
            vista = guardar_vista(usuario=request.user, proceso=actual, **form.cleaned_data)
        except (Rechazo, ValidationError) as error:
            decir(form, error)
        else:
            messages.success(request, f"La vista «{vista}» quedó guardada.")
            return redirect(_lugar(vista, actual, vista.consulta))
    return render(request, "flujos/vista.html", {"proceso": actual, "form": form}, status=422)


@login_required
@solo_post
def quitar(request: SolicitudCauce, proceso: str, pk: int) -> HttpResponse:
    """Forget one of one's own. That of somebody else does not exist, even if it is shared."""
    actual = proceso_o_404(request, proceso)
    vista = get_object_or_404(VistaGuardada, pk=pk, proceso=actual, usuario=request.user)
    vista.delete()
    messages.success(request, f"La vista «{vista}» se quitó. La lista sigue igual.")
    return redirect(_lugar(vista, actual, ""))


def _lugar(vista: VistaGuardada, proceso: Proceso, consulta: str) -> str:
    lugar = reverse(vista.lista, args=[proceso.clave])
    return f"{lugar}?{QueryDict(consulta).urlencode()}" if consulta else lugar
