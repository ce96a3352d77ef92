"""Importing candidacies into the record."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from compliance.importacion import leer_export
from compliance.models import Acto, ActorPolitico, Candidatura, Cargo, Persona, Proceso
from flujos import candidaturas as servicios
from flujos.importacion.escritura import MOTIVO, importar
from flujos.transiciones import Rechazo

from ..elenco import Elenco, momento
from ..libros import Fila, archivo_csv, en_blanco, identidad_de, identidad_en_blanco, libro
from .importado import EN, Importador, cuentas, persona


def todas_las_tablas() -> dict[str, int]:
    """Rows of every table."""
    return {m.__name__: m._default_manager.count() for m in apps.get_models()}


class TestCarga:
    """A first import."""

    def test_una_fila_completa_es_una_candidatura_capturada(self, importado: Importador) -> None:
        reporte = importado([persona(1)])
        assert cuentas(reporte) == (1, 0, 0, 0)
        c = Candidatura.objects.get()
        assert (c.estado, c.formula, c.calidad) == ("capturada", "1", "propietaria")
        assert (c.persona.nombre, c.persona.edad, c.persona.sexo) == ("PERSONA SINTETICA A", 44, "M")
        assert c.curricular.propuesta_2 == "Segunda propuesta de prueba."
        assert c.identidad.respuestas["joven"] == "No"
        assert c.origen == "base.xlsx, fila 2"
        assert (c.capturada_en, c.vence, c.dias_extemporanea) == (EN, None, 0)

    def test_los_catalogos_que_existen_se_usan_y_los_demas_se_crean(
        self, importado: Importador, elenco: Elenco
    ) -> None:
        importado(
            [
                persona(1, PARTIDO_COALICION="pa", CARGO="DIPUTACION LOCAL MR"),
                persona(
                    2,
                    PARTIDO_COALICION="PARTIDO NUEVO",
                    CARGO="PRESIDENCIA MUNICIPAL",
                    MUNICIPIO="JIUTEPEC",
                    **{"DISTRITO LOCAL": "No aplica"},
                ),
            ]
        )
        primera, segunda = Candidatura.objects.order_by("formula")
        assert (primera.actor, primera.cargo, primera.territorio) == (
            elenco.partido_a,
            elenco.diputacion,
            elenco.distrito,
        )
        assert (segunda.actor.nombre, segunda.cargo.clave) == ("PARTIDO NUEVO", "presidencia-municipal")
        assert (segunda.territorio.tipo, segunda.territorio.nombre) == ("municipio", "JIUTEPEC")

    def test_un_cargo_se_halla_por_la_clave_que_le_da_un_plan(self, importado: Importador, elenco: Elenco) -> None:
        elenco.diputacion.clave = "diputaciones-mr"
        elenco.diputacion.nombre = "Diputaciones de mayoría relativa"
        elenco.diputacion.save()
        importado([persona(1)])
        assert Candidatura.objects.get().cargo == elenco.diputacion
        assert Cargo.objects.count() == 2

    def test_lo_incompleto_queda_asignada_y_dice_que_le_falta(self, importado: Importador) -> None:
        vacia, parcial = en_blanco(), persona(2, PROPUESTA_GENERO="No proporcionó")
        sin_identidad, sin_curricular = persona(3), en_blanco(NUM_LISTA_O_FORMULA=4.0)
        reporte = importado(
            [vacia, parcial, sin_identidad, sin_curricular],
            [
                identidad_en_blanco(vacia),
                identidad_de(parcial),
                identidad_en_blanco(sin_identidad),
                identidad_de(sin_curricular),
            ],
        )
        assert set(Candidatura.objects.values_list("estado", flat=True)) == {"asignada"}
        assert [(n.fila, n.motivo.partition(":")[0]) for n in reporte.advertencias] == [
            (3, "Queda asignada"),
            (4, "Queda asignada"),
            (5, "Queda asignada"),
        ]
        assert "Propuesta en materia de género" in reporte.advertencias[0].motivo

    def test_se_piden_los_limites_y_la_fotografia_del_proceso(self, elenco: Elenco, tmp_path: Path) -> None:
        export = leer_export(libro(tmp_path / "a.xlsx", [persona(1)]))
        reporte = importar(export, elenco.proceso, por=None, en=EN)
        assert Candidatura.objects.get().estado == "asignada"
        (nota,) = reporte.advertencias
        assert "falta la fotografía" in nota.motivo
        assert "para el mínimo" in nota.motivo

    def test_las_independientes_se_distinguen_y_cada_formula_es_una(self, importado: Importador) -> None:
        ci: Fila = {"PARTIDO_COALICION": "CANDIDATURA INDEPENDIENTE"}
        una = persona(1, **ci)
        suplente = persona(1, **ci, NOMBRE_CANDIDATO="SUPLENTE DE UNO", TIPO_CANDIDATO="SUPLENTE", SEXO="HOMBRE")
        otra = persona(2, **ci)
        importado([suplente, una, otra])
        actores = ActorPolitico.objects.filter(tipo="independiente", candidaturas__isnull=False).distinct()
        assert sorted(a.nombre for a in actores) == [
            "Candidatura independiente de PERSONA SINTETICA A",
            "Candidatura independiente de PERSONA SINTETICA B",
        ]

    def test_el_historial_y_las_transiciones_dicen_quien_cargo_y_que_el_sistema_capturo(
        self, importado: Importador, elenco: Elenco
    ) -> None:
        importa = elenco.usuario("administracion")
        importado([persona(1)], por=importa)
        c = Candidatura.objects.get()
        registro, captura = Acto.objects.filter(candidatura=c).order_by("pk")
        assert (registro.verbo, registro.por, registro.de, registro.a) == ("registrar", importa, "", "asignada")
        assert (captura.verbo, captura.por, captura.de, captura.a) == (
            "enviar_captura",
            None,
            "asignada",
            "capturada",
        )
        creada, cambiada = reversed(c.history.all())
        assert (creada.history_type, creada.estado, creada.autor, creada.history_date) == (
            "+",
            "asignada",
            str(importa),
            EN,
        )
        assert (cambiada.history_type, cambiada.estado, cambiada.autor) == ("~", "capturada", "")
        for objeto in (c.persona, c.curricular, c.identidad, c.territorio):
            if objeto.history.exists():
                assert objeto.history.first().history_change_reason in (MOTIVO, None)
        assert c.persona.history.get().history_user == importa

    def test_lo_que_se_escribe_en_bloque_es_lo_que_escriben_los_servicios(
        self, importado: Importador, elenco: Elenco, sin_limites: Proceso
    ) -> None:
        importado([persona(1)])
        en_lote = Candidatura.objects.get()
        uno_a_uno = servicios.registrar(
            proceso=sin_limites,
            persona=Persona(proceso=sin_limites, nombre="PERSONA SINTETICA B", sexo="M", edad=44),
            actor=en_lote.actor,
            cargo=en_lote.cargo,
            territorio=en_lote.territorio,
            formula="2",
            calidad="propietaria",
            aprobada_el=None,
            origen="base.xlsx, fila 2",
            por=None,
            en=EN,
            motivo=MOTIVO,
        )
        uno_a_uno.identidad.respuestas = en_lote.identidad.respuestas
        uno_a_uno.identidad.save()
        for campo in [f.name for f in en_lote.curricular._meta.fields if f.name not in ("id", "candidatura")]:
            setattr(uno_a_uno.curricular, campo, getattr(en_lote.curricular, campo))
        uno_a_uno.curricular.save()
        servicios.enviar_captura(uno_a_uno, por=None, en=EN, motivo=MOTIVO)

        def valores(objeto: Any, *menos: str) -> dict[str, Any]:
            campos = [f.attname for f in objeto._meta.concrete_fields]
            return {c: getattr(objeto, c) for c in campos if c not in ("id", "history_id", *menos)}

        uno_a_uno = Candidatura.objects.get(pk=uno_a_uno.pk)
        suyo = ("persona_id", "formula", "formula_comparable")
        assert valores(en_lote, *suyo) == valores(uno_a_uno, *suyo)
        for a, b in zip(en_lote.history.all(), uno_a_uno.history.all(), strict=True):
            assert valores(a, *suyo, "acto") == valores(b, *suyo, "acto")
        propias = ("candidatura_id", "objeto", "filas", "previo", "huella")
        for x, y in zip(en_lote.actos.all(), uno_a_uno.actos.all(), strict=True):
            assert valores(x, *propias) == valores(y, *propias)
        assert valores(en_lote.persona, "nombre", "nombre_busqueda") == valores(
            uno_a_uno.persona, "nombre", "nombre_busqueda"
        )

    def test_solo_quien_registra_candidaturas_las_importa(self, importado: Importador, elenco: Elenco) -> None:
        for nombre in ("partido", "auditoria", "ajena"):
            with pytest.raises(Rechazo) as info:
                importado([persona(1)], por=elenco.usuario(nombre))
            assert info.value.guarda == "rol"
        assert not Candidatura.objects.exists()


class TestRechazo:
    """Rows that cannot go in."""

    def test_un_cargo_desconocido_se_rechaza_y_no_deja_nada(self, importado: Importador) -> None:
        nueva = {"PARTIDO_COALICION": "PARTIDO NUEVO"}
        antes = ActorPolitico.objects.count()
        reporte = importado([persona(1, CARGO="SUPERVISIÓN", **nueva)])
        assert cuentas(reporte) == (0, 0, 0, 1)
        assert "No se conoce el cargo «SUPERVISIÓN»" in reporte.rechazadas[0].motivo
        assert ActorPolitico.objects.count() == antes
        reporte = importado([persona(1, CARGO="SUPERVISIÓN", **nueva), persona(2, **nueva)])
        assert cuentas(reporte) == (1, 0, 0, 1)
        assert Candidatura.objects.get().actor.nombre == "PARTIDO NUEVO"

    def test_un_valor_que_no_cabe_se_rechaza_y_lo_demas_entra(self, importado: Importador) -> None:
        reporte = importado(
            [
                persona(1, ESCOLARIDAD="x" * 61, NOMBRE_CANDIDATO=f"{'yu' * 100}y"),
                persona(2),
                persona(3, **{"DISTRITO LOCAL": f"{'9' * 21}-CUERNAVACA"}),
            ]
        )
        assert cuentas(reporte) == (1, 0, 0, 2)
        assert [(n.fila, n.motivo) for n in reporte.rechazadas] == [
            (
                2,
                "NOMBRE_CANDIDATO tiene 201 caracteres y caben 200. ESCOLARIDAD tiene 61 caracteres y caben 60. "
                "Acórtelo en el archivo.",
            ),
            (4, "DISTRITO LOCAL tiene 21 caracteres y caben 20. Acórtelo en el archivo."),
        ]
        assert Persona.objects.count() == 1

    def test_un_lugar_ocupado_por_otra_persona_no_se_toma(self, importado: Importador) -> None:
        importado([persona(1)])
        reporte = importado([persona(1, NOMBRE_CANDIDATO="OTRA PERSONA")])
        assert cuentas(reporte) == (0, 0, 0, 1)
        assert "registre una sustitución" in reporte.rechazadas[0].motivo
        assert Candidatura.objects.count() == 1


class TestRepeticion:
    """Importing again."""

    @pytest.mark.parametrize(
        "misma_fila",
        [{"PARTIDO_COALICION": "PA"}, {"DISTRITO LOCAL": "1-CUERNAVACA NORTE"}, {"CARGO": "DIPUTACIÓN MR"}],
    )
    def test_un_lugar_escrito_de_dos_modos_es_uno_solo(self, importado: Importador, misma_fila: Fila) -> None:
        filas = [persona(1), persona(1, **misma_fila), persona(2)]
        reporte = importado(filas)
        assert cuentas(reporte) == (2, 0, 0, 1)
        assert [(n.fila, n.motivo) for n in reporte.rechazadas] == [(3, "Repite la candidatura de la fila 2.")]
        # The same when they are on record, still to be captured and captured.
        assert cuentas(importado(filas)) == (0, 0, 2, 1)
        tercera = en_blanco(NUM_LISTA_O_FORMULA=3.0, NOMBRE_CANDIDATO="PERSONA SINTETICA C")
        importado([tercera], [identidad_en_blanco(tercera)])
        assert cuentas(importado([persona(3), persona(3, **misma_fila), *filas])) == (0, 1, 2, 2)

    def test_otra_persona_en_un_lugar_escrito_de_otro_modo_no_lo_toma(self, importado: Importador) -> None:
        otra = persona(1, NOMBRE_CANDIDATO="OTRA PERSONA", PARTIDO_COALICION="PA")
        reporte = importado([persona(1), otra, persona(2)])
        assert cuentas(reporte) == (2, 0, 0, 1)
        assert "ya lo ocupa PERSONA SINTETICA A" in reporte.rechazadas[0].motivo

    def test_un_partido_nuevo_se_conoce_por_sus_siglas_en_el_mismo_archivo(self, importado: Importador) -> None:
        importado(
            [persona(1, PARTIDO_COALICION="PARTIDO ACCIÓN NACIONAL"), persona(2, PARTIDO_COALICION="PAN")],
        )
        assert Candidatura.objects.values("actor").distinct().count() == 1

    def test_el_mismo_archivo_no_cambia_nada(self, importado: Importador) -> None:
        filas = [persona(n) for n in range(1, 4)] + [en_blanco()]
        identidades = [identidad_de(f) for f in filas[:3]] + [identidad_en_blanco(filas[3])]
        primero = importado(filas, identidades)
        antes = todas_las_tablas()
        segundo = importado(filas, identidades, en=momento("2024-07-02 10:00"))
        assert cuentas(segundo) == (0, 0, 4, 0)
        assert segundo.advertencias == primero.advertencias
        assert todas_las_tablas() == antes | {"Importacion": 2, "LoteImportado": 2, "Acto": antes["Acto"] + 1}

    def test_un_ensayo_dice_lo_mismo_y_no_escribe_nada(self, importado: Importador) -> None:
        filas = [persona(1), persona(1), persona(2, EDAD=5.0), persona(3)]
        antes = todas_las_tablas()
        simulado = importado(filas, simular=True)
        assert todas_las_tablas() == antes
        assert simulado == importado(filas)

    def test_lo_que_cambio_en_el_archivo_se_actualiza_con_historial(self, importado: Importador) -> None:
        importado([persona(1)])
        reporte = importado([persona(1, EDAD=45.0, PROPUESTA_1="Otra.")], en=momento("2024-07-02 10:00"))
        assert cuentas(reporte) == (0, 1, 0, 0)
        c = Candidatura.objects.get()
        assert (c.persona.edad, c.curricular.propuesta_1, c.estado) == (45, "Otra.", "capturada")
        assert [h.propuesta_1 for h in c.curricular.history.all()] == ["Otra.", "Primera propuesta de prueba."]

    def test_un_blanco_no_borra_nada(self, importado: Importador) -> None:
        importado([persona(1)])
        fila = en_blanco(
            NUM_LISTA_O_FORMULA=1.0,
            NOMBRE_CANDIDATO="PERSONA SINTETICA A",
            EDAD="",
        )
        assert cuentas(importado([fila], [identidad_en_blanco(fila)])) == (0, 0, 1, 0)
        c = Candidatura.objects.get()
        assert c.persona.edad == 44
        assert c.curricular.motivo_cargo
        assert c.identidad.respuestas

    def test_quien_lo_completa_despues_llega_a_capturada(self, importado: Importador) -> None:
        fila = persona(1)
        importado([fila], [identidad_en_blanco(fila)])
        assert Candidatura.objects.get().estado == "asignada"
        assert cuentas(importado([fila])) == (0, 1, 0, 0)
        assert Candidatura.objects.get().estado == "capturada"

    def test_un_registro_mas_alla_de_capturada_se_conserva(self, importado: Importador, elenco: Elenco) -> None:
        importado([persona(1)])
        servicios.validar(Candidatura.objects.get(), por=elenco.usuario("verificacion"), en=EN)
        assert cuentas(importado([persona(1)])) == (0, 0, 1, 0)
        reporte = importado([persona(1, PROPUESTA_1="Otra.", EDAD=50.0)])
        assert cuentas(reporte) == (0, 0, 1, 0)
        assert [n.motivo.partition(":")[0] for n in reporte.advertencias] == ["Conservada"]
        c = Candidatura.objects.get()
        assert (c.estado, c.curricular.propuesta_1, c.persona.edad) == (
            "validada",
            "Primera propuesta de prueba.",
            44,
        )

    def test_una_candidatura_retirada_no_vuelve(self, importado: Importador, elenco: Elenco) -> None:
        importado([persona(1)])
        servicios.retirar(
            Candidatura.objects.get(),
            motivo_retiro="renuncia",
            documento="Oficio 1",
            por=elenco.usuario("secretaria_ejecutiva"),
            en=EN,
        )
        reporte = importado([persona(1)])
        assert cuentas(reporte) == (0, 0, 1, 0)
        assert reporte.advertencias[0].motivo == "Conservada: la candidatura está retirada."
        assert Candidatura.objects.get().estado == "retirada"

    def test_lo_que_alguien_escribio_aqui_no_se_sobrescribe(self, importado: Importador, elenco: Elenco) -> None:
        fila = persona(1)
        importado([fila], [identidad_en_blanco(fila)], en=momento("2024-04-01 10:00"))
        c = Candidatura.objects.get()
        servicios.guardar_borrador(
            c,
            curricular={"propuesta_1": "Escrita aquí."},
            por=elenco.cuenta_de(c),
            en=momento("2024-04-10 10:00"),
        )
        reporte = importado([fila], [identidad_en_blanco(fila)])
        assert cuentas(reporte) == (0, 0, 1, 0)
        assert "Conservada: el cuestionario curricular cambió" in reporte.advertencias[0].motivo
        assert Candidatura.objects.get().curricular.propuesta_1 == "Escrita aquí."
        # Nor is it sent for its author when the other questionnaire arrives.
        importado([fila])
        assert Candidatura.objects.get().estado == "asignada"

    def test_lo_corregido_de_la_persona_se_conserva_y_aun_llega_a_capturada(
        self, importado: Importador, elenco: Elenco
    ) -> None:
        fila = en_blanco(
            NUM_LISTA_O_FORMULA=1.0,
            NOMBRE_CANDIDATO="PERSONA SINTETICA A",
            EDAD="",
        )
        importado([fila], [identidad_en_blanco(fila)])
        servicios.corregir_registro(
            Candidatura.objects.get(),
            datos={"nombre": "Persona Sintética A"},
            accion_afirmativa="",
            motivo="Acentos",
            por=elenco.usuario("administracion"),
            en=EN,
        )
        for hecho in ((0, 1, 0, 0), (0, 0, 1, 0)):
            reporte = importado([persona(1)])
            assert cuentas(reporte) == hecho
            assert "Conservada: se registró aquí y difiere del archivo en nombre." in [
                n.motivo for n in reporte.advertencias
            ]
        c = Candidatura.objects.get()
        assert (c.estado, c.persona.nombre, c.persona.edad) == ("capturada", "Persona Sintética A", 44)

    def test_el_csv_de_la_primera_hoja_no_cambia_nada_tras_el_libro(
        self, importado: Importador, sin_limites: Proceso, tmp_path: Path
    ) -> None:
        dos = [persona(1), persona(1, NOMBRE_CANDIDATO="LUZ SUPLENTE")]
        importado(dos, [identidad_de(dos[0]), identidad_de(dos[1], tipo="SUPLENTE")])
        export = leer_export(archivo_csv(tmp_path / "hoja.csv", dos))
        assert cuentas(importar(export, sin_limites, por=None, en=EN)) == (0, 0, 2, 0)
        assert set(Candidatura.objects.values_list("calidad", flat=True)) == {"propietaria", "suplente"}

    def test_las_consultas_no_crecen_con_las_filas(
        self, importado: Importador, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        filas = [persona(n) for n in range(1, 61)]
        with django_assert_max_num_queries(75):
            importado(filas)
        with django_assert_max_num_queries(32):
            importado(filas)


class TestOrden:
    """`manage.py importar_candidaturas`."""

    def correr(self, *args: str) -> str:
        salida = StringIO()
        call_command("importar_candidaturas", *args, stdout=salida)
        return salida.getvalue()

    def test_el_json_tiene_las_claves_acordadas(self, sin_limites: Proceso, tmp_path: Path) -> None:
        ruta = libro(tmp_path / "a.xlsx", [persona(1), persona(2, EDAD=3.0), persona(1)])
        datos = json.loads(self.correr(str(ruta), "--proceso", sin_limites.clave, "--json"))
        assert datos == {
            "leidas": 3,
            "creadas": 1,
            "actualizadas": 0,
            "sin_cambio": 0,
            "rechazadas": [
                {"fila": 3, "motivo": "EDAD imposible para una candidatura: 3."},
                {"fila": 4, "motivo": "Repite la candidatura de la fila 2."},
            ],
            "duplicadas": [],
            "advertencias": [
                {
                    "fila": 4,
                    "motivo": "La hoja «CUESTIONARIO IDENTIDAD» repite en su fila 4 a la persona de su fila 2.",
                }
            ],
        }

    def test_el_texto_agrupa_las_filas_por_razon_y_dice_que_fue_un_ensayo(
        self, sin_limites: Proceso, tmp_path: Path
    ) -> None:
        ruta = libro(tmp_path / "a.xlsx", [persona(1, EDAD=3.0), persona(2, EDAD=3.0)])
        texto = self.correr(str(ruta), "--proceso", sin_limites.clave, "--simular")
        assert "filas 2, 3: EDAD imposible para una candidatura: 3." in texto
        assert "Simulación: no se escribió nada." in texto

    def test_el_csv_solo_dice_primero_que_hace_falta_el_libro(self, sin_limites: Proceso, tmp_path: Path) -> None:
        dos = [persona(1), persona(1, NOMBRE_CANDIDATO="OTRA MUJER"), persona(2)]
        salida = StringIO()
        call_command(
            "importar_candidaturas",
            str(archivo_csv(tmp_path / "base.csv", dos)),
            proceso=sin_limites.clave,
            simular=True,
            stdout=salida,
        )
        lineas = salida.getvalue().splitlines()
        assert "por eso se rechazan 2 de sus filas" in lineas[1]
        assert salida.getvalue().count("Importe el libro") == 1

    def test_un_proceso_desconocido_nombra_los_que_hay(self, elenco: Elenco, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match=r"no existe «otro»\. Los que hay: prueba-2024"):
            self.correr(str(tmp_path / "a.xlsx"), "--proceso", "otro")

    def test_un_archivo_que_no_es_la_base_falla_sin_escribir_nada(self, sin_limites: Proceso, tmp_path: Path) -> None:
        ruta = tmp_path / "a.csv"
        ruta.write_text("NOMBRE,EDAD\nAna,40\n")
        antes = todas_las_tablas()
        with pytest.raises(CommandError, match=r"(?s)No se importó nada.*ningún perfil conoce.*--perfil conjetura"):
            self.correr(str(ruta), "--proceso", sin_limites.clave)
        assert todas_las_tablas() == antes
