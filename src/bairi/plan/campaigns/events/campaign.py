"""What has happened to a campaign as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from bairi.plan.campaigns.events.base import PlanEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignCreated(PlanEvent):
    kind: ClassVar[str] = "campaigns.campaign_created"
    label = _("Campaign created")
    line = _("%(name)s, %(start_on)s to %(deadline_on)s")
    name: str
    start_on: date
    deadline_on: date
    cloned_from: str | None
    replay: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignChanged(PlanEvent):
    kind: ClassVar[str] = "campaigns.campaign_changed"
    label = _("Campaign renamed")
    line = _("%(name)s, source: %(source)s")
    name: str
    name_en: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignStarted(PlanEvent):
    kind: ClassVar[str] = "campaigns.campaign_started"
    label = _("Campaign started")
    line = _("The plan stands at version %(plan_version)s: the first baseline.")
    plan_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignClosed(PlanEvent):
    kind: ClassVar[str] = "campaigns.campaign_closed"
    label = _("Campaign closed")
    line = _("Closed because: %(reason)s")
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaySet(PlanEvent):
    kind: ClassVar[str] = "campaigns.replay_set"
    label = _("Clock of the replay set")
    line = _("The replay stands at %(replay_at)s.")
    replay_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarSet(PlanEvent):
    kind: ClassVar[str] = "campaigns.calendar_set"
    label = _("Calendar set")
    line = _("%(start_on)s to %(deadline_on)s. Reason: %(reason)s")
    start_on: date
    deadline_on: date
    days_off: tuple[date, ...]
    weekly_off: tuple[int, ...]
    time_zone: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseSet(PlanEvent):
    kind: ClassVar[str] = "campaigns.phase_set"
    label = _("Phase set")
    line = _("%(name)s, %(start_on)s to %(end_on)s")
    name: str
    start_on: date
    end_on: date
    rhythm: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseRemoved(PlanEvent):
    kind: ClassVar[str] = "campaigns.phase_removed"
    label = _("Phase removed")
    line = _("%(name)s")
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingSet(PlanEvent):
    """`robots` is their number: an address of a robot is a secret."""

    kind: ClassVar[str] = "campaigns.reporting_set"
    label = _("Reporting set")
    line = _("cut-off at %(cut_off_hour)s:00, silent after %(silent_after_days)s days")
    rhythm: str
    cut_off_hour: int
    silent_after_days: int
    jump_share: float
    burden_ceiling: int
    robots: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdsSet(PlanEvent):
    kind: ClassVar[str] = "campaigns.thresholds_set"
    label = _("Thresholds set")
    line = _("late below %(late_below)s, at risk below %(risk_below)s. Reason: %(reason)s")
    late_below: float
    risk_below: float
    coverage_needed: float
    trust_gap: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLimitsSet(PlanEvent):
    kind: ClassVar[str] = "campaigns.evidence_limits_set"
    label = _("Limits of the evidence checks set")
    line = _("early after %(days_before)s days, late after %(days_after)s days. Reason: %(reason)s")
    days_before: int
    days_after: int
    clock_minutes: int
    outside_m: int
    far_m: int
    usual_points: int
    apart_minutes: int
    apart_m: int
    alike_share: float
    works_per_photo: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoSizeSet(PlanEvent):
    kind: ClassVar[str] = "campaigns.photo_size_set"
    label = _("Size of photos set")
    line = _("longest side %(before)s to %(photo_px)s pixels. Reason: %(reason)s")
    before: int
    photo_px: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVersionMade(PlanEvent):
    kind: ClassVar[str] = "campaigns.plan_version_made"
    label = _("Plan changed")
    line = _("Version %(number)s: %(reason)s")
    number: int
    reason: str
    approved_by: str
    source: str
    changes: tuple[str, ...]
