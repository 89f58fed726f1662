"""Visits: entered once, withdrawn with a reason, never lost."""

from datetime import date

import pytest

from bairi.delivery.duties import problems
from bairi.delivery.duties.actions import record_visit, withdraw_visit
from bairi.delivery.duties.models import Visit
from bairi.ground.access import NotAllowed, NotVisible
from bairi.ground.transparency.models import EventRow
from tests.cast import NOON

pytestmark = pytest.mark.django_db


def facts(kind):
    return EventRow.objects.filter(kind=f"duties.{kind}")


def test_a_visit_is_entered_once_and_its_names_are_kept_apart(cast, visit):
    new = visit(agreed="下周修屋顶", team_role="servant")
    first = record_visit(new, by=cast["village_team"], at=NOON)
    again = record_visit(new, by=cast["village_team"], at=NOON)

    assert (first.is_new, again.is_new, again.visit.pk) == (True, False, first.visit.pk)
    fact = facts("visit_recorded").get()
    assert "张家" not in fact.payload
    assert "屋顶" not in fact.payload


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"whom": "  "}, problems.WhomMissing),
        ({"whom": "长" * 81}, problems.TextTooLong),
        ({"agreed": "长" * 401}, problems.TextTooLong),
        ({"kind": "moon"}, problems.UnknownVisitKind),
        ({"team_role": "moon"}, problems.UnknownTeamRole),
        ({"on": date(2016, 4, 1)}, problems.AfterToday),
        ({"person": "second"}, NotAllowed),
    ],
)
def test_what_is_refused(cast, visit, changes, problem):
    with pytest.raises(problem):
        record_visit(visit(**changes), by=cast["village_team"], at=NOON)

    assert not Visit.objects.exists()
    assert not facts("visit_recorded").exists()


def test_a_visit_is_withdrawn_once_with_a_reason(cast, visit):
    made = record_visit(visit(), by=cast["village_team"], at=NOON).visit
    with pytest.raises(problems.ReasonMissing):
        withdraw_visit(visit=made.key, reason=" ", by=cast["village_team"], at=NOON)

    gone = withdraw_visit(visit=made.key, reason="走错了门", by=cast["village_team"], at=NOON)

    assert (gone.whom, gone.withdrawn_reason) == ("张家", "走错了门")
    assert facts("visit_withdrawn").count() == 1
    with pytest.raises(problems.VisitIsWithdrawn):
        withdraw_visit(visit=made.key, reason="再次", by=cast["village_team"], at=NOON)


@pytest.mark.parametrize(("who", "problem"), [("neighbour_team", NotVisible), ("inspector", NotAllowed)])
def test_who_may_not_withdraw(cast, visit, who, problem):
    made = record_visit(visit(), by=cast["village_team"], at=NOON).visit

    with pytest.raises(problem):
        withdraw_visit(visit=made.key, reason="走错了门", by=cast[who], at=NOON)


def test_a_member_does_not_withdraw_the_visit_of_another_but_the_clerk_may(cast, visit):
    made = record_visit(visit(person="second"), by=cast["township_clerk"], at=NOON).visit
    with pytest.raises(NotAllowed):
        withdraw_visit(visit=made.key, reason="走错了门", by=cast["village_team"], at=NOON)

    assert withdraw_visit(visit=made.key, reason="记重了", by=cast["township_clerk"], at=NOON).withdrawn_known
