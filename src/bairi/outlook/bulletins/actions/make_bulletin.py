"""Make the bulletin of a day or a week: its figures frozen at the cut-off."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max

from bairi.delivery.rollups.queries import view
from bairi.ground.access import Actor, require
from bairi.ground.access.known import to_known
from bairi.ground.transparency.actions import append
from bairi.ground.ui.words import long_date
from bairi.outlook.bulletins.events import BulletinMade
from bairi.outlook.bulletins.models import Bulletin
from bairi.outlook.bulletins.permissions import MAKE_BULLETIN
from bairi.outlook.bulletins.problems import DayNotOver
from bairi.outlook.bulletins.queries.figures import figures_of
from bairi.outlook.bulletins.queries.wording import first_title, first_wording
from bairi.outlook.bulletins.rules import digest_of, period
from bairi.plan.campaigns.actions import next_known
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.queries import today


@transaction.atomic
def make_bulletin(
    *, campaign: str, kind: str, on: date | None = None, place: str | None = None, by: Actor, at: datetime
) -> Bulletin:
    """A draft for the day `on` (default: the campaign's today), or its week, of a place (default: the actor's highest).

    Raises NotVisible, NotAllowed, DayNotOver, NothingToTell.
    """
    asked = view(by, campaign, place=place, on=on)
    row, root = asked.campaign, asked.root
    require(by, MAKE_BULLETIN, place_path=root.path, campaign_code=row.code)
    if asked.on > today(row):
        raise DayNotOver(on=long_date(asked.on), today=long_date(today(row)))
    first_on, last_on = period(kind, asked.on)
    first_on = max(first_on, row.start_on)
    # The lock first: whatever has a known moment before this one is committed, so the figures can never change.
    known = min(next_known(row, at), to_known(cut_off(row, last_on)))
    figures = figures_of(
        by,
        row,
        root.code,
        first_on=first_on,
        on=last_on,
        known=known,
        known_before=min(known, to_known(cut_off(row, first_on - timedelta(days=1)))),
    )
    numbered = Bulletin.objects.filter(campaign=row, place=root).aggregate(last=Max("number"))["last"] or 0
    made = Bulletin.objects.create(
        campaign=row,
        place=root,
        kind=kind,
        number=numbered + 1,
        first_on=first_on,
        on=last_on,
        known=known,
        language=by.language,
        title=first_title(figures, kind, by.language),
        wording=first_wording(figures, by.language),
        figures=figures,
        digest=digest_of(figures),
        made_by_id=by.user_id,
        made_by_name=by.name,
        made_at=at,
    )
    append(_event(made), place=root.code, by=by, at=at)
    return made


def cut_off(campaign: Campaign, on: date) -> datetime:
    """The moment at which the figures of a day are frozen, in the campaign's time zone."""
    return datetime.combine(on, time(), ZoneInfo(campaign.time_zone)) + timedelta(hours=campaign.cut_off_hour)


def _event(made: Bulletin) -> BulletinMade:
    return BulletinMade(
        bulletin=made.key,
        campaign=made.campaign.code,
        number=made.number,
        form=made.kind,
        on=made.on,
        known=made.known,
        digest=made.digest,
    )
