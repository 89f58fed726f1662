"""The sheets that say what is to be done: campaign, days off, phases, lines, tasks, measures."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bairi.ground.organisations.models import OrganisationKind
from bairi.ground.tables import Column, Kind, Sheet
from bairi.plan.campaigns.models import Counting, Rhythm, RollUp
from bairi.plan.campaigns.rules.photos import LARGEST_PX, SMALLEST_PX

CODE_HELP = _("Latin letters, digits, - and _. Left empty, it is found by the name or made up.")
NAME_EN = Column("name_en", _("English name"), max_length=120, aliases=("英文名称",))
SOURCE = Column("source", pgettext_lazy("of a figure", "Source"), max_length=20, aliases=("来源", "依据"),
                help=_("Where the figure comes from, for example: report, generated."))  # fmt: skip
RHYTHMS = {str(value): label for value, label in Rhythm.choices}
RHYTHM_WORDS = {
    "每日": "daily",
    "日报": "daily",
    "每周": "weekly",
    "周报": "weekly",
    "旬报": "ten_days",
    "每旬": "ten_days",
}

CAMPAIGN = Sheet(
    "campaign",
    _("Campaign"),
    (
        Column("code", _("Campaign code"), Kind.CODE, required=True, aliases=("会战代码",), example="battle-2016-1"),
        Column("name", _("Campaign name"), required=True, max_length=120, aliases=("会战名称",),
               example="第一次百日会战"),
        NAME_EN,
        Column("place", _("Place code"), Kind.CODE, required=True, aliases=("区划代码",), example="533401",
               help=_("The county or other place that the campaign covers, with all below it.")),
        Column("start_on", _("First day"), Kind.DATE, required=True, aliases=("开始日期",), example="2016-02-14"),
        Column("deadline_on", _("Deadline"), Kind.DATE, required=True, aliases=("截止日期",), example="2016-05-23"),
        Column("time_zone", _("Time zone"), aliases=("时区",), example="Asia/Shanghai"),
        Column("weekly_off", _("Weekly days off"), Kind.NAMES, aliases=("每周休息日",), example="6、7",
               help=_("1 for Monday to 7 for Sunday; empty when every day counts.")),
        Column("rhythm", _("Reporting rhythm"), Kind.CHOICE, choices=RHYTHMS, choice_aliases=RHYTHM_WORDS,
               aliases=("填报频次",)),
        Column("cut_off_hour", _("Cut-off hour"), Kind.INTEGER, minimum=0, maximum=24, aliases=("截止时点",),
               example="18"),
        Column("silent_after_days", _("Days until silence"), Kind.INTEGER, minimum=1, maximum=100,
               aliases=("未报天数上限",), example="10"),
        Column("jump_share", _("Share of a jump"), Kind.SHARE, minimum=0.01, maximum=1, aliases=("突增比例",),
               example="30%"),
        Column("burden_ceiling", _("Ceiling of the burden"), Kind.INTEGER, minimum=1, maximum=1000,
               aliases=("填报负担上限",), example="60"),
        Column("photo_px", _("Photos, longest side in pixels"), Kind.INTEGER, minimum=SMALLEST_PX, maximum=LARGEST_PX,
               aliases=("照片长边像素", "照片长边"), example="1600",
               help=_("Phones make a photo so large before they send it.")),
        Column("late_below", _("Late below"), Kind.SHARE, minimum=0, maximum=1, aliases=("滞后线",), example="33%",
               help=_("A target is late when the probability of making the deadline is below this.")),
        Column("risk_below", _("At risk below"), Kind.SHARE, minimum=0, maximum=1, aliases=("风险线",),
               example="67%"),
        Column("coverage_needed", _("Coverage needed"), Kind.SHARE, minimum=0, maximum=1, aliases=("核查覆盖率下限",),
               example="30%", help=_("Share of targets inspected before a status is given on the verified basis.")),
        Column("trust_gap", _("Gap of trust"), Kind.SHARE, minimum=0, maximum=1, aliases=("核减预警线",),
               example="20%"),
        Column("source", _("Source of the plan"), max_length=200, aliases=("计划来源", "来源")),
    ),
    aliases=("会战",),
    help=_("One row: the campaign itself, its days and its thresholds."),
)  # fmt: skip

DAYS_OFF = Sheet(
    "days_off",
    _("Days off"),
    (
        Column("day", _("Day off"), Kind.DATE, required=True, aliases=("休息日", "日期"), example="2016-04-04"),
        Column("note", _("Occasion"), aliases=("事由", "节日"), example="清明节"),
    ),
    aliases=("日历", "休息日"),
    required=False,
    help=_("Days that do not count as working days. The plan is flat on them."),
)  # fmt: skip

PHASES = Sheet(
    "phases",
    _("Phases"),
    (
        Column("name", _("Phase"), required=True, max_length=80, aliases=("阶段", "阶段名称"), example="攻坚阶段"),
        NAME_EN,
        Column("start_on", _("From"), Kind.DATE, required=True, aliases=("开始日期", "起"), example="2016-03-01"),
        Column("end_on", _("Through"), Kind.DATE, required=True, aliases=("结束日期", "止"), example="2016-05-10"),
        Column("rhythm", _("Reporting rhythm"), Kind.CHOICE, choices=RHYTHMS, choice_aliases=RHYTHM_WORDS,
               aliases=("填报频次",), help=_("Empty: the campaign's.")),
    ),
    aliases=("阶段",),
    required=False,
    key=("name",),
)  # fmt: skip

UNITS = Sheet(
    "units",
    _("Units"),
    (
        Column("code", _("Unit code"), Kind.CODE, max_length=40, aliases=("单位代码",), help=CODE_HELP),
        Column("name", _("Unit name"), required=True, max_length=120, aliases=("单位名称", "单位"), example="住建局"),
        NAME_EN,
        Column("kind", _("Kind of unit"), Kind.CHOICE, choices={str(v): label for v, label in OrganisationKind.choices},
               aliases=("单位类别",)),
        Column("place", _("Place code"), Kind.CODE, aliases=("区划代码",), help=_("Empty: the campaign's place.")),
        Column("phone", _("Phone"), max_length=40, aliases=("电话", "联系电话")),
    ),
    aliases=("单位",),
    required=False,
    key=("name", "place"),
    help=_("Units that lead, support or answer. Units that are missing here stay as they are."),
)  # fmt: skip

LINES = Sheet(
    "lines",
    _("Lines"),
    (
        Column("code", _("Line code"), Kind.CODE, aliases=("工程代码",), help=CODE_HELP, example="infra"),
        Column("name", _("Line"), required=True, max_length=80, aliases=("工程", "工程名称"), example="基础设施建设"),
        NAME_EN,
        Column("weight", _("Weight"), Kind.NUMBER, minimum=0, maximum=1000, decimals=6, aliases=("权重",),
               example="1",
               help=_("What the line counts in the whole campaign. Only the ratios matter.")),
    ),
    aliases=("工程",),
    required=False,
    key=("name",),
)  # fmt: skip

TASKS = Sheet(
    "tasks",
    _("Tasks"),
    (
        Column("code", _("Task code"), Kind.CODE, aliases=("任务代码",), help=CODE_HELP, example="houses"),
        Column("line", _("Line, by code or name"), required=True, aliases=("所属工程", "工程"),
               example="人居环境改善"),
        Column("name", _("Task"), required=True, max_length=80, aliases=("重点任务", "任务", "任务名称"),
               example="民居改造"),
        NAME_EN,
        Column("weight", _("Weight"), Kind.NUMBER, minimum=0, maximum=1000, decimals=6, aliases=("权重",),
               example="1",
               help=_("What the task counts within its line.")),
        Column("counting", _("Counting"), Kind.CHOICE, choices={str(v): label for v, label in Counting.choices},
               choice_aliases={"累计": "tallied", "逐项": "itemised", "tallied": "tallied", "itemised": "itemised"},
               aliases=("计数方式",)),
        Column("rhythm", _("Reporting rhythm"), Kind.CHOICE, choices=RHYTHMS, choice_aliases=RHYTHM_WORDS,
               aliases=("填报频次",), help=_("Empty: the campaign's.")),
        Column("lead_unit", _("Lead unit"), aliases=("牵头单位", "牵头部门"), help=_("Code or name of the unit."),
               example="住建局"),
        Column("asks_position", _("Asks for a position"), Kind.YES_NO, aliases=("需要定位", "是否定位"),
               help=_("Yes: phones offer to add where the reporter is. Nobody has to.")),
        SOURCE,
    ),
    aliases=("重点任务", "任务"),
    required=False,
    key=("name",),
)  # fmt: skip

MEASURES = Sheet(
    "measures",
    _("Measures"),
    (
        Column("task", _("Task, by code or name"), required=True, aliases=("重点任务", "任务"), example="民居改造"),
        Column("code", _("Measure code"), Kind.CODE, aliases=("指标代码",), help=CODE_HELP, example="done"),
        Column("name", _("Measure"), required=True, max_length=80, aliases=("指标", "指标名称"), example="完工"),
        NAME_EN,
        Column("unit", _("Unit"), required=True, max_length=20, aliases=("单位", "计量单位"), example="户"),
        Column("unit_en", _("English unit"), max_length=30, aliases=("英文单位",), example="households"),
        Column("whole", _("Whole numbers"), Kind.YES_NO, aliases=("是否整数",)),
        Column("counts", _("Counts for attainment"), Kind.YES_NO, aliases=("计入完成率",),
               help=_("Exactly one measure of each task; the first when none is marked.")),
        Column("roll_up", _("Rolls up as"), Kind.CHOICE, choices={str(v): label for v, label in RollUp.choices},
               aliases=("汇总方式",)),
        Column("denominator", _("Divided by"), aliases=("分母指标",), help=_("For a ratio: the other measure.")),
        Column("stage", _("From stage"), max_length=40, aliases=("起算阶段",),
               help=_("For an itemised task: the stage from which a work counts.")),
        Column("lower_is_better", _("Lower is better"), Kind.YES_NO, aliases=("越低越好",)),
    ),
    aliases=("指标",),
    required=False,
    key=("task", "name"),
)  # fmt: skip
