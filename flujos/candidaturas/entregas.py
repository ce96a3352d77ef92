"""The accounts of one agreement of the council: whose they are, told before, and delivered one by one until the end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from calendario.limpieza import en_parrafos, en_una_linea
from compliance.actos import escritura
from compliance.ambito import Ambito
from compliance.models import Acto, ActorPolitico, Candidatura, EntregaDeCuentas, Nombramiento, Proceso, Rol, Usuario
from compliance.models.accesos import SIN_AVANCE

from ..guardas.caso import MUEVEN_EL_CORREO
from ..transiciones import Rechazo, bloquear
from ..verbos.candidaturas import DE_CANDIDATURA
from .cuentas import correos_compartidos, entregar_cuentas, entregar_representacion, por_entregar

# Of one act: more would not be looked at before confirming.
MAXIMO = 600


@dataclass(frozen=True)
class PorEntregar:
    """An account to be delivered, as it is told before: what stops it, who else has its address, if it is there."""

    candidatura: Candidatura
    sin_correo: bool
    comparte_con: tuple[str, ...]
    tiene_cuenta: bool
    la_movio: bool

    @property
    def lista(self) -> bool:
        """Whether it would go out as it is."""
        return not (self.sin_correo or self.comparte_con or self.la_movio)


def que_se_entregaria(candidaturas: Iterable[Candidatura], proceso: Proceso, ambito: Ambito) -> list[PorEntregar]:
    """What would become of each. Six queries, however many."""
    ellas = list(candidaturas)
    personas = {c.persona_id for c in ellas}
    compartidos = correos_compartidos(proceso)
    con_cuenta = set(
        Nombramiento.objects.filter(
            rol__name=Rol.CANDIDATURA, candidatura__proceso=proceso, usuario__is_active=True
        ).values_list("candidatura__persona", flat=True)
    )
    movidos = {
        persona
        for persona, hechos in Acto.objects.filter(
            proceso=proceso, verbo__in=MUEVEN_EL_CORREO, por=ambito.usuario, candidatura__isnull=False
        ).values_list("candidatura__persona", "hechos")
        if "correo" in hechos.get("campos", ())
    }
    vistas: set[int] = set()
    dichas = []
    for c in ellas:
        correo = c.persona.correo
        dichas.append(
            PorEntregar(
                candidatura=c,
                sin_correo=not correo,
                comparte_con=tuple(
                    nombre for pk, nombre in compartidos.get(correo.lower(), ()) if correo and pk != c.persona_id
                ),
                tiene_cuenta=c.persona_id in con_cuenta or c.persona_id in vistas,
                la_movio=c.persona_id in movidos,
            )
        )
        vistas.add(c.persona_id)
    return dichas if personas else []


@escritura()
def abrir_entrega(
    proceso: Proceso,
    *,
    acuerdo: str,
    claves: Sequence[int],
    actores: Sequence[int],
    motivos: dict[str, str],
    por: Usuario,
    ambito: Ambito,
    en: datetime,
) -> EntregaDeCuentas:
    """Keep what will be delivered, for `seguir_entrega`; the same asked for again while it is under way is that one.

    Raises Rechazo if `por` may not, or there is nothing to deliver.
    """
    if not DE_CANDIDATURA["entregar_cuentas"].permite(ambito, proceso.pk):
        raise Rechazo("rol", "No le corresponde entregar cuentas.")
    bloquear(Proceso, proceso.pk)
    pendientes = por_entregar(Candidatura.objects.filter(proceso=proceso, pk__in=claves))
    suyas = list(pendientes.order_by("pk").values_list("pk", flat=True)[:MAXIMO])
    de_actores = list(proceso.actores.filter(pk__in=actores).order_by("pk").values_list("pk", flat=True))
    if not acuerdo.strip():
        raise Rechazo(
            "acuerdo", "Falta el acuerdo.", "Escriba su número.", {"acuerdo": "Escriba el número del acuerdo."}
        )
    if not suyas and not de_actores:
        raise Rechazo("vacia", "No eligió ninguna cuenta que falte por entregar.", "Elija al menos una.")
    acuerdo = en_una_linea(acuerdo).strip()[:200]
    for abierta in EntregaDeCuentas.objects.filter(proceso=proceso, acuerdo=acuerdo, terminada_en=None):
        if set(suyas) <= set(abierta.claves) and set(de_actores) <= set(abierta.actores):
            return abierta
    return EntregaDeCuentas.objects.create(
        proceso=proceso,
        acuerdo=acuerdo,
        en=en,
        por=por,
        por_nombre=str(por),
        claves=suyas,
        actores=de_actores,
        motivos={clave: en_parrafos(motivo).strip() for clave, motivo in motivos.items() if motivo.strip()},
        avance_en=en,
    )


def por_retomar(en: datetime) -> list[int]:
    """Those that nobody goes on with: lost on their way, or left by somebody who died."""
    paradas = EntregaDeCuentas.objects.filter(terminada_en=None, avance_en__lte=en - SIN_AVANCE)
    return list(paradas.order_by("pk").values_list("pk", flat=True))


def seguir_entrega(entrega: EntregaDeCuentas, en: datetime) -> None:
    """Deliver what is left, one transaction each: whoever does the same meanwhile waits, and finds it done."""
    desde = monotonic()
    while _una(entrega.pk, en + timedelta(seconds=monotonic() - desde)):
        pass


@escritura()
def _una(clave: int, en: datetime) -> bool:
    """Deliver the next one, or say why not; False when none is left."""
    entrega = EntregaDeCuentas.objects.select_for_update(of=("self",)).select_related("por").get(pk=clave)
    siguiente = entrega.siguiente
    if siguiente is not None:
        modelo, pk = siguiente
        try:
            with escritura():
                objeto = modelo._default_manager.get(pk=pk)
                if isinstance(objeto, ActorPolitico):
                    entregar_representacion(objeto, por=entrega.por, en=en, acuerdo=entrega.acuerdo)
                else:
                    motivo = entrega.motivos.get(str(pk), "")
                    entregar_cuentas(objeto, por=entrega.por, en=en, acuerdo=entrega.acuerdo, motivo=motivo)
        except Rechazo as rechazo:
            entrega.rechazadas = [*entrega.rechazadas, [modelo._meta.model_name, pk, str(rechazo)]]
        entrega.llevadas += 1
    entrega.avance_en = en
    if entrega.siguiente is None:
        entrega.terminada_en = en
    entrega.save(update_fields=["rechazadas", "llevadas", "avance_en", "terminada_en"])
    return entrega.terminada_en is None
