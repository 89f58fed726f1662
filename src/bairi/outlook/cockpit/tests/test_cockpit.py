"""The cockpit of a place: what it adds up, whom it shows it to, and how past days are asked for."""

from __future__ import annotations

from datetime import date

import pytest

from bairi.delivery.reports.models import Standing
from bairi.delivery.reports.rules import Level
from bairi.delivery.rollups.definitions import DEFINITIONS
from bairi.delivery.rollups.engines import Database
from bairi.delivery.rollups.queries import view
from bairi.delivery.rollups.tests.county import make_county
from bairi.ground.access import Actor, Grant, NotVisible, Role
from bairi.ground.places.models import Place
from bairi.outlook.cockpit.queries.cockpit import cockpit
from bairi.outlook.cockpit.queries.target import target_page
from bairi.plan.campaigns.models import Campaign

pytestmark = pytest.mark.django_db
ON = date(2016, 3, 10)


@pytest.fixture
def campaign() -> Campaign:
    return make_county()


def actor_of(role: Role, code: str, tasks: frozenset[str] | None = None) -> Actor:
    place = Place.objects.get(code=code)
    return Actor(user_id=1, name="x", grants=(Grant(role, place.path, place.code, tasks),))


def test_the_head_equals_the_roll_up_in_sql(campaign: Campaign) -> None:
    commander = actor_of(Role.COMMANDER, "c")

    page = cockpit(commander, "first", on=ON)

    asked = view(commander, "first", on=ON, to_level=3)
    row = Database().run(DEFINITIONS["attainment_by_place"], asked.parameters())[0]
    assert (page.header.reported, page.header.confirmed, page.header.verified) == pytest.approx(row[5:])
    assert page.header.targets == row[2]


def test_each_row_equals_the_roll_up_in_sql(campaign: Campaign) -> None:
    commander = actor_of(Role.COMMANDER, "c")

    page = cockpit(commander, "first", on=ON, basis=Level.REPORTED)

    asked = view(commander, "first", on=ON, to_level=4)
    wanted = {row[0]: row[5] for row in Database().run(DEFINITIONS["attainment_by_place"], asked.parameters())}
    codes = {place.pk: place.code for place in Place.objects.all()}
    assert {row.code: row.whole.figure for row in page.rows} == pytest.approx(
        {codes[key]: value for key, value in wanted.items()}
    )


def test_a_clerk_sees_the_own_township_and_no_other(campaign: Campaign) -> None:
    clerk = actor_of(Role.TOWNSHIP_CLERK, "t1")

    assert cockpit(clerk, "first", on=ON).root.code == "t1"
    for other in ("t0", "c", "t0v1"):
        with pytest.raises(NotVisible):
            cockpit(clerk, "first", on=ON, place=other)


def test_a_department_sees_its_tasks_everywhere(campaign: Campaign) -> None:
    roads = actor_of(Role.DEPARTMENT, "c", frozenset({"k1"}))

    page = cockpit(roads, "first", on=ON)

    assert [task.code for task in page.tasks] == ["k1"]
    assert {row.task_code for row in page.picture.rows} == {"k1"}
    with pytest.raises(NotVisible):
        cockpit(roads, "first", on=ON, task="k0")


def test_a_target_page_opens_below_the_scope_only(campaign: Campaign) -> None:
    clerk = actor_of(Role.TOWNSHIP_CLERK, "t1")
    inside = cockpit(clerk, "first", on=ON).picture.rows[0]

    page = target_page(clerk, "first", place=inside.place_code, task=inside.task_code, on=ON)

    assert page.row.target_id == inside.target_id
    assert page.trail[0].code == "c"
    with pytest.raises(NotVisible):
        target_page(clerk, "first", place="t0v1", task=inside.task_code, on=ON)


def test_a_campaign_without_reports_has_a_page(campaign: Campaign) -> None:
    Standing.objects.all().delete()

    page = cockpit(actor_of(Role.COMMANDER, "c"), "first", on=ON)

    assert page.header.reported == 0.0
    assert page.header.verified == 0.0
    assert page.header.coverage == 0.0


def test_no_status_on_the_verified_basis_below_the_coverage_threshold(campaign: Campaign) -> None:
    Standing.objects.filter(level=Level.VERIFIED).delete()

    page = cockpit(actor_of(Role.COMMANDER, "c"), "first", on=ON, basis=Level.VERIFIED)

    assert not page.header.status_given
