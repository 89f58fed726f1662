"""What the checks of evidence found, as people are shown it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet

from bairi.delivery.reports.models import Evidence, EvidenceFinding, Report, ReportState
from bairi.delivery.reports.queries.finding_words import KINDS, SURENESS, finding_sentence
from bairi.delivery.reports.queries.lists import living
from bairi.ground.access import Actor, visible_to
from bairi.ground.access.known import to_moment
from bairi.ground.files.rules.kinds import PICTURES
from bairi.ground.places.models import Place
from bairi.plan.campaigns.models import Campaign

SIZE: Final = 25


@dataclass(frozen=True, slots=True)
class PhotoUse:
    """A photo and the report that it stands behind. `has_picture`: it can be shown small (HEIC cannot)."""

    sha256: str
    has_picture: bool
    report: UUID
    campaign: str
    place_name: str
    place_name_en: str
    task_name: str
    task_name_en: str
    effective_on: date
    entered_by_name: str


@dataclass(frozen=True, slots=True)
class EvidenceFindingRow:
    """One finding. `photo` is what it is about (None: the report itself), `beside` the photo that it was found beside:
    None where there is none, or where the reader does not see that place (`is_hidden`)."""

    id: int
    kind: str
    sureness: int
    weight: int
    facts: dict[str, Any]
    report: PhotoUse
    photo: str
    beside: PhotoUse | None
    is_hidden: bool
    found_at: datetime
    dismissed_at: datetime | None
    dismissed_by: str
    dismissed_reason: str

    @property
    def is_open(self) -> bool:
        return self.dismissed_at is None

    @property
    def title(self) -> str:
        """What was found, in a few words."""
        return str(KINDS.get(self.kind, self.kind))

    @property
    def sentence(self) -> str:
        """What was found, in full."""
        return finding_sentence(self.kind, self.facts)

    @property
    def how_sure(self) -> str:
        return str(SURENESS.get(self.sureness, ""))


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """What to list: open findings or dismissed ones, of a kind, of a place and all below ("" is all)."""

    kind: str = ""
    place: str = ""
    dismissed: bool = False


@dataclass(frozen=True, slots=True)
class FindingPage:
    """One page of findings, the gravest first, and how many of each kind there are. `pages` is Django's Page."""

    rows: list[EvidenceFindingRow]
    total: int
    kinds: tuple[tuple[str, str, int], ...]
    pages: object


def findings_of(actor: Actor, reports: Iterable[int]) -> dict[int, list[EvidenceFindingRow]]:
    """Findings by report, open ones first, the gravest before. At most three queries, however many reports."""
    found = EvidenceFinding.objects.filter(report__in=list(reports))
    by_report: dict[int, list[EvidenceFindingRow]] = defaultdict(list)
    rows = list(_with_all(found).order_by("-weight", "id"))
    for row, shown in zip(rows, _rows(actor, rows), strict=True):
        by_report[row.report_id].append(shown)
    return {report: sorted(mine, key=lambda row: not row.is_open) for report, mine in by_report.items()}


def finding_page(actor: Actor, campaign: Campaign, asked: FindingFilter, *, number: int = 1) -> FindingPage:
    """A page of the findings that the actor sees, of living reports; a number beyond the last gives the last."""
    seen = _asked(actor, campaign, asked)
    counts = seen.order_by().values("kind").annotate(n=Count("pk")).values_list("kind", "n")
    if asked.kind:
        seen = seen.filter(kind=asked.kind)
    found = Paginator(_with_all(seen).order_by("-weight", "-known", "id"), SIZE).get_page(number)
    rows: list[EvidenceFinding] = list(found.object_list)
    kinds = tuple(sorted(((kind, str(KINDS[kind]), n) for kind, n in counts), key=lambda line: -line[2]))
    return FindingPage(_rows(actor, rows), found.paginator.count, kinds, found)


def finding_list(actor: Actor, campaign: Campaign, asked: FindingFilter, *, limit: int) -> list[EvidenceFindingRow]:
    """The gravest findings that the actor sees. At most four queries."""
    seen = _asked(actor, campaign, asked)
    if asked.kind:
        seen = seen.filter(kind=asked.kind)
    return _rows(actor, list(_with_all(seen).order_by("-weight", "-known", "id")[:limit]))


def finding_row(actor: Actor, finding: int) -> EvidenceFindingRow:
    """One finding that the actor sees; raises EvidenceFinding.DoesNotExist, so ask an action first."""
    row = _with_all(visible_to(actor, EvidenceFinding.objects)).get(pk=finding)
    return _rows(actor, [row])[0]


def _asked(actor: Actor, campaign: Campaign, asked: FindingFilter) -> QuerySet[EvidenceFinding]:
    reports = living(Report.objects.filter(campaign=campaign)).exclude(state=ReportState.WITHDRAWN)
    if asked.place:
        path = Place.objects.filter(code=asked.place).values_list("path", flat=True).first()
        reports = reports.filter(target__place__path__startswith=path) if path else reports.none()
    seen = visible_to(actor, EvidenceFinding.objects).filter(report__in=reports)
    return seen.filter(dismissed_known__isnull=not asked.dismissed)


def _with_all(rows: QuerySet[EvidenceFinding]) -> QuerySet[EvidenceFinding]:
    return rows.select_related(
        "report__campaign", "report__target__place", "report__target__task", "evidence__file",
        "other__file", "other__report__campaign", "other__report__target__place", "other__report__target__task",
    )  # fmt: skip


def _rows(actor: Actor, rows: list[EvidenceFinding]) -> list[EvidenceFindingRow]:
    """The findings as shown. What stands beside them is named only to those who see it. One query, if there is any."""
    others = {row.other_id for row in rows if row.other_id is not None}
    seen = set[int]()
    if others:
        seen = set(visible_to(actor, Evidence.objects).filter(pk__in=others).values_list("pk", flat=True))
    return [_row(row, None if row.other is None or row.other_id not in seen else row.other) for row in rows]


def _row(row: EvidenceFinding, beside: Evidence | None) -> EvidenceFindingRow:
    is_seen = row.other_id is None or beside is not None
    return EvidenceFindingRow(
        id=row.pk,
        kind=row.kind,
        sureness=row.sureness,
        weight=row.weight,
        facts=row.facts if is_seen else {name: row.facts[name] for name in row.facts if name != "effective_on"},
        report=_use(row.report, row.evidence),
        photo="" if row.evidence is None else row.evidence.file_id,
        beside=None if beside is None else _use(beside.report, beside),
        is_hidden=not is_seen,
        found_at=to_moment(row.known),
        dismissed_at=None if row.dismissed_known is None else to_moment(row.dismissed_known),
        dismissed_by=row.dismissed_by_name,
        dismissed_reason=row.dismissed_reason,
    )


def _use(report: Report, photo: Evidence | None) -> PhotoUse:
    place, task = report.target.place, report.target.task
    return PhotoUse(
        sha256="" if photo is None else photo.file_id,
        has_picture=photo is not None and photo.file.media_type in PICTURES,
        report=report.uuid,
        campaign=report.campaign.code,
        place_name=place.name,
        place_name_en=place.name_en,
        task_name=task.name,
        task_name_en=task.name_en,
        effective_on=report.effective_on,
        entered_by_name=report.entered_by_name,
    )
