"""What the workers do for the rooms below this one."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import now

from bairi.ground.jobs import actions
from bairi.ground.jobs.rules import duty, job
from bairi.ground.transparency.actions import integrate


@duty("transparency.integrate", every=timedelta(seconds=1))
def integrate_log() -> None:
    """Bring the log up to the events that are committed."""
    integrate(at=now())


@job("jobs.clear_old", every=timedelta(hours=6))
def clear_old_jobs() -> None:
    """Remove what ended long ago from the queue."""
    actions.clear_old(at=now())
