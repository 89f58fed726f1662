"""The duty log (驻村日志): where each member of a village work team spent a day, whom they visited, by which rules."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Scope
from bairi.ground.accounts.models import User
from bairi.ground.places.models import Place
from bairi.plan.campaigns.models import Campaign


class Presence(models.TextChoices):
    """Where a member of the team spent the day, by their own word: nothing is measured."""

    VILLAGE = "village", _("In the village")
    TOWNSHIP = "township", _("At the township")
    LEAVE = "leave", _("On leave")


class DutyRules(models.Model):
    """The campaign's own lists, in force from `since_on` until a later edition. Of two of a day the later known holds.

    `team_roles`, `visit_kinds` and `leave_kinds` are lists of {"code", "name", "name_en"}; `days_a_month` is how many
    days in the village a member owes, 0 for no such rule; `issuer` is the office or document they come from.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    since_on = models.DateField()
    issuer = models.CharField(max_length=200)
    team_roles = models.JSONField()
    visit_kinds = models.JSONField()
    leave_kinds = models.JSONField()
    days_a_month = models.PositiveSmallIntegerField()
    known = models.BigIntegerField()
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    set_by_name = models.CharField(max_length=80)

    scope = Scope(place="campaign__place", campaign="campaign", above=True)

    class Meta:
        ordering = ("-since_on", "-known")


class DutyDay(models.Model):
    """One person's day, as they say it. It is never edited: a change is a new entry that supersedes, so that of a
    person and a day one entry stands. `key` is made by the sender; `known` comes from the server."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    on = models.DateField()
    presence = models.CharField(max_length=10, choices=Presence.choices)
    leave = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=400, blank=True)
    known = models.BigIntegerField()
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    entered_by_name = models.CharField(max_length=80)
    via = models.CharField(max_length=10)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseder")
    superseded_known = models.BigIntegerField(null=True)

    scope = Scope(place="place", campaign="campaign")

    class Meta:
        ordering = ("on", "known")
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "person", "on"], condition=Q(superseded_known=None), name="duties_one_day_stands"
            ),
            models.CheckConstraint(
                condition=Q(presence=Presence.LEAVE) & ~Q(leave="") | ~Q(presence=Presence.LEAVE) & Q(leave=""),
                name="duties_leave_has_its_kind",
            ),
        )
        indexes = (models.Index(fields=["campaign", "place", "on"], name="duties_day_of_place"),)


class Visit(models.Model):
    """A visit to a household or a site: to whom, of which kind, in which of the team's roles, what was agreed.

    A wrong one is withdrawn with a reason and stays, struck through.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    on = models.DateField()
    whom = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    team_role = models.CharField(max_length=40, blank=True)
    agreed = models.CharField(max_length=400, blank=True)
    known = models.BigIntegerField()
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    entered_by_name = models.CharField(max_length=80)
    via = models.CharField(max_length=10)
    withdrawn_known = models.BigIntegerField(null=True)
    withdrawn_by_name = models.CharField(max_length=80, blank=True)
    withdrawn_reason = models.CharField(max_length=400, blank=True)

    scope = Scope(place="place", campaign="campaign")

    class Meta:
        ordering = ("on", "known")
        constraints = (
            models.CheckConstraint(
                condition=Q(withdrawn_known=None, withdrawn_reason="", withdrawn_by_name="")
                | (Q(withdrawn_known__isnull=False) & ~Q(withdrawn_reason="")),
                name="duties_visit_withdrawn_whole",
            ),
        )
        indexes = (models.Index(fields=["campaign", "place", "on"], name="duties_visit_of_place"),)
