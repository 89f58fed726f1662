"""What happens in the demo, day by day: who says what, who stands by it, what inspections find. Pure and seeded."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from bairi.edges.cli.demo.acts import Act, Confirm, Find, Say, SendBack, Series, Settle, Withdraw, number
from bairi.edges.cli.demo.plan import DAY, day_of, moment

SILENT: Final = {"533401203203": 24, "533401206204": 27, "533401205206": 30}
"""Villages that fall silent, with the day of their last report."""
BOASTING: Final = {"533401103205": 1.42, "533401207202": 1.5, "533401101203": 1.34}
"""Villages that claim more than is there, with the factor."""
PHONELESS: Final = frozenset({"533401205203", "533401205205"})
"""Villages for which a clerk of the township enters."""
SLOW_TOWNSHIP: Final = "533401207"
"""Confirms nothing after day 30."""
REASONS: Final = ("照片看不清，请补拍现场照片。", "与上周数差距太大，请说明。", "请核对户数，与花名册不符。")
TOWNSHIP_PACE: Final = {
    "101": 1.10, "102": 1.06, "103": 0.97, "104": 1.08, "201": 1.04, "202": 1.11, "203": 0.98, "204": 1.07,
    "205": 1.01, "206": 0.90, "207": 1.05, "501": 1.12,
}  # fmt: skip


@dataclass(slots=True)
class Telling:
    """The story while it is being made."""

    seed: int
    clerks: dict[str, str]
    teams: dict[str, str]
    departments: dict[str, str]
    acts: list[Act] = field(default_factory=list)
    waiting: dict[str, list[Say]] = field(default_factory=dict)
    said: dict[Series, list[Say]] = field(default_factory=dict)

    def tell(self, all_series: list[Series]) -> list[Act]:
        """Every act of the story, in order of time."""
        for series in all_series:
            self._village(series)
        for township in sorted(self.waiting):
            self._township(township)
        self._inspections(all_series)
        return sorted(self.acts, key=lambda act: act.at)

    def _dice(self, *parts: object) -> random.Random:
        return random.Random(f"{self.seed}/{'/'.join(map(str, parts))}")  # noqa: S311 - a seed must give the same again

    def _village(self, series: Series) -> None:
        """The weekly reports of one series, with what goes wrong on the way."""
        dice = self._dice(series.place, series.task, series.measure)
        village, township = series.place[:12], series.place[:9]
        last, before = None, None
        for day in _report_days(series, dice, SILENT.get(village, DAY)):
            say = self._say(series, day, dice)
            if last is not None and dice.random() < 0.004 and series.task in self.departments:
                self._second_voice(series, day, say, before, dice)
            self.acts.append(say)
            before, last = last, say
            self.said.setdefault(series, []).append(say)
            self.waiting.setdefault(township, []).append(self._afterthought(say, dice))

    def _say(self, series: Series, day: int, dice: random.Random) -> Say:
        village = series.place[:12]
        proxy = village in PHONELESS
        late = day < DAY - 1 and dice.random() < 0.07
        who = self.clerks[series.place[:9]] if proxy else self.teams[village]
        at = moment(day + (dice.randint(1, 3) if late else 0), 15 + dice.random() * 2.9)
        return Say(
            at=min(at, moment(DAY, 17.5)),
            who=who,
            uuid=number(series.place, series.task, series.measure, day),
            series=series,
            on=day_of(day),
            value=series.told(day),
            entered_for="村委会值班员（电话报）" if proxy else "",
            photo=series.measure != "surviving" and (village == "533401202202" or (day > 34 and dice.random() < 0.12)),
        )

    def _afterthought(self, say: Say, dice: random.Random) -> Say:
        """Now and then a report is corrected the same evening, or taken back and sent again."""
        chance = dice.random()
        if say.value < 2 or say.series.fixed or chance > 0.02:
            return say
        lower = say.value - 1 if say.series.whole else round(say.value * 0.93, 1)
        again = replace(say, at=_later(say.at, dice, 2), value=lower, photo=False, uuid=number(say.uuid, "again"))
        if chance > 0.006:
            again = replace(again, supersedes=(say.uuid,), note="复核后更正：有一处重复统计。")
        else:
            reason = "填错了数，重新填报。"
            self.acts.append(Withdraw(at=_later(say.at, dice), who=say.who, uuid=say.uuid, reason=reason))
        self.acts.append(again)
        return again

    def _second_voice(self, series: Series, day: int, say: Say, before: Say | None, dice: random.Random) -> None:
        """The department reports the same target without having seen the village's report."""
        other = Say(
            at=_later(say.at, dice), who=self.departments[series.task], uuid=number(say.uuid, "department"),
            series=series, on=say.on, value=max(0.0, say.value - (2 if series.whole else 0.4)),
            base=before.uuid if before else UUID(int=0), note="部门现场统计数。",
        )  # fmt: skip
        self.acts.append(other)
        if dice.random() < 0.6 and day < DAY - 3:
            settled = Settle(
                at=moment(day + 2, 10), who=self.clerks[series.place[:9]], uuid=number(say.uuid, "settled"),
                second=other.uuid, series=series, on=say.on, value=other.value,
                note="经乡镇与部门共同核对，以现场数为准。",
            )  # fmt: skip
            self.acts.append(settled)

    def _township(self, township: str) -> None:
        """Every day or two the township confirms what has come in, and sends some back."""
        dice = self._dice("township", township)
        clerk = "geza-2" if township == "533401205" else self.clerks[township]
        queue = sorted(self.waiting[township], key=lambda say: say.at)
        last_day = 30 if township == SLOW_TOWNSHIP else DAY - 1
        day = dice.randint(6, 8)
        while day <= last_day:
            at = moment(day, 20 + dice.random())
            ready = {say.uuid: say for say in queue if say.at < at and dice.random() < 0.93}
            queue = [say for say in queue if say.uuid not in ready]
            back = [uuid for uuid, say in ready.items() if not say.series.fixed and dice.random() < 0.012]
            good = tuple(uuid for uuid in ready if uuid not in back)
            if good:
                self.acts.append(Confirm(at=at, who=clerk, uuids=good))
            for uuid in back:
                self._send_back(ready[uuid], at, clerk, dice)
            day += dice.randint(1, 2)

    def _send_back(self, say: Say, at: datetime, clerk: str, dice: random.Random) -> None:
        reason = dice.choice(
            ("照片看不清，请补拍现场照片。", "与上周数差距太大，请说明。", "请核对户数，与花名册不符。")
        )
        self.acts.append(SendBack(at=_later(at, dice, 0.2), who=clerk, uuid=say.uuid, reason=reason))
        again = moment((at - moment(1, 0)).days + 2, 11)
        if dice.random() < 0.7 and again < moment(DAY, 17):
            lower = max(0.0, say.value - 1) if say.series.whole else round(say.value * 0.95, 1)
            mended = Say(
                at=again, who=say.who, uuid=number(say.uuid, "answer"), series=say.series, on=say.on, value=lower,
                supersedes=(say.uuid,), entered_for=say.entered_for, note="已按乡镇意见核实更正。",
            )  # fmt: skip
            self.acts.append(mended)

    def _inspections(self, all_series: list[Series]) -> None:
        """Inspections of about two targets in five, each by looking at the whole or at a sample."""
        for series in all_series:
            dice = self._dice("inspection", series.place, series.task, series.measure)
            fixed = dict(series.found)
            if fixed:
                for day, found in fixed.items():
                    self._find(series, day, found, dice)
            elif series.measure not in {"started", "surviving"} and dice.random() < 0.42:
                day = dice.randint(18, DAY - 1)
                self._find(series, day, series.truth(day) * (1 - dice.random() * 0.05), dice)

    def _find(self, series: Series, day: int, found: float, dice: random.Random) -> None:
        claimed = max((say.value for say in self.said.get(series, []) if say.on <= day_of(day)), default=0.0)
        if claimed <= 0:
            return
        sample = not series.found and claimed >= 20 and dice.random() < 0.4
        inspected = float(int(claimed * 0.65)) if sample else claimed
        good = min(inspected, found * inspected / claimed)
        self.acts.append(
            Find(
                at=moment(day, 16 + dice.random()), who=dice.choice(("duchayuan", "duchayuan-2")),
                uuid=number(series.place, series.task, series.measure, "found", day), series=series, on=day_of(day),
                inspected=inspected, found=float(int(good)) if series.whole else round(good, 1),
                method="sample" if sample else "whole", basis="督查考评组实地核查（生成）",
            )
        )  # fmt: skip


def _report_days(series: Series, dice: random.Random, last: int) -> Iterator[int]:
    """Once a week, on the village's own weekday, a day sooner or later."""
    if series.fixed:
        yield from (day for day, _value in series.fixed)
        return
    weekday = random.Random(series.place[:12]).randint(4, 10)  # noqa: S311 - not a secret
    previous = 0
    for week in range(7):
        day = max(previous + 1, weekday + 7 * week + dice.choice((-1, 0, 0, 0, 1)))
        if day > last:
            return
        if week and dice.random() < 0.05:
            continue
        previous = day
        yield day


def _later(at: datetime, dice: random.Random, hours: float = 1) -> datetime:
    """Some minutes to an hour later, never after the demo's present."""
    minutes = dice.randint(10, 50) / 60
    return min(at + (moment(1, hours * minutes) - moment(1, 0)), moment(DAY, 17.9))
