"""Texts of the plans as people say them, in templates. Used with `{% load textos %}`."""

from django import template

from ..textos import decir_fechas, recortar

register = template.Library()
register.filter("fechas_dichas", decir_fechas)
register.filter("recortar", recortar)
