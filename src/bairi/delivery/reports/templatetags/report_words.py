"""Words of reports in templates: `{% load report_words %}`."""

from __future__ import annotations

from django import template
from django.utils.html import format_html

from bairi.delivery.reports.words import STATES, VIA, Ruled, mark_words, state_of
from bairi.ground.ui.markup import Markup
from bairi.ground.ui.parts import mark
from bairi.ground.ui.states import State
from bairi.ground.ui.words import named

register = template.Library()
SHAPES: dict[str, State] = {"waiting": "unrated", "confirmed": "done", "sent_back": "late", "conflict": "at_risk"}


register.filter("said", named)


@register.filter
def plain(value: float | None) -> str:
    """A number as it is typed: no separators, no idle zeros; nothing for None."""
    return "" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")


@register.simple_tag
def report_state(row: Ruled) -> str:
    """Where a report stands: shape and word."""
    state = state_of(row)
    shape = SHAPES.get(state)
    drawn = mark(shape) if shape else Markup("")
    return format_html('<span class="tag {}">{}{}</span>', shape or "", drawn, STATES[state])


@register.filter
def state_key(row: Ruled) -> str:
    """The state as a key: waiting, confirmed, sent_back, conflict, corrected, withdrawn."""
    return state_of(row)


@register.filter
def in_mark_words(mark_code: str) -> str:
    """A mark in words."""
    return mark_words(mark_code)


@register.filter
def door(via: str) -> str:
    """The door through which a report came in."""
    return str(VIA.get(via, via))
