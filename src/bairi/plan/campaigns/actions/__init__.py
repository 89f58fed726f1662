"""Every change of the plan."""

from bairi.plan.campaigns.actions.calendar import set_calendar
from bairi.plan.campaigns.actions.campaign import (
    change_campaign,
    close_campaign,
    create_campaign,
    set_replay,
    start_campaign,
)
from bairi.plan.campaigns.actions.clock import next_known
from bairi.plan.campaigns.actions.clone import clone_campaign
from bairi.plan.campaigns.actions.goals import set_goals
from bairi.plan.campaigns.actions.import_plan import PlanImport, import_plan
from bairi.plan.campaigns.actions.limits import set_reporting, set_thresholds
from bairi.plan.campaigns.actions.lines import add_line, change_line, remove_line
from bairi.plan.campaigns.actions.measures import add_measure, change_measure, remove_measure
from bairi.plan.campaigns.actions.milestones import set_milestones
from bairi.plan.campaigns.actions.plan import PlanChange
from bairi.plan.campaigns.actions.requests import ask_for_change, decide_change
from bairi.plan.campaigns.actions.responsibilities import hand_over_responsibilities, set_responsibilities
from bairi.plan.campaigns.actions.set_evidence_limits import set_evidence_limits
from bairi.plan.campaigns.actions.set_photo_size import set_photo_size
from bairi.plan.campaigns.actions.targets import decompose_targets, set_targets
from bairi.plan.campaigns.actions.tasks import add_task, change_task, remove_task
from bairi.plan.campaigns.actions.weights import set_weights

__all__ = [
    "PlanChange",
    "PlanImport",
    "add_line",
    "add_measure",
    "add_task",
    "ask_for_change",
    "change_campaign",
    "change_line",
    "change_measure",
    "change_task",
    "clone_campaign",
    "close_campaign",
    "create_campaign",
    "decide_change",
    "decompose_targets",
    "hand_over_responsibilities",
    "import_plan",
    "next_known",
    "remove_line",
    "remove_measure",
    "remove_task",
    "set_calendar",
    "set_evidence_limits",
    "set_goals",
    "set_milestones",
    "set_photo_size",
    "set_replay",
    "set_reporting",
    "set_responsibilities",
    "set_targets",
    "set_thresholds",
    "set_weights",
    "start_campaign",
]
