"""Lines, tasks and their measures: what is to be done, and in what it is counted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Scope
from bairi.ground.organisations.models import Organisation
from bairi.plan.campaigns.models.campaign import Campaign, Rhythm


class Line(models.Model):
    """A programme line (工程) that groups tasks. `weight` counts in the whole campaign."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="lines")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    weight = models.FloatField(default=1.0)

    scope = Scope(place="campaign__place", campaign="campaign", above=True)

    class Meta:
        ordering = ("order", "code")
        constraints = (
            models.UniqueConstraint(fields=["campaign", "code"], name="campaigns_line_code_once"),
            models.CheckConstraint(condition=Q(weight__gte=0), name="campaigns_line_weight_not_negative"),
        )

    def __str__(self) -> str:
        return self.name


class Counting(models.TextChoices):
    TALLIED = "tallied", _("Tallied: the report states the total")
    ITEMISED = "itemised", _("Itemised: counted from its works or households")


class Task(models.Model):
    """One thing to be delivered (重点任务). `weight` counts within its line; `rhythm` empty means the campaign's.

    `asks_position`: phones offer to add where the reporter is; nobody has to. Otherwise no position is asked for.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="tasks")
    line = models.ForeignKey(Line, models.PROTECT, related_name="tasks")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    weight = models.FloatField(default=1.0)
    counting = models.CharField(max_length=10, choices=Counting.choices, default=Counting.TALLIED)
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, blank=True)
    lead_unit = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    asks_position = models.BooleanField(default=False)
    source = models.CharField(max_length=20, blank=True)

    scope = Scope(place="campaign__place", task="", campaign="campaign", above=True)

    class Meta:
        ordering = ("order", "code")
        constraints = (
            models.UniqueConstraint(fields=["campaign", "code"], name="campaigns_task_code_once"),
            models.CheckConstraint(condition=Q(weight__gte=0), name="campaigns_task_weight_not_negative"),
        )

    def __str__(self) -> str:
        return self.name


class RollUp(models.TextChoices):
    """How values of a measure add up to the place above."""

    SUM = "sum", _("Sum")
    RATIO = "ratio", _("Ratio of two sums")
    NONE = "none", _("Does not roll up")


class Measure(models.Model):
    """One count of a task (started, completed); exactly one of a task's measures `counts` for attainment.

    `lower_is_better` tells the direction where baseline and target do not (a value to be held). `stage` names the stage
    from which an item of an itemised task counts; a ratio's `denominator` is another measure.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="measures")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    unit = models.CharField(max_length=20)
    unit_en = models.CharField(max_length=30, blank=True)
    whole = models.BooleanField(default=False)
    counts = models.BooleanField(default=False)
    roll_up = models.CharField(max_length=6, choices=RollUp.choices, default=RollUp.SUM)
    denominator = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    stage = models.CharField(max_length=40, blank=True)
    lower_is_better = models.BooleanField(default=False)

    scope = Scope(place="task__campaign__place", task="task", campaign="task__campaign", above=True)

    class Meta:
        ordering = ("task_id", "order")
        constraints = (
            models.UniqueConstraint(fields=["task", "code"], name="campaigns_measure_code_once"),
            models.UniqueConstraint(fields=["task"], condition=Q(counts=True), name="campaigns_one_measure_counts"),
        )

    def __str__(self) -> str:
        return self.name
