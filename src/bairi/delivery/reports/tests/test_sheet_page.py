"""The village sheet: a village and its groups on one page; good lines go in, the others are marked at their cells."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from bairi.delivery.reports.models import Report
from bairi.delivery.reports.rules.readings import NOTHING_SEEN
from bairi.delivery.reports.tests.conftest import TODAY, Battle, add_target
from bairi.ground.transparency.models import EventRow
from bairi.plan.campaigns.models import Measure, PlanVersion
from tests.cast import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def battle(battle: Battle) -> Battle:
    """The campaign of the room at noon; a group of the village has a target of its own."""
    battle.campaign.replay_at = NOON
    battle.campaign.save()
    roads = Measure.objects.get(task__code="roads")
    add_target(battle.campaign, roads, battle.places["group"], 2.0, PlanVersion.objects.get())
    return battle


def address(battle: Battle, place: str = "village") -> str:
    return f"{reverse('enter_sheet', args=[battle.campaign.code])}?place={battle.places[place].code}"


def typed(battle: Battle, figures: dict[tuple[str, str, str], str], **changes: object) -> dict[str, object]:
    """What a person writes: a figure by (place, task, measure), and what all lines share."""
    data: dict[str, object] = {"effective_on": TODAY.isoformat()}
    for (place, task, measure), value in figures.items():
        prefix = f"t{battle.target(task, measure, place).pk}"
        data |= {f"{prefix}-uuid": str(uuid4()), f"{prefix}-base": str(NOTHING_SEEN), f"{prefix}-value": value}
    return data | changes


def reported() -> dict[tuple[str, str, str], float]:
    return {(r.target.place.name, r.target.task.code, r.target.measure.code): r.value for r in Report.objects.all()}


def test_the_sheet_holds_every_target_of_the_village_and_its_groups(sign_in, battle, django_assert_max_num_queries):
    client = sign_in("village_team")
    with django_assert_max_num_queries(24):
        shown = client.get(address(battle)).content.decode()

    lines = [battle.target(*of) for of in (("roads",), ("houses", "started"), ("houses", "done"))]
    assert all(f"t{target.pk}-value" in shown for target in [*lines, battle.target("roads", "built", "group")])
    assert all(f"i{item.key.hex}-stage" in shown for item in battle.items.values())
    assert f"t{battle.target('roads', place='next_village').pk}-value" not in shown


def test_what_is_filled_goes_in_under_one_group(sign_in, battle):
    item = battle.items["tank-2"]
    data = typed(battle, {
        ("village", "roads", "built"): "3.5", ("village", "houses", "started"): "", ("group", "roads", "built"): "1",
    })  # fmt: skip
    data |= {f"i{item.key.hex}-uuid": str(uuid4()), f"i{item.key.hex}-stage": "completed"}
    other = battle.items["tank-1"].key.hex
    data |= {f"i{other}-uuid": str(uuid4()), f"i{other}-stage": "~"}

    answer = sign_in("village_team").post(address(battle), data)

    assert answer.headers["Location"].startswith(reverse("receipts", args=[battle.campaign.code]))
    assert reported() == {
        ("和平村", "roads", "built"): 3.5, ("中心小组", "roads", "built"): 1.0, ("和平村", "tanks", "built"): 1.0,
    }  # fmt: skip
    groups = EventRow.objects.filter(kind="reports.report_received").values_list("group", flat=True)
    assert len(set(groups)) == 1


def test_refused_cells_are_named_and_the_good_ones_are_in(sign_in, battle):
    client = sign_in("village_team")
    data = typed(battle, {
        ("village", "roads", "built"): "3.5", ("village", "houses", "started"): "many",
        ("village", "houses", "done"): "-1",
    })  # fmt: skip

    answer = client.post(address(battle), data)

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert reported() == {("和平村", "roads", "built"): 3.5}
    assert reverse("report", args=[battle.campaign.code, Report.objects.get().uuid]) in shown
    started, done = (battle.target("houses", measure).pk for measure in ("started", "done"))
    assert f'id="id_t{started}-value_error"' in shown
    assert f'id="id_t{done}-value_error"' in shown
    assert "below zero" in shown
    assert 'value="many"' in shown


def test_the_mended_sheet_is_sent_again_and_nothing_doubles(sign_in, battle):
    client = sign_in("village_team")
    roads, houses = ("village", "roads", "built"), ("village", "houses", "done")
    data = typed(battle, {roads: "3.5", houses: "x"})
    client.post(address(battle), data)
    data[f"t{battle.target('houses').pk}-value"] = "7"

    first, again = client.post(address(battle), data), client.post(address(battle), data)

    assert (first.status_code, again.status_code) == (302, 302)
    assert sorted(reported().values()) == [3.5, 7.0]
    assert Report.objects.count() == 2


@pytest.mark.parametrize(
    ("figure", "day", "said"),
    [
        ("", TODAY, "Nothing is filled in"),
        ("3", TODAY + timedelta(days=1), "after today"),
    ],
)
def test_what_all_lines_share_is_refused_once(sign_in, battle, figure, day, said):
    data = typed(battle, {("village", "roads", "built"): figure}, effective_on=day.isoformat())

    answer = sign_in("village_team").post(address(battle), data)

    assert answer.status_code == 422
    assert answer.content.decode().count(said) <= 2  # at the field and in the summary
    assert said in answer.content.decode()
    assert not Report.objects.exists()


def test_a_clerk_chooses_the_village_and_enters_for_it(sign_in, battle):
    clerk = sign_in("township_clerk")
    data = typed(battle, {("next_village", "roads", "built"): "2"}, entered_for="村主任")

    clerk.post(address(battle, "next_village"), data)

    assert Report.objects.get().is_proxy
    assert Report.objects.get().entered_for == "村主任"


@pytest.mark.parametrize(
    ("who", "status"), [("viewer", 403), ("neighbour_team", 404), ("neighbour_clerk", 404), ("stranger", 404)]
)
def test_others_enter_nothing(sign_in, battle, who, status):
    data = typed(battle, {("village", "roads", "built"): "3"})

    assert sign_in(who).get(address(battle)).status_code == status
    assert sign_in(who).post(address(battle), data).status_code == status
    assert not Report.objects.exists()


def test_a_sheet_that_cannot_hold_all_says_so(sign_in, battle, monkeypatch):
    for room in ("forms.report", "views.sheet"):
        monkeypatch.setattr(f"bairi.delivery.reports.{room}.MOST_LINES", 3)

    shown = sign_in("village_team").get(address(battle)).content.decode()

    assert "more targets than one page can hold" in shown
    assert shown.count('-uuid"') == 2 * 3  # name and id of each line's number
