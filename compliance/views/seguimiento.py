"""How capture goes: figures by whoever looks at them, who has not captured, and the vista at the end of campaigns.

For everybody inside the institute and, of their own candidacies, for whoever represents a party.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from calendario.fechas import dia_local, fecha_en_prosa
from calendario.fechas import faltan as faltan_para

from ..cara.componentes import Cifra, Pestana, Tono
from ..cara.curva import Punto, dibujar_curva
from ..cara.descargas import DE_PAGINA, archivo, consulta_csv, formato_de
from ..cara.listado import DE_UNA_VEZ, Columna, Listado, ListadoPorLlave, dato
from ..cara.navegacion import direccion
from ..forms.seguimiento import SITUACIONES, FiltroPendientes, FiltroSeguimiento, FiltroVista
from ..middleware import SolicitudCauce
from ..models import Candidatura, Proceso, RenglonDeLista
from ..roles import INTERNOS, ROLES_DE_SEGUIMIENTO, Rol
from ..seguimiento import CIFRAS, GRADOS, INCUMPLEN, RAZONES, Dia, Fila, Seguimiento, corte_de_vista, en_total
from ..verbos.lecturas import DE_LECTURA
from .comun import anotar_descarga, proceso_o_404, se_prepara_aparte

POR = {
    "actor": "Quien postula",
    "cargo": "Cargo",
    "territorio": "Territorio",
    "sexo": "Sexo",
    "cuestionario": "Cuestionario",
    "dia": "Día",
}
FILAS: Listado[Fila] = Listado(
    (
        Columna("Nombre", lambda f: f.nombre, orden="nombre", por=lambda f: f.nombre.casefold()),
        *(
            Columna(
                c.breve,
                lambda f, clave=clave: f.numeros[clave],  # type: ignore[misc]
                orden=clave,
                por=lambda f, clave=clave: f.numeros[clave],  # type: ignore[misc]
                numero=True,
            )
            for clave, c in CIFRAS.items()
        ),
        Columna("% captu\u00adradas", lambda f: f.captura, orden="captura", por=lambda f: f.captura or 0, numero=True),
        Columna(
            "% publi\u00adcadas",
            lambda f: f.cumplimiento,
            orden="cumplimiento",
            por=lambda f: f.cumplimiento or 0,
            numero=True,
        ),
    )
)


@dataclass(frozen=True)
class _Pagina:
    """What the pages of follow-up share: the process, what was asked for, and where its figures lead."""

    proceso: Proceso
    momento: datetime
    consulta: QueryDict

    def con(self, **parametros: str | None) -> str:
        """The address of this page with other parameters; those that are None go away."""
        consulta = self.consulta.copy()
        for clave in (*DE_PAGINA, "formato", "orden", *parametros):
            consulta.pop(clave, None)
        for clave, valor in parametros.items():
            if valor:
                consulta[clave] = valor
        return f"?{consulta.urlencode()}"

    def lista(self, filtro: dict[str, str], **parametros: str) -> str:
        """The list of exactly those that a figure counts."""
        lugar = direccion("candidaturas", self.proceso.clave)
        consulta = QueryDict(mutable=True)
        if al := self.consulta.get("al"):
            consulta["al"] = al
        consulta.update(filtro | {c: v for c, v in parametros.items() if v})
        return f"{lugar}?{consulta.urlencode()}" if lugar else ""

    def pestanas(self, actual: str) -> list[Pestana]:
        """By what it is counted, and the two lists of people."""
        avance = direccion("avance", self.proceso.clave)
        comunes = self.con(por=None, situacion=None, razon=None)
        en_avance = [
            Pestana(f"Por {nombre.lower()}", f"{avance}{self.con(por=por, situacion=None, razon=None)}", por == actual)
            for por, nombre in POR.items()
        ]
        return [
            *en_avance,
            Pestana(
                "Sin capturar",
                f"{direccion('avance_pendientes', self.proceso.clave)}{comunes}",
                actual == "pendientes",
            ),
            Pestana("Vista", f"{direccion('avance_vista', self.proceso.clave)}{comunes}", actual == "vista"),
        ]


def _pagina(request: SolicitudCauce, clave: str) -> _Pagina:
    return _Pagina(proceso_o_404(request, clave, ROLES_DE_SEGUIMIENTO), request.momento, request.GET)


@login_required
@require_safe
def avance(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """The figures of a dimension that the address chooses (`por`), narrowed by filters, on the day that it asks for."""
    p = _pagina(request, proceso)
    visibles = RenglonDeLista.objects.visibles_para(request.ambito, p.proceso)
    filtro = FiltroSeguimiento(request.GET, visibles, p.proceso, p.momento)
    por = request.GET.get("por", "")
    por = por if por in POR else "actor"
    contexto: dict[str, Any] = {
        "proceso": p.proceso,
        "filtro": filtro,
        "por": por,
        "que": POR[por],
        "pestanas": p.pestanas(por),
        "csv": consulta_csv(request.GET),
    }
    if not filtro.is_valid():
        return render(request, "compliance/avance.html", contexto, status=422)
    seguimiento = Seguimiento(p.proceso, filtro.corte, request.ambito, filtro.filtro)
    contexto["corte"] = filtro.corte
    hacer = {"cuestionario": _por_cuestionario, "dia": _por_dia}.get(por, _por_grupo)
    hecho = hacer(p, seguimiento, por)
    return hecho if isinstance(hecho, HttpResponseBase) else render(request, "compliance/avance.html", contexto | hecho)


def _nombre(p: _Pagina, por: str) -> str:
    return f"avance-por-{por}-{p.proceso.clave}"


def _por_grupo(p: _Pagina, seguimiento: Seguimiento, por: str) -> HttpResponseBase | dict[str, Any]:
    todas = seguimiento.por(por)
    lista = FILAS.de(todas, p.consulta)
    if lista.se_descarga:
        return lista.archivo(_nombre(p, por))
    filtro = dict(seguimiento.filtro)

    def celdas(fila: Fila, suyo: dict[str, str]) -> list[tuple[str, int, str]]:
        return [(CIFRAS[clave].breve, n, p.lista(suyo, cifra=clave) if n else "") for clave, n in fila.numeros.items()]

    total = en_total(todas)
    return {
        **lista.contexto(),
        "filas": [(f, celdas(f, filtro | {por: f.valor})) for f in lista.pagina],
        "total": (total, celdas(total, filtro)),
        "explica": [(c.breve, c.que) for c in CIFRAS.values()],
    }


def _por_cuestionario(p: _Pagina, seguimiento: Seguimiento, por: str) -> HttpResponseBase | dict[str, Any]:
    cuestionarios, secciones = seguimiento.cuestionarios(), seguimiento.secciones()
    if formato_de(p.consulta):
        renglones = [(c.nombre, GRADOS[grado], getattr(c, grado)) for c in cuestionarios for grado in GRADOS]
        for s in secciones:
            renglones += [(s.nombre, "Con dato", s.con_dato), (s.nombre, "Sin dato", s.sin_dato)]
        return archivo(p.consulta, _nombre(p, por), ["Cuestionario o rubro", "Cómo está", "Candidaturas"], renglones)
    filtro = dict(seguimiento.filtro)
    return {
        "grados": list(GRADOS.values()),
        "cuestionarios": [
            (
                c,
                [
                    (nombre, getattr(c, grado), p.lista(filtro, cifra=f"{c.clave}-{grado}"))
                    for grado, nombre in GRADOS.items()
                ],
            )
            for c in cuestionarios
        ],
        "secciones": [
            (s, p.lista(filtro, cifra=f"con-{s.campo}"), p.lista(filtro, cifra=f"sin-{s.campo}")) for s in secciones
        ],
    }


DIAS: Listado[Dia] = Listado(
    (
        Columna("Día", lambda d: d.dia),
        Columna("En tiempo", lambda d: d.en_tiempo, numero=True),
        Columna("Extemporáneas", lambda d: d.extemporaneas, numero=True),
        Columna("Capturadas en el día", lambda d: d.capturadas, numero=True),
        Columna("Acumuladas", lambda d: d.acumuladas, numero=True),
        Columna("Plazos que terminan", lambda d: d.vencen, numero=True),
        Columna("Cuyo plazo había terminado", lambda d: d.debidas, numero=True),
    ),
    por_pagina=400,
)


def _por_dia(p: _Pagina, seguimiento: Seguimiento, por: str) -> HttpResponseBase | dict[str, Any]:
    dias = seguimiento.por_dia()
    lista = DIAS.de(dias, p.consulta)
    if lista.se_descarga:
        return lista.archivo(_nombre(p, por))
    filtro = dict(seguimiento.filtro)
    hoy = dia_local(seguimiento.al, p.proceso.tz)
    return {
        **lista.contexto(),
        "dias": [
            (
                d,
                [
                    (d.en_tiempo, p.lista(filtro, cifra="en_tiempo", el=d.dia.isoformat())),
                    (d.extemporaneas, p.lista(filtro, cifra="extemporaneas", el=d.dia.isoformat())),
                    (d.capturadas, p.lista(filtro, cifra="capturadas", el=d.dia.isoformat())),
                    (d.acumuladas, p.lista(filtro, cifra="capturadas", hasta=d.dia.isoformat())),
                ],
                d.dia > hoy,
            )
            for d in dias
        ],
        "curva": dibujar_curva(
            [Punto(d.dia, d.en_tiempo, d.extemporaneas, d.acumuladas, d.debidas, d.vencen) for d in dias], hoy
        )
        if dias
        else None,
        "dice": _dice(dias, hoy),
    }


def _dice(dias: list[Dia], hoy: date) -> str:
    """What the drawing says, in a sentence."""
    hasta = [d for d in dias if d.dia <= hoy]
    if not hasta:
        return "Nada se había capturado."
    ultimo = hasta[-1]
    return (
        f"Al {fecha_en_prosa(ultimo.dia)} se habían capturado {ultimo.acumuladas} candidaturas y el plazo había "
        f"terminado para {ultimo.debidas}."
    )


# -- Who has not captured ---------------------------------------------------------------------------------


TONOS: dict[str, Tono] = {"plazo_vencido": "mal", "cuentas_sin_enviar": "atencion", "extemporaneas": "atencion"}


def _dias(c: Candidatura, momento: datetime) -> int | None:
    """Local days left (0: it ends today) or, negative, days late; None while no term runs."""
    if c.vence is None:
        return None
    tz = c.proceso.tz
    return (dia_local(c.vence, tz) - dia_local(momento, tz)).days


def _cuentas(c: Candidatura) -> str:
    if c.cuentas_recibidas_en is not None:
        return "Recibida"
    return "Sin acuse de recibo" if c.cuentas_enviadas_en is not None else "Sin entregar"


def _pendientes_en(momento: datetime, *, ve_correos: bool) -> ListadoPorLlave[Candidatura]:
    """The list at a moment; the address of whoever postulates, for who may see it."""

    def local(valor: datetime | None, c: Candidatura) -> datetime | None:
        return valor.astimezone(c.proceso.tz) if valor else None

    return ListadoPorLlave(
        (
            Columna("Persona", lambda c: c.persona.nombre, orden="persona", por=("nombre",)),
            Columna("Cargo", lambda c: c.cargo, orden="cargo", por=("boleta",)),
            dato("Dónde se elige", lambda c: c.territorio),
            dato("Fórmula", lambda c: c.formula),
            dato("Lugar en la fórmula", lambda c: c.get_calidad_display()),
            Columna("Postula", lambda c: c.actor, orden="actor", por=("postula", "boleta")),
            dato("Correo de quien postula", lambda c: _correo(c, ve_correos=ve_correos)),
            Columna("Cuenta", _cuentas),
            dato("Cuenta entregada", lambda c: local(c.cuentas_enviadas_en, c)),
            dato("Cuenta recibida", lambda c: local(c.cuentas_recibidas_en, c)),
            Columna("Plazo", lambda c: local(c.vence, c), orden="vence", por=("vence",)),
            dato("Días que le quedan", lambda c: _si(_dias(c, momento), 0)),
            dato("Días de retraso", lambda c: _retraso(c, momento)),
        ),
        en_partes=True,
        natural=("vence",),
    )


def _es_del_instituto(request: SolicitudCauce, proceso: Proceso) -> bool:
    return request.ambito.tiene(proceso.pk, *INTERNOS)


def _si(dias: int | None, desde: int) -> int | str:
    return dias if dias is not None and dias >= desde else ""


def _retraso(c: Candidatura, momento: datetime) -> int | str:
    """Days late: of its capture, if it is captured; of its term otherwise."""
    if c.capturada_en is not None:
        return c.dias_extemporanea or ""
    dias = _dias(c, momento)
    return -dias if dias is not None and dias < 0 else ""


def _correo(c: Candidatura, *, ve_correos: bool) -> str:
    if not c.actor.correo:
        return "Sin correo registrado"
    return c.actor.correo if ve_correos else "Registrado"


@login_required
@require_safe
def pendientes(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """Who has not captured, the first due first: with what is left or how late, and whom to write to."""
    p = _pagina(request, proceso)
    visibles = RenglonDeLista.objects.visibles_para(request.ambito, p.proceso)
    filtro = FiltroPendientes(request.GET, visibles, p.proceso, p.momento)
    valido = filtro.is_valid()
    situacion = (filtro.cleaned_data["situacion"] or "sin_capturar") if valido else ""
    ambito = request.ambito
    # Of their own, a representation; of everybody's, who may read personal data.
    ve_correos = not ambito.tiene(p.proceso.pk, *ROLES_DE_SEGUIMIENTO - {Rol.PARTIDO}) or DE_LECTURA[
        "leer_datos"
    ].permite(ambito, p.proceso.pk)
    seguimiento = Seguimiento(p.proceso, p.momento, ambito, filtro.filtro if valido else {})
    filas = Candidatura.objects.filter(proceso=p.proceso).select_related(
        "proceso__instituto", "persona", "actor", "cargo", "territorio"
    )
    llaves = visibles.filter(pk__in=seguimiento.de(situacion).values("id")) if valido else visibles.none()
    lista = _pendientes_en(p.momento, ve_correos=ve_correos).por_llave(filas, llaves, request.GET)
    if lista.se_descarga:
        if aparte := se_prepara_aparte(request, p.proceso, lista.total):
            return aparte
        anotar_descarga(request, p.proceso, "sin-capturar")
        return lista.archivo(f"sin-capturar-{p.proceso.clave}")
    return render(
        request,
        "compliance/avance_pendientes.html",
        {
            "proceso": p.proceso,
            "filtro": filtro,
            "pestanas": p.pestanas("pendientes"),
            "exhorto": direccion("exhorto", p.proceso.clave, actor)
            if (actor := filtro.data.get("actor")) and valido and _es_del_instituto(request, p.proceso)
            else "",
            **lista.contexto(),
            "filas": [
                (
                    c,
                    _cuentas(c),
                    faltan_para(c.vence, p.momento, p.proceso.tz) if c.vence else "",
                    _correo(c, ve_correos=ve_correos),
                )
                for c in lista.pagina
            ],
            "situaciones": [
                Cifra(SITUACIONES[clave], n, p.con(situacion=clave), TONOS.get(clave, "neutro") if n else "neutro")
                for clave, n in seguimiento.cuantas(SITUACIONES).items()
            ],
        },
        status=200 if valido else 422,
    )


# -- Vista ------------------------------------------------------------------------------------------------


ENCABEZADOS_DE_VISTA = (
    "Quien postula",
    "Cargo",
    "Dónde se elige",
    "Fórmula",
    "Lugar en la fórmula",
    "Persona",
    "Estado",
    "Por qué no está publicada",
    "Detalle",
    "A quién le tocaba",
    "Vencía su plazo",
    "Capturada",
    "Días fuera de plazo",
)


@login_required
@require_safe
def vista(request: SolicitudCauce, proceso: str) -> HttpResponseBase:
    """Every candidacy that was not published when the campaigns ended, and why (Lineamientos, art. 15, e)."""
    p = _pagina(request, proceso)
    visibles = RenglonDeLista.objects.visibles_para(request.ambito, p.proceso)
    filtro = FiltroVista(request.GET, visibles, p.proceso, p.momento)
    contexto: dict[str, Any] = {"proceso": p.proceso, "filtro": filtro, "pestanas": p.pestanas("vista")}
    corte = corte_de_vista(p.proceso, p.momento)
    if corte is None:
        return render(request, "compliance/avance_vista.html", contexto)
    if not filtro.is_valid():
        return render(request, "compliance/avance_vista.html", contexto | {"corte": corte}, status=422)
    seguimiento = Seguimiento(p.proceso, corte, request.ambito, filtro.filtro)
    filas = seguimiento.vista(filtro.cleaned_data["razon"])
    if formato_de(request.GET):
        anotar_descarga(request, p.proceso, "vista")
        return archivo(
            request.GET, f"vista-{p.proceso.clave}", ENCABEZADOS_DE_VISTA, _de_vista(seguimiento, filas), en_partes=True
        )
    pagina: Page[Any] = Listado[Any](()).de(filas, QueryDict(f"page={request.GET.get('page', '')}")).pagina
    faltas = seguimiento.faltas(list(pagina))
    resumen = seguimiento.resumen_de_vista()
    por_razon = {r: sum(cuenta[r] for _, _, cuenta in resumen) for r in RAZONES}
    return render(
        request,
        "compliance/avance_vista.html",
        contexto
        | {
            "corte": corte,
            "terminaron": p.momento > corte,
            "csv": consulta_csv(request.GET),
            "pagina": pagina,
            "filas": [(f, RAZONES[f.razon], faltas[f.id]) for f in pagina],
            "cifras": [
                Cifra(
                    RAZONES[r].que,
                    n,
                    p.con(razon=r),
                    "mal" if r in INCUMPLEN else "neutro",
                    nota=RAZONES[r].quien,
                )
                for r, n in por_razon.items()
                if n
            ],
            "razones": [RAZONES[r].que for r, n in por_razon.items() if n],
            "resumen": [
                (actor, cargo, [(RAZONES[r].que, cuenta[r]) for r, n in por_razon.items() if n], sum(cuenta.values()))
                for actor, cargo, cuenta in resumen
            ],
            "total": sum(por_razon.values()),
            # The letter is of every party: for whoever sees them all.
            "carta": direccion("vista_carta", p.proceso.clave) if _es_del_instituto(request, p.proceso) else "",
        },
    )


def _de_vista(seguimiento: Seguimiento, filas: Iterable[Any]) -> Iterator[list[object]]:
    """The rows of its file, read some at a time."""
    tz = seguimiento.proceso.tz
    iterador = iter(filas.iterator(DE_UNA_VEZ) if hasattr(filas, "iterator") else filas)
    while varias := list(islice(iterador, DE_UNA_VEZ)):
        faltas = seguimiento.faltas(varias)
        for f in varias:
            razon = RAZONES[f.razon]
            limite = f.captura_vencia if f.capturada_en else f.vence
            tarde = (dia_local(f.capturada_en, tz) - dia_local(limite, tz)).days if f.capturada_en and limite else 0
            yield [
                f.actor.nombre,
                f.cargo.nombre,
                str(f.territorio),
                f.formula,
                Candidatura.Calidad(f.calidad).label,
                f.persona.nombre,
                Candidatura.Estado(f.estado).label,
                razon.que,
                faltas[f.id],
                razon.quien,
                limite.astimezone(tz) if limite else "",
                f.capturada_en.astimezone(tz) if f.capturada_en else "",
                max(tarde, 0) or "",
            ]
