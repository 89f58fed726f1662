"""Who answers: the nearest entry up the tree, the task's own before the general one."""

from datetime import date

import pytest

from bairi.ground.access import NotAllowed, NotVisible
from bairi.ground.organisations.models import Organisation, OrganisationKind, Pairing
from bairi.ground.transparency.models import EventRow
from bairi.plan.campaigns import actions
from bairi.plan.campaigns.models import Responsibility
from bairi.plan.campaigns.problems import NobodyAnswers, UnknownOrganisation, UnknownPlace, UnknownTask, UnknownUser
from bairi.plan.campaigns.queries import answer_index, who_answers
from bairi.plan.campaigns.rules.settings import ResponsibilitySetting, TaskSetting
from tests.cast import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def traffic(cast):
    return Organisation.objects.create(
        code="traffic", name="交通局", kind=OrganisationKind.DEPARTMENT, place=cast.places["county"]
    )


def answer(cast, place, kind="responsible_person", **more):
    return ResponsibilitySetting(cast.places[place].code, kind, **more)


def set_them(cast, *rows, who="commander", places=None):
    return actions.set_responsibilities(campaign="battle", rows=rows, places=places, by=cast[who], at=NOON)


def test_the_nearest_up_the_tree_answers(running, cast, traffic):
    set_them(
        cast,
        answer(cast, "county", "lead_leader", person="书记"),
        answer(cast, "county", "lead_unit", task="roads", organisation="traffic"),
        answer(cast, "home", person="镇长"),
        answer(cast, "home", task="roads", person="副镇长", phone="13800000000"),
    )

    roads = who_answers(running, cast.places["group"], "roads")
    houses = who_answers(running, cast.places["group"], "houses")

    assert (roads.first.person, houses.first.person) == ("副镇长", "镇长")
    assert [a.who for a in roads.chain] == ["书记", "交通局", "副镇长", "镇长"]
    assert who_answers(running, cast.places["neighbour_village"], "houses").first.person == "书记"


def test_a_tasks_lead_unit_and_the_paired_department_answer_too(running, cast, traffic):
    actions.change_task(
        campaign="battle", task=TaskSetting("roads", "infra", "通组公路", lead_unit="traffic"), by=cast["commander"],
        at=NOON,
    )  # fmt: skip
    Pairing.objects.create(organisation=traffic, place=cast.places["village"], since_on=date(2016, 1, 1))

    found = who_answers(running, cast.places["group"], "roads")

    assert found.by_kind["lead_unit"][0].who == "交通局"
    assert found.by_kind["paired_department"][0].place == "和平村"
    assert "lead_unit" not in who_answers(running, cast.places["group"], "houses").by_kind


def test_a_list_asks_three_queries_for_all_its_cells(running, cast, django_assert_num_queries):
    set_them(cast, answer(cast, "home", person="镇长"))

    with django_assert_num_queries(3):
        index = answer_index(running)
        people = {name: index.who(place.path, "roads").first for name, place in cast.places.items()}

    assert people["village"].person == "镇长"
    assert people["neighbour_village"] is None


def test_the_entries_of_a_place_are_replaced_one_event_each(running, cast):
    set_them(cast, answer(cast, "home", person="镇长"), answer(cast, "neighbour", person="另一位镇长"))
    changed = set_them(cast, answer(cast, "home", person="新镇长"))

    assert changed == 2
    assert sorted(Responsibility.objects.values_list("person", flat=True)) == ["另一位镇长", "新镇长"]
    assert set_them(cast, answer(cast, "home", person="新镇长")) == 0
    assert EventRow.objects.filter(kind="campaigns.responsibility_removed").count() == 1


def test_a_place_is_cleared_by_naming_it(running, cast):
    set_them(cast, answer(cast, "home", person="镇长"))

    assert set_them(cast, places=[cast.places["home"].code]) == 1
    assert not Responsibility.objects.exists()


def test_a_township_says_who_answers_below_it(running, cast):
    assert set_them(cast, answer(cast, "village", user="village_team"), who="township_clerk") == 1
    assert who_answers(running, cast.places["village"], None).first.person == "Village Team"


def test_a_department_touches_its_own_task_only(running, cast):
    set_them(cast, answer(cast, "village", task="houses", person="甲"))

    set_them(cast, answer(cast, "village", task="roads", person="乙"), who="department")

    assert sorted(Responsibility.objects.values_list("person", flat=True)) == ["乙", "甲"]


@pytest.mark.parametrize(
    ("who", "place", "more", "problem"),
    [
        ("commander", "home", {}, NobodyAnswers),
        ("commander", "home", {"organisation": "nobody"}, UnknownOrganisation),
        ("commander", "home", {"user": "nobody"}, UnknownUser),
        ("commander", "home", {"task": "bridges", "person": "甲"}, UnknownTask),
        ("commander", "elsewhere", {"person": "甲"}, UnknownPlace),
        ("neighbour_clerk", "home", {"person": "甲"}, UnknownPlace),
        ("village_team", "village", {"person": "甲"}, NotAllowed),
        ("stranger", "home", {"person": "甲"}, NotVisible),
    ],
)
def test_what_cannot_be_set(running, cast, who, place, more, problem):
    with pytest.raises(problem):
        set_them(cast, answer(cast, place, **more), who=who)
    assert not Responsibility.objects.exists()
