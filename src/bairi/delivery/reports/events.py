"""Past facts about reports. Names and fields never change once stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bairi.ground.transparency.events import Event

NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReceived(Event):
    """A claim came in. `marks` are its doubtful traits, `evidence` the SHA-256 of its files."""

    kind: ClassVar[str] = "reports.report_received"
    label = _("Report received")
    line = _("%(task)s, %(measure)s: %(value)g %(unit)s on %(effective_on)s")
    personal: ClassVar[frozenset[str]] = frozenset({"note", "entered_for"})
    subject: ClassVar[str | None] = "report"
    report: UUID
    campaign: str
    task: str
    measure: str
    item: UUID | None
    stage: str
    effective_on: date
    value: float
    unit: str
    entered_as: str
    entered_value: float
    base: UUID | None
    supersedes: tuple[UUID, ...]
    conflict_with: UUID | None
    marks: tuple[str, ...]
    evidence: tuple[str, ...]
    via: str
    is_proxy: bool
    digest: str
    note: str
    entered_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceAdded(Event):
    """Files arrived for a report that had come in before."""

    kind: ClassVar[str] = "reports.evidence_added"
    label = _("Evidence added")
    personal: ClassVar[frozenset[str]] = NONE
    subject: ClassVar[str | None] = "report"
    report: UUID
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportConfirmed(Event):
    kind: ClassVar[str] = "reports.report_confirmed"
    label = _("Report confirmed")
    personal: ClassVar[frozenset[str]] = NONE
    subject: ClassVar[str | None] = "report"
    report: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmationRevoked(Event):
    kind: ClassVar[str] = "reports.confirmation_revoked"
    label = _("Confirmation taken back")
    line = _("Confirmation taken back: %(reason)s")
    personal: ClassVar[frozenset[str]] = frozenset({"reason"})
    subject: ClassVar[str | None] = "report"
    report: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSentBack(Event):
    kind: ClassVar[str] = "reports.report_sent_back"
    label = _("Report sent back")
    line = _("Sent back: %(reason)s")
    personal: ClassVar[frozenset[str]] = frozenset({"reason"})
    subject: ClassVar[str | None] = "report"
    report: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWithdrawn(Event):
    kind: ClassVar[str] = "reports.report_withdrawn"
    label = _("Report withdrawn")
    line = _("Withdrawn: %(reason)s")
    personal: ClassVar[frozenset[str]] = frozenset({"reason"})
    subject: ClassVar[str | None] = "report"
    report: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetVerified(Event):
    """An inspection's finding. `value` is what the verified standing takes."""

    kind: ClassVar[str] = "reports.target_verified"
    label = _("Target verified")
    line = _("%(task)s, %(measure)s: found %(found)g of %(inspected)g inspected, %(claimed)g claimed")
    personal: ClassVar[frozenset[str]] = frozenset({"note"})
    subject: ClassVar[str | None] = "verification"
    verification: UUID
    campaign: str
    task: str
    measure: str
    item: UUID | None
    report: UUID | None
    effective_on: date
    claimed: float
    inspected: float
    found: float
    value: float
    method: str
    basis: str
    supersedes: UUID | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationWithdrawn(Event):
    kind: ClassVar[str] = "reports.verification_withdrawn"
    label = _("Verification withdrawn")
    line = _("Verification withdrawn: %(reason)s")
    personal: ClassVar[frozenset[str]] = frozenset({"reason"})
    subject: ClassVar[str | None] = "verification"
    verification: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictResolved(Event):
    """Two reports that differed were reconciled by a third, which supersedes both."""

    kind: ClassVar[str] = "reports.conflict_resolved"
    label = _("Conflict resolved")
    personal: ClassVar[frozenset[str]] = NONE
    subject: ClassVar[str | None] = "resolution"
    conflict: int
    first: UUID
    second: UUID
    resolution: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceUrged(Event):
    """A place was reminded of what it has not reported."""

    kind: ClassVar[str] = "reports.place_urged"
    label = _("Place urged to report")
    line = _("Urged to report what was due on %(due_on)s")
    personal: ClassVar[frozenset[str]] = NONE
    subject: ClassVar[str | None] = "place"
    campaign: str
    place: str
    tasks: tuple[str, ...]
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgingSeen(Event):
    """A place has seen that it was urged."""

    kind: ClassVar[str] = "reports.urging_seen"
    label = _("Urging seen")
    personal: ClassVar[frozenset[str]] = NONE
    subject: ClassVar[str | None] = "place"
    campaign: str
    place: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceChecked(Event):
    """The evidence of a report was looked at with another outcome than before: kinds newly found, kinds gone."""

    kind: ClassVar[str] = "reports.evidence_checked"
    label = _("Evidence looked at")
    personal: ClassVar[frozenset[str]] = NONE
    subject: ClassVar[str | None] = "report"
    report: UUID
    found: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingDismissed(Event):
    """Someone says why a finding is nothing. `photo` is the SHA-256 of the photo, where it is about one."""

    kind: ClassVar[str] = "reports.finding_dismissed"
    label = _("Finding about evidence dismissed")
    line = _("Dismissed: %(reason)s")
    personal: ClassVar[frozenset[str]] = frozenset({"reason"})
    subject: ClassVar[str | None] = "report"
    report: UUID
    what: str
    photo: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingReopened(Event):
    """A dismissal was taken back."""

    kind: ClassVar[str] = "reports.finding_reopened"
    label = _("Finding about evidence open again")
    personal: ClassVar[frozenset[str]] = NONE
    subject: ClassVar[str | None] = "report"
    report: UUID
    what: str
    photo: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckAsked(Event):
    """All evidence of a campaign is to be looked at again."""

    kind: ClassVar[str] = "reports.recheck_asked"
    label = _("Evidence to be looked at again")
    line = _("%(reports)s reports with evidence")
    personal: ClassVar[frozenset[str]] = NONE
    subject: ClassVar[str | None] = "campaign"
    campaign: str
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAdded(Event):
    """A work or household was entered that counts towards a task. Its name may be a person's."""

    kind: ClassVar[str] = "reports.item_added"
    label = _("Item added")
    line = _("Item added to %(task)s: %(name)s, counts for %(quantity)g")
    personal: ClassVar[frozenset[str]] = frozenset({"name"})
    subject: ClassVar[str | None] = "item"
    item: UUID
    campaign: str
    task: str
    name: str
    quantity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRetired(Event):
    """An item was taken off the list: nothing is reported on it any more."""

    kind: ClassVar[str] = "reports.item_retired"
    label = _("Item taken off the list")
    line = _("Item of %(task)s taken off the list: %(reason)s")
    personal: ClassVar[frozenset[str]] = frozenset({"reason"})
    subject: ClassVar[str | None] = "item"
    item: UUID
    campaign: str
    task: str
    retired_on: date
    reason: str
