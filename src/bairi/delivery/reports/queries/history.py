"""One target, or one report, opened down to its claims, rulings, findings and files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from bairi.delivery.reports.models import Conflict, Evidence, Report, RulingKind, Verification, VerificationMethod
from bairi.delivery.reports.problems import UnknownReport
from bairi.delivery.reports.queries.rows import ReportRow, report_rows
from bairi.delivery.reports.rules.samples import Estimate, estimate
from bairi.ground.access import Actor, visible_to
from bairi.ground.access.known import to_moment
from bairi.ground.files.rules.kinds import PICTURES
from bairi.plan.campaigns.models import Campaign, Target


@dataclass(frozen=True, slots=True)
class FindingRow:
    """What an inspection found."""

    uuid: UUID
    report: UUID | None
    effective_on: date
    known_at: datetime
    claimed: float
    inspected: float
    found: float
    value: float
    method: str
    basis: str
    note: str
    by_name: str
    supersedes: UUID | None
    is_withdrawn: bool
    withdrawn_reason: str
    source: str

    @property
    def estimate(self) -> Estimate | None:
        """What a sample says of the whole claim; None for an inspection of the whole, or one taken back."""
        if self.is_withdrawn or self.method != VerificationMethod.SAMPLE:
            return None
        return estimate(self.claimed, self.inspected, self.found)


@dataclass(frozen=True, slots=True)
class RulingRow:
    """One decision about a report."""

    kind: RulingKind
    at: datetime
    by_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One file behind a report; `facts` is what was read from the file itself."""

    sha256: str
    name: str
    caption: str
    media_type: str
    size: int
    taken_at: datetime | None
    lon: float | None
    lat: float | None
    accuracy_m: float | None
    facts: dict[str, object]
    source: str

    @property
    def has_picture(self) -> bool:
        """Whether there is a small copy to show."""
        return self.media_type in PICTURES


@dataclass(frozen=True, slots=True)
class ReportDetail:
    """A report with everything behind it and after it. `conflict` is the key of an open conflict that it is part of."""

    row: ReportRow
    rulings: tuple[RulingRow, ...]
    evidence: tuple[EvidenceRow, ...]
    findings: tuple[FindingRow, ...]
    corrects: tuple[ReportRow, ...]
    corrected_by: tuple[ReportRow, ...]
    conflict: int | None = None


@dataclass(frozen=True, slots=True)
class TargetHistory:
    """All claims on a target, newest effective day first, and all that inspections found."""

    claims: tuple[ReportRow, ...]
    findings: tuple[FindingRow, ...]


def target_history(actor: Actor, campaign: Campaign, *, place: str, task: str, measure: str = "") -> TargetHistory:
    """Everything ever said about a target; the claims on items are listed at each measure. Eight queries."""
    targets = visible_to(actor, Target.objects).filter(campaign=campaign, place__code=place, task__code=task)
    of_measure = targets.filter(measure__code=measure) if measure else targets.filter(measure__counts=True)
    claims = Report.objects.filter(target__in=of_measure)
    itemised = Report.objects.filter(target__in=targets, item__isnull=False)
    rows = report_rows((claims | itemised).distinct().order_by("-effective_on", "-known"))
    return TargetHistory(tuple(rows), finding_rows(Verification.objects.filter(target__in=of_measure)))


def report_detail(actor: Actor, uuid: UUID) -> ReportDetail:
    """A report that the actor sees. Raises UnknownReport."""
    seen = visible_to(actor, Report.objects)
    report = seen.filter(uuid=uuid).first()
    if report is None:
        raise UnknownReport(report=uuid)
    (row,) = report_rows(Report.objects.filter(pk=report.pk))
    rulings = report.rulings.order_by("known")
    return ReportDetail(
        row=row,
        rulings=tuple(RulingRow(RulingKind(r.kind), to_moment(r.known), r.by_name, r.reason) for r in rulings),
        evidence=_evidence(report),
        findings=finding_rows(Verification.objects.filter(report=report)),
        corrects=tuple(report_rows(seen.filter(superseded_by=report).order_by("known"))),
        corrected_by=tuple(report_rows(seen.filter(supersedes=report).order_by("known"))),
        conflict=_open_conflict(report),
    )


def _open_conflict(report: Report) -> int | None:
    both = Conflict.objects.filter(Q(first=report) | Q(second=report), resolved_known=None)
    return both.values_list("id", flat=True).first()


def finding_rows(findings: QuerySet[Verification]) -> tuple[FindingRow, ...]:
    """Findings, newest day first."""
    return tuple(
        FindingRow(
            uuid=row.uuid,
            report=None if row.report is None else row.report.uuid,
            effective_on=row.effective_on,
            known_at=to_moment(row.known),
            claimed=row.claimed,
            inspected=row.inspected,
            found=row.found,
            value=row.value,
            method=row.method,
            basis=row.basis,
            note=row.note,
            by_name=row.by_name,
            supersedes=None if row.supersedes is None else row.supersedes.uuid,
            is_withdrawn=row.withdrawn_known is not None,
            withdrawn_reason=row.withdrawn_reason,
            source=row.source,
        )
        for row in findings.select_related("report", "supersedes").order_by("-effective_on", "-known")
    )


def _evidence(report: Report) -> tuple[EvidenceRow, ...]:
    rows = Evidence.objects.filter(report=report).select_related("file").order_by("id")
    return tuple(
        EvidenceRow(
            sha256=row.file_id,
            name=row.name,
            caption=row.caption,
            media_type=row.file.media_type,
            size=row.file.size,
            taken_at=row.taken_at,
            lon=row.lon,
            lat=row.lat,
            accuracy_m=row.accuracy_m,
            facts=row.file.facts,
            source=row.source,
        )
        for row in rows
    )
