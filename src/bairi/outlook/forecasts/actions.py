"""Keep the forecast of a day."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime, timedelta

import numpy as np
from django.db import transaction

from bairi.delivery.reports.rules import Level
from bairi.delivery.rollups.queries import view
from bairi.ground.access import Actor, require
from bairi.ground.transparency.actions import append
from bairi.outlook.cockpit.queries.cockpit import known_at
from bairi.outlook.cockpit.queries.picture import Picture, picture
from bairi.outlook.forecasts.events import ForecastKept
from bairi.outlook.forecasts.models import KeptForecast
from bairi.outlook.forecasts.permissions import KEEP_FORECAST

WEEK = timedelta(days=7)
LOW, MEDIAN, HIGH = 0, 2, 4


@transaction.atomic
def keep_forecast(*, campaign: str, on: date, level: Level = Level.CONFIRMED, by: Actor, at: datetime) -> KeptForecast:
    """The forecast of the whole campaign as of the end of `on`, made from what was known then; kept once a day.

    A day that has its forecast keeps it: the same row comes back. Raises NotVisible, NotAllowed.
    """
    asked = view(by, campaign, on=on)
    require(by, KEEP_FORECAST, place_path=asked.campaign.place.path, campaign_code=campaign)
    known = known_at(asked.campaign, on, then=True) or 0
    there = KeptForecast.objects.filter(campaign=asked.campaign, level=level, on=on).first()
    if there is not None:
        return there
    made = picture(view(by, campaign, place=asked.campaign.place.code, on=on, known=known), level)
    rows = rows_of(made)
    digest = hashlib.sha256(json.dumps(rows, separators=(",", ":")).encode()).hexdigest()
    kept = KeptForecast.objects.create(
        campaign=asked.campaign, level=level, on=on, known=known, made_at=at, rows=rows, digest=digest
    )
    event = ForecastKept(campaign=campaign, level=int(level), on=on, known=known, targets=len(rows), digest=digest)
    append(event, place=asked.campaign.place.code, by=by, at=at)
    return kept


def rows_of(made: Picture) -> list[list[float | int | None]]:
    """A row for each target that has a forecast, in the order of their ids."""
    week_on = np.array([(made.on + WEEK).toordinal()])
    rows: list[list[float | int | None]] = []
    for at, row in enumerate(made.rows):
        probability = float(made.forecast.probability[at])
        fan = made.forecast.fan(at, week_on)[0]
        rows.append(
            [
                row.target_id,
                None if np.isnan(probability) else round(probability, 4),
                *(round(float(fan[level]), 3) for level in (LOW, MEDIAN, HIGH)),
            ]
        )
    return sorted(rows, key=lambda r: r[0] or 0)
