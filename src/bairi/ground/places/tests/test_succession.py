"""Splits, mergers and new codes: the key stays, the tree is asked as of a day, nothing is re-keyed."""

from datetime import date

import pytest

from bairi.ground.access import NotAllowed, NotVisible
from bairi.ground.places import actions
from bairi.ground.places.models import Place, PlaceAncestor, PlaceSuccession
from bairi.ground.places.problems import (
    ChildNotBelow,
    DayBeforeHistory,
    PlaceCodeTaken,
    PlaceDissolved,
    SplitIntoOne,
    TooFewToMerge,
)
from bairi.ground.places.queries import brothers, place_by_code, place_history, place_tree
from bairi.ground.places.rules import PlacePart
from bairi.ground.transparency.models import EventRow
from tests.cast import NOON

pytestmark = pytest.mark.django_db
DAY = date(2016, 6, 1)
OLD, NEW = "533401102202", "533401102299"


def split(cast, who="data_officer", **more):
    given = {
        "place": OLD,
        "parts": [
            PlacePart(OLD, "和平村", 0.6),
            PlacePart(NEW, "和平新村", 0.4, children=("53340110220201",)),
        ],
        "on": DAY,
    } | more
    return actions.split_place(**given, by=cast[who], at=NOON)


def merge(cast, who="data_officer", **more):
    given = {"places": [OLD, "533401102203"], "code": OLD, "name": "和团村", "on": DAY} | more
    return actions.merge_places(**given, by=cast[who], at=NOON)


def names(cast, on, who="commander"):
    return {row.code: row.name for row in place_tree(cast[who], on=on)}


def test_a_split_place_goes_on_under_its_key_and_the_part_is_new(cast):
    key = Place.objects.get(code=OLD).key

    kept, new = split(cast)

    assert kept.key == key
    assert Place.objects.get(code="53340110220201").parent == new
    assert PlaceSuccession.objects.get().after == new
    assert sorted(EventRow.objects.values_list("kind", flat=True)) == [
        "places.place_added", "places.place_changed", "places.place_split",
    ]  # fmt: skip


def test_the_tree_is_asked_as_of_a_day(cast):
    split(cast)

    assert NEW not in names(cast, date(2016, 5, 31))
    assert names(cast, DAY)[NEW] == "和平新村"
    group, village = Place.objects.get(code="53340110220201"), cast.places["village"]
    periods = PlaceAncestor.objects.filter(place=group, ancestor=village)
    assert [row.valid_to for row in periods] == [DAY.toordinal()]


def test_a_place_split_into_new_ones_only_is_dissolved_and_still_found(cast):
    split(cast, parts=[PlacePart(NEW, "东村", children=("53340110220201",)), PlacePart("533401102298", "西村")])

    history = place_history(cast["commander"], OLD)
    assert history.place.dissolved_on == DAY
    assert [row.name for row in history.went_to] == ["东村", "西村"]
    assert OLD not in names(cast, DAY)
    assert OLD in names(cast, date(2016, 5, 31))
    with pytest.raises(PlaceDissolved):
        split(cast)


def test_merged_places_become_one_and_what_lay_below_goes_along(cast):
    whole = merge(cast, code="533401102203", name="和团村")

    assert whole.pk == cast.places["next_village"].pk
    assert Place.objects.get(code="53340110220201").parent == whole
    assert Place.objects.get(code=OLD).dissolved_on == DAY
    assert names(cast, date(2016, 5, 31))["533401102203"] == "团结村"
    assert [row.name for row in place_history(cast["commander"], "533401102203").came_from] == ["和平村"]


def test_merged_into_a_new_place_all_are_dissolved(cast):
    whole = merge(cast, code=NEW)

    assert Place.objects.filter(dissolved_on=DAY).count() == 2
    assert whole.path.startswith(cast.places["home"].path)
    assert EventRow.objects.filter(kind="places.place_merged").count() == 2


def test_a_new_code_leaves_the_old_one_findable(cast):
    actions.recode_place(place=OLD, code=NEW, name="和平社区", on=DAY, by=cast["data_officer"], at=NOON)

    assert place_by_code(cast["commander"], OLD).name == "和平社区"
    assert names(cast, date(2016, 5, 31))[OLD] == "和平村"
    with pytest.raises(DayBeforeHistory):
        actions.recode_place(place=NEW, code=OLD, name="x", on=DAY, by=cast["data_officer"], at=NOON)


@pytest.mark.parametrize(
    ("act", "more", "problem"),
    [
        (split, {"parts": [PlacePart(OLD, "和平村")]}, SplitIntoOne),
        (split, {"parts": [PlacePart(OLD, "和平村"), PlacePart("533401102203", "x")]}, PlaceCodeTaken),
        (split, {"parts": [PlacePart(OLD, "x"), PlacePart(NEW, "y", children=("1",))]}, ChildNotBelow),
        (split, {"on": date(1900, 1, 1)}, DayBeforeHistory),
        (split, {"who": "township_clerk"}, NotAllowed),
        (split, {"who": "stranger"}, NotVisible),
        (merge, {"places": [OLD]}, TooFewToMerge),
        (merge, {"places": [OLD, "533401103201"]}, TooFewToMerge),
        (merge, {"who": "village_team"}, NotAllowed),
    ],
)
def test_what_cannot_be_split_or_merged(cast, act, more, problem):
    before = Place.objects.count()

    with pytest.raises(problem):
        act(cast, **more)

    assert Place.objects.count() == before


def test_people_see_their_own_part_of_the_tree_in_one_query(cast, django_assert_num_queries):
    actor = cast["township_clerk"]

    with django_assert_num_queries(1):
        rows = place_tree(actor, on=DAY)

    assert [(row.name, row.depth) for row in rows] == [("小中甸镇", 0), ("和平村", 1), ("中心小组", 2), ("团结村", 1)]
    assert [place.name for place in brothers(actor, cast.places["village"])] == ["团结村"]


def test_nothing_is_kept_when_the_event_cannot_be_written(cast, monkeypatch):
    def fail(*_args, **_more):
        raise RuntimeError("disk full")

    monkeypatch.setattr("bairi.ground.places.actions.succession.append", fail)
    with pytest.raises(RuntimeError):
        split(cast)

    assert not Place.objects.filter(code=NEW).exists()
