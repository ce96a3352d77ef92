"""The chains of acts as a whole: verified, sealed each day, taken out, and begun on what was there before them."""

import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Exists, Max, OuterRef
from django.db.models.functions import Collate

from .. import verificador
from ..actos import Apunte, asentar, escritura
from ..cifrado import DUENOS, campos_cifrados, letra_de, modelos_de_llave, sellados
from ..derivados import asegurar_derivados
from ..disparadores import asegurar, faltantes
from ..historia import auditados
from ..huellas import fila_canonica
from ..models import Acto, Proceso, Sello
from ..reloj import ahora
from .llaves import SUPRIMIR

LOTE = 500
HEREDAR, SELLAR = "heredar", "sellar"


@dataclass
class Verificacion:
    """What was looked at, and what is broken: of which object, in which act, why."""

    actos: int = 0
    objetos: int = 0
    sellos: int = 0
    rotos: list[dict[str, Any]] = field(default_factory=list)

    def romper(self, objeto: str, acto: int | None, motivo: str) -> None:
        """Note something broken."""
        self.rotos.append({"objeto": objeto, "acto": acto, "motivo": motivo})

    def como_datos(self) -> dict[str, Any]:
        """As JSON says it."""
        return {"actos": self.actos, "objetos": self.objetos, "sellos": self.sellos, "rotos": self.rotos}


def verificar() -> Verificacion:
    """Go over every chain, history row, record, key and seal. Memory does not grow with the history."""
    v = Verificacion()
    for tabla in faltantes():
        v.romper(tabla, None, "La base no protege esta tabla: faltan sus disparadores (`manage.py migrate` los pone).")
    _verificar_cadenas(v)
    _verificar_filas_sueltas(v)
    _verificar_registros(v)
    _verificar_llaves(v)
    _verificar_sellos(v)
    _verificar_actos_de_sellar(v)
    return v


def _verificar_cadenas(v: Verificacion) -> None:
    for lote in _de_a(groupby(_actos(), lambda a: a[:2]), LOTE):
        filas = _huellas_de(fila[:2] for _, actos in lote for _, acto in actos if acto for fila in acto["filas"])
        for (modelo, objeto), actos in lote:
            v.objetos += 1
            v.actos += len(actos)
            for numero in (pk for pk, acto in actos if acto is None):
                v.romper(f"{modelo}:{objeto}", numero, "El acto fue alterado: no se puede leer.")
            for numero, motivo in verificador.roturas_de([acto for _, acto in actos if acto], filas):
                v.romper(f"{modelo}:{objeto}", numero, motivo)


def _actos() -> Iterator[tuple[str, int, int, Acto | None]]:
    """Model, object and key of every act, chain by chain, with the act; None instead of one that cannot be read."""
    llaves = Acto.objects.order_by("modelo", "objeto", "indice", "pk").values_list("modelo", "objeto", "pk")
    for lote in _lotes(llaves.iterator(chunk_size=LOTE)):
        actos = dict(_legibles(Acto.objects.filter(pk__in=[pk for *_, pk in lote]).order_by()))
        yield from ((modelo, objeto, pk, actos.get(pk)) for modelo, objeto, pk in lote)


# What comes of a row that holds what its columns cannot: SQLite keeps any text in any of them.
_ILEGIBLE = (ValueError, TypeError, AttributeError, ValidationError)


def _legibles(consulta: models.QuerySet[Any]) -> Iterator[tuple[int, Any]]:
    """Key and row of each; None instead of one that cannot be read, or whose lists are not what they were."""
    try:
        leidas = [(fila.pk, fila) for fila in consulta]
    except _ILEGIBLE:
        leidas = []
        for pk in list(consulta.values_list("pk", flat=True)):
            try:
                leidas.append((pk, consulta.get(pk=pk)))
            except _ILEGIBLE:
                leidas.append((pk, None))
    yield from ((pk, fila if _con_su_forma(fila) else None) for pk, fila in leidas)


def _con_su_forma(fila: Any) -> bool:
    if isinstance(fila, Acto):
        bien = [type(x) for x in (fila.objeto, fila.indice, fila.filas, fila.hechos)] == [int, int, list, dict]
        return bien and all(isinstance(f, list) and [type(x) for x in f] == [str, int, str] for f in fila.filas)
    if isinstance(fila, Sello):
        bien = [type(x) for x in (fila.dia, fila.ultimo_acto, fila.objetos, fila.ausentes)] == [date, int, int, list]
        return bien and all(type(x) is int for x in fila.ausentes)
    return True


def _de_a(grupos: Any, cuantos: int) -> Iterator[list[tuple[tuple[str, int], list[tuple[int, dict[str, Any] | None]]]]]:
    """Whole chains, gathered in lots of about so many acts."""
    lote: list[Any] = []
    hay = 0
    for llave, actos in grupos:
        dichos = [(pk, acto and _dicho(acto)) for *_, pk, acto in actos]
        lote.append((llave, dichos))
        hay += len(dichos)
        if hay >= cuantos:
            yield lote
            lote, hay = [], 0
    if lote:
        yield lote


def _dicho(acto: Acto) -> dict[str, Any]:
    """The act as it is hashed. What only serves to find it must agree with it."""
    dicho = acto.canonico()
    suyos = {"compliance.candidatura": acto.candidatura_id, "compliance.entregable": acto.entregable_id}
    for modelo, pk in suyos.items():
        if pk != (acto.objeto if acto.modelo == modelo else None):
            dicho["objeto"] = f"{modelo}:{pk}"
    return dicho


def _huellas_de(llaves: Any) -> dict[tuple[str, int], str]:
    por_tabla: dict[str, set[int]] = {}
    for tabla, fila in llaves:
        por_tabla.setdefault(tabla, set()).add(fila)
    huellas = {}
    for tabla, pks in por_tabla.items():
        for pk, fila in _legibles(_historial(tabla).objects.filter(history_id__in=pks)) if _historial(tabla) else ():
            huellas[tabla, pk] = _huella_de(fila) if fila else ""
    return huellas


def _huella_de(fila: Any) -> str:
    try:
        return verificador.huella(fila_canonica(fila))
    except _ILEGIBLE:
        return ""


def _historial(tabla: str) -> Any:
    try:
        return apps.get_model(tabla).history.model
    except (LookupError, AttributeError):
        return None


def _verificar_filas_sueltas(v: Verificacion) -> None:
    """Every history row must be among those that its act says it wrote."""
    for modelo in auditados():
        historial = modelo.history.model  # type: ignore[attr-defined]
        tabla = modelo._meta.label_lower
        consulta = historial.objects.order_by("history_id").values_list("history_id", "id", "acto")
        for lote in _lotes(consulta.iterator(chunk_size=LOTE)):
            dichas = {
                (pk, fila)
                for pk, dicho in _legibles(
                    Acto.objects.filter(pk__in={acto for _, _, acto in lote if type(acto) is int}).order_by()
                )
                for t, fila, _ in (dicho.filas if dicho else ())
                if t == tabla
            }
            for fila, pk, acto in lote:
                if acto is None or (acto, fila) not in dichas:
                    v.romper(f"{tabla}:{pk}", acto, f"Se insertó una fila en el historial: {tabla} {fila}.")


def _verificar_registros(v: Verificacion) -> None:
    """Every record must say what the last row of its history says, and be there unless that row tells its end.

    Of what is already broken it would only be said twice.
    """
    dichos = {roto["objeto"] for roto in v.rotos}
    for modelo in auditados():
        tabla = modelo._meta.label_lower
        vivas = modelo._base_manager.order_by("pk").values_list("pk", flat=True)
        for lote in _lotes(vivas.iterator(chunk_size=LOTE)):
            sospechosos = _en_desacuerdo(modelo, lote)
            # What was written while it was being read agrees the second time.
            for pk, motivo in (_en_desacuerdo(modelo, list(sospechosos)) if sospechosos else {}).items():
                if f"{tabla}:{pk}" not in dichos:
                    v.romper(f"{tabla}:{pk}", None, motivo)
        for pk in _borrados_sin_decirlo(modelo):
            if f"{tabla}:{pk}" not in dichos:
                v.romper(f"{tabla}:{pk}", None, "El registro ya no está y su historial no dice que se quitara.")


def _en_desacuerdo(modelo: type[models.Model], pks: Sequence[int]) -> dict[int, str]:
    """Of these records, those that do not say what their history says, with the reason."""
    historial = modelo.history.model  # type: ignore[attr-defined]
    # Records first: what is written meanwhile leaves a newer row, and is looked at again.
    registros = dict(_legibles(modelo._base_manager.filter(pk__in=pks).order_by()))
    ultimas = historial.objects.filter(id__in=pks).order_by().values("id").annotate(ultima=Max("history_id"))
    filas = _legibles(historial.objects.filter(history_id__in=ultimas.values("ultima")))
    dichas = {fila.id: fila for _, fila in filas if fila is not None}
    motivos = {}
    for pk, registro in registros.items():
        fila = dichas.get(pk)
        if fila is None:
            motivos[pk] = "El registro no tiene historial que se pueda leer."
        elif registro is None:
            motivos[pk] = "El registro fue alterado: no se puede leer."
        elif fila.history_type == "-":
            motivos[pk] = "El registro está y su historial dice que se quitó."
        else:
            try:
                distintos = _distintos(registro, fila)
            except _ILEGIBLE:
                motivos[pk] = "El registro fue alterado, o la última fila de su historial: no se puede leer."
                continue
            if distintos:
                motivos[pk] = f"El registro no dice lo que su historial: {', '.join(distintos)}."
    return motivos


def _distintos(registro: models.Model, fila: Any) -> list[str]:
    """The fields of which a record says something else than a row of its history."""
    with sellados():
        valores = {c.attname: getattr(fila, c.attname) for c in fila._meta.concrete_fields}
        valores |= {c.attname: getattr(registro, c.attname) for c in type(fila).tracked_fields}
    actual, dicho = (fila_canonica(f)["campos"] for f in (type(fila)(**valores), fila))
    for campo in fila._history_m2m_fields:
        actual[campo.name] = sorted(getattr(registro, campo.name).values_list("pk", flat=True))
    return sorted(campo for campo in dicho if actual[campo] != dicho[campo])


def _borrados_sin_decirlo(modelo: type[models.Model]) -> list[int]:
    """The records that are gone, though the last row of their history does not tell it."""
    historial = modelo.history.model  # type: ignore[attr-defined]
    posteriores = historial.objects.filter(id=OuterRef("id"), history_id__gt=OuterRef("history_id"))
    vivas = modelo._base_manager.filter(pk=OuterRef("id"))
    ultimas = historial.objects.filter(~Exists(vivas), ~Exists(posteriores)).exclude(history_type="-")
    return list(ultimas.order_by("id").values_list("id", flat=True))


def _verificar_llaves(v: Verificacion) -> None:
    """What is sealed has its key until an act suppresses it, and never again."""
    for de_llave in modelos_de_llave():
        nombre = de_llave._meta.pk.related_model._meta.label_lower
        dicha = Exists(Acto.objects.filter(modelo=nombre, objeto=OuterRef("pk"), verbo=SUPRIMIR))
        llaves = de_llave.objects.order_by("pk").values_list("pk", flat=True)
        for pk in llaves.filter(~dicha, envoltura=""):
            v.romper(f"{nombre}:{pk}", None, "Su llave se destruyó y ningún acto lo dice.")
        for pk in llaves.filter(dicha).exclude(envoltura=""):
            v.romper(f"{nombre}:{pk}", None, "Se suprimió y su llave está otra vez.")
    con_sellos = [
        (modelo, campo, DUENOS[letra_de(modelo)][1]) for modelo in auditados() for campo in campos_cifrados(modelo)
    ]
    sin_llave = {
        (str(modelo._meta.get_field(dueno).related_model._meta.label_lower), pk)  # type: ignore[union-attr]
        for modelo, campo, dueno in con_sellos
        for pk in modelo._base_manager.filter(**{f"{dueno}__llave": None})
        .exclude(**{campo.name: ""})
        .values_list(dueno, flat=True)
    }
    for nombre, pk in sorted(sin_llave):
        v.romper(f"{nombre}:{pk}", None, "Tiene algo cifrado y su llave ya no está.")


def _lotes(filas: Any) -> Iterator[list[Any]]:
    lote = []
    for fila in filas:
        lote.append(fila)
        if len(lote) == LOTE:
            yield lote
            lote = []
    if lote:
        yield lote


def _verificar_sellos(v: Verificacion) -> None:
    previo = verificador.ORIGEN
    for pk, sello in _legibles(Sello.objects.order_by("dia", "pk")):
        v.sellos += 1
        if sello is None:
            v.romper(f"{Sello._meta.label_lower}:{pk}", None, "El sello fue alterado: no se puede leer.")
            continue
        nombre = f"sello:{sello.dia.isoformat()}"
        if verificador.huella_de_sello(sello.canonico()) != sello.huella:
            v.romper(nombre, None, "El sello fue alterado.")
        if sello.previo != previo:
            v.romper(nombre, None, "El sello no sigue al anterior: se quitó, se insertó o se cambió de orden.")
        previo = sello.huella
        cabezas = cabezas_hasta(sello.ultimo_acto, sello.ausentes)
        if len(cabezas) != sello.objetos:
            v.romper(nombre, None, f"Se sellaron {sello.objetos} cadenas y hay {len(cabezas)}.")
        elif verificador.raiz(verificador.hoja(*c) for c in cabezas) != sello.raiz:
            v.romper(nombre, None, "Las cadenas no son las que se sellaron ese día.")


def _verificar_actos_de_sellar(v: Verificacion) -> None:
    """Each seal has its act, and each such act its seal: also the last one, which no other follows."""
    modelo = Sello._meta.label_lower
    actos = (acto for _, acto in _legibles(Acto.objects.filter(modelo=modelo, verbo=SELLAR)) if acto)
    dichos = {acto.objeto: acto.hechos for acto in actos}
    sellos = {pk: sello for pk, sello in _legibles(Sello.objects.order_by()) if sello}
    for pk in sorted(dichos.keys() | sellos.keys()):
        hechos, sello = dichos.get(pk), sellos.get(pk)
        if sello is None:
            v.romper(f"{modelo}:{pk}", None, f"Se quitó el sello del {hechos and hechos.get('dia')}.")
        elif hechos is None:
            v.romper(f"{modelo}:{pk}", None, f"Ningún acto hizo el sello del {sello.dia}.")
        elif hechos.get("huella") != sello.huella:
            v.romper(f"{modelo}:{pk}", None, f"El sello del {sello.dia} no es el que se hizo.")


def cabezas_hasta(ultimo: int, ausentes: list[int]) -> list[tuple[str, int, str]]:
    """The head of each chain (object, number in its chain, hash) as far as an act, in the order of a seal."""
    vistos = Acto.objects.filter(pk__lte=ultimo).exclude(pk__in=ausentes).order_by()
    posteriores = vistos.filter(modelo=OuterRef("modelo"), objeto=OuterRef("objeto"), indice__gt=OuterRef("indice"))
    # Letter by letter: the locale of a server would put them in another order, and a seal would not be its own there.
    por_letras = Collate("modelo", "C" if connection.vendor == "postgresql" else "BINARY")
    cabezas = vistos.filter(~Exists(posteriores)).order_by(por_letras, "objeto")
    return [
        (f"{modelo}:{objeto}", indice, huella)
        for modelo, objeto, indice, huella in cabezas.values_list("modelo", "objeto", "indice", "huella").iterator(
            chunk_size=LOTE
        )
    ]


def sellar(dia: date, en: datetime) -> Sello | None:
    """Seal what is written, once a day; None if that day, or a later one, is sealed already.

    Sealing is an act too, which the next seal covers.
    """
    with escritura():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE compliance_sello IN EXCLUSIVE MODE")
        anterior = Sello.objects.order_by("-dia").first()
        if anterior is not None and anterior.dia >= dia:
            return None
        desde = anterior.ultimo_acto if anterior else 0
        numeros = set(Acto.objects.filter(pk__gt=desde).order_by().values_list("pk", flat=True))
        ultimo = max(numeros, default=desde)
        ausentes = sorted(set(range(desde + 1, ultimo + 1)) - numeros)
        cabezas = cabezas_hasta(ultimo, ausentes)
        sello = Sello(
            dia=dia,
            hecho_en=en,
            ultimo_acto=ultimo,
            ausentes=ausentes,
            actos=Acto.objects.filter(pk__lte=ultimo).count(),
            objetos=len(cabezas),
            raiz=verificador.raiz(verificador.hoja(*c) for c in cabezas),
            previo=anterior.huella if anterior else verificador.ORIGEN,
        )
        sello.huella = verificador.huella_de_sello(sello.canonico())
        sello.save()
        hechos = {"dia": str(dia), "huella": sello.huella}
        asentar(Apunte(SELLAR, sello, en=en, hechos=hechos, notable=True))
    return sello


def exportar(objeto: str, salida: BinaryIO, reserva: Callable[[Any], bool] = lambda fila: False) -> None:
    """Write the chain of `MODELO:PK` as a bundle that `verificador.py` verifies by itself.

    Of a history row for which `reserva` says so goes its hash alone: the chain is verified all the same. One that
    cannot be read any more has none, and the verifier names it. Raises LookupError if it left no act.
    """
    modelo, _, pk = objeto.partition(":")
    actos = list(Acto.objects.filter(modelo=modelo, objeto=int(pk)).order_by("indice")) if pk.isdecimal() else []
    if not actos:
        raise LookupError(objeto)
    dichas: dict[str, set[int]] = {}
    for acto in actos:
        for tabla, fila, _ in acto.filas:
            dichas.setdefault(tabla, set()).add(fila)
    filas = []
    for tabla, pks in sorted(dichas.items()):
        historial = _historial(tabla)
        for pk_fila, fila in _legibles(historial.objects.filter(history_id__in=pks)) if historial else ():
            huella = _huella_de(fila) if fila else ""
            if not huella or reserva(fila):
                filas.append({"tabla": tabla, "registro": pk_fila, "reservada": huella})
            else:
                filas.append(fila_canonica(fila))
    datos: dict[str, Any] = {"objeto": objeto, "actos": [a.canonico() for a in actos], "filas": filas}
    datos |= _sello_de(objeto, actos)
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as paquete:
        paquete.writestr("historial.json", verificador.canonico(datos))
        paquete.write(Path(verificador.__file__), "verificador.py")
        paquete.writestr("LEAME.txt", _LEAME.format(objeto=objeto))


_LEAME = """Historial de {objeto}.

Para verificarlo sin Cauce, sin red y sin base de datos, con Python 3.11 o posterior:

    python3 verificador.py ESTE_ARCHIVO.zip

Contesta cuántos actos tiene y qué está roto; sale con 1 si algo lo está. Coteje la raíz que contesta con la que el
instituto mostró ese día: sin eso, quien escribiera de nuevo la cadena entera, con sus huellas, pasaría inadvertido. El
sello cubre los primeros actos, tantos como dice; de que no falte ninguno después, nada responde.

De las filas con datos que el historial no muestra puede venir solo la huella.
"""


def _sello_de(objeto: str, actos: list[Acto]) -> Mapping[str, Any]:
    """The last seal that covers some act of the object, and the way from its head then to the root."""
    for sello in Sello.objects.order_by("-dia"):
        cubiertos = [a for a in actos if a.pk <= sello.ultimo_acto and a.pk not in sello.ausentes]
        if cubiertos:
            cabezas = cabezas_hasta(sello.ultimo_acto, sello.ausentes)
            lugar = next(i for i, (nombre, _, _) in enumerate(cabezas) if nombre == objeto)
            hojas = [verificador.hoja(*c) for c in cabezas]
            camino = {"indice": cabezas[lugar][1], "hermanas": verificador.camino_a_la_raiz(hojas, lugar)}
            return {"sello": sello.canonico(), "camino": camino}
    return {}


def proteger(**_: Any) -> None:
    """After every `migrate`: the history of before acts belongs to one, and the database guards what only grows.

    What is found without an act when there are acts already was put there by no act: it stays so, and is told. Not on
    a database that stays behind the code, as tests of the migrations make.
    """
    ejecutor = MigrationExecutor(connection)
    if ejecutor.migration_plan(ejecutor.loader.graph.leaf_nodes()):
        return
    if faltantes():
        if not Acto.objects.exclude(verbo=HEREDAR).exclude(filas=[]).exists():
            heredar(ahora())
        asegurar()
    asegurar_derivados()


def heredar(en: datetime) -> None:
    """Give an act to the history rows that were written before there were acts: one for each object."""
    for modelo in auditados():
        historial = modelo.history.model  # type: ignore[attr-defined]
        sueltas = historial.objects.filter(acto=None).order_by("id", "history_id")
        for lote in _lotes((pk, list(filas)) for pk, filas in groupby(sueltas.iterator(), lambda f: f.id)):
            with escritura():
                procesos = _procesos_de(modelo, [filas[-1] for _, filas in lote])
                apuntes = [_de_antes(modelo, pk, procesos.get(pk), en) for pk, _ in lote]
                asentar(*apuntes)
                for apunte, (pk, filas) in zip(apuntes, lote, strict=True):
                    historial.objects.filter(id=pk, acto=None).update(acto=apunte.numero)
                    for fila in filas:
                        fila.acto = apunte.numero
                        apunte.escribe(fila)


def _de_antes(modelo: type[models.Model], pk: int, proceso: int | None, en: datetime) -> Apunte:
    return Apunte(
        HEREDAR,
        en=en,
        motivo="Lo que había antes de que cada cambio tuviera su acto",
        proceso_id=proceso,
        llave=(modelo._meta.label_lower, pk),
    )


def _procesos_de(modelo: type[models.Model], filas: list[Any]) -> dict[int, int | None]:
    """To which process each object belongs, by its last history row: what it is part of may not be there any more."""
    if modelo is Proceso:
        return {fila.id: fila.id for fila in filas}
    parte_de = getattr(modelo, "PARTE_DE", "")
    if not parte_de:
        return {fila.id: getattr(fila, "proceso_id", None) for fila in filas}
    padre: Any = modelo._meta.get_field(parte_de).related_model
    historial = padre.history.model
    padres = {fila.id: getattr(fila, f"{parte_de}_id") for fila in filas}
    ultimas = historial.objects.filter(id__in=set(padres.values())).order_by().values("id")
    ultimas = ultimas.annotate(ultima=Max("history_id")).values("ultima")
    suyos = _procesos_de(padre, list(historial.objects.filter(history_id__in=ultimas)))
    return {pk: suyos.get(suyo) for pk, suyo in padres.items()}
