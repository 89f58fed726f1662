"""The sheet of reports: one row, one report."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bairi.delivery.reports.models import EntryKind
from bairi.ground.tables import Column, Kind, Sheet

REPORTS: Final = Sheet(
    "reports",
    _("Reports"),
    (
        Column("place", _("Place code"), Kind.CODE, required=True, aliases=("区划代码", "村代码", "行政区划代码"),
               example="533401202202"),
        Column("place_name", _("Place name"), aliases=("区划名称", "地名", "行政村", "村名"), example="安南村",
               help=_("Only for the reader; the code counts.")),
        Column("township", _("Township"), aliases=("乡镇", "所属乡镇"), is_shown_only=True),
        Column("task", _("Task, by code or name"), required=True, aliases=("重点任务", "任务"), example="民居改造",
               width=18),
        Column("measure", _("Measure, by code or name"), aliases=("指标",), example="完工",
               help=_("Empty: the measure that counts.")),
        Column("item", _("Item, by name or number"), aliases=("项目", "对象", "农户"), example="岗曲河安置点",
               help=_("Only for tasks that are counted one by one.")),
        Column("stage", _("Stage it has reached"), aliases=("形象进度", "阶段"), example="主体完工",
               help=_("Only for tasks that are counted one by one; the figure stays empty then.")),
        Column("unit", pgettext_lazy("measure", "Unit"), aliases=("计量单位", "单位"), example="户",
               help=_("Checked against the plan's unit where it is given.")),
        Column("must", _("Target"), Kind.NUMBER, aliases=("目标任务", "目标"), is_shown_only=True),
        Column("last_value", _("Last total"), Kind.NUMBER, aliases=("上次累计", "上期累计"), is_shown_only=True),
        Column("last_on", _("Day of the last total"), Kind.DATE, aliases=("上次日期",), is_shown_only=True),
        Column("effective_on", _("Day on which it was true"), Kind.DATE, required=True,
               aliases=("数据日期", "填报日期", "日期", "截止日期"), example="2016-03-31"),
        Column("value", _("Figure"), Kind.NUMBER, example="112",
               aliases=("数量", "填报数", "累计完成", "完成数", "累计"),
               help=_("The total so far. A row without a figure is left out.")),
        Column("entered_as", _("The figure is"), Kind.CHOICE, choices={str(v): w for v, w in EntryKind.choices},
               aliases=("填报方式", "填法"),
               choice_aliases={"累计": EntryKind.TOTAL.value, "累计数": EntryKind.TOTAL.value,
                               "新增": EntryKind.MORE.value, "新增数": EntryKind.MORE.value},
               help=_("Empty: the total so far.")),
        Column("note", _("Note"), max_length=1000, aliases=("备注", "说明"), width=24),
        Column("entered_for", _("On whose word"), max_length=80, aliases=("代填依据", "提供人", "代报"),
               help=_("When you enter for a village without a phone: who told you.")),
        Column("corrects", _("Corrects report number"), Kind.UUID, aliases=("更正编号",),
               help=_("The number of the report that this row corrects.")),
        Column("number", _("Report number"), Kind.UUID, aliases=("编号", "填报编号"),
               help=_("Leave it empty: it is made from what the row says. The same row sent twice is one report.")),
    ),
    aliases=("填报", "进度填报", "填报表", "进度表"),
    blank_without=("value", "stage", "note"),
    help=_("One row is one report. Rows that are in order go in; the others come back to be mended and sent again."),
)  # fmt: skip

COLUMN_OF: Final = {
    "reports.unknown_place": "place",
    "reports.control_total": "place",
    "access.not_allowed": "place",
    "reports.unknown_task": "task",
    "reports.no_target": "task",
    "reports.target_removed": "task",
    "reports.unknown_measure": "measure",
    "reports.item_needed": "item",
    "reports.not_itemised": "item",
    "reports.unknown_item": "item",
    "reports.unknown_stage": "stage",
    "reports.wrong_unit": "unit",
    "reports.after_today": "effective_on",
    "reports.value_missing": "value",
    "reports.not_a_number": "value",
    "reports.negative_value": "value",
    "reports.not_whole": "value",
    "reports.text_too_long": "note",
    "reports.unknown_report": "corrects",
    "reports.supersedes_other": "corrects",
    "reports.uuid_taken": "number",
}
"""The column that a refusal speaks of; any other speaks of the place."""
