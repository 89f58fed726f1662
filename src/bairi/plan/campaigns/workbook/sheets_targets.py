"""The sheets that say how much, where, by when, and who answers: targets, milestones, goals, responsibilities."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bairi.ground.places.actions import PLACES
from bairi.ground.tables import Column, Kind, Sheet
from bairi.plan.campaigns.models import GoalKind, ResponsibilityKind
from bairi.plan.campaigns.workbook.sheets import (
    CAMPAIGN,
    DAYS_OFF,
    LINES,
    MEASURES,
    NAME_EN,
    PHASES,
    SOURCE,
    TASKS,
    UNITS,
)

TRAJECTORIES = {
    "linear": pgettext_lazy("trajectory", "straight line"),
    "s_curve": pgettext_lazy("trajectory", "S-curve"),
    "milestones": pgettext_lazy("trajectory", "by milestones"),
}
PLACE = Column("place", _("Place code"), Kind.CODE, required=True, aliases=("区划代码", "村代码", "乡镇代码"),
               example="533401202202")  # fmt: skip
PLACE_NAME = Column("place_name", _("Place name"), aliases=("区划名称", "地名", "乡镇", "行政村"), example="安南村",
                    help=_("Only for the reader; the code counts."))  # fmt: skip

TARGETS = Sheet(
    "targets",
    _("Targets"),
    (
        PLACE,
        PLACE_NAME,
        Column("task", _("Task, by code or name"), required=True, aliases=("重点任务", "任务"), example="民居改造"),
        Column("measure", _("Measure, by code or name"), aliases=("指标",), example="完工",
               help=_("Empty: the measure that counts.")),
        Column("baseline", _("Baseline"), Kind.NUMBER, minimum=0, aliases=("基数", "起点值"), example="0"),
        Column("must", _("Must"), Kind.NUMBER, required=True, minimum=0,
               aliases=("必成数", "目标任务", "任务数", "目标数",
               "目标任务必成", "目标任务必成数"), example="115"),
        Column("reserve", _("Reserve"), Kind.NUMBER, minimum=0, aliases=("预备数", "目标任务预备", "目标任务预备数"),
               example="5"),
        Column("start_on", _("Starts on"), Kind.DATE, aliases=("开工日期",),
               help=_("Empty: the campaign's first day.")),
        Column("due_on", _("Due on"), Kind.DATE, aliases=("完成时限", "完成日期"), help=_("Empty: the deadline."),
               example="3月31日"),
        Column("trajectory", _("Trajectory"), Kind.CHOICE, choices=TRAJECTORIES, aliases=("进度计划",),
               choice_aliases={"直线": "linear", "S曲线": "s_curve", "节点": "milestones", "按节点": "milestones"}),
        Column("points", _("Points of the trajectory"), aliases=("节点", "进度节点"),
               example="2016-04-10 50%；2016-05-01 80%",
               help=_("A day and a share each. Empty: the milestones of the task.")),
        SOURCE,
    ),
    aliases=("目标任务", "目标", "任务分解"),
    required=False,
    blank_without=("must",),
    help=_("How much, in which place, by when. Totals of townships and of the county stand here as rows of their own."),
)  # fmt: skip

MILESTONES = Sheet(
    "milestones",
    _("Milestones"),
    (
        Column("task", _("Task, by code or name"), aliases=("重点任务", "任务")),
        Column("line", _("Line, by code or name"), aliases=("工程",), help=_("Instead of a task: a whole line.")),
        Column("name", _("Milestone"), required=True, max_length=80, aliases=("节点目标", "节点"),
               example="主体完工"),
        NAME_EN,
        Column("due_on", _("Due on"), Kind.DATE, required=True, aliases=("完成时限", "日期"), example="2016-04-10"),
        Column("share", _("Share of the target"), Kind.SHARE, required=True, minimum=0.001, maximum=1,
               aliases=("占比", "进度"), example="50%"),
        SOURCE,
    ),
    aliases=("节点目标", "倒排工期"),
    required=False,
)  # fmt: skip

GOALS = Sheet(
    "goals",
    _("Goals"),
    (
        Column("name", _("Goal"), required=True, max_length=120, aliases=("总目标", "目标名称"),
               example="基础设施完成过半"),
        NAME_EN,
        Column("kind", _("Kind of goal"), Kind.CHOICE, choices={str(v): label for v, label in GoalKind.choices},
               choice_aliases={"比例": "share", "全部完成": "all_done"}, aliases=("类型",)),
        Column("share", _("Share to be reached"), Kind.SHARE, minimum=0.001, maximum=1, aliases=("完成率",),
               example="50%"),
        Column("due_on", _("Due on"), Kind.DATE, aliases=("完成时限",), help=_("Empty: the deadline.")),
        Column("tasks", _("Tasks of the goal"), Kind.NAMES, required=True, aliases=("涉及任务",),
               example="通组公路、安全饮水", help=_("Codes or names of tasks; a line stands for all of its tasks.")),
        SOURCE,
    ),
    aliases=("总体目标",),
    required=False,
    key=("name",),
)  # fmt: skip

ANSWERS = Sheet(
    "answers",
    _("Responsibilities"),
    (
        PLACE,
        PLACE_NAME,
        Column("task", _("Task, by code or name"), aliases=("重点任务", "任务"), help=_("Empty: all tasks.")),
        Column("kind", _("Kind of responsibility"), Kind.CHOICE, required=True, aliases=("责任类型",),
               choices={str(v): label for v, label in ResponsibilityKind.choices},
               choice_aliases={"牵头领导": "lead_leader", "牵头单位": "lead_unit", "配合单位": "supporting_unit",
                               "责任人": "responsible_person"}),
        Column("organisation", _("Unit that answers"), Kind.NAMES, aliases=("单位", "责任单位"),
               example="农科局、发改局",
               help=_("Codes or names of units.")),
        Column("user", _("User name"), aliases=("账号",), help=_("The person's account, where there is one.")),
        Column("person", _("Person"), max_length=80, aliases=("姓名",), example="和志强"),
        Column("post", _("Post"), max_length=80, aliases=("职务",), example="乡长"),
        Column("phone", _("Phone"), max_length=40, aliases=("电话", "联系电话")),
        SOURCE,
    ),
    aliases=("责任清单", "责任分工"),
    required=False,
    help=_("Who answers in which place: county, township, village. The nearest entry up the tree answers."),
)  # fmt: skip

SHEETS = (CAMPAIGN, DAYS_OFF, PHASES, UNITS, LINES, TASKS, MEASURES, PLACES, TARGETS, MILESTONES, GOALS, ANSWERS)
"""All sheets, in the order of the workbook."""

SHEET_OF = {sheet.name: sheet for sheet in SHEETS}
