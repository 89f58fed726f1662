"""Many at once: the same report fifty times is one report, and no receipt is given for what is not kept."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connection

from bairi.delivery.reports.actions import receive_report
from bairi.delivery.reports.actions.desk import Desk
from bairi.delivery.reports.models import Report, Standing
from bairi.delivery.reports.problems import NegativeValue, UuidTaken
from bairi.delivery.reports.queries.checks import check_standing
from bairi.ground.transparency.models import EventRow
from tests.cast import NOON

pytestmark = pytest.mark.django_db(transaction=True)


def in_parallel(jobs, threads=8):
    def run(job):
        try:
            return job()
        except Exception as refusal:  # noqa: BLE001 - the answers are looked at
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, jobs))


@pytest.fixture
def team(transactional_db, cast):
    return cast["village_team"]


def test_the_same_report_fifty_times_in_parallel_is_one_report(team, battle):
    new = battle.report(3.0)
    receipts = in_parallel([lambda: receive_report(new, by=team, at=NOON)] * 50)
    assert {(r.uuid, r.digest, r.event, r.known) for r in receipts} == {
        (new.uuid, receipts[0].digest, receipts[0].event, receipts[0].known)
    }
    assert sum(receipt.is_new for receipt in receipts) == 1
    assert (Report.objects.count(), Standing.objects.count()) == (1, 1)
    assert EventRow.objects.filter(kind="reports.report_received").count() == 1


def test_the_same_report_through_fifty_desks_is_one_report(team, battle, monkeypatch):
    """As from many processes: no desk is shared, so only the database can tell."""
    new = battle.report(3.0)

    def alone():
        from bairi.delivery.reports.actions.facts import Arrival

        return Desk().take(new, by=team, arrival=Arrival.of(NOON))

    receipts = in_parallel([alone] * 50)
    assert sum(receipt.is_new for receipt in receipts) == 1
    assert (Report.objects.count(), Standing.objects.count()) == (1, 1)


def test_a_number_with_two_contents_is_taken_once_and_refused_once(team, battle):
    new = battle.report(3.0)
    jobs = [lambda value=value: receive_report(replace(new, value=value), by=team, at=NOON) for value in (3.0, 4.0)]
    answers = in_parallel(jobs)
    assert sum(isinstance(answer, UuidTaken) for answer in answers) == 1
    assert Report.objects.count() == 1


def test_reports_of_many_at_once_are_all_kept_and_the_refused_named_to_their_senders(team, battle):
    jobs = [lambda n=n: receive_report(battle.report(float(n)), by=team, at=NOON) for n in range(-10, 60)]
    answers = in_parallel(jobs)
    assert sum(isinstance(answer, NegativeValue) for answer in answers) == 10
    assert Report.objects.count() == 60
    known = list(Report.objects.order_by("known").values_list("known", flat=True))
    assert len(set(known)) == 60
    assert check_standing() == []


def test_a_fault_in_one_report_does_not_take_the_others_along(team, battle, monkeypatch):
    from bairi.delivery.reports.actions import intake

    prepare, unlucky = intake.prepare, uuid4()

    def fail(event, **kwargs):
        if event.report == unlucky:
            raise RuntimeError("no room")
        return prepare(event, **kwargs)

    monkeypatch.setattr(intake, "prepare", fail)
    news = [battle.report(float(n)) for n in range(20)]
    news[7] = replace(news[7], uuid=unlucky)
    answers = in_parallel([lambda new=new: receive_report(new, by=team, at=NOON) for new in news])
    assert sum(isinstance(answer, RuntimeError) for answer in answers) == 1
    assert Report.objects.count() == 19
    assert check_standing() == []
