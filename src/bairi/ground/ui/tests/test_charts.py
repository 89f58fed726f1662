"""Charts: well-formed, escaped, within their frame, and honest at the edges."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bairi.ground.ui import charts
from bairi.ground.ui.charts.labels import Box, box_of, first_free, spread
from bairi.ground.ui.charts.svg import Scale, area, ladder, num, steps, tag
from bairi.ground.ui.markup import Markup
from bairi.ground.ui.tests import gallery

EVIL = '<script>alert("x")</script>&'
DRAWN = {
    "county": charts.trajectory(gallery.county()),
    "target": charts.trajectory(gallery.target()),
    "ended": charts.trajectory(gallery.ended()),
    "empty": charts.trajectory(charts.Trajectory(days=1, today=1, title="nothing yet")),
    "reliability": charts.reliability(gallery.reliability()),
    "no forecasts": charts.reliability(charts.Reliability([], "none")),
    "ticks": charts.day_ticks(charts.Ticks(100, 47, "day 47", [57], [48])),
    "long ticks": charts.day_ticks(charts.Ticks(365, 0, "before the start")),
    "spark": charts.sparkline(charts.Spark([0.0, 2.5, 2.5], [1.0, 2.0, 3.0], "three weeks")),
}
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_is_well_formed_and_has_a_name(name):
    root = ElementTree.fromstring(DRAWN[name])

    assert root.tag == "svg"
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"]
    assert isinstance(DRAWN[name], Markup)


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_carries_no_style_no_script_and_no_colour(name):
    assert not re.search(r"style=|<script|#[0-9a-f]{3}|rgb|NaN|inf", DRAWN[name])


def test_words_in_a_chart_are_escaped():
    drawn = charts.trajectory(
        charts.Trajectory(days=10, today=5, title=EVIL, desc=EVIL, milestones=[charts.Milestone(7, 0.5, EVIL)],
                          notes=[charts.Note(3, 0.1, EVIL)], words=charts.Words(today=EVIL))
    )  # fmt: skip
    drawn += charts.sparkline(charts.Spark([1], label=EVIL, state=EVIL)) + charts.day_ticks(charts.Ticks(3, 1, EVIL))

    assert "<script" not in drawn
    ElementTree.fromstring(f"<div>{drawn}</div>")


@given(
    values=st.lists(st.floats(0, 1e7, allow_nan=False), min_size=1, max_size=60),
    top=st.floats(0, 1e7),
    today=st.integers(0, 120),
    stepped=st.booleans(),
)
def test_every_point_of_a_trajectory_lies_within_its_frame(values, top, today, stepped):
    points = [(float(day), value) for day, value in enumerate(values)]
    chart = charts.Trajectory(
        days=100, today=today, title="t", plan=points, reported=points, verified=points[:3], top=top, percent=False,
        stepped=stepped, milestones=[charts.Milestone(50, top, "half")],
    )  # fmt: skip
    root = ElementTree.fromstring(charts.trajectory(chart))

    for path in root.iter("path"):
        if path.attrib.get("class") in {"plan", "reported", "verified"}:
            for pair in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path.attrib["d"]):
                assert -0.1 <= float(pair[0]) <= chart.width + 0.1
                assert -0.1 <= float(pair[1]) <= chart.height + 0.1


@given(st.lists(st.floats(0, 200), max_size=6), st.floats(0, 100), st.floats(0, 60))
def test_labels_stay_apart_and_inside_where_there_is_room(wanted, low, more):
    high = low + 12 * max(len(wanted) - 1, 0) + more
    placed = spread(wanted, 12, low, high)

    assert all(low - 1e-6 <= place <= high + 1e-6 for place in placed)
    assert all(b - a >= 12 - 1e-6 for a, b in pairwise(sorted(placed)))


def test_the_table_says_the_same_as_the_chart_and_nothing_of_the_future():
    head, rows = charts.trajectory_table(gallery.target())
    by_day = {row[0]: row for row in rows}

    assert head == ["day", "plan", "reported", "confirmed", "verified"]
    assert by_day["47"][2:] == ["112", "106", "74"]
    assert by_day["100"][1] == "115"
    assert by_day["100"][2:] == ["—", "—", "—"]


def test_names_go_to_the_free_corner_when_a_milestone_is_in_their_way():
    crowded = ElementTree.fromstring(DRAWN["county"])
    free = ElementTree.fromstring(DRAWN["target"])

    def anchors(root):
        return {t.text: t.attrib.get("text-anchor") for t in root.iter("text") if "halo" in t.attrib.get("class", "")}

    assert anchors(crowded)["verified 29%"] == "end"
    assert anchors(free)["verified 74"] == "start"


@given(wanted=st.lists(st.floats(0, 200), max_size=8), gap=st.floats(1, 20))
def test_spread_labels_keep_their_gap_and_their_order(wanted, gap):
    placed = spread(wanted, gap, -1000, 1000)

    for (a, x), (b, y) in zip(
        sorted(zip(wanted, placed, strict=True)), sorted(zip(wanted, placed, strict=True))[1:], strict=False
    ):
        assert a <= b
        assert y - x >= gap - 1e-6


def test_a_label_takes_the_first_place_that_is_free():
    taken = [box_of(0, 10, "wide words")]
    room = Box(0, 0, 100, 100)

    assert first_free([(0, 12, "start"), (0, 40, "start")], "word", taken, room) == (0, 40, "start")
    assert first_free([(90, 40, "start"), (90, 60, "end")], "word", taken, room) == (90, 60, "end")


@given(low=st.floats(-1e6, 1e6), span=st.floats(0, 1e6))
@example(low=0.001, span=0.003)
def test_an_axis_has_few_round_marks_within_its_range(low, span):
    marks = ladder(low, low + span)

    assert 1 <= len(marks) <= 12
    assert all(low - 1e-3 <= mark <= low + span + 1e-3 for mark in marks) or span < 1e-3


def test_numbers_are_short():
    assert [num(x) for x in (12.04, -0.04, 3.0, 3.26)] == ["12", "0", "3", "3.3"]


def test_a_scale_without_a_span_stays_at_its_start():
    assert Scale(5, 5, 10, 90)(7) == 10


def test_paths_of_nothing_are_empty():
    assert (steps([]), area([], [])) == ("", "")


def test_attributes_are_escaped():
    assert tag("path", klass='"><x', d="M0 0") == '<path class="&quot;&gt;&lt;x" d="M0 0"/>'
