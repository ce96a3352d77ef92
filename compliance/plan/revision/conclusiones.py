"""Checks on what a report says was done: conclusion dates, claims, and the text beside them."""

from collections.abc import Iterator

from .modelo import Contexto, Hallazgo, donde, fecha, rotulo
from .textos import afirma_cumplimiento, dias_enumerados


def conclusion_tardia(ctx: Contexto) -> Iterator[Hallazgo]:
    """A report that says «con antelación» must not print a conclusion after the maximum: software says what is.

    Without the claim it is still late, and the reader must be told.
    """
    afirmacion = next((a for a in ctx.plan.afirmaciones if afirma_cumplimiento(a.texto)), None)
    for e in ctx.filas:
        limite = e.limite_remision if ctx.remite(e) else None
        limite = limite or e.fecha_plan
        dia = e.conclusion_impresa
        if dia is None or limite is None or dia <= limite:
            continue
        dias = (dia - limite).days
        cuantos = f"{dias} día{'s' if dias > 1 else ''} después"
        afirmado = "su texto" if afirma_cumplimiento(e.desarrollo) else afirmacion and afirmacion.lugar
        yield Hallazgo(
            "conclusion_tardia",
            "error" if afirmado else "aviso",
            rotulo(e),
            "conclusion_impresa",
            dia.isoformat(),
            f"{donde(e)} concluye el {fecha(dia)}, {cuantos} del máximo ({fecha(limite)})"
            + (f"; {afirmado} afirma que se cumplió en tiempo o con antelación." if afirmado else "."),
            "Informe el retraso y su causa." if afirmado else "Confirme ambas fechas.",
            e.llave,
        )


def en_tiempo_tras_la_norma(ctx: Contexto) -> Iterator[Hallazgo]:
    """«En tiempo y forma» of what was approved after the day of the Lineamientos is not so: software says what is."""
    for e in ctx.filas:
        dia = ctx.plazos.narrada(e.llave)
        if dia and e.fecha_ine and dia > e.fecha_ine and afirma_cumplimiento(e.desarrollo):
            dias = (dia - e.fecha_ine).days
            yield Hallazgo(
                "en_tiempo_tras_la_norma",
                "error",
                rotulo(e),
                "desarrollo",
                dia.isoformat(),
                f"{donde(e)}: el informe afirma que se cumplió en tiempo y dentro de los plazos de los Lineamientos; "
                f"se aprobó el {fecha(dia)}, {dias} día{'s' if dias > 1 else ''} después del {fecha(e.fecha_ine)}.",
                "Informe el retraso y su causa.",
                e.llave,
            )


def texto_contradice_conclusion(ctx: Contexto) -> Iterator[Hallazgo]:
    """The days that the text enumerates and those of the column are the same facts."""
    anio = ctx.plan.proceso.jornada.year
    for e in ctx.filas:
        narrados = dias_enumerados(e.desarrollo, anio)
        texto = e.impreso.get("conclusion", "")
        impresos = set(ctx.leer(texto).fechas) or ({e.conclusion_impresa} if e.conclusion_impresa else set())
        if not narrados or not impresos:
            continue
        if len(impresos) > 1:
            discrepan = sorted(narrados ^ impresos)
        else:
            discrepan = sorted(dia for dia in narrados if dia > max(impresos))
        if discrepan:
            yield Hallazgo(
                "texto_contradice_conclusion",
                "aviso",
                rotulo(e),
                "impreso.conclusion",
                texto or max(impresos).isoformat(),
                f"{donde(e)} imprime como conclusión «{texto}» y su desarrollo narra hechos de los días "
                f"{', '.join(fecha(dia) for dia in sorted(narrados))}; no concuerdan: "
                f"{', '.join(fecha(dia) for dia in discrepan)}.",
                "Coteje con las minutas o los correos de esos días.",
                e.llave,
            )
