"""The form as a workbook: made, relabelled, published; what is wrong is named by its cell."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from bairi.edges.openrosa.actions import publish_form
from bairi.edges.openrosa.models import FormVersion
from bairi.edges.openrosa.problems import FormClosed, FormFaulty
from bairi.edges.openrosa.xlsform import generated_form
from bairi.ground.access import NotAllowed, NotVisible
from bairi.ground.tables import FileLocked, FileTooLarge, FileUnreadable
from bairi.ground.transparency.models import EventRow
from bairi.plan.campaigns.actions import close_campaign
from bairi.plan.campaigns.models import Campaign
from tests.cast import NOON
from tests.world import CAMPAIGN

pytestmark = pytest.mark.django_db


def changed(**cells) -> bytes:
    """The generated workbook with some cells changed: `changed(survey_A5="audio")`."""
    book = load_workbook(io.BytesIO(generated_form(Campaign.objects.get(code=CAMPAIGN), number=1)))
    for name, value in cells.items():
        sheet, _, cell = name.rpartition("_")
        book[sheet][cell] = value
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def publish(drive, source, **options):
    return publish_form(
        campaign=CAMPAIGN, source=source, name="form.xlsx", by=drive["data_officer"], at=NOON, **options
    )


def faults(drive, source) -> list[tuple[str, str, str]]:
    with pytest.raises(FormFaulty) as refused:
        publish(drive, source)
    return [(f["sheet"], f["cell"], f["code"]) for f in refused.value.data["faults"]]


def test_the_generated_form_speaks_three_languages(drive):
    FormVersion.objects.all().delete()
    form = publish_form(campaign=CAMPAIGN, by=drive["data_officer"], at=NOON)

    assert [lang in form.xform for lang in ("简体中文 (zh-Hans)", "繁體中文 (zh-Hant)", "English (en)")] == [True] * 3
    assert form.is_generated
    assert form.fields["place"] == {"question": "place"}
    assert EventRow.objects.filter(kind="openrosa.form_published", subject="bairi_battle/1").count() == 1


def test_the_generated_form_asks_for_what_the_campaign_asks_of_photos(drive):
    Campaign.objects.update(photo_px=2000)
    form = publish_form(campaign=CAMPAIGN, by=drive["data_officer"], at=NOON)

    assert form.xform.count('orx:max-pixels="2000"') == 4
    (binding,) = [line for line in form.xform.replace("<bind", "\n<bind").splitlines() if 'type="geopoint"' in line]
    assert "/asks_position  = '1'" in binding
    assert "required" not in binding
    assert form.fields["position"] == {"question": "position"}


def test_changed_words_are_published_with_a_number_of_our_own(drive):
    form = publish(drive, changed(survey_C2="哪个村？", settings_B2="mine", settings_C2="77"), note="改了一个词")

    assert (form.number, form.form_id, form.is_generated, form.note) == (2, "bairi_battle", False, "改了一个词")
    assert "哪个村？" in form.xform
    assert '<data id="bairi_battle" version="2">' in form.xform


def test_a_question_may_go_by_another_name_when_it_is_declared(drive):
    form = publish(drive, changed(survey_B20="remark", reports_B10="remark"))

    assert form.fields["note"] == {"question": "remark"}


def test_a_form_of_their_own_is_published_when_it_declares_its_parts(drive):
    book = Workbook()
    survey, reports = book.active, book.create_sheet("reports")
    survey.title = "survey"
    for row in (
        ("type", "name", "label"),
        ("text", "village", "Village"),
        ("decimal", "km", "km"),
        ("date", "day", "Day"),
    ):
        survey.append(row)
    for row in (
        ("field", "question", "constant"),
        ("place", "village", None),
        ("task", None, "roads"),
        ("value", "km", None),
        ("effective_on", "day", None),
    ):
        reports.append(row)
    form = publish(drive, saved(book))

    assert form.fields["task"] == {"constant": "roads"}
    assert form.title == "百日会战"


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"survey_A5": "selekt_one"}, ("survey", "A5", "not_converted")),
        ({"survey_B8": "a b", "reports_B2": "place"}, ("survey", "B8", "not_converted")),
        ({"survey_L10": "${nowhere} = 1"}, ("survey", "L10", "not_converted")),
        ({"survey_A16": "audio"}, ("survey", "A16", "no_evidence")),
        ({"survey_A16": "start-geopoint"}, ("survey", "A16", "unseen")),
        ({"survey_A2": "select_one_from_file villages.csv"}, ("survey", "A2", "no_such_file")),
        ({"survey_U1": "media::image", "survey_U3": "a.png"}, ("survey", "U3", "no_media")),
        ({"settings_F1": "submission_url", "settings_F2": "https://x.example"}, ("settings", "F2", "elsewhere")),
        ({"reports_A3": "tusk"}, ("reports", "A3", "field_unknown")),
        ({"reports_A3": "place"}, ("reports", "A3", "field_twice")),
        ({"reports_B4": "nowhere"}, ("reports", "B4", "question_unknown")),
        ({"reports_C4": "done"}, ("reports", "B4", "one_of_both")),
        ({"reports_A2": None, "reports_B2": None}, ("reports", "A1", "fields_missing")),
    ],
    ids=lambda value: "" if isinstance(value, tuple) else next(iter(value)),
)
def test_what_is_wrong_is_named_by_its_cell(drive, cells, found):
    assert faults(drive, changed(**cells)) == [found]
    assert FormVersion.objects.count() == 1


def test_everything_wrong_is_said_at_once(drive):
    wrong = faults(drive, changed(survey_A16="audio", survey_A17="video", reports_A3="tusk"))

    assert [cell for _, cell, _ in wrong] == ["A16", "A17", "A3"]


def test_a_sheet_that_is_missing_is_named(drive):
    book = load_workbook(io.BytesIO(changed()))
    book.remove(book["survey"])

    assert faults(drive, saved(book)) == [("survey", "A1", "survey_missing")]


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (b"type,name\n", FileUnreadable),
        (b"PK\x03\x04 nothing", FileUnreadable),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), FileLocked),
        (b"PK\x03\x04" + b"0" * (6 << 20), FileTooLarge),
    ],
    ids=["text", "broken", "locked", "large"],
)
def test_what_is_no_workbook_is_refused(drive, source, problem):
    with pytest.raises(problem):
        publish(drive, source)


@pytest.mark.parametrize(("who", "problem"), [("stranger", NotVisible), ("village_team", NotAllowed)])
def test_who_may_not_publish(drive, who, problem):
    with pytest.raises(problem):
        publish_form(campaign=CAMPAIGN, by=drive[who], at=NOON)

    assert FormVersion.objects.count() == 1


def test_a_closed_campaign_keeps_its_form(drive):
    close_campaign(campaign=CAMPAIGN, typed_name="百日会战", reason="期满", by=drive["commander"], at=NOON)
    with pytest.raises(FormClosed):
        publish(drive, None)


def test_the_page_takes_the_workbook_down_and_up(sign_in, drive):
    officer = sign_in("data_officer")
    page = reverse("odk_forms", args=[CAMPAIGN])
    assert "Phones are offered the newest" in officer.get(page).content.decode()
    taken = officer.get(reverse("odk_workbook", args=[CAMPAIGN, 1]))
    assert "filename" in taken["Content-Disposition"]
    assert (
        load_workbook(io.BytesIO(officer.get(reverse("odk_template", args=[CAMPAIGN])).content))["settings"]["C2"].value
        == "2"
    )

    sent = SimpleUploadedFile("form.xlsx", taken.content)
    answer = officer.post(reverse("publish_form", args=[CAMPAIGN]), {"source": sent, "note": "改词"}, follow=True)
    assert "Version 2 is published" in answer.content.decode()
    assert officer.post(reverse("publish_form", args=[CAMPAIGN]), {"generated": "1"}).status_code == 302
    assert FormVersion.objects.count() == 3


def test_the_page_names_the_cells_that_need_mending(sign_in, drive):
    officer, address = sign_in("data_officer"), reverse("publish_form", args=[CAMPAIGN])
    bad = SimpleUploadedFile("form.xlsx", changed(survey_A16="audio", reports_A3="tusk"))
    answer = officer.post(address, {"source": bad})
    text = officer.post(address, {"source": SimpleUploadedFile("form.csv", b"a,b\n1,2\n")})
    nothing = officer.post(address, {})

    assert (answer.status_code, text.status_code, nothing.status_code) == (422, 422, 422)
    assert "survey A16" in answer.content.decode()
    assert "reports A3" in answer.content.decode()
    assert "cannot be read as a table" in text.content.decode()
    assert "Choose the workbook first" in nothing.content.decode()


def test_without_a_form_the_page_says_what_to_do(sign_in, cast, world):
    FormVersion.objects.all().delete()

    assert "Publish the form" in sign_in("data_officer").get(reverse("odk_forms", args=[CAMPAIGN])).content.decode()
    assert "The data officer" in sign_in("village_team").get(reverse("odk_forms", args=[CAMPAIGN])).content.decode()


def test_a_phone_is_prepared_and_shown_once(sign_in, drive):
    team, address = sign_in("village_team"), reverse("add_phone", args=[CAMPAIGN])
    answer = team.post(address, {"name": "红色手机"})
    shown = answer.content.decode()

    assert answer["Cache-Control"].startswith("max-age=0")
    assert "<svg" in shown
    assert "http://testserver/openrosa/battle<" in shown
    assert "bairi_" in shown
    later = team.get(reverse("odk_forms", args=[CAMPAIGN])).content.decode()
    assert "红色手机" in later
    assert "Set the phone up now" not in later
    assert team.post(address, {"name": ""}).status_code == 422
    assert sign_in("viewer").post(address, {"name": "x"}).status_code == 403
