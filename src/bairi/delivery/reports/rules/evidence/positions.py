"""Where a photo was taken: against the place's boundary, or where its photos are usually taken; against the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import asin, cos, hypot, radians, sin, sqrt
from typing import Any, Final

from bairi.delivery.reports.rules.evidence.finding import FindingKind, Found, Sureness
from bairi.plan.campaigns.rules.evidence_limits import EvidenceLimits

EARTH_M: Final = 6_371_008.8
METRES_A_DEGREE: Final = 111_195.0
Ring = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees of longitude and latitude; `accuracy_m` is the radius that the device gave."""

    lon: float
    lat: float
    accuracy_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known of where a place lies: its boundary (GeoJSON geometry), its point, where its photos were taken."""

    boundary: dict[str, Any] | None = None
    point: Point | None = None
    usual: tuple[Point, ...] = ()


def judge_position(here: Point | None, ground: Ground, limits: EvidenceLimits) -> list[Found]:
    """Whether a photo was taken outside the place; a photo without a position, or a place without ground, is not
    judged."""
    if here is None:
        return []
    if ground.boundary is not None:
        metres = metres_outside(here, ground.boundary)
        if metres - here.accuracy_m <= limits.outside_m:
            return []
        facts = {"metres": round(metres), "limit": limits.outside_m}
        sureness = Sureness.LIKELY if here.accuracy_m else Sureness.POSSIBLE
        return [Found(FindingKind.OUT_OF_PLACE, sureness, facts)]
    return _against_usual(here, ground, limits)


def _against_usual(here: Point, ground: Ground, limits: EvidenceLimits) -> list[Found]:
    known = [*ground.usual, *([ground.point] if ground.point else [])]
    enough = ground.point is not None or len(ground.usual) >= limits.usual_points
    if not enough:
        return []
    metres = min(distance_m(here, point) for point in known)
    if metres - here.accuracy_m <= limits.far_m:
        return []
    sureness = Sureness.LIKELY if len(ground.usual) >= limits.usual_points else Sureness.POSSIBLE
    facts = {"metres": round(metres), "limit": limits.far_m, "points": len(known)}
    return [Found(FindingKind.FAR_FROM_USUAL, sureness, facts)]


def judge_two_positions(recorded: Point | None, of_file: Point | None, limits: EvidenceLimits) -> list[Found]:
    """What was recorded against what the file says."""
    if recorded is None or of_file is None:
        return []
    metres = distance_m(recorded, of_file)
    if metres - recorded.accuracy_m <= limits.apart_m:
        return []
    facts = {"what": "position", "metres": round(metres), "limit": limits.apart_m}
    return [Found(FindingKind.METADATA_DIFFERS, Sureness.LIKELY, facts)]


def distance_m(one: Point, other: Point) -> float:
    """Metres along the great circle (haversine).

    >>> round(distance_m(Point(99.7, 27.8), Point(99.7, 27.9)))
    11120
    """
    lat, other_lat = radians(one.lat), radians(other.lat)
    half = sin((other_lat - lat) / 2) ** 2
    half += cos(lat) * cos(other_lat) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * EARTH_M * asin(min(1.0, sqrt(half)))


def metres_outside(here: Point, boundary: dict[str, Any]) -> float:
    """Metres from a point to the nearest edge of a GeoJSON (Multi)Polygon; 0 within it.

    >>> square = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}
    >>> metres_outside(Point(0.5, 0.5), square), round(metres_outside(Point(1.1, 0.5), square))
    (0.0, 11119)
    """
    nearest = float("inf")
    for rings in _polygons(boundary):
        if rings and _within(here, rings[0]) and not any(_within(here, hole) for hole in rings[1:]):
            return 0.0
        nearest = min([nearest, *(_to_edge(here, a, b) for ring in rings for a, b in pairwise(ring))])
    return nearest if nearest < float("inf") else 0.0


def _polygons(boundary: dict[str, Any]) -> Iterator[Sequence[Ring]]:
    kind = boundary.get("type")
    if kind == "Feature":
        yield from _polygons(boundary.get("geometry") or {})
    elif kind == "Polygon":
        yield boundary["coordinates"]
    elif kind == "MultiPolygon":
        yield from boundary["coordinates"]
    elif kind == "GeometryCollection":
        for part in boundary.get("geometries", ()):
            yield from _polygons(part)


def _within(here: Point, ring: Ring) -> bool:
    """Whether a ray to the east crosses the ring an odd number of times."""
    inside = False
    for (x1, y1, *_), (x2, y2, *_) in pairwise(ring):
        if (y1 > here.lat) != (y2 > here.lat) and here.lon < (x2 - x1) * (here.lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _to_edge(here: Point, a: Sequence[float], b: Sequence[float]) -> float:
    """Metres to a stretch of boundary, on a plane that touches the earth at the point."""
    across = METRES_A_DEGREE * cos(radians(here.lat))
    ax, ay = (a[0] - here.lon) * across, (a[1] - here.lat) * METRES_A_DEGREE
    bx, by = (b[0] - here.lon) * across, (b[1] - here.lat) * METRES_A_DEGREE
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else min(1.0, max(0.0, -(ax * dx + ay * dy) / length))
    return hypot(ax + along * dx, ay + along * dy)
