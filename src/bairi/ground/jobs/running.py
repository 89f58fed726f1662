"""Running one leased job: its lease is held on while it runs, and what it says of its progress is noted."""

from __future__ import annotations

import logging
import threading
from contextvars import ContextVar

from django.db import Error as DatabaseError
from django.db import connection
from django.utils.timezone import now

from bairi.ground.access import Problem
from bairi.ground.jobs import actions
from bairi.ground.jobs.models import Job
from bairi.ground.jobs.rules import JOBS

log = logging.getLogger(__name__)
BEAT_SECONDS = actions.LEASE.total_seconds() / 4
_running: ContextVar[int | None] = ContextVar("running_job", default=None)


def report_progress(done: int, total: int) -> None:
    """Say from inside a job how far it is. Outside one it does nothing, so that the same code runs in a command."""
    job = _running.get()
    if job is not None:
        actions.note_progress(job, done, total)


def run(row: Job) -> bool:
    """Run a leased job and note how it ended. A refusal (Problem) is final; anything else is tried again."""
    over = threading.Event()
    heart = threading.Thread(target=_beat, args=(row, over), name=f"lease of {row}", daemon=True)
    heart.start()
    token = _running.set(row.pk)
    try:
        JOBS[row.name].run(**row.arguments)
    except Problem as problem:
        actions.fail(row, str(problem), at=now(), again=False)
        return False
    except Exception as error:  # whatever a job raises, the worker lives on
        log.exception("job %s failed, run %s", row, row.attempts)
        if isinstance(error, DatabaseError):
            connection.close()
        actions.fail(row, f"{type(error).__name__}: {error}", at=now(), again=True)
        return False
    finally:
        _running.reset(token)
        over.set()
        heart.join()
    return actions.finish(row, at=now())


def _beat(row: Job, over: threading.Event) -> None:
    """Hold the lease on until the run is over. A moment without the database costs nothing but one beat."""
    while not over.wait(BEAT_SECONDS):
        try:
            if not actions.prolong(row, at=now()):
                log.warning("job %s: the lease was lost, another worker runs it too", row)
        except DatabaseError:
            log.warning("job %s: the lease could not be prolonged now", row)
        finally:
            connection.close()
