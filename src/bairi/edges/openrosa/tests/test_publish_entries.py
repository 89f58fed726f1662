"""A form of several reports is published when it says in which repeat its parts stand; else the cell is named."""

import io

import pytest
from openpyxl import Workbook

from bairi.edges.openrosa.actions import publish_form
from bairi.edges.openrosa.problems import FormFaulty
from tests.cast import NOON
from tests.world import CAMPAIGN

pytestmark = pytest.mark.django_db
SURVEY = (
    ("text", "place", "Village"),
    ("date", "day", "Day"),
    ("begin_group", "site", "Site"),
    ("begin repeat", "visits", "Visits"),
    ("text", "task", "Task"),
    ("decimal", "km", "km"),
    ("image", "photo", "Photo"),
    ("end repeat", "", ""),
    ("end_group", "", ""),
    ("begin_repeat", "tanks", "Tanks"),
    ("decimal", "built", "Built"),
    ("end_repeat", "", ""),
)
REPORTS = (
    ("place", "place", None, None),
    ("effective_on", "day", None, None),
    ("task", "task", None, "visits"),
    ("value", "km", None, "visits"),
    ("task", None, "tanks", "tanks"),
    ("value", "built", None, "tanks"),
)


def workbook(survey=SURVEY, reports=REPORTS) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "survey"
    for row in (("type", "name", "label"), *survey):
        sheet.append(row)
    if reports:
        sheet = book.create_sheet("reports")
        for row in (("field", "question", "constant", "group"), *reports):
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def publish(drive, **sheets):
    return publish_form(
        campaign=CAMPAIGN, source=workbook(**sheets), name="form.xlsx", by=drive["data_officer"], at=NOON
    )


def faults(drive, **sheets) -> list[tuple[str, str, str]]:
    with pytest.raises(FormFaulty) as refused:
        publish(drive, **sheets)
    return [(f["sheet"], f["cell"], f["code"]) for f in refused.value.data["faults"]]


def test_each_repeat_declares_its_own_parts_beside_those_of_the_whole_form(drive):
    form = publish(drive)

    assert form.fields == {"place": {"question": "place"}, "effective_on": {"question": "day"}}
    assert form.groups == {
        "site/visits": {"task": {"question": "site/visits/task"}, "value": {"question": "site/visits/km"}},
        "tanks": {"task": {"constant": "tanks"}, "value": {"question": "tanks/built"}},
    }
    assert "<repeat " in form.xform


def test_without_the_sheet_questions_in_a_repeat_belong_to_it(drive):
    survey = [(kind, {"day": "effective_on", "km": "value"}.get(name, name), label) for kind, name, label in SURVEY]
    form = publish(drive, survey=survey, reports=())

    assert set(form.fields) == {"place", "effective_on"}
    assert set(form.groups["site/visits"]) == {"task", "value"}


def test_a_form_without_repeats_has_no_groups(drive):
    survey = [row for row in SURVEY if "repeat" not in row[0]]
    form = publish(drive, survey=survey, reports=[(*row[:3], None) for row in REPORTS[:4]])

    assert (form.groups, set(form.fields)) == ({}, {"place", "effective_on", "task", "value"})


def test_two_repeats_may_ask_by_the_same_names(drive):
    survey = [(kind, "km" if name == "built" else name, label) for kind, name, label in SURVEY]
    reports = [(name, "km" if asked == "built" else asked, constant, group) for name, asked, constant, group in REPORTS]
    form = publish(drive, survey=survey, reports=reports)

    asked = {group: where["value"]["question"] for group, where in form.groups.items()}
    assert asked == {"site/visits": "site/visits/km", "tanks": "tanks/km"}


def test_a_question_may_be_named_by_its_path(drive):
    form = publish(drive, reports=changed(3, "value", "/data/site/visits/km", None, "visits"))

    assert form.groups["site/visits"]["value"] == {"question": "site/visits/km"}


def changed(number: int, *row):
    return [*REPORTS[:number], row, *REPORTS[number + 1 :]]


@pytest.mark.parametrize(
    ("reports", "found"),
    [
        (changed(3, "value", "km", None, "visit"), ("reports", "D5", "group_unknown")),
        (changed(3, "value", "km", None, "site"), ("reports", "D5", "group_unknown")),
        (changed(3, "value", "km", None, "tanks"), ("reports", "D5", "not_in_group")),
        (changed(1, "effective_on", "day", None, "visits"), ("reports", "D3", "not_in_group")),
        (changed(3, "value", "km", None, None), ("reports", "D5", "question_repeated")),
        (changed(4, "value", None, "1", "visits"), ("reports", "A6", "field_twice")),
        (changed(4, "place", None, "1", "tanks"), ("reports", "A6", "field_twice")),
        (REPORTS[:5], ("reports", "A1", "fields_missing")),
    ],
    ids=lambda value: value[2] if isinstance(value, tuple) else "",
)
def test_what_is_wrong_with_a_group_is_named_by_its_cell(drive, reports, found):
    assert faults(drive, reports=reports) == [found]


def test_a_repeat_within_a_repeat_and_a_long_name_are_named(drive):
    within = (("begin_repeat", "villages", "Villages"), *SURVEY, ("end_repeat", "", ""))
    long = [(kind, "v" * 33 if name == "visits" else name, label) for kind, name, label in SURVEY]
    reports = [(*row[:3], "v" * 33 if row[3] == "visits" else row[3]) for row in REPORTS]

    assert faults(drive, survey=within)[-1] == ("reports", "D7", "group_nested")
    assert faults(drive, survey=long, reports=reports) == [
        ("reports", "D4", "group_long"),
        ("reports", "D5", "group_long"),
    ]
