"""The duty log of 安南村's team in March: two more members, where each spent the days, whom they saw. All generated."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from bairi.edges.cli.demo.acts import Act, number
from bairi.edges.cli.demo.people import Person
from bairi.edges.cli.demo.plan import ANNAN, DAY, day_of, moment

FIRST_DAY: Final = 17
"""1 March."""
TEAM: Final = ("annan", "annan-2", "annan-3")
NOTE: Final = "（生成）"
TOWNSHIP_DAYS: Final = {"annan": {18, 25, 32, 39, 46}, "annan-2": {32}, "annan-3": {25, 46}}
LEAVE_DAYS: Final = {
    "annan": {},
    "annan-2": {22: "personal", 23: "personal"},
    "annan-3": {31: "official", 32: "official", 33: "official", 43: "sick"},
}
FORGOTTEN: Final = {("annan-2", 28), ("annan-3", 38), ("annan", 47)}
"""Days without an entry; the leader's of the demo's day is for whoever tries the page."""
CALLS: Final = (
    # kind, role, whom, agreed
    ("home", "servant", "中心小组 和家", "三日内补交房屋改造材料"),
    ("policy", "publicist", "中心小组 木家", "讲清危房改造补助标准，户主已明白"),
    ("site", "fighter", "冬桃试种基地", "周末组织八户补栽"),
    ("support", "servant", "中心小组 杨家", "联系信用社办理小额信贷"),
    ("dispute", "servant", "中心小组 两户地界", "请村委会到场丈量"),
    ("meeting", "publicist", "村委会 群众会议", "公示名单张贴七天"),
    ("site", "fighter", "易地搬迁安置点", "督促施工队增加人手"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay(Act):
    """A member says where they spent a day; `supersedes` is what they said before."""

    uuid: UUID
    on: date
    presence: str
    leave: str = ""
    supersedes: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Act):
    """A member visits a household or a site."""

    uuid: UUID
    on: date
    whom: str
    kind: str
    team_role: str
    agreed: str


def team_mates() -> list[Person]:
    """The members beside the leader; their names stand outside those that the others are drawn from."""
    post, unit = "安南村驻村工作队队员", f"team-{ANNAN}"
    return [
        Person("annan-2", "和丽华", post, "village_team", ANNAN, unit=unit),
        Person("annan-3", "斯那次仁", post, "village_team", ANNAN, unit=unit),
    ]


def duties(seed: int) -> list[Act]:
    """Every entry of March, in order of time."""
    acts: list[Act] = []
    for day in range(FIRST_DAY, DAY + 1):
        dice = random.Random(f"{seed}/duties/{day}")  # noqa: S311 - a seed must give the same demo again
        for place, who in enumerate(TEAM):
            hour = (16.5 if day == DAY else 19.5) + place / 10 + dice.random() / 20
            if (who, day) not in FORGOTTEN:
                acts.append(_stay(who, day, hour))
            if day < DAY and dice.random() < 0.35 and _presence(who, day)[0] == "village":
                kind, role, whom, agreed = dice.choice(CALLS)
                acts.append(
                    Call(
                        at=moment(day, hour + 0.03),
                        who=who,
                        uuid=number("call", who, day),
                        on=day_of(day),
                        whom=whom,
                        kind=kind,
                        team_role=role,
                        agreed=agreed + NOTE,
                    )
                )
    acts.append(_second_thought("annan-2", 30))
    return sorted(acts, key=lambda act: act.at)


def _presence(who: str, day: int) -> tuple[str, str]:
    if leave := LEAVE_DAYS[who].get(day):
        return "leave", leave
    return ("township" if day in TOWNSHIP_DAYS[who] else "village"), ""


def _stay(who: str, day: int, hour: float) -> Stay:
    presence, leave = _presence(who, day)
    return Stay(
        at=moment(day, hour), who=who, uuid=number("stay", who, day), on=day_of(day), presence=presence, leave=leave
    )


def _second_thought(who: str, day: int) -> Stay:
    """The next morning they remember that they were at the township."""
    return Stay(
        at=moment(day + 1, 7.5), who=who, uuid=number("stay", who, day, "again"), on=day_of(day), presence="township",
        supersedes=number("stay", who, day),
    )  # fmt: skip
