"""The township's pages: the queue, what differs, who has not reported, urging."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from bairi.delivery.reports import actions
from bairi.delivery.reports.jobs import send_urging
from bairi.delivery.reports.models import Conflict, Report, ReportState, Urging
from bairi.delivery.reports.problems import NothingToUrge
from bairi.delivery.reports.queries import urgings_for
from bairi.ground.access import NotAllowed, NotVisible
from bairi.ground.transparency.models import EventRow
from bairi.plan.campaigns.models import Campaign
from tests.cast import NOON
from tests.world import CAMPAIGN, TASK, TODAY

pytestmark = pytest.mark.django_db
OF_THE_WORLD = 1
"""The small world has urged one place already."""
NEXT_WEEK = NOON + timedelta(days=14)


def send(cast, value: float) -> Report:
    new = actions.NewReport(
        uuid=uuid4(), campaign=CAMPAIGN, place=cast.places["village"].code, task=TASK, effective_on=TODAY, value=value
    )
    actions.receive_report(new, by=cast["village_team"], at=NOON + timedelta(hours=3))
    return Report.objects.get(uuid=new.uuid)


def test_the_queue_shows_what_waits_and_confirms_it(sign_in, cast, world) -> None:
    report = send(cast, 14.0)
    clerk = sign_in("township_clerk")
    page = clerk.get(reverse("confirmation_queue", args=[CAMPAIGN]))
    assert str(report.uuid) in page.content.decode()

    answer = clerk.post(reverse("confirm_reports", args=[CAMPAIGN]), {"report": [str(report.uuid), "nonsense"]})

    report.refresh_from_db()
    assert answer.status_code == 302
    assert report.state == ReportState.CONFIRMED


def test_a_report_is_sent_back_with_its_reason_and_not_without(sign_in, cast, world) -> None:
    report = send(cast, 14.0)
    clerk, address = sign_in("township_clerk"), reverse("send_back_report", args=[CAMPAIGN, report.uuid])

    clerk.post(address, {"reason": ""})
    report.refresh_from_db()
    assert report.state == ReportState.WAITING
    clerk.post(address, {"reason": "照片看不清"})

    report.refresh_from_db()
    assert report.state == ReportState.SENT_BACK
    assert report.rulings.get().reason == "照片看不清"


@pytest.mark.parametrize(("who", "status"), [("neighbour_clerk", 302), ("village_team", 403), ("stranger", 404)])
def test_others_confirm_nothing(sign_in, cast, world, who, status) -> None:
    report = send(cast, 14.0)

    answer = sign_in(who).post(reverse("confirm_reports", args=[CAMPAIGN]), {"report": [str(report.uuid)]})

    report.refresh_from_db()
    assert report.state == ReportState.WAITING
    assert answer.status_code in {status, 404}


def test_two_reports_that_differ_are_reconciled_by_a_person(sign_in, cast, world) -> None:
    clerk, conflict = sign_in("township_clerk"), Conflict.objects.get()
    page = clerk.get(reverse("open_conflict", args=[CAMPAIGN, conflict.pk]))
    assert page.status_code == 200

    wrong = clerk.post(reverse("resolve_conflict", args=[CAMPAIGN, conflict.pk]), {"uuid": str(uuid4()), "value": "-1"})
    right = clerk.post(
        reverse("resolve_conflict", args=[CAMPAIGN, conflict.pk]),
        {"uuid": str(uuid4()), "value": "12.8", "note": "复核"},
    )

    conflict.refresh_from_db()
    assert (wrong.status_code, right.status_code) == (422, 302)
    assert conflict.resolution is not None
    assert conflict.resolution.value == 12.8


def test_the_missing_list_names_places_and_urges_them(sign_in, cast, world) -> None:
    Campaign.objects.filter(code=CAMPAIGN).update(replay_at=NEXT_WEEK)
    clerk = sign_in("township_clerk")
    page = clerk.get(reverse("missing_reports", args=[CAMPAIGN])).content.decode()
    assert "团结村" in page
    assert "红旗村" not in page

    clerk.post(reverse("urge_missing", args=[CAMPAIGN]), {"place": [cast.places["next_village"].code]})

    urging = Urging.objects.order_by("pk").last()
    assert urging.place == cast.places["next_village"]
    assert EventRow.objects.filter(kind="reports.place_urged").count() == OF_THE_WORLD + 1


def test_urging_names_its_tasks_and_is_seen_once(cast, world) -> None:
    village = cast.places["village"].code
    (urging,) = actions.urge_missing(campaign=CAMPAIGN, places=[village], by=cast["commander"], at=NEXT_WEEK)

    assert [u.pk for u in urgings_for(cast["village_team"], Campaign.objects.get())] == [urging.pk]
    actions.mark_urging_seen(urging=urging.pk, by=cast["village_team"], at=NEXT_WEEK)

    assert not urgings_for(cast["village_team"], Campaign.objects.get())
    assert "通组公路" in urging.message


@pytest.mark.parametrize(
    ("who", "problem"), [("stranger", NotVisible), ("village_team", NotAllowed), ("neighbour_clerk", NothingToUrge)]
)
def test_who_may_not_urge(cast, world, who, problem) -> None:
    with pytest.raises(problem):
        actions.urge_missing(campaign=CAMPAIGN, places=[cast.places["village"].code], by=cast[who], at=NEXT_WEEK)

    assert Urging.objects.count() == OF_THE_WORLD


@pytest.mark.filterwarnings("ignore:.imghdr.:DeprecationWarning")
def test_robots_are_told_and_a_robot_that_fails_is_tried_again(cast, world, monkeypatch) -> None:
    Campaign.objects.update(robots=["json://127.0.0.1:9/one", "json://127.0.0.1:9/two"])
    told: list[str] = []

    def notify(self, *, title, body):
        told.append(self[0].url())
        return len(told) != 1

    monkeypatch.setattr("apprise.Apprise.notify", notify)
    (urging,) = actions.urge_missing(
        campaign=CAMPAIGN, places=[cast.places["village"].code], by=cast["commander"], at=NEXT_WEEK
    )

    with pytest.raises(ConnectionError):
        send_urging(urging=urging.pk)
    send_urging(urging=urging.pk)

    urging.refresh_from_db()
    assert [way["ok"] for way in urging.ways] == [True, True, True]
    assert len(told) == 3
