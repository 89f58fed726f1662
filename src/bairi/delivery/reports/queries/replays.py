"""The raw reports of a campaign as events in known order, by series: standing is rebuilt from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from bairi.delivery.reports.models import Report, ReportState, Ruling, RulingKind, Verification
from bairi.delivery.reports.rules.readings import item_value
from bairi.delivery.reports.rules.standing import (
    Claimed,
    Confirmed,
    Event,
    Period,
    Revoked,
    Ruled,
    SentBack,
    VerificationWithdrawn,
    Verified,
    Withdrawn,
    replay,
)
from bairi.plan.campaigns.models import Campaign, Measure, Target

Series = tuple[int, int]
Moment = tuple[int, Event]

RULED: Mapping[str, tuple[type[Ruled], ReportState]] = {
    RulingKind.CONFIRMED: (Confirmed, ReportState.CONFIRMED),
    RulingKind.CONFIRMATION_REVOKED: (Revoked, ReportState.WAITING),
    RulingKind.SENT_BACK: (SentBack, ReportState.SENT_BACK),
    RulingKind.WITHDRAWN: (Withdrawn, ReportState.WITHDRAWN),
}


def replayed(campaign: Campaign) -> Iterator[tuple[Series, list[Period]]]:
    """Every series (target, item or 0) of a campaign with all its periods, made from the raw reports."""
    for series, moments in sorted(_moments(campaign).items()):
        yield series, sorted(replay(sorted(moments, key=lambda moment: moment[0])))


def states(campaign: Campaign) -> dict[int, ReportState]:
    """The state that each report's rulings come to; reports without a ruling are left out."""
    rulings = Ruling.objects.filter(report__campaign=campaign).order_by("known").values_list("report_id", "kind")
    return {report: RULED[kind][1] for report, kind in rulings}


def _moments(campaign: Campaign) -> dict[Series, list[Moment]]:
    moments: dict[Series, list[Moment]] = defaultdict(list)
    of_report = _claims(campaign, moments)
    rulings = Ruling.objects.filter(report__campaign=campaign).values_list("report_id", "kind", "known")
    for report, kind, known in rulings.iterator():
        for series in of_report[report]:
            moments[series].append((known, RULED[kind][0](report)))
    _findings(campaign, moments)
    return moments


def _claims(campaign: Campaign, moments: dict[Series, list[Moment]]) -> dict[int, list[Series]]:
    """Put the claims among the moments; the series that each report moves."""
    older = _supersedes(campaign)
    measures = _ItemMeasures(campaign)
    of_report: dict[int, list[Series]] = {}
    fields = ("id", "known", "target_id", "item_id", "effective_on", "value", "entered_value", "stage")
    for key, known, target, item, day, value, entered, stage in (
        Report.objects.filter(campaign=campaign).values_list(*fields).iterator()
    ):
        worth = [(target, value)] if item is None else measures.values(target, entered, stage)
        of_report[key] = [(place, item or 0) for place, _ in worth]
        for place, amount in worth:
            event = Claimed(key, day.toordinal(), amount, tuple(older.get(key, ())))
            moments[place, item or 0].append((known, event))
    return of_report


def _findings(campaign: Campaign, moments: dict[Series, list[Moment]]) -> None:
    for found in Verification.objects.filter(campaign=campaign).iterator():
        series = (found.target_id, found.item_id or 0)
        older = () if found.supersedes_id is None else (found.supersedes_id,)
        day = found.effective_on.toordinal()
        moments[series].append((found.known, Verified(found.pk, day, found.value, found.report_id, older)))
        if found.withdrawn_known is not None:
            moments[series].append((found.withdrawn_known, VerificationWithdrawn(found.pk)))


def _supersedes(campaign: Campaign) -> dict[int, list[int]]:
    links = Report.supersedes.through.objects.filter(from_report__campaign=campaign)
    older: dict[int, list[int]] = defaultdict(list)
    for newer, old in links.values_list("from_report_id", "to_report_id"):
        older[newer].append(old)
    return older


class _ItemMeasures:
    """For an itemised task, what a stage comes to in each measure of the place that a target belongs to."""

    def __init__(self, campaign: Campaign) -> None:
        self.home: dict[int, tuple[int, int]] = {}
        self.targets: dict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)
        self.stages: dict[int, list[str]] = defaultdict(list)
        for measure in Measure.objects.filter(task__campaign=campaign).order_by("task_id", "order"):
            self.stages[measure.task_id].append(measure.stage or measure.code)
        rows = Target.objects.filter(campaign=campaign, task__counting="itemised").select_related("measure")
        for target in rows:
            self.home[target.pk] = (target.task_id, target.place_id)
            stage = target.measure.stage or target.measure.code
            self.targets[target.task_id, target.place_id].append((target.pk, stage))

    def values(self, target: int, quantity: float, stage: str) -> list[tuple[int, float]]:
        """Target and value for each measure that an item's report moves."""
        home = self.home[target]
        stages = self.stages[home[0]]
        return [(key, item_value(quantity, stage, start, stages)) for key, start in self.targets[home]]
