"""Departments, townships, village teams: who belongs to them, and which village each is paired with."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Scope
from bairi.ground.accounts.models import User
from bairi.ground.places.models import Place


class OrganisationKind(models.TextChoices):
    HEADQUARTERS = "headquarters", _("Headquarters")
    DEPARTMENT = "department", _("Department")
    TOWNSHIP = "township", _("Township government")
    VILLAGE_COMMITTEE = "village_committee", _("Village committee")
    VILLAGE_TEAM = "village_team", _("Village work team")
    SUPERVISION = "supervision", _("Supervision group")
    OTHER = "other", _("Other unit")


class Organisation(models.Model):
    """A unit that answers for something. `place` is where it belongs, not all that it serves."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    place = models.ForeignKey(Place, models.PROTECT, related_name="organisations")
    phone = models.CharField(max_length=40, blank=True)
    dissolved_on = models.DateField(null=True, blank=True)

    scope = Scope(place="place")

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's post in an organisation, from a day to before another."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    post = models.CharField(max_length=80, blank=True)
    is_head = models.BooleanField(default=False)
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    scope = Scope(place="organisation__place")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "user"], condition=Q(until_on=None), name="organisations_member_once"
            ),
        )


class Pairing(models.Model):
    """A department that answers for a village (包村), from a day to before another."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="pairings")
    place = models.ForeignKey(Place, models.PROTECT, related_name="pairings")
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    scope = Scope(place="place")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "place"], condition=Q(until_on=None), name="organisations_pairing_once"
            ),
        )
