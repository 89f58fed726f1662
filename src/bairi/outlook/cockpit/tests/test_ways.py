"""From a figure to what can be done about it: each person is offered what is permitted, and no more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from bairi.plan.campaigns.models import Campaign
from tests.cast import NOON
from tests.world import CAMPAIGN, TASK

pytestmark = pytest.mark.django_db


def shown(sign_in, who: str, name: str, **values: object) -> str:
    answer = sign_in(who).get(reverse(name, kwargs={"campaign": CAMPAIGN, **values}))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("who", "offered"),
    [("village_team", {"new_report"}), ("inspector", {"verify_target"}), ("viewer", set())],
)
def test_a_target_leads_to_a_report_or_a_finding_on_it(sign_in, cast, world, who, offered):
    village = cast.places["village"].code

    text = shown(sign_in, who, "target", task=TASK, place=village)

    ways = {
        name: f"{reverse(name, args=[CAMPAIGN])}?place={village}&amp;task={TASK}"
        for name in ("new_report", "verify_target")
    }
    assert {name for name, way in ways.items() if way in text} == offered


def test_a_target_leads_to_its_reports_and_findings(sign_in, cast, world):
    text = shown(sign_in, "viewer", "target", task=TASK, place=cast.places["village"].code)

    assert reverse("report", args=[CAMPAIGN, world.values["report"]]) in text
    assert reverse("verification", args=[CAMPAIGN, world.values["verification"]]) in text


@pytest.mark.parametrize(("who", "urges"), [("commander", True), ("viewer", False)])
def test_silence_is_urged_by_those_who_may(sign_in, cast, world, who, urges):
    Campaign.objects.filter(code=CAMPAIGN).update(replay_at=NOON + timedelta(days=20))
    way = f"{reverse('missing_reports', args=[CAMPAIGN])}?place="

    text = shown(sign_in, who, "cockpit")

    assert (way in text) is urges


def test_a_target_that_came_into_the_plan_later_says_so(sign_in, cast, world):
    village = cast.places["village"].code
    way = reverse("target", kwargs={"campaign": CAMPAIGN, "task": TASK, "place": village})
    stranger = reverse("target", kwargs={"campaign": CAMPAIGN, "task": TASK, "place": "999999"})
    Campaign.objects.filter(code=CAMPAIGN).update(start_on=NOON.date() - timedelta(days=60))

    answer = sign_in("commander").get(f"{way}?day=1&known=then")

    assert answer.status_code == 200
    assert "Not in the plan yet" in answer.content.decode()
    assert 'href="?day=1"' in answer.content.decode()
    assert sign_in("commander").get(f"{stranger}?day=1&known=then").status_code == 404
