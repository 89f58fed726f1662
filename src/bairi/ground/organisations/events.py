"""What happened to units, their people and the villages they are paired with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from bairi.ground.transparency.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationAdded(Event):
    kind: ClassVar[str] = "organisations.organisation_added"
    label = _("Unit added")
    line = _("%(name)s (%(organisation)s)")
    personal: ClassVar[frozenset[str]] = frozenset()
    subject: ClassVar[str | None] = "organisation"
    organisation: str
    name: str
    unit_kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationChanged(Event):
    kind: ClassVar[str] = "organisations.organisation_changed"
    label = _("Unit changed")
    line = _("%(name)s (%(organisation)s)")
    personal: ClassVar[frozenset[str]] = frozenset()
    subject: ClassVar[str | None] = "organisation"
    organisation: str
    name: str
    unit_kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDissolved(Event):
    kind: ClassVar[str] = "organisations.organisation_dissolved"
    label = _("Unit dissolved")
    line = _("%(name)s (%(organisation)s) on %(on)s")
    personal: ClassVar[frozenset[str]] = frozenset()
    subject: ClassVar[str | None] = "organisation"
    organisation: str
    name: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberAdded(Event):
    kind: ClassVar[str] = "organisations.member_added"
    label = _("Person added to a unit")
    line = _("%(name)s to %(organisation)s, %(post)s")
    personal: ClassVar[frozenset[str]] = frozenset({"name", "post"})
    subject: ClassVar[str | None] = "membership"
    membership: str
    organisation: str
    user: str
    name: str
    post: str
    is_head: bool
    since_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipEnded(Event):
    kind: ClassVar[str] = "organisations.membership_ended"
    label = _("Post in a unit ended")
    line = _("%(name)s in %(organisation)s until %(until_on)s")
    personal: ClassVar[frozenset[str]] = frozenset({"name"})
    subject: ClassVar[str | None] = "membership"
    membership: str
    organisation: str
    user: str
    name: str
    until_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingAdded(Event):
    kind: ClassVar[str] = "organisations.pairing_added"
    label = _("Unit paired with a village")
    line = _("%(organisation)s answers for %(place_name)s")
    personal: ClassVar[frozenset[str]] = frozenset()
    subject: ClassVar[str | None] = "pairing"
    pairing: str
    organisation: str
    place_name: str
    since_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingEnded(Event):
    kind: ClassVar[str] = "organisations.pairing_ended"
    label = _("Pairing with a village ended")
    line = _("%(organisation)s answered for %(place_name)s until %(until_on)s")
    personal: ClassVar[frozenset[str]] = frozenset()
    subject: ClassVar[str | None] = "pairing"
    pairing: str
    organisation: str
    place_name: str
    until_on: date
