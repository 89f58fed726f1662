"""What reports, rulings, verifications and items keep of people goes with the event that brought it; figures stay."""

import pytest

from bairi.delivery.reports.actions import send_back_report
from bairi.delivery.reports.actions.erase_texts import TEXTS, texts_said
from bairi.delivery.reports.models import Report, Ruling, Verification
from bairi.delivery.reports.queries.checks import check_standing
from bairi.ground.transparency.actions import erase_personal_data, integrate
from bairi.ground.transparency.events import event_classes
from bairi.ground.transparency.models import EventRow
from tests.cast import NOON

pytestmark = pytest.mark.django_db


def erase(cast, kind):
    integrate(at=NOON)
    row = EventRow.objects.filter(kind=kind).latest("seq")
    assert texts_said(row)
    erase_personal_data(seq=row.seq, reason="本人要求", by=cast["archivist"], at=NOON)


def test_the_note_and_the_names_of_a_report_go_and_its_figure_stays(cast, world):
    before = Report.objects.get(uuid=EventRow.objects.filter(kind="reports.report_received").latest("seq").subject)
    erase(cast, "reports.report_received")
    report = Report.objects.get(pk=before.pk)

    assert (report.note, report.entered_for, report.entered_by_name) == ("", "", "—")
    assert (report.value, report.digest) == (before.value, before.digest)
    assert Report.objects.filter(entered_by_name="—").count() == 1
    assert check_standing() == []


def test_of_several_rulings_only_the_one_goes(cast, world):
    report = Report.objects.filter(state="waiting").first()
    for reason in ("户主不在家", "第二次"):
        Report.objects.filter(pk=report.pk).update(state="waiting")
        send_back_report(uuid=report.uuid, reason=reason, by=cast["township_clerk"], at=NOON)
    erase(cast, "reports.report_sent_back")

    kept = Ruling.objects.filter(report=report).order_by("known").values_list("reason", "by_name")
    assert list(kept) == [("户主不在家", "Township Clerk"), ("", "—")]


def test_a_verifications_note_goes(cast, world):
    erase(cast, "reports.target_verified")

    assert (Verification.objects.get().note, Verification.objects.get().by_name) == ("", "—")


def test_every_personal_event_of_the_room_says_what_goes_or_keeps_nothing_beside_the_log():
    personal = {k for k, cls in event_classes().items() if k.startswith("reports.") and cls.personal}

    assert personal - TEXTS.keys() == {"reports.item_retired"}  # the row keeps no reason


@pytest.mark.parametrize("kind", sorted(TEXTS))
def test_what_is_left_fits_its_row(kind):
    texts = TEXTS[kind]
    fields = {field.name: field for field in texts.rows.model._meta.get_fields()}

    assert all(fields[name].blank or left for name, left in texts.left.items())
    assert texts.key.partition("__")[0] in fields
