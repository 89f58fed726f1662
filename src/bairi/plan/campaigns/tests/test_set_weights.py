"""Weights: only their ratios count, and each moment knows its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairi.ground.access import NotAllowed
from bairi.ground.transparency.models import EventRow
from bairi.plan.campaigns import actions
from bairi.plan.campaigns.problems import ReasonNeeded, UnknownLine, ValueOutOfRange, WeightsAllNothing
from bairi.plan.campaigns.queries import effective_weights, weights_known
from bairi.plan.campaigns.rules.weights import Weights, shares
from tests.cast import NOON


def set_weights(cast, who="commander", reason="Roads first", lines=None, tasks=None):
    return actions.set_weights(
        campaign="battle", lines=lines or {}, tasks=tasks or {}, reason=reason, by=cast[who], at=NOON
    )


@pytest.mark.django_db
def test_weights_are_known_as_they_were(running, cast):
    change = set_weights(cast, lines={"infra": 3}, tasks={"houses": 1})

    assert (change.changed, change.unchanged) == (1, 1)
    assert effective_weights(running) == {"roads": 0.75, "houses": 0.25}
    assert effective_weights(running, change.version.known - 1) == {"roads": 0.5, "houses": 0.5}
    assert weights_known(running, change.version.known).lines == {"infra": 3, "homes": 1}
    assert EventRow.objects.filter(kind="campaigns.line_weight_set", group=change.group).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"lines": {"infra": -1}}, ValueOutOfRange),
        ({"lines": {"infra": float("inf")}}, ValueOutOfRange),
        ({"lines": {"nowhere": 1}}, UnknownLine),
        ({"lines": {"infra": 0, "homes": 0}}, WeightsAllNothing),
        ({"lines": {"infra": 2}, "reason": ""}, ReasonNeeded),
        ({"lines": {"infra": 2}, "who": "township_clerk"}, NotAllowed),
    ],
)
def test_what_cannot_be_set(running, cast, values, problem):
    with pytest.raises(problem):
        set_weights(cast, **values)


weight = st.integers(0, 100_000).map(lambda thousandths: thousandths / 1000)
weights = st.dictionaries(st.sampled_from("abcdef"), weight, min_size=1)


@given(weights, st.tuples(weight, weight), st.sets(st.sampled_from("abcdef")))
def test_shares_add_up_to_one_over_the_tasks_that_are_there(tasks, lines, present):
    line_of = {task: "AB"[index % 2] for index, task in enumerate(sorted(tasks))}

    found = shares(Weights(dict(zip("AB", lines, strict=True)), tasks, line_of), frozenset(present))

    assert not found or sum(found.values()) == pytest.approx(1, abs=1e-5)
    assert set(found) <= present


@given(weights, st.floats(0.1, 10))
def test_only_the_ratios_of_weights_count(tasks, scale):
    line_of = dict.fromkeys(tasks, "A")
    scaled = {task: weight * scale for task, weight in tasks.items()}

    one, other = (shares(Weights({"A": 1}, given, line_of)) for given in (tasks, scaled))

    assert {k: v for k, v in one.items() if v > 1e-5} == pytest.approx(
        {k: v for k, v in other.items() if k in one and one[k] > 1e-5}, abs=2e-6
    )
