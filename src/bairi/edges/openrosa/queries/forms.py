"""The versions of a campaign's form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from bairi.delivery.reports.permissions import RECEIVE_REPORT
from bairi.edges.openrosa.models import FormVersion
from bairi.edges.openrosa.problems import FormUnknown, ReportsNotOpen
from bairi.edges.openrosa.xlsform import generated_form
from bairi.ground.access import Actor, visible_to
from bairi.ground.files.queries import file_path
from bairi.plan.campaigns.models import Campaign


@dataclass(frozen=True, slots=True)
class FormRow:
    """A version as the page lists it; `submissions` is how many were sent that were filled in with it."""

    number: int
    title: str
    published_at: datetime
    published_by_name: str
    is_generated: bool
    note: str
    submissions: int


def require_reporting(actor: Actor, campaign: Campaign) -> None:
    """Raise ReportsNotOpen unless the actor may report somewhere in the campaign."""
    if not any(grant.campaign_code in {None, campaign.code} for grant in actor.grants_for(RECEIVE_REPORT)):
        raise ReportsNotOpen(campaign=campaign.name)


def form_versions(actor: Actor, campaign: Campaign) -> list[FormRow]:
    """Every version, newest first. One query."""
    rows = visible_to(actor, FormVersion.objects).filter(campaign=campaign).order_by("-number")
    return [
        FormRow(row.number, row.title, row.published_at, row.published_by_name, row.is_generated, row.note, row.sent)
        for row in rows.annotate(sent=Count("submissions")).defer("xform", "fields")
    ]


def current_form(actor: Actor, campaign: Campaign) -> FormVersion | None:
    """The version that phones are offered now; None before the first. One query."""
    return visible_to(actor, FormVersion.objects).filter(campaign=campaign).order_by("-number").first()


def form_version(actor: Actor, campaign: Campaign, number: int) -> FormVersion:
    """One version. Raises FormUnknown. One query."""
    row = visible_to(actor, FormVersion.objects).filter(campaign=campaign, number=number).first()
    if row is None:
        raise FormUnknown(campaign=campaign.name)
    return row


def form_workbook(actor: Actor, campaign: Campaign, *, number: int | None = None) -> bytes:
    """The workbook of a version as it was published; without a number, the form made from the plan as the next one.

    Raises FormUnknown.
    """
    if number is not None:
        return file_path(form_version(actor, campaign, number).source_id).read_bytes()
    current = current_form(actor, campaign)
    return generated_form(campaign, number=current.number + 1 if current else 1)
