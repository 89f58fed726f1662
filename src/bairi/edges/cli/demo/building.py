"""Builds the demo in a ready home: places, people, plan, then forty-seven days of reports."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from bairi.edges.cli.demo import plan, planning, targets
from bairi.edges.cli.demo.doubts import with_doubts
from bairi.edges.cli.demo.duties import duties, team_mates
from bairi.edges.cli.demo.odk import odk
from bairi.edges.cli.demo.people import Person, everyone
from bairi.edges.cli.demo.playing import Player
from bairi.edges.cli.demo.requests import requests
from bairi.edges.cli.demo.story import Telling
from bairi.edges.cli.demo.urgings import urgings
from bairi.edges.cli.output import Watch
from bairi.ground.access import Actor
from bairi.ground.accounts.queries import is_demo_home
from bairi.ground.transparency.actions import integrate
from bairi.outlook.forecasts.actions import keep_forecast

SEED: Final = 20160331
MARK: Final = "demo.json"


def is_built() -> bool:
    """Whether this home holds the whole demo."""
    return is_demo_home() and bool(json.loads(_mark().read_text(encoding="utf-8")).get("built"))


def build(watch: Watch) -> None:
    """Build the demo. The mark that opens the door without a password is written first, and says when all is there."""
    _write_mark(built=False)
    rows = targets.places()
    watch.step(_("Places and people"))
    planning.make_places(rows)
    people = everyone(rows)
    actors = planning.make_people([*people, *team_mates()])
    planning.make_units(rows, [*people, *team_mates()])
    watch.step(_("Plan"))
    series = targets.all_series(SEED)
    planning.make_plan(series, people, actors["shujuyuan"])
    telling = Telling(SEED, clerks=_clerks(people), teams=_teams(people), departments=_departments(people))
    told = telling.tell(series)
    acts = [*with_doubts(told), *requests(), *urgings(), *duties(SEED), *odk(told)]
    acts.sort(key=lambda act: act.at)
    watch.step(_("Reports of 47 days"), len(acts))
    player = Player(actors, {row.code: row.name_en for row in rows})
    player.play_all(acts, watch.advance)
    watch.step(_("Forecasts of past days"))
    _keep_forecasts(actors["shujuyuan"])
    watch.step(_("Log"))
    integrate(at=plan.REPLAY_AT)
    _write_mark(built=True)


def _keep_forecasts(officer: Actor) -> None:
    """Those that would have been kept as the campaign went on, of every fifth day, each from what was known then."""
    for number in range(10, (plan.REPLAY_AT.date() - plan.START).days, 5):
        day = plan.START + timedelta(days=number)
        keep_forecast(campaign=plan.CAMPAIGN, on=day, by=officer, at=plan.REPLAY_AT)


def _clerks(people: list[Person]) -> dict[str, str]:
    """The clerk of each township who enters and confirms."""
    rows = [p for p in people if p.role == "township_clerk" and p.username != "geza-2"]
    return {person.place: person.username for person in rows}


def _teams(people: list[Person]) -> dict[str, str]:
    return {person.place: person.username for person in people if person.role == "village_team"}


def _departments(people: list[Person]) -> dict[str, str]:
    return {task: person.username for person in people for task in person.tasks}


def _mark() -> Path:
    return Path(settings.BAIRI_HOME) / MARK


def _write_mark(*, built: bool) -> None:
    _mark().write_text(json.dumps({"campaign": plan.CAMPAIGN, "seed": SEED, "built": built}), encoding="utf-8")
