"""What is typed saves itself as a draft: nothing is overwritten in silence, and each time one writes is one act."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from compliance.models import Candidatura, Usuario
from flujos import candidaturas as servicios
from flujos.candidaturas.borradores import QUIETO
from flujos.candidaturas.captura import OtraPersonaGuardo, Visto
from flujos.transiciones import Rechazo

from ..elenco import Elenco, curricular_completo, identidad_completa, momento

EN = momento("2024-04-05 10:00")


class Ventana:
    """A page in which somebody types; it saves by itself and learns how it left the section."""

    def __init__(self, c: Candidatura, por: Usuario, *campos: str, nombre: str = "v1") -> None:
        self.c, self.por, self.campos, self.nombre = c, por, campos, nombre
        self.huella = servicios.huella_de(servicios.con_borradores(fresca(c)), campos)

    def visto(self) -> Visto:
        return Visto(self.campos[0], self.campos, self.huella, self.nombre)

    def teclear(self, minuto: int = 0, *, pierde_la_respuesta: bool = False, **valores: Any) -> None:
        cual = "identidad" if self.campos[0] in ("indigena", "discapacidad") else "curricular"
        huella = servicios.autoguardar(
            self.c, por=self.por, en=EN + timedelta(minutes=minuto), visto=self.visto(), **{cual: valores}
        )
        if not pierde_la_respuesta:
            self.huella = huella


def fresca(c: Candidatura) -> Candidatura:
    return Candidatura.objects.select_related("proceso__instituto").get(pk=c.pk)


def actos(c: Candidatura) -> list[str]:
    return [f"{a.verbo}:{a.por_nombre}" for a in c.actos.exclude(verbo="alta").order_by("pk")]


def test_cien_pausas_son_un_acto_y_lo_tecleado_se_lee_mientras(elenco: Elenco) -> None:
    c = elenco.candidatura()
    cuenta = elenco.cuenta_de(c)
    pagina = Ventana(c, cuenta, "motivo_cargo")
    for n in range(1, 101):
        pagina.teclear(motivo_cargo="palabra " * n)
    assert fresca(c).curricular.motivo_cargo == ""
    assert servicios.con_borradores(fresca(c)).curricular.motivo_cargo == "palabra " * 100
    assert actos(c) == []
    assert c.curricular.history.count() == 1
    servicios.guardar_borrador(
        c, curricular={"motivo_cargo": "palabra " * 100}, por=cuenta, en=EN, visto=pagina.visto()
    )
    assert fresca(c).curricular.motivo_cargo == "palabra " * 100
    assert actos(c) == [f"guardar_borrador:{cuenta}"]
    assert c.curricular.history.count() == 2
    assert not c.borradores.por_asentar().exists()


def test_dos_ventanas_de_la_misma_persona_no_se_pisan_y_una_respuesta_perdida_no_es_un_conflicto(
    elenco: Elenco,
) -> None:
    c = elenco.candidatura()
    cuenta = elenco.cuenta_de(c)
    una, otra = (Ventana(c, cuenta, "motivo_cargo", nombre=n) for n in ("v1", "v2"))
    una.teclear(motivo_cargo="Desde una", pierde_la_respuesta=True)
    una.teclear(motivo_cargo="Desde una, que sigue")
    with pytest.raises(OtraPersonaGuardo) as info:
        otra.teclear(motivo_cargo="Desde otra")
    assert info.value.guardado == {"motivo_cargo": "Desde una, que sigue"}
    # Whoever writes in two windows looks for nobody else.
    assert "Mientras usted escribía, usted, en otra ventana, guardó esta sección" in info.value.mensaje
    otra.huella = info.value.huella
    otra.teclear(motivo_cargo="Las dos juntas")
    with pytest.raises(OtraPersonaGuardo):
        una.teclear(motivo_cargo="Desde una, todavía")
    assert servicios.con_borradores(fresca(c)).curricular.motivo_cargo == "Las dos juntas"


def test_lo_que_tecleaba_otra_persona_es_un_acto_suyo_antes_de_sustituirlo(elenco: Elenco) -> None:
    c = elenco.candidatura()
    candidata, partido = elenco.cuenta_de(c), elenco.usuario("partido")
    suya = Ventana(c, candidata, "propuesta_1", "propuesta_2")
    suya.teclear(propuesta_1="De ella", propuesta_2="Y esta")
    ajena = Ventana(c, partido, "propuesta_1", "propuesta_2", nombre="v9")
    ajena.teclear(5, propuesta_1="Del partido", propuesta_2="Y esta")
    assert actos(c) == [f"guardar_borrador:{candidata}"]
    acto = c.actos.get(verbo="guardar_borrador")
    assert (acto.en, acto.ocurrio_en) == (EN + timedelta(minutes=5), EN)
    assert c.curricular.history.latest().propuesta_1 == "De ella"
    servicios.guardar_borrador(
        c, curricular={"propuesta_1": "Del partido, al fin"}, por=partido, en=EN + timedelta(minutes=6)
    )
    assert actos(c) == [f"guardar_borrador:{candidata}", f"guardar_borrador:{partido}"]
    assert (fresca(c).curricular.propuesta_1, fresca(c).curricular.propuesta_2) == ("Del partido, al fin", "Y esta")


def test_lo_de_identidad_descansa_cifrado_tambien_mientras_se_teclea(elenco: Elenco) -> None:
    c = elenco.candidatura()
    pagina = Ventana(c, elenco.cuenta_de(c), "indigena", "pueblo_indigena")
    pagina.teclear(indigena="Sí", pueblo_indigena="Wixárika")
    with connection.cursor() as cursor:
        cursor.execute("SELECT contenido FROM compliance_borrador")
        ((sello,),) = cursor.fetchall()
    assert sello.startswith("c1.")
    assert "Wix" not in sello
    pagina.teclear(indigena="No")
    respuestas = servicios.con_borradores(fresca(c)).identidad.respuestas
    assert respuestas == {"indigena": "No", "pueblo_indigena": "No aplica"}


def test_al_enviar_y_al_dejar_de_teclear_se_asienta_a_nombre_de_quien_escribio(elenco: Elenco) -> None:
    c = elenco.candidatura()
    candidata, partido = elenco.cuenta_de(c), elenco.usuario("partido")
    servicios.aceptar_aviso(c, por=candidata, en=EN)
    completo = curricular_completo()
    motivo = completo.pop("motivo_cargo")
    servicios.guardar_borrador(c, curricular=completo, identidad=identidad_completa(), por=partido, en=EN)
    Ventana(c, candidata, "motivo_cargo").teclear(motivo_cargo=motivo)
    assert servicios.asentar_quietos(EN + QUIETO - timedelta(seconds=1)) == 0
    antes = actos(c)
    with pytest.raises(Rechazo):  # one that is refused keeps nothing
        servicios.enviar_captura(c, por=elenco.usuario("verificacion"), en=EN)
    assert actos(c) == antes
    servicios.enviar_captura(c, por=partido, en=EN + timedelta(minutes=1))
    assert actos(c)[len(antes) :] == [f"guardar_borrador:{candidata}", f"enviar_captura:{partido}"]
    assert fresca(c).curricular.motivo_cargo == motivo

    otra = elenco.candidatura("Bea Ruiz", formula="2")
    Ventana(otra, elenco.cuenta_de(otra), "motivo_cargo").teclear(motivo_cargo="Se le acabó la pila")
    assert servicios.asentar_quietos(EN + QUIETO) == 1
    assert servicios.asentar_quietos(EN + QUIETO) == 0
    assert fresca(otra).curricular.motivo_cargo == "Se le acabó la pila"
    assert actos(otra) == [f"guardar_borrador:{elenco.cuenta_de(otra)}"]

    # Of who is withdrawn while she types, too.
    Ventana(otra, elenco.cuenta_de(otra), "propuesta_1").teclear(16, propuesta_1="Hasta el último minuto")
    ejecutiva, en = elenco.usuario("secretaria_ejecutiva"), EN + timedelta(minutes=17)
    servicios.retirar(otra, motivo_retiro="renuncia", documento="Acuerdo 7", por=ejecutiva, en=en)
    assert fresca(otra).curricular.propuesta_1 == "Hasta el último minuto"
    assert not otra.borradores.por_asentar().exists()


def test_guardarse_solo_se_niega_como_guardar(elenco: Elenco) -> None:
    c = elenco.candidatura()
    pagina = Ventana(c, elenco.cuenta_de(c), "medios")
    pagina.teclear(medios=[{"tipo": "pagina_web", "valor": "www.ana.mx"}, {"tipo": "facebook", "valor": "@ana"}])
    guardados = [m["valor"] for m in servicios.con_borradores(fresca(c)).curricular.medios]
    assert guardados == ["https://www.ana.mx", "https://www.facebook.com/ana"]
    with pytest.raises(Rechazo) as info:
        pagina.teclear(medios=[{"tipo": "telefono", "valor": "no tengo"}])
    assert "déjelo en blanco" in info.value.mensaje
    ajena = Ventana(c, elenco.usuario("partido_b"), "motivo_cargo")
    with pytest.raises(Rechazo):
        ajena.teclear(motivo_cargo="Ajeno")
    cerrada = elenco.candidatura_en("capturada", "Bea Ruiz", formula="2")
    with pytest.raises(Rechazo):
        Ventana(cerrada, elenco.cuenta_de(cerrada), "motivo_cargo").teclear(motivo_cargo="Tarde")
