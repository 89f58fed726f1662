"""Who answers for which target at which level, and how a unit asks for the bar to be moved."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Scope
from bairi.ground.accounts.models import User
from bairi.ground.organisations.models import Organisation
from bairi.ground.places.models import Place
from bairi.plan.campaigns.models.campaign import Campaign
from bairi.plan.campaigns.models.target import PlanVersion, Target
from bairi.plan.campaigns.models.task import Task


class ResponsibilityKind(models.TextChoices):
    LEAD_LEADER = "lead_leader", _("Lead leader")
    LEAD_UNIT = "lead_unit", _("Lead unit")
    SUPPORTING_UNIT = "supporting_unit", _("Supporting unit")
    RESPONSIBLE_PERSON = "responsible_person", _("Responsible person")


class Responsibility(models.Model):
    """Who answers for a task (or all, when `task` is empty) in a place. The nearest entry up the tree answers."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="responsibilities")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, models.CASCADE, null=True, blank=True, related_name="responsibilities")
    kind = models.CharField(max_length=20, choices=ResponsibilityKind.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.CharField(max_length=80, blank=True)
    post = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=20, blank=True)

    scope = Scope(place="place", campaign="campaign")

    class Meta:
        ordering = ("place_id", "task_id", "kind")
        constraints = (
            models.CheckConstraint(
                condition=~Q(organisation=None) | ~Q(user=None) | ~Q(person="") | ~Q(post=""),
                name="campaigns_someone_answers",
            ),
        )


class ChangeRequest(models.Model):
    """A unit's request to change a target (调整申请); the level above decides. Paired: decided by and at."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    target = models.ForeignKey(Target, models.CASCADE, related_name="change_requests")
    must = models.FloatField()
    reserve = models.FloatField(default=0.0)
    due_on = models.DateField()
    reason = models.CharField(max_length=400)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    granted = models.BooleanField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.CharField(max_length=400, blank=True)
    plan_version = models.ForeignKey(PlanVersion, models.PROTECT, null=True, blank=True, related_name="+")

    scope = Scope(place="target__place", task="target__task", campaign="target__campaign")

    class Meta:
        ordering = ("-asked_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(granted=None, decided_by=None, decided_at=None)
                | Q(granted__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="campaigns_request_decided_whole",
            ),
            models.UniqueConstraint(fields=["target"], condition=Q(granted=None), name="campaigns_one_open_request"),
        )
