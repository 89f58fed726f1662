"""Words of reports in templates: `{% load report_words %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import get_language

register = template.Library()


@register.filter
def said(row: Any, field: str) -> str:
    """The field in the reader's language: `place_name_en` for `place_name` in English, where there is one."""
    other = getattr(row, f"{field}_en", "") if (get_language() or "").startswith("en") else ""
    return str(other or getattr(row, field))


@register.filter
def plain(value: float | None) -> str:
    """A number as it is typed: no separators, no idle zeros; nothing for None."""
    return "" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")
