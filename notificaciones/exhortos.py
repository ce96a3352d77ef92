"""Letters to those whose people lack something: who gets each one by mail, once, and what became of it.

An exhorto is a legal notice: no institute switches it off. Found by what is missing (a letter that was issued and that
nobody was told), and kept under the heartbeat of the sweep, so that nobody is told twice.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q

from calendario.fechas import fecha_en_prosa, fecha_hora
from compliance.cara.navegacion import direccion
from compliance.models import Acto, ActorPolitico
from documentos.models import Documento
from flujos.models import Exhorto

from .destinatarios import Contacto, Directorio
from .escalera import una_linea
from .models import Aviso, Escalon
from .redaccion import Redactados
from .sucesos import VIGENCIA

ASUNTO = "Exhorto {numero}: falta información de {total}"
TEXTO = """Se le envía el exhorto {numero}, dirigido a {actor}, para completar lo que falta de {total} en el Sistema \
«Candidatas y Candidatos, Conóceles».

{adjunto} Se responde a más tardar el {limite}.

Acuse de recibido, vea cómo va cada persona y responda en:
{enlace}"""


def avisar_exhortos(al: datetime) -> Redactados:
    """Keep a notice for each contact of the addressee of each letter that was issued and not told yet at `al`.

    Of one without anybody to be told, one row says so; it is told, while it is recent and nobody received it, to an
    address that is registered since. Runs inside the sweep's transaction.
    """
    recientes = Exhorto.objects.filter(
        documento__isnull=False, acusado_en=None, emitido_en__gt=al - VIGENCIA, emitido_en__lte=al
    ).select_related("campana__proceso__instituto", "actor", "oficio")
    llaves: dict[str, set[str]] = defaultdict(set)
    dichos: set[str] = set()
    grupos = [grupo_de(e.pk) for e in recientes]
    for grupo, llave, estado in Aviso.objects.filter(grupo__in=grupos).values_list("grupo", "llave", "estado"):
        llaves[grupo].add(llave)
        if estado != Aviso.Estado.OMITIDO:
            dichos.add(grupo)
    faltan = [e for e in recientes if grupo_de(e.pk) not in dichos]
    directorio = Directorio({e.proceso.pk: e.proceso for e in faltan}.values(), al)
    creados = omitidos = 0
    for exhorto in faltan:
        for contacto in _contactos(exhorto, directorio):
            aviso = _aviso(exhorto, contacto, al)
            if aviso.llave in llaves[aviso.grupo]:
                continue
            llaves[aviso.grupo].add(aviso.llave)
            aviso.save()
            aviso.documentos.set(Documento.objects.filter(Q(exhorto=exhorto) | Q(exhorto_que_completa=exhorto)))
            aviso.actos.set(
                Acto.objects.filter(modelo=Exhorto._meta.label_lower, objeto=exhorto.pk, verbo="emitir_exhorto")
            )
            omitidos += not contacto.correo
            creados += bool(contacto.correo)
    return Redactados(creados, omitidos)


def grupo_de(exhorto: int) -> str:
    """What names the notices of a letter."""
    return f"exhorto:{exhorto}"


def _contactos(exhorto: Exhorto, directorio: Directorio) -> list[Contacto]:
    """Whoever hears what is said to its party or, of an independent candidacy, to its people."""
    actor, proceso = exhorto.actor, exhorto.proceso
    contactos = directorio.de_representacion(actor)
    if actor.tipo == ActorPolitico.Tipo.INDEPENDIENTE:
        a_ella = Escalon(proceso=proceso, destinatario=Escalon.Destinatario.CANDIDATURA)
        for fila in exhorto.filas.select_related("candidatura__persona", "candidatura__actor"):
            contactos += directorio.contactos(a_ella, candidatura=fila.candidatura)
    por_persona = {c.persona: replace(c, actor=c.actor or actor.pk) for c in contactos if c.persona}
    return list(por_persona.values()) or [Contacto(actor.nombre, "", actor=actor.pk)]


def _aviso(exhorto: Exhorto, contacto: Contacto, al: datetime) -> Aviso:
    proceso, grupo = exhorto.proceso, grupo_de(exhorto.pk)
    n = exhorto.filas.count()
    datos = {
        "numero": exhorto.oficio.numero if exhorto.oficio else "",
        "actor": exhorto.actor.nombre,
        "total": "1 candidatura" if n == 1 else f"{n} candidaturas",
        "adjunto": "Se adjuntan el documento y su anexo, con las personas que nombra."
        if exhorto.anexo_id
        else "Se adjunta el documento.",
        "limite": fecha_en_prosa(exhorto.campana.responder_hasta),
        "enlace": settings.SITIO_URL + direccion("exhortos_carta", proceso.clave, exhorto.pk),
    }
    return Aviso(
        proceso=proceso,
        grupo=grupo,
        llave=f"{grupo}|{contacto.persona}",
        cuenta_id=contacto.cuenta,
        actor_id=contacto.actor,
        destinatario_nombre=contacto.nombre,
        destinatario_correo=contacto.correo,
        asunto=una_linea(ASUNTO.format_map(datos)),
        texto=TEXTO.format_map(datos),
        motivo=f"Exhorto: {fecha_hora(exhorto.emitido_en or al, proceso.tz)}",
        creado_en=al,
        siguiente_en=al,
        estado=Aviso.Estado.PENDIENTE if contacto.correo else Aviso.Estado.OMITIDO,
        error="" if contacto.correo else "No hay correo registrado para este destinatario.",
    )


# -- What became of it ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Envio:
    """The mails of a letter. `recibido_en`: when a server first took one."""

    avisos: tuple[Aviso, ...] = ()

    def _en(self, *estados: str) -> int:
        return sum(a.estado in estados for a in self.avisos)

    @property
    def total(self) -> int:
        """How many addresses it goes to."""
        return len(self.avisos) - self.sin_correo

    @property
    def enviados(self) -> int:
        """That a server took."""
        return self._en(Aviso.Estado.ENVIADO)

    @property
    def fallidos(self) -> int:
        """That no server took, or that came back."""
        return self._en(Aviso.Estado.FALLIDO, Aviso.Estado.REBOTADO)

    @property
    def sin_correo(self) -> int:
        """One, if nobody has an address."""
        return self._en(Aviso.Estado.OMITIDO)

    @property
    def en_camino(self) -> int:
        """Still to be sent."""
        return self.total - self.enviados - self.fallidos

    @property
    def recibido_en(self) -> datetime | None:
        """When a server first took one."""
        tomados = (a.enviado_en for a in self.avisos if a.enviado_en and a.estado == Aviso.Estado.ENVIADO)
        return min(tomados, default=None)

    @property
    def dicho(self) -> tuple[str, str]:
        """In words, and the tone with which it is said."""
        if not self.avisos:
            return "Por enviar", "neutro"
        if self.fallidos:
            return f"Fallaron {self.fallidos} de {self.total}", "mal"
        if self.en_camino:
            return f"Enviados {self.enviados} de {self.total}", "info"
        if self.total:
            return f"Enviado a {self.total}", "bien"
        return "Sin correo", "atencion"


def envios_de(exhortos: Collection[Any]) -> dict[int, Envio]:
    """By letter. What was sent again, or told later to an address registered since, stands for what it replaced."""
    por_grupo: dict[str, list[Aviso]] = defaultdict(list)
    grupos = [grupo_de(e.pk) for e in exhortos]
    reenviados = Aviso.objects.filter(grupo__in=grupos, reenvio_de__isnull=False).values("reenvio_de")
    for aviso in Aviso.objects.filter(grupo__in=grupos).exclude(pk__in=reenviados).order_by("pk"):
        por_grupo[aviso.grupo].append(aviso)
    envios = {}
    for e in exhortos:
        suyos = por_grupo[grupo_de(e.pk)]
        con_correo = [a for a in suyos if a.estado != Aviso.Estado.OMITIDO]
        envios[e.pk] = Envio(tuple(con_correo or suyos))
    return envios
