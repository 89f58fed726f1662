"""What the marks of a report mean, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

MARKS = {
    "above_target": _("above the target"),
    "falling": _("lower than before"),
    "jump": _("a jump"),
    "late": _("handed in late"),
    "clock": _("the phone's clock was off"),
    "proxy": _("entered for the village"),
    "conflict": _("differs from another report"),
}


def mark_words(mark: str) -> str:
    """A mark in words; a mark without words stands for itself."""
    return str(MARKS.get(mark, mark))
