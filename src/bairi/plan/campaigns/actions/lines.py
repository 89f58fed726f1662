"""Lines of the plan."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Actor
from bairi.ground.transparency.actions import append
from bairi.plan.campaigns.actions.checks import check_code, check_free, check_range
from bairi.plan.campaigns.actions.plan import Note, new_plan_version, open_campaign
from bairi.plan.campaigns.events import LineAdded, LineChanged, LineRemoved
from bairi.plan.campaigns.models import Campaign, Line, PlanVersion
from bairi.plan.campaigns.permissions import ADD_LINE, CHANGE_LINE, REMOVE_LINE
from bairi.plan.campaigns.problems import LineHasTasks, UnknownLine
from bairi.plan.campaigns.rules.settings import LineSetting

MAX_WEIGHT = 1000.0


@transaction.atomic
def add_line(*, campaign: str, line: LineSetting, by: Actor, at: datetime) -> Line:
    """Add a line. Raises BadCode, CodeTaken, ValueOutOfRange."""
    row = open_campaign(by, ADD_LINE, campaign)
    check_code(line.code)
    check_free(line.code, Line.objects.filter(campaign=row))
    return write_line(row, None, line, Note(reason="", by=by, at=at))[0]


@transaction.atomic
def change_line(*, campaign: str, line: LineSetting, reason: str = "", by: Actor, at: datetime) -> Line:
    """Change a line's name, order or weight. A new weight is a new plan version. Raises UnknownLine, ReasonNeeded."""
    row = open_campaign(by, CHANGE_LINE, campaign)
    standing = find_line(row, line.code)
    note = Note(reason=reason, by=by, at=at)
    changed, changes = write_line(row, standing, line, note)
    if changes and PlanVersion.objects.filter(campaign=row).exists():
        new_plan_version(row, note, changes)
    return changed


def write_line(
    campaign: Campaign, standing: Line | None, line: LineSetting, note: Note
) -> tuple[Line, list[dict[str, Any]]]:
    """Add or change a line and say so. Returns it with what a plan version has to tell. Raises ValueOutOfRange."""
    check_range(_("The weight"), line.weight, 0, MAX_WEIGHT)
    row, before = standing or Line(campaign=campaign, code=line.code), standing.weight if standing else line.weight
    for name, value in _values(line).items():
        setattr(row, name, value)
    row.save()
    event = (LineChanged if standing else LineAdded)(
        campaign=campaign.code, code=line.code, reason=note.reason, **_values(line)
    )
    append(event, by=note.by, at=note.at, place=campaign.place.code, group=note.group)
    if before == line.weight:
        return row, []
    return row, [{"what": "line", "subject": line.name, "field": "weight", "before": before, "after": line.weight}]


@transaction.atomic
def remove_line(*, campaign: str, code: str, by: Actor, at: datetime) -> None:
    """Remove a line that has no tasks. Raises UnknownLine, LineHasTasks."""
    row = open_campaign(by, REMOVE_LINE, campaign)
    line = find_line(row, code)
    count = line.tasks.count()
    if count:
        raise LineHasTasks(name=line.name, count=count)
    line.delete()
    append(LineRemoved(campaign=row.code, code=code, name=line.name), by=by, at=at, place=row.place.code)


def find_line(campaign: Campaign, code: str) -> Line:
    """A line of the campaign, locked. Raises UnknownLine."""
    line = Line.objects.select_for_update().filter(campaign=campaign, code=code).first()
    if line is None:
        raise UnknownLine(value=code)
    return line


def _values(line: LineSetting) -> dict[str, Any]:
    return {"name": line.name, "name_en": line.name_en, "order": line.order, "weight": line.weight}
