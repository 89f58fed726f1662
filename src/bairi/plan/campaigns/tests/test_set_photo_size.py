"""How large the photos are that phones send: set by the campaign, as a version of the plan."""

import json
from importlib import import_module

import pytest
from django.test import Client
from django.urls import reverse

from bairi.ground.access import NotAllowed
from bairi.ground.accounts.actions import create_token
from bairi.ground.transparency.models import EventRow
from bairi.plan.campaigns import actions
from bairi.plan.campaigns.models import Campaign, PlanVersion
from bairi.plan.campaigns.problems import CampaignIsClosed, PlanRefused, ReasonNeeded, ValueOutOfRange
from bairi.plan.campaigns.queries import plan_history
from bairi.plan.campaigns.tests.workbooks import BATTLE, HEAD, workbook
from tests.cast import NOON

pytestmark = pytest.mark.django_db


def set_size(cast, photo_px=1200, who="data_officer", reason="The line is poor"):
    return actions.set_photo_size(campaign="battle", photo_px=photo_px, reason=reason, by=cast[who], at=NOON)


def size():
    return Campaign.objects.get(code="battle").photo_px


def test_a_running_campaign_changes_it_by_a_plan_version_and_an_event(running, cast):
    change = set_size(cast)

    assert (size(), change.changed, change.version.number) == (1200, 1, 2)
    payload = json.loads(EventRow.objects.get(kind="campaigns.photo_size_set").payload)
    assert (payload["before"], payload["photo_px"], payload["reason"]) == (1600, 1200, "The line is poor")
    assert plan_history(cast["commander"], running)[0].others == ["Photos longest side in pixels: 1,600 to 1,200"]


def test_nothing_is_written_where_nothing_differs(running, cast):
    assert set_size(cast, 1600, reason="").version is None
    assert PlanVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("photo_px", "who", "reason", "problem"),
    [
        (799, "data_officer", "x", ValueOutOfRange),
        (4001, "data_officer", "x", ValueOutOfRange),
        (1200, "data_officer", " ", ReasonNeeded),
        (1200, "township_clerk", "x", NotAllowed),
        (1200, "inspector", "x", NotAllowed),
    ],
)
def test_what_cannot_be_set(running, cast, photo_px, who, reason, problem):
    with pytest.raises(problem):
        set_size(cast, photo_px, who, reason)

    assert size() == 1600


def test_a_closed_campaign_keeps_its_size(running, cast):
    actions.close_campaign(campaign="battle", typed_name="百日会战", reason="Over", by=cast["commander"], at=NOON)

    with pytest.raises(CampaignIsClosed):
        set_size(cast)


def test_nothing_is_kept_when_the_log_fails(running, cast, monkeypatch):
    def broken(*_args, **_more):
        raise OSError("disk full")

    monkeypatch.setattr(import_module("bairi.plan.campaigns.actions.set_photo_size"), "append", broken)
    with pytest.raises(OSError, match="disk full"):
        set_size(cast)

    assert (size(), PlanVersion.objects.count()) == (1600, 1)


def test_a_clone_keeps_the_size(running, cast):
    set_size(cast)

    made = actions.clone_campaign(
        campaign="battle", code="second", name="第二次", start_on=running.deadline_on, by=cast["commander"], at=NOON
    )

    assert made.photo_px == 1200


def test_the_page_shows_it_and_says_what_is_wrong(running, cast, sign_in):
    client, address = sign_in("data_officer"), reverse("set_photo_size", args=["battle"])

    wrong = client.post(address, {"photo_px": "200", "reason": "x"})
    unreasoned = client.post(address, {"photo_px": "1200", "reason": ""})
    right = client.post(address, {"photo_px": "1200", "reason": "Poor line"})

    assert (wrong.status_code, unreasoned.status_code, right.status_code) == (422, 422, 302)
    assert 'id="id_photo_px-error"' in wrong.content.decode()
    assert 'name="photo_px" value="1200"' in client.get(reverse("set_calendar", args=["battle"])).content.decode()
    assert sign_in("viewer").post(address, {"photo_px": "2000", "reason": "x"}).status_code == 403
    assert sign_in("stranger").post(address, {"photo_px": "2000", "reason": "x"}).status_code == 404


def test_the_api_gives_and_sets_it(running, cast):
    secret = create_token(name="test", by=cast["data_officer"], at=NOON).secret
    client = Client(headers={"authorization": f"Bearer {secret}"})

    def post(**body):
        address = "/api/v1/campaigns/battle/photo-size"
        return client.post(address, json.dumps(body), content_type="application/json")

    assert post(photo_px=2000, reason="Plates are read").json() == {"plan_version": 2, "changed": 1, "unchanged": 0}
    assert post(photo_px=100, reason="x").status_code == 422
    assert client.get("/api/v1/campaigns/battle").json()["photo_px"] == 2000


def test_a_workbook_carries_it_and_names_the_cell_that_is_wrong(running, send):
    head = [*HEAD, "照片长边像素"]

    with pytest.raises(PlanRefused) as refused:
        send(workbook(会战=[head, [*BATTLE, "200"]]), reason="x")
    done = send(workbook(会战=[head, [*BATTLE, "2000"]]), reason="Plates are read")

    assert [cell.ref for cell in refused.value.cells] == ["F2"]
    assert size() == 2000
    assert PlanVersion.objects.get(number=done.version).changes[0]["field"] == "photo_px"
