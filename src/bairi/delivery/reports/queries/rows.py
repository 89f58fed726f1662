"""A report as people are shown it, with all that has become of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from bairi.delivery.reports.models import Conflict, Evidence, Report, ReportState, Ruling, Verification
from bairi.delivery.reports.words import mark_words
from bairi.ground.access.known import to_moment
from bairi.ground.files.rules.kinds import PICTURES
from bairi.plan.campaigns.models import Measure


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report. `superseded_by` is the latest living correction, `conflict_with` the other side of an open conflict.

    `reason`, `ruled_by` and `ruled_at` are those of the last ruling, `found` the value of the last living verification;
    `pictures` are those of the `files` that have a small copy to show. `stage_name` is "" where no stage was reached.
    """

    id: int
    uuid: UUID
    campaign: str
    place_code: str
    place_name: str
    place_name_en: str
    task_code: str
    task_name: str
    task_name_en: str
    measure_code: str
    measure_name: str
    measure_name_en: str
    unit: str
    unit_en: str
    target_id: int
    item_key: UUID | None
    item_name: str
    stage: str
    stage_name: str
    stage_name_en: str
    effective_on: date
    known: int
    value: float
    entered_as: str
    entered_value: float
    base: UUID | None
    note: str
    marks: tuple[str, ...]
    via: str
    entered_by_id: int | None
    entered_by_name: str
    entered_for: str
    is_proxy: bool
    state: ReportState
    reason: str
    ruled_by: str
    ruled_at: datetime | None
    supersedes: tuple[UUID, ...]
    superseded_by: UUID | None
    conflict_with: UUID | None
    files: tuple[str, ...]
    pictures: tuple[str, ...]
    found: float | None
    digest: str
    source: str

    @property
    def known_at(self) -> datetime:
        """When it came in."""
        return to_moment(self.known)

    @property
    def mark_words(self) -> list[str]:
        """Its doubtful traits in the language of the page."""
        return [mark_words(mark) for mark in self.marks]

    @property
    def is_living(self) -> bool:
        """Whether it still counts among the reported."""
        return self.state != ReportState.WITHDRAWN and self.superseded_by is None


def report_rows(reports: QuerySet[Report]) -> list[ReportRow]:
    """The reports in their order. Six queries, however many they are; seven where items have reached stages."""
    found = list(reports.select_related("campaign", "target__place", "target__task", "target__measure", "item"))
    ids = [report.pk for report in found]
    ruled, links, files = _last_rulings(ids), _Links(ids), _files(ids)
    conflicts, findings, stages = _conflicts(ids), _findings(ids), _stage_names(found)
    return [
        _row(
            report,
            ruled.get(report.pk),
            links,
            files[report.pk],
            conflicts.get(report.pk),
            findings.get(report.pk),
            stages.get((report.target.task_id, report.stage), (report.stage, "")),
        )
        for report in found
    ]


def _row(
    report: Report,
    ruling: Ruling | None,
    links: _Links,
    files: Sequence[tuple[str, str]],
    conflict: UUID | None,
    found: float | None,
    stage: tuple[str, str],
) -> ReportRow:
    target = report.target
    return ReportRow(
        id=report.pk,
        uuid=report.uuid,
        campaign=report.campaign.code,
        place_code=target.place.code,
        place_name=target.place.name,
        place_name_en=target.place.name_en,
        task_code=target.task.code,
        task_name=target.task.name,
        task_name_en=target.task.name_en,
        measure_code=target.measure.code,
        measure_name=target.measure.name,
        measure_name_en=target.measure.name_en,
        unit=target.measure.unit,
        unit_en=target.measure.unit_en,
        target_id=target.pk,
        item_key=None if report.item is None else report.item.key,
        item_name="" if report.item is None else report.item.name,
        stage=report.stage,
        stage_name=stage[0],
        stage_name_en=stage[1],
        effective_on=report.effective_on,
        known=report.known,
        value=report.value,
        entered_as=report.entered_as,
        entered_value=report.entered_value,
        base=report.base,
        note=report.note,
        marks=tuple(report.marks),
        via=report.via,
        entered_by_id=report.entered_by_id,
        entered_by_name=report.entered_by_name,
        entered_for=report.entered_for,
        is_proxy=report.is_proxy,
        state=ReportState(report.state),
        reason="" if ruling is None else ruling.reason,
        ruled_by="" if ruling is None else ruling.by_name,
        ruled_at=None if ruling is None else to_moment(ruling.known),
        supersedes=tuple(links.older[report.pk]),
        superseded_by=links.newer.get(report.pk),
        conflict_with=conflict,
        files=tuple(sha256 for sha256, _ in files),
        pictures=tuple(sha256 for sha256, media_type in files if media_type in PICTURES),
        found=found,
        digest=report.digest,
        source=report.source,
    )


def _stage_names(reports: Sequence[Report]) -> dict[tuple[int, str], tuple[str, str]]:
    """The names of the stages reached, by task and code: a stage is called as the measure that counts from it."""
    tasks = {report.target.task_id for report in reports if report.stage}
    rows = Measure.objects.filter(task__in=tasks).values_list("task_id", "stage", "code", "name", "name_en")
    return {(task, stage or code): (name, name_en) for task, stage, code, name, name_en in rows} if tasks else {}


def _last_rulings(ids: Sequence[int]) -> dict[int, Ruling]:
    return {ruling.report_id: ruling for ruling in Ruling.objects.filter(report__in=ids).order_by("known")}


class _Links:
    """What each report supersedes, and its latest living superseder."""

    def __init__(self, ids: Sequence[int]) -> None:
        self.older: dict[int, list[UUID]] = defaultdict(list)
        self.newer: dict[int, UUID] = {}
        links = Report.supersedes.through.objects.filter(Q(from_report__in=ids) | Q(to_report__in=ids))
        for newer, newer_uuid, state, older, older_uuid in links.order_by("from_report__known").values_list(
            "from_report_id", "from_report__uuid", "from_report__state", "to_report_id", "to_report__uuid"
        ):
            self.older[newer].append(older_uuid)
            if state != ReportState.WITHDRAWN:
                self.newer[older] = newer_uuid


def _files(ids: Sequence[int]) -> defaultdict[int, list[tuple[str, str]]]:
    files: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = Evidence.objects.filter(report__in=ids).order_by("id")
    for report, sha256, media_type in rows.values_list("report_id", "file_id", "file__media_type"):
        files[report].append((sha256, media_type))
    return files


def _conflicts(ids: Sequence[int]) -> dict[int, UUID]:
    rows = Conflict.objects.filter(resolved_known=None).filter(Q(first__in=ids) | Q(second__in=ids))
    pairs: Iterable[tuple[int, UUID, int, UUID]] = rows.values_list(
        "first_id", "first__uuid", "second_id", "second__uuid"
    )
    others: dict[int, UUID] = {}
    for first, first_uuid, second, second_uuid in pairs:
        others[first], others[second] = second_uuid, first_uuid
    return others


def _findings(ids: Sequence[int]) -> dict[int, float]:
    living = Verification.objects.filter(report__in=ids, withdrawn_known=None).order_by("known")
    return {report: value for report, value in living.values_list("report_id", "value") if report is not None}
