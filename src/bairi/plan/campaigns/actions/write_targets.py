"""Writes the versions of targets: the one place where the bar moves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from bairi.ground.access.known import OPEN
from bairi.ground.places.models import Place
from bairi.ground.transparency.actions import Entry, append_many
from bairi.ground.transparency.events import Event
from bairi.plan.campaigns.actions.plan import Note, PlanChange, new_plan_version
from bairi.plan.campaigns.events import TargetSet, TargetTakenOut
from bairi.plan.campaigns.models import Campaign, Measure, PlanVersion, Target, TargetVersion
from bairi.plan.campaigns.rules.differences import Terms
from bairi.plan.campaigns.rules.sums import controls

Key = tuple[int, int]
"""Measure and place of a target, by primary key."""
BATCH = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """A target as it is to stand. `source` None keeps what the target says."""

    measure: Measure
    place: Place
    terms: Terms
    source: str | None = None

    @property
    def key(self) -> Key:
        return self.measure.pk, self.place.pk


@dataclass(slots=True)
class Change:
    """One target whose terms differ from what stood; `version` is None for a new target."""

    measure: Measure
    place: Place
    terms: Terms
    version: TargetVersion | None
    source: str | None


def terms_of(version: TargetVersion) -> Terms:
    """What a version asks for."""
    return Terms(
        must=version.must,
        reserve=version.reserve,
        baseline=version.baseline,
        start_on=version.start_on,
        due_on=version.due_on,
        trajectory=version.trajectory,
        is_control=version.is_control,
        removed=version.removed,
    )


def load_standing(campaign: Campaign, measures: Iterable[Measure]) -> dict[Key, TargetVersion]:
    """The version in force of every target of some measures, removed ones included. One query."""
    rows = TargetVersion.objects.filter(target__campaign=campaign, target__measure__in=list(measures), known_to=OPEN)
    rows = rows.select_related("target__place", "target__measure__task")
    return {(row.target.measure_id, row.target.place_id): row for row in rows}


def write_targets(
    campaign: Campaign,
    wanted: Sequence[Wanted],
    standing: Mapping[Key, TargetVersion],
    note: Note,
    others: Sequence[dict[str, Any]] = (),
) -> PlanChange:
    """Bring the plan to what is wanted: one plan version, one event for each target that changed.

    `standing` holds all targets of the measures concerned (`load_standing`), since a target becomes a control total, or
    ceases to be one, by what lies below it. `others` lists what else this version changed.
    """
    asked = {want.key for want in wanted}
    changes = list(_changes(wanted, standing))
    changed = sum((change.measure.pk, change.place.pk) in asked for change in changes)
    version = None
    if changes or others:
        version = new_plan_version(campaign, note, others)
        _write(campaign, changes, version, note)
    return PlanChange(version, changed, len(asked) - changed, note.group)


def _changes(wanted: Sequence[Wanted], standing: Mapping[Key, TargetVersion]) -> Iterator[Change]:
    """Every target whose terms come to differ, in the order asked, then those that turn into control totals or back."""
    asked = {want.key: want for want in wanted}
    final = {key: (v.target.place, v.removed) for key, v in standing.items()}
    final |= {key: (want.place, want.terms.removed) for key, want in asked.items()}
    paths: dict[int, list[str]] = {}
    for (measure, _), (place, removed) in final.items():
        if not removed:
            paths.setdefault(measure, []).append(place.path)
    above = {measure: controls(found) for measure, found in paths.items()}
    for key in [*asked, *(key for key in standing if key not in asked)]:
        want, old = asked.get(key), standing.get(key)
        before = None if old is None else terms_of(old)
        terms = want.terms if want is not None else before
        place, removed = final[key]
        if terms is None or (before is None and removed):
            continue
        terms = replace(terms, is_control=not removed and place.path in above.get(key[0], ()))
        if terms != before:
            measure_ = want.measure if want is not None else standing[key].target.measure
            yield Change(measure_, place, terms, old, want.source if want is not None else None)


def _write(campaign: Campaign, changes: Sequence[Change], version: PlanVersion, note: Note) -> None:
    """Close the versions in force, open their successors, say so in one event each."""
    targets = _targets(campaign, changes)
    closed = [change.version.pk for change in changes if change.version is not None]
    for start in range(0, len(closed), BATCH):
        TargetVersion.objects.filter(pk__in=closed[start : start + BATCH]).update(known_to=version.known)
    TargetVersion.objects.bulk_create(
        [
            TargetVersion(
                target=target, plan_version=version, known_from=version.known, known_to=OPEN, **_fields(change.terms)
            )
            for change, target in zip(changes, targets, strict=True)
        ],
        batch_size=BATCH,
    )
    entries = (
        Entry(_event(campaign, change, target, version), change.place.code)
        for change, target in zip(changes, targets, strict=True)
    )
    append_many(entries, by=note.by, at=version.known, group=note.group)


def _targets(campaign: Campaign, changes: Sequence[Change]) -> list[Target]:
    """The target of each change: those that stand, brought up to date, and new ones."""
    new, old, found = [], [], []
    for change in changes:
        if change.version is None:
            target = Target(campaign=campaign, task=change.measure.task, measure=change.measure, place=change.place)
            new.append(target)
        else:
            target = change.version.target
            old.append(target)
        target.is_control = change.terms.is_control
        target.source = target.source if change.source is None else change.source
        found.append(target)
    Target.objects.bulk_create(new, batch_size=BATCH)
    Target.objects.bulk_update(old, ["is_control", "source"], batch_size=BATCH)
    return found


def _fields(terms: Terms) -> dict[str, Any]:
    return {field.name: getattr(terms, field.name) for field in fields(Terms)}


def _event(campaign: Campaign, change: Change, target: Target, version: PlanVersion) -> Event:
    terms, before = change.terms, None if change.version is None else change.version.must
    if terms.removed:
        return TargetTakenOut(
            campaign=campaign.code,
            target=target.key,
            task=change.measure.task.code,
            measure=change.measure.code,
            place=change.place.code,
            plan_version=version.number,
            must_before=before if before is not None else terms.must,
            reason=version.reason,
        )
    return TargetSet(
        campaign=campaign.code,
        target=target.key,
        task=change.measure.task.code,
        measure=change.measure.code,
        place=change.place.code,
        plan_version=version.number,
        must_before=before,
        must=terms.must,
        reserve=terms.reserve,
        baseline=terms.baseline,
        start_on=terms.start_on,
        due_on=terms.due_on,
        trajectory=json.dumps(terms.trajectory, sort_keys=True),
        is_control=terms.is_control,
        reason=version.reason,
    )
