"""Reads of the plan."""

from bairi.plan.campaigns.queries.answers import (
    PAIRED,
    Answerer,
    AnswerIndex,
    Answers,
    answer_index,
    responsibilities_in,
    who_answers,
)
from bairi.plan.campaigns.queries.campaigns import (
    CampaignLine,
    calendar,
    campaign_for,
    campaigns,
    day_number,
    days,
    end_of_day,
    moment_of,
    phase_on,
    phases,
    rhythm_on,
    today,
    visible_campaigns,
)
from bairi.plan.campaigns.queries.choices import (
    path_to,
    place_in,
    places_below,
    places_for_campaign,
    top_place,
    units_for,
)
from bairi.plan.campaigns.queries.decomposition import Decomposition, SumRow, decomposition
from bairi.plan.campaigns.queries.history import (
    PlanVersionLine,
    TargetDifference,
    baseline_number,
    plan_history,
    plan_version,
    plan_version_known,
)
from bairi.plan.campaigns.queries.plan_sums import SumLine, plan_sums
from bairi.plan.campaigns.queries.plan_template import plan_template
from bairi.plan.campaigns.queries.readiness import missing_before_start
from bairi.plan.campaigns.queries.requests import RequestRow, change_request, change_requests, open_requests
from bairi.plan.campaigns.queries.structure import (
    LineBranch,
    TaskBranch,
    goals,
    milestones,
    structure,
    tasks,
)
from bairi.plan.campaigns.queries.target_plan import TargetPlan, plan_points, target_plan
from bairi.plan.campaigns.queries.targets import (
    TargetRow,
    baselines,
    target_arrays,
    target_for,
    target_rows,
    targets_known,
    targets_seen,
)
from bairi.plan.campaigns.queries.totals import TaskTotal, count_places, measures_of, target_totals
from bairi.plan.campaigns.queries.weights import effective_weights, weights_known
from bairi.plan.campaigns.queries.whole_plan import whole_plan
from bairi.plan.campaigns.queries.words import trajectory_words

__all__ = [
    "PAIRED",
    "AnswerIndex",
    "Answerer",
    "Answers",
    "CampaignLine",
    "Decomposition",
    "LineBranch",
    "PlanVersionLine",
    "RequestRow",
    "SumLine",
    "SumRow",
    "TargetDifference",
    "TargetPlan",
    "TargetRow",
    "TaskBranch",
    "TaskTotal",
    "answer_index",
    "baseline_number",
    "baselines",
    "calendar",
    "campaign_for",
    "campaigns",
    "change_request",
    "change_requests",
    "count_places",
    "day_number",
    "days",
    "decomposition",
    "effective_weights",
    "end_of_day",
    "goals",
    "measures_of",
    "milestones",
    "missing_before_start",
    "moment_of",
    "open_requests",
    "path_to",
    "phase_on",
    "phases",
    "place_in",
    "places_below",
    "places_for_campaign",
    "plan_history",
    "plan_points",
    "plan_sums",
    "plan_template",
    "plan_version",
    "plan_version_known",
    "responsibilities_in",
    "rhythm_on",
    "structure",
    "target_arrays",
    "target_for",
    "target_plan",
    "target_rows",
    "target_totals",
    "targets_known",
    "targets_seen",
    "tasks",
    "today",
    "top_place",
    "trajectory_words",
    "units_for",
    "visible_campaigns",
    "weights_known",
    "who_answers",
    "whole_plan",
]
