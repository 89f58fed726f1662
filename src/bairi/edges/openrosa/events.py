"""Past facts about forms and submissions of ODK. Names and fields never change once stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bairi.ground.transparency.events import Event

NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPublished(Event):
    """A version of a campaign's form is offered to phones. `source` is the SHA-256 of its workbook."""

    kind: ClassVar[str] = "openrosa.form_published"
    label = _("ODK form published")
    line = _("Version %(number)s of the ODK form of %(campaign)s published")
    personal: ClassVar[frozenset[str]] = NONE
    subject: ClassVar[str | None] = "form"
    form: str
    campaign: str
    number: int
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionKept(Event):
    """A phone sent a form. `digest` is the SHA-256 of its XML, `report` what it became, `problem` why it waits."""

    kind: ClassVar[str] = "openrosa.submission_kept"
    label = _("ODK submission received")
    line = _("ODK submission %(instance)s received")
    personal: ClassVar[frozenset[str]] = NONE
    subject: ClassVar[str | None] = "instance"
    instance: str
    campaign: str
    form: str
    version: str
    digest: str
    report: UUID | None
    problem: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentsFollowed(Event):
    """Files came in for a submission that was there before."""

    kind: ClassVar[str] = "openrosa.attachments_followed"
    label = _("Attachments of an ODK submission received")
    line = _("Attachments of the ODK submission %(instance)s received")
    personal: ClassVar[frozenset[str]] = NONE
    subject: ClassVar[str | None] = "instance"
    instance: str
    campaign: str
    digest: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionTakenIn(Event):
    """A person found the target of a submission that waited; it became a report."""

    kind: ClassVar[str] = "openrosa.submission_taken_in"
    label = _("ODK submission taken in")
    line = _("ODK submission %(instance)s taken in as report %(report)s")
    personal: ClassVar[frozenset[str]] = NONE
    subject: ClassVar[str | None] = "instance"
    instance: str
    campaign: str
    digest: str
    report: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionSetAside(Event):
    """A person decided that a submission is no report. It stays kept."""

    kind: ClassVar[str] = "openrosa.submission_set_aside"
    label = _("ODK submission set aside")
    line = _("ODK submission %(instance)s set aside: %(reason)s")
    personal: ClassVar[frozenset[str]] = frozenset({"reason"})
    subject: ClassVar[str | None] = "instance"
    instance: str
    campaign: str
    digest: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionErased(Event):
    """The XML of a submission was erased with the personal details of its event or of its report's."""

    kind: ClassVar[str] = "openrosa.submission_erased"
    label = _("ODK submission erased")
    line = _("What the ODK submission %(instance)s said was erased")
    personal: ClassVar[frozenset[str]] = NONE
    subject: ClassVar[str | None] = "instance"
    instance: str
    campaign: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneAdded(Event):
    """A person prepared a phone for ODK Collect with an access token of its own."""

    kind: ClassVar[str] = "openrosa.phone_added"
    label = _("Phone prepared for ODK Collect")
    personal: ClassVar[frozenset[str]] = NONE
    subject: ClassVar[str | None] = "token"
    token: str
    user: str
