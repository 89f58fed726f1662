"""The campaign, its phases, and the clock that orders all that is known in it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Scope
from bairi.ground.places.models import Place


class CampaignState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    RUNNING = "running", _("Running")
    CLOSED = "closed", _("Closed")


class Rhythm(models.TextChoices):
    """How often a target is to be reported."""

    DAILY = "daily", _("Daily")
    WEEKLY = "weekly", _("Weekly")
    TEN_DAYS = "ten_days", _("Every ten days")


class Campaign(models.Model):
    """A time-boxed drive in one place and all below it, from `start_on` through `deadline_on`.

    `days_off` lists ISO dates that do not count as working days, `weekly_off` ISO weekdays (1 Monday .. 7 Sunday).
    Thresholds: a target is late when the probability of making the deadline is below `late_below`, at risk when below
    `risk_below`; no status is given on the verified basis while less than `coverage_needed` (share of targets) was
    inspected; a target is silent after `silent_after_days` without a report; a reading is a jump when it rises by more
    than `jump_share` of the target at once; a verified share `trust_gap` below the reported one is an exception.
    `evidence_limits` holds those limits of the checks of evidence that are not the default (`EvidenceLimits`).
    `photo_px` is the longest side, in pixels, to which phones scale a photo before it goes.
    `started_known` and `closed_known` are the known moments of start and close; the plan in force at the start is the
    first baseline. `replay_at` is set for a replay only (the demo, an imported series): its clock stands there, and
    every page says so.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="campaigns")
    state = models.CharField(max_length=10, choices=CampaignState.choices, default=CampaignState.DRAFT)
    start_on = models.DateField()
    deadline_on = models.DateField()
    time_zone = models.CharField(max_length=40, default="Asia/Shanghai")
    days_off = models.JSONField(default=list, blank=True)
    weekly_off = models.JSONField(default=list, blank=True)
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, default=Rhythm.WEEKLY)
    cut_off_hour = models.PositiveSmallIntegerField(default=18)
    late_below = models.FloatField(default=1 / 3)
    risk_below = models.FloatField(default=2 / 3)
    coverage_needed = models.FloatField(default=0.3)
    silent_after_days = models.PositiveSmallIntegerField(default=10)
    jump_share = models.FloatField(default=0.3)
    trust_gap = models.FloatField(default=0.2)
    burden_ceiling = models.PositiveSmallIntegerField(default=60)
    evidence_limits = models.JSONField(default=dict, blank=True)
    photo_px = models.PositiveSmallIntegerField(default=1600)
    robots = models.JSONField(default=list, blank=True)
    replay_at = models.DateTimeField(null=True, blank=True)
    started_known = models.BigIntegerField(null=True, blank=True)
    closed_known = models.BigIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    cloned_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    scope = Scope(place="place", campaign="", above=True)

    class Meta:
        ordering = ("-start_on", "code")
        constraints = (
            models.CheckConstraint(condition=Q(start_on__lt=F("deadline_on")), name="campaigns_starts_before_deadline"),
            models.CheckConstraint(condition=Q(late_below__lte=F("risk_below")), name="campaigns_late_is_below_risk"),
            models.CheckConstraint(
                condition=Q(state=CampaignState.DRAFT, started_known=None, closed_known=None)
                | Q(state=CampaignState.RUNNING, started_known__isnull=False, closed_known=None)
                | Q(state=CampaignState.CLOSED, started_known__isnull=False, closed_known__isnull=False),
                name="campaigns_state_has_its_moment",
            ),
        )

    def __str__(self) -> str:
        return self.name


class CampaignClock(models.Model):
    """The last known moment given out in a campaign. Locked by every write, so that known time only ever grows."""

    campaign = models.OneToOneField(Campaign, models.CASCADE, primary_key=True, related_name="clock")
    known = models.BigIntegerField(default=0)


class Phase(models.Model):
    """A stretch of the campaign (mobilise, attack, sum up) with a reporting rhythm of its own."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="phases")
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    start_on = models.DateField()
    end_on = models.DateField()
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, blank=True)

    scope = Scope(place="campaign__place", campaign="campaign", above=True)

    class Meta:
        ordering = ("start_on",)
        constraints = (models.CheckConstraint(condition=Q(start_on__lte=F("end_on")), name="campaigns_phase_in_order"),)
