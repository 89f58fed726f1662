"""Everything there is to find about one photo, and about one report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from bairi.delivery.reports.rules.evidence.copies import Relation, Twin, Use, judge_twin, judge_works, relation
from bairi.delivery.reports.rules.evidence.finding import Found
from bairi.delivery.reports.rules.evidence.moments import Taken, judge_clock, judge_moment
from bairi.delivery.reports.rules.evidence.positions import Ground, Point, judge_position, judge_two_positions
from bairi.delivery.reports.rules.evidence.screens import judge_screen
from bairi.plan.campaigns.rules.evidence_limits import EvidenceLimits


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One photo of one report with all that is known of it. `received` is when it came in."""

    id: int
    sha256: str
    use: Use
    taken: Taken
    received: datetime
    recorded_at: Point | None
    file_says_at: Point | None
    media_type: str
    width: int | None
    height: int | None
    has_camera: bool

    @property
    def point(self) -> Point | None:
        """Where it was taken: as recorded, else as the file says."""
        return self.recorded_at or self.file_says_at


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier use of a photo or of one like it; `id` is that use's evidence."""

    id: int
    twin: Twin


@dataclass(frozen=True, slots=True)
class About:
    """A finding and what it is about: a photo (None: the report itself), and the other photo beside it."""

    found: Found
    exhibit: int | None = None
    other: int | None = None

    @property
    def key(self) -> str:
        """What the finding is about, once for each report; a photo can differ from its record in two ways."""
        what = self.found.facts.get("what", "")
        return f"{self.found.kind.value}:{self.exhibit or ''}:{self.other or ''}:{what}"


def judge_report(skew_ms: int | None, limits: EvidenceLimits) -> list[About]:
    """What is found about the report itself."""
    return [About(found) for found in judge_clock(skew_ms, limits)]


def judge_exhibit(
    exhibit: Exhibit, earlier: Sequence[Earlier], *, ground: Ground, zone: tzinfo, limits: EvidenceLimits
) -> list[About]:
    """What is found about one photo, the earlier uses given the surest first. One finding for each earlier place."""
    effective_on: date = exhibit.use.effective_on
    found = [
        *judge_moment(exhibit.taken, effective_on=effective_on, received=exhibit.received, zone=zone, limits=limits),
        *judge_position(exhibit.point, ground, limits),
        *judge_two_positions(exhibit.recorded_at, exhibit.file_says_at, limits),
        *judge_screen(exhibit.media_type, exhibit.width, exhibit.height, has_camera=exhibit.has_camera),
    ]
    return [*(About(one, exhibit.id) for one in found), *_copies(exhibit, earlier, limits)]


def _copies(exhibit: Exhibit, earlier: Sequence[Earlier], limits: EvidenceLimits) -> list[About]:
    abouts: list[About] = []
    places: set[str] = set()
    for one in earlier:
        found = judge_twin(exhibit.use, one.twin)
        if found is not None and one.twin.use.place not in places:
            places.add(one.twin.use.place)
            abouts.append(About(found, exhibit.id, one.id))
    works = judge_works(exhibit.use, [one.twin for one in earlier], limits)
    if works is not None:
        beside = next(one.id for one in earlier if relation(exhibit.use, one.twin.use) is Relation.OTHER_WORK)
        abouts.append(About(works, exhibit.id, beside))
    return abouts
