"""A day in the duty log: one stands for a person and a day, changed only by an entry that supersedes."""

from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection

from bairi.delivery.duties import problems
from bairi.delivery.duties.actions import log_duty
from bairi.delivery.duties.models import DutyDay
from bairi.ground.access import NotAllowed, NotVisible
from bairi.ground.transparency.models import EventRow
from bairi.plan.campaigns.models import Campaign
from tests.cast import NOON
from tests.world import CAMPAIGN

TODAY = date(2016, 3, 31)
FACTS = EventRow.objects.filter(kind="duties.duty_logged")
pytestmark = pytest.mark.django_db


def test_a_day_is_entered_with_one_event_and_the_servers_known_time(cast, log):
    done = log_duty(log(note="开会"), by=cast["village_team"], at=NOON)

    assert done.is_new
    assert (done.day.presence, done.day.note, done.day.entered_by_id) == ("village", "开会", done.day.person_id)
    assert done.day.known == Campaign.objects.get().clock.known
    fact = FACTS.get()
    assert fact.subject == str(done.day.key)
    assert "开会" not in fact.payload
    assert "village_team" not in fact.payload.lower()


def test_the_same_entry_again_and_the_same_words_again_change_nothing(cast, log):
    new = log()
    first = log_duty(new, by=cast["village_team"], at=NOON)

    for again in (new, log()):
        done = log_duty(again, by=cast["village_team"], at=NOON)
        assert (done.day.pk, done.is_new) == (first.day.pk, False)
    assert FACTS.count() == 1


def test_who_asks_again_is_told_also_when_the_campaign_has_closed_since(cast, log):
    new = log()
    first = log_duty(new, by=cast["village_team"], at=NOON)
    Campaign.objects.filter(code=CAMPAIGN).update(state="closed", closed_known=Campaign.objects.get().started_known)

    assert log_duty(new, by=cast["village_team"], at=NOON).day.pk == first.day.pk
    with pytest.raises(problems.CampaignNotRunning):  # nobody else learns of it by its number
        log_duty(replace(new, person="village_team"), by=cast["township_clerk"], at=NOON)


def test_a_change_supersedes_and_keeps_what_stood(cast, log):
    first = log_duty(log(), by=cast["village_team"], at=NOON).day
    with pytest.raises(problems.DayIsEntered):
        log_duty(log(presence="township"), by=cast["village_team"], at=NOON)

    changed = log_duty(log(presence="leave", leave="sick", supersedes=first.key), by=cast["village_team"], at=NOON).day

    first.refresh_from_db()
    assert first.presence == "village"
    assert first.superseded_known == changed.known > first.known
    assert DutyDay.objects.get(superseded_known=None) == changed
    assert FACTS.count() == 2
    with pytest.raises(problems.DayIsEntered):  # what was seen no longer stands
        log_duty(log(presence="township", supersedes=first.key), by=cast["village_team"], at=NOON)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"on": TODAY + timedelta(1)}, problems.AfterToday),
        ({"on": date(2016, 2, 13)}, problems.BeforeTheStart),
        ({"presence": "moon"}, problems.UnknownPresence),
        ({"presence": "leave"}, problems.UnknownLeave),
        ({"presence": "leave", "leave": "moon"}, problems.UnknownLeave),
        ({"leave": "sick"}, problems.UnknownLeave),
        ({"note": "长" * 401}, problems.TextTooLong),
        ({"supersedes": uuid4()}, problems.NothingToSupersede),
        ({"place": "533401103201"}, problems.UnknownVillage),
        ({"place": "533401102"}, problems.UnknownVillage),
        ({"person": "township_clerk"}, problems.NotOfTheTeam),
        ({"campaign": "other"}, NotVisible),
        ({"person": "second"}, NotAllowed),
    ],
)
def test_what_is_refused(cast, log, changes, problem):
    with pytest.raises(problem):
        log_duty(log(**changes), by=cast["village_team"], at=NOON)

    assert not DutyDay.objects.exists()
    assert not FACTS.exists()


@pytest.mark.parametrize(
    ("who", "problem"),
    [
        ("neighbour_team", problems.UnknownVillage),
        ("stranger", NotVisible),
        ("viewer", NotAllowed),
        ("inspector", NotAllowed),
        ("township_clerk", problems.NotOfTheTeam),
    ],
)
def test_who_may_not_enter(cast, log, who, problem):
    with pytest.raises(problem):
        log_duty(log(), by=cast[who], at=NOON)


def test_the_clerk_enters_for_a_member_and_the_entry_says_so(cast, log):
    day = log_duty(log(person="second", presence="township"), by=cast["township_clerk"], at=NOON).day

    assert (day.person.username, day.entered_by_name) == ("second", cast["township_clerk"].name)


def test_a_number_belongs_to_one_entry(cast, log):
    first = log_duty(log(), by=cast["village_team"], at=NOON).day

    with pytest.raises(problems.KeyIsTaken):
        log_duty(log(key=first.key, on=date(2016, 3, 30)), by=cast["village_team"], at=NOON)


def test_nothing_is_entered_in_a_campaign_that_is_closed(cast, log):
    Campaign.objects.filter(code=CAMPAIGN).update(state="closed", closed_known=Campaign.objects.get().started_known)

    with pytest.raises(problems.CampaignNotRunning):
        log_duty(log(), by=cast["village_team"], at=NOON)


def test_nothing_is_kept_when_the_log_fails(cast, log, monkeypatch):
    def fails(*args, **kwargs):
        raise OSError

    monkeypatch.setattr(import_module("bairi.delivery.duties.actions.log_duty"), "append", fails)
    with pytest.raises(OSError):
        log_duty(log(), by=cast["village_team"], at=NOON)

    assert not DutyDay.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_phones_at_once_leave_one_entry_standing(cast, log):
    by, start = cast["village_team"], Barrier(4)
    outcomes = []

    def send(presence):
        start.wait()
        try:
            outcomes.append(log_duty(log(presence=presence), by=by, at=NOON).is_new)
        except problems.DayIsEntered:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [Thread(target=send, args=(presence,)) for presence in ("village", "township") * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(str, outcomes)) == ["False", "True", "told", "told"]
    assert DutyDay.objects.count() == 1
