"""How capture goes: who was registered, got their accounts, captured, in time or not, and was published, on any day.

The figures that the page of progress, its files and the reports print, and nothing else counts them. Each figure is a
condition (`CIFRAS`): it is counted, and the list shows the candidacies that meet it. Nobody's identity answers are
opened: whether a questionnaire was sent is on the candidacy, and whether a draft of it holds something, in whether its
seal is empty.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Case, CharField, Count, DateField, Min, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Length, TruncDate

from calendario.fechas import dia_local, fin_del_dia, inicio_del_dia

from .ambito import Ambito
from .cuestionarios import ETIQUETAS, OBLIGATORIOS
from .historia import como_estaban
from .models import (
    Candidatura,
    CuestionarioCurricular,
    CuestionarioIdentidad,
    Observacion,
    Persona,
    Proceso,
    Territorio,
)
from .models.candidaturas import PIDE_CUENTA
from .roles import ROLES_DE_CANDIDATURAS

Estado = Candidatura.Estado
VIVAS = ~Q(estado=Estado.RETIRADA)
CAPTURADAS = VIVAS & Q(capturada_en__isnull=False)
SIN_ENVIAR = VIVAS & Q(capturada_en__isnull=True)
# A limit is always the end of a local day: later than it is at least a day late.
_TARDE = Q(capturada_en__gt=Coalesce("captura_vencia", "capturada_en"))


@dataclass(frozen=True)
class Cifra:
    """Something that is counted. `breve` heads its column; `que` says in full which candidacies it counts."""

    clave: str
    breve: str
    que: str
    condicion: Q


CIFRAS = {
    c.clave: c
    for c in (
        Cifra("registradas", "Regis\u00adtradas", "Candidaturas registradas, con las retiradas", Q()),
        Cifra(
            "cuentas_enviadas",
            "Cuentas enviadas",
            "Candidaturas vigentes cuya cuenta de acceso se entregó",
            VIVAS & Q(cuentas_enviadas_en__isnull=False),
        ),
        Cifra(
            "cuentas_recibidas",
            "Cuentas recibidas",
            "Candidaturas vigentes cuya cuenta de acceso consta como recibida",
            VIVAS & Q(cuentas_recibidas_en__isnull=False),
        ),
        Cifra("capturadas", "Captu\u00adradas", "Candidaturas vigentes que enviaron sus dos cuestionarios", CAPTURADAS),
        Cifra(
            "en_tiempo", "En tiempo", "Candidaturas vigentes que los enviaron dentro de su plazo", CAPTURADAS & ~_TARDE
        ),
        Cifra(
            "extemporaneas",
            "Extempo\u00adráneas",
            "Candidaturas vigentes que los enviaron después de su plazo",
            CAPTURADAS & _TARDE,
        ),
        Cifra(
            "observadas", "Obser\u00advadas", "Candidaturas con observaciones por corregir", Q(estado=Estado.OBSERVADA)
        ),
        Cifra(
            "validadas",
            "Vali\u00addadas",
            "Candidaturas vigentes que verificación validó",
            VIVAS & Q(validada_en__isnull=False),
        ),
        Cifra(
            "autorizadas",
            "Autori\u00adzadas",
            "Candidaturas vigentes cuya publicación autorizó quien las postula",
            VIVAS & Q(autorizada_en__isnull=False),
        ),
        Cifra("publicadas", "Publi\u00adcadas", "Candidaturas en el sitio público", Q(estado=Estado.PUBLICADA)),
        Cifra("retiradas", "Reti\u00adradas", "Candidaturas retiradas", Q(estado=Estado.RETIRADA)),
    )
}
# What the list may be narrowed by besides: they are nobody's column.
PENDIENTES = {
    c.clave: c
    for c in (
        Cifra("sin_capturar", "Sin capturar", "Candidaturas vigentes que no han enviado sus cuestionarios", SIN_ENVIAR),
        Cifra(
            "cuentas_sin_enviar",
            "Cuentas sin enviar",
            "Sin capturar, y su cuenta de acceso no se ha entregado",
            SIN_ENVIAR & Q(cuentas_enviadas_en__isnull=True),
        ),
        Cifra(
            "cuentas_sin_recibir",
            "Cuentas sin recibir",
            "Sin capturar, y la recepción de su cuenta no consta",
            SIN_ENVIAR & Q(cuentas_enviadas_en__isnull=False, cuentas_recibidas_en__isnull=True),
        ),
        Cifra(
            "plazo_vencido",
            "Plazo vencido",
            "Sin capturar, y su plazo terminó",
            SIN_ENVIAR & Q(vence__isnull=False),
        ),
        Cifra("en_plazo", "En plazo", "Sin capturar, y su plazo corre", SIN_ENVIAR & Q(vence__isnull=False)),
        Cifra(
            "sin_publicar",
            "Sin publicar",
            "Candidaturas vigentes que no están en el sitio público",
            VIVAS & ~Q(estado=Estado.PUBLICADA),
        ),
    )
}
# By what rows are made: the fields that tell a row from another, and the one that narrows a list to it.
AGRUPACIONES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "actor": ("actor", ("actor__nombre",)),
    "cargo": ("cargo", ("cargo__orden", "cargo__nombre")),
    "territorio": (
        "territorio",
        ("territorio__entidad", "territorio__tipo", "territorio__clave", "territorio__nombre"),
    ),
    "sexo": ("persona__sexo", ()),
}
# What narrows the count, by its name in the address.
FILTROS = {
    "actor": "actor",
    "cargo": "cargo",
    "territorio": "territorio",
    "sexo": "persona__sexo",
    "calidad": "calidad",
    "estado": "estado",
}
SIN_SEXO = "no-consta"
# How far a questionnaire went.
GRADOS = {"completo": "Enviado completo", "parcial": "Empezado, sin enviar", "vacio": "Vacío"}
CUESTIONARIOS = {"curricular": "Cuestionario curricular", "identidad": "Cuestionario de identidad"}
# What a field holds when nothing was put in it.
_VACIOS: Mapping[str, Any] = {"foto_tomada_el": None, "medios": [], "otra_formacion": []}


def _con_dato(campo: str) -> Q:
    vacio = _VACIOS.get(campo, "")
    return Q(**{f"{campo}__isnull": False}) if vacio is None else ~Q(**{campo: vacio})


def _algo() -> Q:
    condicion = Q()
    for campo in ETIQUETAS:
        condicion |= _con_dato(campo)
    return condicion


_ALGO = _algo()
# What rests sealed is empty only if there is nothing in it: no key is asked for.
_SELLADO = ~Q(respuestas="")


@dataclass(frozen=True)
class Razon:
    """Why a candidacy is not on the site, and whose turn it was."""

    que: str
    quien: str


RAZONES = {
    "cuentas": Razon("No se le entregó su cuenta de acceso", "Instituto"),
    "captura": Razon("No envió sus cuestionarios", "Candidatura o quien la postula"),
    "observada": Razon("No corrigió lo observado", "Candidatura o quien la postula"),
    "verificacion": Razon("Espera la verificación", "Verificación"),
    "autorizacion": Razon("Sin autorización para publicarse", "Quien la postula"),
    "espera": Razon("La publicación no había iniciado", "Instituto"),
    "publicacion": Razon("Lista para publicarse y sin publicar", "Verificación"),
}
# Art. 15, e) is about these: parties and candidacies that did not comply. The rest waits for the institute.
INCUMPLEN = frozenset({"captura", "observada", "autorizacion"})


@dataclass(frozen=True)
class Fila:
    """What is counted of a group. `valor` narrows a list to it; `numeros` are by the key of their `Cifra`."""

    nombre: str
    valor: str
    numeros: Mapping[str, int]

    @property
    def vigentes(self) -> int:
        """Not withdrawn: of these are the percentages."""
        return self.numeros["registradas"] - self.numeros["retiradas"]

    @property
    def captura(self) -> int | None:
        """Captured of each hundred; None without any."""
        return _porcentaje(self.numeros["capturadas"], self.vigentes)

    @property
    def cumplimiento(self) -> int | None:
        """Published of each hundred: what the Lineamientos oblige to (art. 15, e); None without any."""
        return _porcentaje(self.numeros["publicadas"], self.vigentes)


def _porcentaje(parte: int, todo: int) -> int | None:
    """Rounded down: a hundred is all of them."""
    return 100 * parte // todo if todo else None


@dataclass(frozen=True)
class Cuestionario:
    """How many of each degree, of one questionnaire."""

    clave: str
    nombre: str
    completo: int
    parcial: int
    vacio: int


@dataclass(frozen=True)
class Seccion:
    """How many candidacies put something in a section of the public questionnaire, and how many nothing."""

    campo: str
    nombre: str
    con_dato: int
    sin_dato: int

    @property
    def total(self) -> int:
        """All of those not withdrawn."""
        return self.con_dato + self.sin_dato


@dataclass(frozen=True)
class Dia:
    """What was captured on a day, and by the end of it; `debidas`: whose term had ended by then."""

    dia: date
    en_tiempo: int
    extemporaneas: int
    acumuladas: int
    vencen: int
    debidas: int

    @property
    def capturadas(self) -> int:
        """In all on that day."""
        return self.en_tiempo + self.extemporaneas


@dataclass(frozen=True)
class Seguimiento:
    """The candidacies of a process as the record had them at `al`, of whoever looks, narrowed by `filtro`.

    `ambito` None sees all: the reports. `filtro`: names of `FILTROS` with their value.
    """

    proceso: Proceso
    al: datetime
    ambito: Ambito | None = None
    filtro: Mapping[str, str] = field(default_factory=dict)

    def _al(self, modelo: Any, **cuales: Any) -> QuerySet[Any]:
        """Rows of `modelo` as they were: of the model itself or, if any was written since, the last of its history."""
        entonces = como_estaban(modelo, self.al, **cuales)
        return modelo._default_manager.filter(**cuales).order_by() if entonces is None else entonces

    @cached_property
    def candidaturas(self) -> QuerySet[Any]:
        """All of them: `Candidatura`, or a row of its history with the same fields. Their key is `id`."""
        consulta = self._al(Candidatura, proceso=self.proceso)
        if self.ambito is not None and self.proceso.pk not in self.ambito.procesos_con(ROLES_DE_CANDIDATURAS):
            consulta = consulta.filter(Q(actor__in=self.ambito.actores) | Q(id__in=self.ambito.candidaturas))
        por = {FILTROS[nombre]: "" if valor == SIN_SEXO else valor for nombre, valor in self.filtro.items() if valor}
        return consulta.filter(**por)

    def de(self, cifra: str, *, el: date | None = None, hasta: date | None = None) -> QuerySet[Any]:
        """Those that a figure counts; `el`, captured on that local day; `hasta`, until it. KeyError of no figure."""
        consulta = self.candidaturas.filter(self._condicion(cifra))
        tz = self.proceso.tz
        if el is not None:
            consulta = consulta.filter(capturada_en__gte=inicio_del_dia(el, tz))
        if fin := el or hasta:
            consulta = consulta.filter(capturada_en__lt=inicio_del_dia(fin + timedelta(days=1), tz))
        return consulta

    def cuantas(self, cifras: Iterable[str]) -> dict[str, int]:
        """How many each of these figures counts. One query."""
        return self.candidaturas.aggregate(**{c: Count("id", filter=self._condicion(c)) for c in cifras})

    # -- By group ------------------------------------------------------------------------------------------

    def por(self, agrupacion: str) -> list[Fila]:
        """A row for each group, in the order in which the catalogues go. One query."""
        campo, otros = AGRUPACIONES[agrupacion]
        cuentas = {clave: Count("id", filter=c.condicion) for clave, c in CIFRAS.items()}
        filas = []
        for grupo in self.candidaturas.values(campo, *otros).annotate(**cuentas):
            numeros = {clave: grupo[clave] for clave in CIFRAS}
            filas.append(
                (self._orden(agrupacion, grupo), Fila(_nombre(agrupacion, grupo), _valor(grupo[campo]), numeros))
            )
        return [fila for _, fila in sorted(filas, key=lambda par: par[0])]

    @staticmethod
    def _orden(agrupacion: str, grupo: Mapping[str, Any]) -> tuple[Any, ...]:
        if agrupacion == "territorio":
            clave = grupo["territorio__clave"]
            return (
                grupo["territorio__entidad"],
                grupo["territorio__tipo"],
                len(clave),
                clave,
                grupo["territorio__nombre"],
            )
        campo, otros = AGRUPACIONES[agrupacion]
        return tuple(grupo[c] for c in (*otros, campo))

    # -- By questionnaire ------------------------------------------------------------------------------------

    def _curriculares(self, condicion: Q) -> QuerySet[Any]:
        """Keys of the candidacies whose public questionnaire meets a condition."""
        return (
            self._al(CuestionarioCurricular, candidatura__proceso=self.proceso)
            .filter(condicion)
            .values("candidatura_id")
        )

    def _identidades(self, condicion: Q) -> QuerySet[Any]:
        return (
            self._al(CuestionarioIdentidad, candidatura__proceso=self.proceso)
            .filter(condicion)
            .values("candidatura_id")
        )

    def _condicion(self, cifra: str) -> Q:
        if cifra in ("plazo_vencido", "en_plazo"):
            corre = Q(vence__gte=self.al)
            return PENDIENTES[cifra].condicion & (corre if cifra == "en_plazo" else ~corre)
        if cifra in CIFRAS or cifra in PENDIENTES:
            return (CIFRAS.get(cifra) or PENDIENTES[cifra]).condicion
        cual, _, que = cifra.partition("-")
        if cual in ("con", "sin") and que in ETIQUETAS:
            con_dato = Q(id__in=self._curriculares(_con_dato(que)))
            return VIVAS & (con_dato if cual == "con" else ~con_dato)
        if cual in CUESTIONARIOS and que in GRADOS:
            if que == "completo":
                return CAPTURADAS
            empezado = Q(id__in=self._curriculares(_ALGO) if cual == "curricular" else self._identidades(_SELLADO))
            return SIN_ENVIAR & (empezado if que == "parcial" else ~empezado)
        raise KeyError(cifra)

    def cuestionarios(self) -> list[Cuestionario]:
        """How far each questionnaire went, of those not withdrawn. Three queries.

        Both are sent together, whole (`enviar_captura`), so what was sent is complete. Of what was not, the public one
        has begun if some field has something; that of identity, if its seal is not empty.
        """
        cuentas = self.candidaturas.aggregate(
            completo=Count("id", filter=CAPTURADAS), sin_enviar=Count("id", filter=SIN_ENVIAR)
        )
        sin_enviar = self.candidaturas.filter(SIN_ENVIAR).values("id")
        empezados = {
            "curricular": self._curriculares(_ALGO & Q(candidatura_id__in=sin_enviar)).count(),
            "identidad": self._identidades(_SELLADO & Q(candidatura_id__in=sin_enviar)).count(),
        }
        return [
            Cuestionario(clave, CUESTIONARIOS[clave], cuentas["completo"], parcial, cuentas["sin_enviar"] - parcial)
            for clave, parcial in empezados.items()
        ]

    def secciones(self) -> list[Seccion]:
        """Section by section of the public questionnaire, of those not withdrawn. Two queries."""
        vivas = self.candidaturas.filter(VIVAS)
        cuantas = vivas.count()
        con_dato = (
            self._al(CuestionarioCurricular, candidatura__proceso=self.proceso)
            .filter(candidatura_id__in=vivas.values("id"))
            .aggregate(**{campo: Count("id", filter=_con_dato(campo)) for campo in ETIQUETAS})
        )
        return [
            Seccion(campo, nombre, con_dato[campo], cuantas - con_dato[campo]) for campo, nombre in ETIQUETAS.items()
        ]

    # -- Day by day --------------------------------------------------------------------------------------------

    def por_dia(self) -> list[Dia]:
        """From the first capture, or the first account delivered, to the last capture or limit. Three queries.

        `debidas` is the curve of the term: how many had to be captured by the end of each day for none to be late.
        """
        tz = self.proceso.tz
        dia = TruncDate("capturada_en", tzinfo=tz, output_field=DateField())
        hechas = {
            d: (total - tarde, tarde)
            for d, total, tarde in self.candidaturas.filter(CAPTURADAS)
            .annotate(d=dia)
            .values("d")
            .annotate(total=Count("id"), tarde=Count("id", filter=_TARDE))
            .values_list("d", "total", "tarde")
        }
        vencen: Counter[date] = Counter()
        for limite, cuantas in self._limites():
            vencen[dia_local(limite, tz)] += cuantas
        if not hechas and not vencen:
            return []
        primera = self.candidaturas.filter(VIVAS).aggregate(primera=Min("cuentas_enviadas_en"))["primera"]
        conocidos = [*hechas, *vencen, *([dia_local(primera, tz)] if primera else [])]
        dias, acumuladas, debidas = [], 0, 0
        d = min(conocidos)
        while d <= max(conocidos):
            en_tiempo, tarde = hechas.get(d, (0, 0))
            acumuladas += en_tiempo + tarde
            debidas += vencen[d]
            dias.append(Dia(d, en_tiempo, tarde, acumuladas, vencen[d], debidas))
            d += timedelta(days=1)
        return dias

    def _limites(self) -> Iterable[tuple[datetime, int]]:
        """Each end of a term to capture, run out or running, with how many candidacies had it."""
        limites: Iterable[tuple[datetime, int]] = (
            self.candidaturas.filter(VIVAS)
            .annotate(limite=Case(When(CAPTURADAS, then="captura_vencia"), default="vence"))
            .filter(limite__isnull=False)
            .values_list("limite")
            .annotate(n=Count("id"))
        )
        return limites

    # -- Vista --------------------------------------------------------------------------------------------------

    @cached_property
    def sin_publicar(self) -> QuerySet[Any]:
        """What goes on the vista: not withdrawn and not on the site (art. 15, e), each with its `razon`."""
        orden, inicio = self.proceso.orden_autorizacion, self.proceso.publicacion_inicio
        listas = Q(estado=Estado.VALIDADA)
        if orden == Proceso.OrdenAutorizacion.PARTIDO:
            listas |= Q(estado=Estado.CAPTURADA)
        sin_palabra = listas & Q(autorizada_en__isnull=True)
        ya = inicio is not None and dia_local(self.al, self.proceso.tz) >= inicio
        casos = [
            When(PIDE_CUENTA & Q(estado=Estado.ASIGNADA, cuentas_enviadas_en__isnull=True), then=Value("cuentas")),
            When(estado=Estado.ASIGNADA, then=Value("captura")),
            When(estado=Estado.OBSERVADA, then=Value("observada")),
            *(
                [When(sin_palabra, then=Value("autorizacion"))]
                if orden != Proceso.OrdenAutorizacion.VERIFICACION
                else []
            ),
            When(listas, then=Value("publicacion" if ya else "espera")),
        ]
        razon = Case(*casos, default=Value("verificacion"), output_field=CharField())
        con_razon: QuerySet[Any] = self.de("sin_publicar").annotate(razon=razon)
        return con_razon

    def vista(self, razon: str = "") -> QuerySet[Any]:
        """Its rows with what is said of them, party by party and office by office; of one reason, if it is given."""
        consulta = self.sin_publicar.filter(razon=razon) if razon else self.sin_publicar
        lugar = ("actor__nombre", "cargo__orden", "cargo__nombre", "territorio__entidad", Length("territorio__clave"))
        return consulta.select_related("persona", "actor", "cargo", "territorio").order_by(
            *lugar, "territorio__clave", "territorio__nombre", "formula", "calidad", "id"
        )

    def resumen_de_vista(self) -> list[tuple[str, str, Mapping[str, int]]]:
        """Of each party and office, how many for each reason. One query."""
        grupos: dict[tuple[str, str], Counter[str]] = {}
        filas = self.sin_publicar.values_list("actor__nombre", "cargo__orden", "cargo__nombre", "razon")
        for actor, _, cargo, razon, n in filas.annotate(n=Count("id")).order_by(*("actor__nombre", "cargo__orden")):
            grupos.setdefault((actor, cargo), Counter())[razon] += n
        return [(actor, cargo, cuenta) for (actor, cargo), cuenta in grupos.items()]

    def faltas(self, filas: Sequence[Any]) -> dict[int, str]:
        """What each of these rows of the vista lacked, by the key of its candidacy. Three queries, however many.

        Of identity it only says that it was not sent, or is observed: never which question.
        """
        curriculares = {
            c.candidatura_id: c
            for c in self._al(CuestionarioCurricular, candidatura_id__in=[f.id for f in filas if f.razon == "captura"])
        }
        rubros: dict[int, list[str]] = {}
        abiertas = Observacion.objects.filter(
            candidatura_id__in=[f.id for f in filas if f.razon in ("observada", "verificacion")], hecha_en__lte=self.al
        ).exclude(atendida_en__lte=self.al)
        for pk, rubro in abiertas.order_by("hecha_en", "pk").values_list("candidatura_id", "rubro"):
            nombre = ETIQUETAS.get(rubro, CUESTIONARIOS["identidad"])
            if nombre not in rubros.setdefault(pk, []):
                rubros[pk].append(nombre)
        return {f.id: "; ".join(self._falta(f, curriculares.get(f.id), rubros.get(f.id, []))) for f in filas}

    def _falta(self, fila: Any, curricular: Any, rubros: Sequence[str]) -> list[str]:
        if fila.razon == "captura":
            vacias = [ETIQUETAS[c] for c in OBLIGATORIOS if not getattr(curricular, c, "")]
            partes = [] if fila.cuentas_recibidas_en or fila.origen else ["no consta que recibiera su cuenta"]
            if curricular is None or len(vacias) == len(OBLIGATORIOS):
                partes.append("cuestionario curricular vacío")
            elif vacias:
                partes.append(f"del curricular falta {', '.join(vacias)}")
            return [*partes, *([] if fila.aviso_aceptado_en else ["sin aceptar el aviso de privacidad"])]
        if rubros:
            return [f"{'observado' if fila.razon == 'observada' else 'corregido y por revisar'}: {', '.join(rubros)}"]
        if fila.razon == "publicacion" and not fila.aviso_aceptado_en:
            return ["sin aceptar el aviso de privacidad"]
        return []


def _nombre(agrupacion: str, grupo: Mapping[str, Any]) -> str:
    if agrupacion == "sexo":
        return dict(Persona.Sexo.choices).get(grupo["persona__sexo"], "No consta")
    if agrupacion == "territorio":
        campos = ("tipo", "clave", "nombre")
        return str(Territorio(**{c: grupo[f"territorio__{c}"] for c in campos}))
    return str(grupo[f"{agrupacion}__nombre"])


def _valor(llave: object) -> str:
    return str(llave) or SIN_SEXO


def en_palabras_de(cifra: str) -> str:
    """Which candidacies a figure counts. KeyError of no figure."""
    if cifra in CIFRAS or cifra in PENDIENTES:
        return (CIFRAS.get(cifra) or PENDIENTES[cifra]).que
    cual, _, que = cifra.partition("-")
    if cual in CUESTIONARIOS:
        return f"Candidaturas vigentes. {CUESTIONARIOS[cual]}: {GRADOS[que].lower()}"
    return f"Candidaturas vigentes {'con' if cual == 'con' else 'sin'} dato en «{ETIQUETAS[que]}»"


def en_total(filas: Iterable[Fila]) -> Fila:
    """All the rows as one."""
    suma = Counter(dict.fromkeys(CIFRAS, 0))
    for fila in filas:
        suma.update(fila.numeros)
    return Fila("Total", "", suma)


def corte_de_vista(proceso: Proceso, momento: datetime) -> datetime | None:
    """As of when the vista is made: the end of the campaigns, or `momento` before it. None while nobody knows it."""
    fin = proceso.campanas_fin
    return min(fin_del_dia(fin, proceso.tz), momento) if fin else None
