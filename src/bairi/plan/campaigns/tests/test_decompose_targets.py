"""A total broken down to the places below: the sum is compared, never forced, and what is piled on is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairi.ground.access import NotAllowed, NotVisible
from bairi.plan.campaigns import actions
from bairi.plan.campaigns.problems import NotBelow, TargetsRefused
from bairi.plan.campaigns.queries import decomposition
from bairi.plan.campaigns.rules.settings import ShareSetting
from bairi.plan.campaigns.rules.sums import Node, controls, level_totals, sums_below
from tests.cast import NOON


def decompose(cast, who, place, **shares):
    rows = [ShareSetting(cast.places[name].code, must) for name, must in shares.items()]
    return actions.decompose_targets(
        campaign="battle", task="roads", place=cast.places[place].code, rows=rows, reason="By length of road",
        by=cast[who], at=NOON,
    )  # fmt: skip


@pytest.mark.django_db
def test_a_township_breaks_its_own_total_down_to_its_villages(running, cast):
    change = decompose(cast, "township_clerk", "home", village=35, next_village=25)

    assert change.changed == 2
    rows = {row.place_name: row for row in decomposition(cast["commander"], running, "roads").rows}
    assert (rows["小中甸镇"].must, rows["小中甸镇"].below, rows["小中甸镇"].excess) == (60, 60, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "place", "shares", "problem"),
    [
        ("township_clerk", "home", {"home": 10}, NotBelow),
        ("township_clerk", "neighbour", {"neighbour_village": 10}, NotVisible),
        ("township_clerk", "home", {"neighbour_village": 10}, TargetsRefused),
        ("village_team", "village", {"group": 10}, NotAllowed),
        ("stranger", "home", {"village": 10}, NotVisible),
    ],
)
def test_what_is_not_ones_own_to_break_down(running, cast, who, place, shares, problem):
    with pytest.raises(problem):
        decompose(cast, who, place, **shares)


@pytest.mark.django_db
def test_what_each_level_piles_on_is_shown(running, cast):
    found = decomposition(cast["commander"], running, "roads")

    rows = {row.place_name: row for row in found.rows}
    assert (rows["香格里拉市"].must, rows["香格里拉市"].below, rows["香格里拉市"].excess) == (100, 110, 10)
    assert rows["小中甸镇"].excess == 10
    assert rows["虎跳峡镇"].excess is None
    assert [(level.level, level.must, level.added) for level in found.levels] == [
        (3, 100, None), (4, 110, 0.1), (5, 70, -0.3),
    ]  # fmt: skip
    assert [row.place_name for row in found.rows][:3] == ["香格里拉市", "小中甸镇", "和平村"]


@pytest.mark.django_db
def test_a_township_sees_its_own_part_of_the_breakdown(running, cast, django_assert_num_queries):
    actor = cast["township_clerk"]

    with django_assert_num_queries(3):
        found = decomposition(actor, running, "roads")

    assert [row.place_name for row in found.rows] == ["小中甸镇", "和平村", "团结村"]
    assert [row.depth for row in found.rows] == [0, 1, 1]


@pytest.mark.django_db
def test_the_breakdown_can_be_asked_as_it_was_known(running, cast):
    known = decompose(cast, "commander", "home", village=1).version.known

    before = decomposition(cast["commander"], running, "roads", known=known - 1)
    assert {row.place_name: row.must for row in before.rows}["和平村"] == 40


paths = st.lists(st.integers(0, 3), min_size=0, max_size=3).map(lambda keys: "1/" + "".join(f"{k}/" for k in keys))
trees = st.dictionaries(paths, st.one_of(st.none(), st.integers(0, 100)), min_size=1, max_size=15)


@given(trees)
def test_a_sum_below_is_that_of_the_nearest_targets(tree):
    tree.setdefault("1/", None)
    nodes = [Node(path, path.count("/"), None if must is None else float(must)) for path, must in tree.items()]
    targets = {path: must for path, must in tree.items() if must is not None}

    def nearest(path):
        below = [p for p in targets if p != path and p.startswith(path)]
        return [p for p in below if not any(q != p and p.startswith(q) for q in below)]

    for path, found in sums_below(nodes).items():
        expected = [targets[p] for p in nearest(path)]
        assert found.below == (sum(expected) if expected else None)
    assert controls(targets) == {p for p in targets if nearest(p)}
    assert sum(level.must for level in level_totals(nodes)) == sum(targets.values())
