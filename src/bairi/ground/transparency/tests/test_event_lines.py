import pytest

from bairi.ground.access import SYSTEM, Actor
from bairi.ground.transparency.actions import integrate
from bairi.ground.transparency.models import EventRow
from bairi.ground.transparency.queries import event_lines, events_of
from tests.cast import NOON


@pytest.fixture
def told(cast, lay):
    """One event in the village, one in the neighbour's, one in no place."""
    lay(1, place=cast.places["village"].code)
    lay(1, place=cast.places["neighbour_village"].code)
    lay(1)


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("who", "codes"),
    [("commander", ["533401103201", "533401102202"]), ("township_clerk", ["533401102202"]),
     ("village_team", ["533401102202"]), ("neighbour_clerk", ["533401103201"]), ("department", []), ("stranger", [])],
)  # fmt: skip
def test_a_person_sees_the_events_of_their_places(cast, who, codes):
    assert [line.place for line in event_lines(cast[who]).lines] == codes


@pytest.mark.usefixtures("told")
def test_the_system_sees_all_and_a_nobody_nothing():
    assert len(event_lines(SYSTEM).lines) == 3
    assert event_lines(Actor(user_id=None, name="")).lines == []


def test_a_place_that_was_renumbered_keeps_its_events_in_sight(cast, lay):
    lay(1, place="533401102999")
    assert event_lines(cast["village_team"]).lines == []
    village = cast.places["village"]
    village.versions.create(code="533401102999", name="旧村", parent=village.parent, valid_to="1950-01-01",
                            valid_from="1949-01-01")  # fmt: skip
    assert [line.place for line in event_lines(cast["village_team"]).lines] == ["533401102999"]


@pytest.mark.usefixtures("told")
def test_personal_details_are_withheld_from_who_may_not_read_them(cast):
    assert "阿布" in event_lines(cast["township_clerk"]).lines[0].text
    (line,) = event_lines(cast["village_team"]).lines
    assert "阿布" not in line.text


def test_pages_follow_each_other_without_gap(lay, django_assert_num_queries):
    rows = lay(120)
    seen, before = [], None
    for size in (50, 50, 20):
        with django_assert_num_queries(2):
            page = event_lines(SYSTEM, before=before)
        assert len(page.lines) == size
        seen, before = seen + [line.pk for line in page.lines], page.before
    assert (seen, before) == ([row.pk for row in reversed(rows)], None)


def test_events_are_found_by_kind_place_and_object(lay):
    row, _ = lay(2, place="1")
    lay(1, place="2")
    assert len(event_lines(SYSTEM, kind="test.pipe_laid", place="1").lines) == 2
    assert event_lines(SYSTEM, kind="test.other").lines == []
    assert [line.pk for line in events_of(SYSTEM, row.subject)] == [row.pk]


def test_an_event_of_a_room_that_is_not_installed_keeps_its_line(lay):
    lay(1)
    EventRow.objects.update(kind="gone.happened")
    assert event_lines(SYSTEM).lines[0].label == "gone.happened"


def test_an_event_has_its_number_once_it_is_in_the_log(lay):
    lay(1)
    assert event_lines(SYSTEM).lines[0].seq is None
    integrate(at=NOON)
    assert event_lines(SYSTEM).lines[0].seq == 0
