"""Facts that open deliverables: the contingent numerals and the lists that are sent again."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from compliance.actos import escritura
from compliance.models import Candidatura, Entregable, Subactividad, Usuario
from compliance.textos import normalizar

from ..models import CausaDeEntregable, Decision
from ..transiciones import Rechazo, YaHay, fuera_del_proceso
from .acto import abrir
from .limites import fijar_limite_de_remision


@dataclass(frozen=True)
class Causa:
    """What brought a fact about: another deliverable, what a session decided, a candidacy, or what somebody says."""

    entregable: Entregable | None = None
    decision: Decision | None = None
    candidatura: Candidatura | None = None
    texto: str = ""

    def __bool__(self) -> bool:
        """Whether it says something."""
        return bool(self.entregable or self.decision or self.candidatura or self.texto.strip())


SIN_CAUSA = Causa()


@escritura()
def registrar_evento(
    plantilla: Entregable,
    *,
    evento_el: date,
    descripcion: str,
    causa: Causa = SIN_CAUSA,
    distinta_de: int | None = None,
    por: Usuario | None,
    en: datetime,
) -> Entregable:
    """A fact happened that owes INE a document: open the deliverable that it originates, with its clock.

    For the contingent numerals 10, 11 and 12 and for the lists of candidacies, which are sent again after every
    substitution (11.7 to 11.10). `evento_el` is the local day of the fact, from which the plan's rule of remission
    counts, and `causa` what brought it about, which the pages of both tell. The same fact of the same day is the same
    one sent twice: refused as `YaHay`, unless `distinta_de` is the key of the deliverable that it opened.
    """
    acto = abrir("registrar_evento", plantilla, por=por, en=en, motivo=descripcion)
    plantilla = acto.objeto
    nombre = f"{plantilla.nombre}: {descripcion.strip()}"[:500]
    acto.exigir(
        fuera_del_proceso(evento_el, plantilla.proceso),
        Rechazo("fecha_futura", "El hecho todavía no ocurre.", "Regístrelo el día en que ocurra, con su fecha.")
        if evento_el > acto.dia
        else None,
        None if descripcion.strip() else Rechazo("descripcion", "Falta decir qué ocurrió.", "Descríbalo en una frase."),
        _ya_registrado(plantilla, evento_el, nombre, distinta_de),
        _causa_ajena(causa, plantilla),
    )
    numero = plantilla.ocurrencias.count() + 1
    ocurrencia = Entregable(
        proceso=plantilla.proceso,
        llave=f"{plantilla.llave}-{numero}",
        clave=plantilla.clave,
        numeral=plantilla.numeral,
        orden=plantilla.orden,
        bloque=plantilla.bloque,
        nombre=nombre,
        producto=plantilla.producto,
        tipo=plantilla.tipo,
        plantilla=plantilla,
        ruta=plantilla.ruta,
        espera_a=plantilla.espera_a,
        al_ine=plantilla.al_ine,
        area=plantilla.area,
        responsable_impreso=plantilla.responsable_impreso,
        evento_el=evento_el,
        modo=plantilla.modo,
        regla_remision=plantilla.regla_remision,
        fundamento=plantilla.fundamento,
        fuente=plantilla.fuente,
    )
    fijar_limite_de_remision(ocurrencia)
    ocurrencia.vence = ocurrencia.vencimiento_pendiente()
    nace = acto.sobre(replace(acto.caso, objeto=ocurrencia), acto.verbo)
    nace.escribir(motivo=f"Hecho del {evento_el:%d/%m/%Y}: {descripcion}")
    for paso in plantilla.subactividades.all():
        nace.escribir(
            Subactividad(entregable=ocurrencia, orden=paso.orden, clave=paso.clave, texto=paso.texto, etapa=paso.etapa),
            "Copia del paso del plan",
        )
    if causa:
        nace.escribir(
            CausaDeEntregable(
                entregable=ocurrencia,
                de_entregable=causa.entregable,
                decision=causa.decision,
                candidatura=causa.candidatura,
                texto=causa.texto.strip(),
            ),
            "Qué lo originó",
        )
    nace.anotar(de="", hechos={"evento_el": evento_el.isoformat(), "plantilla": plantilla.llave})
    return ocurrencia


def _ya_registrado(plantilla: Entregable, evento_el: date, nombre: str, distinta_de: int | None) -> Rechazo | None:
    """What the fact already opened and nobody cancelled, unless it was said that this is another one."""
    del_dia = plantilla.ocurrencias.filter(evento_el=evento_el).exclude(estado=Entregable.Estado.CANCELADO)
    otra = next((o for o in del_dia.order_by("-pk") if normalizar(o.nombre) == normalizar(nombre)), None)
    if otra is None or otra.pk == distinta_de:
        return None
    return YaHay("Ese hecho de ese día ya está registrado.", otra)


def _causa_ajena(causa: Causa, plantilla: Entregable) -> Rechazo | None:
    """What brought it about is of the same process."""
    procesos = {
        causa.entregable.proceso_id if causa.entregable else None,
        causa.decision.punto.sesion.proceso_id if causa.decision else None,
        causa.candidatura.proceso_id if causa.candidatura else None,
    }
    if procesos <= {None, plantilla.proceso_id}:
        return None
    return Rechazo("causa", "Lo que lo originó es de otro proceso.", "Elija algo de este proceso.")
