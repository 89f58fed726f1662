"""The ranking of places, and the matrix as a file."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bairi.ground.tables import CONTENT_TYPES, Column, Kind, export
from bairi.ground.ui.pages import actor_of
from bairi.outlook.cockpit.queries.cockpit import Cockpit, cockpit
from bairi.outlook.cockpit.queries.matrix import Row
from bairi.outlook.cockpit.queries.ranking import ranking
from bairi.outlook.cockpit.views.asked import Asked, read
from bairi.outlook.cockpit.views.charts import named


@require_GET
def ranking_page(request: HttpRequest, campaign: str) -> HttpResponse:
    """Places best first, by attainment against plan; villages with `of=villages`."""
    asked = read(request, campaign)
    page = _page(request, campaign, asked)
    villages = request.GET.get("of") == "villages"
    rows = [(found, asked.cockpit(found.row.code)) for found in ranking(page, villages=villages)]
    return render(
        request,
        "cockpit/ranking.html",
        {
            "campaign": page.campaign,
            "page": page,
            "rows": rows,
            "asof": asked.asof,
            "basis": page.header.basis,
            "head": page.header,
            "of": "villages" if villages else "places",
            "tabs": [("places", _("Townships"), len(page.rows)), ("villages", _("Villages"), _villages(page))],
            "back": asked.cockpit(page.root.code),
            "nav_current": "cockpit",
        },
    )


@require_GET
def matrix_table(request: HttpRequest, campaign: str) -> HttpResponse:
    """The matrix as an Excel sheet or, with `format=csv`, as CSV: one row a place and task, all levels."""
    asked = read(request, campaign)
    page = _page(request, campaign, asked)
    form: Literal["xlsx", "csv"] = "csv" if request.GET.get("format") == "csv" else "xlsx"
    body = export(_table(page), _columns(), format=form, title=page.campaign.name)
    name = f"{campaign}-{asked.asof.on:%Y%m%d}.{form}"
    return HttpResponse(
        body,
        content_type=CONTENT_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _page(request: HttpRequest, campaign: str, asked: Asked) -> Cockpit:
    place = request.GET.get("place") or None
    return cockpit(
        actor_of(request), campaign, place=place, task=asked.task, on=asked.asof.on, then=asked.then, basis=asked.basis
    )


def _villages(page: Cockpit) -> int:
    return sum(len(rows) for rows in page.below.values())


def _columns() -> list[Column]:
    return [
        Column("place_code", _("Code"), kind=Kind.CODE),
        Column("place", _("Place")),
        Column("task", _("Task")),
        Column("state", _("State")),
        Column("planned", _("Planned (share)"), kind=Kind.NUMBER),
        Column("reported", _("Reported (share)"), kind=Kind.NUMBER),
        Column("confirmed", _("Confirmed (share)"), kind=Kind.NUMBER),
        Column("verified", _("Verified (share)"), kind=Kind.NUMBER),
        Column("late", _("Late targets"), kind=Kind.NUMBER),
        Column("targets", _("Targets"), kind=Kind.NUMBER),
    ]


def _table(page: Cockpit) -> list[dict[str, object]]:
    names = {task.code: named(task.name, task.name_en) for task in page.tasks}
    rows: list[Row] = []
    for row in page.rows:
        rows += [row, *page.below.get(row.code, [])]
    return [
        {
            "place_code": row.code,
            "place": row.name,
            "task": names.get(cell.task_code, _("All tasks")),
            "state": cell.state,
            "planned": _rounded(cell.planned),
            "reported": _rounded(cell.reported),
            "confirmed": _rounded(cell.confirmed),
            "verified": _rounded(cell.verified),
            "late": cell.late,
            "targets": cell.targets,
        }
        for row in rows
        for cell in (row.whole, *row.cells)
        if cell.targets
    ]


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
