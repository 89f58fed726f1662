"""From where on evidence is looked at again: set by the campaign, as a version of the plan."""

import json
from dataclasses import replace

import pytest
from django.urls import reverse

from bairi.ground.access import NotAllowed
from bairi.ground.transparency.models import EventRow
from bairi.plan.campaigns import actions
from bairi.plan.campaigns.models import Campaign, PlanVersion
from bairi.plan.campaigns.problems import ReasonNeeded, ValueOutOfRange
from bairi.plan.campaigns.queries import plan_history
from bairi.plan.campaigns.rules.evidence_limits import EvidenceLimits
from tests.cast import NOON

pytestmark = pytest.mark.django_db
WIDER = EvidenceLimits(days_before=14, alike_share=0.9)


def set_limits(cast, limits=WIDER, who="inspector", reason="Photos come by the bus"):
    return actions.set_evidence_limits(campaign="battle", limits=limits, reason=reason, by=cast[who], at=NOON)


def test_the_limits_change_by_a_plan_version_and_an_event(running, cast):
    change = set_limits(cast)

    row = Campaign.objects.get(code="battle")
    assert (change.changed, change.unchanged) == (2, 8)
    assert EvidenceLimits.of(row.evidence_limits) == WIDER
    payload = json.loads(EventRow.objects.get(kind="campaigns.evidence_limits_set").payload)
    assert (payload["days_before"], payload["reason"]) == (14, "Photos come by the bus")
    assert plan_history(cast["commander"], running)[0].others[0] == "Checks of evidence days before: 7 to 14"


def test_nothing_is_written_where_nothing_differs(running, cast):
    versions = PlanVersion.objects.count()

    assert set_limits(cast, EvidenceLimits()).version is None
    assert PlanVersion.objects.count() == versions


@pytest.mark.parametrize(
    ("who", "limits", "reason", "problem"),
    [
        ("township_clerk", WIDER, "x", NotAllowed),
        ("inspector", replace(WIDER, alike_share=0.2), "x", ValueOutOfRange),
        ("inspector", replace(WIDER, far_m=0), "x", ValueOutOfRange),
        ("inspector", WIDER, " ", ReasonNeeded),
    ],
)
def test_what_cannot_be_set(running, cast, who, limits, reason, problem):
    with pytest.raises(problem):
        set_limits(cast, limits, who, reason)

    assert Campaign.objects.get(code="battle").evidence_limits == {}


def test_a_clone_keeps_the_limits(running, cast):
    set_limits(cast)

    made = actions.clone_campaign(
        campaign="battle",
        code="second",
        name="第二次百日会战",
        start_on=running.deadline_on,
        by=cast["commander"],
        at=NOON,
    )

    assert EvidenceLimits.of(made.evidence_limits) == WIDER


def test_the_page_shows_the_limits_and_says_what_is_wrong(running, cast, sign_in):
    client = sign_in("inspector")
    fields = EvidenceLimits().as_dict() | {"alike_share": "85", "reason": "Fewer doubts"}

    assert client.post(reverse("set_evidence_limits", args=["battle"]), fields | {"far_m": "1"}).status_code == 422
    assert client.post(reverse("set_evidence_limits", args=["battle"]), fields).status_code == 302
    assert 'value="85"' in client.get(reverse("set_calendar", args=["battle"])).content.decode()
