"""Entering what an inspection found, its page, and taking it back."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from bairi.delivery.reports import actions
from bairi.delivery.reports.models import Verification
from bairi.delivery.reports.tests.conftest import TODAY, Battle
from tests.cast import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def address(battle: Battle, task: str = "roads", **more: object) -> str:
    query = "&".join([f"place={battle.places['village'].code}", f"task={task}", *(f"{k}={v}" for k, v in more.items())])
    return f"{reverse('verify_target', args=[battle.campaign.code])}?{query}"


def found(**changes: object) -> dict[str, object]:
    """A finding that is right in every way, but for the changes."""
    data = {
        "uuid": str(uuid4()), "method": "sample", "inspected": "2.5", "found": "2", "basis": "督查第三组",
        "effective_on": TODAY.isoformat(), "note": "",
    }  # fmt: skip
    return data | changes


def test_an_inspector_chooses_place_and_target(sign_in, battle):
    client = sign_in("inspector")
    shown = client.get(f"{reverse('verify_target', args=[battle.campaign.code])}").content.decode()
    assert "和平村" in shown
    assert "task=roads" in shown

    item = battle.items["tank-1"].key
    assert str(item) in client.get(address(battle, "tanks")).content.decode()
    assert "水窖1" in client.get(address(battle, "tanks", item=item)).content.decode()
    assert client.get(address(battle, "nothing")).status_code == 404


def test_a_finding_goes_in_once_beside_the_claim(sign_in, cast, battle):
    claim = actions.receive_report(battle.report(3.0), by=cast["village_team"], at=NOON)
    client, data = sign_in("inspector"), found(report=str(claim.uuid))

    answers = [client.post(address(battle, report=claim.uuid), data) for _ in range(2)]

    row = Verification.objects.get()
    assert (row.claimed, row.inspected, row.found, row.method, row.report.uuid) == (3.0, 2.5, 2.0, "sample", claim.uuid)
    page = reverse("verification", args=[battle.campaign.code, row.uuid])
    assert [answer.headers["Location"] for answer in answers] == [page, page]
    shown = client.get(page).content.decode()
    assert "督查第三组" in shown
    assert reverse("report", args=[battle.campaign.code, claim.uuid]) in shown


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"found": "3"}, "cannot be"),
        ({"basis": ""}, "id_basis-error"),
        ({"inspected": "x"}, "is not a number"),
        ({"inspected": "-1", "found": "-1"}, "below zero"),
        ({"effective_on": "2016-05-01"}, "after today"),
        ({"report": str(uuid4())}, "No report has the number"),
    ],
)
def test_what_is_wrong_is_said(sign_in, battle, changes, said):
    answer = sign_in("inspector").post(address(battle), found(**changes))

    assert answer.status_code in {404, 422}
    assert said in answer.content.decode()
    assert not Verification.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("village_team", 403), ("township_clerk", 403), ("stranger", 404)])
def test_others_verify_nothing(sign_in, battle, who, status):
    assert sign_in(who).get(address(battle)).status_code == status
    assert sign_in(who).post(address(battle), found()).status_code == status
    assert not Verification.objects.exists()


def test_a_finding_is_taken_back_with_a_reason(sign_in, battle):
    client = sign_in("inspector")
    client.post(address(battle), found())
    uuid = Verification.objects.get().uuid
    url = reverse("withdraw_verification", args=[battle.campaign.code, uuid])
    assert url in client.get(reverse("verification", args=[battle.campaign.code, uuid])).content.decode()

    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "看错了村"}).status_code == 302
    again = client.post(url, {"reason": "看错了村"})

    assert again.status_code == 422
    assert Verification.objects.get().withdrawn_reason == "看错了村"
    assert "看错了村" in client.get(reverse("verification", args=[battle.campaign.code, uuid])).content.decode()


def test_a_finding_is_seen_in_its_place_only(sign_in, battle):
    sign_in("inspector").post(address(battle), found())
    args = [battle.campaign.code, Verification.objects.get().uuid]

    assert sign_in("village_team").get(reverse("verification", args=args)).status_code == 200
    assert sign_in("village_team").get(reverse("withdraw_verification", args=args)).status_code == 403
    for name in ("verification", "withdraw_verification"):
        assert sign_in("neighbour_team").get(reverse(name, args=args)).status_code == 404
