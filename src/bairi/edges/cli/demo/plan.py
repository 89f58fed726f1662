"""The demo's plan: six lines, eleven tasks, measures, goals, milestones. Plain data.

The six lines, the two goals and the facts of 安南村 stand in the source report; the eleven tasks are generated.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

CAMPAIGN: Final = "shangri-la-2016-1"
NAME: Final = "香格里拉市脱贫攻坚第一次百日会战"
NAME_EN: Final = "Shangri-La City, first hundred-day battle"
COUNTY: Final = "533401"
START: Final = date(2016, 2, 14)
DEADLINE: Final = date(2016, 5, 23)
TODAY: Final = date(2016, 3, 31)
DAYS: Final = 100
DAY: Final = 47
CHINA: Final = timedelta(hours=8)
REPORT, GENERATED = "report", "generated"
CENTRAL_GROUP: Final = "53340120220201"
OTHER_GROUPS: Final = (("53340120220202", 9), ("53340120220203", 6))
ANNAN: Final = "533401202202"


def moment(day: int, hour: float) -> datetime:
    """The moment of a campaign day (1 is the first) at an hour of China's clock.

    >>> moment(47, 18)
    datetime.datetime(2016, 3, 31, 10, 0, tzinfo=datetime.timezone.utc)
    """
    midnight = datetime(START.year, START.month, START.day, tzinfo=UTC) - CHINA
    return midnight + timedelta(days=day - 1, hours=hour)


def day_of(number: int) -> date:
    """The date of a campaign day."""
    return START + timedelta(days=number - 1)


REPLAY_AT: Final = moment(DAY, 18)
PLANNED_AT: Final = moment(-6, 9)
STARTED_AT: Final = moment(1, 8)

LINES: Final = (
    ("infrastructure", "基础设施建设", "Infrastructure"),
    ("industry", "产业发展", "Industry"),
    ("living", "人居环境改善", "Living environment"),
    ("services", "基本公共服务", "Basic public services"),
    ("ecology", "生态保护", "Ecological protection"),
    ("capability", "能力素质提升", "Capability building"),
)


@dataclass(frozen=True, slots=True)
class MeasurePlan:
    """One measure: code, words, whether whole numbers, and its pace against the plan's, its delay."""

    code: str
    name: str
    name_en: str
    lead: float = 1.0
    delay: float = 0.0


@dataclass(frozen=True, slots=True)
class TaskPlan:
    """One task; `effect` shifts the pace, `size` is a usual quantity, `absent` the share of villages without it."""

    code: str
    line: str
    name: str
    name_en: str
    unit: str
    unit_en: str
    lead_unit: str
    effect: float
    size: float
    absent: float
    measures: tuple[MeasurePlan, ...]
    whole: bool = True
    trajectory: str = "s_curve"
    asks_position: bool = False


def _one(name: str, name_en: str) -> tuple[MeasurePlan, ...]:
    return (MeasurePlan("completed", name, name_en),)


TASKS: Final = (
    TaskPlan("roads", "infrastructure", "通组道路", "Roads to groups", "公里", "km", "jiaotong", -0.08, 6, 0.04,
             _one("硬化完成", "hardened"), whole=False, trajectory="milestones",
             asks_position=True),
    TaskPlan("water", "infrastructure", "安全饮水", "Safe water", "户", "households", "shuiwu", -0.02, 90, 0.04,
             _one("通水到户", "connected")),
    TaskPlan("relocation", "infrastructure", "易地搬迁安置点", "Relocation sites", "处", "sites", "fagai",
             -0.1, 2, 0.62,
             (MeasurePlan("completed", "建成", "completed", delay=0.45),
              MeasurePlan("started", "开工", "started", 2.4)), trajectory="milestones"),
    TaskPlan("bases", "industry", "产业基地", "Crop bases", "亩", "mu", "nongke", -0.09, 80, 0.15,
             (MeasurePlan("planted", "种植", "planted"), MeasurePlan("surviving", "成活", "surviving", 0.8))),
    TaskPlan("collective", "industry", "村集体经济", "Collective economy", "项", "projects", "nongke", -0.06, 4, 0.05,
             _one("建成见效", "running")),
    TaskPlan("renovation", "living", "民居修缮", "House renovation", "户", "households", "zhujian", 0.05, 70, 0.04,
             _one("完工", "completed")),
    TaskPlan("rebuilding", "living", "拆除重建", "Rebuilding", "户", "households", "zhujian", -0.04, 18, 0.2,
             (MeasurePlan("completed", "完工", "completed"), MeasurePlan("started", "开工", "started", 2.2))),
    TaskPlan("lamps", "living", "路灯和垃圾点", "Lamps and rubbish points", "处", "points", "zhujian", 0.07, 50, 0.04,
             _one("建成", "completed")),
    TaskPlan("clinics", "services", "卫生室和活动场所", "Clinics and activity places", "处", "places", "weiji",
             0.02, 3, 0.04, _one("建成", "completed")),
    TaskPlan("forest", "ecology", "护林造林", "Forest care", "亩", "mu", "linye", 0.05, 900, 0.04,
             _one("完成", "completed")),
    TaskPlan("training", "capability", "技能培训", "Skills training", "人次", "person-times", "renshe", 0.03, 120, 0.04,
             _one("培训", "trained"), trajectory="linear"),
)  # fmt: skip
"""The first measure of a task is the one that counts."""

GOALS: Final = (
    ("基础设施建设完成目标任务的50%", "Infrastructure at 50 % of its targets", "share", 0.5,
     ("roads", "water", "relocation")),
    ("基础工作全面完成", "Basic work fully completed", "all_done", 1.0, ("lamps", "clinics", "training")),
)  # fmt: skip
"""Both stand in the report, without a day (the deadline is taken); which tasks are "basic work" is generated."""

MILESTONES: Final = {
    "roads": (
        ("路基完成（生成）", "Road beds done (generated)", 32, 0.2),
        ("半程（生成）", "Half way (generated)", 56, 0.5),
        ("扫尾（生成）", "Finishing (generated)", 85, 0.9),
    ),
    "relocation": (
        ("地基验收（生成）", "Foundations accepted (generated)", 50, 0.02),
        ("主体封顶（生成）", "Roofs closed (generated)", 75, 0.35),
    ),
}  # fmt: skip
PHASES: Final = (
    ("动员部署", "Mobilise", 1, 15),
    ("集中攻坚", "Attack", 16, 85),
    ("总结提升", "Sum up", 86, 100),
)
