"""A plan worked by its own staff through the pages: each form is sent in one place, here.

The clock is that of the middleware, set before each sending. Whoever acts is whom the plan names: an area has the
account `area_<clave>`, and each role one of its own name.
"""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from compliance.models import Entregable, EtapaRuta, Integracion, Nombramiento, Organo, Proceso, Rol, Usuario
from compliance.plan.esquema import PlanDatos, leer_plan, ruta_de_plan
from compliance.services.planes import cargar_plan
from compliance.situacion import Situacion
from flujos.demostracion.personas import abrir_cuenta, nombrar
from flujos.models import Sesion
from flujos.verbos.entregables import etapa_actual, etapas_de, nombrados
from flujos.verbos.sesiones import QUIEN_LLEVA

from ..elenco import momento

# How long before a session it is called: more than any notice of the plans.
ANTES = timedelta(days=3)
SECRETARIAS = {
    Organo.Tipo.COMISION: Rol.SECRETARIA_TECNICA,
    Organo.Tipo.CONSEJO: Rol.SECRETARIA_EJECUTIVA,
    Organo.Tipo.COMITE: Rol.COMITE_TRANSPARENCIA,
}


class Instituto:
    """A process with its plan, its staff and their browsers."""

    def __init__(self, plan: PlanDatos, reloj: pytest.MonkeyPatch, desde: str = "2023-08-20 09:00") -> None:
        self.reloj, en = reloj, momento(desde)
        cargar_plan(plan, "a" * 64, por=None, en=en)
        # A second factor would be asked from the machine's day on, which plans of 2027 go past.
        Proceso.objects.filter(clave=plan.clave).update(segundo_factor_desde=None)
        self.proceso = Proceso.objects.select_related("instituto").get(clave=plan.clave)
        self.personas: dict[str, Usuario] = {}
        for tipo, rol in SECRETARIAS.items():
            if organo := self.proceso.organos.filter(tipo=tipo).first():
                self.contratar(rol.value, rol, en, organo=organo)
        for area in self.proceso.areas.all():
            self.contratar(f"area_{area.clave}", Rol.AREA, en, area=area)
        # Some sources begin before the process does.
        Nombramiento.objects.filter(proceso=self.proceso).update(desde=en.date())
        for organo in self.proceso.organos.all():
            for n in range(organo.quorum - organo.integraciones.filter(con_voto=True).count()):
                Integracion.objects.create(organo=organo, nombre=f"Consejería {n}", cargo="Integrante", desde=en.date())

    def contratar(self, cuenta: str, rol: Rol, en: datetime, **alcance: Any) -> None:
        self.personas[cuenta] = abrir_cuenta(cuenta, cuenta, "Prueba", en)
        nombrar(self.personas[cuenta], rol, self.proceso, en, **alcance)

    # -- Reading ------------------------------------------------------------------------------------------

    def de(self, llave: str) -> Entregable:
        return Entregable.objects.con_lo_que_se_muestra().get(proceso=self.proceso, llave=llave)

    def momento(self, cuando: str) -> datetime:
        """A local moment of the institute."""
        return datetime.fromisoformat(cuando).replace(tzinfo=self.proceso.tz)

    def situacion(self, llave: str, al: str) -> Situacion:
        return self.de(llave).situacion(self.momento(al))

    def quien(self, e: Entregable, etapa: EtapaRuta) -> str:
        """The account of whom a stage names, or of whoever does such a stage everywhere."""
        suyos = nombrados(etapa, e)
        if suyos:
            return f"area_{suyos[0].area.clave}" if suyos[0].area else suyos[0].rol
        if etapa.tipo == EtapaRuta.Tipo.ELABORAR:
            return f"area_{e.area.clave}" if e.area else "secretaria_tecnica"
        remite = next((x for x in etapas_de(e) if x.tipo == EtapaRuta.Tipo.REMITIR), None)
        if remite is not None and remite != etapa:
            return self.quien(e, remite)
        return "secretaria_ejecutiva"

    # -- Sending ------------------------------------------------------------------------------------------

    def enviar(self, quien: str, cuando: str, lugar: str, datos: dict[str, Any] | None) -> HttpResponse:
        """One sending (without `datos`, one look) by an account at a moment."""
        self.reloj.setattr("compliance.middleware.ahora", lambda: self.momento(cuando))
        cliente = Client()
        cliente.force_login(self.personas[quien])
        return cliente.get(lugar) if datos is None else cliente.post(lugar, datos)  # type: ignore[return-value]

    def hacer(self, verbo: str, llave: str, quien: str, cuando: str, **datos: Any) -> HttpResponse:
        lugar = reverse("entregable_accion", args=[self.proceso.clave, self.de(llave).pk, verbo])
        return self.enviar(quien, cuando, lugar, datos)

    def presentar(self, llave: str, cuando: str, *, quien: str = "", **datos: str) -> None:
        e = self.de(llave)
        etapa = etapa_actual(e)
        assert etapa is not None, llave
        hecho(
            self.hacer("presentar", llave, quien or self.quien(e, etapa), cuando, archivo=pdf(llave, cuando), **datos)
        )

    def adjuntar(self, llave: str, cuando: str, *, quien: str = "secretaria_ejecutiva") -> None:
        hecho(self.hacer("adjuntar", llave, quien, cuando, archivo=pdf(llave, cuando)))

    def iniciar(self, llave: str, cuando: str, *, quien: str = "secretaria_ejecutiva") -> None:
        hecho(self.hacer("iniciar", llave, quien, cuando))

    def remitir(self, llave: str, cuando: str, oficio: str, *, quien: str = "", nota: str = "") -> None:
        hecho(self.intentar_remitir(llave, cuando, oficio, quien=quien, nota=nota))

    def intentar_remitir(
        self, llave: str, cuando: str, oficio: str, *, quien: str = "", nota: str = ""
    ) -> HttpResponse:
        e = self.de(llave)
        quien = quien or self.quien(e, next(x for x in etapas_de(e) if x.tipo == EtapaRuta.Tipo.REMITIR))
        datos = {"oficio": oficio, "remitida_en": local(cuando), "destinatario": "UTVOPL", "copia": "", "nota": nota}
        return self.hacer("remitir", llave, quien, cuando, **datos)

    def validar(self, llave: str, cuando: str) -> None:
        e = self.de(llave)
        etapa = etapa_actual(e)
        assert etapa is not None, llave
        hecho(self.hacer("validar", llave, self.quien(e, etapa), cuando, validada_en=local(cuando)))

    def sesion(
        self,
        organo: str,
        cuando: str,
        puntos: dict[str, dict[str, str] | str],
        *,
        decide: str = "",
        tipo: str = "extraordinaria",
        quien: str = "",
    ) -> Sesion:
        """A session of the body: called, opened, decided with everybody in favour and closed. `decide`: when, if not
        at its beginning. Each point: its outcome, or the fields of its form.
        """
        cuerpo = Organo.objects.get(proceso=self.proceso, clave=organo)
        quien = quien or min(QUIEN_LLEVA[cuerpo.tipo] & self.personas.keys())
        sesion = self.convocar(cuerpo, quien, cuando, tipo, list(puntos))
        self.en_sesion(
            sesion, "instalar", quien, cuando, presentes=list(cuerpo.integraciones.values_list("pk", flat=True))
        )
        self.decidir(sesion, quien, decide or cuando, puntos)
        self.en_sesion(sesion, "concluir", quien, decide or cuando, **{"clausura-momento": local(decide or cuando)})
        return sesion

    def convocar(self, organo: Organo, quien: str, cuando: str, tipo: str, llaves: list[str]) -> Sesion:
        datos = {
            "organo": organo.pk,
            "tipo": tipo,
            "nombre": f"Sesión del {cuando}: {llaves[0]}",
            "inicia_en": local(cuando),
            "entregables": [self.de(llave).pk for llave in llaves],
        }
        antes = f"{self.momento(cuando) - ANTES:%Y-%m-%d %H:%M}"
        hecho(self.enviar(quien, antes, reverse("sesion_convocar", args=[self.proceso.clave]), datos))
        return Sesion.objects.filter(organo=organo).latest("pk")

    def instalar(self, sesion: Sesion, quien: str, cuando: str) -> None:
        presentes = list(sesion.organo.integraciones.values_list("pk", flat=True))
        self.en_sesion(sesion, "instalar", quien, cuando, presentes=presentes)

    def en_sesion(self, sesion: Sesion, verbo: str, quien: str, cuando: str, **datos: Any) -> None:
        hecho(self.enviar(quien, cuando, reverse("sesion_accion", args=[self.proceso.clave, sesion.pk, verbo]), datos))

    def decidir(self, sesion: Sesion, quien: str, cuando: str, puntos: dict[str, dict[str, str] | str]) -> None:
        hecho(self.intentar_decidir(sesion, quien, cuando, puntos))

    def intentar_decidir(
        self, sesion: Sesion, quien: str, cuando: str, puntos: dict[str, dict[str, str] | str]
    ) -> HttpResponse:
        datos: dict[str, Any] = {"momento": local(cuando)}
        for punto in sesion.puntos.exclude(entregable=None).select_related("entregable"):
            dicho = puntos.get(punto.entregable.llave)  # type: ignore[union-attr]
            if dicho is None:
                continue
            campos = {"resultado": dicho} if isinstance(dicho, str) else dicho
            for campo, valor in campos.items():
                datos[f"punto-{punto.pk}-{campo}"] = valor
            for i in sesion.organo.integraciones.filter(con_voto=True):
                datos[f"punto-{punto.pk}-voto-{i.pk}"] = "favor"
        lugar = reverse("sesion_accion", args=[self.proceso.clave, sesion.pk, "decidir"])
        return self.enviar(quien, cuando, lugar, datos)

    def cambiar_ruta(
        self, llave: str, cuando: str, datos: dict[str, Any], quien: str = "secretaria_tecnica"
    ) -> HttpResponse:
        lugar = reverse("entregable_ruta", args=[self.proceso.clave, self.de(llave).pk])
        return self.enviar(quien, cuando, lugar, datos)


def instituto(clave: str, reloj: pytest.MonkeyPatch) -> Instituto:
    """That of a plan that comes with Cauce."""
    return Instituto(leer_plan(ruta_de_plan(clave))[0], reloj)


def hecho(respuesta: HttpResponse) -> None:
    """It was done: the page leads on. Otherwise, what it said."""
    dicho = " ".join(respuesta.content.decode().partition("<main")[2].split())[:1200]
    assert respuesta.status_code == 302, f"{respuesta.status_code}: {dicho}"


def local(cuando: str) -> str:
    return cuando.replace(" ", "T")


def pdf(llave: str, cuando: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{llave}.pdf", f"%PDF-1.4 {llave} {cuando}".encode(), "application/pdf")
