"""What goes into the duty log, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bairi.delivery.duties.models import DutyDay, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDay:
    """One person's day. `key` is made by the sender: the same again is the same entry. `person` is a user name, "" for
    the actor; `leave` a code of the campaign's list; `supersedes` the entry that the sender saw and means to change."""

    key: UUID
    campaign: str
    place: str
    on: date
    presence: str
    leave: str = ""
    note: str = ""
    person: str = ""
    supersedes: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVisit:
    """A visit. `kind` and `team_role` are codes of the campaign's lists, `team_role` may be left empty."""

    key: UUID
    campaign: str
    place: str
    on: date
    whom: str
    kind: str
    team_role: str = ""
    agreed: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Logged:
    """The entry that stands; `is_new` is False where it stood before."""

    day: DutyDay
    is_new: bool


@dataclass(frozen=True, slots=True)
class Recorded:
    """The visit that is kept; `is_new` is False where it was kept before."""

    visit: Visit
    is_new: bool
