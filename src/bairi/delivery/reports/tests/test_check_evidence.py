"""Evidence is looked at when it has come in: what is found, beside what, how sure; and what is left alone."""

import json
from datetime import timedelta

import pytest

from bairi.delivery.reports.actions import (
    Attachment,
    add_evidence,
    check_evidence,
    correct_report,
    dismiss_finding,
    receive_report,
    recheck_evidence,
    reopen_finding,
    withdraw_report,
)
from bairi.delivery.reports.models import EvidenceFinding, PhotoHash, Report
from bairi.delivery.reports.problems import FindingIsDismissed, FindingIsOpen, OwnReport, ReasonMissing
from bairi.delivery.reports.queries.photo_index import index
from bairi.delivery.reports.tests.photographs import jpeg, picture, worked_over
from bairi.ground.access import SYSTEM, NotAllowed, NotVisible
from bairi.ground.files.actions import store_file
from bairi.ground.jobs.models import Job
from bairi.ground.jobs.worker import run_due_jobs
from bairi.ground.transparency.models import EventRow
from bairi.plan.campaigns.rules.evidence_limits import EvidenceLimits
from tests.cast import NOON

pytestmark = pytest.mark.django_db
HERE = {"lon": 99.7, "lat": 27.8, "accuracy_m": 10.0}


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.BAIRI_HOME = tmp_path
    index.forget()


@pytest.fixture
def send(battle, cast):
    """`send(photo, place="village", who="village_team", **changes)` reports with one photo; the report as kept."""

    def sending(photo, *, place="village", who="village_team", at=NOON, recorded=None, **changes):
        sha256 = store_file(photo, by=cast[who], at=at).sha256
        attached = Attachment(sha256=sha256, **{"taken_at": at, **(recorded or {})})
        new = battle.report(place=place, evidence=[attached], **changes)
        receive_report(new, by=cast[who], at=at)
        return Report.objects.get(uuid=new.uuid)

    return sending


def kinds(report):
    run_due_jobs()
    return [(row.kind, row.sureness) for row in EvidenceFinding.objects.filter(report=report)]


def test_a_sound_photo_gives_no_finding(send):
    assert kinds(send(jpeg(picture(1)))) == []
    assert PhotoHash.objects.count() == 1
    assert not EventRow.objects.filter(kind="reports.evidence_checked").exists()


def test_the_same_photo_of_another_village_comes_first(send):
    first = send(jpeg(picture(1)), place="neighbour_village", who="neighbour_team")
    second = send(jpeg(picture(1)), at=NOON + timedelta(days=9), recorded={"taken_at": NOON - timedelta(days=30)})

    assert kinds(second) == [("same_photo", 3), ("taken_early", 2)]
    found = EvidenceFinding.objects.filter(report=second).first()
    assert found.other.report == first
    assert found.facts["relation"] == "elsewhere"
    assert kinds(first) == []
    event = json.loads(EventRow.objects.get(kind="reports.evidence_checked").payload)
    assert event == {"report": str(second.uuid), "found": ["same_photo", "taken_early"], "gone": []}


def test_a_near_copy_is_found_beside_its_original(send):
    first = send(jpeg(picture(2)), place="neighbour_village", who="neighbour_team")
    for seed in range(20, 30):
        send(jpeg(picture(seed)), at=NOON + timedelta(minutes=seed), task="houses", value=2.0)
    copy = send(jpeg(worked_over(picture(2)), quality=60), at=NOON + timedelta(hours=1))

    assert kinds(copy) == [("near_copy", 2)]
    found = EvidenceFinding.objects.get(report=copy)
    assert found.other.report == first
    assert float(found.facts["share"]) > 0.9


def test_a_copy_that_was_looked_at_before_its_original_is_found_all_the_same(send, cast):
    original = send(jpeg(picture(3)), place="neighbour_village", who="neighbour_team")
    Job.objects.all().delete()
    copy = send(jpeg(worked_over(picture(3))), at=NOON + timedelta(hours=1))

    assert kinds(copy) == []
    check_evidence(report=original.pk, by=SYSTEM, at=NOON + timedelta(hours=2))
    assert kinds(copy) == [("near_copy", 2)]
    assert not Job.objects.filter(done_at=None).exists()


def test_the_same_photo_on_another_day_is_found_and_a_correction_may_carry_it_on(send, battle, cast):
    first = send(jpeg(picture(4)))
    again = send(
        jpeg(picture(4)), at=NOON + timedelta(days=3), effective_on=battle.report().effective_on + timedelta(3)
    )
    carried = battle.report(4.0, evidence=[Attachment(sha256=first.evidence.get().file_id, taken_at=NOON)])
    correct_report(uuid=first.uuid, new=carried, by=cast["village_team"], at=NOON + timedelta(hours=1))

    assert kinds(again) == [("same_photo", 3)]
    assert kinds(Report.objects.get(uuid=carried.uuid)) == []


def test_one_photo_for_several_works_of_a_village(send, battle):
    send(jpeg(picture(5)), task="tanks", value=None, item=battle.items["tank-1"].key, stage="started")
    second = send(
        jpeg(picture(5)), at=NOON + timedelta(hours=1), task="tanks", value=None, item=battle.items["tank-2"].key,
        stage="started",
    )  # fmt: skip

    assert kinds(second) == [("several_works", 3)]
    battle.campaign.evidence_limits = {"works_per_photo": 2}
    battle.campaign.save()
    check_evidence(report=second.pk, by=SYSTEM, at=NOON + timedelta(hours=3))
    assert kinds(second) == []


def test_a_position_outside_the_boundary_or_far_from_where_photos_are_taken(send, battle):
    village = battle.places["village"]
    village.boundary = {"type": "Polygon", "coordinates": [[[99.6, 27.7], [99.8, 27.7], [99.8, 27.9], [99.6, 27.7]]]}
    village.save()
    far = {"lon": 99.9, "lat": 27.8, "accuracy_m": 20.0}

    assert kinds(send(jpeg(picture(6)), recorded=HERE)) == []
    assert kinds(send(jpeg(picture(7)), at=NOON + timedelta(1), recorded=far | {"taken_at": NOON})) == [
        ("out_of_place", 2)
    ]
    next_village = {"place": "next_village", "who": "township_clerk"}
    for n in range(5):
        send(jpeg(picture(50 + n)), at=NOON + timedelta(hours=n), recorded=HERE, **next_village)
    assert kinds(send(jpeg(picture(8)), at=NOON + timedelta(hours=9), recorded=far, **next_village)) == [
        ("far_from_usual", 2)
    ]


def test_clocks_and_what_the_file_says(send):
    ahead = send(jpeg(picture(9)), recorded={"taken_at": NOON + timedelta(hours=5)})
    fast = send(jpeg(picture(10)), at=NOON + timedelta(hours=1), skew_ms=3 * 86_400_000)
    other = send(jpeg(picture(11), taken="2016:01:02 10:00:00"), at=NOON + timedelta(hours=2))
    silent = send(jpeg(picture(12)), at=NOON + timedelta(hours=3), recorded={"taken_at": None})

    assert kinds(ahead) == [("clock_impossible", 3)]
    assert kinds(fast) == [("clock_impossible", 3)]
    assert kinds(other) == [("metadata_differs", 2)]
    assert kinds(silent) == [("metadata_missing", 3)]


def test_a_photo_that_cannot_be_opened_is_compared_as_a_file(send):
    heic = b"\x00\x00\x00\x18ftypheic" + bytes(range(200))
    send(heic, place="neighbour_village", who="neighbour_team")

    assert kinds(send(heic, at=NOON + timedelta(hours=1))) == [("same_photo", 3)]
    assert not PhotoHash.objects.exists()


def test_evidence_that_follows_is_looked_at_too_and_a_withdrawn_report_no_more(send, cast):
    report = send(jpeg(picture(13)))
    late = store_file(jpeg(picture(14)), by=cast["village_team"], at=NOON)
    add_evidence(uuid=report.uuid, evidence=[Attachment(late.sha256)], by=cast["village_team"], at=NOON)

    assert kinds(report) == [("metadata_missing", 3)]
    withdraw_report(uuid=report.uuid, reason="Wrong village", by=cast["village_team"], at=NOON)
    assert kinds(send(jpeg(picture(13)), place="neighbour_village", who="neighbour_team")) == []


def test_a_finding_goes_when_the_report_beside_it_is_withdrawn(send, cast):
    first = send(jpeg(picture(14)), place="neighbour_village", who="neighbour_team")
    second = send(jpeg(picture(14)), at=NOON + timedelta(hours=1))
    assert kinds(second) == [("same_photo", 3)]

    withdraw_report(uuid=first.uuid, reason="Wrong photo", by=cast["neighbour_team"], at=NOON + timedelta(hours=2))
    assert kinds(second) == []
    gone = EventRow.objects.filter(kind="reports.evidence_checked").order_by("-id").first()
    assert json.loads(gone.payload)["gone"] == ["same_photo"]


def test_looking_again_changes_nothing_and_a_dismissal_stays(send, cast):
    send(jpeg(picture(15)), place="neighbour_village", who="neighbour_team")
    report = send(jpeg(picture(15)))
    kinds(report)
    found = EvidenceFinding.objects.get(report=report)

    dismiss_finding(finding=found.pk, reason="One road, two villages", by=cast["township_clerk"], at=NOON)
    assert recheck_evidence(campaign="battle", by=cast["inspector"], at=NOON) == 2
    assert kinds(report) == [("same_photo", 3)]
    assert EvidenceFinding.objects.get(pk=found.pk).dismissed_reason == "One road, two villages"
    assert EventRow.objects.filter(kind="reports.evidence_checked").count() == 1
    assert "two villages" in EventRow.objects.get(kind="reports.finding_dismissed").personal
    with pytest.raises(FindingIsDismissed):
        dismiss_finding(finding=found.pk, reason="Again", by=cast["inspector"], at=NOON)
    reopen_finding(finding=found.pk, by=cast["inspector"], at=NOON)
    with pytest.raises(FindingIsOpen):
        reopen_finding(finding=found.pk, by=cast["inspector"], at=NOON)


@pytest.mark.parametrize(
    ("who", "reason", "problem"),
    [
        ("neighbour_clerk", "x", NotVisible),
        ("stranger", "x", NotVisible),
        ("village_team", "x", NotAllowed),
        ("viewer", "x", NotAllowed),
        ("township_clerk", " ", ReasonMissing),
    ],
)
def test_who_may_not_dismiss(send, cast, who, reason, problem):
    report = send(jpeg(picture(16)), recorded={"taken_at": None})
    kinds(report)
    found = EvidenceFinding.objects.get(report=report)

    with pytest.raises(problem):
        dismiss_finding(finding=found.pk, reason=reason, by=cast[who], at=NOON)
    assert not EventRow.objects.filter(kind="reports.finding_dismissed").exists()


def test_nobody_dismisses_a_finding_about_their_own_report(send, cast):
    report = send(jpeg(picture(17)), who="township_clerk", recorded={"taken_at": None})
    kinds(report)

    with pytest.raises(OwnReport):
        dismiss_finding(
            finding=EvidenceFinding.objects.get(report=report).pk, reason="Mine", by=cast["township_clerk"], at=NOON
        )


def test_a_damaged_or_missing_picture_stops_no_other_check(send, cast, settings):
    report = send(jpeg(picture(18)), recorded={"taken_at": None})
    for file in (settings.BAIRI_HOME / "files").rglob("*"):
        if file.is_file():
            file.unlink()

    assert kinds(report) == [("metadata_missing", 3)]
    assert not PhotoHash.objects.exists()


def test_the_index_follows_the_table_and_starts_anew_when_it_was_undone(send):
    send(jpeg(picture(19)), place="neighbour_village", who="neighbour_team")
    run_due_jobs()
    index.forget()
    copy = send(jpeg(worked_over(picture(19))), at=NOON + timedelta(hours=1))
    assert kinds(copy) == [("near_copy", 2)]

    PhotoHash.objects.all().delete()
    other = send(jpeg(picture(30)), at=NOON + timedelta(hours=2), task="houses", value=2.0)
    assert kinds(other) == []
    assert PhotoHash.objects.get().number == 1


def test_limits_of_the_campaign_count(send, battle):
    battle.campaign.evidence_limits = EvidenceLimits(days_before=60).as_dict()
    battle.campaign.save()

    assert kinds(send(jpeg(picture(31)), recorded={"taken_at": NOON - timedelta(days=40)})) == []
