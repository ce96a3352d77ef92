"""What every form carries: Django's token and, of whoever has entered, whose form it is; and the number of the request.

Built in: nobody loads it.
"""

from django import template
from django.template import Context
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..bitacora import FOLIO

register = template.Library()


class _Ficha(CsrfTokenNode):
    """If the session ends meanwhile, what was typed is kept for that account only (views.sesion_terminada)."""

    def render(self, context: Context) -> SafeString:
        """Both, hidden."""
        ficha = SafeString(super().render(context))
        quien = getattr(context.get("request"), "user", None)
        if quien is None or not quien.is_authenticated:
            return ficha
        return ficha + format_html('<input type="hidden" name="cuenta" value="{}">', quien.pk)


@register.tag("csrf_token")
def csrf_token(parser: Parser, token: Token) -> _Ficha:
    """In place of Django's."""
    return _Ficha()


@register.simple_tag
def folio() -> str:
    """By which the unit that looks after the site finds what was being answered in its log."""
    return FOLIO.get()
