"""The desk at which reports queue: whoever comes first takes in all that wait, in one transaction with one commit.

Each thread puts its report down and waits for the desk. Whoever gets it works off everything on it with its own
connection, so a lone report loses nothing and eight at a time share one wait for the disk. No answer is given before
the commit that holds the report is on disk.
"""

from __future__ import annotations

import os
import threading
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from bairi.delivery.reports.actions.entries import NewReport
from bairi.delivery.reports.actions.facts import Arrival, Asked, ask_target
from bairi.delivery.reports.actions.hand import Hand, by_hand, plan_by_index
from bairi.delivery.reports.actions.intake import as_asked, go_on
from bairi.delivery.reports.queries.receipts import Receipt
from bairi.ground.access import Actor, Problem

MOST_AT_ONCE: Final = 64


@dataclass(slots=True, eq=False)
class Slip:
    """One report on the desk, and what came of it."""

    new: NewReport
    by: Actor
    arrival: Arrival
    group: UUID | None
    receipt: Receipt | None = None
    refusal: BaseException | None = None
    done: bool = False

    def go_on(self, cursor: Hand, asked: Asked, clocks: dict[int, int]) -> None:
        """Take the report in; a refusal is kept for its sender. Other faults spoil the transaction and are raised."""
        self.receipt = self.refusal = None
        try:
            self.receipt = go_on(
                cursor, self.new, asked, by=self.by, arrival=self.arrival, group=self.group, clocks=clocks
            )
        except Problem as problem:
            self.refusal = problem

    def answer(self) -> Receipt:
        """The receipt, or the refusal raised."""
        if self.refusal is not None:
            raise self.refusal
        assert self.receipt is not None
        return self.receipt


class Desk:
    """One for each process."""

    def __init__(self) -> None:
        self._seat = threading.Lock()
        self._slips: deque[Slip] = deque()

    def take(self, new: NewReport, *, by: Actor, arrival: Arrival, group: UUID | None = None) -> Receipt:
        """Put a report down and wait for its receipt. Raises what `take_in` raises."""
        slip = Slip(as_asked(new), by, arrival, group)
        self._slips.append(slip)
        with self._seat:
            while not slip.done:
                self._work_off()
        return slip.answer()

    def _work_off(self) -> None:
        slips = [self._slips.popleft() for _ in range(min(len(self._slips), MOST_AT_ONCE))]
        try:
            _commit(slips)
        except BaseException as fault:  # noqa: BLE001 - handed to the senders, who raise it
            if isinstance(fault, IntegrityError) or (len(slips) > 1 and isinstance(fault, Exception)):
                _one_by_one(slips)
            else:
                _fail(slips, fault)
        finally:
            for slip in slips:
                slip.done = True


def _commit(slips: Sequence[Slip]) -> None:
    with by_hand(ahead=True) as cursor, transaction.atomic():
        plan_by_index(cursor)
        clocks: dict[int, int] = {}
        for batch in _apart(slips):
            asked = [ask_target(cursor, slip.new) for slip in batch]
            for slip, question in zip(batch, asked, strict=True):
                slip.go_on(cursor, question, clocks)


def _apart(slips: Sequence[Slip]) -> list[list[Slip]]:
    """Batches in which no two reports meet, so that all of a batch can be asked about before any of it is written.

    In order for each target, and by campaign, so that no two processes wait for each other's locks. SQLite answers at
    once, so there nothing is gained by asking ahead.
    """
    if connection.vendor == "sqlite":
        return [[slip] for slip in slips]
    batches: list[list[Slip]] = []
    depth: Counter[tuple[str, str, str]] = Counter()
    for slip in sorted(slips, key=lambda slip: slip.new.campaign):
        where = (slip.new.campaign, slip.new.place, slip.new.task)
        if depth[where] == len(batches):
            batches.append([])
        batches[depth[where]].append(slip)
        depth[where] += 1
    return batches


def _one_by_one(slips: Sequence[Slip]) -> None:
    """After a fault that undid all of them: each by itself, so that the fault stays with the one that has it.

    A number that came in meanwhile for another campaign is such a fault; by itself the report then meets its namesake.
    """
    for slip in slips:
        try:
            _commit([slip])
        except Exception as fault:  # noqa: BLE001 - handed to the sender, who raises it
            _fail([slip], fault)


def _fail(slips: Sequence[Slip], fault: BaseException) -> None:
    for slip in slips:
        slip.receipt, slip.refusal = None, fault


desk = Desk()


def _after_fork() -> None:
    """A forked process starts with an empty desk: what lay on its parent's is its parent's."""
    global desk  # noqa: PLW0603
    desk = Desk()


os.register_at_fork(after_in_child=_after_fork)
