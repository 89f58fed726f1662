"""What can happen in the demo: a series of readings, and the acts that are played at their moments. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from bairi.edges.cli.demo.plan import DAYS, GENERATED

SMALL = 10


@dataclass(frozen=True, slots=True)
class Series:
    """One measure of one task in one place: what is really there, and how it is told.

    `speed` 1 is on pace; nothing is finished in the share `delay` of the days; `boast` multiplies what is told;
    `fixed` gives readings by day that replace the curve, `found` what inspections find by day.
    """

    place: str
    task: str
    measure: str
    must: float
    whole: bool
    speed: float
    lead: float = 1.0
    delay: float = 0.0
    boast: float = 1.0
    source: str = GENERATED
    fixed: tuple[tuple[int, float], ...] = ()
    found: tuple[tuple[int, float], ...] = ()

    def truth(self, day: float) -> float:
        """What is really there in the evening of a campaign day."""
        return self._round(self.must * self._share(day))

    def told(self, day: int) -> float:
        """What the village reports on a day."""
        if self.fixed:
            return max((value for on, value in self.fixed if on <= day), default=0.0)
        return self._round(min(self.must * 1.05, self.must * self.boast * self._share(day)))

    def _share(self, day: float) -> float:
        return curve((self.speed * self.lead * day / DAYS - self.delay) / (1 - self.delay))

    def _round(self, value: float) -> float:
        if not self.whole:
            return round(value, 1)
        return float(round(value) if self.must <= SMALL else int(value))


def curve(share: float) -> float:
    """The S-curve of work: slow, fast, slow."""
    u = min(1.0, max(0.0, share))
    return 0.8 * (3 * u * u - 2 * u**3) + 0.2 * u


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that happens at a moment, by a user."""

    at: datetime
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Say(Act):
    """A report. Its photo was taken at `taken_at` (as it was sent, if None) at a point (lon, lat), or it is a copy."""

    uuid: UUID
    series: Series
    on: date
    value: float
    note: str = ""
    base: UUID | None = None
    supersedes: tuple[UUID, ...] = ()
    entered_for: str = ""
    photo: bool = False
    taken_at: datetime | None = None
    point: tuple[float, float] | None = None
    copy_of: Say | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm(Act):
    """A township stands by reports."""

    uuids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBack(Act):
    """A township sends a report back."""

    uuid: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw(Act):
    """A village takes a report back."""

    uuid: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settle(Act):
    """Someone resolves the conflict that a report has opened."""

    uuid: UUID
    second: UUID
    series: Series
    on: date
    value: float
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Find(Act):
    """What an inspection found."""

    uuid: UUID
    series: Series
    on: date
    inspected: float
    found: float
    method: str
    basis: str


def number(*parts: object) -> UUID:
    """A UUID that is the same in every build of the demo."""
    return uuid5(NAMESPACE_URL, "bairi-demo/" + "/".join(map(str, parts)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Act):
    """A township asks for a target to be changed by a share."""

    place: str
    task: str
    share: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide(Act):
    """The county decides on what was asked for a place and task."""

    place: str
    task: str
    granted: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Urge(Act):
    """Someone urges places that owe a report. An empty message leaves the words to the room."""

    places: tuple[str, ...]
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class See(Act):
    """A place has seen that it was urged."""

    place: str
