"""A province to bench with, on PostgreSQL: 15,000 villages in 125 counties, one campaign of 11 tasks over all of them.

Most of it is written by SQL, in the shape that the actions leave behind: targets, their versions, and standing at three
levels on forty days, with knowledge that has been superseded.
"""

import dataclasses
from datetime import date, timedelta

COUNTIES, TOWNSHIPS, VILLAGES, TASKS, DAYS = 125, 10, 12, 11, 40
"""Townships of a county, villages of a township."""
STEPS = 8
"""Values that a target had in turn at a level; each was known otherwise for a while."""
LANDS_ON = "t10"
"""The task that reports land on; it has no history."""

STANDING = """
INSERT INTO reports_standing
  (target_id, item_id, level, effective_from, effective_to, known_from, known_to, value, claim_id)
SELECT t.id, 0, level.n, %(first)s + step.n * 5,
  CASE step.n WHEN %(steps)s - 1 THEN %(open_day)s ELSE %(first)s + step.n * 5 + 5 END,
  %(began)s + step.n * 1000000000::bigint + level.n * 1000 + known.n,
  CASE known.n WHEN 1 THEN %(open)s ELSE %(began)s + step.n * 1000000000::bigint + level.n * 1000 + 1 END,
  (t.id %% 7 + 3) * (step.n + 1) * (1.1 - level.n * 0.1) * (0.5 + known.n * 0.5), t.id * 1000 + step.n
FROM campaigns_target t JOIN campaigns_task k ON k.id = t.task_id AND k.code <> %(empty)s
CROSS JOIN generate_series(0, %(steps)s - 1) AS step (n) CROSS JOIN generate_series(1, 3) AS level (n)
CROSS JOIN generate_series(0, 1) AS known (n)
WHERE level.n < 3 OR (t.id + step.n) %% 5 = 0
"""


@dataclasses.dataclass(frozen=True)
class Province:
    campaign: str
    county: str
    villages: list[str]
    day: date
    periods: int


def build_province() -> Province:
    """The province; the county is one of its 125, the villages are that county's."""
    from django.db import connection
    from django.utils import timezone

    from bairi.ground.access import Role
    from bairi.ground.accounts.models import RoleGrant, User
    from bairi.ground.places.models import Place

    today = timezone.localdate()
    _places()
    _targets(*_campaign(today))
    with connection.cursor() as cursor:
        periods = _standing(cursor, today)
        cursor.execute("VACUUM ANALYZE")
    county = Place.objects.get(code="530077")
    for name, role, place in (("officer", Role.DATA_OFFICER, None), ("commander", Role.COMMANDER, county)):
        user = User.objects.create(username=name, name=name.title())
        RoleGrant.objects.create(user=user, role=role, place=place, task_codes=[], granted_at=timezone.now())
    villages = Place.objects.filter(path__startswith=county.path, level=5).order_by("code")
    return Province("bench", county.code, list(villages.values_list("code", flat=True)), today, periods)


def _places():
    from bairi.ground.places.actions import refresh_tree
    from bairi.ground.places.models import Place, PlaceLevel, PlaceVersion

    province = Place.objects.create(code="53", name="省", level=PlaceLevel.PROVINCE, path="53")
    above = [province]
    for level, many, digits in (
        (PlaceLevel.COUNTY, COUNTIES, 4), (PlaceLevel.TOWNSHIP, TOWNSHIPS, 3), (PlaceLevel.VILLAGE, VILLAGES, 3),
    ):  # fmt: skip
        codes = [(parent, f"{parent.code}{n:0{digits}}") for parent in above for n in range(many)]
        above = Place.objects.bulk_create(
            (Place(code=code, name=f"{level.label}{code[2:]}", level=level, parent=parent, path=code)
             for parent, code in codes), batch_size=2000,
        )  # fmt: skip
    PlaceVersion.objects.bulk_create(
        (PlaceVersion(place=p, code=p.code, name=p.name, parent_id=p.parent_id) for p in Place.objects.all()),
        batch_size=2000,
    )
    refresh_tree()


def _campaign(today):
    """A running campaign with one target in one village, and all villages."""
    from django.utils import timezone

    from bairi.ground.access.known import to_known
    from bairi.ground.places.models import Place
    from bairi.plan.campaigns.models import Campaign, CampaignClock, Line, Measure, PlanVersion, Task

    began = to_known(timezone.now() - timedelta(days=DAYS))
    campaign = Campaign.objects.create(
        code="bench", name="百日", place=Place.objects.get(code="53"), state="running",
        start_on=today - timedelta(days=DAYS), deadline_on=today + timedelta(days=60), started_known=began,
    )  # fmt: skip
    CampaignClock.objects.create(campaign=campaign, known=to_known(timezone.now()))
    version = PlanVersion.objects.create(
        campaign=campaign, number=1, known=began, made_by_name="-", reason="-", source="workbook"
    )
    line = Line.objects.create(campaign=campaign, code="base", name="基础设施")
    for n in range(TASKS):
        task = Task.objects.create(campaign=campaign, line=line, code=f"t{n}", name=f"任务{n}", order=n)
        Measure.objects.create(task=task, code="done", name="完成", unit="公里", counts=True)
    return campaign, version


def _targets(campaign, version):
    """One target for every village and measure: those of the first measure as models, the others copied from them."""
    from django.db import connection

    from bairi.ground.places.models import Place
    from bairi.plan.campaigns.models import Measure, Target, TargetVersion

    first, *others = Measure.objects.filter(task__campaign=campaign).order_by("task__order")
    targets = Target.objects.bulk_create(
        (Target(campaign=campaign, task_id=first.task_id, measure=first, place_id=place)
         for place in Place.objects.filter(level=5).values_list("pk", flat=True)), batch_size=5000,
    )  # fmt: skip
    TargetVersion.objects.bulk_create(
        (TargetVersion(target=target, plan_version=version, known_from=version.known, must=100.0,
                       start_on=campaign.start_on, due_on=campaign.deadline_on) for target in targets), batch_size=5000,
    )  # fmt: skip
    with connection.cursor() as cursor:
        for measure in others:
            fresh = {"key": "gen_random_uuid()", "task_id": measure.task_id, "measure_id": measure.pk}
            cursor.execute(_copy(Target, fresh) + f" WHERE old.measure_id = {first.pk}")
        cursor.execute(
            _copy(TargetVersion, {"target_id": "made.id"})
            + f"""
            JOIN campaigns_target known ON known.id = old.target_id
            JOIN campaigns_target made ON made.place_id = known.place_id AND made.measure_id <> {first.pk}"""
        )


def _copy(model, fresh):
    """Copies of all rows of a model, with some columns set afresh."""
    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    values = ", ".join(str(fresh.get(column, f"old.{column}")) for column in columns)
    table = model._meta.db_table
    return f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} old"


def _standing(cursor, today):
    from bairi.ground.access.known import OPEN, OPEN_DAY
    from bairi.plan.campaigns.models import Campaign

    first = (today - timedelta(days=DAYS)).toordinal()
    began = Campaign.objects.get().started_known
    values = {"first": first, "steps": STEPS, "began": began, "open": OPEN, "open_day": OPEN_DAY, "empty": LANDS_ON}
    cursor.execute(STANDING, values)
    return cursor.rowcount
