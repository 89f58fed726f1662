"""A small random county: targets with versions, and standing periods on both time axes."""

from __future__ import annotations

import random
from datetime import date
from itertools import pairwise

from bairi.delivery.reports.models import Standing, Verification
from bairi.ground.access.known import OPEN, OPEN_DAY
from bairi.ground.organisations.models import Organisation
from bairi.ground.places.actions import refresh_tree
from bairi.ground.places.models import Place, PlaceLevel, PlaceVersion
from bairi.plan.campaigns.models import Campaign, Line, Measure, PlanVersion, Target, TargetVersion, Task

START = date(2016, 2, 14)


def make_place(code: str, level: int, parent: Place | None = None) -> Place:
    """A place with its first version; `refresh_tree` afterwards."""
    made = Place.objects.create(code=code, name=code, level=level, parent=parent, path=code)
    PlaceVersion.objects.create(place=made, code=code, name=code, parent=parent)
    return made


def make_county(*, townships: int = 3, villages: int = 4, tasks: int = 4, seed: int = 1) -> Campaign:
    """A campaign of two lines whose targets have two plan versions and up to six periods a level."""
    rng = random.Random(seed)
    county = make_place("c", PlaceLevel.COUNTY)
    leaves = []
    for at in range(townships):
        township = make_place(f"t{at}", PlaceLevel.TOWNSHIP, county)
        leaves += [make_place(f"t{at}v{n}", PlaceLevel.VILLAGE, township) for n in range(villages)]
        leaves.append(make_place(f"t{at}v0g", PlaceLevel.GROUP, leaves[-villages]))
    refresh_tree()
    campaign = Campaign.objects.create(
        code="first", name="first", place=county, start_on=START, deadline_on=date(2016, 5, 23)
    )
    lines = [Line.objects.create(campaign=campaign, code=f"l{n}", name=f"l{n}", weight=n + 1) for n in range(2)]
    units = [Organisation.objects.create(code=c, name=c, kind="department", place=county) for c in ("roads", "farms")]
    first, second = (
        PlanVersion.objects.create(campaign=campaign, number=n, known=n, made_by_name="x", reason="x", source="page")
        for n in (1, 2)
    )
    for at in range(tasks):
        task = Task.objects.create(
            campaign=campaign,
            line=lines[at % 2],
            code=f"k{at}",
            name=f"k{at}",
            weight=rng.choice([0.5, 1, 2]),
            lead_unit=units[at % 2],
        )
        measures = [
            Measure.objects.create(task=task, code=c, name=c, unit="u", counts=c == "done") for c in ("started", "done")
        ]
        for place in leaves:
            for measure in measures:
                if rng.random() < 0.8:
                    _make_target(rng, campaign, measure, place, first, second)
    return campaign


def _make_target(
    rng: random.Random, campaign: Campaign, measure: Measure, place: Place, first: PlanVersion, second: PlanVersion
) -> None:
    target = Target.objects.create(campaign=campaign, task=measure.task, measure=measure, place=place)
    baseline = float(rng.choice([0, 0, 5, 100]))
    for version, since, until in ((first, 1, 500), (second, 500, OPEN)):
        TargetVersion.objects.create(
            target=target, plan_version=version, known_from=since, known_to=until, baseline=baseline,
            must=float(rng.choice([0, 10, 50, 100])), start_on=START, due_on=date(2016, 5, 23),
            removed=version is second and rng.random() < 0.1,
        )  # fmt: skip
    claim = Verification.objects.create(
        campaign=campaign,
        target=target,
        known=target.pk,
        effective_on=START,
        claimed=10,
        inspected=8,
        found=7,
        value=7,
        method="sample",
        basis="visit",
        by_name="x",
    )
    days = [START.toordinal(), START.toordinal() + 20, START.toordinal() + 40, OPEN_DAY]
    knowns = [10, 400, 900, OPEN]
    for level in (1, 2, 3):
        for low, high in pairwise(days):
            for since, until in pairwise(knowns):
                if rng.random() < 0.7:
                    Standing.objects.create(
                        target=target, level=level, effective_from=low, effective_to=high, known_from=since,
                        known_to=until, value=rng.randint(0, 240) / 2, claim_id=claim.pk,
                    )  # fmt: skip
