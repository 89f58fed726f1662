"""`bairi standing`"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bairi.delivery.rollups.queries import AttainmentRow, View, attainment, values
from bairi.edges.cli.asking import (
    BY,
    Asked,
    By,
    ByOption,
    CampaignArgument,
    FormatOption,
    KnownOption,
    OnOption,
    PlaceOption,
    TaskOption,
    read,
)
from bairi.edges.cli.output import Format, print_rows

app = typer.Typer(add_completion=False)
LEVELS = ("reported", "confirmed", "verified")


@app.command()
def standing(
    campaign: CampaignArgument,
    place: PlaceOption = None,
    task: TaskOption = None,
    on: OnOption = None,
    known: KnownOption = None,
    by: ByOption = By.PLACE,
    form: FormatOption = Format.TABLE,
) -> None:
    """How far a campaign stands at the three levels of trust: shares of its targets, with values for a single task."""
    asked = read(Asked(campaign, place, task, on, known), by=by)
    rows = _rows(asked, by, attainment(asked, BY[by]))
    columns = _columns(by)
    if task is not None:
        _add_values(rows, asked, by)
        columns |= {
            "unit": _("Unit"), "reported_value": _("Value reported"), "confirmed_value": _("Value confirmed"),
            "verified_value": _("Value verified"),
        }  # fmt: skip
    print_rows(rows, columns, form)


def _columns(by: By) -> dict[str, str]:
    heads = {By.PLACE: _("Place"), By.TASK: _("Task"), By.LINE: _("Line")}
    return {
        "code": _("Code"), "name": heads[by], "targets": _("Targets"), "inspected": pgettext("coverage", "Inspected"),
        "reported": _("Reported"), "confirmed": _("Confirmed"), "verified": _("Verified"),
    }  # fmt: skip


def _rows(asked: View, by: By, found: Sequence[AttainmentRow]) -> list[dict[str, Any]]:
    return [
        {
            "code": row.place_code if by is By.PLACE else row.group_code,
            "name": row.place if by is By.PLACE else row.group,
            "on": asked.on,
            "targets": row.targets,
            "inspected": row.inspected,
            **{level: _rounded(getattr(row, level)) for level in LEVELS},
        }
        for row in found
    ]


def _add_values(rows: list[dict[str, Any]], asked: View, by: By) -> None:
    """The sums of the measure that counts, in its unit."""
    counting = {m.code for task in asked.tasks for m in task.measures.all() if m.counts}
    sums = {r.place_code if by is By.PLACE else r.task_code: r for r in values(asked) if r.measure_code in counting}
    for row in rows:
        found = sums.get(row["code"])
        if found is not None:
            row["unit"] = found.unit
            row |= {f"{level}_value": getattr(found, level) for level in LEVELS}


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
