"""The life of a record as one timeline: each act with what it changed, and what was written before there were acts."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.db.models import Model, QuerySet

from calendario.fechas import fecha_en_prosa
from calendario.models import Calendario, Inhabil
from compliance.auditoria import Registro, registros_de
from compliance.cara.componentes import Suceso, Tono
from compliance.models import (
    Acto,
    ActorPolitico,
    Candidatura,
    Cotejo,
    Entregable,
    Hito,
    Nombramiento,
    Plan,
    Suplencia,
    Usuario,
    VersionDeAviso,
)
from compliance.verbos.cuentas import DE_CUENTA, DE_LA_PROPIA, DE_PAPEL, DE_VIGENCIA
from compliance.verbos.lecturas import DE_LECTURA
from compliance.verbos.modelo import Verbo
from compliance.verbos.tabla import (
    DE_AVISO,
    DE_CATALOGO,
    DE_DOCUMENTO,
    DE_FICHA,
    DE_FIRMA,
    DE_FUENTE,
    DE_GANCHO,
    DE_INHABIL,
    DE_LLAVE,
    DE_PAPELERIA,
    DE_PLAN,
    DE_PLANTILLA,
    DE_PREPARACION,
    DE_SECCIONES,
)
from documentos.models import Informe

from ..models import (
    CampanaDeExhortos,
    Destinatario,
    Exhorto,
    Importacion,
    Oficio,
    PerfilDeImportacion,
    SerieDeOficios,
    Sesion,
)
from ..verbos.candidaturas import DE_ACTOR, DE_CANDIDATURA
from ..verbos.convocatoria import DE_CONVOCATORIA
from ..verbos.cotejos import DE_COTEJO, EN_CANDIDATURA
from ..verbos.entregables import DE_ENTREGABLE, DE_HITO
from ..verbos.exhortos import DE_EXHORTO
from ..verbos.importacion import DE_IMPORTACION, DE_SNR
from ..verbos.informes import DE_INFORME
from ..verbos.mesa import DE_MESA
from ..verbos.oficios import DE_OFICIO
from ..verbos.paridad import DE_PARIDAD
from ..verbos.sesiones import DE_SESION
from ..verbos.supresiones import DE_SUPRESION

_DE_CUENTAS = {**DE_CUENTA, **DE_PAPEL, **DE_VIGENCIA, **DE_LA_PROPIA}
# The rows of the verbs, by what they are done to.
TABLAS: Mapping[type[Model], Mapping[str, Verbo]] = {
    Candidatura: {**DE_CANDIDATURA, **EN_CANDIDATURA},
    Cotejo: DE_COTEJO,
    ActorPolitico: {**DE_ACTOR, **DE_PARIDAD},
    Entregable: DE_ENTREGABLE,
    Hito: DE_HITO,
    Oficio: DE_OFICIO,
    SerieDeOficios: DE_OFICIO,
    Destinatario: DE_OFICIO,
    Sesion: {**DE_SESION, **DE_CONVOCATORIA},
    Usuario: _DE_CUENTAS,
    Nombramiento: _DE_CUENTAS,
    Suplencia: _DE_CUENTAS,
    Plan: DE_PLAN,
    VersionDeAviso: DE_AVISO,
    Inhabil: DE_INHABIL,
    Calendario: DE_INHABIL,
    Importacion: DE_IMPORTACION,
    PerfilDeImportacion: DE_IMPORTACION,
    Informe: DE_INFORME,
    CampanaDeExhortos: DE_EXHORTO,
    Exhorto: DE_EXHORTO,
}
# What is done to objects of many kinds.
_A_CUALQUIERA: Mapping[str, Verbo] = {
    **DE_CATALOGO,
    **DE_DOCUMENTO,
    **DE_FICHA,
    **DE_FIRMA,
    **DE_FUENTE,
    **DE_GANCHO,
    **DE_LLAVE,
    **DE_PAPELERIA,
    **DE_PLANTILLA,
    **DE_PREPARACION,
    **DE_SECCIONES,
    **DE_LECTURA,
    **DE_MESA,
    **DE_SNR,
    **DE_SUPRESION,
}
# What is done to anything, and has no row in a table.
GENERICOS: Mapping[str, tuple[str, Tono]] = {
    "alta": ("Se dio de alta", "bien"),
    "cambio": ("Se corrigieron sus datos", "info"),
    "cortar_datos": ("Se hizo el corte del día de los datos abiertos", "neutro"),
    "deshacer": ("Se deshizo la importación que lo escribió", "mal"),
    "contrasena": ("Se cambió la contraseña", "info"),
    "heredar": ("Se tomó lo que había antes de los actos", "neutro"),
    "importar": ("Se actualizó con el archivo importado", "info"),
    "quitar": ("Se quitó", "mal"),
}
# What the history of an object says where no act of its own does.
_REGISTROS = {"Alta": "Se dio de alta", "Cambio": "Se corrigieron sus datos", "Baja": "Se dio de baja"}


def nombre_de_verbo(verbo: str, clase: type[Model] | None) -> str:
    """What an act on an object of this kind says that happened."""
    fila = _fila(verbo, clase)
    if fila is not None and fila.hecho:
        return fila.hecho
    return GENERICOS[verbo][0] if verbo in GENERICOS else verbo.replace("_", " ").capitalize()


def tono_de_verbo(verbo: str, clase: type[Model] | None) -> Tono:
    """How the face colours it."""
    fila = _fila(verbo, clase)
    if fila is not None:
        return fila.tono
    return GENERICOS[verbo][1] if verbo in GENERICOS else "info"


def _fila(verbo: str, clase: type[Model] | None) -> Verbo | None:
    propias = TABLAS.get(clase, {}) if clase is not None else {}
    return propias.get(verbo) or _A_CUALQUIERA.get(verbo)


def _detalle(acto: Acto) -> str:
    """Its reason; of a charge, whom it was given to and until when, which its own row does not change."""
    if acto.verbo != "encargar":
        return acto.motivo
    hasta = acto.hechos["hasta"]
    dia = f", hasta el {fecha_en_prosa(date.fromisoformat(hasta))}" if hasta else ""
    return f"A {acto.hechos['persona']}{dia}. {acto.motivo}"


def linea_de(objeto: Candidatura | Entregable | Oficio | CampanaDeExhortos | Exhorto) -> list[Suceso]:
    """Newest first. An act carries what it wrote on the object; what no act of its own wrote goes by itself.

    Who read it is told elsewhere, to whom it concerns: see `compliance.services.lecturas`. How verification shares out
    its work is told in the history of the process.
    """
    por_acto: dict[int | None, list[Registro]] = defaultdict(list)
    for registro in registros_de([objeto], objeto.proceso.tz):
        por_acto[registro.acto].append(registro)
    sucesos = [
        Suceso(
            momento=acto.en,
            titulo=nombre_de_verbo(acto.verbo, type(objeto)),
            autor=acto.por_nombre,
            en_suplencia_de=acto.en_suplencia_de,
            detalle=_detalle(acto),
            cambios=[c for r in por_acto.pop(acto.pk, ()) for c in r.cambios],
            tono=tono_de_verbo(acto.verbo, type(objeto)),
        )
        for acto in _actos_de(objeto).exclude(verbo__in={*DE_LECTURA, *DE_MESA})
        # What it gathers was written long before, a row at a time.
        if acto.verbo != "heredar"
    ]
    sucesos += [
        Suceso(momento=r.momento, titulo=_REGISTROS[r.tipo], autor=r.autor, detalle=r.motivo, cambios=r.cambios)
        for registros in por_acto.values()
        for r in registros
        if r.cambios
    ]
    # Of one moment, the last one first.
    return sorted(sucesos, key=lambda s: s.momento)[::-1]


def _actos_de(objeto: Candidatura | Entregable | Oficio | CampanaDeExhortos | Exhorto) -> QuerySet[Acto]:
    if isinstance(objeto, Candidatura | Entregable):
        return objeto.actos.all()
    return Acto.objects.filter(modelo=objeto._meta.label_lower, objeto=objeto.pk)
