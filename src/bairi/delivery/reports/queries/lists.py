"""Lists of reports that people work through: what waits for confirmation, what I sent, what differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Sum

from bairi.delivery.reports.models import Conflict, EvidenceFinding, Report, ReportState, Standing
from bairi.delivery.reports.permissions import CONFIRM_REPORTS
from bairi.delivery.reports.queries.rows import ReportRow, report_rows
from bairi.delivery.reports.rules import OPEN, OPEN_DAY, Level
from bairi.ground.access import Actor, NotVisible, visible_to
from bairi.plan.campaigns.models import Campaign


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A report that waits. `confirmed` is what is confirmed for its target so far, `is_own`: another must confirm,
    `weight` that of the gravest open finding about its evidence, 0 without one."""

    report: ReportRow
    confirmed: float | None
    is_own: bool
    weight: int = 0


@dataclass(frozen=True, slots=True)
class QueueVillage:
    """The reports of one place that wait: those with the gravest findings first, then the oldest."""

    place_code: str
    place_name: str
    place_name_en: str
    rows: tuple[QueueRow, ...]


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """Two reports that differ, the second made without having seen the first."""

    id: int
    first: ReportRow
    second: ReportRow

    @property
    def difference(self) -> float:
        return self.second.value - self.first.value


def confirmation_queue(actor: Actor, campaign: Campaign, *, place: str | None = None) -> list[QueueVillage]:
    """What the actor may confirm, village by village, those whose evidence deserves a second look first.

    A corrected report is left out: its correction waits instead.
    """
    waiting = waiting_reports(actor, campaign)
    if place is not None:
        waiting = waiting.filter(target__place__code=place)
    rows = report_rows(waiting.order_by("target__place__order", "target__place__code", "effective_on", "known"))
    confirmed = last_values({row.target_id for row in rows}, Level.CONFIRMED)
    weights = finding_weights([row.id for row in rows])
    villages: dict[str, list[QueueRow]] = {}
    for row in rows:
        own = actor.user_id is not None and row.entered_by_id == actor.user_id
        line = QueueRow(row, confirmed.get(row.target_id), own, weights.get(row.id, 0))
        villages.setdefault(row.place_code, []).append(line)
    for queue in villages.values():
        queue.sort(key=lambda line: -line.weight)
    return [
        QueueVillage(code, queue[0].report.place_name, queue[0].report.place_name_en, tuple(queue))
        for code, queue in sorted(villages.items(), key=lambda item: -item[1][0].weight)
    ]


def finding_weights(reports: Sequence[int]) -> dict[int, int]:
    """The weight of the gravest open finding of each report that has one. One query."""
    found = EvidenceFinding.objects.filter(report__in=reports, dismissed_known=None).order_by()
    return dict(found.values("report").annotate(most=Max("weight")).values_list("report", "most"))


def waiting_reports(actor: Actor, campaign: Campaign) -> QuerySet[Report]:
    """Reports in the actor's hands to confirm."""
    reach = Q(pk__in=[])
    for grant in actor.grants_for(CONFIRM_REPORTS):
        if grant.campaign_code in {None, campaign.code}:
            part = Q(target__place__path__startswith=grant.place_path)
            if grant.task_codes is not None:
                part &= Q(target__task__code__in=sorted(grant.task_codes))
            reach |= part
    return living(Report.objects.filter(reach, campaign=campaign, state=ReportState.WAITING))


def living(reports: QuerySet[Report]) -> QuerySet[Report]:
    """Those that are neither withdrawn nor corrected by a living report."""
    links = Report.supersedes.through.objects.filter(to_report=OuterRef("pk"))
    corrected = links.exclude(from_report__state=ReportState.WITHDRAWN)
    return reports.exclude(state=ReportState.WITHDRAWN).filter(~Exists(corrected))


def last_values(targets: set[int], level: Level) -> dict[int, float]:
    """What stands for each target now at its latest day, items added up. One query."""
    rows = Standing.objects.filter(target__in=targets, level=level, known_to=OPEN, effective_to=OPEN_DAY)
    return dict(rows.values("target").annotate(total=Sum("value")).values_list("target", "total"))


def sent_reports(
    actor: Actor, campaign: Campaign, *, place: str | None = None, state: str | None = None, limit: int = 50
) -> list[ReportRow]:
    """What the actor sent, newest first; with `place`, all that was sent for a place the actor sees."""
    reports = visible_to(actor, Report.objects).filter(campaign=campaign)
    whose = Q(entered_by=actor.user_id) if place is None else Q(target__place__code=place)
    reports = reports.filter(whose)
    if state is not None:
        reports = reports.filter(state=state)
    return report_rows(reports.order_by("-known")[:limit])


def sent_back_count(actor: Actor, campaign: Campaign) -> int:
    """How many reports within the actor's places were sent back and not corrected since."""
    reports = visible_to(actor, Report.objects).filter(campaign=campaign, state=ReportState.SENT_BACK)
    return living(reports).count()


def open_conflicts(actor: Actor, campaign: Campaign, *, place: str | None = None) -> list[ConflictRow]:
    """Conflicts that wait for a person, oldest first: both reports are living."""
    rows = visible_to(actor, Conflict.objects).filter(target__campaign=campaign, resolved_known=None)
    if place is not None:
        rows = rows.filter(target__place__code=place)
    pairs = list(rows.order_by("opened_known").values_list("id", "first__uuid", "second__uuid"))
    found: dict[UUID, ReportRow] = {
        row.uuid: row
        for row in report_rows(Report.objects.filter(uuid__in=[uuid for _, *both in pairs for uuid in both]))
    }
    return [
        ConflictRow(key, found[first], found[second])
        for key, first, second in pairs
        if found[first].is_living and found[second].is_living
    ]


def conflict_for(actor: Actor, campaign: Campaign, key: int) -> ConflictRow | None:
    """One conflict, None once it is reconciled. Raises NotVisible outside the actor's places."""
    if not visible_to(actor, Conflict.objects).filter(target__campaign=campaign, pk=key).exists():
        raise NotVisible
    return next((row for row in open_conflicts(actor, campaign) if row.id == key), None)
