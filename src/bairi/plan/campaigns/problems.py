"""Refusals of the plan."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Problem
from bairi.ground.tables import CellProblem


class CampaignIsClosed(Problem):
    code, status = "campaigns.campaign_is_closed", 409
    message = _("The campaign %(name)s is closed; its plan no longer changes. Clone it to plan the next one.")


class CampaignIsRunning(Problem):
    code, status = "campaigns.campaign_is_running", 409
    message = _("The campaign %(name)s has been started already.")


class CampaignNotStarted(Problem):
    code, status = "campaigns.campaign_not_started", 409
    message = _("The campaign %(name)s is still a draft. Start it first.")


class CampaignNotReady(Problem):
    code, status = "campaigns.campaign_not_ready", 409
    message = _("The campaign cannot start yet. Still missing: %(missing)s.")


class NameNotTyped(Problem):
    code = "campaigns.name_not_typed"
    message = _("To close the campaign, type its name exactly: %(name)s")


class NotAReplay(Problem):
    code, status = "campaigns.not_a_replay", 409
    message = _("Only a replay has a clock of its own, and %(name)s is a live campaign.")


class CodeTaken(Problem):
    code, status = "campaigns.code_taken", 409
    message = _("The code %(value)s is taken by %(name)s. Choose another one.")


class BadCode(Problem):
    code = "campaigns.bad_code"
    message = _("The code “%(value)s” will not do: use 1 to 32 Latin letters, digits, - or _.")


class UnknownPlace(Problem):
    code = "campaigns.unknown_place"
    message = _("No place of this campaign within your places has the code “%(value)s”. See the tree of places.")


class UnknownLine(Problem):
    code = "campaigns.unknown_line"
    message = _("This campaign has no line with the code “%(value)s”. Add the line first, or mend the code.")


class UnknownTask(Problem):
    code = "campaigns.unknown_task"
    message = _("This campaign has no task with the code “%(value)s” that you see. Add the task, or mend the code.")


class UnknownMeasure(Problem):
    code = "campaigns.unknown_measure"
    message = _("The task has no measure with the code “%(value)s”. Add the measure first, or mend the code.")


class UnknownOrganisation(Problem):
    code = "campaigns.unknown_organisation"
    message = _("There is no unit with the code “%(value)s”. Add the unit first, or mend the code.")


class UnknownUser(Problem):
    code = "campaigns.unknown_user"
    message = _("There is no account with the user name “%(value)s”. Write the person's name instead, or mend it.")


class UnknownChoice(Problem):
    code = "campaigns.unknown_choice"
    message = _("“%(value)s” is not one of: %(choices)s.")


class ReasonNeeded(Problem):
    code = "campaigns.reason_needed"
    message = _("The campaign is running, so a change of its plan needs a reason. Say in one sentence why.")


class DatesOutOfOrder(Problem):
    code = "campaigns.dates_out_of_order"
    message = _("The start, %(start_on)s, must lie before the end, %(end_on)s.")


class PhasesOverlap(Problem):
    code = "campaigns.phases_overlap"
    message = _(
        "Two phases overlap: one ends on %(end_on)s, the next starts on %(start_on)s. Put them one after another."
    )


class ValueOutOfRange(Problem):
    code = "campaigns.value_out_of_range"
    message = _("%(field)s must lie between %(low)s and %(high)s; you gave %(value)s.")


class ThresholdsOutOfOrder(Problem):
    code = "campaigns.thresholds_out_of_order"
    message = _("A target must be “late” below a lower probability than “at risk”: %(late)s is above %(risk)s.")


class LineHasTasks(Problem):
    code, status = "campaigns.line_has_tasks", 409
    message = _("The line %(name)s still has %(count)s tasks. Move them to another line or remove them first.")


class TaskHasTargets(Problem):
    code, status = "campaigns.task_has_targets", 409
    message = _("%(name)s has targets, which the history keeps. Take those targets out of the plan instead.")


class CountingMeasureNeeded(Problem):
    code, status = "campaigns.counting_measure_needed", 409
    message = _("One measure of %(name)s must count for attainment. Let another measure count first.")


class DenominatorNeeded(Problem):
    code = "campaigns.denominator_needed"
    message = _("%(name)s rolls up as a ratio of two sums, so name the measure that it is divided by.")


class TargetsRefused(Problem):
    """`faults` is a list of {"row", "field", "place", "task", "message"}, row from 0 in the order given."""

    code = "campaigns.targets_refused"
    message = _("Nothing was changed: %(count)s entries need mending. The first: %(first)s")


class NotBelow(Problem):
    code = "campaigns.not_below"
    message = _("%(place)s does not lie below %(above)s, so its target cannot be part of that total.")


class WeightsAllNothing(Problem):
    code = "campaigns.weights_all_nothing"
    message = _("At least one line and one of its tasks must weigh more than 0, or nothing would count.")


class NobodyAnswers(Problem):
    code = "campaigns.nobody_answers"
    message = _("Name a unit, a person or a post that answers for %(place)s, or remove the row.")


class TargetRemoved(Problem):
    code, status = "campaigns.target_removed", 409
    message = _("This target was taken out of the plan, so no change of it can be asked for.")


class RequestOpen(Problem):
    code, status = "campaigns.request_open", 409
    message = _("%(name)s asked for a change of this target on %(asked_on)s. Wait for the decision on that request.")


class RequestDecided(Problem):
    code, status = "campaigns.request_decided", 409
    message = _("This request was decided by %(name)s on %(decided_on)s.")


class RequestChangesNothing(Problem):
    code = "campaigns.request_changes_nothing"
    message = _("What you ask for is what the target says already. Change the quantity, the reserve or the due day.")


class OwnRequest(Problem):
    code, status = "campaigns.own_request", 403
    message = _("You asked for this change yourself. Somebody else has to decide it.")


class MilestonesOutOfOrder(Problem):
    code = "campaigns.milestones_out_of_order"
    message = _("The milestone %(name)s on %(due_on)s asks for less than the one before it. Shares only rise.")


class GoalWithoutTasks(Problem):
    code = "campaigns.goal_without_tasks"
    message = _("The goal %(name)s covers no task. Choose at least one.")


class PlanRefused(Problem):
    """`problems` is a list of cells as in `CellProblem.as_dict`; `cells` the cell problems themselves."""

    code = "campaigns.plan_refused"
    message = _("Nothing was changed: %(count)s cells of the workbook need mending. The first: %(first)s")

    def __init__(self, cells: Sequence[CellProblem]) -> None:
        super().__init__(count=len(cells), first=str(cells[0]), problems=[cell.as_dict() for cell in cells])
        self.cells = list(cells)


class OtherCampaign(Problem):
    code, status = "campaigns.other_campaign", 409
    message = _("The workbook is about the campaign %(value)s, not %(name)s. Open that campaign and send it there.")
