"""The list of what was sent and the page of one report: what became of it, and what each person may do with it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bairi.delivery.reports import actions
from bairi.delivery.reports.models import Report, ReportState
from bairi.delivery.reports.tests.conftest import TODAY, Battle
from bairi.ground.transparency.actions import integrate
from bairi.ground.transparency.models import EventRow
from tests.cast import NOON
from tests.world import a_photo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def send(cast, battle: Battle, value: float = 3.0, who: str = "village_team", **changes) -> UUID:
    return actions.receive_report(battle.report(value, **changes), by=cast[who], at=NOON).uuid


def address(battle: Battle, name: str, uuid: UUID) -> str:
    return reverse(name, args=[battle.campaign.code, uuid])


def listed(client: Client, battle: Battle, query: str = "") -> str:
    answer = client.get(f"{reverse('sent_reports', args=[battle.campaign.code])}?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def shown_numbers(text: str) -> set[str]:
    return {str(report.uuid) for report in Report.objects.all() if f"/reports/{report.uuid}/" in text}


def test_the_list_shows_what_became_of_each_report(sign_in, cast, battle, django_assert_max_num_queries):
    clerk, team = cast["township_clerk"], cast["village_team"]
    confirmed, back, gone, old = (send(cast, battle, n, effective_on=TODAY - timedelta(days=9 - n)) for n in range(4))
    new = send(cast, battle, 5.0, supersedes=(old,))
    actions.confirm_reports(uuids=[confirmed], by=clerk, at=NOON)
    actions.send_back_report(uuid=back, reason="照片看不清", by=clerk, at=NOON)
    actions.withdraw_report(uuid=gone, reason="重复", by=team, at=NOON)
    client = sign_in("village_team")
    listed(client, battle)

    with django_assert_max_num_queries(26):
        text = listed(client, battle)

    assert shown_numbers(text) == {str(uuid) for uuid in (confirmed, back, gone, old, new)}
    assert "照片看不清" in text
    assert address(battle, "correct_report", back) in text
    for state, uuid in {
        "confirmed": confirmed,
        "sent_back": back,
        "withdrawn": gone,
        "corrected": old,
        "waiting": new,
    }.items():
        assert shown_numbers(listed(client, battle, f"state={state}")) >= {str(uuid)}, state
        assert address(battle, "report", confirmed) not in listed(client, battle, "state=withdrawn")


def test_the_list_is_kept_to_oneself_a_place_a_task_or_a_conflict(sign_in, cast, battle):
    own = send(cast, battle, place="next_village", who="township_clerk")
    other = send(cast, battle)
    houses = send(cast, battle, 4.0, task="houses")
    late = send(cast, battle, 6.0, base=actions.NOTHING_SEEN)
    clerk, village = sign_in("township_clerk"), battle.places["village"].code

    assert shown_numbers(listed(clerk, battle)) == {str(own)}
    assert len(shown_numbers(listed(clerk, battle, "whose=places"))) == 4
    assert str(own) not in listed(clerk, battle, f"whose=places&place={village}")
    assert shown_numbers(listed(clerk, battle, "whose=places&task=houses")) == {str(houses)}
    assert shown_numbers(listed(clerk, battle, "whose=places&state=conflict")) == {str(other), str(late)}
    assert "No report fits" in listed(clerk, battle, "state=withdrawn&page=7&place=none")
    assert not shown_numbers(listed(sign_in("neighbour_clerk"), battle, f"whose=places&place={village}"))


def test_the_village_is_told_of_what_was_sent_back_and_of_urging(sign_in, cast, battle):
    back = send(cast, battle)
    actions.send_back_report(uuid=back, reason="照片看不清", by=cast["township_clerk"], at=NOON)
    battle.campaign.replay_at = NOON + timedelta(days=14)
    battle.campaign.save()
    (urging,) = actions.urge_missing(
        campaign=battle.campaign.code, places=[battle.places["village"].code], message="请尽快",
        by=cast["township_clerk"], at=battle.campaign.replay_at,
    )  # fmt: skip
    client = sign_in("village_team")
    assert "请尽快" in listed(client, battle)
    assert "1 report was sent back" in listed(client, battle)
    assert "请尽快" in client.get(reverse("new_report", args=[battle.campaign.code])).content.decode()

    answer = client.post(reverse("mark_urging_seen", args=[battle.campaign.code, urging.pk]))

    assert answer.headers["Location"] == reverse("sent_reports", args=[battle.campaign.code])
    assert "请尽快" not in listed(client, battle)


def test_a_report_shows_its_receipt_and_its_place_in_the_log(sign_in, cast, battle):
    uuid = send(cast, battle, note="铺到村口")
    client, url = sign_in("village_team"), address(battle, "report", uuid)
    row = EventRow.objects.get(subject=str(uuid))
    waiting = client.get(url).content.decode()
    assert Report.objects.get().digest in waiting
    assert bytes(row.digest).hex() in waiting
    assert "waits for its number" in waiting

    integrate(at=NOON)

    row.refresh_from_db()
    assert reverse("event_proof", args=[row.seq]) in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("village_team", {"correct_report", "withdraw_report", "add_evidence"}),
        (
            "township_clerk",
            {"correct_report", "withdraw_report", "add_evidence", "confirm_reports", "send_back_report"},
        ),
        ("inspector", {"verify_target"}),
        ("viewer", set()),
    ],
)
def test_each_person_is_offered_what_is_permitted(sign_in, cast, battle, who, offered):
    uuid = send(cast, battle)
    text = sign_in(who).get(address(battle, "report", uuid)).content.decode()
    of_it = ("correct_report", "withdraw_report", "add_evidence", "send_back_report", "revoke_confirmation")
    places = {name: address(battle, name, uuid) for name in of_it}
    places |= {"confirm_reports": "confirmations/", "verify_target": "verifications/new/?"}

    assert {name for name, part in places.items() if part in text} == offered


def test_nobody_is_offered_to_confirm_their_own(sign_in, cast, battle):
    uuid = send(cast, battle, who="township_clerk")

    text = sign_in("township_clerk").get(address(battle, "report", uuid)).content.decode()

    assert "confirmations/" not in text


def test_the_township_rules_on_the_page_of_the_report_and_comes_back_to_it(sign_in, cast, battle):
    uuid, clerk = send(cast, battle), sign_in("township_clerk")
    here = address(battle, "report", uuid)

    answer = clerk.post(
        reverse("confirm_reports", args=[battle.campaign.code]), {"report": str(uuid), "back": str(uuid)}
    )
    revoked = clerk.post(address(battle, "revoke_confirmation", uuid), {"reason": "再核", "back": str(uuid)})
    back = clerk.post(address(battle, "send_back_report", uuid), {"reason": "照片看不清", "back": str(uuid)})

    assert [each.headers["Location"] for each in (answer, revoked, back)] == [here] * 3
    text = clerk.get(here).content.decode()
    assert "再核" in text
    assert "照片看不清" in text
    assert Report.objects.get().state == ReportState.SENT_BACK


def test_a_report_is_withdrawn_with_a_reason_and_not_without(sign_in, cast, battle):
    uuid, client = send(cast, battle), sign_in("village_team")
    url = address(battle, "withdraw_report", uuid)
    assert client.get(url).status_code == 200

    assert client.post(url, {"reason": " "}).status_code == 422
    assert Report.objects.get().state == ReportState.WAITING
    assert client.post(url, {"reason": "重复"}).status_code == 302

    assert Report.objects.get().state == ReportState.WITHDRAWN
    again = client.post(url, {"reason": "重复"})
    assert again.status_code == 422
    assert "was withdrawn" in again.content.decode()


def test_a_confirmed_report_goes_only_with_the_township(sign_in, cast, battle):
    uuid = send(cast, battle)
    actions.confirm_reports(uuids=[uuid], by=cast["township_clerk"], at=NOON)

    answer = sign_in("village_team").post(address(battle, "withdraw_report", uuid), {"reason": "重复"})

    assert answer.status_code == 422
    assert "Only the township" in answer.content.decode()
    assert Report.objects.get().state == ReportState.CONFIRMED


def test_photos_follow_a_report_and_each_is_tied_once(sign_in, cast, battle):
    uuid, client = send(cast, battle), sign_in("village_team")
    url = address(battle, "add_evidence", uuid)

    for _ in range(2):
        answer = client.post(url, {"photos": SimpleUploadedFile("路.jpg", a_photo(), "image/jpeg")})
        assert answer.status_code == 302
    none, broken = (
        client.post(url),
        client.post(url, {"photos": SimpleUploadedFile("b.exe", b"\x00\x01", "image/jpeg")}),
    )

    assert (none.status_code, broken.status_code) == (422, 422)
    assert "b.exe" in broken.content.decode()
    assert Report.objects.get().evidence.get().name == "路.jpg"


@pytest.mark.parametrize("name", ["report", "correct_report", "withdraw_report", "add_evidence"])
def test_a_report_of_another_place_or_campaign_is_not_there(sign_in, cast, battle, name):
    uuid = send(cast, battle)
    away = reverse(name, args=["another", uuid])

    for who, url in (("neighbour_team", address(battle, name, uuid)), ("village_team", away)):
        client = sign_in(who)
        assert (client.post if name == "add_evidence" else client.get)(url).status_code == 404
    assert sign_in("village_team").get(address(battle, "report", uuid4())).status_code == 404


def test_others_neither_withdraw_nor_add(sign_in, cast, battle):
    uuid, viewer = send(cast, battle), sign_in("viewer")

    assert viewer.post(address(battle, "withdraw_report", uuid), {"reason": "x"}).status_code == 403
    assert viewer.post(address(battle, "add_evidence", uuid)).status_code == 403
    assert Report.objects.get().state == ReportState.WAITING


def test_receipts_name_only_what_one_sees(sign_in, cast, battle):
    mine, theirs = send(cast, battle), send(cast, battle, place="neighbour_village", who="neighbour_team")
    url = f"{reverse('receipts', args=[battle.campaign.code])}?report={mine}&report={theirs}&report=nonsense"

    assert shown_numbers(sign_in("village_team").get(url).content.decode()) == {str(mine)}
    assert sign_in("village_team").get(reverse("receipts", args=[battle.campaign.code])).status_code == 404


def test_the_stage_of_an_item_is_said_by_its_name(sign_in, cast, battle):
    new = battle.item_report("completed", note="已验收")
    uuid = actions.receive_report(new, by=cast["village_team"], at=NOON).uuid
    client = sign_in("village_team")
    for url in (address(battle, "report", uuid), address(battle, "correct_report", uuid)):
        assert "水窖1" in client.get(url).content.decode()

    row = client.get(address(battle, "report", uuid)).context["row"]

    assert (row.item_name, row.stage, row.stage_name) == ("水窖1", "completed", "built")
    client.post(
        address(battle, "correct_report", uuid),
        {
            f"i{new.item.hex}-uuid": str(uuid4()), f"i{new.item.hex}-base": str(uuid),
            f"i{new.item.hex}-stage": "started", "effective_on": TODAY.isoformat(), "note": "", "kept": "",
        },
    )  # fmt: skip
    assert [(r.stage, r.value) for r in Report.objects.order_by("known")] == [("completed", 1.0), ("started", 0.0)]
