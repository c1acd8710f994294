"""Figures in the templates of documents."""

from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def bound(value: Any) -> SafeString:
    """``{{ cell|bound }}``: with figures bound; plain ``{{ cell }}`` would be the text alone."""
    return SafeString(conditional_escape(value))
