"""The rules of evidence: what must hold for any photo, moment, point and use."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bairi.delivery.reports.rules.evidence.copies import Relation, Twin, Use, judge_twin, judge_works, relation
from bairi.delivery.reports.rules.evidence.finding import FindingKind, Sureness, weight_of
from bairi.delivery.reports.rules.evidence.fingerprints import WINDOWS, distances, fingerprint, miniature, resemblance
from bairi.delivery.reports.rules.evidence.likeness import likeness, square
from bairi.delivery.reports.rules.evidence.lookup import NEAR, PhotoTable, Table
from bairi.delivery.reports.rules.evidence.moments import Taken, judge_clock, judge_moment
from bairi.delivery.reports.rules.evidence.positions import (
    Ground,
    Point,
    distance_m,
    judge_position,
    judge_two_positions,
    metres_outside,
)
from bairi.delivery.reports.rules.evidence.screens import judge_screen
from bairi.delivery.reports.tests.photographs import picture, worked_over
from bairi.plan.campaigns.rules.evidence_limits import RANGES, EvidenceLimits

LIMITS, ZONE, DAY = EvidenceLimits(), ZoneInfo("Asia/Shanghai"), date(2016, 3, 31)
RECEIVED = datetime(2016, 3, 31, 12, tzinfo=UTC)
SQUARE = {"type": "Polygon", "coordinates": [[[99.0, 27.0], [100.0, 27.0], [100.0, 28.0], [99.0, 28.0], [99.0, 27.0]]]}
points = st.builds(Point, st.floats(-179, 179), st.floats(-80, 80), st.floats(0, 100))


def kinds(found):
    return [one.kind for one in found]


@pytest.mark.parametrize("seed", range(6))
def test_a_copy_is_near_its_original_and_alike_and_other_photos_are_not(seed):
    original, other = picture(seed), picture(seed + 100)
    copy = worked_over(original)
    prints = fingerprint(original)

    assert distances(fingerprint(copy)[0], prints).min() <= NEAR
    assert distances(fingerprint(other)[0], prints).min() > NEAR
    window = WINDOWS[int(distances(fingerprint(copy)[0], prints).argmin())]
    assert likeness(square(copy), square(original), window).is_copy(LIMITS.alike_share)
    assert not likeness(square(other), square(original)).is_copy(0.5)


def test_what_is_bent_is_no_copy():
    original = picture(7)
    width, height = original.size
    corners = (20, 5, 0, height - 12, width - 4, height - 2, width - 30, 25)
    seen = original.transform(original.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC)

    found = likeness(square(seen), square(original))
    assert found.bend > 0.008
    assert not found.is_copy(0.0)


def test_a_flat_picture_is_alike_to_nothing():
    flat = Image.new("RGB", (320, 240), "green")

    assert fingerprint(flat).shape == (len(WINDOWS),)
    assert not likeness(square(flat), square(flat)).is_copy(LIMITS.alike_share)


def test_a_miniature_resembles_its_copy_most():
    pictures = [picture(seed) for seed in range(8)]
    alike = resemblance(miniature(worked_over(pictures[3])), [miniature(p) for p in pictures], [0] * 8)

    assert int(alike.argmax()) == 3


@given(seed=st.integers(0, 2**32 - 1), flips=st.sets(st.integers(0, 63), max_size=11), radius=st.integers(11, 14))
def test_the_table_misses_none_within_eleven_bits_and_gives_none_beyond(seed, flips, radius):
    hashes = np.random.default_rng(seed).integers(0, 2**64, 300, dtype=np.uint64)
    one = hashes[7] ^ np.uint64(sum(1 << bit for bit in flips))
    right = np.flatnonzero(distances(one, hashes) <= radius)
    found = Table(hashes).near(one, radius)

    assert 7 in found
    assert set(found) <= set(right)
    assert {n for n in right if distances(one, hashes[n : n + 1])[0] <= 11} <= set(found)


@given(seed=st.integers(0, 2**32 - 1), split=st.integers(0, 40))
def test_the_tail_and_the_tables_find_the_same(seed, split):
    dice = np.random.default_rng(seed)
    prints = dice.integers(0, 2**64, (40, len(WINDOWS)), dtype=np.uint64)
    whole, parted = PhotoTable(), PhotoTable()
    whole.add(prints)
    parted.add(prints[:split])
    parted.add(prints[split:])
    asked = prints[5] ^ np.uint64(0b101)

    assert len(whole) == len(parted) == 40
    assert whole.near(asked) == parted.near(asked)
    assert whole.near(asked)[5][0] == 2


def test_a_long_tail_goes_into_the_tables(monkeypatch):
    monkeypatch.setattr("bairi.delivery.reports.rules.evidence.lookup.TAIL", 10)
    prints = np.random.default_rng(1).integers(0, 2**64, (30, len(WINDOWS)), dtype=np.uint64)
    table = PhotoTable()
    for start in range(0, 30, 6):
        table.add(prints[start : start + 6])

    assert [min(table.near(one)) for one in prints] == list(range(30))


@given(days=st.integers(-60, 60))
def test_the_day_counts_from_its_limits_on(days):
    taken = datetime(2016, 3, 31, 4, tzinfo=UTC) - timedelta(days=days)
    received = max(taken, RECEIVED) + timedelta(hours=1)
    found = judge_moment(Taken(taken, None), effective_on=DAY, received=received, zone=ZONE, limits=LIMITS)
    early, late = days > LIMITS.days_before, -days > LIMITS.days_after

    assert kinds(found) == [FindingKind.TAKEN_EARLY] * early + [FindingKind.TAKEN_LATE] * late


@given(minutes=st.integers(-10_000, 10_000))
def test_a_clock_is_impossible_from_its_limit_on_whichever_way_it_is_off(minutes):
    found = judge_clock(minutes * 60_000, LIMITS)

    assert bool(found) == (abs(minutes) > LIMITS.clock_minutes)
    taken = RECEIVED + timedelta(minutes=minutes)
    measured = Taken(taken, None, skew_ms=minutes * 60_000)
    assert judge_moment(measured, effective_on=DAY, received=RECEIVED, zone=ZONE, limits=LIMITS) == []


def test_a_moment_by_the_file_alone_is_no_more_than_possible_and_a_lost_clock_is_said():
    old = judge_moment(
        Taken(None, datetime.fromisoformat("2016-02-01T09:00")),
        effective_on=DAY,
        received=RECEIVED,
        zone=ZONE,
        limits=LIMITS,
    )
    lost = judge_moment(
        Taken(None, datetime.fromisoformat("1980-01-01")), effective_on=DAY, received=RECEIVED, zone=ZONE, limits=LIMITS
    )
    none = judge_moment(Taken(None, None), effective_on=DAY, received=RECEIVED, zone=ZONE, limits=LIMITS)

    assert [(one.kind, one.sureness) for one in old] == [(FindingKind.TAKEN_EARLY, Sureness.POSSIBLE)]
    assert kinds(lost) == [FindingKind.CLOCK_IMPOSSIBLE]
    assert kinds(none) == [FindingKind.METADATA_MISSING]


@given(one=points, other=points)
def test_distance_is_the_same_both_ways_and_never_more_than_half_the_earth(one, other):
    assert distance_m(one, other) == pytest.approx(distance_m(other, one), abs=1e-3)
    assert 0 <= distance_m(one, other) <= 20_015_115
    assert distance_m(one, one) == 0


@given(lon=st.floats(98.5, 100.5), lat=st.floats(26.5, 28.5))
def test_only_what_lies_beyond_the_boundary_is_outside(lon, lat):
    inside = 99.0 < lon < 100.0 and 27.0 < lat < 28.0
    metres = metres_outside(Point(lon, lat), SQUARE)
    collection = {"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"]]}

    assert (metres == 0) >= inside
    assert metres == metres_outside(Point(lon, lat), collection)
    nearest = Point(min(max(lon, 99.0), 100.0), min(max(lat, 27.0), 28.0))
    assert metres == pytest.approx(distance_m(Point(lon, lat), nearest), rel=0.02, abs=1)


def test_a_hole_in_the_boundary_is_outside():
    hole = [[99.4, 27.4], [99.6, 27.4], [99.6, 27.6], [99.4, 27.6], [99.4, 27.4]]
    ringed = {"type": "Polygon", "coordinates": [*SQUARE["coordinates"], hole]}

    assert metres_outside(Point(99.5, 27.5), ringed) > 9_000
    assert kinds(judge_position(Point(99.5, 27.5, 20), Ground(ringed), LIMITS)) == [FindingKind.OUT_OF_PLACE]


@given(accuracy=st.floats(0, 50_000))
def test_a_vague_position_is_given_the_benefit_of_the_doubt(accuracy):
    here, centre = Point(99.5, 27.5, accuracy), Point(99.5, 27.7)
    beyond = distance_m(here, centre) - accuracy > LIMITS.far_m

    assert bool(judge_position(here, Ground(None, centre), LIMITS)) == beyond


def test_without_ground_or_position_nothing_is_judged():
    few = Ground(None, None, tuple(Point(99.0, 27.0 + n / 1000) for n in range(LIMITS.usual_points - 1)))

    assert judge_position(None, Ground(SQUARE), LIMITS) == []
    assert judge_position(Point(0, 0), Ground(), LIMITS) == []
    assert judge_position(Point(0, 0), few, LIMITS) == []
    assert judge_two_positions(Point(99, 27), None, LIMITS) == []


uses = st.builds(
    Use,
    st.integers(1, 4),
    st.sampled_from(["1/", "1/2/", "1/2/3/", "1/2/4/"]),
    st.sampled_from(["item:1", "item:2"]),
    st.dates(date(2016, 3, 1), date(2016, 3, 3)),
    st.frozensets(st.integers(1, 4), max_size=2),
)


@given(one=uses, other=uses)
def test_two_uses_lie_to_each_other_the_same_both_ways(one, other):
    assert relation(one, other) == relation(other, one)
    assert relation(one, one) is Relation.EXPECTED


@given(one=uses, other=uses, share=st.none() | st.floats(0.8, 1))
def test_each_second_use_makes_one_kind_of_finding_at_most(one, other, share):
    twin = Twin(other, share)
    found = [judge_twin(one, twin), judge_works(one, [twin], LIMITS)]

    assert sum(f is not None for f in found) == (relation(one, other) is not Relation.EXPECTED)
    for f in found:
        assert f is None or (f.sureness is Sureness.CERTAIN) == (share is None)


def test_what_was_used_elsewhere_weighs_most():
    elsewhere = weight_of(FindingKind.NEAR_COPY, Sureness.POSSIBLE, elsewhere=True)

    assert all(weight_of(kind, Sureness.CERTAIN) < elsewhere for kind in FindingKind)


@pytest.mark.parametrize(
    ("media_type", "size", "camera", "found"),
    [
        ("image/png", (1080, 2400), False, True),
        ("image/png", (2532, 1170), False, True),
        ("image/png", (1080, 2400), True, False),
        ("image/jpeg", (1080, 2400), False, False),
        ("image/png", (1080, 1080), False, False),
        ("image/png", (1653, 2339), False, False),
        ("image/png", (None, None), False, False),
    ],
)
def test_only_a_lossless_file_of_a_screens_size_is_taken_for_one(media_type, size, camera, found):
    assert bool(judge_screen(media_type, *size, has_camera=camera)) == found


def test_limits_have_a_range_each_and_their_defaults_lie_in_it():
    kept = LIMITS.as_dict()

    assert kept.keys() == RANGES.keys()
    assert all(low <= kept[name] <= high for name, (low, high) in RANGES.items())
    assert EvidenceLimits.of(kept) == LIMITS
