"""Goals over several targets: where each stands, and where it is foreseen on its day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bairi.outlook.cockpit.queries.header import foreseen_share, mask_of, optional
from bairi.outlook.cockpit.queries.picture import Picture
from bairi.plan.campaigns.models import Goal, GoalKind


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal: a `share` to reach (kind "share"), or every one of `targets` done (kind "all_done").

    now, foreseen: attainment on the day looked at and on the goal's day. probability: that all targets are met, with
    the shocks they share counted, for "all_done"; None for a share. done, expected: targets done, and expected to be.
    """

    name: str
    name_en: str
    kind: str
    share: float
    due_on: date
    now: float | None
    foreseen: float | None
    probability: float | None
    targets: int
    done: int
    expected: float
    state: str
    source: str


def goal_lines(picture: Picture, goals: Sequence[tuple[Goal, set[str]]]) -> list[GoalLine]:
    """The goals, each with the codes of its tasks, over those tasks that the view holds. No query."""
    seen = {task.code for task in picture.asked.tasks}
    return [_line(picture, goal, codes & seen) for goal, codes in goals if codes & seen]


def _line(picture: Picture, goal: Goal, codes: set[str]) -> GoalLine:
    mask = mask_of(picture, codes)
    together = picture.together(mask)
    now = optional(picture.today_of(mask)[picture.basis])
    foreseen = foreseen_share(picture, mask, goal.due_on)
    done = sum(state == "done" for state, inside in zip(picture.states, mask, strict=True) if inside)
    whole = goal.kind == GoalKind.ALL_DONE
    return GoalLine(
        name=goal.name,
        name_en=goal.name_en,
        kind=goal.kind,
        share=1.0 if whole else goal.share,
        due_on=goal.due_on,
        now=now,
        foreseen=foreseen,
        probability=together.all_met if whole else None,
        targets=int(mask.sum()),
        done=done,
        expected=together.expected,
        state=_state(picture, whole, goal.share, now, foreseen, together.all_met),
        source=goal.source,
    )


def _state(
    picture: Picture, whole: bool, share: float, now: float | None, foreseen: float | None, all_met: float
) -> str:
    if foreseen is None or now is None:
        return "no_target"
    if whole:
        campaign = picture.campaign
        return "on_pace" if all_met >= campaign.risk_below else "late" if all_met < campaign.late_below else "at_risk"
    if now >= share:
        return "done"
    return "on_pace" if foreseen >= share else "at_risk" if foreseen >= share * 0.9 else "late"
