"""A sheet of works or households goes in row by row; refused rows come back to be mended."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bairi.delivery.reports.actions.add_items import AddedItems, NewItem, add_items
from bairi.delivery.reports.permissions import ADD_ITEMS
from bairi.delivery.reports.workbook.items import COLUMN_OF, ITEMS
from bairi.ground.access import Actor, require
from bairi.ground.tables import CellProblem, Row, open_sheet, write_refused
from bairi.ground.tables.rules.words import fold
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.queries import campaign_for

MOST = 50_000


@dataclass(frozen=True, slots=True)
class ImportedItems:
    """What became of a sheet of items, or would: how many were added, were there, were left out and why."""

    campaign: str
    rows: int = 0
    added: int = 0
    again: int = 0
    refused: int = 0
    problems: list[CellProblem] = field(default_factory=list)
    notices: list[CellProblem] = field(default_factory=list)
    refused_sheet: bytes | None = None


def import_items(
    *, source: bytes | Path, name: str = "", campaign: str, dry_run: bool = False, by: Actor, at: datetime
) -> ImportedItems:
    """Enter the rows of a sheet that can be, each as one item. The same sheet twice adds nothing the second time.

    Raises NotVisible, NotAllowed, CampaignIsClosed, and what `tables` raises for a file that holds no such sheet.
    """
    row = campaign_for(by, campaign)
    require(by, ADD_ITEMS, campaign_code=row.code)
    reading = open_sheet(source, ITEMS, name=name, limit=MOST)
    tasks = _tasks(row)
    rows = list(reading)
    sound = [line for line in rows if not line.problems]
    made = [_item(line, tasks) for line in sound]
    done = add_items(campaign=campaign, items=made, dry_run=dry_run, by=by, at=at) if made else AddedItems()
    for index, problem in done.refused:
        line, column = sound[index], COLUMN_OF.get(problem.code, "place")
        line.problems.append(reading.add(line.number, column, problem.code, str(problem).replace("%", "%%")))
    refused = [line for line in rows if line.problems]
    return ImportedItems(
        campaign=row.code,
        rows=len(rows),
        added=len(done.added),
        again=len(done.again),
        refused=len(refused),
        problems=reading.problems,
        notices=reading.notices,
        refused_sheet=write_refused(ITEMS, refused, reading.header.columns) if refused else None,
    )


def _tasks(campaign: Campaign) -> dict[str, str]:
    """Folded code or name of a task → its code."""
    rows = list(campaign.tasks.values_list("code", "name", "name_en"))
    named = {fold(word): code for code, *words in rows for word in words if word}
    return named | {fold(code): code for code, *_words in rows}


def _item(line: Row, tasks: dict[str, str]) -> NewItem:
    quantity = line["quantity"]
    said = line["task"]
    return NewItem(line["place"], tasks.get(fold(said), said), line["name"], 1.0 if quantity is None else quantity)
