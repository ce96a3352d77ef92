"""Replays on a loaded plan the facts of a TOML file, through the same services that people use.

The file tells sessions, remissions and the rest with their dates; each is done by whoever held the role on that
day, so that the record, its history and its transitions look as if they had been recorded then.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

from compliance.historia import guardar
from compliance.models import Entregable, EtapaRuta, Organo, Proceso, Suplencia, Usuario

from .. import entregables, sesiones
from ..entregables import eventos
from ..sesiones import Punto, Sentido
from ..verbos.sesiones import QUIEN_LLEVA
from .muestras import hoja

DIRECTORIO = Path(__file__).parent
DESTINATARIO = "Unidad Técnica de Vinculación con los Organismos Públicos Locales (UTVOPL)"
COPIA = "Unidad Técnica de Transparencia y Protección de Datos Personales (UTTyPDP)"


@dataclass(frozen=True)
class Hecho:
    """Something that happened at a moment; `datos` as the file tells it."""

    en: datetime
    que: str
    datos: Mapping[str, Any]


def leer_hechos(archivo: Path) -> tuple[list[Hecho], list[Mapping[str, Any]]]:
    """Facts in the order in which they happened, and the suplencias. Local moments, still without time zone."""
    crudo = tomllib.loads(archivo.read_text(encoding="utf-8"))
    hechos = [Hecho(h["en"], h["que"], h) for h in crudo.get("hechos", [])]
    for numero, ciclo in enumerate(crudo.get("ciclos", []), start=1):
        hechos += _de_ciclo(numero, ciclo)
    # Sorting keeps the order of the file among facts of the same moment.
    return sorted(hechos, key=lambda h: h.en), crudo.get("suplencias", [])


def _de_ciclo(numero: int, ciclo: Mapping[str, Any]) -> list[Hecho]:
    """A synthetic deliverable from its area to INE, told only by its dates."""
    llaves = ciclo["llaves"]
    hechos = []
    if "presentacion" in ciclo:
        hechos.append(Hecho(ciclo["presentacion"], "presentacion", {"llaves": llaves}))
    for etapa, organo, tipo, resultado in (
        ("reunion", "comision", "reunion", "analizado"),
        ("comision", "comision", "extraordinaria", "aprobado"),
        ("comite", "comite-transparencia", "ordinaria", "aprobado"),
        ("consejo", "consejo", "extraordinaria", ""),
    ):
        if etapa not in ciclo:
            continue
        puntos = [
            {
                "llave": llave,
                "resultado": resultado,
                "acuerdo": f"DEMO/CEE/{numero:03d}-{orden}/2024",
                "observaciones": ciclo.get("observaciones", "") if etapa == "consejo" else "",
            }
            for orden, llave in enumerate(llaves, start=1)
        ]
        hechos.append(Hecho(ciclo[etapa], "sesion", {"organo": organo, "tipo": tipo, "nombre": "", "puntos": puntos}))
    if "remision" in ciclo:
        hechos.append(Hecho(ciclo["remision"], "remision", {"llaves": llaves, "oficio": f"DEMO/SE/{numero:03d}/2024"}))
    if "validacion" in ciclo:
        hechos.append(Hecho(ciclo["validacion"], "validacion", {"llaves": llaves}))
    return hechos


class Repeticion:
    """Replays facts in one process. `personas` maps a role (or the name of a suplente) to who holds it."""

    def __init__(self, proceso: Proceso, personas: Mapping[str, Usuario]) -> None:
        self.proceso = proceso
        self.personas = personas

    def suplir(self, datos: Mapping[str, Any], en: datetime) -> None:
        """Record a suplencia."""
        guardar(
            Suplencia(
                proceso=self.proceso,
                titular=self.personas[datos["titular"]],
                suplente=self.personas[datos["suplente"]],
                desde=datos["desde"],
                hasta=datos["hasta"],
                documento=datos["documento"],
            ),
            por=None,
            en=en,
            motivo=datos["documento"],
        )

    def hacer(self, hecho: Hecho) -> None:
        """Do one fact at its local moment."""
        en = hecho.en.replace(tzinfo=self.proceso.tz)
        getattr(self, f"_{hecho.que}")(hecho.datos, en)

    def _entregable(self, llave: str) -> Entregable:
        return Entregable.objects.select_related("proceso__instituto", "ruta", "area", "etapa").get(
            proceso=self.proceso, llave=llave
        )

    def _produce(self, entregable: Entregable) -> Usuario | None:
        """The account of its area."""
        return self.personas[f"area_{entregable.area.clave}"] if entregable.area else None

    def _documento(self, entregable: Entregable) -> ContentFile[bytes]:
        return hoja(f"{entregable.llave}.pdf", str(entregable), [f"Proceso: {self.proceso}"])

    def _presentacion(self, datos: Mapping[str, Any], en: datetime) -> None:
        for llave in datos["llaves"]:
            entregable = self._entregable(llave)
            entregables.presentar(entregable, self._documento(entregable), por=self._produce(entregable), en=en)

    def _sesion(self, datos: Mapping[str, Any], en: datetime) -> None:
        organo = Organo.objects.select_related("proceso__instituto").get(proceso=self.proceso, clave=datos["organo"])
        por = self.personas[min(QUIEN_LLEVA[organo.tipo] & self.personas.keys())]
        orden = [{"asunto": asunto} for asunto in datos.get("asuntos", [])] + datos.get("puntos", [])
        tratados = [(p, self._entregable(p["llave"])) for p in orden if "llave" in p]
        por_llave = {e.llave: e for _, e in tratados}
        for _, entregable in tratados:
            if not entregable.documentos.exists():
                entregables.adjuntar(
                    entregable, self._documento(entregable), por=self.personas["secretaria_ejecutiva"], en=en
                )
        # Two monthly cycles may meet on one day, each in a session of its own.
        iguales = organo.sesiones.filter(tipo=datos["tipo"], nombre=datos["nombre"], inicia_en=en)
        sesion = sesiones.convocar(
            organo,
            tipo=datos["tipo"],
            nombre=datos["nombre"],
            inicia_en=en,
            puntos=[Punto("", por_llave[p["llave"]]) if "llave" in p else Punto(p["asunto"]) for p in orden],
            motivo="Los documentos públicos que se reproducen no dicen cuándo se convocó",
            distinta_de=iguales.order_by("-pk").values_list("pk", flat=True).first(),
            por=por,
            en=en,
        )
        presentes = sesiones.integrantes_de(sesion)
        sesiones.instalar(sesion, presentes=presentes, por=por, en=en)
        votos = {i.pk: "favor" for i in presentes if i.con_voto}
        puntos = {p.entregable_id: p for p in sesion.puntos.exclude(entregable=None)}
        sentidos = [
            Sentido(
                puntos[e.pk],
                p["resultado"] or _resultado_usual(e),
                acuerdo=p.get("acuerdo", "") if organo.tipo == Organo.Tipo.CONSEJO else "",
                observaciones=p.get("observaciones", ""),
                votos=votos,
            )
            for p, e in tratados
        ]
        if sentidos:
            sesiones.decidir(sesion, sentidos, decidida_en=en, por=por, en=en)
        sesiones.concluir(sesion, termina_en=en, por=por, en=en)

    def _remision(self, datos: Mapping[str, Any], en: datetime) -> None:
        for llave in datos["llaves"]:
            entregable = self._entregable(llave)
            entregables.remitir(
                entregable,
                oficio=datos["oficio"],
                remitida_en=en,
                destinatario=DESTINATARIO,
                copia=COPIA,
                acuse=hoja(f"acuse-{entregable.llave}.pdf", f"Acuse del oficio {datos['oficio']}", [str(entregable)]),
                por=self.personas[datos.get("por", "secretaria_ejecutiva")],
                en=en,
            )

    def _validacion(self, datos: Mapping[str, Any], en: datetime) -> None:
        for llave in datos["llaves"]:
            entregables.validar_por_ine(
                self._entregable(llave), validada_en=en, por=self.personas["secretaria_ejecutiva"], en=en
            )

    def _devolucion(self, datos: Mapping[str, Any], en: datetime) -> None:
        entregables.devolver(
            self._entregable(datos["llave"]),
            motivo=datos["motivo"],
            por=self.personas["secretaria_tecnica"],
            en=en,
        )

    def _realizado(self, datos: Mapping[str, Any], en: datetime) -> None:
        entregable = self._entregable(datos["llave"])
        entregables.registrar_hecho(entregable, **_lo_realizado(datos), por=self._produce(entregable), en=en)

    def _correccion(self, datos: Mapping[str, Any], en: datetime) -> None:
        """Mends the last thing noted of the deliverable."""
        entregable = self._entregable(datos["llave"])
        hecho = entregable.hechos.latest("pk")
        entregables.corregir_hecho(
            hecho, **_lo_realizado(datos), motivo=datos["motivo"], por=self._produce(entregable), en=en
        )

    def _evento(self, datos: Mapping[str, Any], en: datetime) -> None:
        eventos.registrar_evento(
            self._entregable(datos["plantilla"]),
            evento_el=datos["evento_el"],
            descripcion=datos["descripcion"],
            por=self.personas["secretaria_tecnica"],
            en=en,
        )


def _lo_realizado(datos: Mapping[str, Any]) -> dict[str, Any]:
    return {campo: datos[campo] for campo in ("dias", "texto", "participantes")}


def _resultado_usual(entregable: Entregable) -> str:
    """What a council usually says: the first outcome that the stage about to decide admits."""
    etapa = entregable.etapa or entregable.ruta.etapas.order_by("orden")[0]
    if etapa.tipo != EtapaRuta.Tipo.DECIDIR or etapa.tipo_sesion:
        etapa = entregable.ruta.etapas.get(tipo=EtapaRuta.Tipo.DECIDIR, aprueba=True)
    return str(etapa.resultados[0])
