"""Many plain claims on one series, one after the other: what `standing.Series` does, for a whole sheet at once.

A claim is plain when it supersedes nothing. It came in last, so it wins its day, and nothing else need be looked at.
"""

from __future__ import annotations

from bisect import bisect_right

from bairi.delivery.reports.rules.standing import OPEN, OPEN_DAY


class Held:
    """A period at the reported level while it is worked on; `is_stored` says whether the table has it already."""

    __slots__ = ("claim", "effective_from", "effective_to", "is_stored", "known_from", "known_to", "value")

    def __init__(
        self, effective_from: int, effective_to: int, known_from: int, value: float, claim: int, *, is_stored: bool
    ) -> None:
        self.effective_from, self.effective_to = effective_from, effective_to
        self.known_from, self.known_to = known_from, OPEN
        self.value, self.claim, self.is_stored = value, claim, is_stored


class Run:
    """The open-known periods of one series, by first day and end to end.

    `closed` gathers stored periods that ended, `opened` new ones, until `settled` is called: those of them that ended
    again meanwhile too, since they were known for a while.

    >>> run = Run()
    >>> run.claim(10, 5.0, 1, 100), run.claim(12, 8.0, 2, 101), run.value_on(11), run.value_on(12)
    (None, None, 5.0, 8.0)
    >>> [(p.effective_from, p.effective_to == OPEN_DAY, p.known_to == OPEN) for p in run.opened]
    [(10, True, False), (12, True, True), (10, False, True)]
    """

    __slots__ = ("_days", "_periods", "closed", "opened")

    def __init__(self) -> None:
        self._days: list[int] = []
        self._periods: list[Held] = []
        self.closed: list[Held] = []
        self.opened: list[Held] = []

    def hold(self, period: Held) -> None:
        """Put a stored period behind those that are held; periods come by first day."""
        self._days.append(period.effective_from)
        self._periods.append(period)

    def period_on(self, day: int) -> Held | None:
        """The period that covers a day."""
        at = bisect_right(self._days, day) - 1
        return self._periods[at] if at >= 0 else None

    def value_on(self, day: int) -> float | None:
        """What stands on a day."""
        found = self.period_on(day)
        return None if found is None else found.value

    def claim(self, day: int, value: float, claim: int, now: int) -> None:
        """Take in a claim on a day, known from `now`, which is after every moment that the series knows."""
        days, periods = self._days, self._periods
        at = bisect_right(days, day) - 1
        if at < 0:
            until = days[0] if days else OPEN_DAY
            days.insert(0, day)
            periods.insert(0, self._open(day, until, now, value, claim))
            return
        old = periods[at]
        self._close(old, now)
        new = self._open(day, old.effective_to, now, value, claim)
        if old.effective_from == day:
            periods[at] = new
            return
        periods[at] = self._open(old.effective_from, day, now, old.value, old.claim)
        days.insert(at + 1, day)
        periods.insert(at + 1, new)

    def settled(self) -> None:
        """What was gathered is written: begin anew."""
        for period in self.opened:
            period.is_stored = True
        self.closed, self.opened = [], []

    def _open(self, start: int, end: int, now: int, value: float, claim: int) -> Held:
        period = Held(start, end, now, value, claim, is_stored=False)
        self.opened.append(period)
        return period

    def _close(self, period: Held, now: int) -> None:
        period.known_to = now
        if period.is_stored:
            self.closed.append(period)
