"""What the checks of evidence look at: the photos of a report, other uses of them, where the place lies."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from bairi.delivery.reports.models import Evidence, EvidenceFinding, Report, ReportState
from bairi.delivery.reports.rules.evidence.copies import Use
from bairi.delivery.reports.rules.evidence.finding import FindingKind
from bairi.delivery.reports.rules.evidence.judge import Exhibit
from bairi.delivery.reports.rules.evidence.moments import Taken
from bairi.delivery.reports.rules.evidence.positions import Ground, Point
from bairi.ground.access.known import to_moment
from bairi.ground.access.scope import paths_above
from bairi.ground.places.models import Place, PlaceLevel

MOST_POINTS: Final = 200
IMAGE: Final = "image/"


def exhibits_of(report: Report) -> list[Exhibit]:
    """The photos of a report; papers are not judged. Three queries."""
    return exhibits(Evidence.objects.filter(report=report))


def uses_of(files: Iterable[str], *, beside: Report) -> list[Exhibit]:
    """Every living use of these files in other reports, the earliest first."""
    others = Evidence.objects.filter(file__in=list(files)).exclude(report=beside)
    return exhibits(others.exclude(report__state=ReportState.WITHDRAWN))


def exhibits(rows: QuerySet[Evidence]) -> list[Exhibit]:
    """Photos with all that is known of them, in the order in which they came in."""
    photos = rows.filter(file__media_type__startswith=IMAGE).order_by("added_known", "id")
    found = list(photos.select_related("file", "report__target__place"))
    families = _families({row.report_id for row in found})
    return [_exhibit(row, families.get(row.report_id, frozenset())) for row in found]


def _exhibit(row: Evidence, family: frozenset[int]) -> Exhibit:
    report, facts = row.report, row.file.facts
    work = f"task:{report.target.task_id}" if report.item_id is None else f"item:{report.item_id}"
    use = Use(report.pk, village_path(report.target.place), work, report.effective_on, family)
    return Exhibit(
        id=row.pk,
        sha256=row.file_id,
        use=use,
        taken=Taken(row.taken_at, _moment(facts.get("taken_at")), report.skew_ms),
        received=to_moment(row.added_known),
        recorded_at=_point(row.lon, row.lat, row.accuracy_m),
        file_says_at=_point(facts.get("lon"), facts.get("lat"), None),
        media_type=row.file.media_type,
        width=row.file.width,
        height=row.file.height,
        has_camera=bool(facts.get("make") or facts.get("model")),
    )


def village_path(place: Place) -> str:
    """The path of a place, cut at the village."""
    return place.path if place.level <= PlaceLevel.VILLAGE else paths_above(place.path)[-1]


def _families(reports: set[int]) -> dict[int, frozenset[int]]:
    """All reports that each corrects or is corrected by, near and far."""
    links: dict[int, set[int]] = {}
    asked, front = set[int](), set(reports)
    while front:
        asked |= front
        pairs = Report.supersedes.through.objects.filter(Q(from_report__in=front) | Q(to_report__in=front))
        for newer, older in pairs.values_list("from_report_id", "to_report_id"):
            links.setdefault(newer, set()).add(older)
            links.setdefault(older, set()).add(newer)
        front = links.keys() - asked
    return {report: _reached(report, links) for report in reports if report in links}


def _reached(report: int, links: dict[int, set[int]]) -> frozenset[int]:
    seen, front = {report}, {report}
    while front:
        front = {other for one in front for other in links[one]} - seen
        seen |= front
    return frozenset(seen)


def ground_of(report: Report) -> Ground:
    """Where the report's place lies, as far as it is known without the report itself. At most two queries."""
    place = report.target.place
    near = Place.objects.filter(path__in=[*paths_above(place.path), place.path], level__gte=PlaceLevel.VILLAGE)
    known = list(near.order_by("-level").values_list("boundary", "lon", "lat"))
    boundary = next((boundary for boundary, _, _ in known if boundary), None)
    point = next((point for _, lon, lat in known if (point := _point(lon, lat, None))), None)
    return Ground(boundary, point, () if boundary else _usual_points(report))


def _usual_points(report: Report) -> tuple[Point, ...]:
    """Where photos of the place were taken before; those that lay far off themselves are left out."""
    odd = EvidenceFinding.objects.filter(
        evidence=OuterRef("pk"),
        kind__in=[FindingKind.FAR_FROM_USUAL, FindingKind.OUT_OF_PLACE],
        dismissed_known=None,
    )
    rows = Evidence.objects.filter(
        report__target__place=report.target.place_id,
        report__known__lt=report.known,
        lon__isnull=False,
        lat__isnull=False,
    ).exclude(report__state=ReportState.WITHDRAWN)
    points = rows.filter(~Exists(odd)).order_by("-added_known").values_list("lon", "lat", "accuracy_m")[:MOST_POINTS]
    return tuple(point for row in points if (point := _point(*row)))


def _point(lon: float | None, lat: float | None, accuracy_m: float | None) -> Point | None:
    return None if lon is None or lat is None else Point(lon, lat, accuracy_m or 0.0)


def _moment(text: Any) -> datetime | None:
    """A moment as the file's facts hold it; naive where the camera knew no zone."""
    try:
        return datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
