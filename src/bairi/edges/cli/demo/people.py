"""The demo's units and people. Units named in the source report are marked; all people are generated."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bairi.edges.cli.demo.plan import ANNAN, COUNTY, GENERATED, REPORT, TASKS
from bairi.edges.cli.demo.targets import PlaceRow

UNITS: Final = (
    # code, name, English, kind, source
    ("headquarters", "项目指挥部", "Project headquarters", "headquarters", REPORT),
    ("duchazu", "督查考评组", "Supervision and assessment group", "supervision", REPORT),
    ("lianxiban", "精准扶贫联席办", "Joint office of poverty alleviation", "department", REPORT),
    ("shiweiban", "市委办", "Office of the city party committee", "department", REPORT),
    ("fagai", "发改局", "Development and reform", "department", REPORT),
    ("nongke", "农科局", "Agriculture and science", "department", REPORT),
    ("jiaotong", "交通局", "Transport", "department", REPORT),
    ("shuiwu", "水务局", "Water", "department", GENERATED),
    ("zhujian", "住建局", "Housing and construction", "department", GENERATED),
    ("weiji", "卫计局", "Health", "department", GENERATED),
    ("linye", "林业局", "Forestry", "department", GENERATED),
    ("renshe", "人社局", "Human resources", "department", GENERATED),
)
PAIRED: Final = ("shiweiban", ANNAN)
"""Who answers for 安南村 stands in the report (包村部门)."""
PAIRING_UNITS: Final = ("fagai", "nongke", "jiaotong", "shuiwu", "zhujian", "weiji", "linye", "renshe", "lianxiban")

_SURNAMES: Final = "和杨李松王张木阿孙鲁余罗"
_GIVEN: Final = (
    "志强", "玉兰", "建国", "卓玛", "扎西", "永红", "文军", "雪梅", "国华", "晓燕", "农布", "拉姆", "学忠", "丽芬",
    "正明", "次里", "金花", "世荣", "春燕", "光辉", "培楚", "秀英", "立新", "七林", "凤仙", "鹏飞", "益西", "慧琴",
    "丁主", "树生",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """One of the demo's people: user name, name, post, role, place, tasks, unit."""

    username: str
    name: str
    post: str
    role: str
    place: str
    tasks: tuple[str, ...] = ()
    unit: str = ""
    is_head: bool = False


def names(seed: int) -> list[str]:
    """Every combination of surname and given name in a shuffled order, each once."""
    found = [surname + given for surname in _SURNAMES for given in _GIVEN]
    random.Random(seed).shuffle(found)  # noqa: S311 - a seed must give the same demo again
    return found


def main_cast() -> list[Person]:
    """One for every role, in the order of the sign-in page; names are given by `everyone`."""
    return [
        Person("zhihuizhang", "", "指挥长", "commander", COUNTY, unit="headquarters", is_head=True),
        Person("shujuyuan", "", "联席办数据管理员", "data_officer", COUNTY, unit="lianxiban"),
        Person("sanba", "", "三坝乡扶贫专干", "township_clerk", "533401202", unit="gov-533401202"),
        Person("annan", "", "安南村驻村工作队队长", "village_team", ANNAN, unit=f"team-{ANNAN}", is_head=True),
        Person("jiaotongju", "", "交通局股长", "department", COUNTY, ("roads",), "jiaotong"),
        Person("duchayuan", "", "督查考评组组员", "inspector", COUNTY, unit="duchazu"),
        Person("danganyuan", "", "档案员", "archivist", COUNTY, unit="lianxiban"),
        Person("chayue", "", "市委办秘书", "viewer", COUNTY, unit="shiweiban"),
        Person("dongwang", "", "东旺乡扶贫专干", "township_clerk", "533401206", unit="gov-533401206"),
        Person("geza", "", "格咱乡扶贫专干", "township_clerk", "533401205", unit="gov-533401205"),
        Person("geza-2", "", "格咱乡副乡长", "township_clerk", "533401205", unit="gov-533401205"),
        Person("duchayuan-2", "", "督查考评组副组长", "inspector", COUNTY, unit="duchazu", is_head=True),
    ]


def everyone(places: Sequence[PlaceRow]) -> list[Person]:
    """The main cast, then a clerk for each township, a team leader for each village, a person for each department."""
    cast = main_cast()
    have = {person.place for person in cast if person.role in {"township_clerk", "village_team"}}
    for row in places:
        if len(row.code) == 9 and row.code not in have:
            post = f"{row.short_name}扶贫专干"
            cast.append(Person(f"c{row.code}", "", post, "township_clerk", row.code, unit=f"gov-{row.code}"))
        if len(row.code) == 12 and row.code not in have:
            post = f"{row.name}驻村工作队队长"
            unit = f"team-{row.code}"
            cast.append(Person(f"v{row.code}", "", post, "village_team", row.code, unit=unit, is_head=True))
    for code, name, *_rest in UNITS:
        tasks = tuple(task.code for task in TASKS if task.lead_unit == code)
        if tasks and code != "jiaotong":
            cast.append(Person(f"d-{code}", "", f"{name}股长", "department", COUNTY, tasks, code))
    return [replace(person, name=name) for person, name in zip(cast, names(len(cast)), strict=False)]
