"""Which fields of a report or an entry could not be read, by the words that stand on the app's forms."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy
from pydantic import ValidationError

ON_THE_FORM: Final = {
    "value": pgettext_lazy("field of a form", "figure"),
    "effective_on": pgettext_lazy("field of a form", "day"),
    "on": pgettext_lazy("field of a form", "day"),
    "item": _("the work or household"),
    "stage": pgettext_lazy("field of a form", "stage"),
    "note": pgettext_lazy("field of a form", "note"),
    "whom": _("to whom"),
    "agreed": _("what was agreed"),
}


def fields_of(faults: ValidationError) -> str:
    """Each field once, in its words where a form shows it, else by its name; empty where the whole is at fault."""
    names = (ON_THE_FORM.get(str(fault["loc"][0]), _path(fault["loc"])) for fault in faults.errors() if fault["loc"])
    return pgettext("between the fields", ", ").join(dict.fromkeys(map(str, names)))


def _path(steps: tuple[int | str, ...]) -> str:
    return ".".join(str(step) for step in steps)
