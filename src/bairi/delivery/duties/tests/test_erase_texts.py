"""Personal data of the duty log goes with its event; the days still count."""

import pytest
from django.urls import reverse

from bairi.delivery.duties.actions import log_duty, record_visit, withdraw_visit
from bairi.delivery.duties.models import DutyDay, Visit
from bairi.ground.transparency.actions import erase_personal_data, integrate
from bairi.ground.transparency.models import EventRow
from tests.cast import NOON
from tests.world import CAMPAIGN

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.BAIRI_HOME = tmp_path


def erase(cast, kind):
    integrate(at=NOON)
    seq = EventRow.objects.get(kind=kind).seq
    erase_personal_data(seq=seq, reason="本人要求", by=cast["archivist"], at=NOON)


def test_a_day_of_leave_stays_one_and_no_longer_says_why(cast, log, sign_in):
    log_duty(log(presence="leave", leave="sick", note="在州医院"), by=cast["village_team"], at=NOON)
    erase(cast, "duties.duty_logged")
    day = DutyDay.objects.get()

    assert (day.presence, day.leave, day.note, day.entered_by_name) == ("leave", "—", "", "—")
    address = reverse("duty_month", args=[CAMPAIGN])
    shown = sign_in("village_team").get(address, {"place": cast.places["village"].code}, follow=True)
    assert shown.status_code == 200
    assert "在州医院" not in shown.content.decode()


def test_whom_a_visit_was_to_and_why_it_was_withdrawn_go_each_with_its_event(cast, visit):
    new = visit(whom="和志强家", agreed="三日内补交材料")
    record_visit(new, by=cast["village_team"], at=NOON)
    withdraw_visit(visit=new.key, reason="写错了人", by=cast["village_team"], at=NOON)
    erase(cast, "duties.visit_recorded")
    row = Visit.objects.get()
    assert (row.whom, row.agreed, row.entered_by_name, row.withdrawn_reason) == ("—", "", "—", "写错了人")

    erase(cast, "duties.visit_withdrawn")
    row.refresh_from_db()
    assert (row.withdrawn_reason, row.withdrawn_by_name) == ("—", "—")
