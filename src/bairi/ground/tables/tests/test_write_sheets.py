"""Out, marked, and in again."""

import csv as csv_module
import io
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from bairi.ground.tables import (
    LIST_SHEET,
    Column,
    Filled,
    Kind,
    export,
    export_csv,
    mark_errors,
    open_sheet,
    write_refused,
    write_template,
)
from bairi.ground.tables.tests.sheets import HEAD, PLAN, ROW, csv, saved, xls, xlsx

COLUMNS = (
    Column("name", "Name"),
    Column("code", "Code", Kind.CODE),
    Column("value", "Value", Kind.NUMBER),
    Column("day", "Day", Kind.DATE),
)
DANGEROUS = ["=1+1", "+86 138", "-cmd|x", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "＝1+1", "\n=1"]


def sheet_of(data):
    return load_workbook(io.BytesIO(data)).worksheets[0]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_becomes_a_formula(text):
    rows = [{"name": text, "code": text, "value": None, "day": None}]

    cell = sheet_of(export(rows, COLUMNS))["A2"]
    line = list(csv_module.reader(io.StringIO(export(rows, COLUMNS, format="csv").decode("utf-8-sig"), newline="")))[1]

    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert line[0].startswith("'")
    assert line[1].startswith("'")


def test_negative_numbers_stay_numbers():
    rows = [{"name": "-5", "code": "1", "value": -5.5, "day": date(2016, 3, 31)}]

    sheet = sheet_of(export(rows, COLUMNS))
    text = export(rows, COLUMNS, format="csv").decode("utf-8-sig")

    assert (sheet["C2"].value, sheet["C2"].data_type) == (-5.5, "n")
    assert text.splitlines()[1] == "-5,1,-5.5,2016-03-31"


def test_export_takes_objects_choices_lists_and_moments():
    @dataclass
    class Line:
        way: str
        units: tuple[str, ...]
        goal: bool
        at: datetime

    columns = (*(PLAN.column(name) for name in ("way", "units", "goal")), Column("at", "At"))
    rows = [Line("tallied", ("农科局", "发改局"), True, datetime(2016, 3, 31, 4, tzinfo=UTC))]

    sheet = sheet_of(export(rows, columns, title="a/b[c]" * 9))
    line = b"".join(export_csv(rows, columns)).decode("utf-8-sig").splitlines()[1]

    assert [sheet.cell(2, index).value for index in (1, 2)] == ["Tallied", "农科局、发改局"]
    assert sheet["D2"].is_date
    assert line.startswith("Tallied,农科局、发改局,")
    assert sheet.freeze_panes == "A2"


def test_csv_opens_right_in_a_spreadsheet():
    data = export([{"name": "安南村", "code": "533401202202", "value": 1, "day": None}], COLUMNS, format="csv")

    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data


def test_codes_are_written_as_text():
    cell = sheet_of(export([{"name": "x", "code": "533401202202", "value": 1, "day": None}], COLUMNS))["B2"]

    assert (cell.value, cell.number_format, cell.data_type) == ("533401202202", "@", "s")


def test_a_template_has_two_languages_drop_downs_text_codes_and_an_explanation():
    rows = [
        {
            "place": "533401202202",
            "name": "安南村",
            "must": 115.0,
            "reserve": None,
            "due_on": date(2016, 3, 31),
            "share": 0.5,
            "way": "tallied",
            "units": ("农科局",),
            "goal": True,
        }
    ]
    data = write_template(
        [Filled(PLAN, rows, {"name": ["安南村", "江边村"]})], title="Plan", about=["How to fill it in."]
    )

    book = load_workbook(io.BytesIO(data))
    explanation, sheet, lists = book.worksheets

    assert lists.sheet_state == "hidden"
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].value.endswith("*")
    assert sheet.column_dimensions["A"].number_format == "@"
    assert {str(rule.sqref).split(":")[0] for rule in sheet.data_validations.dataValidation} == {"B2", "G2", "I2"}
    assert any("How to fill it in." in str(cell.value) for row in explanation for cell in row)

    reading = open_sheet(data, PLAN)
    (row,) = list(reading)
    assert not reading.problems
    assert row.values == rows[0]


def test_the_same_workbook_comes_back_marked_and_loses_its_marks_when_mended():
    data = xlsx([["表一"], HEAD, ["5.33E+11", "安南村", "115户", "3.31"]], merged=["A1:D1"])
    reading = open_sheet(data, PLAN, period=(date(2016, 1, 1), date(2016, 12, 31)))
    list(reading)

    marked = mark_errors(data, reading.problems + reading.notices)

    book = load_workbook(io.BytesIO(marked))
    sheet = book["目标"]
    assert book.sheetnames[0] == LIST_SHEET
    assert "115户" in sheet["C3"].comment.text
    assert (sheet["C3"].fill.fgColor.rgb, sheet["D3"].fill.fgColor.rgb) == ("FFFFC7CE", "FFFFEB9C")
    assert sheet["B3"].comment is None
    assert book[LIST_SHEET]["B2"].hyperlink.location or book[LIST_SHEET]["B2"].hyperlink.target

    sheet["C3"], sheet["A3"] = 115, "533401202202"
    again = open_sheet(saved(book), PLAN, period=(date(2016, 1, 1), date(2016, 12, 31)))
    assert [row["must"] for row in again] == [115]
    clean = load_workbook(io.BytesIO(mark_errors(saved(book), [])))
    assert clean["目标"]["C3"].comment is None
    assert clean["目标"]["C3"].fill.fill_type is None


@pytest.mark.parametrize(("make", "name"), [(xls, "a.xls"), (csv, "目标.csv")])
def test_old_and_text_files_come_back_as_marked_xlsx(make, name):
    data = make([HEAD, ["533401202202", "=1+1", "多", ""]])
    reading = open_sheet(data, PLAN, name=name)
    list(reading)

    book = load_workbook(io.BytesIO(mark_errors(data, reading.problems, name=name)))

    assert book.worksheets[1]["C2"].comment.text.startswith(reading.problems[0].text)
    assert book.worksheets[1]["B2"].data_type == "s"


def test_a_mark_on_a_merged_cell_goes_to_its_corner():
    data = xlsx([HEAD, ROW], merged=["C2:D2"])
    reading = open_sheet(data, PLAN)
    row = next(iter(reading))
    problem = reading.add(row.number, "due_on", "required")

    book = load_workbook(io.BytesIO(mark_errors(data, [problem])))

    assert book["目标"]["C2"].comment


def test_only_the_refused_rows_come_back_to_be_mended():
    reading = open_sheet(
        xlsx([[], ["行政村", "区划代码", "必成数"], ["安南村", "533401202202", 115], ["江边村", 533401202203, "多"]]),
        PLAN,
    )
    refused = [row for row in reading if row.problems]

    data = write_refused(PLAN, refused, reading.header.columns)

    sheet = sheet_of(data)
    assert [cell.value for cell in sheet[2]] == [533401202203, "江边村", "多"]
    assert "多" in sheet["C2"].comment.text
    again = open_sheet(data, PLAN)
    assert [row["place"] for row in again] == ["533401202203"]


names = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12).filter(str.strip)


@given(
    st.lists(
        st.tuples(names, st.decimals(-(10**6), 10**6, places=3), st.dates(date(1990, 1, 1), date(2099, 1, 1))),
        min_size=1,
        max_size=5,
        unique_by=lambda row: row[0],
    ),
    st.sampled_from(["xlsx", "csv"]),
)
def test_what_goes_out_comes_in_again(lines, form):
    from bairi.ground.tables import Sheet

    columns = (Column("name", "Name"), Column("value", "Value", Kind.NUMBER), Column("day", "Day", Kind.DATE))
    rows = [{"name": f"x{name}", "value": float(value), "day": day} for name, value, day in lines]

    data = export(rows, columns, format=form)

    assert [row.values for row in open_sheet(data, Sheet("s", "S", columns))] == rows
