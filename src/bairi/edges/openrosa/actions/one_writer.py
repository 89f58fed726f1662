"""SQLite has one writer: the threads of a process queue for it here, rather than wake and try again at the database."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_turn = threading.Lock()


@contextmanager
def one_writer() -> Iterator[None]:
    """This thread's turn to write, where the engine has turns; within a transaction it has come already."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with _turn:
        yield


def _after_fork() -> None:
    """A forked process queues by itself."""
    global _turn  # noqa: PLW0603
    _turn = threading.Lock()


os.register_at_fork(after_in_child=_after_fork)
