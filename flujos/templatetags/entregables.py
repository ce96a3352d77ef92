"""Who has a deliverable, in a row of a list."""

from django import template

from ..entregables.responsables import quien_sigue
from ..entregables.tareas import quien_lo_tiene

register = template.Library()
register.filter("quien_sigue", quien_sigue)
register.filter("quien_lo_tiene", quien_lo_tiene)
