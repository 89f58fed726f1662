from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Role, declare

PLANNERS = [Role.COMMANDER, Role.DATA_OFFICER]
TASK_PLANNERS = [*PLANNERS, Role.DEPARTMENT]

CREATE_CAMPAIGN = declare("campaigns.create_campaign", _("Create a campaign"), PLANNERS)
CHANGE_CAMPAIGN = declare("campaigns.change_campaign", _("Change the name and the source of a campaign"), PLANNERS)
IMPORT_PLAN = declare("campaigns.import_plan", _("Import a plan workbook"), PLANNERS)
START_CAMPAIGN = declare("campaigns.start_campaign", _("Start a campaign"), PLANNERS)
CLOSE_CAMPAIGN = declare("campaigns.close_campaign", _("Close a campaign for good"), PLANNERS)
CLONE_CAMPAIGN = declare("campaigns.clone_campaign", _("Clone a campaign for the next battle"), PLANNERS)
SET_REPLAY = declare("campaigns.set_replay", _("Set the clock of a replay"), [Role.DATA_OFFICER])
SET_CALENDAR = declare("campaigns.set_calendar", _("Set the dates, days off and phases of a campaign"), PLANNERS)
SET_REPORTING = declare("campaigns.set_reporting", _("Set the rhythm and the limits of reporting"), PLANNERS)
SET_THRESHOLDS = declare("campaigns.set_thresholds", _("Set the thresholds of the status"), PLANNERS)
SET_EVIDENCE_LIMITS = declare(
    "campaigns.set_evidence_limits",
    _("Set from where on evidence is looked at again"),
    [*PLANNERS, Role.INSPECTOR],
)
SET_PHOTO_SIZE = declare("campaigns.set_photo_size", _("Set the size of the photos that phones send"), PLANNERS)
ADD_LINE = declare("campaigns.add_line", _("Add a line to the plan"), PLANNERS)
CHANGE_LINE = declare("campaigns.change_line", _("Change a line of the plan"), PLANNERS)
REMOVE_LINE = declare("campaigns.remove_line", _("Remove a line from the plan"), PLANNERS)
ADD_TASK = declare("campaigns.add_task", _("Add a task to the plan"), PLANNERS)
CHANGE_TASK = declare("campaigns.change_task", _("Change a task of the plan"), PLANNERS)
REMOVE_TASK = declare("campaigns.remove_task", _("Remove a task from the plan"), PLANNERS)
ADD_MEASURE = declare("campaigns.add_measure", _("Add a measure to a task"), PLANNERS)
CHANGE_MEASURE = declare("campaigns.change_measure", _("Change a measure of a task"), PLANNERS)
REMOVE_MEASURE = declare("campaigns.remove_measure", _("Remove a measure from a task"), PLANNERS)
SET_TARGETS = declare("campaigns.set_targets", _("Set targets"), TASK_PLANNERS)
DECOMPOSE_TARGETS = declare(
    "campaigns.decompose_targets", _("Break a target down to the places below"), [*TASK_PLANNERS, Role.TOWNSHIP_CLERK]
)
SET_MILESTONES = declare("campaigns.set_milestones", _("Set milestones"), TASK_PLANNERS)
SET_GOALS = declare("campaigns.set_goals", _("Set goals over several tasks"), PLANNERS)
SET_RESPONSIBILITIES = declare(
    "campaigns.set_responsibilities", _("Say who answers for what"), [*TASK_PLANNERS, Role.TOWNSHIP_CLERK]
)
SET_WEIGHTS = declare("campaigns.set_weights", _("Set the weights of lines and tasks"), PLANNERS)
ASK_FOR_CHANGE = declare(
    "campaigns.ask_for_change",
    _("Ask for a change of a target"),
    [*TASK_PLANNERS, Role.TOWNSHIP_CLERK, Role.VILLAGE_TEAM],
)
DECIDE_CHANGE = declare(
    "campaigns.decide_change",
    _("Decide on a change of a target that the level below asks for"),
    [*PLANNERS, Role.TOWNSHIP_CLERK],
)
