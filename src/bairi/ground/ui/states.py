"""The states a target or a place can be in, with their words and shapes. Colour never speaks alone."""

from __future__ import annotations

from typing import Final, Literal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

State = Literal["done", "on_pace", "at_risk", "late", "silent", "no_target", "unrated"]
Basis = Literal["reported", "confirmed", "verified"]

STATES: Final = {
    "late": pgettext_lazy("state", "late"),
    "at_risk": pgettext_lazy("state", "at risk"),
    "on_pace": pgettext_lazy("state", "on pace"),
    "silent": pgettext_lazy("state", "silent"),
    "done": pgettext_lazy("state", "done"),
    "unrated": pgettext_lazy("state", "not rated"),
    "no_target": pgettext_lazy("state", "no target"),
}
"""Worst first, then what is at rest: the order of every count and legend."""

LEVELS: Final = {
    "planned": pgettext_lazy("level", "Planned"),
    "reported": pgettext_lazy("level", "Reported"),
    "confirmed": pgettext_lazy("level", "Confirmed"),
    "verified": pgettext_lazy("level", "Verified"),
}

BASES: Final = ("reported", "confirmed", "verified")
BASIS_LABEL: Final = _("Basis")
