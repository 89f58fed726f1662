"""The campaign's lists: dated, with an issuer; what was entered keeps its codes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bairi.delivery.duties import problems
from bairi.delivery.duties.actions import log_duty, record_visit, set_duty_rules
from bairi.delivery.duties.models import DutyRules
from bairi.delivery.duties.queries import lists_on, month_summary
from bairi.delivery.duties.rules.lists import DEFAULT, Term
from bairi.ground.access import NotAllowed, NotVisible
from bairi.ground.transparency.models import EventRow
from bairi.plan.campaigns.models import Campaign
from tests.cast import NOON
from tests.world import CAMPAIGN

TODAY = date(2016, 3, 31)
FIVE = tuple(Term(code, code) for code in ("publicist", "examiner", "liaison", "servant", "money_supervisor"))
OURS = replace(DEFAULT, team_roles=FIVE, issuer="市委组织部〔2016〕8号", since_on=date(2016, 3, 15))
pytestmark = pytest.mark.django_db


def test_lists_hold_from_their_day_and_the_default_before(cast, log):
    set_duty_rules(campaign=CAMPAIGN, lists=OURS, by=cast["data_officer"], at=NOON)
    row = Campaign.objects.get()

    assert lists_on(row, date(2016, 3, 14)) == DEFAULT
    assert lists_on(row, TODAY) == OURS
    assert EventRow.objects.get(kind="duties.duty_rules_set").subject == CAMPAIGN


def test_the_same_again_is_no_new_edition_and_the_later_known_of_a_day_holds(cast, log):
    for lists in (OURS, OURS, replace(OURS, days_a_month=22)):
        set_duty_rules(campaign=CAMPAIGN, lists=lists, by=cast["data_officer"], at=NOON)

    assert DutyRules.objects.count() == 2
    assert lists_on(Campaign.objects.get(), TODAY).days_a_month == 22


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"issuer": " "}, problems.IssuerMissing),
        ({"team_roles": ()}, problems.ListIsEmpty),
        ({"visit_kinds": (Term("A b", "名"),)}, problems.LineUnreadable),
        ({"leave_kinds": (Term("sick", "病假"), Term("sick", "病假"))}, problems.CodeTwice),
        ({"days_a_month": 32}, problems.DaysOutOfRange),
    ],
)
def test_what_is_refused(cast, log, changes, problem):
    with pytest.raises(problem):
        set_duty_rules(campaign=CAMPAIGN, lists=replace(OURS, **changes), by=cast["data_officer"], at=NOON)

    assert not DutyRules.objects.exists()


@pytest.mark.parametrize(("who", "problem"), [("village_team", NotAllowed), ("stranger", NotVisible)])
def test_who_may_not_set_them(cast, log, who, problem):
    with pytest.raises(problem):
        set_duty_rules(campaign=CAMPAIGN, lists=OURS, by=cast[who], at=NOON)


def test_the_month_counts_days_and_visits_in_the_teams_order(cast, log, visit, django_assert_num_queries):
    team, clerk = cast["village_team"], cast["township_clerk"]
    for back, presence in enumerate(["village", "village", "township"]):
        log_duty(log(on=TODAY - timedelta(back), presence=presence), by=team, at=NOON)
    log_duty(log(person="second", presence="leave", leave="annual"), by=clerk, at=NOON)
    record_visit(visit(team_role="servant"), by=team, at=NOON)
    row, village = Campaign.objects.select_related("place").get(), cast.places["village"]

    with django_assert_num_queries(5):
        found = month_summary(clerk, row, village, date(2016, 3, 1))

    first, second = found.members
    assert (first.sum.village, first.sum.township, first.sum.leave, first.sum.missing, first.visits) == (2, 1, 0, 28, 1)
    assert (second.sum.village, second.sum.leave, second.sum.missing) == (0, 1, 30)
    assert first.marks[-3:] == ("township", "village", "village")
    assert found.in_village[-2:] == (1, 1)
    assert [count for term, count in found.by_role if term.code == "servant"] == [1]


def test_a_term_that_left_the_list_is_still_counted(cast, log, visit):
    record_visit(visit(team_role="fighter"), by=cast["village_team"], at=NOON)
    set_duty_rules(campaign=CAMPAIGN, lists=OURS, by=cast["data_officer"], at=NOON)
    row, village = Campaign.objects.get(), cast.places["village"]

    counted = month_summary(cast["township_clerk"], row, village, date(2016, 3, 1)).by_role

    assert [(term.code, count) for term, count in counted if count] == [("fighter", 1)]
