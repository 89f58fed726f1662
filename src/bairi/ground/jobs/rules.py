"""What can be run in the background, and when a failed job is tried again. Pure."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., None])
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class JobKind:
    """A function that runs as a job. `every` makes it periodic; `attempts` counts the first run too."""

    name: str
    run: Callable[..., None]
    attempts: int
    every: timedelta | None


@dataclass(frozen=True, slots=True)
class Duty:
    """A small task that every worker process does every so often, outside the queue."""

    name: str
    run: Callable[[], None]
    every: timedelta


JOBS: dict[str, JobKind] = {}
DUTIES: dict[str, Duty] = {}


def job(name: str, *, attempts: int = 5, every: timedelta | None = None) -> Callable[[F], F]:
    """Make a function with keyword arguments a job. It may run more than once, so it must bear that.

    A periodic job takes no arguments; one run at a time over all workers. Raises ValueError for a name in use.
    """

    def enter(run: F) -> F:
        _check_free(name, run, JOBS.get(name))
        if every is not None and inspect.signature(run).parameters:
            raise ValueError(f"the periodic job {name} must take no arguments")
        JOBS[name] = JobKind(name, run, attempts, every)
        return run

    return enter


def duty(name: str, *, every: timedelta) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Make a function a duty of every worker: quick, and harmless when several do it at once."""

    def enter(run: Callable[[], None]) -> Callable[[], None]:
        known = DUTIES.get(name)
        _check_free(name, run, known)
        DUTIES[name] = Duty(name, run, every)
        return run

    return enter


def check_arguments(name: str, arguments: dict[str, Any]) -> None:
    """Raise KeyError for an unknown job and TypeError for arguments that its function does not take."""
    inspect.signature(JOBS[name].run).bind(**arguments)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many failed runs: doubling from five seconds to an hour.

    >>> [pause_after(n).total_seconds() for n in (1, 2, 3, 20)]
    [5.0, 10.0, 20.0, 3600.0]
    """
    return min(FIRST_PAUSE * (1 << min(attempts - 1, 20)), LONGEST_PAUSE)


def _check_free(name: str, run: Callable[..., None], known: JobKind | Duty | None) -> None:
    if known is not None and (known.run.__module__, known.run.__qualname__) != (run.__module__, run.__qualname__):
        raise ValueError(f"{name} is the name of another job already")
