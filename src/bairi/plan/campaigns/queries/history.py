"""The plan's history: every version with who, when and why, and what differed, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from bairi.ground.access import Actor, NotVisible, visible_to
from bairi.ground.access.known import to_moment
from bairi.plan.campaigns.models import Campaign, PlanSource, PlanVersion, Target, TargetVersion
from bairi.plan.campaigns.queries.words import difference_words, other_words
from bairi.plan.campaigns.rules.differences import Terms, differences

SHOWN_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class TargetDifference:
    """What one version changed in one target. `fields` are sentences in the active language."""

    task_code: str
    task: str
    measure_code: str
    measure: str
    place_code: str
    place: str
    unit: str
    is_new: bool
    removed: bool
    must_before: float | None
    must: float
    fields: list[str]


@dataclass(frozen=True, slots=True)
class PlanVersionLine:
    """A version of the plan. `differences` holds the first few, `targets` says how many the actor sees in all."""

    number: int
    at: datetime
    known: int
    by: str
    approved_by: str
    reason: str
    source: str
    is_baseline: bool
    targets: int
    new: int
    removed: int
    differences: list[TargetDifference]
    others: list[str]


def plan_history(
    actor: Actor, campaign: Campaign, *, target: Target | None = None, before: int | None = None, limit: int = 30
) -> list[PlanVersionLine]:
    """Versions of the plan, newest first; with `target`, those that changed it. `before` is a version's number to go on
    from. Four queries.
    """
    rows = visible_to(actor, PlanVersion.objects).filter(campaign=campaign).order_by("-number")
    if target is not None:
        rows = rows.filter(target_versions__target=target)
    if before is not None:
        rows = rows.filter(number__lt=before)
    versions = list(rows[:limit])
    changed = visible_to(actor, TargetVersion.objects).filter(plan_version__in=[v.pk for v in versions])
    if target is not None:
        changed = changed.filter(target=target)
    counts = {row["plan_version"]: row for row in _counted(changed).order_by("plan_version")}
    few = [pk for pk, row in counts.items() if row["all"] <= SHOWN_AT_ONCE or target is not None]
    shown = version_differences(changed.filter(plan_version__in=few))
    first = baseline_number(campaign)
    return [_line(version, first, counts.get(version.pk), shown.get(version.pk, [])) for version in versions]


def plan_version(
    actor: Actor, campaign: Campaign, number: int, *, offset: int = 0, limit: int = 200
) -> PlanVersionLine:
    """One version with its differences from `offset` on. Raises NotVisible. Four queries."""
    version = visible_to(actor, PlanVersion.objects).filter(campaign=campaign, number=number).first()
    if version is None:
        raise NotVisible()
    changed = visible_to(actor, TargetVersion.objects).filter(plan_version=version)
    count = _counted(changed).order_by("plan_version").first()
    page = changed.order_by("target__task__order", "target__place__order", "pk")[offset : offset + limit]
    shown = version_differences(TargetVersion.objects.filter(pk__in=[row.pk for row in page]))
    return _line(version, baseline_number(campaign), count, shown.get(version.pk, []))


def baseline_number(campaign: Campaign) -> int | None:
    """The number of the version that stood when the campaign started: the first baseline. One query."""
    if campaign.started_known is None:
        return None
    version = plan_version_known(campaign, campaign.started_known)
    return None if version is None else version.number


def plan_version_known(campaign: Campaign, known: int) -> PlanVersion | None:
    """The version of the plan that was known at a moment. One query."""
    return PlanVersion.objects.filter(campaign=campaign, known__lte=known).order_by("-known").first()


def version_differences(versions: QuerySet[TargetVersion]) -> dict[int, list[TargetDifference]]:
    """What some target versions changed, by the key of their plan version. Two queries."""
    rows = list(
        versions.select_related("target__task", "target__measure", "target__place").order_by(
            "target__task__order", "target__place__order", "pk"
        )
    )
    ends = {(row.target_id, row.known_from) for row in rows}
    before = {
        (old.target_id, old.known_to): old
        for old in TargetVersion.objects.filter(
            target__in={target for target, _known in ends}, known_to__in={known for _target, known in ends}
        )
    }
    found: dict[int, list[TargetDifference]] = {}
    for row in rows:
        found.setdefault(row.plan_version_id, []).append(_difference(before.get((row.target_id, row.known_from)), row))
    return found


def _difference(old: TargetVersion | None, new: TargetVersion) -> TargetDifference:
    target = new.target
    changed = differences(None if old is None else _terms(old), _terms(new))
    return TargetDifference(
        task_code=target.task.code,
        task=target.task.name,
        measure_code=target.measure.code,
        measure=target.measure.name,
        place_code=target.place.code,
        place=target.place.name,
        unit=target.measure.unit,
        is_new=old is None,
        removed=new.removed,
        must_before=None if old is None else old.must,
        must=new.must,
        fields=difference_words(changed, target.measure.unit),
    )


def _terms(row: TargetVersion) -> Terms:
    return Terms(
        row.must, row.reserve, row.baseline, row.start_on, row.due_on, row.trajectory, row.is_control, row.removed
    )


def _counted(changed: QuerySet[TargetVersion]) -> QuerySet[TargetVersion, Any]:
    """How many targets each version changed, how many of them new, how many taken out."""
    earlier = TargetVersion.objects.filter(target=OuterRef("target"), known_to=OuterRef("known_from"))
    rows = changed.order_by().annotate(is_old=Exists(earlier)).values("plan_version")
    return rows.annotate(
        all=Count("pk"), new=Count("pk", filter=Q(is_old=False)), gone=Count("pk", filter=Q(removed=True))
    )


def _line(
    version: PlanVersion, first: int | None, count: dict[str, int] | None, shown: list[TargetDifference]
) -> PlanVersionLine:
    counted = count or {"all": 0, "new": 0, "gone": 0}
    return PlanVersionLine(
        number=version.number,
        at=to_moment(version.known),
        known=version.known,
        by=version.made_by_name,
        approved_by=version.approved_by_name,
        reason=version.reason,
        source=str(PlanSource(version.source).label),
        is_baseline=version.number == first,
        targets=counted["all"],
        new=counted["new"],
        removed=counted["gone"],
        differences=shown,
        others=other_words(version.changes),
    )
