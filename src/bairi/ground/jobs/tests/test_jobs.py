from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from datetime import timedelta

import pytest
from django.db import OperationalError, transaction
from django.utils.timezone import now

from bairi.ground.access import NotVisible
from bairi.ground.jobs import actions, rules, worker
from bairi.ground.jobs.actions import claim, enqueue, enqueue_due, fail, finish, prolong
from bairi.ground.jobs.models import Job, Schedule
from bairi.ground.jobs.problems import JobNotFound
from bairi.ground.jobs.queries import progress_of
from bairi.ground.jobs.rules import duty, job
from bairi.ground.jobs.running import report_progress
from bairi.ground.jobs.worker import run_due_jobs
from tests.cast import NOON


@pytest.fixture(autouse=True)
def table(monkeypatch, db):
    """Only the jobs of the test."""
    monkeypatch.setattr(rules, "JOBS", jobs := {})
    monkeypatch.setattr(actions, "JOBS", jobs)
    monkeypatch.setattr("bairi.ground.jobs.running.JOBS", jobs)
    monkeypatch.setattr(rules, "DUTIES", duties := {})
    monkeypatch.setattr(worker, "DUTIES", duties)
    monkeypatch.setattr(worker, "TROUBLE_SECONDS", 0.05)
    return jobs


@pytest.fixture
def said(table):
    """What the job `say` was given, in order."""
    heard = []

    @job("test.say", attempts=3)
    def say(*, word: str) -> None:
        heard.append(word)
        if word == "refuse":
            raise NotVisible()
        if word == "break":
            raise RuntimeError("broken")

    return heard


def later(seconds: float):
    return NOON + timedelta(seconds=seconds)


def test_a_job_runs_with_its_arguments_and_is_done(said):
    number = enqueue("test.say", at=now(), word="hello")
    assert progress_of(number).state == "waiting"

    assert run_due_jobs() == 1
    assert said == ["hello"]
    assert progress_of(number).state == "done"
    assert run_due_jobs() == 0


def test_a_job_of_a_transaction_that_fails_never_was(said):
    with transaction.atomic():
        enqueue("test.say", at=now(), word="never")
        transaction.set_rollback(True)
    assert run_due_jobs() == 0


def test_jobs_run_in_the_order_in_which_they_are_due(said):
    enqueue("test.say", at=now(), not_before=now() + timedelta(hours=1), word="not yet")
    enqueue("test.say", at=now(), word="second")
    enqueue("test.say", at=now(), not_before=now() - timedelta(hours=1), word="first")
    run_due_jobs()
    assert said == ["first", "second"]


def test_only_one_of_a_key_waits(said):
    first = enqueue("test.say", at=now(), key="a", word="one")
    assert enqueue("test.say", at=now(), key="a", word="two") == first
    assert enqueue("test.say", at=now(), key="b", word="three") != first
    run_due_jobs()
    assert said == ["one", "three"]
    assert enqueue("test.say", at=now(), key="a", word="four") != first


def test_what_does_not_fit_is_refused_at_once(said):
    with pytest.raises(KeyError):
        enqueue("test.nothing", at=now())
    with pytest.raises(TypeError):
        enqueue("test.say", at=now(), other=1)
    with pytest.raises(JobNotFound):
        progress_of(0)


def test_a_job_that_breaks_is_tried_again_with_growing_pauses_then_fails(said):
    number = enqueue("test.say", at=NOON, word="break")
    pauses, at = [], NOON
    for _ in range(3):
        row = claim(worker="w", at=at)
        fail(row, "RuntimeError: broken", at=at, again=True)
        row.refresh_from_db()
        pauses.append((row.not_before - at).total_seconds())
        at = row.not_before

    assert pauses[:2] == [5, 10]
    assert progress_of(number).state == "failed"
    assert progress_of(number).error == "RuntimeError: broken"
    assert claim(worker="w", at=at) is None


@pytest.mark.parametrize(("word", "state"), [("break", "waiting"), ("refuse", "failed")])
def test_a_refusal_is_final_and_anything_else_is_not(said, caplog, word, state):
    number = enqueue("test.say", at=now(), word=word)
    run_due_jobs()
    assert progress_of(number).state == state
    assert progress_of(number).error


def test_the_job_of_a_worker_that_is_gone_runs_again_once_its_lease_ran_out(said):
    number = enqueue("test.say", at=NOON, word="x")
    first = claim(worker="gone", at=NOON)
    assert claim(worker="other", at=later(59)) is None
    second = claim(worker="other", at=later(60))

    assert (second.pk, second.attempts) == (number, 2)
    assert not prolong(first, at=later(61))
    assert not finish(first, at=later(61)), "the first run may not end what the second one holds"
    assert finish(second, at=later(62))


def test_a_job_that_ends_every_worker_fails_in_the_end(said):
    number = enqueue("test.say", at=NOON, word="x")
    for run in range(3):
        assert claim(worker="w", at=later(100 * run)).pk == number
    assert claim(worker="w", at=later(1000)) is None
    assert progress_of(number).state == "failed"


def test_a_held_lease_keeps_the_others_away(said):
    enqueue("test.say", at=NOON, word="x")
    row = claim(worker="w", at=NOON)
    for beat in range(1, 10):
        assert prolong(row, at=later(50 * beat))
        assert claim(worker="other", at=later(50 * beat + 49)) is None


def test_a_running_job_says_how_far_it_is(table):
    seen = []

    @job("test.count")
    def count() -> None:
        report_progress(3, 10)
        seen.append(progress_of(Job.objects.get().pk))

    enqueue("test.count", at=now())
    run_due_jobs()
    assert [(state.state, state.done, state.total) for state in seen] == [("running", 3, 10)]
    report_progress(1, 2)  # outside a job it is no error


def test_a_periodic_job_runs_once_in_each_period_however_many_ask(table):
    ran = []

    @job("test.daily", every=timedelta(days=1))
    def daily() -> None:
        ran.append(1)

    assert [enqueue_due(at=later(hours * 3600)) for hours in (0, 1, 23, 24, 25, 50)] == [1, 0, 0, 1, 0, 1]
    assert Schedule.objects.get().due_at == later(74 * 3600)
    assert Job.objects.count() == 1, "those that wait are one"


def test_two_jobs_of_one_name_are_refused(said):
    with pytest.raises(ValueError, match="another job"):
        job("test.say")(lambda: None)
    with pytest.raises(ValueError, match="no arguments"):
        job("test.bad", every=timedelta(1))(lambda x: None)


def test_old_jobs_are_cleared_away(said):
    for word in ("a", "b"):
        enqueue("test.say", at=NOON, word=word)
    finish(claim(worker="w", at=NOON), at=NOON)
    actions.clear_old(at=NOON + timedelta(days=6))
    assert Job.objects.count() == 2
    actions.clear_old(at=NOON + timedelta(days=8))
    assert Job.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_finishes_its_job_does_its_duties_and_outlives_trouble(table, said, caplog):
    stop, done, trouble = threading.Event(), [], [OperationalError("database is locked"), RuntimeError("odd")]

    @duty("test.duty", every=timedelta(seconds=0.01))
    def often() -> None:
        done.append(1)
        if trouble:
            raise trouble.pop()

    @job("test.slow")
    def slow() -> None:
        stop.set()
        time.sleep(0.3)
        said.append("slow")

    @job("test.wait")
    def wait() -> None:
        while len(done) < 2:
            time.sleep(0.02)

    for name in ("test.wait", "test.slow"):
        enqueue(name, at=now())
    thread = threading.Thread(target=worker.work, kwargs={"stop": stop})
    thread.start()
    thread.join(10)

    assert not thread.is_alive()
    assert said == ["slow"]
    assert not Job.objects.filter(done_at=None).exists()


WORKER = """
import sys, threading, time
import django
django.setup()
from bairi.ground.jobs import actions, rules
from datetime import timedelta
actions.LEASE = timedelta(seconds=1)
rules.DUTIES.clear()
@rules.job("test.killed")
def killed(*, file: str) -> None:
    with open(file, "a") as out:
        print("start", file=out)
    if open(file).read().count("start") == 1:
        time.sleep(60)
    with open(file, "a") as out:
        print("end", file=out)
from django.utils.timezone import now
if sys.argv[1] == "enqueue":
    from django.core.management import call_command
    call_command("migrate", verbosity=0)
    actions.enqueue("test.killed", at=now(), file=sys.argv[2])
else:
    from bairi.ground.jobs.worker import work
    stop = threading.Event()
    import signal
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    work(stop=stop)
"""


@pytest.mark.slow
def test_a_job_whose_worker_is_killed_runs_again_and_a_worker_ends_on_sigterm(tmp_path):
    out = tmp_path / "out"
    out.touch()
    environment = os.environ | {
        "BAIRI_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "bairi.edges.web.settings", "PYTHONPATH": "src",
        "DATABASE_URL": f"sqlite:///{tmp_path}/bairi.sqlite3",
    }  # fmt: skip
    command = [sys.executable, "-c", textwrap.dedent(WORKER)]
    subprocess.run([*command, "enqueue", str(out)], env=environment, check=True)

    def until(text: str, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + 30
        while text not in out.read_text():
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)

    first = subprocess.Popen([*command, "work"], env=environment)
    until("start", first)
    first.send_signal(signal.SIGKILL)
    first.wait()
    second = subprocess.Popen([*command, "work"], env=environment)
    until("end", second)
    second.terminate()

    assert second.wait(10) == 0
    assert out.read_text().split() == ["start", "start", "end"]
