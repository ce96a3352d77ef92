"""Every document that the product writes, by name, made of nothing, of something or of the most and the longest."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from compliance.models import Acto, Candidatura, Integracion, Supresion, VersionDeAviso
from compliance.views.fichas import contexto_de_ficha
from documentos import cartas
from documentos.cartas import ActoDicho, Cuenta, Proyecto, Remite
from documentos.fichas import ficha_impresa
from documentos.formatos import DeQuien, aviso_impreso, formatos_de_consentimiento
from documentos.informes import mensual_pdf
from documentos.informes.captura import hoja_de_captura, informe_de_captura
from documentos.informes.redaccion import secciones_de_fabrica
from documentos.informes.redactado import hoja_redactada
from documentos.informes.requerimiento import Observado, Requerimiento
from documentos.informes.requerimiento import hoja as requerimiento
from documentos.models import Informe, Membrete
from documentos.oficios import libro
from documentos.papel import Hoja
from documentos.supresion import hoja_de_todas, hoja_de_una
from flujos.entregables.informes import informe_mensual
from flujos.models import Acta, PuntoOrden, Sesion
from flujos.sesiones.impresos import acta_impresa, convocatoria_impresa, orden_del_dia

from ..elenco import Elenco, foto, momento
from ..flujos.pasos import hasta_remision

EN = momento("2024-06-03 10:00")
HUELLA = "0123456789abcdef" * 4
# Of each class, what it tells and its cut-off: those of progress, of April and of May.
PERIODOS = (
    ("avance", "2024-04", momento("2024-04-30 10:00")),
    ("avance", "2024-05", momento("2024-05-31 10:00")),
    ("semanal", "2024-05-31", EN),
    ("final", "2024-06", EN),
)


@dataclass(frozen=True)
class Caso:
    """How much and with which names. `filas`: of each list."""

    nombre: str
    filas: int


@dataclass(frozen=True)
class Registro:
    """What is read from the record once; no document changes it."""

    elenco: Elenco
    candidatura: Candidatura
    sesion: Sesion

    def papeles(self, caso: Caso) -> dict[str, Hoja]:
        """Each document by its name."""
        with self._llamado(caso.nombre), transaction.atomic():
            self._agendar(caso)
            hechos = dict(self._papeles(caso.nombre, caso.filas))
            transaction.set_rollback(True)
        return hechos

    @contextmanager
    def _llamado(self, nombre: str) -> Iterator[None]:
        """Everything of the record is called so, and nothing of it is saved."""
        c, e = self.candidatura, self.elenco
        suyos = [c.persona, c.actor, c.cargo, c.territorio, e.partido_a, e.entregables["informe-marzo"]]
        antes = [o.nombre for o in suyos]
        for objeto in suyos:
            objeto.nombre = nombre
        yield
        for objeto, suyo in zip(suyos, antes, strict=True):
            objeto.nombre = suyo

    def _agendar(self, caso: Caso) -> None:
        """The session has so many points, of which one has its document, and whoever was there is called so."""
        puntos = self.sesion.puntos
        documento, desde = puntos.exclude(documento=None).values_list("documento", flat=True).get(), puntos.count()
        PuntoOrden.objects.bulk_create(
            PuntoOrden(
                sesion=self.sesion,
                orden=desde + n + 1,
                titulo=(caso.nombre * 2)[:500],
                documento_id=None if n else documento,
            )
            for n in range(caso.filas)
        )
        for numero, integracion in enumerate(Integracion.objects.filter(organo=self.sesion.organo)):
            integracion.nombre, integracion.cargo = f"{numero} {caso.nombre}"[:200], caso.nombre[:120]
            integracion.save()

    def _papeles(self, nombre: str, filas: int) -> Iterator[tuple[str, Hoja]]:
        e, c = self.elenco, self.candidatura
        proceso, entregable = e.proceso, e.entregables["informe-marzo"]
        numero = "IEE_PRESIDENCIA/DEOEPC/00282/2024" if filas else ""
        lleva = [(entregable, [])] * filas
        yield (
            "oficio de remisión",
            cartas.remision(proceso, Remite(date(2024, 6, 3), lleva, [nombre], [nombre], numero, nombre, nombre), EN),
        )
        suyas = [Cuenta(c, "usuario" * 5, EN)] * min(filas, 3)
        yield "carta de cuenta", cartas.cuentas(proceso, suyas, "https://ejemplo.mx/recuperar/", EN)
        yield "vista", cartas.vista(proceso, [(nombre, nombre, nombre, nombre, nombre)] * filas, EN, EN)
        for clave in ("acuerdo", "dictamen"):
            dichos = [f"El 3 de junio: {nombre} (SHA-256 {HUELLA})."] * filas
            yield f"proyecto de {clave}", cartas.proyecto(clave, Proyecto(entregable, nombre, dichos), EN)
        yield "exhorto", cartas.exhorto(e.partido_a, [(nombre, nombre, nombre)] * filas, EN, numero=numero)
        actos = [ActoDicho(n, EN, nombre, nombre, HUELLA) for n in range(filas)]
        yield "certificado de historia", cartas.historia(proceso, nombre, "compliance.entregable:1", actos, EN)
        avisos = [(EN, nombre, f"{nombre}\na@b.mx", "Enviado", f"<{HUELLA}@ejemplo.mx>")] * filas
        yield "constancia de avisos", cartas.constancia(proceso, e.partido_a, avisos, EN)
        del_libro = [(numero, "03/06/2024", nombre, nombre, nombre, *["03/06/2024 10:00"] * 3, "Enviado")] * filas
        yield "libro de oficios", libro(proceso, del_libro, EN)
        yield from self._informes(nombre, filas)
        observado = [Observado(nombre, nombre, nombre)] * filas
        yield "requerimiento", requerimiento(Requerimiento(c, 1, EN, nombre, EN if filas else None, observado))
        hojas = [DeQuien(c, "IEPC/prueba-2024/1")] * min(filas, 3)
        yield "consentimiento", formatos_de_consentimiento(hojas, proceso, "Aviso de privacidad integral, 1", EN)
        for clase in VersionDeAviso.Clase.values:
            texto = "\n\n".join([f"{nombre}\n{nombre}"] * filas)
            version = VersionDeAviso(proceso=proceso, clase=clase, numero=1, texto=texto, huella=HUELLA)
            version.rige_en = EN if filas else None
            yield f"aviso {clase}", aviso_impreso(version, EN)
        yield "convocatoria", convocatoria_impresa(self.sesion, EN)
        yield "orden del día", orden_del_dia(self.sesion, EN)
        texto = "\n\n".join([f"{n}. {nombre}, {HUELLA}" for n in range(filas)])
        yield "acta", acta_impresa(Acta(sesion=self.sesion, texto=texto, version=1), EN)
        acto = Acto(pk=7, en=EN, huella=HUELLA, motivo=nombre, hechos={"huellas": {nombre: HUELLA} if filas else {}})
        yield "certificado de supresión del proceso", hoja_de_todas(proceso, [(c, acto)] * filas, filas, EN)
        supresion = Supresion(
            proceso=proceso, pk=1, candidatura=c, causa=Supresion.Causa.RETIRO, documento=nombre[:200], confirmada_en=EN
        )
        yield "certificado de supresión", hoja_de_una(supresion, acto, filas, EN)
        direccion = "https://ejemplo.mx/conoceles/prueba-2024/candidatura/1/"
        yield "ficha", ficha_impresa(c, contexto_de_ficha(c, []), direccion, foto().read() if filas else None, EN)

    def _informes(self, nombre: str, filas: int) -> Iterator[tuple[str, Hoja]]:
        proceso = self.elenco.proceso
        datos = informe_mensual(proceso, date(2024, 3, 1), EN)
        una = datos.filas[0]
        repetidas = [replace(una, no=n + 1, actividad=nombre, documento=nombre[:120]) for n in range(filas)]
        datos = replace(datos, filas=repetidas, sesiones=datos.sesiones if filas else [])
        yield "informe mensual", mensual_pdf.hoja(datos)
        for disposicion in Membrete.Disposicion.values:
            Membrete.objects.update_or_create(instituto=proceso.instituto, defaults={"disposicion": disposicion})
            informe = Informe(proceso=proceso, clase=Informe.Clase.MENSUAL, periodo="2024-03")
            yield (
                f"informe redactado, {disposicion}",
                hoja_redactada(informe, secciones_de_fabrica(informe.clase, disposicion), datos, en=EN),
            )
        Membrete.objects.all().delete()
        for clase, periodo, corte in PERIODOS:
            suyo = informe_de_captura(proceso, clase, corte, con_estadisticas=False)
            por = {que: [replace(f, nombre=nombre) for f in (grupo * filas)[:filas]] for que, grupo in suyo.por.items()}
            contado = replace(suyo, por=por)
            yield f"informe {clase}", hoja_de_captura(contado)
            informe = Informe(proceso=proceso, clase=clase, periodo=periodo)
            secciones = secciones_de_fabrica(clase, Membrete.Disposicion.TABLA)
            yield f"informe {clase} redactado, {periodo}", hoja_redactada(informe, secciones, contado, en=EN)


def registro(e: Elenco) -> Registro:
    """A candidacy, and a deliverable decided in session."""
    c = e.candidatura_en("capturada")
    hasta_remision(e)
    sesion = Sesion.objects.filter(organo=e.consejo).latest("inicia_en")
    return Registro(e, Candidatura.objects.select_related("proceso__instituto", "persona").get(pk=c.pk), sesion)
