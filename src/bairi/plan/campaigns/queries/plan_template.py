"""The plan workbook to fill in: empty, or with a campaign's plan as it stands."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Actor, require, visible_to
from bairi.ground.organisations.models import Organisation
from bairi.ground.places.models import Place, PlaceLevel
from bairi.ground.tables import write_template
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.permissions import IMPORT_PLAN
from bairi.plan.campaigns.queries.whole_plan import whole_plan
from bairi.plan.campaigns.rules.whole_plan import WholePlan
from bairi.plan.campaigns.workbook.filled import ABOUT, filled_sheets

_PLACE_COLUMNS = ("code", "name", "name_en", "short_name", "lon", "lat")


def plan_template(actor: Actor, campaign: Campaign | None = None) -> bytes:
    """An .xlsx workbook in the active language. With a campaign: its plan and places; raises NotAllowed."""
    if campaign is None:
        return write_template(filled_sheets(WholePlan(), [], {}, []), title=_("Plan workbook"), about=ABOUT)
    require(actor, IMPORT_PLAN, place_path=campaign.place.path, campaign_code=campaign.code)
    below = visible_to(actor, Place.objects).filter(path__startswith=campaign.place.path, dissolved_on=None)
    places: list[dict[str, Any]] = [
        row | {"parent": None, "level": None} for row in below.order_by("code").values(*_PLACE_COLUMNS)
    ]
    for place in below.filter(level__lte=PlaceLevel.COUNTY).values_list("code", flat=True):
        places = [row for row in places if row["code"] != place]  # a campaign does not rename its county
    names = dict(below.values_list("code", "name"))
    sheets = filled_sheets(whole_plan(campaign), places, names, _units(campaign))
    return write_template(sheets, title=_("Plan workbook"), about=ABOUT)


def _units(campaign: Campaign) -> list[dict[str, Any]]:
    rows = Organisation.objects.filter(place__path__startswith=campaign.place.path, dissolved_on=None)
    rows_ = rows.order_by("code").values("code", "name", "name_en", "kind", "phone", "place__code")
    return [row | {"place": row["place__code"]} for row in rows_]
