"""Verbs of the import of candidacies: who may do each. What each row of the file may do, its own guards answer."""

from compliance.verbos.modelo import Verbo, tabla
from compliance.verbos.tabla import ADMINISTRA

from ..guardas.importacion import nada_se_movio, no_se_ha_deshecho, sabe_que_escribio

DE_IMPORTACION = tabla(
    Verbo(clave="ensayar", nombre="Ensayar una importación", roles=ADMINISTRA),
    Verbo(
        clave="cargar",
        nombre="Importar lo ensayado",
        hecho="Se importaron candidaturas de un archivo",
        roles=ADMINISTRA,
        sistema=True,
    ),
    Verbo(clave="descartar", nombre="Descartar lo ensayado", roles=ADMINISTRA),
    Verbo(
        clave="deshacer",
        nombre="Deshacer la importación",
        hecho="Se deshizo una importación",
        roles=ADMINISTRA,
        sistema=True,
        guardas=(no_se_ha_deshecho, sabe_que_escribio, nada_se_movio),
        explica="Lo que creó se quita y lo que cambió vuelve a como estaba. Solo mientras nada se haya movido desde "
        "entonces. El historial conserva qué se importó, qué se deshizo y quién.",
        peligro=True,
        tono="mal",
    ),
    Verbo(
        clave="guardar_perfil",
        nombre="Guardar un perfil de importación",
        hecho="Se guardó un perfil de importación",
        roles=ADMINISTRA,
    ),
    Verbo(
        clave="quitar_perfil",
        nombre="Quitar un perfil de importación",
        hecho="Se quitó un perfil de importación",
        roles=ADMINISTRA,
        peligro=True,
        tono="mal",
    ),
)

# INE's registry. What comes of it is rehearsed and loaded as any file.
DE_SNR = tabla(
    Verbo(
        clave="conectar_snr",
        nombre="Guardar la conexión con el SNR",
        hecho="Se guardó la conexión con el SNR",
        roles=ADMINISTRA,
        listo="La conexión quedó guardada.",
    ),
    Verbo(clave="leer_snr", nombre="Leer el SNR", hecho="Se leyó el SNR", roles=ADMINISTRA),
)
