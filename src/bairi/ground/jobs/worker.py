"""The loop of one worker process: jobs one after the other, and the duties beside them in a thread of their own."""

from __future__ import annotations

import logging
import os
import secrets
import threading
import time
from collections.abc import Callable

from django.db import Error as DatabaseError
from django.db import connection
from django.utils.timezone import now

from bairi.ground.jobs import actions
from bairi.ground.jobs.rules import DUTIES
from bairi.ground.jobs.running import run

log = logging.getLogger(__name__)
IDLE_SECONDS = 0.5
TROUBLE_SECONDS = 5.0


def work(*, stop: threading.Event) -> None:
    """Run jobs and duties until `stop` is set, then finish the one that runs. Outlives a database that is away."""
    worker = f"{os.getpid()}-{secrets.token_hex(4)}"
    duties = threading.Thread(target=_do_duties, args=(stop,), name="duties")
    duties.start()
    while not stop.is_set():
        pause = _survive(lambda: 0.0 if _run_next(worker) else IDLE_SECONDS)
        stop.wait(pause)
    duties.join()
    connection.close()


def run_due_jobs() -> int:
    """Run every job that is due now, in this process. Returns how many ran."""
    worker, count = f"here-{secrets.token_hex(4)}", 0
    while _run_next(worker):
        count += 1
    return count


def _run_next(worker: str) -> bool:
    actions.enqueue_due(at=now())
    row = actions.claim(worker=worker, at=now())
    if row is None:
        return False
    run(row)
    return True


def _do_duties(stop: threading.Event) -> None:
    due = dict.fromkeys(DUTIES, 0.0)
    while not stop.wait(min(0.2, IDLE_SECONDS)):
        for name, duty in DUTIES.items():
            if time.monotonic() >= due.get(name, 0.0):
                pause = _survive(duty.run)
                due[name] = time.monotonic() + max(duty.every.total_seconds(), pause or 0.0)
    connection.close()


def _survive(step: Callable[[], float | None]) -> float:
    """Do a step; whatever goes wrong is logged, and the pause that it asks for comes back."""
    try:
        return step() or 0.0
    except DatabaseError as error:
        log.warning("the database did not answer: %s", error)
        connection.close()
    except Exception:
        log.exception("a step of the worker failed")
    return TROUBLE_SECONDS
