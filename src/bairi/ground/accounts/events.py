"""What happened to accounts. Subjects are `user-ID`, `grant-ID`, `token-ID`: no name is needed to find them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from bairi.ground.transparency.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class UserAdded(Event):
    kind: ClassVar[str] = "accounts.user_added"
    label = _("Person added")
    line = _("%(name)s, %(post)s")
    personal: ClassVar[frozenset[str]] = frozenset({"username", "name", "phone", "email", "post"})
    subject: ClassVar[str | None] = "user"
    user: str
    username: str
    name: str
    phone: str
    email: str
    post: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UserDeactivated(Event):
    kind: ClassVar[str] = "accounts.user_deactivated"
    label = _("Account closed")
    line = _("Account of %(name)s: %(reason)s")
    personal: ClassVar[frozenset[str]] = frozenset({"name", "reason"})
    subject: ClassVar[str | None] = "user"
    user: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChanged(Event):
    kind: ClassVar[str] = "accounts.profile_changed"
    label = _("Profile changed")
    line = _("Now %(name)s, %(post)s, %(phone)s, %(email)s, language %(language)s")
    personal: ClassVar[frozenset[str]] = frozenset({"name", "post", "phone", "email"})
    subject: ClassVar[str | None] = "user"
    user: str
    name: str
    post: str
    phone: str
    email: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChanged(Event):
    kind: ClassVar[str] = "accounts.password_changed"
    label = _("Password changed")
    personal: ClassVar[frozenset[str]] = frozenset()
    subject: ClassVar[str | None] = "user"
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordReset(Event):
    kind: ClassVar[str] = "accounts.password_reset"
    label = _("New first password given")
    line = _("New first password for %(name)s")
    personal: ClassVar[frozenset[str]] = frozenset({"name"})
    subject: ClassVar[str | None] = "user"
    user: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorPrepared(Event):
    kind: ClassVar[str] = "accounts.second_factor_prepared"
    label = _("Second factor being set up")
    personal: ClassVar[frozenset[str]] = frozenset()
    subject: ClassVar[str | None] = "user"
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorConfirmed(Event):
    kind: ClassVar[str] = "accounts.second_factor_confirmed"
    label = _("Second factor switched on")
    personal: ClassVar[frozenset[str]] = frozenset()
    subject: ClassVar[str | None] = "user"
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorRemoved(Event):
    kind: ClassVar[str] = "accounts.second_factor_removed"
    label = _("Second factor switched off")
    line = _("Second factor of %(name)s switched off")
    personal: ClassVar[frozenset[str]] = frozenset({"name"})
    subject: ClassVar[str | None] = "user"
    user: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryCodesMade(Event):
    kind: ClassVar[str] = "accounts.recovery_codes_made"
    label = _("Recovery codes made anew")
    personal: ClassVar[frozenset[str]] = frozenset()
    subject: ClassVar[str | None] = "user"
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryCodeUsed(Event):
    kind: ClassVar[str] = "accounts.recovery_code_used"
    label = _("Recovery code used")
    line = _("Recovery code used, %(left)s left")
    personal: ClassVar[frozenset[str]] = frozenset()
    subject: ClassVar[str | None] = "user"
    user: str
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGranted(Event):
    kind: ClassVar[str] = "accounts.role_granted"
    label = _("Role given")
    line = _("%(name)s: role %(role)s, tasks %(tasks)s, campaign %(campaign)s")
    personal: ClassVar[frozenset[str]] = frozenset({"name"})
    subject: ClassVar[str | None] = "grant"
    grant: str
    user: str
    name: str
    role: str
    tasks: str
    campaign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantEnded(Event):
    kind: ClassVar[str] = "accounts.grant_ended"
    label = _("Role ended")
    line = _("%(name)s: role %(role)s")
    personal: ClassVar[frozenset[str]] = frozenset({"name"})
    subject: ClassVar[str | None] = "grant"
    grant: str
    user: str
    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UserHandedOver(Event):
    kind: ClassVar[str] = "accounts.user_handed_over"
    label = _("Handed over")
    line = _("From %(name)s to %(successor_name)s: %(grants)s roles, %(duties)s duties")
    personal: ClassVar[frozenset[str]] = frozenset({"name", "successor_name"})
    subject: ClassVar[str | None] = "user"
    user: str
    name: str
    successor: str
    successor_name: str
    grants: int
    duties: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenCreated(Event):
    kind: ClassVar[str] = "accounts.token_created"
    label = _("Access token made")
    line = _("Access token %(prefix)s for %(purpose)s")
    personal: ClassVar[frozenset[str]] = frozenset({"purpose"})
    subject: ClassVar[str | None] = "token"
    token: str
    user: str
    prefix: str
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRevoked(Event):
    kind: ClassVar[str] = "accounts.token_revoked"
    label = _("Access token revoked")
    line = _("Access token %(prefix)s")
    personal: ClassVar[frozenset[str]] = frozenset()
    subject: ClassVar[str | None] = "token"
    token: str
    user: str
    prefix: str
