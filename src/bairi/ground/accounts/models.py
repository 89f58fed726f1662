"""Users, what each may do where, how they sign in, and the tokens of machines."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Role, Scope
from bairi.ground.places.models import Place


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=username)


class User(AbstractBaseUser):
    """A person. Signs in by user name or phone number; what they may do stands in their grants."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=24, blank=True)
    email = models.EmailField(blank=True)
    post = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=10, default="zh-hans")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    totp_secret = models.CharField(max_length=255, blank=True)
    totp_confirmed_at = models.DateTimeField(null=True, blank=True)
    totp_last_step = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()
    scope = Scope(place="grants__place")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["phone"], condition=~Q(phone=""), name="accounts_user_phone_once"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """By which events name the person."""
        return f"user-{self.pk}"

    @property
    def has_second_factor(self) -> bool:
        return self.totp_confirmed_at is not None


class RoleGrant(models.Model):
    """A role held by a user over a place and all below, over some tasks or all (empty list), in one campaign or all.

    No place means everywhere (who sets up an office before its places are loaded). Tasks and campaigns are named by
    code, since they lie on a floor above. `handed_to` names who took over when the holder moved.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    task_codes = models.JSONField(default=list, blank=True)
    campaign_code = models.CharField(max_length=40, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    handed_to = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    scope = Scope(place="place")

    class Meta:
        indexes = (models.Index(fields=["user"], condition=Q(ended_at=None), name="accounts_grant_living"),)

    @property
    def key(self) -> str:
        """By which events name the grant."""
        return f"grant-{self.pk}"


class RecoveryCode(models.Model):
    """A one-time code that stands in for the second factor; only its digest is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)


class SignInAttempt(models.Model):
    """A failed sign-in (the name as typed, made narrow), kept for throttling by name and by address."""

    name = models.CharField(max_length=80)
    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=["name", "at"], name="accounts_attempt_name"),
            models.Index(fields=["address", "at"], name="accounts_attempt_address"),
        )


class ApiToken(models.Model):
    """A bearer token of a machine or a phone; only its SHA-256 is kept. Acts with the grants of its user."""

    user = models.ForeignKey(User, models.PROTECT, related_name="tokens")
    name = models.CharField(_("what it is for"), max_length=80)
    prefix = models.CharField(max_length=8)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)

    @property
    def key(self) -> str:
        """By which events name the token."""
        return f"token-{self.pk}"
