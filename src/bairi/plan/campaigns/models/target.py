"""Targets by place, their versions, milestones and goals: the bar, and every time it was moved."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Scope
from bairi.ground.access.known import OPEN
from bairi.ground.accounts.models import User
from bairi.ground.places.models import Place
from bairi.plan.campaigns.models.campaign import Campaign
from bairi.plan.campaigns.models.task import Line, Measure, Task


class PlanSource(models.TextChoices):
    PAGE = "page", _("On the page")
    WORKBOOK = "workbook", _("From a workbook")
    CLONE = "clone", _("From an earlier campaign")
    REQUEST = "request", _("By a change request")
    SERIES = "series", _("From a series")


class PlanVersion(models.Model):
    """One change of the plan: who, known when, why, and on whose approval.

    `changes` lists what else changed than targets as {"what", "subject", "field", "before", "after"}; `weights` holds
    the weights of lines and tasks by code as they stood from then on.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="plan_versions")
    number = models.PositiveIntegerField()
    known = models.BigIntegerField()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_by_name = models.CharField(max_length=80)
    approved_by_name = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=400)
    source = models.CharField(max_length=10, choices=PlanSource.choices)
    changes = models.JSONField(default=list, blank=True)
    weights = models.JSONField(default=dict, blank=True)

    scope = Scope(place="campaign__place", campaign="campaign", above=True)

    class Meta:
        ordering = ("campaign_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="campaigns_plan_version_once"),
            models.UniqueConstraint(fields=["campaign", "known"], name="campaigns_plan_version_known_once"),
        )


class Target(models.Model):
    """One measure of one task in one place. What it asks for stands in its versions.

    A target of a place whose descendants have targets of the same measure is a control total: it is compared with their
    sum and never added to it. `is_control` says so as of now, a version's `is_control` as known then.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="targets")
    task = models.ForeignKey(Task, models.PROTECT, related_name="targets")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="targets")
    place = models.ForeignKey(Place, models.PROTECT, related_name="targets")
    is_control = models.BooleanField(default=False)
    source = models.CharField(max_length=20, blank=True)

    scope = Scope(place="place", task="task", campaign="campaign")

    class Meta:
        ordering = ("task_id", "measure_id", "place_id")
        constraints = (models.UniqueConstraint(fields=["measure", "place"], name="campaigns_target_once"),)


class TargetVersion(models.Model):
    """What a target asked for while one plan version was known: [known_from, known_to).

    `must` is the quantity that counts (必成), `reserve` what is held ready beyond it (预备). `trajectory` is one of
    {"kind": "linear"}, {"kind": "s_curve"},
    {"kind": "milestones", "points": [["2016-04-10", 0.5], …]} with shares of the way from baseline to must.
    `removed` says that the target was taken out of the plan.
    """

    target = models.ForeignKey(Target, models.CASCADE, related_name="versions")
    plan_version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="target_versions")
    known_from = models.BigIntegerField()
    known_to = models.BigIntegerField(default=OPEN)
    baseline = models.FloatField(default=0.0)
    must = models.FloatField()
    reserve = models.FloatField(default=0.0)
    start_on = models.DateField()
    due_on = models.DateField()
    trajectory = models.JSONField(default=dict)
    is_control = models.BooleanField(default=False)
    removed = models.BooleanField(default=False)

    scope = Scope(place="target__place", task="target__task", campaign="target__campaign")

    class Meta:
        ordering = ("target_id", "known_from")
        constraints = (
            models.CheckConstraint(condition=Q(known_from__lt=F("known_to")), name="campaigns_version_not_empty"),
            models.CheckConstraint(condition=Q(start_on__lt=F("due_on")), name="campaigns_version_starts_before_due"),
            models.CheckConstraint(condition=Q(reserve__gte=0), name="campaigns_version_reserve_not_negative"),
            models.UniqueConstraint(fields=["target"], condition=Q(known_to=OPEN), name="campaigns_version_open_once"),
        )
        indexes = (
            models.Index(
                fields=["target", "known_to", "known_from", "removed", "is_control", "baseline", "must", "reserve"],
                name="campaigns_version_known",
            ),
        )


class Milestone(models.Model):
    """A named share of a task (or of a whole line) due on an earlier day."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="milestones")
    task = models.ForeignKey(Task, models.CASCADE, null=True, blank=True, related_name="milestones")
    line = models.ForeignKey(Line, models.CASCADE, null=True, blank=True, related_name="milestones")
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    due_on = models.DateField()
    share = models.FloatField()
    source = models.CharField(max_length=20, blank=True)

    scope = Scope(place="campaign__place", campaign="campaign", above=True)

    class Meta:
        ordering = ("due_on", "name")
        constraints = (
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=1), name="campaigns_milestone_is_a_share"),
        )


class GoalKind(models.TextChoices):
    SHARE = "share", _("The tasks together reach a share")
    ALL_DONE = "all_done", _("Every target of the tasks is done")


class Goal(models.Model):
    """A goal over several targets: "infrastructure at 50 % by the deadline", "basic work all done"."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="goals")
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    kind = models.CharField(max_length=10, choices=GoalKind.choices)
    share = models.FloatField(default=1.0)
    due_on = models.DateField()
    tasks = models.ManyToManyField(Task, related_name="goals")
    order = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=20, blank=True)

    scope = Scope(place="campaign__place", campaign="campaign", above=True)

    class Meta:
        ordering = ("order", "due_on")
