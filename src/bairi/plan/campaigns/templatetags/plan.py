"""Words of the plan in templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext

from bairi.ground.places.models import PlaceLevel
from bairi.ground.ui.words import named
from bairi.plan.campaigns.models import ResponsibilityKind
from bairi.plan.campaigns.queries import PAIRED, trajectory_words

register = template.Library()


@register.filter
def unit_of(thing: Any) -> str:
    """The unit of a measure in the language of the page."""
    return named(thing, "unit")


@register.filter
def in_words(trajectory: dict[str, Any]) -> str:
    """A trajectory in a few words."""
    return trajectory_words(trajectory)


@register.filter
def level_name(level: int) -> str:
    """The name of a level of places."""
    return str(PlaceLevel(level).label)


@register.filter
def kind_name(kind: str) -> str:
    """As what somebody answers."""
    return gettext("Paired department") if kind == PAIRED else str(ResponsibilityKind(kind).label)
