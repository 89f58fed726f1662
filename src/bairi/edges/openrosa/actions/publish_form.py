"""Publish a version of the campaign's form. Old versions stay, and what was filled in with them is accepted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bairi.edges.openrosa.events import FormPublished
from bairi.edges.openrosa.models import FormVersion
from bairi.edges.openrosa.permissions import PUBLISH_FORM
from bairi.edges.openrosa.problems import FormClosed
from bairi.edges.openrosa.xlsform import convert_form, form_id_of, generated_form
from bairi.ground.access import Actor, get_for
from bairi.ground.files.actions import store_file
from bairi.ground.transparency.actions import append
from bairi.plan.campaigns.models import Campaign, CampaignState


@transaction.atomic
def publish_form(
    *, campaign: str, source: bytes | None = None, name: str = "", note: str = "", by: Actor, at: datetime
) -> FormVersion:
    """Publish a workbook as the next version; without one, the form that Bairi makes from the plan.

    Raises NotVisible, NotAllowed, FormClosed, FormFaulty with every cell that needs mending, and the refusals of
    `open_table` for what is no workbook.
    """
    row = get_for(by, PUBLISH_FORM, Campaign.objects, code=campaign)
    if row.state == CampaignState.CLOSED:
        raise FormClosed(campaign=row.name)
    newest = FormVersion.objects.filter(campaign=row).order_by("-number").first()
    number = newest.number + 1 if newest else 1
    form_id = form_id_of(row)
    data = generated_form(row, number=number) if source is None else source
    made = convert_form(data, name=name, form_id=form_id, number=number, title=row.name)
    published = FormVersion.objects.create(
        campaign=row,
        number=number,
        form_id=form_id,
        title=made.title,
        source=store_file(made.source, by=by, at=at),
        xform=made.xform,
        fields=made.declared.fields,
        groups=made.declared.groups,
        is_generated=source is None,
        note=note.strip()[:400],
        published_at=at,
        published_by_id=by.user_id,
        published_by_name=by.name,
    )
    event = FormPublished(
        form=f"{form_id}/{number}", campaign=row.code, number=number, source=published.source_id, note=published.note
    )
    append(event, by=by, at=at, place=row.place.code)
    return published
