"""Three requests to move the bar: one granted (a second plan version), one refused, one still open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bairi.edges.cli.demo import plan
from bairi.edges.cli.demo.acts import Act, Ask, Decide
from bairi.ground.access import Actor
from bairi.ground.access.known import OPEN
from bairi.plan.campaigns.actions import ask_for_change, decide_change
from bairi.plan.campaigns.models import TargetVersion

SLIDE, TIMBER, MORE = ("533401203201", "roads"), ("533401206201", "renovation"), ("533401205204", "water")


def requests() -> list[Act]:
    """What is asked and decided, in order of time."""
    return [
        _ask(*SLIDE, -0.2, "雪后山体滑坡，路基改线，申请调减（生成）。", day=33, who="c533401203"),
        _decide(*SLIDE, True, "经现场核实，同意调减（生成）。", day=36),
        _ask(*TIMBER, -0.15, "木料紧张，申请调减（生成）。", day=38, who="dongwang"),
        _decide(*TIMBER, False, "木料已由住建局统一调配，维持原目标（生成）。", day=40),
        _ask(*MORE, 0.1, "新增饮水困难户，申请调增（生成）。", day=46, who="geza"),
    ]


def _ask(place: str, task: str, share: float, reason: str, *, day: int, who: str) -> Ask:
    return Ask(at=plan.moment(day, 10), who=who, place=place, task=task, share=share, reason=reason)


def _decide(place: str, task: str, granted: bool, note: str, *, day: int) -> Decide:
    return Decide(at=plan.moment(day, 14), who="shujuyuan", place=place, task=task, granted=granted, note=note)


@dataclass(slots=True)
class Desk:
    """Hands requests in and decides them; remembers which is which."""

    actors: Mapping[str, Actor]
    asked: dict[tuple[str, str], int] = field(default_factory=dict)

    def ask(self, act: Ask) -> None:
        """Hand a request in."""
        version = TargetVersion.objects.get(
            known_to=OPEN, target__campaign__code=plan.CAMPAIGN, target__place__code=act.place,
            target__task__code=act.task, target__measure__counts=True,
        )  # fmt: skip
        wanted = version.must * (1 + act.share)
        must = round(wanted, 1) if act.task == "roads" else float(round(wanted))
        request = ask_for_change(
            campaign=plan.CAMPAIGN, target=version.target_id, must=must, reserve=version.reserve,
            due_on=version.due_on, reason=act.reason, by=self.actors[act.who], at=act.at,
        )  # fmt: skip
        self.asked[act.place, act.task] = request.pk

    def decide(self, act: Decide) -> None:
        """Decide on it."""
        decide_change(
            campaign=plan.CAMPAIGN, request=self.asked[act.place, act.task], granted=act.granted, note=act.note,
            by=self.actors[act.who], at=act.at,
        )  # fmt: skip
