"""Sheets as they really come."""

import io
import zipfile
from datetime import date

import pytest
import xlwt
from openpyxl import Workbook

from bairi.ground.tables import (
    open_sheet,
)
from bairi.ground.tables.tests.sheets import HEAD, PLAN, ROW, csv, saved, xls, xlsx

BATTLE = (date(2016, 2, 14), date(2016, 5, 23))


def read(data, **more):
    reading = open_sheet(data, PLAN, period=BATTLE, **more)
    return reading, list(reading)


def codes(found):
    return [(problem.code, problem.ref) for problem in found]


@pytest.mark.parametrize(
    "data",
    [
        xlsx([HEAD, ROW]),
        xls([HEAD, ROW]),
        csv([HEAD, ROW]),
        csv([HEAD, ROW], encoding="utf-8-sig"),
        csv([HEAD, ROW], encoding="gb18030"),
        csv([HEAD, ROW], separator="\t"),
        csv([HEAD, ROW], encoding="utf-16", separator="\t"),
        csv([HEAD, ROW], separator=";"),
        xlsx([["Place code", "Place", "Must", "Due day"], ROW]),
        xlsx([["区划代码 *\nPlace code", "地名/Place", "必成数（户）", "完成时限:"], ROW]),
    ],
    ids=["xlsx", "xls", "utf-8", "bom", "gb18030", "tsv", "utf-16", "semicolon", "english", "bilingual"],
)
def test_every_kind_of_file_says_the_same(data):
    reading, (row,) = read(data)

    assert not reading.problems
    assert (row["place"], row["name"], row["must"], row["due_on"]) == ("533401202202", "安南村", 115, date(2016, 3, 31))
    assert row["units"] is None


def test_a_header_on_row_four_below_a_merged_title():
    rows = [["香格里拉市百日会战目标任务分解表"], [], ["单位：户"], HEAD, ROW]

    reading, (row,) = read(xlsx(rows, merged=["A1:D1"]))

    assert (row.number, row["must"]) == (5, 115)
    assert not reading.problems


def test_a_header_over_two_merged_rows():
    rows = [
        ["表一"],
        ["区划代码", "地名", "目标任务", None, "完成时限"],
        [None, None, "必成", "预备"],
        ["533401202202", "安南村", 14, 3, "3月31日"],
    ]

    reading, (row,) = read(xlsx(rows, merged=["A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3"]))

    assert (row["must"], row["reserve"], row["due_on"]) == (14, 3, date(2016, 3, 31))
    assert not reading.problems


def test_a_two_row_header_without_merges_as_in_csv():
    rows = [
        ["区划代码", "地名", "目标任务", "", "完成时限"],
        ["", "", "必成", "预备", ""],
        ["533401202202", "安南村", 14, 3, "3月31日"],
    ]

    _, (row,) = read(csv(rows))

    assert (row["must"], row["reserve"]) == (14, 3)


def test_shifted_columns_keep_their_cell_names():
    reading, _ = read(xlsx([[], [None, None, *HEAD], [None, None, "533401202202", "安南村", "多"]]))

    assert codes(reading.problems) == [("not_a_number", "E3")]


def test_all_errors_of_a_row_come_at_once_with_cell_value_and_mend():
    _, (row,) = read(xlsx([HEAD, ["5.33E+11", "安南村", "115户", "2016.2.30"]]))

    assert codes(row.problems) == [("code_damaged", "A2"), ("unit_in_number", "C2"), ("no_such_day", "D2")]
    assert "115户" in row.problems[1].text
    assert row.problems[0].mend_text
    assert row.problems[1].as_dict() | {"message": "", "mend": "", "column": ""} == {
        "sheet": "目标",
        "row": 2,
        "column": "",
        "cell": "C2",
        "value": "115户",
        "code": "unit_in_number",
        "level": "problem",
        "message": "",
        "mend": "",
    }


def test_codes_stored_as_numbers_and_full_width_digits():
    _, rows = read(
        xlsx(
            [
                HEAD,
                [533401202202, "安南村", "１，２３４", "２０１６年３月３１日"],
                [533401202203.0, "江边村", "7", 20160331],
            ]
        )
    )

    assert [(row["place"], row["must"], row["due_on"]) for row in rows] == [
        ("533401202202", 1234, date(2016, 3, 31)),
        ("533401202203", 7, date(2016, 3, 31)),
    ]


@pytest.mark.parametrize("make", [xlsx, xls])
def test_a_hidden_row_is_read_with_a_mark(make):
    reading, rows = read(make([HEAD, ROW, ["533401202203", "江边村", 3, ""]], hidden=[3]))

    assert [row.hidden for row in rows] == [False, True]
    assert codes(reading.notices) == [("hidden_row", "A3")]


def test_a_repeated_row_counts_once_and_a_contradicting_one_is_refused():
    reading, rows = read(xlsx([HEAD, ROW, ROW, [*ROW[:2], 116, ROW[3]]]))

    assert codes(reading.notices) == [("duplicate_row", "A3")]
    assert codes(reading.problems) == [("contradicting_row", "A4")]
    assert "2" in reading.problems[0].text
    assert [row["must"] for row in rows] == [115, 116]


def test_empty_rows_totals_and_notes_are_left_out():
    rows = [
        HEAD,
        ["　", None, " ", None],
        ROW,
        [],
        ["合　计", None, 115],
        ["注：1. 本表由项目办填写。", None, None],
        ["填报人：和志强", None, "审核人："],
        ["以上数据截至三月三十一日晚上八点，由各乡镇上报"],
    ]

    reading, read_rows = read(xlsx(rows))

    assert [row.number for row in read_rows] == [3]
    assert not reading.problems
    assert codes(reading.notices) == [("total_row", "A5"), ("note_row", "A6"), ("note_row", "A7"), ("note_row", "A8")]


def test_a_short_lonely_cell_is_an_unfinished_row_not_a_note():
    reading, _ = read(xlsx([HEAD, ["533401202202"]]))

    assert codes(reading.problems) == [("required", "C2")]


def test_a_formula_gives_its_kept_value_and_its_error_is_named():
    book = Workbook()
    book.active.title = "目标"
    for row in (HEAD, ROW, ["533401202203", "江边村", "=1+", None], ["533401202204", "东坝村", "#DIV/0!", None]):
        book.active.append(row)
    book.active["C4"].data_type = "e"
    data = patched(saved(book), b"<f>1+</f><v></v>", b"<f>100+15</f><v>115</v>")

    reading, rows = read(data)

    assert [row["must"] for row in rows] == [115, 115, None]
    assert codes(reading.problems) == [("cell_error", "C4")]
    assert "#DIV/0!" in reading.problems[0].text


def test_a_formula_never_calculated_is_named_even_where_the_cell_may_be_empty():
    reading, _ = read(xlsx([[*HEAD, "预备数"], [*ROW, "=1+1"]]))

    assert codes(reading.problems) == [("formula_without_value", "E2")]


def patched(data, old, new):
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            copy.writestr(name, source.read(name).replace(old, new))
    return target.getvalue()


def test_an_xls_formula_that_ends_in_an_error():
    book = xlwt.Workbook()
    sheet = book.add_sheet("x")
    for index, head in enumerate(HEAD):
        sheet.write(0, index, head)
    for index, value in enumerate(ROW[:2]):
        sheet.write(1, index, value)
    sheet.row(1).set_cell_error(2, 0x07)
    target = io.BytesIO()
    book.save(target)

    reading, _ = read(target.getvalue())

    assert codes(reading.problems) == [("cell_error", "C2")]


def test_unknown_and_doubled_columns_are_mentioned():
    reading, (row,) = read(xlsx([[*HEAD, "心得", "必成数"], [*ROW, "好", 7]]))

    assert codes(reading.notices) == [("column_unknown", "E1"), ("column_twice", "F1")]
    assert row["must"] == 115


def test_choices_lists_shares_and_yes_no_in_a_sheet():
    head = [*HEAD, "权重", "计数方式", "配合单位", "是否必达"]

    reading, (row, other) = read(
        xlsx(
            [
                head,
                [*ROW, "50%", "累计", "农科局、发改局", "是"],
                ["533401202203", "", 1, "", 0.5, "Whatever", "", "否"],
            ]
        )
    )

    assert [row[name] for name in ("share", "way", "units", "goal")] == [0.5, "tallied", ("农科局", "发改局"), True]
    assert other["goal"] is False
    assert codes(reading.problems) == [("not_a_choice", "F3")]
    assert "Tallied" in reading.problems[0].text


def test_true_is_not_one():
    reading, _ = read(xlsx([HEAD, ["533401202202", "a", 1, None], ["533401202203", "b", True, None]]))

    assert codes(reading.problems) == [("not_a_number", "C3")]


def test_limits_are_kept():
    reading, _ = read(xlsx([HEAD, [*ROW[:2], -1, None]]))

    assert codes(reading.problems) == [("too_small", "C2")]


def test_ready_rows_left_blank_are_skipped():
    from dataclasses import replace

    reading = open_sheet(
        xlsx([HEAD, ROW, ["533401202203", "江边村"]]), replace(PLAN, blank_without=("must",)), period=BATTLE
    )

    assert [row.number for row in reading] == [2]
    assert not reading.problems


def test_a_long_sheet_is_cut_and_says_so():
    reading, rows = read(xlsx([HEAD, ROW, ["533401202203", "x", 1]]), limit=1)

    assert len(rows) == 1
    assert codes(reading.problems) == [("sheet_cut", "A3")]


def test_the_callers_own_findings_stand_with_the_others():
    reading, (row,) = read(xlsx([HEAD, ROW]))

    problem = reading.add(row.number, "place", "place_unknown", "No place has the code %(value)s.", value=row["place"])

    assert (problem.ref, problem.text) == ("A2", "No place has the code 533401202202.")
    assert reading.problems == [problem]
