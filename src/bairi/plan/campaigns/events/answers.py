"""What has happened to those who answer, and to requests for change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bairi.plan.campaigns.events.base import PlanEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibilitySet(PlanEvent):
    kind: ClassVar[str] = "campaigns.responsibility_set"
    label = _("Responsibility set")
    line = _("%(who)s, in place %(place)s")
    personal: ClassVar[frozenset[str]] = frozenset({"who", "user"})
    place: str
    task: str | None
    role: str
    organisation: str | None
    user: str | None
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibilityRemoved(PlanEvent):
    kind: ClassVar[str] = "campaigns.responsibility_removed"
    label = _("Responsibility removed")
    line = _("%(who)s, in place %(place)s")
    personal: ClassVar[frozenset[str]] = frozenset({"who", "user"})
    place: str
    task: str | None
    role: str
    organisation: str | None
    user: str | None
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAsked(PlanEvent):
    kind: ClassVar[str] = "campaigns.change_asked"
    label = _("Change of a target asked for")
    line = _("%(task)s: %(must_before)s to %(must)s by %(due_on)s. Reason: %(reason)s")
    subject: ClassVar[str | None] = "request"
    request: UUID
    task: str
    measure: str
    place: str
    must_before: float
    must: float
    reserve: float
    due_on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeGranted(PlanEvent):
    kind: ClassVar[str] = "campaigns.change_granted"
    label = _("Change of a target granted")
    line = _("%(task)s: granted as version %(plan_version)s of the plan. %(note)s")
    subject: ClassVar[str | None] = "request"
    request: UUID
    task: str
    measure: str
    place: str
    note: str
    plan_version: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRefused(PlanEvent):
    kind: ClassVar[str] = "campaigns.change_refused"
    label = _("Change of a target refused")
    line = _("%(task)s: refused. %(note)s")
    subject: ClassVar[str | None] = "request"
    request: UUID
    task: str
    measure: str
    place: str
    note: str
