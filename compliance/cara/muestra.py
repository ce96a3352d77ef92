"""Sample values for the living page of components: nobody and nothing here is real."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict

from ..models import Candidatura, Entregable
from ..situacion import ETIQUETAS_DE_CLASE, Clase, Situacion
from .apariencia import APARIENCIA
from .componentes import Cambio, Cifra, FilaMatriz, Marca, Matriz, Paso, Pestana, Suceso
from .listado import Columna, Listado

LISTADO: Listado[dict[str, Any]] = Listado(
    (
        Columna("Entregable", orden="clave", por=lambda f: f["clave"]),
        Columna("Área", orden="area", por=lambda f: f["area"]),
        Columna("Estado"),
        Columna("Situación"),
        Columna("Vence", orden="vence", por=lambda f: f["vence"]),
        Columna("Documentos", numero=True),
    )
)
AREAS = ["Unidad de Transparencia", "Unidad de Informática", "Prerrogativas y Partidos"]


class FormaDeMuestra(forms.Form):
    """One field of each kind."""

    nombre = forms.CharField(label="Nombre completo", help_text="Como aparece en su acta de nacimiento.")
    correo = forms.EmailField(label="Correo electrónico")
    historia = forms.CharField(
        label="Historia profesional",
        widget=forms.Textarea,
        help_text="Cuente con sus palabras en qué ha trabajado.",
    )
    grado = forms.ChoiceField(
        label="Grado máximo de estudios",
        choices=[("", "Elija uno"), ("lic", "Licenciatura"), ("mae", "Maestría"), ("doc", "Doctorado")],
        required=False,
    )
    indigena = forms.ChoiceField(
        label="¿Se considera una persona indígena?",
        choices=[("si", "Sí"), ("no", "No"), ("pnc", "Prefiero no contestar")],
        widget=forms.RadioSelect,
        help_text="Nadie fuera de la unidad de verificación lo verá sin su consentimiento.",
    )
    medios = forms.MultipleChoiceField(
        label="Medios de contacto públicos",
        choices=[("web", "Página web"), ("correo", "Correo"), ("tel", "Teléfono")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    foto = forms.FileField(label="Fotografía", required=False, help_text=".jpg, .jpeg o .png, de menos de 700 KB.")
    tomada_el = forms.DateField(label="Fecha de la fotografía", required=False)
    sesion_en = forms.DateTimeField(label="Fecha y hora de la sesión", required=False)
    acepta = forms.BooleanField(label="Leí el aviso de privacidad y lo acepto")


class FiltroDeMuestra(forms.Form):
    """Filters as a list has them."""

    q = forms.CharField(label="Buscar", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    situacion = forms.ChoiceField(
        label="Situación",
        required=False,
        choices=[("", "Todas"), ("vencidos", "Vencido"), ("por_vencer", "Por vencer")],
    )
    area = forms.ChoiceField(label="Área", required=False, choices=[("", "Todas"), *((a, a) for a in AREAS)])


def _entregables(al: datetime) -> list[dict[str, Any]]:
    filas = [
        ("11.3", "Informe mensual de marzo de 2024", "en_decision", Situacion(Clase.VENCIDO, 10), -10),
        ("11.12", "Acuerdo de inicio de publicación", "por_remitir", Situacion(Clase.POR_VENCER, 3), 3),
        ("11.7", "Candidaturas aprobadas a la gubernatura", "remitido", Situacion(Clase.TARDE, 1), -16),
        ("11.8", "Prototipo navegable y formato de base de datos", "concluido", Situacion(Clase.A_TIEMPO, 0), -75),
        ("11.15", "Informe final de Conóceles", "programado", Situacion(Clase.FUTURO, 170), 170),
    ]
    return [
        {
            "clave": clave,
            "nombre": nombre,
            "registro": Entregable(estado=estado),
            "situacion": situacion,
            "vence": al + timedelta(days=dias),
            "area": AREAS[i % len(AREAS)],
            "pendiente": situacion.clase not in (Clase.A_TIEMPO, Clase.TARDE),
            "documentos": i + 1,
        }
        for i, (clave, nombre, estado, situacion, dias) in enumerate(filas)
    ]


def _matriz() -> Matriz:
    def fila(clave: str, etiqueta: str, *marcas: Marca) -> FilaMatriz:
        return FilaMatriz(etiqueta, marcas, clave=clave, enlace="#matriz")

    mensual = [
        Marca(date(2023 + (m > 12), (m - 1) % 12 + 1, 1), f"Informe {i + 1}", "bien" if i < 6 else "neutro", "#matriz")
        for i, m in enumerate(range(10, 19))
    ]
    return Matriz(
        filas=[
            fila("11.1", "Instalación de la comisión", Marca(date(2023, 9, 2), "Cumplido a tiempo", "bien")),
            fila("11.3", "Informes mensuales", *mensual),
            fila(
                "11.7",
                "Candidaturas aprobadas, por cargo",
                Marca(date(2024, 4, 1), "Cumplido tarde", "atencion", "#matriz"),
                Marca(date(2024, 4, 20), "Vencido", "mal", "#matriz"),
            ),
            fila("11.12", "Inicio de la publicación", Marca(date(2024, 4, 15), "Por vencer", "atencion")),
        ],
        hoy=date(2024, 4, 15),
        leyenda=[(*APARIENCIA[clase], texto) for clase, texto in ETIQUETAS_DE_CLASE.items()],
    )


def _sucesos(al: datetime) -> list[Suceso]:
    return [
        Suceso(
            al - timedelta(hours=2),
            "Devuelto con observaciones",
            autor="Comisión de Participación Ciudadana",
            detalle="El cuadro 2 no cuadra con el anexo.\nFalta la firma de la titular de la unidad.",
            tono="mal",
            icono="regresar",
        ),
        Suceso(
            al - timedelta(days=1, hours=5),
            "Se corrigió el periodo informado",
            autor="Lucía Ramírez Soto",
            en_suplencia_de="Jorge Vidal Cano",
            detalle="El oficio decía febrero.",
            cambios=[
                Cambio("Periodo", "2024-02", "2024-03"),
                Cambio("Nota", "", "Se corrigió conforme al oficio."),
            ],
            icono="lapiz",
            tono="info",
        ),
        Suceso(
            date(2024, 3, 27),
            "Presentado a la comisión",
            autor="Unidad de Transparencia",
            tono="bien",
            icono="palomita",
        ),
    ]


def contexto(al: datetime, consulta: QueryDict) -> dict[str, Any]:
    """Everything the living page draws, at the moment `al`, for what its address asks."""
    ejemplo = {
        "nombre": "",
        "correo": "ana.perez@",
        "historia": "Abogada. " * 6,
        "indigena": "",
        "medios": ["web"],
    }
    return {
        "forma": FormaDeMuestra(initial={"historia": "Profesora rural durante veinte años."}, auto_id="limpia_%s"),
        "forma_con_errores": FormaDeMuestra(ejemplo),
        "filtro": FiltroDeMuestra(consulta or None, auto_id="filtro_%s"),
        "lista": LISTADO.de(_entregables(al), consulta),
        "pagina": Paginator(range(1, 481), 50).get_page(consulta.get("page", 3)),
        "situaciones": [f["situacion"] for f in _entregables(al)],
        "estados": [Candidatura(estado=e) for e in Candidatura.Estado],
        "cifras": [
            Cifra("Vencidos", 3, "#tabla", "mal", "el más antiguo, hace 10 días"),
            Cifra("Por vencer esta semana", 5, "#tabla", "atencion"),
            Cifra("Cumplidos a tiempo", 41, "#tabla", "bien"),
            Cifra("Cumplidos tarde", 4, "#tabla", "atencion", "12 días en total"),
            Cifra("En plazo", 27, "#tabla"),
        ],
        "pestanas": [
            Pestana("Resumen", "#pestanas", actual=True),
            Pestana("Documentos", "#pestanas", cuenta=4),
            Pestana("Historial", "#pestanas", cuenta=27),
        ],
        "pasos": [
            Paso("Elaborar", "hecho", "Unidad de Transparencia", date(2024, 3, 22)),
            Paso("Reunión de trabajo", "hecho", "Comisión", date(2024, 3, 26)),
            Paso("Sesión de comisión", "devuelto", "Comisión", date(2024, 3, 27), "Faltan dos firmas"),
            Paso("Consejo", "actual", "Consejo Estatal", date(2024, 3, 28)),
            Paso("Remitir al INE", "pendiente", "Secretaría Ejecutiva", date(2024, 4, 5)),
            Paso("Validación del INE", "pendiente", "INE"),
        ],
        "matriz": _matriz(),
        "sucesos": _sucesos(al),
        "cambios": [
            Cambio("Propuesta 1", "Agua para todas las colonias.", "Agua y drenaje para todas las colonias."),
            Cambio("Página web", "", "https://ejemplo.invalid"),
        ],
        "tonos": ["neutro", "info", "bien", "atencion", "mal", "marca"],
    }
