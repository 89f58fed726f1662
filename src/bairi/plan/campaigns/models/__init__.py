"""The plan: campaign, lines, tasks, measures, targets and their versions, goals, who answers."""

from bairi.plan.campaigns.models.answer import ChangeRequest, Responsibility, ResponsibilityKind
from bairi.plan.campaigns.models.campaign import (
    Campaign,
    CampaignClock,
    CampaignState,
    Phase,
    Rhythm,
)
from bairi.plan.campaigns.models.target import Goal, GoalKind, Milestone, PlanSource, PlanVersion, Target, TargetVersion
from bairi.plan.campaigns.models.task import Counting, Line, Measure, RollUp, Task

__all__ = [
    "Campaign",
    "CampaignClock",
    "CampaignState",
    "ChangeRequest",
    "Counting",
    "Goal",
    "GoalKind",
    "Line",
    "Measure",
    "Milestone",
    "Phase",
    "PlanSource",
    "PlanVersion",
    "Responsibility",
    "ResponsibilityKind",
    "Rhythm",
    "RollUp",
    "Target",
    "TargetVersion",
    "Task",
]
