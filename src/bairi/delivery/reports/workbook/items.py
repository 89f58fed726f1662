"""The sheet of items: one row, one work or household."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from bairi.delivery.reports.workbook.sheet import REPORTS
from bairi.ground.tables import Column, Kind, Sheet

ITEMS: Final = Sheet(
    "items",
    _("Items"),
    (
        REPORTS.column("place"),
        REPORTS.column("place_name"),
        Column("task", _("Task, by code or name"), required=True, aliases=("重点任务", "任务"), example="搬迁安置"),
        Column("name", _("Name of the item"), required=True, max_length=120, example="岗曲河安置点",
               aliases=("项目名称", "项目", "对象", "户主", "户主姓名", "名称"), width=28,
               help=_("The work or the household; no two of one place and task bear the same name.")),
        Column("quantity", _("Counts for"), Kind.NUMBER, aliases=("数量", "计数", "规模"), example="1",
               help=_("Empty: 1. A road of 3.5 km counts for 3.5.")),
    ),
    aliases=("项目清单", "项目", "花名册", "名册"),
    blank_without=("name",),
    help=_("One row is one work or household that a task is counted by. Rows that are there already change nothing."),
)  # fmt: skip

COLUMN_OF: Final = {
    "reports.unknown_task": "task",
    "reports.task_is_tallied": "task",
    "reports.no_target": "task",
    "reports.item_name_missing": "name",
    "reports.item_is_there": "name",
    "reports.text_too_long": "name",
    "reports.item_quantity_wrong": "quantity",
}
"""The column that a refusal speaks of; any other speaks of the place."""
