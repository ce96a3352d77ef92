"""Who is who: kept apart, joined and parted again; and what may be registered."""

from datetime import date

import pytest

from compliance import cifrado
from compliance.historia import guardar
from compliance.models import (
    Acto,
    ActorPolitico,
    Candidatura,
    Cotejo,
    Identificacion,
    LlaveDePersona,
    Nombramiento,
    Persona,
)
from compliance.services.cadenas import verificar
from compliance.services.llaves import envolver_de_nuevo, hay_por_envolver, suprimir
from flujos import candidaturas as servicios
from flujos.candidaturas import cotejos
from flujos.candidaturas.cotejos import Repetida
from flujos.transiciones import Rechazo

from ..elenco import Elenco, momento, rechazado
from ..libros import candidata
from .importado import Importador

EN = momento("2024-04-16 10:00")
CURP = "PEXA800505MMSRXN09"
CLAVE = "PRXXAN80050517M100"


def comun(elenco: Elenco) -> ActorPolitico:
    nueva = ActorPolitico(proceso=elenco.proceso, clave="comun", nombre="Candidatura común A y B", tipo="comun")
    guardar(nueva, por=None, en=EN, motivo="Alta")
    nueva.integrantes.set([elenco.partido_a, elenco.partido_b])
    return nueva


def corregir(c: Candidatura, elenco: Elenco, **datos: object) -> Candidatura:
    confirmadas = datos.pop("confirmadas", ())
    return servicios.corregir_registro(
        c,
        datos=datos,
        accion_afirmativa=c.accion_afirmativa,
        motivo="Acta",
        por=elenco.usuario("administracion"),
        en=EN,
        confirmadas=confirmadas,  # type: ignore[arg-type]
    )


def rotos() -> list[str]:
    """What of it does not verify: what the cast wrote without an act is not this."""
    return [r["motivo"] for r in verificar().rotos if r["objeto"].split(":")[0] in TOCADOS and r["acto"]]


TOCADOS = ("compliance.cotejo", "compliance.persona", "compliance.identificacion", "compliance.candidatura")


def test_lo_que_identifica_reposa_cifrado_se_compara_y_se_suprime(elenco: Elenco, settings: object) -> None:
    una, otra = elenco.candidatura("Ana Pérez Ruiz"), elenco.candidatura("Anita Pérez", formula="2")
    with rechazado("curp"):
        corregir(una, elenco, curp="PEXA800505MMSRXN01")
    # What it says otherwise than the record is told, and gives way when it is confirmed.
    with rechazado("contradiccion") as info:
        corregir(una, elenco, curp=CURP, sexo="H")
    assert "registrada como mujer" in str(info.value)
    corregir(una, elenco, curp=CURP.lower(), clave_elector=CLAVE)
    corregir(otra, elenco, curp=CURP, sexo="H", confirmadas=["contradiccion"])
    de_una, de_otra = (Identificacion.objects.get(persona=c.persona) for c in (una, otra))
    assert (de_una.curp, de_una.clave_elector) == (CURP, CLAVE)
    assert de_una.curp_huella == de_otra.curp_huella != ""
    with cifrado.sellados():
        sello = Identificacion.objects.get(persona=una.persona).curp
        assert sello.startswith(f"c1.p{una.persona_id}.")
        assert str(de_una.history.first().curp) != CURP
    # Neither in acts nor in words.
    assert not [a for a in Acto.objects.all() if CURP in f"{a.hechos}{a.motivo}"]
    # A rotation covers it; a suppression leaves neither it nor what it was compared with.
    cifrado.maestras()
    settings.LLAVE_MAESTRA = [cifrado._nueva(), *settings.LLAVE_MAESTRA]  # type: ignore[attr-defined]
    assert hay_por_envolver()
    assert sum(envolver_de_nuevo(en=EN)) == 3
    assert not hay_por_envolver()
    assert Identificacion.objects.get(persona=una.persona).curp == CURP
    una.proceso.conservar_hasta, una.proceso.conservar_documento = date(2024, 12, 31), "Acuerdo CT/1/2024"
    guardar(una.proceso, por=None, en=EN, motivo="Plazo")
    suprimir(una.proceso, por=None, en=momento("2025-01-02 10:00"))
    assert Identificacion.objects.get(persona=una.persona).curp == "(suprimida el jue 2 ene 2025)"
    assert not LlaveDePersona.objects.exclude(envoltura="").exists()
    with pytest.raises(cifrado.CifradoError):
        cifrado.huella_de(CURP, una.proceso_id)
    assert rotos() == []


def test_dos_registros_de_una_persona_se_unen_y_se_separan(elenco: Elenco) -> None:
    """One human being with two legitimate candidacies: one person, both candidacies."""
    mr, rp = elenco.candidatura("Ana Pérez Ruiz"), elenco.candidatura("PEREZ RUIZ ANA", formula="2")
    rp.cargo = elenco.gubernatura
    guardar(rp, por=None, en=EN, motivo="Prueba")
    elenco.candidatura("Eva Sol Luna", formula="3")
    quien, firma = elenco.usuario("secretaria_tecnica"), {"motivo": "Lo dice su acta", "en": EN}
    (grupo,) = cotejos.posibles(elenco.proceso)
    assert grupo.personas == (mr.persona_id, rp.persona_id)
    with rechazado("rol"):
        cotejos.unir(
            elenco.proceso, grupo.personas, sobrevive=mr.persona_id, por=elenco.usuario("verificacion"), **firma
        )
    otra = Persona.objects.get(pk=rp.persona_id)
    otra.sexo = "H"
    guardar(otra, por=None, en=EN, motivo="Prueba")
    # Known data that differ: nobody joins them, and nobody is asked.
    assert cotejos.posibles(elenco.proceso) == []
    with rechazado("contradiccion"):
        cotejos.unir(elenco.proceso, grupo.personas, sobrevive=mr.persona_id, por=quien, **firma)
    otra.sexo, otra.fecha_nacimiento = "M", date(1980, 5, 5)
    guardar(otra, por=None, en=EN, motivo="Prueba")
    distintas = cotejos.distinguir(elenco.proceso, grupo.personas, por=quien, **firma)
    assert cotejos.posibles(elenco.proceso) == []
    cotejos.revertir(distintas, motivo="Era un error", por=quien, en=EN)
    assert cotejos.posibles(elenco.proceso) == [grupo]
    queda = Persona.objects.get(pk=mr.persona_id)
    queda.correo = ""
    guardar(queda, por=None, en=EN, motivo="Prueba")
    cotejo = cotejos.unir(elenco.proceso, grupo.personas, sobrevive=queda.pk, por=quien, **firma)
    rp.refresh_from_db()
    assert rp.persona == queda
    assert Persona.objects.get(pk=queda.pk).correo == "ana@example.com"
    assert Persona.objects.get(pk=otra.pk).unida_a == queda
    assert cotejos.posibles(elenco.proceso) == []
    assert Acto.objects.get(verbo="unir_persona").candidatura == rp
    cotejos.revertir(cotejo, motivo="Son dos", por=quien, en=EN)
    rp.refresh_from_db()
    assert rp.persona_id == otra.pk
    assert Persona.objects.get(pk=queda.pk).correo == ""
    assert cotejos.posibles(elenco.proceso) == [grupo]
    # Once the data of who stays were corrected, nobody knows any more whose they are.
    cotejo = cotejos.unir(elenco.proceso, grupo.personas, sobrevive=queda.pk, por=quien, **firma)
    corregir(mr, elenco, nombre="Ana María Pérez Ruiz")
    with rechazado("corregida"):
        cotejos.revertir(cotejo, motivo="Son dos", por=quien, en=EN)
    assert rotos() == []


def test_un_triplicado_de_candidatura_comun_queda_en_uno_y_vuelve(elenco: Elenco) -> None:
    alianza = comun(elenco)
    queda = elenco.candidatura_en("capturada", "Ana Pérez Ruiz")
    sale = elenco.candidatura("ANA PEREZ RUIZ", actor=elenco.partido_b)
    cuenta = elenco.cuenta_de(sale)
    quien, firma = elenco.usuario("secretaria_ejecutiva"), {"motivo": "Candidatura común", "en": EN}
    (grupo,) = cotejos.posibles(elenco.proceso)
    repetida = Repetida(queda.pk, (sale.pk,), alianza.pk)
    with rechazado("documento"):
        cotejos.unir(
            elenco.proceso, grupo.personas, sobrevive=queda.persona_id, repetidas=[repetida], por=quien, **firma
        )
    with rechazado("actor"):
        cotejos.unir(
            elenco.proceso,
            grupo.personas,
            sobrevive=queda.persona_id,
            repetidas=[Repetida(queda.pk, (sale.pk,), elenco.independiente.pk)],
            documento="Oficio 1",
            por=quien,
            **firma,
        )
    texto = queda.curricular.propuesta_1
    cotejo = cotejos.unir(
        elenco.proceso,
        grupo.personas,
        sobrevive=queda.persona_id,
        repetidas=[repetida],
        documento="Oficio 1",
        por=quien,
        **firma,
    )
    queda, sale = Candidatura.objects.get(pk=queda.pk), Candidatura.objects.get(pk=sale.pk)
    assert (queda.actor, queda.estado, queda.curricular.propuesta_1) == (alianza, "capturada", texto)
    assert (sale.estado, sale.motivo_retiro, sale.duplica_a, sale.persona) == (
        "retirada",
        "duplicada",
        queda,
        queda.persona,
    )
    # Its account ended: the one that stays has its own.
    assert not Nombramiento.objects.filter(usuario=cuenta).vigentes(date(2024, 4, 16)).exists()
    assert cotejos.posibles(elenco.proceso) == []
    assert {a.verbo for a in sale.actos.all()} >= {"retirar_repetida", "unir_persona"}
    cotejos.revertir(cotejo, motivo="No lo eran", por=quien, en=EN)
    queda, sale = Candidatura.objects.get(pk=queda.pk), Candidatura.objects.get(pk=sale.pk)
    assert (queda.actor, sale.estado, sale.motivo_retiro, sale.duplica_a) == (elenco.partido_a, "asignada", "", None)
    assert Nombramiento.objects.filter(usuario=cuenta, candidatura=sale).vigentes(date(2024, 4, 16)).exists()
    # What moved on is not put back.
    cotejo = cotejos.unir(
        elenco.proceso,
        grupo.personas,
        sobrevive=queda.persona_id,
        repetidas=[repetida],
        documento="Oficio 1",
        por=quien,
        **firma,
    )
    servicios.validar(queda, por=elenco.usuario("verificacion"), en=EN)
    with rechazado("avanzo"):
        cotejos.revertir(cotejo, motivo="No lo eran", por=quien, en=EN)
    assert rotos() == []


def test_lo_unido_no_lo_deshace_ni_lo_repite_una_carga(elenco: Elenco, importado: Importador) -> None:
    filas = [
        candidata(NOMBRE_CANDIDATO="MA. LUZ SINTETICA RUIZ", PARTIDO_COALICION="PARTIDO A"),
        candidata(NOMBRE_CANDIDATO="MARIA LUZ SINTETICA RUIZ", PARTIDO_COALICION="PARTIDO B"),
    ]
    importado(filas)
    proceso = Candidatura.objects.filter(persona__nombre__contains="SINTETICA").first().proceso  # type: ignore[union-attr]
    queda, sale = Candidatura.objects.filter(proceso=proceso).order_by("pk")
    alianza = ActorPolitico(proceso=proceso, clave="comun-ab", nombre="Común A y B", tipo="comun")
    guardar(alianza, por=None, en=EN, motivo="Alta")
    alianza.integrantes.set([queda.actor, sale.actor])
    elenco.usuario("administracion")
    (grupo,) = cotejos.posibles(proceso)
    cotejos.unir(
        proceso,
        grupo.personas,
        sobrevive=queda.persona_id,
        repetidas=[Repetida(queda.pk, (sale.pk,), alianza.pk)],
        motivo="Candidatura común",
        documento="Oficio 1",
        por=elenco.usuario("administracion"),
        en=EN,
    )
    reporte = importado(filas)
    assert (reporte.creadas, reporte.rechazadas, reporte.duplicadas) == (0, [], [])
    assert Candidatura.objects.filter(proceso=proceso).count() == 2
    queda, sale = Candidatura.objects.filter(proceso=proceso).order_by("pk")
    assert (queda.actor, sale.estado, sale.persona) == (alianza, "retirada", queda.persona)
    # A new candidacy under the other name is that person's.
    importado([*filas, candidata(NOMBRE_CANDIDATO="MARIA LUZ SINTETICA RUIZ", CARGO="DIPUTACIÓN LOCAL RP",
                                 **{"DISTRITO LOCAL": "No aplica", "CIRCUNSCRIPCION": "1"})])  # fmt: skip
    assert Candidatura.objects.filter(proceso=proceso).latest("pk").persona == queda.persona


def test_lo_que_se_registra_tiene_su_lugar_su_formula_y_su_nombre(elenco: Elenco) -> None:
    elenco.gubernatura.se_elige_en = ["entidad"]
    guardar(elenco.gubernatura, por=None, en=EN, motivo="Catálogo")

    def registrar(nombre: str = "Rosa Nueva Paz", **otros: object) -> Candidatura:
        return servicios.registrar(
            **{  # type: ignore[arg-type]
                "proceso": elenco.proceso,
                "persona": Persona(proceso=elenco.proceso, nombre=nombre),
                "actor": elenco.partido_a,
                "cargo": elenco.diputacion,
                "territorio": elenco.distrito,
                "formula": "2",
                "calidad": "propietaria",
                "aprobada_el": date(2024, 3, 30),
                "por": elenco.usuario("administracion"),
                "en": EN,
                **otros,
            }
        )

    with rechazado("territorio") as info:
        registrar(cargo=elenco.gubernatura)
    assert "se elige" in str(info.value)
    assert "entidad" in str(info.value)
    for nombre in ("VACANTE", "JOSÃ‰ PÉREZ", "12345"):
        with rechazado("nombre"):
            registrar(nombre)
    with rechazado("sin_propietaria"):
        registrar(calidad="suplente")
    sola = registrar(calidad="suplente", confirmadas=["sin_propietaria"])
    assert not sola.tiene_propietaria
    primera = registrar("Ana Titular Paz")
    assert sola.tiene_propietaria
    for escrita in ("02", "II", "Fórmula 2", "2 (dos)"):
        with rechazado("formula"):
            registrar("Otra Persona Sol", formula=escrita)
    # The database itself, whoever writes.
    with pytest.raises(Rechazo):
        servicios.registrar(
            proceso=elenco.proceso,
            persona=primera.persona,
            actor=elenco.partido_a,
            cargo=elenco.diputacion,
            territorio=elenco.distrito,
            formula="F-2",
            calidad="suplente",
            aprobada_el=date(2024, 3, 30),
            por=None,
            en=EN,
        )
    tercera = registrar("Iris Tercera Sol", formula="Fórmula 3")
    assert (tercera.formula, tercera.formula_comparable) == ("Fórmula 3", "3")


def test_una_carga_dice_lo_que_no_es_un_nombre_y_las_suplentes_solas(elenco: Elenco, importado: Importador) -> None:
    elenco.gubernatura.se_elige_en = ["entidad"]
    guardar(elenco.gubernatura, por=None, en=EN, motivo="Catálogo")
    reporte = importado(
        [
            candidata(NOMBRE_CANDIDATO="VACANTE", NUM_LISTA_O_FORMULA=1.0),
            candidata(NOMBRE_CANDIDATO="JOSÃ‰ SINTETICO", NUM_LISTA_O_FORMULA=2.0, SEXO="HOMBRE"),
            candidata(NOMBRE_CANDIDATO="LUIS SOLO", NUM_LISTA_O_FORMULA=3.0, SEXO="HOMBRE", TIPO_CANDIDATO="SUPLENTE"),
            candidata(NOMBRE_CANDIDATO="EVA LEJOS", NUM_LISTA_O_FORMULA=4.0, CARGO="GUBERNATURA"),
        ]
    )
    assert [n.fila for n in reporte.rechazadas] == [2, 5]
    assert "cuando falta la persona" in reporte.rechazadas[0].motivo
    assert "no se elige" in reporte.rechazadas[1].motivo
    dichas = " ".join(n.motivo for n in reporte.advertencias)
    assert "se dañaron al copiarlo" in dichas
    assert "queda con suplente y sin propietaria" in dichas
    assert Cotejo.objects.count() == 0
