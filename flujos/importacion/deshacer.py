"""Takes back a whole import while nothing moved since: what it created goes, what it changed is as it was.

In batches, the last one first, each in its transaction: cut short, it goes on with those that are left. Every row that
goes, or comes back, leaves its history in an act (decision 0037).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from time import sleep
from typing import Any

from django.db import models

from compliance.actos import SISTEMA, Apunte, asentar, escritura
from compliance.historia import cambiar_varios, firmar, quitar_varios
from compliance.models import (
    Candidatura,
    CuestionarioCurricular,
    CuestionarioIdentidad,
    HuellaDeTexto,
    Identificacion,
    LlaveDeCandidatura,
    LlaveDePersona,
    Persona,
    Proceso,
    Usuario,
)
from compliance.sentencias import entre
from compliance.services.tabla import comenzar

from ..guardas.importacion import CATALOGOS, Escrito, en_uso, lo_escrito, movido
from ..models import Importacion, LoteImportado
from ..transiciones import Rechazo, YaHecho, bloquear, exigir
from ..verbos.importacion import DE_IMPORTACION
from .escritura import MOTIVO_AL_DESHACER as MOTIVO
from .escritura import RESPIRO

VERBO = DE_IMPORTACION["deshacer"]
_SUYOS = (CuestionarioCurricular, CuestionarioIdentidad)


@dataclass(frozen=True)
class LoQueSeIra:
    """What taking an import back would do: how many go, how many come back, and what of the catalogues stays."""

    candidaturas: int
    personas: int
    cambiadas: int
    catalogos: Sequence[str]
    se_quedan: Sequence[str]


def lo_que_se_ira(importacion: Importacion) -> LoQueSeIra:
    """Before it is done."""
    escrito = lo_escrito(importacion.lotes.filter(deshecho_en=None))
    vacio = Escrito(Candidatura)
    candidaturas = escrito.get(Candidatura._meta.label_lower, vacio)
    de_candidaturas = [escrito[m._meta.label_lower] for m in _SUYOS if m._meta.label_lower in escrito]
    cambiadas = set(candidaturas.cambiados)
    for suyo in de_candidaturas:
        cambiadas |= set(
            suyo.modelo._base_manager.filter(pk__in=entre(suyo.cambiados)).values_list("candidatura", flat=True)
        )
    personas = escrito.get(Persona._meta.label_lower, Escrito(Persona))
    claves = escrito.get(Identificacion._meta.label_lower, Escrito(Identificacion))
    identificadas = Identificacion.objects.filter(pk__in=entre(claves.todos)).values_list("persona", flat=True)
    cambiadas |= set(
        Candidatura.objects.filter(persona__in=entre({*personas.cambiados, *identificadas}))
        .order_by()
        .values_list("pk", flat=True)
    )
    se_van: list[str] = []
    se_quedan: list[str] = []
    for objeto, tocado in _catalogos(escrito):
        otras = Candidatura.objects.filter(**{_CAMPO[objeto._meta.label_lower]: objeto})
        suyas = otras.exclude(pk__in=entre(candidaturas.creados))
        (se_quedan if tocado or suyas.exists() else se_van).append(str(objeto))
    return LoQueSeIra(
        len(candidaturas.creados),
        len(personas.creados),
        len(cambiadas - candidaturas.creados.keys()),
        se_van,
        se_quedan,
    )


_CAMPO = dict(zip(CATALOGOS, ("actor", "cargo", "territorio"), strict=True))


def empezar_a_deshacer(importacion: Importacion, *, por: Usuario | None, en: datetime) -> Importacion:
    """Close the import and leave it to be taken back by `seguir_deshaciendo`. Raises Rechazo, naming what moved."""
    with escritura():
        proceso = bloquear(Proceso, importacion.proceso_id)
        importacion = bloquear(Importacion, importacion.pk)
        importacion.proceso = proceso
        comenzar(VERBO, importacion, proceso, por=por, en=en)
        otra = proceso.importaciones.exclude(pk=importacion.pk).filter(terminada_en=None).first()
        exigir(
            [
                YaHecho("deshaciendo", f"«{importacion}» ya se está deshaciendo.")
                if importacion.deshaciendo_desde and importacion.sigue_deshaciendo(en)
                else None,
                Rechazo("en_curso", f"«{importacion}» se está importando.", "Espere a que termine.")
                if importacion.sigue(en)
                else None,
                Rechazo("en_curso", f"«{otra}» se está importando.", "Espere a que termine.")
                if otra is not None and otra.sigue(en)
                else None,
            ]
        )
        importacion.deshaciendo_desde = importacion.deshaciendo_desde or en
        importacion.terminada_en = importacion.terminada_en or en
        importacion.avance_en, importacion.error = en, ""
        importacion.save()
    return importacion


def deshacer(importacion: Importacion, *, por: Usuario | None, en: datetime) -> None:
    """Take a whole import back, from the first batch to the last. Raises Rechazo."""
    seguir_deshaciendo(empezar_a_deshacer(importacion, por=por, en=en), por=por, en=en)


def seguir_deshaciendo(importacion: Importacion, *, por: Usuario | None, en: datetime) -> None:
    """Take back the batches that are left. Raises Rechazo, naming what moved meanwhile: what is done stays done."""
    proceso = importacion.proceso
    acto = comenzar(VERBO, importacion, proceso, por=por, en=en)
    while importacion.lotes.filter(deshecho_en=None).exists():
        with escritura():
            bloquear(Proceso, proceso.pk)
            lote = importacion.lotes.filter(deshecho_en=None).last()
            if lote is not None:
                _deshacer_lote(importacion, lote, por=por, en=en)
        sleep(RESPIRO)
    with escritura():
        bloquear(Proceso, proceso.pk)
        importacion = bloquear(Importacion, importacion.pk)
        if importacion.deshecha_en is not None:
            return
        se_quedan = _quitar_catalogos(importacion, por=por, en=en)
        importacion.deshecha_en = importacion.avance_en = en
        importacion.deshecha_por = SISTEMA if por is None else str(por)
        importacion.save()
        acto.hechos = {"archivo": importacion.archivo, "sha256": importacion.sha256, "se_quedan": se_quedan}
        acto.notable = True
        asentar(acto)


def _deshacer_lote(importacion: Importacion, lote: LoteImportado, *, por: Usuario | None, en: datetime) -> None:
    escrito = lo_escrito([lote])
    candidaturas = escrito.get(Candidatura._meta.label_lower, Escrito(Candidatura))
    # Whoever is moving one finishes first, and is seen.
    tocadas = Candidatura.objects.select_for_update(of=("self",)).filter(pk__in=entre(candidaturas.todos))
    suyas = [c for c in tocadas if c.pk in candidaturas.creados]
    dichos = movido(importacion, escrito)
    if dichos:
        raise Rechazo("movido", f"Mientras se deshacía «{importacion}» se movió: {'; '.join(dichos)}.")
    firma: dict[str, Any] = {"por": por, "en": en, "motivo": MOTIVO}
    actos = {c.pk: _apunte(c, importacion, de=str(c.estado), **firma) for c in suyas}
    for modelo in _SUYOS:
        cuestionarios: list[Any] = list(modelo._base_manager.filter(candidatura__in=entre(actos)))
        quitar_varios(cuestionarios, **firma, actos=[actos[c.candidatura_id] for c in cuestionarios])
    quitar_varios(suyas, **firma, actos=[actos[c.pk] for c in suyas], con=_lo_que_va_con_ellas())
    _volver(importacion, escrito, firma)
    de_quien = {c.persona_id: actos[c.pk] for c in reversed(suyas)}
    personas = escrito.get(Persona._meta.label_lower, Escrito(Persona))
    solas = list(Persona.objects.filter(pk__in=entre(personas.creados), candidaturas=None))
    claves = escrito.get(Identificacion._meta.label_lower, Escrito(Identificacion))
    identificaciones = list(Identificacion.objects.select_related("persona").filter(pk__in=entre(claves.creados)))
    de_cada_una = {
        p.pk: de_quien.get(p.pk) or _apunte(p, importacion, de="", **firma)
        for p in {p.pk: p for p in (*solas, *(i.persona for i in identificaciones))}.values()
    }
    quitar_varios(identificaciones, **firma, actos=[de_cada_una[i.persona_id] for i in identificaciones])
    quitar_varios(solas, **firma, actos=[de_cada_una[p.pk] for p in solas], con={LlaveDePersona: "persona"})
    Importacion.objects.filter(pk=importacion.pk).update(avance_en=en)
    LoteImportado.objects.filter(pk=lote.pk).update(deshecho_en=en)


def _apunte(objeto: models.Model, importacion: Importacion, *, de: str, **firma: Any) -> Apunte:
    return Apunte(VERBO.clave, objeto, **firma, hechos={"importacion": importacion.pk}, de=de)


def _lo_que_va_con_ellas() -> dict[type[models.Model], str]:
    """Rows without history that a candidacy takes with it: its key, the fingerprints of its texts, and its place in the
    notices, which stay.
    """
    con: dict[type[models.Model], str] = {LlaveDeCandidatura: "candidatura", HuellaDeTexto: "candidatura"}
    for relacion in Candidatura._meta.related_objects:
        if relacion.many_to_many:
            campo: Any = relacion.field
            con[campo.remote_field.through] = campo.m2m_reverse_field_name()
    return con


def _volver(importacion: Importacion, escrito: dict[str, Escrito], firma: dict[str, Any]) -> None:
    """What these batches changed says again what its history said before them."""
    for tabla, suyo in escrito.items():
        if not suyo.cambiados or tabla in CATALOGOS:
            continue
        historial: Any = suyo.modelo.history.model  # type: ignore[attr-defined]
        objetos = {o.pk: o for o in suyo.modelo._base_manager.filter(pk__in=entre(suyo.cambiados))}
        antes: dict[int, Any] = {}
        for fila in historial.objects.filter(id__in=entre(objetos)).order_by("history_id").iterator():
            if fila.history_id < suyo.cambiados[fila.id]:
                antes[fila.id] = fila
        campos: dict[str, None] = {}
        for pk, fila in antes.items():
            for campo in historial.tracked_fields:
                if campo.primary_key or isinstance(campo, models.FileField):
                    continue
                valor = getattr(fila, campo.attname)
                if getattr(objetos[pk], campo.attname) != valor:
                    _poner(objetos[pk], campo, valor)
                    campos[campo.name] = None
        cambiados = [objetos[pk] for pk in antes]
        if campos:
            cambiar_varios(
                cambiados, list(campos), **firma, actos=[_apunte(o, importacion, de="", **firma) for o in cambiados]
            )


def _poner(objeto: models.Model, campo: Any, valor: Any) -> None:
    """A value as it was: also of a state, which goes back with everything else that the import wrote."""
    real: Any = objeto._meta.get_field(campo.name)
    if getattr(real, "protected", False):
        real.set_state(objeto, valor)
    else:
        setattr(objeto, campo.attname, valor)


def _catalogos(escrito: dict[str, Escrito]) -> list[tuple[Any, bool]]:
    """What was created in the catalogues and is there, and whether somebody changed it since."""
    hallados = []
    for tabla in CATALOGOS:
        suyo = escrito.get(tabla)
        if suyo is None:
            continue
        historial: Any = suyo.modelo.history.model  # type: ignore[attr-defined]
        filas = historial.objects.filter(id__in=entre(suyo.creados)).order_by().values_list("id", "history_id")
        tocados = {pk for pk, fila in filas if fila > suyo.creados[pk]}
        objetos = suyo.modelo._base_manager.filter(pk__in=entre(suyo.creados))
        hallados += [(objeto, objeto.pk in tocados) for objeto in objetos]
    return hallados


def _quitar_catalogos(importacion: Importacion, *, por: Usuario | None, en: datetime) -> list[str]:
    """What it created in the catalogues and nobody uses nor changed goes; answers the names of what stays."""
    se_quedan = []
    for objeto, tocado in _catalogos(lo_escrito(importacion.lotes.all())):
        if tocado or en_uso(objeto):
            se_quedan.append(str(objeto))
            continue
        acto = _apunte(objeto, importacion, de="", por=por, en=en, motivo=MOTIVO)
        firmar(objeto, por, en, MOTIVO, acto)
        objeto.delete()
    return se_quedan
