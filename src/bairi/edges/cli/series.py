"""A real campaign of the past as a campaign of Bairi: its places, its target, one report for each place and day.

It is a replay: every reading is known in the evening of its day, and the campaign's clock stands at the last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _

from bairi.delivery.reports.actions import NewReport, confirm_reports, receive_report
from bairi.edges.cli.actors import COMMAND
from bairi.edges.cli.output import Watch
from bairi.edges.cli.problems import FileRefused
from bairi.ground.places.actions import import_places
from bairi.ground.places.rules import PlaceSetting
from bairi.plan.campaigns import actions
from bairi.plan.campaigns.rules.settings import LineSetting, MeasureSetting, TargetSetting, TaskSetting
from bairi.plan.pace.series import CampaignFile, CampaignFileError, read_campaign

TASK, LINE, MEASURE, SOURCE = "progress", "all", "reached", "series"
Reading = tuple[int, int, float]
EVENING: Final = time(20, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ImportedSeries:
    """What an import of a series came to."""

    campaign: str
    places: int
    reports: int
    first: date
    last: date


def import_series(file: Path, watch: Watch, *, dry_run: bool = False, at: datetime) -> ImportedSeries:
    """Load a campaign file as a running campaign that is a replay. With `dry_run` nothing is kept.

    Raises FileRefused for a file that cannot be read, and CodeTaken when the campaign is there already.
    """
    try:
        read = read_campaign(file)
    except CampaignFileError as error:
        raise FileRefused(reason=str(error)) from error
    with transaction.atomic():
        made = _load(read, watch, at)
        transaction.set_rollback(dry_run)
    return made


def _load(read: CampaignFile, watch: Watch, at: datetime) -> ImportedSeries:
    first, last = date.fromordinal(read.start), date.fromordinal(int(read.days[-1]))
    deadline = max(date.fromordinal(int(read.deadline.max())), first + timedelta(days=1))
    watch.step(_("Places and plan"))
    codes = _make_places(read, at)
    _make_plan(read, codes, first, deadline, _evening(last) + timedelta(hours=1))
    readings = list(_readings(read))
    watch.step(_("Reports"), len(readings))
    for day, of_day in groupby(readings, key=lambda reading: reading[1]):
        _take_in(read.name, codes, list(of_day), _evening(date.fromordinal(day)), watch)
    return ImportedSeries(read.name, len(read.places), len(readings), first, last)


def _take_in(campaign: str, codes: list[str], readings: list[Reading], at: datetime, watch: Watch) -> None:
    """One day's readings. They were published, so their publisher stands by them: they go in confirmed."""
    taken = []
    for place, day, value in readings:
        new = NewReport(
            uuid=_number(campaign, codes[place], day), campaign=campaign, place=codes[place], task=TASK,
            effective_on=date.fromordinal(day), value=value, source=SOURCE,
        )  # fmt: skip
        taken.append(receive_report(new, by=COMMAND, at=at).uuid)
        watch.advance()
    confirm_reports(uuids=taken, by=COMMAND, at=at + timedelta(minutes=1))


def _make_places(read: CampaignFile, at: datetime) -> list[str]:
    """The root, what groups the places where the file says so, and the places. Returns their codes in file order."""
    parents = list(dict.fromkeys(parent for parent in read.parents if parent))
    name, parents = (parents[0], []) if len(parents) == 1 else (read.name, parents)
    root = _code(read.name)
    groups = {name: _code(read.name, f"g{number + 1:02d}") for number, name in enumerate(parents)}
    codes = [_code(read.name, f"p{number + 1:03d}") for number in range(len(read.places))]
    leaf = 5 if parents else 4
    rows = [PlaceSetting(code=root, name=name, level=3)]
    rows += [PlaceSetting(code=code, name=name, parent=root, level=4) for name, code in groups.items()]
    rows += [
        PlaceSetting(code=code, name=name, parent=groups.get(parent, root), level=leaf)
        for code, name, parent in zip(codes, read.places, read.parents, strict=True)
    ]
    import_places(rows=rows, by=COMMAND, at=at)
    return codes


def _make_plan(read: CampaignFile, codes: list[str], start_on: date, deadline_on: date, replay_at: datetime) -> None:
    """One line, one task, one measure, one target for each place from what had been reached on the first day."""
    at = _evening(start_on) - timedelta(days=1)
    common: dict[str, Any] = {"campaign": read.name, "by": COMMAND, "at": at}
    actions.create_campaign(
        code=read.name, name=read.name, place_code=_code(read.name), start_on=start_on, deadline_on=deadline_on,
        time_zone="UTC", source=SOURCE, replay_at=replay_at, by=COMMAND, at=at,
    )  # fmt: skip
    actions.add_line(line=LineSetting(LINE, _("All")), **common)
    actions.add_task(task=TaskSetting(TASK, LINE, read.unit[:80], source=SOURCE), **common)
    measure = MeasureSetting(MEASURE, _("Reached"), read.unit[:20], counts=True)
    actions.add_measure(task=TASK, measure=measure, **common)
    targets = [
        TargetSetting(code, TASK, must=float(must), baseline=_baseline(values), source=SOURCE)
        for code, must, values in zip(codes, read.target, read.values, strict=True)
    ]
    actions.set_targets(rows=targets, reason=_("As published"), **common)
    actions.start_campaign(campaign=read.name, by=COMMAND, at=at)


def _baseline(values: Any) -> float:
    """What had been reached on the first day of the file."""
    known = values[~np.isnan(values)]
    return round(float(known[0]), 3) if len(known) else 0.0


def _readings(read: CampaignFile) -> Iterator[Reading]:
    """(place, day, value) of every reading, day by day."""
    for at, day in enumerate(read.days):
        for place in range(len(read.places)):
            if not np.isnan(read.values[place, at]):
                yield place, int(day), float(read.values[place, at])


def _evening(day: date) -> datetime:
    return datetime.combine(day, EVENING)


def _code(name: str, end: str = "") -> str:
    """A code of at most 24 signs that no division code can equal."""
    return f"{name[: 23 - len(end)]}-{end}" if end else name[:24]


def _number(*parts: object) -> UUID:
    return uuid5(NAMESPACE_URL, "bairi-series/" + "/".join(map(str, parts)))
