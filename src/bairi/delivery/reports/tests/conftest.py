"""A small campaign of the cast: three villages, a tally with decimals, one with two measures, one task by items."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

import pytest

from bairi.delivery.reports.actions import NewReport
from bairi.delivery.reports.models import Item
from bairi.ground.access.known import to_known
from bairi.plan.campaigns.models import (
    Campaign,
    CampaignClock,
    Line,
    Measure,
    PlanVersion,
    Target,
    TargetVersion,
    Task,
)
from tests.cast import NOON

TODAY = date(2016, 3, 31)
TASKS = {
    # code: (counting, ((measure, unit, unit in English, whole, counts, stage, must), …))
    "roads": ("tallied", (("built", "公里", "km", False, True, "", 12.5),)),
    "houses": (
        "tallied",
        (("started", "户", "homes", True, False, "", 22.0), ("done", "户", "homes", True, True, "", 22.0)),
    ),
    "tanks": (
        "itemised",
        (("begun", "口", "tanks", True, False, "started", 4.0), ("built", "口", "tanks", True, True, "completed", 4.0)),
    ),
}
VILLAGES = ("village", "next_village", "neighbour_village")


@dataclass(frozen=True)
class Battle:
    campaign: Campaign
    places: dict
    items: dict[str, Item]

    def target(self, task: str = "roads", measure: str = "", place: str = "village") -> Target:
        rows = Target.objects.filter(campaign=self.campaign, task__code=task, place=self.places[place])
        return rows.get(measure__code=measure) if measure else rows.get(measure__counts=True)

    def report(self, value: float | None = 3.0, *, place: str = "village", **changes) -> NewReport:
        """A report on roads in the village that is right in every way, but for the changes."""
        made = NewReport(
            uuid=uuid4(),
            campaign=self.campaign.code,
            place=self.places[place].code if place in self.places else place,
            task="roads",
            effective_on=TODAY,
            value=value,
        )
        return replace(made, **changes)

    def item_report(self, stage: str, item: str = "tank-1", **changes) -> NewReport:
        return self.report(None, task="tanks", item=self.items[item].key, stage=stage, **changes)


def add_target(campaign, measure, place, must, version) -> None:
    target = Target.objects.create(campaign=campaign, task=measure.task, measure=measure, place=place)
    TargetVersion.objects.create(
        target=target,
        plan_version=version,
        known_from=version.known,
        must=must,
        start_on=campaign.start_on,
        due_on=campaign.deadline_on,
        trajectory={"kind": "linear"},
    )


def build_battle(places) -> Battle:
    """The campaign in the database. Its clock stands before NOON."""
    began = to_known(NOON) - 86_400_000_000 * 30
    campaign = Campaign.objects.create(
        code="battle",
        name="百日会战",
        place=places["county"],
        state="running",
        start_on=date(2016, 3, 1),
        deadline_on=date(2016, 6, 8),
        rhythm="weekly",
        started_known=began,
    )
    CampaignClock.objects.create(campaign=campaign, known=began)
    version = PlanVersion.objects.create(
        campaign=campaign, number=1, known=began, made_by_name="-", reason="-", source="workbook"
    )
    line = Line.objects.create(campaign=campaign, code="base", name="基础设施")
    for order, (code, (counting, measures)) in enumerate(TASKS.items()):
        task = Task.objects.create(
            campaign=campaign, line=line, code=code, name=f"任务{code}", order=order, counting=counting
        )
        for rank, (name, unit, unit_en, whole, counts, stage, must) in enumerate(measures):
            measure = Measure.objects.create(
                task=task, code=name, name=name, order=rank, unit=unit, unit_en=unit_en, whole=whole, counts=counts,
                stage=stage,
            )  # fmt: skip
            for village in VILLAGES:
                add_target(campaign, measure, places[village], must, version)
    tanks = Task.objects.get(code="tanks")
    items = {
        f"tank-{n}": Item.objects.create(task=tanks, place=places["village"], name=f"水窖{n}", quantity=1.0)
        for n in range(1, 4)
    }
    return Battle(campaign, dict(places), items)


@pytest.fixture
def battle(places) -> Battle:
    return build_battle(places)


@pytest.fixture
def at_noon(battle: Battle, settings, tmp_path) -> None:
    """The campaign's clock stands at noon, in a home of its own: `pytest.mark.usefixtures("at_noon")` for pages."""
    settings.BAIRI_HOME = tmp_path
    battle.campaign.replay_at = NOON
    battle.campaign.save()
