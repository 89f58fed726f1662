"""Sheets that come in while others report: each row is one report, nothing is lost, standing stays right."""

from datetime import timedelta
from importlib import import_module

import pytest

from bairi.delivery.reports import actions
from bairi.delivery.reports.models import Report
from bairi.delivery.reports.queries import check_standing
from bairi.delivery.reports.tests.conftest import TODAY
from bairi.delivery.reports.tests.test_import_reports import row, send, sheet
from bairi.delivery.reports.tests.test_parallel_intake import in_parallel
from bairi.ground.transparency.models import EventRow
from tests.cast import NOON

pytestmark = pytest.mark.django_db(transaction=True)
PLACES = ("533401102202", "533401102203", "533401103201")


@pytest.fixture
def rows(transactional_db, battle, monkeypatch) -> list[list[str]]:
    """Sixty rows about three villages; a part is eleven of them, so that sheets take turns."""
    monkeypatch.setattr(import_module("bairi.delivery.reports.actions.import_reports"), "PART", 11)
    days = [(TODAY - timedelta(days=n)).isoformat() for n in range(20)]
    return [row(place, day=day, value=str(n)) for n, day in enumerate(days) for place in PLACES]


def test_the_same_sheet_from_three_people_at_once_is_taken_in_once(cast, rows):
    people = {name: cast[name] for name in ("data_officer", "department")}
    made = in_parallel([lambda who=who: send(people, sheet(*rows), who) for who in ("data_officer", "department")] * 2)

    assert sum(outcome.taken for outcome in made) == len(rows)
    assert {outcome.taken + outcome.again for outcome in made} == {len(rows)}
    assert Report.objects.count() == EventRow.objects.filter(kind="reports.report_received").count() == len(rows)
    assert check_standing() == []


def test_reports_land_between_the_parts_of_a_sheet(cast, rows, battle):
    team, officer = cast["village_team"], {"data_officer": cast["data_officer"]}
    news = [battle.report(float(n), effective_on=TODAY - timedelta(days=n % 9)) for n in range(40)]
    jobs = [lambda: send(officer, sheet(*rows[:30])), lambda: send(officer, sheet(*rows[30:]))]
    jobs += [lambda new=new: actions.receive_report(new, by=team, at=NOON) for new in news]
    made = in_parallel(jobs)

    assert [outcome.taken for outcome in made[:2]] == [30, 30]
    assert all(receipt.is_new for receipt in made[2:])
    known = list(Report.objects.values_list("known", flat=True))
    assert len(set(known)) == len(known) == len(rows) + len(news)
    assert check_standing() == []
