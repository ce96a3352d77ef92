"""INE's real public data base, where it is at hand (CAUCE_DATOS_REALES). Only counts are compared: no name or
answer of a real person may reach a test's output."""

import os
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker
from python_calamine import CalamineWorkbook

from compliance.cuestionarios import PREGUNTAS, se_pregunta
from compliance.importacion import Export, leer_export
from compliance.models import Acto, Candidatura, Consentimiento, Nombramiento, Persona, Proceso, Rol, Usuario
from compliance.plan.esquema import leer_plan, ruta_de_plan
from compliance.services.planes import cargar_plan
from compliance.textos import normalizar
from flujos import candidaturas as servicios
from flujos.candidaturas import NuevaObservacion
from flujos.importacion.escritura import Reporte, importar

from ..elenco import momento

_DATOS = os.environ.get("CAUCE_DATOS_REALES", "")
ARCHIVO = Path(_DATOS) / "ine_conoceles_pel_2021_2022.xls"
# In the campaigns of that process, so that what follows the import happens in its time.
EN = momento("2022-05-02 10:00")

pytestmark = [
    pytest.mark.skipif(
        not (_DATOS and ARCHIVO.is_file()),
        reason="CAUCE_DATOS_REALES no indica una carpeta con ine_conoceles_pel_2021_2022.xls",
    ),
    pytest.mark.django_db,
]


@dataclass
class Importada:
    """The process of the data base, and how its import went."""

    proceso: Proceso
    export: Export
    reporte: Reporte


@pytest.fixture(scope="module")
def importada(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Importada]:
    """The plan of INE's process loaded and its data base imported, once for all: each test undoes its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        plan, sha256 = leer_plan(ruta_de_plan("ine-pel-2021-2022"))
        cargar_plan(plan, sha256, por=None, en=EN)
        proceso = Proceso.objects.get(clave=plan.clave)
        export = leer_export(ARCHIVO)
        yield Importada(proceso, export, importar(export, proceso, por=None, en=EN))
        transaction.set_rollback(True)


def todas_las_tablas() -> dict[str, int]:
    """Rows of every table."""
    return {m.__name__: m._default_manager.count() for m in apps.get_models()}


def test_se_leen_479_filas_de_cada_hoja_y_ninguna_se_pierde(importada: Importada) -> None:
    reporte = importada.reporte
    assert reporte.hojas == {"CANDIDATOS": 479, "CUESTIONARIO IDENTIDAD": 479}
    assert reporte.leidas == 479
    assert (reporte.creadas, reporte.actualizadas, reporte.sin_cambio) == (479, 0, 0)
    assert (len(reporte.rechazadas), len(reporte.duplicadas)) == (0, 0)
    assert Candidatura.objects.count() == 479


def test_cada_celda_de_las_dos_hojas_esta_en_el_registro(importada: Importada) -> None:
    """Against the workbook as another reader sees it, column by column. Only how many differ may be told."""
    libro = CalamineWorkbook.from_path(ARCHIVO)
    hojas = {
        h: [[_dicho(c) for c in fila] for fila in libro.get_sheet_by_name(h).to_python()] for h in libro.sheet_names
    }
    con_todo = Candidatura.objects.select_related("persona", "actor", "cargo", "territorio", "curricular", "identidad")
    por_fila = {int(c.origen.rpartition(" ")[2]): c for c in con_todo}
    encabezado, *filas = hojas["CANDIDATOS"]
    distintas: Counter[str] = Counter()
    de_quien: dict[tuple[str, ...], Candidatura] = {}
    for numero, fila in enumerate(filas, start=2):
        c = por_fila[numero]
        de_quien[tuple(fila[i] for i in (0, 1, 2, 3, 4, 5, 6, 7))] = c
        registrado = _en_el_registro(c)
        for columna, celda in zip(encabezado, fila, strict=True):
            celda = "" if celda in _NADA.get(columna, ("No proporcionó",)) else celda
            distintas[columna] += registrado[columna] != _comparada(columna, celda, c)
    # Which of the two sheets is right about the calidad: see decision 0012.
    assert +distintas == {"TIPO_CANDIDATO": 126}
    encabezado, *filas = hojas["CUESTIONARIO IDENTIDAD"]
    preguntas = {p.encabezado: p for p in PREGUNTAS.values() if p.ine}
    distintas = Counter()
    celdas = 0
    for fila in filas:
        c = de_quien.pop(tuple(fila[:8]))
        registrado, respuestas = _en_el_registro(c), c.identidad.respuestas
        for columna, celda in zip(
            ["DISTRITO LOCAL" if t == "DISTRITOLOCAL" else t for t in encabezado], fila, strict=True
        ):
            celdas += 1
            if columna not in preguntas:
                distintas[columna] += registrado[columna] != _comparada(columna, celda, c)
                continue
            pregunta = preguntas[columna]
            dicho = respuestas.get(pregunta.clave, "")
            # What another answer makes pointless is blank in the sheet, or says so, and «No aplica» in the record.
            ociosa = not se_pregunta(pregunta, respuestas) or respuestas.get(pregunta.excluye) == "Sí"
            vacias = ociosa and {celda, dicho} <= {"", "No aplica"}
            distintas[columna] += dicho != pregunta.canonica(celda) and not vacias
    assert (+distintas, de_quien, celdas) == ({}, {}, 479 * 31)


def test_exportar_lo_importado_devuelve_cada_celda_salvo_lo_que_dice_la_decision(
    importada: Importada, tmp_path: Path
) -> None:
    """Decision 0052 has the table of what may differ. Three in four consent to publish what they answered."""
    todas = Candidatura.objects.order_by("pk")
    todas.update(estado="publicada")
    consienten = {c.pk for c in todas if c.pk % 4}
    Consentimiento.objects.bulk_create(
        Consentimiento(candidatura_id=pk, finalidad="publicacion", documento="Formato", aceptado_en=EN, otorgado_en=EN)
        for pk in consienten
    )
    salida = tmp_path / "vuelta.xlsx"
    call_command("exportar_candidaturas", proceso=importada.proceso.clave, salida=salida)
    antes, ahora = (_hojas(ruta) for ruta in (ARCHIVO, salida))
    assert {h: filas[0] for h, filas in ahora.items()} == {h: filas[0] for h, filas in antes.items()}
    filas_de = {c.pk: int(c.origen.rpartition(" ")[2]) for c in todas}
    sueltas = {tuple(map(str, fila[:8])): fila for fila in antes["CUESTIONARIO IDENTIDAD"][1:]}
    halladas: Counter[tuple[str, str, str]] = Counter()
    for n, pk in enumerate(filas_de, start=1):
        candidato = antes["CANDIDATOS"][filas_de[pk] - 1]
        parejas = {"CANDIDATOS": candidato, "CUESTIONARIO IDENTIDAD": sueltas.pop(tuple(map(str, candidato[:8])))}
        for hoja, suya in parejas.items():
            for columna, vieja, nueva in zip(ahora[hoja][0], suya, ahora[hoja][n], strict=True):
                clase = _en_que_difiere(columna, vieja, nueva)
                halladas[hoja, columna, clase] += bool(clase)
                assert clase != "no público" or pk not in consienten
    assert not sueltas
    permitidas = _diferencias_documentadas()
    assert {
        d: n for d, n in halladas.items() if n and d not in permitidas and (d[0], "*", d[2]) not in permitidas
    } == {}
    assert sum(n for (*_, clase), n in halladas.items() if clase == "no público") == 20 * (479 - len(consienten))
    assert halladas["CANDIDATOS", "TIPO_CANDIDATO", "calidad"] == 126


def _hojas(ruta: Path) -> dict[str, list[list[object]]]:
    libro = CalamineWorkbook.from_path(ruta)
    return {
        h: [[_compuesto(c) for c in fila] for fila in libro.get_sheet_by_name(h).to_python()] for h in libro.sheet_names
    }


def _compuesto(celda: object) -> object:
    return unicodedata.normalize("NFC", celda) if isinstance(celda, str) else celda


def _en_que_difiere(columna: str, vieja: object, nueva: object) -> str:
    """The class of a difference, as the table of decision 0052 names them; empty if the cells are the same."""
    if vieja == nueva:
        return ""
    if nueva == "No público":
        return "no público"
    if columna == "TIPO_CANDIDATO":
        return "calidad"
    if columna == "PARTIDO_COALICION" and vieja == "CANDIDATURA COMÚN":
        return "figura"
    if (vieja, nueva) == ("No aplica", " "):
        return "no aplica"
    return "espacios" if str(vieja).split() == str(nueva).split() else "otra"


def _diferencias_documentadas() -> set[tuple[str, str, str]]:
    decision = Path(__file__).parents[2] / "docs" / "decisiones" / "0052-datos-abiertos.md"
    renglones = [r.split("|") for r in decision.read_text(encoding="utf-8").splitlines() if r.startswith("| C")]
    return {(r[1].strip(), r[2].strip(), r[3].strip()) for r in renglones}


_NADA = dict.fromkeys(("DISTRITO LOCAL", "CIRCUNSCRIPCION", "MUNICIPIO"), ("No aplica", "")) | {
    "CURSOS": ("Sin cursos", "No proporcionó")
}
_SEXOS = {"MUJER": "M", "HOMBRE": "H"}


def _dicho(celda: object) -> str:
    """A cell as a person reads it."""
    if isinstance(celda, float):
        return f"{celda:.0f}" if celda.is_integer() else str(celda)
    return unicodedata.normalize("NFC", str(celda)).replace("\r\n", "\n").replace("\r", "\n").strip()


def _comparada(columna: str, celda: str, c: Candidatura) -> str:
    """A cell in the terms in which the record says it."""
    if columna == "PARTIDO_COALICION" and normalizar(celda).startswith(
        ("candidatura independiente", "candidatura comun")
    ):
        return c.actor.tipo if c.actor.tipo[:5] in normalizar(celda) else celda
    if columna in ("CARGO", "ENTIDAD", "DISTRITO LOCAL", "CIRCUNSCRIPCION", "MUNICIPIO"):
        return "" if celda == "No aplica" else normalizar(celda)
    if columna == "TIPO_CANDIDATO":
        return "suplente" if normalizar(celda) == "suplente" else "propietaria"
    if columna == "REDES":
        return " ".join(celda.replace(",", " ").replace(";", " ").split())
    return _SEXOS[celda] if columna == "SEXO" else " ".join(celda.split()) if columna == "NOMBRE_CANDIDATO" else celda


def _en_el_registro(c: Candidatura) -> dict[str, str]:
    """The first sheet's columns of a candidacy."""
    medios = [(m["tipo"], m["valor"]) for m in c.curricular.medios]
    de = dict(medios)
    lugar = normalizar(f"{c.territorio.clave}-{c.territorio.nombre}" if c.territorio.clave else c.territorio.nombre)
    circunscripcion = c.territorio.clave or lugar
    propios = {"casa_campana", "telefono", "correo", "pagina_web"}
    return {
        "PARTIDO_COALICION": c.actor.nombre if c.actor.tipo in ("partido", "coalicion") else c.actor.tipo,
        "CARGO": normalizar(c.cargo.nombre),
        "ENTIDAD": normalizar(c.territorio.entidad),
        "DISTRITO LOCAL": lugar if c.territorio.tipo == "distrito" else "",
        "CIRCUNSCRIPCION": circunscripcion if c.territorio.tipo == "circunscripcion" else "",
        "MUNICIPIO": lugar if c.territorio.tipo == "municipio" else "",
        "NUM_LISTA_O_FORMULA": c.formula,
        "NOMBRE_CANDIDATO": c.persona.nombre,
        "TIPO_CANDIDATO": c.calidad,
        "EDAD": str(c.persona.edad),
        "SEXO": c.persona.sexo,
        "DIRECCION_CASA_CAMPAÑA": de.get("casa_campana", ""),
        "TELEFONO": de.get("telefono", ""),
        "CORREO_ELECTRONICO": de.get("correo", ""),
        "PAGINA_WEB": de.get("pagina_web", ""),
        "REDES": " ".join(valor for tipo, valor in medios if tipo not in propios),
        "ESCOLARIDAD": c.curricular.grado_estudios,
        "ESTATUS_ESCOLARIDAD": c.curricular.estatus_estudios,
        "CURSOS": "".join(c.curricular.otra_formacion),
        "HISTORIA_PROFESIONAL": c.curricular.historia_profesional,
        "TRAYECTORIA_POLITICA": c.curricular.trayectoria_politica,
        "MOTIVO_CARGO_PUBLICO": c.curricular.motivo_cargo,
        "PROPUESTA_1": c.curricular.propuesta_1,
        "PROPUESTA_2": c.curricular.propuesta_2,
        "PROPUESTA_GENERO": c.curricular.propuesta_genero,
    }


def test_los_cuestionarios_en_blanco_quedan_asignada_y_los_completos_llegan_a_capturada(importada: Importada) -> None:
    # 152 curricular and 153 identity questionnaires are blank, 141 of them of the same people; of the 315 with
    # both, 13 gave no proposal on gender.
    assert Counter(Candidatura.objects.values_list("estado", flat=True)) == {"asignada": 177, "capturada": 302}
    blancos = Candidatura.objects.filter(curricular__historia_profesional="")
    assert (blancos.count(), set(blancos.values_list("estado", flat=True))) == (152, {"asignada"})
    sin_identidad = Candidatura.objects.filter(identidad__respuestas="")
    assert (sin_identidad.count(), set(sin_identidad.values_list("estado", flat=True))) == (153, {"asignada"})
    assert Acto.objects.filter(verbo="enviar_captura", a="capturada").count() == 302


def test_se_hallan_las_suplentes_que_la_primera_hoja_oculta(importada: Importada) -> None:
    calidades = Counter(Candidatura.objects.values_list("calidad", "persona__sexo"))
    assert calidades == {
        ("propietaria", "M"): 150,
        ("propietaria", "H"): 129,
        ("suplente", "M"): 126,
        ("suplente", "H"): 74,
    }
    assert sum("TIPO_CANDIDATO" in n.motivo for n in importada.reporte.advertencias) == 126


def test_se_dicen_las_edades_contradichas_y_quienes_tienen_dos_cargos(importada: Importada) -> None:
    motivos = Counter(n.motivo for n in importada.reporte.advertencias)
    # 14 who say that they are 60 or more are not, and one who says no is; 4 and 5 of the young.
    assert motivos["Hay un dato de edad por aclarar en el cuestionario de identidad."] == 24
    assert sum(n for motivo, n in motivos.items() if motivo.startswith("El mismo nombre en dos cargos")) == 5
    # Four people run by MR and by RP; the fifth pair has two ages and is kept apart until somebody looks.
    assert Persona.objects.count() == 475


def test_una_segunda_importacion_no_cambia_nada(importada: Importada) -> None:
    antes = todas_las_tablas()
    segundo = importar(importada.export, importada.proceso, por=None, en=momento("2022-05-03 10:00"))
    assert (segundo.creadas, segundo.actualizadas, segundo.sin_cambio) == (0, 0, 479)
    assert segundo.advertencias == importada.reporte.advertencias
    # But for the load itself, which is an act, with its batches.
    suyas = {"Importacion": 1, "LoteImportado": importada.proceso.importaciones.latest("pk").lotes.count(), "Acto": 1}
    assert todas_las_tablas() == antes | {tabla: antes[tabla] + n for tabla, n in suyas.items()}


def test_un_ensayo_deja_intacta_la_base(importada: Importada) -> None:
    otro = Proceso.objects.get(pk=importada.proceso.pk)
    otro.pk, otro.clave = None, "otro"
    otro.save()
    antes = todas_las_tablas()
    simulado = importar(importada.export, otro, por=None, en=EN, simular=True)
    assert (simulado.leidas, simulado.creadas) == (479, 479)
    assert todas_las_tablas() == antes


def test_algunas_pasan_por_todos_los_estados_por_personas_distintas_con_historial(importada: Importada) -> None:
    proceso = Proceso.objects.get(pk=importada.proceso.pk)
    proceso.publicacion_inicio = date(2022, 5, 4)
    proceso.save()
    candidatura = Candidatura.objects.filter(estado="capturada", actor__tipo="partido").first()
    assert candidatura is not None

    def usuario(rol: Rol, **alcance: object) -> Usuario:
        nuevo = Usuario.objects.create_user(rol.value)
        grupo = Group.objects.get_or_create(name=rol.value)[0]
        Nombramiento.objects.create(
            usuario=nuevo,
            rol=grupo,
            proceso=proceso,
            desde=date(2022, 4, 1),
            confirmado_en=momento("2022-04-01 09:00"),
            **alcance,
        )
        return nuevo

    verifica, secretaria = usuario(Rol.VERIFICACION), usuario(Rol.SECRETARIA_EJECUTIVA)
    propia, partido = usuario(Rol.CANDIDATURA, candidatura=candidatura), usuario(Rol.PARTIDO, actor=candidatura.actor)
    servicios.observar(
        candidatura,
        observaciones=[NuevaObservacion("propuesta_1", ["incompleto"], "Falta la meta.")],
        por=verifica,
        en=momento("2022-05-03 10:00"),
    )
    servicios.aceptar_aviso(candidatura, por=propia, en=momento("2022-05-04 09:00"))
    servicios.guardar_borrador(
        candidatura,
        curricular={"propuesta_1": "Con meta."},
        por=propia,
        en=momento("2022-05-04 10:00"),
    )
    servicios.enviar_captura(candidatura, por=propia, en=momento("2022-05-04 11:00"))
    abiertas = list(candidatura.observaciones.values_list("pk", flat=True))
    servicios.atender_observaciones(candidatura, observaciones=abiertas, por=verifica, en=momento("2022-05-05 10:00"))
    servicios.validar(candidatura, por=verifica, en=momento("2022-05-05 11:00"))
    servicios.autorizar(candidatura, por=partido, en=momento("2022-05-05 12:00"))
    servicios.publicar(candidatura, por=verifica, en=momento("2022-05-06 10:00"))
    servicios.retirar(
        candidatura, motivo_retiro="renuncia", documento="Acuerdo 1", por=secretaria, en=momento("2022-05-07 10:00")
    )
    recorrido = [t.a for t in Acto.objects.filter(candidatura=candidatura) if t.de != t.a]
    assert recorrido == ["asignada", "capturada", "observada", "capturada", "validada", "publicada", "retirada"]
    # Each state is in the history, by whoever brought it about; and importing again does not bring it back.
    autores = {h.estado: h.history_user_id for h in candidatura.history.all()}
    assert autores["observada"] == verifica.pk
    assert autores["retirada"] == secretaria.pk
    otra_vez = importar(importada.export, proceso, por=None, en=momento("2022-05-08 10:00"))
    assert otra_vez.sin_cambio == 479
    assert Candidatura.objects.get(pk=candidatura.pk).estado == "retirada"
