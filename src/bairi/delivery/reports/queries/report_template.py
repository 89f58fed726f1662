"""The workbook to report with: a row for every target, with what was reported last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from bairi.delivery.reports.models import EntryKind
from bairi.delivery.reports.permissions import IMPORT_REPORTS
from bairi.delivery.reports.queries.forms import EntryTarget, entry_form
from bairi.delivery.reports.workbook.sheet import REPORTS
from bairi.ground.access import Actor, require
from bairi.ground.places.models import Place, PlaceLevel
from bairi.ground.places.queries import place_by_code
from bairi.ground.tables import Filled, write_template
from bairi.plan.campaigns.models import Campaign

ABOUT = (
    _("Fill in the figures that you have and leave the others empty: a row without a figure is not read. Rows may be "
      "added, copied and deleted, columns too, except those marked with a star."),
    _("The figure is the total so far. The day is the day on which it was true, not the day on which it is sent."),
    _("Rows that are in order go in, the others come back marked. The same row sent twice is one report."),
)  # fmt: skip
"""Paragraphs of the explaining sheet."""


def report_template(actor: Actor, campaign: Campaign, *, place: str | None = None, on: date) -> bytes:
    """An .xlsx workbook in the active language: every target that the actor reports on, or those of a place and below.

    `on` stands in each row as the day. Raises NotVisible for the place, NotAllowed.
    """
    require(actor, IMPORT_REPORTS, campaign_code=campaign.code)
    root = campaign.place if place is None else place_by_code(actor, place)
    entries = entry_form(actor, campaign, place=root, below=True)
    above = Place.objects.filter(path__startswith=campaign.place.path, level=PlaceLevel.TOWNSHIP)
    townships = dict(above.values_list("path", "name"))
    rows = [row for entry in entries for row in _rows(entry, on, townships)]
    lists = {
        "task": list(dict.fromkeys(entry.target.task_name for entry in entries)),
        "stage": list(dict.fromkeys(name for entry in entries for _code, name in entry.stages)),
    }
    return write_template([Filled(REPORTS, rows, lists)], title=_("Reports"), about=ABOUT)


def _rows(entry: EntryTarget, on: date, townships: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """A row for the target; for one that is counted by items, a row for each of them."""
    target = entry.target
    township = next((name for path, name in townships.items() if target.place_path.startswith(path)), "")
    row: dict[str, Any] = {
        "place": target.place_code, "place_name": target.place_name, "township": township, "task": target.task_name,
        "measure": "" if target.counts else target.measure_name, "item": "", "stage": "", "unit": target.unit,
        "must": target.must, "last_value": entry.last_value, "last_on": entry.last_on, "effective_on": on,
        "value": None, "entered_as": EntryKind.TOTAL.value, "note": "", "entered_for": "", "corrects": "", "number": "",
    }  # fmt: skip
    if not entry.is_itemised:
        yield row
        return
    for item in entry.items:
        yield row | {"item": item.name, "last_value": None, "last_on": item.last_on, "unit": "", "must": item.quantity}
