"""A county to bench with: 12 townships, 65 villages, 11 tallied tasks, one campaign, one token of its data officer."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from bairi.ground.access import Role
from bairi.ground.access.known import to_known
from bairi.ground.accounts.actions import create_token
from bairi.ground.accounts.models import RoleGrant, User
from bairi.ground.accounts.queries import actor_for
from bairi.ground.places.actions import refresh_tree
from bairi.ground.places.models import Place, PlaceLevel, PlaceVersion
from bairi.plan.campaigns.models import Campaign, CampaignClock, Line, Measure, PlanVersion, Target, TargetVersion, Task

TOWNSHIPS, VILLAGES, TASKS = 12, 65, 11


@dataclass(frozen=True)
class County:
    villages: list[str]
    tasks: list[str]
    day: date
    secret: str


def build_county() -> County:
    """The county in the database, empty of reports."""
    county = _place("533401", "县", PlaceLevel.COUNTY, None)
    townships = [_place(f"5334011{n:02}", f"乡{n}", PlaceLevel.TOWNSHIP, county) for n in range(TOWNSHIPS)]
    villages = [
        _place(f"{townships[n % TOWNSHIPS].code}2{n:02}", f"村{n}", PlaceLevel.VILLAGE, townships[n % TOWNSHIPS])
        for n in range(VILLAGES)
    ]
    refresh_tree()
    today = timezone.localdate()
    tasks = _campaign(Place.objects.get(code="533401"), villages, today)
    user = User.objects.create(username="officer", name="Officer")
    RoleGrant.objects.create(
        user=user, role=Role.DATA_OFFICER, place_id=county.pk, task_codes=[], granted_at=timezone.now()
    )
    secret = create_token(name="bench", by=actor_for(user, via="page"), at=timezone.now()).secret
    return County([place.code for place in villages], tasks, today, secret)


def _place(code: str, name: str, level: PlaceLevel, parent: Place | None) -> Place:
    place = Place.objects.create(code=code, name=name, level=level, parent=parent, path=code)
    PlaceVersion.objects.create(place=place, code=code, name=name, parent=parent)
    return place


def _campaign(county: Place, villages: list[Place], today: date) -> list[str]:
    began = to_known(timezone.now())
    start, due = today - timedelta(days=40), today + timedelta(days=60)
    campaign = Campaign.objects.create(
        code="bench", name="百日", place=county, state="running", start_on=start, deadline_on=due, started_known=began
    )
    CampaignClock.objects.create(campaign=campaign, known=began)
    version = PlanVersion.objects.create(
        campaign=campaign, number=1, known=began, made_by_name="-", reason="-", source="workbook"
    )
    line = Line.objects.create(campaign=campaign, code="base", name="基础设施")
    for n in range(TASKS):
        task = Task.objects.create(campaign=campaign, line=line, code=f"t{n}", name=f"任务{n}", order=n)
        measure = Measure.objects.create(task=task, code="done", name="完成", unit="公里", counts=True)
        for place in villages:
            target = Target.objects.create(campaign=campaign, task=task, measure=measure, place=place)
            TargetVersion.objects.create(
                target=target, plan_version=version, known_from=began, must=100.0, start_on=start, due_on=due
            )
    return [f"t{n}" for n in range(TASKS)]
