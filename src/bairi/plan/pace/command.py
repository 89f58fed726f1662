"""`bairi forecast FILE.csv --origin SHARE`: the forecast of a campaign file as text."""

import json
from datetime import date
from pathlib import Path
from typing import Literal

import numpy as np

from bairi.plan.pace.drivers import DriverCode
from bairi.plan.pace.forecast import LEVELS, Forecast, forecast
from bairi.plan.pace.priors import without
from bairi.plan.pace.series import CampaignFile, read_campaign

HEADER = ["place", "probability", "finish_p50", *(f"q{round(100 * level):02d}" for level in LEVELS)]


class UnknownPlaceError(ValueError):
    """The place to explain is not in the file."""


def forecast_csv(path: Path, origin: float) -> list[dict[str, object]]:
    """One row a place, in the file's order: place, probability (0..1), finish_p50 (ISO date or ""), q05..q95 in the
    file's unit.

    Only rows dated up to the origin's day are used. Raises CampaignFileError, ValueError for an origin outside 0..1.
    """
    campaign, made = _forecast(path, origin)
    return _rows(campaign, made)


def forecast_file(path: Path, origin: float, form: Literal["csv", "json"] = "csv", explain: str | None = None) -> str:
    """The text that the command prints: CSV or JSON rows, or with `explain` the reasons for one place.

    Raises CampaignFileError, UnknownPlaceError, ValueError; each message names the mend.
    """
    campaign, made = _forecast(path, origin)
    if explain is not None:
        return _explained(campaign, made, explain)
    rows = _rows(campaign, made)
    if form == "json":
        return json.dumps(rows, ensure_ascii=False, indent=1)
    lines = [",".join(HEADER)]
    lines += [",".join(_cell(row[name]) for name in HEADER) for row in rows]
    return "\n".join(lines)


def _forecast(path: Path, origin: float) -> tuple[CampaignFile, Forecast]:
    """A campaign from which the priors were learned is forecast with those learned without it."""
    if not 0 < origin <= 1:
        raise ValueError(f"The origin is {origin}; give a share of the time box above 0 and up to 1, such as 0.5.")
    campaign = read_campaign(path)
    day = campaign.day_of(origin)
    return campaign, forecast(campaign.known(day).series(day), without(campaign.name))


def _rows(campaign: CampaignFile, made: Forecast) -> list[dict[str, object]]:
    out: list[dict[str, object]] = []
    for i, place in enumerate(campaign.places):
        row: dict[str, object] = {"place": place, "probability": round(float(made.probability[i]), 4)}
        row["finish_p50"] = _iso(made.finish_p50[i])
        row |= {name: float(f"{value:.6g}") for name, value in zip(HEADER[3:], made.quantiles[i], strict=True)}
        out.append(row)
    return out


def _explained(campaign: CampaignFile, made: Forecast, place: str) -> str:
    if place not in campaign.places:
        near = ", ".join(campaign.places[:3])
        raise UnknownPlaceError(
            f"There is no place {place} in the file; it holds {near} and others. Copy a name from it."
        )
    i = campaign.places.index(place)
    share, finish = made.probability[i], _iso(made.finish_p50[i])
    early, late = _iso(made.finish_p10[i]), _iso(made.finish_p90[i])
    likely = f"likely {finish}" if finish else "no finish foreseen"
    between = f", 80 % between {early} and {late}" if early and late else ""
    lines = [f"{place}: {share:.0%} to reach {campaign.target[i]:g} {campaign.unit} in time, {likely}{between}."]
    if made.needed.rate[i] > 0:
        need, best = made.needed.rate[i], made.needed.best_week[i]
        lines.append(f"  It takes {need:.4g} a day; the best week so far made {best:.4g}.")
    lines += [f"  {SENTENCES[driver.code] % driver.data}" for driver in made.drivers(i)]
    return "\n".join(lines)


SENTENCES = {
    DriverCode.DONE: "The target has been reached.",
    DriverCode.HOLD: "The level was held in %(held).2f of the reports.",
    DriverCode.NEVER_REPORTED: "No report in %(days).0f days: the forecast rests on the other places.",
    DriverCode.SILENT: "No report for %(days).0f days.",
    DriverCode.NO_TIME: "%(missing).4g are missing and no working day is left.",
    DriverCode.SET_ASIDE: "The last reading is implausibly high and was cut down.",
    DriverCode.RECENT_RATE: "The last week made %(rate).4g a day where %(needed).4g are needed.",
    DriverCode.BEST_WEEK: "It takes %(times).1f times the best week so far.",
    DriverCode.SHARED_SHOCK: "All places together made %(share).2f times what they made the week before.",
    DriverCode.SLOWING: "The place made %(share).2f times its own average of the month.",
    DriverCode.FEW_REPORTS: "Only %(reports).0f reports: %(borrowed).2f of the rate is borrowed from the other places.",
    DriverCode.CEILING: "Only %(room).4g are left below the ceiling.",
    DriverCode.LUMPY: "%(steps).0f whole steps are missing.",
    DriverCode.PLAN: "%(weight).2f of what is expected rests on the plan, the rest on the trend.",
}


def _iso(day: float) -> str:
    return "" if np.isnan(day) else date.fromordinal(int(np.ceil(day))).isoformat()


def _cell(value: object) -> str:
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"\n') else text
