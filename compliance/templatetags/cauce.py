"""The components of the face, as template tags. Each one draws `componentes/<its name>.html`.

Used with `{% load cauce %}`; docs/componentes.md and the page /componentes/ show every one.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from django import forms, template
from django.core.paginator import Page
from django.db import models
from django.forms import BaseForm, BaseFormSet, BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import get_default_timezone

from calendario import fechas

from ..cara.apariencia import APARIENCIA, ICONO_DE_TONO
from ..cara.breves import cargo_breve, territorio_breve
from ..cara.componentes import Cifra, Matriz, Paso, Pestana, Suceso
from ..cara.curva import Curva
from ..cara.descargas import DE_PAGINA
from ..cara.listado import Encabezado, Lista, Listado
from ..comparacion import por_palabras
from ..forms.filtros import repartir
from ..plan.simulacion.gantt import Gantt
from ..situacion import TRAS_LA_HORA, Clase, Situacion, en_dias
from ..textos import largo_sin_espacios

register = template.Library()


def _zona(tz: object) -> ZoneInfo:
    if isinstance(tz, ZoneInfo):
        return tz
    return ZoneInfo(str(get_default_timezone()))


# -- Dates ------------------------------------------------------------------------------------------------


@register.filter
def fecha(dia: date | None) -> str:
    """A local day, as people say it, inside `<time>`. Nothing for None."""
    if dia is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', dia.isoformat(), fechas.fecha_larga(dia))


@register.filter
def fecha_hora(momento: datetime | None, tz: ZoneInfo | None = None) -> str:
    """An aware moment in the time zone of its institute, inside `<time>`. Nothing for None."""
    if momento is None:
        return ""
    zona = _zona(tz)
    return format_html(
        '<time datetime="{}">{}</time>',
        momento.astimezone(zona).isoformat(timespec="minutes"),
        fechas.fecha_hora(momento, zona),
    )


@register.filter
def al_corte(momento: datetime, tz: ZoneInfo | None = None) -> str:
    """Until when something was counted, in words."""
    return f"Al {fechas.fecha_hora(momento, _zona(tz))}"


@register.filter
def momento_de(suceso: Suceso, tz: ZoneInfo | None = None) -> str:
    """When an entry of a timeline happened: a moment, or a whole day."""
    if isinstance(suceso.momento, datetime):
        return fecha_hora(suceso.momento, tz)
    return fecha(suceso.momento)


@register.simple_tag(takes_context=True)
def faltan(context: Context, vence: datetime | None, tz: ZoneInfo | None = None) -> str:
    """How long is left, or how long ago it fell due, counted from the moment of the request."""
    if vence is None:
        return ""
    return fechas.faltan(vence, context["momento"], _zona(tz))


@register.inclusion_tag("componentes/plazo.html", takes_context=True)
def plazo(context: Context, vence: datetime | None, tz: ZoneInfo | None = None) -> dict[str, Any]:
    """A due moment and how long is left: «mar 2 abr 2024, 23:59 · faltan 3 días»."""
    vencido = vence is not None and vence < context["momento"]
    return {
        "vence": vence,
        "tz": _zona(tz),
        "vencido": vencido,
        "faltan": faltan(context, vence, tz),
    }


# -- Text -------------------------------------------------------------------------------------------------


@register.filter
def sin_espacios(texto: object) -> str:
    """Characters without white space, as the Lineamientos count them: the figure that limits are judged by."""
    return f"{largo_sin_espacios(str(texto or '')):,}"


@register.filter
def iniciales(nombre: object) -> str:
    """First letters of the first two words of a name."""
    return "".join(p[0] for p in str(nombre).split()[:2]).upper()


@register.inclusion_tag("componentes/palabras.html")
def palabras(antes: object, despues: object) -> dict[str, Any]:
    """Both texts in one, word by word: what is taken out and what is put in, also for who hears it."""
    return {"tramos": por_palabras(str(antes or ""), str(despues or ""))}


# -- Pieces -----------------------------------------------------------------------------------------------


@register.simple_tag
def icono(nombre: str, titulo: str = "") -> SafeString:
    """An icon of the sprite. Decorative unless it carries a `titulo`."""
    if titulo:
        return format_html(
            '<svg class="icono" role="img" aria-label="{}"><use href="{}#{}"></use></svg>',
            titulo,
            static("cauce/iconos.svg"),
            nombre,
        )
    return format_html(
        '<svg class="icono" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("cauce/iconos.svg"),
        nombre,
    )


@register.simple_tag
def icono_de(tono: str) -> SafeString:
    """The icon that goes with a tone."""
    return icono(ICONO_DE_TONO[tono])


@register.inclusion_tag("componentes/boton.html")
def boton(
    etiqueta: str,
    tipo: str = "primario",
    enlace: str = "",
    icono: str = "",
    nombre: str = "",
    valor: str = "",
    accion: str = "",
    descripcion: str = "",
    descarga: bool = False,
) -> dict[str, Any]:
    """A button that sends its form, or a link that looks like one when `enlace` is given.

    `tipo`: primario, secundario, peligro, discreto. `descripcion` completes the label for a screen reader.
    `accion` sends the form to another address.
    """
    return {
        "etiqueta": etiqueta,
        "tipo": tipo,
        "enlace": enlace,
        "icono": icono,
        "nombre": nombre,
        "valor": valor,
        "accion": accion,
        "descripcion": descripcion,
        "descarga": descarga,
    }


@register.inclusion_tag("componentes/descargas.html")
def descargas(csv: str, etiqueta: str = "Descargar") -> dict[str, str]:
    """The files of a list: `csv` is the address of one of them."""
    return {"csv": csv, "xlsx": csv.replace("formato=csv", "formato=xlsx"), "etiqueta": etiqueta}


@register.inclusion_tag("componentes/impreso.html")
def impreso(pdf: str, etiqueta: str = "Imprimir", *, word: bool = True, excel: bool = False) -> dict[str, str]:
    """A document to be printed: `pdf` is its address. `word`: also to be edited; `excel`: also its tables."""
    otro = f"{pdf}{'&' if '?' in pdf else '?'}formato="
    return {
        "pdf": pdf,
        "docx": f"{otro}docx" if word else "",
        "xlsx": f"{otro}xlsx" if excel else "",
        "etiqueta": etiqueta,
    }


@register.inclusion_tag("componentes/lugar.html")
def lugar(candidatura: Any) -> dict[str, str]:
    """The office of a candidacy and where it is elected, in short: «Dip. MR · Distrito 12». Whole for who listens."""
    cargo, territorio = str(candidatura.cargo), str(candidatura.territorio)
    return {
        "cargo": cargo_breve(cargo),
        "territorio": territorio_breve(territorio),
        "completo": f"{cargo}, {territorio}",
    }


@register.inclusion_tag("componentes/ficha.html")
def ficha(etiqueta: object, tono: str = "neutro", icono: str = "") -> dict[str, Any]:
    """A chip: icon, word and colour."""
    return {"etiqueta": etiqueta, "tono": tono, "icono": icono or ICONO_DE_TONO[tono]}


@register.inclusion_tag("componentes/ficha.html")
def estado(objeto: models.Model, campo: str = "estado") -> dict[str, Any]:
    """The chip of a record's state; `campo="resultado"` for that of a decision."""
    tono, dibujo = APARIENCIA.get(str(getattr(objeto, campo)), ("neutro", "circulo"))
    return {"etiqueta": getattr(objeto, f"get_{campo}_display")(), "tono": tono, "icono": dibujo}


def _cuanto(valor: Situacion) -> str:
    if valor.fue_antes:
        return f"{en_dias(valor.dias)} antes"
    return f"{en_dias(valor.dias)} después" if valor.dias else TRAS_LA_HORA


@register.inclusion_tag("componentes/ficha.html")
def situacion(valor: Situacion) -> dict[str, Any]:
    """The chip of what a deliverable's dates say: class and days."""
    tono, dibujo = APARIENCIA[valor.clase]
    faltan = ("falta " if valor.dias == 1 else "faltan ") + en_dias(valor.dias) if valor.dias else ""
    detalle = {
        Clase.A_TIEMPO: "",
        Clase.TARDE: _cuanto(valor),
        Clase.VENCIDO: f"hace {en_dias(valor.dias)}" if valor.dias else "hoy",
        Clase.POR_VENCER: faltan or "vence hoy",
        Clase.FUTURO: faltan,
    }[valor.clase]
    return {"etiqueta": valor.etiqueta, "detalle": detalle, "tono": tono, "icono": dibujo}


@register.inclusion_tag("componentes/progreso.html")
def progreso(valor: int, maximo: int, etiqueta: str, unidad: str = "", tono: str = "marca") -> dict[str, Any]:
    """A labelled progress bar: «12 de 40 (30 %)»."""
    return {
        "valor": valor,
        "maximo": max(maximo, 1),
        "total": maximo,
        "porcentaje": round(100 * valor / maximo) if maximo else 0,
        "etiqueta": etiqueta,
        "unidad": unidad,
        "tono": tono,
    }


@register.inclusion_tag("componentes/cifras.html")
def cifras(lista: Sequence[Cifra], titulo: str = "Cifras principales") -> dict[str, Any]:
    """Key figures, each leading to its rows."""
    return {"cifras": lista, "titulo": titulo}


@register.inclusion_tag("componentes/pestanas.html")
def pestanas(lista: Sequence[Pestana], titulo: str = "Secciones") -> dict[str, Any]:
    """Tabs that are links."""
    return {"pestanas": lista, "titulo": titulo}


@register.inclusion_tag("componentes/linea_tiempo.html")
def linea_tiempo(sucesos: Iterable[Suceso], tz: ZoneInfo | None = None) -> dict[str, Any]:
    """A history: moments with author, reason and what changed."""
    return {"sucesos": sucesos, "tz": _zona(tz)}


@register.inclusion_tag("componentes/ruta.html")
def ruta(pasos: Sequence[Paso], titulo: str = "Ruta") -> dict[str, Any]:
    """The drawing of a route: done, current, pending and returned stages."""
    return {"pasos": pasos, "titulo": titulo}


@register.inclusion_tag("componentes/matriz_calendario.html")
def matriz_calendario(matriz: Matriz, titulo: str) -> dict[str, Any]:
    """Months across, activities down, day numbers inside."""
    return {"matriz": matriz, "titulo": titulo}


@register.inclusion_tag("componentes/gantt.html")
def gantt(dibujo: Gantt, titulo: str) -> dict[str, Any]:
    """Bars on a line of time, drawn on the server; a table beside it must say the same."""
    return {"g": dibujo, "titulo": titulo}


@register.inclusion_tag("componentes/curva.html")
def curva(dibujo: Curva, titulo: str, dice: str = "") -> dict[str, Any]:
    """What was done day by day against what was due, drawn on the server; a table beside it must say the same."""
    return {"c": dibujo, "titulo": titulo, "dice": dice}


@register.inclusion_tag("componentes/cambios.html")
def cambios(lista: Iterable[Any], titulo: str = "Antes y después") -> dict[str, Any]:
    """Values before and after, side by side (`Cambio`)."""
    return {"cambios": lista, "titulo": titulo}


@register.inclusion_tag("componentes/paginador.html", takes_context=True)
def paginador(context: Context, pagina: Page[Any]) -> dict[str, Any]:
    """Previous and next pages, keeping the rest of the address."""
    return {
        "pagina": pagina,
        "antes": getattr(pagina, "antes", None),
        "tras": getattr(pagina, "tras", None),
        "numeros": pagina.paginator.get_elided_page_range(pagina.number, on_each_side=1, on_ends=1),
        "puntos": pagina.paginator.ELLIPSIS,
    }


@register.inclusion_tag("componentes/vecinas.html", takes_context=True)
def vecinas(context: Context, pagina: Any) -> dict[str, Any]:
    """The pages beside one that is a step along a list, which does not know how many there are.

    `pagina.antes` and `pagina.tras` say before and after which row they go; None, if there is none.
    """
    return {"pagina": pagina}


@register.inclusion_tag("componentes/columnas.html")
def columnas(lista: Lista[Any] | Listado[Any]) -> dict[str, Any]:
    """The headings of a list; those that sort do it through the address (`?orden=` or `?orden=-`)."""
    return {"encabezados": lista.encabezados}


@register.inclusion_tag("componentes/columnas.html")
def columna(etiqueta: str, numero: bool = False) -> dict[str, Any]:
    """The heading of a column of a table that is no list."""
    return {"encabezados": [Encabezado(etiqueta, numero)]}


@register.inclusion_tag("componentes/migas.html")
def migas(*partes: str) -> dict[str, Any]:
    """Breadcrumbs: label, address, label, address… and last the label of the page itself."""
    pares = list(zip(partes[:-1:2], partes[1::2], strict=False))
    return {"pares": pares, "ultima": partes[-1] if len(partes) % 2 else ""}


@register.inclusion_tag("componentes/tarjeta_persona.html")
def tarjeta_persona(
    nombre: str, enlace: str = "", foto: str = "", sobre: str = "", detalle: str = "", nota: str = ""
) -> dict[str, Any]:
    """A person's card: photograph or initials, name, office and party."""
    return {
        "nombre": nombre,
        "enlace": enlace,
        "foto": foto,
        "sobre": sobre,
        "detalle": detalle,
        "nota": nota,
    }


# -- Forms ------------------------------------------------------------------------------------------------


def _con_tipo_nativo(widget: forms.Widget) -> None:
    """Let the browser offer its own date picker: Django writes dates as text otherwise."""
    if isinstance(widget, forms.DateTimeInput):
        widget.input_type, widget.format = "datetime-local", "%Y-%m-%dT%H:%M"
    elif isinstance(widget, forms.DateInput):
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    elif isinstance(widget, forms.TimeInput):
        widget.input_type, widget.format = "time", "%H:%M"


@register.inclusion_tag("componentes/campo.html")
def campo(
    field: BoundField,
    etiqueta: str = "",
    pista: str = "",
    minimo: int | None = None,
    maximo: int | None = None,
    limite: Any = None,
    compacto: bool = False,
    obligatorio: bool | None = None,
) -> dict[str, Any]:
    """A field of a Django form with label, hint, error and counter.

    `limite` is anything with `minimo` and `maximo` (a `LimiteTexto`): it adds a counter without white space.
    `obligatorio` says whether it must be answered in the end, in the form of a draft, which requires nothing.
    """
    widget = field.field.widget
    _con_tipo_nativo(widget)
    if limite is not None:
        minimo, maximo = limite.minimo, limite.maximo
    pista = pista or str(field.help_text)
    base = field.auto_id or field.html_name
    descrito = [
        f"{base}_{parte}"
        for parte, presente in (("pista", pista), ("error", field.errors), ("contador", maximo))
        if presente
    ]
    attrs: dict[str, Any] = {}
    agrupado = field.use_fieldset
    if descrito and not agrupado:
        attrs["aria-describedby"] = " ".join(descrito)
    if maximo:
        attrs["data-contador"] = f"{base}_contador"
        attrs["data-maximo"] = maximo
        attrs["data-minimo"] = minimo or 0
    if isinstance(widget, forms.Textarea) and "rows" in widget.attrs and widget.attrs["rows"] == "10":
        attrs["rows"] = 12 if (maximo or 0) > 1000 else 5
    return {
        "field": field,
        "control": field.as_widget(attrs=attrs),
        "etiqueta": etiqueta or field.label,
        "pista": pista,
        "base": base,
        "descrito": " ".join(descrito),
        "agrupado": agrupado,
        "vacio": isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect) and not list(widget.choices),
        "casilla": isinstance(widget, forms.CheckboxInput),
        "oculto": widget.is_hidden,
        "obligatorio": field.field.required if obligatorio is None else obligatorio,
        "minimo": f"{minimo:,}" if minimo else "",
        "maximo": f"{maximo:,}" if maximo else "",
        "cuenta": sin_espacios(field.value()) if maximo else "",
        "compacto": compacto,
    }


def _destino(field: BoundField) -> str:
    if field.use_fieldset:
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


@register.inclusion_tag("componentes/resumen_errores.html")
def resumen_errores(*formularios: "BaseForm | BaseFormSet[Any] | list[BaseForm] | None") -> dict[str, Any]:
    """Every error of the forms on top of the page, each leading to its field; of several rows, with their number."""
    errores: list[tuple[str, str, str]] = []

    def recoger(form: BaseForm, numero: str = "") -> None:
        errores.extend(("", "", str(e)) for e in form.non_field_errors())
        for field in form:
            # Nobody sees a hidden field, nor its name.
            donde = ("", "") if field.is_hidden else (f"#{_destino(field)}", f"{field.label}{numero}")
            errores.extend((*donde, str(e)) for e in field.errors)

    for formulario in chain.from_iterable(f if isinstance(f, list) else [f] for f in formularios):
        if isinstance(formulario, BaseFormSet):
            if formulario.is_bound:
                errores.extend(("", "", str(e)) for e in formulario.non_form_errors())
                for numero, form in enumerate(formulario, start=1):
                    recoger(form, f" ({numero})" if len(formulario) > 1 else "")
        elif formulario is not None and formulario.is_bound:
            recoger(formulario)
    return {"errores": errores}


# -- Frames around content of the page ----------------------------------------------------------------------


# Of a field that was refused, and of a form that came back with what was typed.
_POR_ATENDER = ('aria-invalid="true"', 'data-borrador="pendiente"')


def _marco(nombre: str, content: str, **datos: Any) -> str:
    return render_to_string(f"componentes/{nombre}.html", {"contenido": content, **datos})


@register.simple_block_tag
def aviso(content: str, tipo: str = "info", titulo: str = "") -> str:
    """A notice inside the page. `tipo`: info, bien, atencion, mal, neutro."""
    return _marco("aviso", content, tono=tipo, titulo=titulo, icono=ICONO_DE_TONO[tipo])


@register.simple_block_tag
def encabezado(content: str, titulo: object, sobre: object = "", bajada: object = "") -> str:
    """The heading of a page (its only h1): what is above, the title, a line below, and actions inside."""
    return _marco("encabezado", content, titulo=titulo, sobre=sobre, bajada=bajada)


@register.simple_block_tag
def seccion(
    content: str,
    titulo: str = "",
    id: str = "",
    nivel: int = 2,
    cuenta: int | None = None,
    plegada: bool = False,
) -> str:
    """A titled part of a page. With `plegada` it is closed until asked for, unless it has something to be mended."""
    abierta = any(marca in content for marca in _POR_ATENDER)
    return _marco(
        "seccion", content, titulo=titulo, id=id, nivel=nivel, cuenta=cuenta, plegada=plegada, abierta=abierta
    )


@register.simple_block_tag
def tabla(
    content: str,
    titulo: str,
    cuenta: int | None = None,
    unidad: str = "",
    nota: str = "",
    oculto: bool = False,
    cifras: bool = False,
    compacta: bool = False,
) -> str:
    """A table that becomes cards on a phone. Inside: thead with `columna`, tbody with `td data-etiqueta`.

    With `oculto` the caption is only for screen readers: the section around it already says the same. `cifras`: almost
    all of its columns are numbers, many and narrow. `compacta`: a long list from which one chooses; its cards are a few
    lines, without labels (but for `con-etiqueta`) and without what goes without saying (`sobreentendido`).
    """
    return _marco(
        "tabla",
        content,
        titulo=titulo,
        cuenta=cuenta,
        unidad=unidad,
        nota=nota,
        oculto=oculto,
        cifras=cifras,
        compacta=compacta,
    )


@register.simple_block_tag
def vacio(content: str, titulo: str, icono: str = "lista") -> str:
    """An empty list: why it is empty and what to do."""
    return _marco("vacio", content, titulo=titulo, icono=icono)


@register.simple_block_tag(takes_context=True)
def filtros(context: Context, content: str, form: BaseForm | None = None, etiqueta: str = "Filtrar") -> str:
    """Filters that travel in the address: the fields of `form`, many of them folded on a phone, and what is inside."""
    request = context["request"]
    activos = [clave for clave, valor in request.GET.items() if valor and clave not in ("orden", *DE_PAGINA)]
    return _marco(
        "filtros",
        content,
        **repartir(form, request.GET),
        etiqueta=etiqueta,
        activos=activos,
        orden=request.GET.get("orden", ""),
        ruta=request.path,
    )


@register.simple_block_tag(takes_context=True)
def confirmar(
    context: Context,
    content: str,
    titulo: str,
    accion: str,
    volver: str,
    deshacer: str = "",
    peligro: bool = False,
) -> str:
    """A page that asks before doing: what will happen (inside), how to undo it, one button that sends.

    Fields placed inside travel with it. `accion` is the verb on the button.
    """
    return _marco(
        "confirmar",
        content,
        titulo=titulo,
        accion=accion,
        volver=volver,
        deshacer=deshacer,
        peligro=peligro,
        csrf_token=context.get("csrf_token", ""),
    )


@register.simple_block_tag
def lote(content: str, unidad: str = "elementos", pagina: Page[Any] | None = None) -> str:
    """The bar of bulk actions: how many rows are chosen, of this `pagina` only, and the buttons inside."""
    return _marco("lote", content, unidad=unidad, parcial=pagina is not None and pagina.has_other_pages())
