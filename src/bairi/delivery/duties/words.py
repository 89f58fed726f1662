"""The marks of the duty log, short enough for a cell of a day."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

MARKS: Final[dict[str, str | Promise]] = {
    "village": pgettext_lazy("duty mark in the village", "V"),
    "township": pgettext_lazy("duty mark at the township", "T"),
    "leave": pgettext_lazy("duty mark on leave", "L"),
    "owed": "·",
}
