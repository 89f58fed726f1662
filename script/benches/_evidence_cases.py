"""Labelled cases for the checks of evidence that are not about copies: honest photos with the faults of real phones,
and photos that are not what they are said to be. Each case is an exhibit, the ground of its place, and the kinds that
a careful person would find.

Honest: GPS off by 5 to 80 m, one fix in twenty by a cell tower (0.3 to 2.5 km), maps that are shifted as Chinese ones
are (one in ten, 500 m), reports about work a few days old, clocks a few minutes off, cameras set to another time zone.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from math import cos, radians
from zoneinfo import ZoneInfo

import numpy as np

from bairi.delivery.reports.rules.evidence.copies import Use
from bairi.delivery.reports.rules.evidence.judge import Exhibit
from bairi.delivery.reports.rules.evidence.moments import Taken
from bairi.delivery.reports.rules.evidence.positions import Ground, Point

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2016, 3, 31)
CENTRE = (99.70, 27.80)
RADIUS_M = 3500


@dataclass(frozen=True)
class Case:
    exhibit: Exhibit
    ground: Ground
    skew_ms: int | None
    wanted: frozenset[str]


def moved(lon, lat, metres, angle):
    """A point so many metres off."""
    return lon + metres * np.sin(angle) / (111_195 * cos(radians(lat))), lat + metres * np.cos(angle) / 111_195


def boundary(rng):
    """A village of some fifty square kilometres, with a ragged edge."""
    angles = np.linspace(0, 2 * np.pi, 25)[:-1]
    ring = [moved(*CENTRE, RADIUS_M * rng.uniform(0.8, 1.2), angle) for angle in angles]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def measured(rng, lon, lat):
    """What a phone says of the point where it is."""
    tower = rng.random() < 0.05
    off = rng.uniform(300, 2500) if tower else rng.uniform(5, 80)
    lon, lat = moved(lon, lat, off, rng.uniform(0, 2 * np.pi))
    if rng.random() < 0.1:
        lon, lat = moved(lon, lat, 500, 1.9)
    return Point(float(lon), float(lat), float(off * rng.uniform(0.6, 1.5)))


def inside(rng):
    """Somewhere in the village, where there is work."""
    return moved(*CENTRE, RADIUS_M * 0.8 * np.sqrt(rng.random()), rng.uniform(0, 2 * np.pi))


def honest(rng, number):
    """A photo taken at the work, on the day or not long before, reported the same evening or a few days later."""
    days_before = min(int(rng.geometric(0.35)) - 1, 12)
    taken = datetime(DAY.year, DAY.month, DAY.day, int(rng.integers(8, 19)), tzinfo=ZONE) - timedelta(days=days_before)
    if rng.random() < 0.04:
        taken += timedelta(days=days_before + int(rng.integers(1, 3)))
    received = max(taken, datetime(2016, 3, 31, 18, tzinfo=ZONE)) + timedelta(hours=float(rng.exponential(8)))
    skew = timedelta(seconds=float(rng.normal(0, 90)))
    of_file = None
    if rng.random() < 0.5:
        shift = 8 if rng.random() < 0.03 else 0  # a camera that was never told its zone
        of_file = (taken + skew + timedelta(seconds=float(rng.uniform(-3, 3)) + 3600 * shift)).replace(tzinfo=None)
    here = measured(rng, *inside(rng))
    return Exhibit(
        id=number, sha256=f"{number:064x}", use=Use(number, "1/2/3/", "task:1", DAY),
        taken=Taken(taken + skew, of_file, round(skew.total_seconds() * 1000)), received=received.astimezone(UTC),
        recorded_at=here, file_says_at=None, media_type="image/jpeg", width=1600, height=1200, has_camera=False,
    )  # fmt: skip


def cases(seed, each):
    """`each` cases of every kind, and three times as many honest ones."""
    rng = np.random.default_rng(seed)
    outline = boundary(rng)
    usual = tuple(measured(rng, *inside(rng)) for _ in range(30))
    mapped, unmapped = Ground(outline, Point(*CENTRE)), Ground(None, Point(*CENTRE), usual)
    made = []
    for number in range(3 * each):
        picture = honest(rng, number)
        if rng.random() < 0.1:  # a scan or a drawing, of any size
            width, height = (int(v) for v in rng.integers(500, 3000, 2))
            picture = replace(picture, media_type="image/png", width=width, height=height)
        made.append(Case(picture, mapped if number % 2 else unmapped, picture.taken.skew_ms, frozenset()))
    for kind, spoil in SPOILS.items():
        for _ in range(each):
            ground = unmapped if kind == "far_from_usual" else mapped
            exhibit, skew_ms = spoil(rng, honest(rng, len(made)))
            made.append(Case(exhibit, ground, skew_ms, frozenset({kind})))
    return made


def early(rng, it):
    days = float(rng.uniform(6, 120))
    taken = datetime(2016, 3, 31, 12, tzinfo=ZONE) - timedelta(days=days)
    return replace(it, taken=Taken(taken, None, it.taken.skew_ms)), it.taken.skew_ms


def late(rng, it):
    taken = datetime(2016, 3, 31, 12, tzinfo=ZONE) + timedelta(days=float(rng.uniform(3, 30)))
    return replace(it, taken=Taken(taken, None, 0), received=(taken + timedelta(hours=2)).astimezone(UTC)), 0


def away(rng, it):
    """Taken elsewhere: from just over the edge to another township."""
    metres = RADIUS_M + float(np.exp(rng.uniform(np.log(400), np.log(40_000))))
    return replace(it, recorded_at=measured(rng, *moved(*CENTRE, metres, rng.uniform(0, 2 * np.pi)))), it.taken.skew_ms


def wrong_clock(rng, it):
    """A clock that lost its day, or that somebody set: found by its measured skew, or only by what it wrote."""
    off = timedelta(minutes=float(np.exp(rng.uniform(np.log(12), np.log(200_000)))))
    if rng.random() < 0.5:
        return replace(it, taken=Taken(it.taken.recorded + off, None, round(off.total_seconds() * 1000))), round(
            off.total_seconds() * 1000
        )
    ahead = it.received + off
    return replace(it, taken=Taken(ahead, None, None)), None


def differing(rng, it):
    """The app's record was changed, or the picture is not the one that was taken."""
    if rng.random() < 0.5:
        off = timedelta(minutes=float(np.exp(rng.uniform(np.log(40), np.log(300_000)))))
        return replace(it, taken=replace(it.taken, of_file=(it.taken.recorded - off).replace(tzinfo=None))), 0
    lon, lat = moved(it.recorded_at.lon, it.recorded_at.lat, float(rng.uniform(400, 20_000)), 1.0)
    return replace(it, file_says_at=Point(float(lon), float(lat))), it.taken.skew_ms


def silent(rng, it):
    return replace(it, taken=Taken(None, None, None)), None


def of_a_screen(rng, it):
    """A screenshot: most of common phones, some of rare ones, some sent on as JPEG."""
    width, height = [(1080, 2400), (1080, 2340), (720, 1600), (1170, 2532), (1440, 3200), (1920, 1080)][rng.integers(6)]
    if rng.random() < 0.08:
        width += int(rng.integers(1, 40))
    kind = "image/jpeg" if rng.random() < 0.1 else "image/png"
    return replace(it, media_type=kind, width=width, height=height), it.taken.skew_ms


SPOILS = {
    "taken_early": early,
    "taken_late": late,
    "out_of_place": away,
    "far_from_usual": away,
    "clock_impossible": wrong_clock,
    "metadata_differs": differing,
    "metadata_missing": silent,
    "screen_picture": of_a_screen,
}
