"""The month of a team as a workbook, as offices file it: one line a member, one column a day."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bairi.delivery.duties.queries.month import MonthSummary
from bairi.delivery.duties.words import MARKS
from bairi.ground.tables import Column, Kind, export

_COLUMNS = (
    Column("name", pgettext_lazy("person", "Name"), width=14),
    Column("post", _("Post"), width=22),
    Column("village", _("Days in the village"), Kind.INTEGER),
    Column("township", _("Days at the township"), Kind.INTEGER),
    Column("leave", _("Days on leave"), Kind.INTEGER),
    Column("missing", _("Days without an entry"), Kind.INTEGER),
    Column("visits", _("Visits"), Kind.INTEGER),
)


def month_sheet(summary: MonthSummary) -> bytes:
    """An .xlsx workbook in the active language."""
    columns = [*_COLUMNS, *(Column(f"d{day.day}", str(day.day), width=5) for day in summary.days)]
    rows = [
        {
            "name": row.member.name,
            "post": row.member.post,
            "village": row.sum.village,
            "township": row.sum.township,
            "leave": row.sum.leave,
            "missing": row.sum.missing,
            "visits": row.visits,
        }
        | {f"d{day.day}": str(MARKS.get(mark, "")) for day, mark in zip(summary.days, row.marks, strict=True)}
        for row in summary.members
    ]
    return export(rows, columns, title=f"{summary.place.name} {summary.first_on:%Y-%m}")
