"""Urge places that owe reports: in the product at once, by e-mail and the campaign's robots in the background."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from bairi.delivery.reports.events import PlaceUrged, UrgingSeen
from bairi.delivery.reports.models import Urging
from bairi.delivery.reports.permissions import URGE_MISSING
from bairi.delivery.reports.problems import NothingToUrge
from bairi.delivery.reports.queries.missing import MissingRow, missing_reports
from bairi.ground.access import Actor, get_for, require
from bairi.ground.jobs.actions import enqueue
from bairi.ground.places.models import Place
from bairi.ground.transparency.actions import append
from bairi.plan.campaigns.models import Campaign, Task
from bairi.plan.campaigns.queries import campaign_for

SEND = "reports.send_urging"
IN_PRODUCT = {"way": "in_product", "ok": True, "detail": ""}


@transaction.atomic
def urge_missing(*, campaign: str, places: Sequence[str], message: str = "", by: Actor, at: datetime) -> list[Urging]:
    """One urging for each place of `places` that owes a report at `at`; the others are left alone.

    Raises NotVisible, NotAllowed for a place beyond the actor's hands, NothingToUrge when none owes one.
    """
    row = campaign_for(by, campaign)
    owing = {missing.place_code: missing for missing in missing_reports(by, row, at=at).rows}
    wanted = [owing[code] for code in dict.fromkeys(places) if code in owing]
    if not wanted:
        raise NothingToUrge
    group = uuid4()
    return [_urge(row, missing, message.strip(), group, by, at) for missing in wanted]


def _urge(campaign: Campaign, missing: MissingRow, message: str, group: UUID, by: Actor, at: datetime) -> Urging:
    place = Place.objects.get(code=missing.place_code)
    require(by, URGE_MISSING, place_path=place.path, campaign_code=campaign.code)
    urging = Urging.objects.create(
        campaign=campaign,
        place=place,
        due_on=missing.due_on,
        message=message or _message(campaign, missing),
        ways=[IN_PRODUCT],
        by_id=by.user_id,
        by_name=by.name,
        at=at,
    )
    codes = [task.code for task in missing.tasks]
    urging.tasks.set(Task.objects.filter(campaign=campaign, code__in=codes))
    fact = PlaceUrged(campaign=campaign.code, place=place.code, tasks=tuple(codes), due_on=missing.due_on)
    append(fact, place=place.code, by=by, at=at, group=group)
    enqueue(SEND, at=at, urging=urging.pk)
    return urging


def _message(campaign: Campaign, missing: MissingRow) -> str:
    with override("zh-hans"):
        return _("%(campaign)s: %(place)s has not reported %(tasks)s, due on %(due_on)s. Please report.") % {
            "campaign": campaign.name,
            "place": missing.place_name,
            "tasks": "、".join(task.name for task in missing.tasks),
            "due_on": missing.due_on.isoformat(),
        }


@transaction.atomic
def mark_urging_seen(*, urging: int, by: Actor, at: datetime) -> Urging:
    """Note that the place has seen it; a second time changes nothing. Raises NotVisible, NotAllowed."""
    row = get_for(by, "reports.receive_report", Urging.objects.select_related("place", "campaign"), pk=urging)
    if row.seen_at is None:
        row.seen_at = at
        row.save(update_fields=["seen_at"])
        fact = UrgingSeen(campaign=row.campaign.code, place=row.place.code, due_on=row.due_on)
        append(fact, place=row.place.code, by=by, at=at)
    return row


@transaction.atomic
def note_ways(*, urging: int, ways: list[dict[str, object]]) -> None:
    """Keep how an urging went out. Called by the job that sends it."""
    row = Urging.objects.select_for_update().get(pk=urging)
    row.ways = [IN_PRODUCT, *ways]
    row.save(update_fields=["ways"])
