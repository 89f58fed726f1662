"""What all rulings on a report share: it is found in scope, locked, ruled on, settled and logged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bairi.delivery.reports.actions.facts import Arrival
from bairi.delivery.reports.actions.hand import by_hand
from bairi.delivery.reports.actions.measures import item_series
from bairi.delivery.reports.actions.series import SeriesKey, load_series, settle_event
from bairi.delivery.reports.models import Report, ReportState, Ruling, RulingKind
from bairi.delivery.reports.problems import (
    AlreadyWithdrawn,
    CampaignIsClosed,
    ReasonMissing,
    TextTooLong,
    UnknownReport,
)
from bairi.delivery.reports.rules.standing import Confirmed, Revoked, Ruled, SentBack, Withdrawn
from bairi.ground.access import Actor, require, visible_to
from bairi.ground.transparency.actions import append
from bairi.ground.transparency.events import Event as Fact
from bairi.plan.campaigns.models import Campaign, CampaignClock

REASON_LIMIT, BATCH = 400, 500
COMES_TO: dict[RulingKind, tuple[ReportState, type[Ruled]]] = {
    RulingKind.CONFIRMED: (ReportState.CONFIRMED, Confirmed),
    RulingKind.CONFIRMATION_REVOKED: (ReportState.WAITING, Revoked),
    RulingKind.SENT_BACK: (ReportState.SENT_BACK, SentBack),
    RulingKind.WITHDRAWN: (ReportState.WITHDRAWN, Withdrawn),
}


@dataclass(frozen=True, slots=True)
class Docket:
    """A report under its campaign's lock, and the last moment known there."""

    report: Report
    arrival: Arrival
    clock: CampaignClock

    @property
    def names(self) -> dict[str, str]:
        """Place and task by name, for what is said to people."""
        return {"place": self.report.target.place.name, "task": self.report.target.task.name}


def open_docket(uuid: UUID, *, permission: str, by: Actor, at: datetime) -> Docket:
    """A report within the actor's scope, permitted, locked. Raises UnknownReport, NotAllowed, CampaignIsClosed,
    AlreadyWithdrawn."""
    docket = open_dockets([uuid], by=by, at=at).get(uuid)
    if docket is None:
        raise UnknownReport(report=uuid)
    admit(docket, permission, by)
    return docket


def open_dockets(uuids: Iterable[UUID], *, by: Actor, at: datetime) -> dict[UUID, Docket]:
    """Those of the reports that lie within the actor's scope, under their campaigns' locks. Three queries a batch."""
    arrival, wanted, dockets = Arrival.of(at), list(uuids), dict[UUID, Docket]()
    clocks: dict[int, CampaignClock] = {}
    for start in range(0, len(wanted), BATCH):
        seen = visible_to(by, Report.objects).filter(uuid__in=wanted[start : start + BATCH])
        found = dict(seen.values_list("pk", "campaign_id"))
        for campaign_id in sorted({*found.values()} - clocks.keys()):
            clocks[campaign_id] = lock_clock(campaign_id)
        rows = Report.objects.select_related("campaign", "target__place", "target__task").filter(pk__in=found)
        dockets |= {row.uuid: Docket(row, arrival, clocks[row.campaign_id]) for row in rows}
    return dockets


def admit(docket: Docket, permission: str, by: Actor) -> None:
    """Raise NotAllowed, CampaignIsClosed or AlreadyWithdrawn where the actor may not rule on the report."""
    report, target = docket.report, docket.report.target
    require(
        by,
        permission,
        place_path=target.place.path,
        task_code=target.task.code,
        campaign_code=report.campaign.code,
    )
    check_running(report.campaign)
    if report.state == ReportState.WITHDRAWN:
        raise AlreadyWithdrawn(**docket.names)


def lock_clock(campaign_id: int) -> CampaignClock:
    """The campaign's clock, locked until the transaction ends."""
    return CampaignClock.objects.select_for_update().get(campaign_id=campaign_id)


def tick(clock: CampaignClock, arrival: Arrival, campaign: Campaign) -> int:
    """The next known moment, given out."""
    clock.known = arrival.known(clock.known, replay_at=campaign.replay_at)
    clock.save(update_fields=["known"])
    return clock.known


def check_running(campaign: Campaign) -> None:
    """Raise CampaignIsClosed for a campaign in which nothing changes any more."""
    if campaign.state == "closed":
        raise CampaignIsClosed(campaign=campaign.name)


def check_reason(reason: str, place: str) -> str:
    """The reason without blanks around it. Raises ReasonMissing, TextTooLong."""
    reason = reason.strip()
    if not reason:
        raise ReasonMissing(place=place)
    if len(reason) > REASON_LIMIT:
        raise TextTooLong(field="reason", length=len(reason), limit=REASON_LIMIT)
    return reason


def rule(
    docket: Docket, kind: RulingKind, fact: Fact, *, by: Actor, reason: str = "", group: UUID | None = None
) -> None:
    """Keep the ruling, what the report's state comes to, the standing that follows, and the event."""
    report = docket.report
    state, event = COMES_TO[kind]
    before = docket.clock.known
    known = tick(docket.clock, docket.arrival, report.campaign)
    Ruling.objects.create(report=report, kind=kind, known=known, by_id=by.user_id, by_name=by.name, reason=reason)
    with by_hand() as cursor:
        for key in series_of(report):
            series = load_series(cursor, key, last_known=before, reports=[report.pk])
            settle_event(cursor, key, series, event(report.pk), known)
    report.state = state
    report.save(update_fields=["state"])
    append(fact, by=by, at=known, place=report.target.place.code, group=group)


def series_of(report: Report) -> tuple[SeriesKey, ...]:
    """The series that a report moves."""
    if report.item_id is None:
        return (SeriesKey(report.target_id),)
    target = report.target
    with by_hand() as cursor:
        _, keys = item_series(
            cursor,
            item_id=report.item_id,
            place_id=target.place_id,
            task_id=target.task_id,
            target_id=target.pk,
        )
    return keys
