"""Real files, made the way people's programs make them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlwt
from openpyxl import Workbook

from bairi.ground.tables import Column, Kind, Sheet

PLAN = Sheet(
    "plan",
    "Targets",
    (
        Column("place", "Place code", Kind.CODE, required=True, aliases=("区划代码", "村代码"), digits=(6, 9, 12, 14)),
        Column("name", "Place", aliases=("地名", "行政村")),
        Column("must", "Must", Kind.NUMBER, required=True, minimum=0, aliases=("必成数", "目标任务 必成")),
        Column("reserve", "Reserve", Kind.NUMBER, aliases=("预备数", "目标任务 预备")),
        Column("due_on", "Due day", Kind.DATE, aliases=("完成时限", "完成日期")),
        Column("share", "Share", Kind.SHARE, aliases=("权重",)),
        Column("way", "Way", Kind.CHOICE, choices={"tallied": "Tallied", "itemised": "Itemised"},
               choice_aliases={"累计": "tallied", "逐项": "itemised"}, aliases=("计数方式",)),
        Column("units", "Supporting units", Kind.NAMES, aliases=("配合单位",)),
        Column("goal", "Goal", Kind.YES_NO, aliases=("是否必达",)),
    ),
    aliases=("目标",),
    key=("place",),
)  # fmt: skip

HEAD = ["区划代码", "地名", "必成数", "完成时限"]
ROW = ["533401202202", "安南村", 115, "2016-03-31"]


def xlsx(
    rows: Sequence[Sequence[Any]], *, title: str = "目标", merged: Sequence[str] = (), hidden: Sequence[int] = ()
) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for number, row in enumerate(rows, start=1):
        for index, value in enumerate(row, start=1):
            if value is not None:
                sheet.cell(number, index, value)
    for span in merged:
        sheet.merge_cells(span)
    for number in hidden:
        sheet.row_dimensions[number].hidden = True
    return saved(book)


def xls(rows: Sequence[Sequence[Any]], *, title: str = "目标", hidden: Sequence[int] = ()) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(title)
    for number, row in enumerate(rows):
        for index, value in enumerate(row):
            if value is not None:
                sheet.write(number, index, value)
    for number in hidden:
        sheet.row(number - 1).hidden = True
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def csv(rows: Sequence[Sequence[Any]], *, encoding: str = "utf-8", separator: str = ",") -> bytes:
    return "\r\n".join(separator.join(str(cell) for cell in row) for row in rows).encode(encoding)
