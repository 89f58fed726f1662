"""What stands on the paper of a bulletin: ready sentences and cells, the same for Word, PDF and picture."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bairi.ground.ui.words import long_date, moment, percent, points
from bairi.outlook.bulletins.models import Bulletin
from bairi.outlook.bulletins.rules import PARTS, Figures, PlaceFigures


class Table(TypedDict):
    """A table: its title, heads, rows of text, and for each row the shares of its bar (planned, reported, …)."""

    title: str
    heads: list[str]
    rows: list[list[str]]
    bars: list[list[float]]


class Content(TypedDict):
    """The whole paper."""

    language: str
    title: str
    number: str
    place: str
    day: str
    date: str
    note: str
    keys: list[str]
    bar: list[float]
    paragraphs: list[list[str]]
    tables: list[Table]
    missing: Table
    foot: str
    digest: str


def content_of(bulletin: Bulletin) -> Content:
    """The paper of a bulletin in the active language."""
    figures: Figures = bulletin.figures
    on = date.fromisoformat(figures["on"])
    head = figures["head"]
    return {
        "language": bulletin.language,
        "title": bulletin.title,
        "number": _("No. %(number)d") % {"number": bulletin.number},
        "place": figures["place"],
        "day": _("Day %(day)d of %(days)d") % {"day": figures["day"], "days": figures["days"]},
        "date": long_date(on),
        "note": _("A replay; figures not named in the report are generated.") if figures["replay"] else "",
        "keys": [_("Verified"), _("Confirmed"), _("Reported"), _("Planned")],
        "bar": [float(head[name] or 0.0) for name in ("planned", "reported", "confirmed", "verified")],
        "paragraphs": [[part_titles()[part], bulletin.wording[part]] for part in PARTS if bulletin.wording.get(part)],
        "tables": [
            _table(_("By place"), _("Place"), figures["places"]),
            _table(_("By task"), _("Task"), figures["tasks"]),
        ],
        "missing": _missing(figures),
        "foot": _foot(bulletin),
        "digest": bulletin.digest,
    }


def part_titles() -> dict[str, str]:
    """The headings of the paragraphs."""
    return {
        "lead": _("Where we stand"),
        "changes": _("What changed"),
        "praise": _("First and last"),
        "missing": _("Who has not reported"),
        "demands": _("What is asked"),
    }


def _table(title: str, first: str, rows: list[PlaceFigures]) -> Table:
    return {
        "title": title,
        "heads": [
            first,
            _("Planned"),
            _("Reported"),
            _("Confirmed"),
            _("Verified"),
            pgettext("figures", "Change"),
            _("Late"),
        ],
        "rows": [
            [
                row["name"],
                percent(row["planned"]),
                percent(row["reported"]),
                percent(row["confirmed"]),
                percent(row["verified"]),
                points(row["change"]),
                str(row["late"] or ""),
            ]
            for row in rows
        ],
        "bars": [
            [row["planned"] or 0.0, row["reported"] or 0.0, row["confirmed"] or 0.0, row["verified"] or 0.0]
            for row in rows
        ],
    }


def _missing(figures: Figures) -> Table:
    comma = pgettext("list", ", ")
    return {
        "title": _("Who has not reported"),
        "heads": [_("Township"), _("Place"), _("Tasks"), _("Days silent")],
        "rows": [
            [
                row["township"],
                row["place"],
                comma.join(row["tasks"]),
                "—" if row["days_silent"] is None else str(row["days_silent"]),
            ]
            for row in figures["missing"]
        ],
        "bars": [],
    }


def _foot(bulletin: Bulletin) -> str:
    cut_off = datetime.fromisoformat(bulletin.figures["cut_off"])
    issued = bulletin.issued_at or timezone.now()
    return _("Figures as known at %(cut_off)s. Issued by %(who)s, %(issued)s.") % {
        "cut_off": moment(cut_off, year=True),
        "who": bulletin.issued_by_name or bulletin.made_by_name,
        "issued": moment(issued, year=True),
    }
