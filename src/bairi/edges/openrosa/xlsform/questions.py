"""The questions of a campaign's form, in the order in which a phone asks them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHOTOS: Final = 4
TOP: Final = "root"
"""What the converter calls the outermost element of a list of choices."""
LISTS: Final = ("places", "targets", "items", "stages")
"""Choices that the server keeps current, each a file beside the form."""


@dataclass(frozen=True, slots=True)
class Question:
    """A row of the survey sheet. `words` holds the columns that people read, `rest` those that phones read."""

    type: str
    name: str
    words: dict[str, str | Promise] = field(default_factory=dict)
    rest: dict[str, str] = field(default_factory=dict)


def _choice(list_name: str, column: str, key: str) -> str:
    """XPath of a column of the choice that was made."""
    return f"instance('{list_name}')/{TOP}/item[name = {key}]/{column}"


IS_TALLY, IS_ITEM = "${itemised} = '0'", "${itemised} = '1'"
ASKS_POSITION = "${asks_position} = '1'"
PHOTO_SIZE: Final = "max-pixels=%(photo_px)s"

QUESTIONS: Final = (
    Question(
        "select_one_from_file places.csv",
        "place",
        {"label": _("Place")},
        {"required": "yes", "appearance": "minimal autocomplete"},
    ),
    Question(
        "select_one_from_file targets.csv",
        "target",
        {"label": _("What do you report on?")},
        {"required": "yes", "choice_filter": "place = ${place}"},
    ),
    Question("calculate", "task", rest={"calculation": _choice("targets", "task", "${target}")}),
    Question("calculate", "measure", rest={"calculation": _choice("targets", "measure", "${target}")}),
    Question("calculate", "unit", rest={"calculation": _choice("targets", "unit", "${target}")}),
    Question("calculate", "itemised", rest={"calculation": _choice("targets", "itemised", "${target}")}),
    Question("calculate", "last_value", rest={"calculation": _choice("targets", "last_value", "${target}")}),
    Question("calculate", "last_on", rest={"calculation": _choice("targets", "last_on", "${target}")}),
    Question(
        "note",
        "last_reported",
        {"label": _("Reported last: %(last_value)s %(unit)s on %(last_on)s")},
        {"relevant": "${last_value} != ''"},
    ),
    Question(
        "decimal",
        "value",
        {
            "label": _("Total so far, in %(unit)s"),
            "hint": _("All that there is by now, not only what is new."),
            "constraint_message": _("A total is 0 or more."),
        },
        {"required": "yes", "relevant": IS_TALLY, "constraint": ". >= 0"},
    ),
    Question(
        "select_one_from_file items.csv",
        "item",
        {"label": _("Which one?")},
        {"required": "yes", "relevant": IS_ITEM, "choice_filter": "target = ${target}", "appearance": "minimal"},
    ),
    Question(
        "select_one_from_file stages.csv",
        "stage_reached",
        {"label": _("Stage it has reached")},
        {"required": "yes", "relevant": IS_ITEM, "choice_filter": "task = ${task}"},
    ),
    Question("calculate", "stage", rest={"calculation": _choice("stages", "stage", "${stage_reached}")}),
    Question(
        "calculate",
        "base",
        rest={
            "calculation": f"if({IS_ITEM}, {_choice('items', 'base', '${item}')}, "
            f"{_choice('targets', 'base', '${target}')})"
        },
    ),
    Question(
        "date",
        "effective_on",
        {"label": _("Day on which it was true"), "constraint_message": _("The day lies after today.")},
        {"required": "yes", "default": "today()", "constraint": ". <= today()"},
    ),
    *(
        Question("image", f"photo_{number}", {"label": _("Photo")}, {"parameters": PHOTO_SIZE})
        for number in range(1, PHOTOS + 1)
    ),
    Question("calculate", "asks_position", rest={"calculation": _choice("targets", "asks_position", "${target}")}),
    Question(
        "geopoint",
        "position",
        {
            "label": _("Where you are (may be left out)"),
            "hint": _(
                "This task asks where the work is, so that it can be found again. Latitude, longitude and accuracy go "
                "with the photos; without a photo they are kept with the form only."
            ),
        },
        {"relevant": ASKS_POSITION},
    ),
    Question("text", "note", {"label": _("Note")}, {"appearance": "multiline"}),
)

ANSWERS: Final = {name: f"${{{name}}}" for name in ("last_value", "last_on", "unit")}
"""How a phone is told to put an answer into a sentence."""

_PARTS: Final = (
    "place", "task", "measure", "item", "stage", "value", "unit", "effective_on", "note", "base", "position",
)  # fmt: skip
DECLARED: Final = {name: {"question": name} for name in _PARTS}
"""Where the parts of a report stand in the generated form."""
