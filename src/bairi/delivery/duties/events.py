"""Past facts of the duty log. Names and fields never change once stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bairi.ground.transparency.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLogged(Event):
    """A person's day was entered; `supersedes` is the entry that it takes the place of."""

    kind: ClassVar[str] = "duties.duty_logged"
    label = _("Duty day entered")
    line = _("Duty day %(on)s")
    personal: ClassVar[frozenset[str]] = frozenset({"person", "presence", "leave", "note"})
    subject: ClassVar[str | None] = "duty"
    duty: UUID
    campaign: str
    on: date
    supersedes: UUID | None
    via: str
    is_proxy: bool
    person: str
    presence: str
    leave: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRecorded(Event):
    """A visit was entered."""

    kind: ClassVar[str] = "duties.visit_recorded"
    label = _("Visit entered")
    line = _("Visit on %(on)s")
    personal: ClassVar[frozenset[str]] = frozenset({"person", "whom", "agreed"})
    subject: ClassVar[str | None] = "visit"
    visit: UUID
    campaign: str
    on: date
    visit_kind: str
    team_role: str
    via: str
    is_proxy: bool
    person: str
    whom: str
    agreed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitWithdrawn(Event):
    """A visit was taken back, with the reason."""

    kind: ClassVar[str] = "duties.visit_withdrawn"
    label = _("Visit withdrawn")
    line = _("Withdrawn: %(reason)s")
    personal: ClassVar[frozenset[str]] = frozenset({"reason"})
    subject: ClassVar[str | None] = "visit"
    visit: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRulesSet(Event):
    """The campaign's lists of roles, visits and leave, in force from a day; each entry is written code=name."""

    kind: ClassVar[str] = "duties.duty_rules_set"
    label = _("Duty rules set")
    line = _("Duty rules from %(since_on)s, issued by %(issuer)s")
    personal: ClassVar[frozenset[str]] = frozenset()
    subject: ClassVar[str | None] = "campaign"
    campaign: str
    since_on: date
    issuer: str
    team_roles: tuple[str, ...]
    visit_kinds: tuple[str, ...]
    leave_kinds: tuple[str, ...]
    days_a_month: int
