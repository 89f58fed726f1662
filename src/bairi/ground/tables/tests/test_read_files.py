"""Files that are no table, and workbooks of several sheets."""

from datetime import date

import pytest
from openpyxl import Workbook

from bairi.ground.tables import (
    Column,
    ColumnsMissing,
    FileEmpty,
    FileIsWebPage,
    FileLocked,
    FileTooLarge,
    FileUnreadable,
    Sheet,
    SheetMissing,
    open_sheet,
    read_workbook,
    sources,
)
from bairi.ground.tables.tests.sheets import HEAD, PLAN, ROW, csv, saved, xlsx

BATTLE = (date(2016, 2, 14), date(2016, 5, 23))


def read(data, **more):
    reading = open_sheet(data, PLAN, period=BATTLE, **more)
    return reading, list(reading)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", FileEmpty),
        (b" \r\n", FileEmpty),
        (b"PK\x03\x04nonsense", FileUnreadable),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, FileUnreadable),
        (b"\xff\x00\x01binary\x00", FileUnreadable),
        (b"<html><table><tr><td>1", FileIsWebPage),
        (csv([["a", "b"], [1, 2]]), SheetMissing),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), FileLocked),
    ],
)
def test_a_file_that_is_no_table_is_refused(data, problem):
    with pytest.raises(problem) as refused:
        read(data, name="目标.xlsx")

    assert "目标" in str(refused.value)


def test_a_file_that_unpacks_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(sources, "MAX_UNPACKED_MB", 0)

    with pytest.raises(FileTooLarge):
        read(xlsx([HEAD, ROW]))


def test_a_missing_column_is_refused_by_name():
    with pytest.raises(ColumnsMissing, match="Must"):
        read(xlsx([HEAD[:2], ROW[:2]]))


def test_a_workbook_gives_each_sheet_and_all_problems():
    other = type(PLAN)("tasks", "Tasks", PLAN.columns[:3], aliases=("任务",))
    book = Workbook()
    book.active.title = "说明"
    book.active.append(["填表说明"])
    for title, rows in (("任务", [HEAD, [*ROW[:2], "x"]]), ("目标", [HEAD, ROW])):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)

    reading = read_workbook(saved(book), [PLAN, other], period=BATTLE)

    assert [row["must"] for row in reading.rows["plan"]] == [115]
    assert [(p.sheet, p.code) for p in reading.problems] == [("任务", "not_a_number")]


def test_a_workbook_without_a_needed_sheet_or_column_says_so():
    other = type(PLAN)("tasks", "Tasks", PLAN.columns[:3], aliases=("任务",))

    assert [p.code for p in read_workbook(xlsx([HEAD, ROW]), [PLAN, other]).problems] == ["sheet_missing"]
    assert [p.code for p in read_workbook(xlsx([HEAD[:2], ROW[:2]]), [PLAN]).problems] == ["column_missing"]
    with pytest.raises(SheetMissing):
        read_workbook(xlsx([["a"]]), [PLAN])


def test_a_hidden_sheet_is_taken_only_when_no_other_fits():
    book = Workbook()
    book.active.title = "旧表"
    book.active.sheet_state = "hidden"
    book.create_sheet("新表")
    for sheet, must in zip(book.worksheets, (1, 2), strict=True):
        sheet.append(HEAD)
        sheet.append([*ROW[:2], must, None])
    book.active = 1

    _, (row,) = read(saved(book))

    assert row["must"] == 2


def test_a_sheet_called_right_without_its_header_is_named():
    (problem,) = read_workbook(two_sheets([["随便", "什么"], ["1", "2"]]), [PLAN, TASKS]).problems

    assert (problem.sheet, problem.code) == ("任务", "header_missing")
    assert "Place code" in problem.text


def test_one_column_is_a_header_where_the_sheet_is_called_so():
    names = Sheet("names", "Names", (Column("name", "Name", required=True), Column("note", "Note")), aliases=("名单",))

    reading = read_workbook(xlsx([["Name"], ["安南村"]], title="名单"), [names])

    assert [row["name"] for row in reading.rows["names"]] == ["安南村"]


TASKS = Sheet("tasks", "Tasks", PLAN.columns[:3], aliases=("任务",), required=False)


def two_sheets(rows):
    book = Workbook()
    book.active.title = "目标"
    for row in (HEAD, ROW):
        book.active.append(row)
    sheet = book.create_sheet("任务")
    for row in rows:
        sheet.append(row)
    return saved(book)
