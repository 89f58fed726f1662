"""Refusals of the reports room. Each names what was written, where, and the mend."""

from django.utils.translation import gettext_lazy as _

from bairi.ground.access import NotVisible, Problem


class UnknownCampaign(NotVisible):
    code = "reports.unknown_campaign"
    message = _("No campaign has the code %(campaign)s, or it lies outside your places. Check the code.")


class UnknownPlace(NotVisible):
    code = "reports.unknown_place"
    message = _("%(place)s is not a place of this campaign, or it lies outside your places. Check the division code.")


class UnknownTask(Problem):
    code = "reports.unknown_task"
    message = _("This campaign has no task %(task)s. Its tasks are: %(tasks)s.")


class UnknownMeasure(Problem):
    code = "reports.unknown_measure"
    message = _("Task %(task)s has no measure %(measure)s. Its measures are: %(measures)s.")


class NoTarget(Problem):
    code = "reports.no_target"
    message = _("%(place)s has no target for %(task)s. Report on one of its own, or ask for the plan to be changed.")


class ControlTotal(Problem):
    code = "reports.control_total"
    message = _("The total of %(place)s for %(task)s is added up from the places below. Report there instead.")


class CampaignNotRunning(Problem):
    code, status = "reports.campaign_not_running", 409
    message = _("%(campaign)s has not been started yet. Reports go in once the data officer starts it.")


class CampaignIsClosed(Problem):
    code, status = "reports.campaign_is_closed", 409
    message = _("%(campaign)s is closed, so nothing in it changes any more. Ask the data officer if this is an error.")


class TargetRemoved(Problem):
    code, status = "reports.target_removed", 409
    message = _("The target of %(place)s for %(task)s was taken out of the plan. Ask who keeps the plan.")


class ValueMissing(Problem):
    code = "reports.value_missing"
    message = _("No figure is given for %(task)s in %(place)s. Enter the total, 0 if there is none.")


class NotANumber(Problem):
    code = "reports.not_a_number"
    message = _("%(value)s is not a number that can be kept for %(task)s in %(place)s. Enter digits, such as 12.5.")


class NegativeValue(Problem):
    code = "reports.negative_value"
    message = _("%(value)s for %(task)s in %(place)s is below zero. Enter the total that is there, at least 0.")


class NotWhole(Problem):
    code = "reports.not_whole"
    message = _("%(value)s for %(task)s in %(place)s is not whole, but %(unit)s are counted whole. Round it.")


class WrongUnit(Problem):
    code = "reports.wrong_unit"
    message = _("%(task)s in %(place)s is counted in %(unit)s, not in %(given)s. Convert the figure and send it again.")


class AfterToday(Problem):
    code = "reports.after_today"
    message = _(
        "%(effective_on)s, the day of %(task)s in %(place)s, is after today, %(today)s. Enter the day it was true."
    )


class ItemNeeded(Problem):
    code = "reports.item_needed"
    message = _("%(task)s is counted one by one. Name the item in %(place)s and the stage that it has reached.")


class NotItemised(Problem):
    code = "reports.not_itemised"
    message = _("%(task)s in %(place)s is reported as a total. Leave the item out and enter the total.")


class UnknownItem(Problem):
    code = "reports.unknown_item"
    message = _("%(place)s has no item %(item)s for %(task)s. Choose one of its items.")


class UnknownStage(Problem):
    code = "reports.unknown_stage"
    message = _("%(task)s has no stage %(stage)s. Its stages are: %(stages)s.")


class TextTooLong(Problem):
    code = "reports.text_too_long"
    message = _("%(field)s holds %(length)s characters; at most %(limit)s fit. Shorten it.")


class UnknownReport(NotVisible):
    code = "reports.unknown_report"
    message = _("No report has the number %(report)s, or it lies outside your places. Check the number.")


class SupersedesOther(Problem):
    code = "reports.supersedes_other"
    message = _(
        "Report %(report)s is about another target, so this one cannot correct it. Withdraw it and report anew."
    )


class UuidTaken(Problem):
    code, status = "reports.uuid_taken", 409
    message = _(
        "Report %(report)s came in before with other content. Send the change as a correction with a new number."
    )


class UnknownFile(Problem):
    code = "reports.unknown_file"
    message = _("The file %(sha256)s is not here yet. Upload it first, then send the report again.")


class ReasonMissing(Problem):
    code = "reports.reason_missing"
    message = _("Please give a reason; %(place)s will read it.")


class AlreadyConfirmed(Problem):
    code, status = "reports.already_confirmed", 409
    message = _("The report of %(place)s on %(task)s is confirmed already. To change that, take the confirmation back.")


class NotConfirmed(Problem):
    code, status = "reports.not_confirmed", 409
    message = _("The report of %(place)s on %(task)s is not confirmed, so there is no confirmation to take back.")


class AlreadySentBack(Problem):
    code, status = "reports.already_sent_back", 409
    message = _("The report of %(place)s on %(task)s was sent back already. Wait for its correction.")


class AlreadyWithdrawn(Problem):
    code, status = "reports.already_withdrawn", 409
    message = _("The report of %(place)s on %(task)s was withdrawn, so nothing can be done to it. Report anew.")


class OwnReport(Problem):
    code, status = "reports.own_report", 403
    message = _("You entered the report of %(place)s on %(task)s yourself. Another clerk must confirm it.")


class TownshipNeeded(Problem):
    code, status = "reports.township_needed", 403
    message = _("The report of %(place)s on %(task)s is confirmed or verified. Only the township can withdraw it.")


class FoundMoreThanInspected(Problem):
    code = "reports.found_more_than_inspected"
    message = _(
        "%(found)s found among %(inspected)s inspected cannot be. Check both figures for %(task)s in %(place)s."
    )


class BasisMissing(Problem):
    code = "reports.basis_missing"
    message = _("Name the inspection behind the figure for %(task)s in %(place)s: its number, or who went and when.")


class VerificationGone(Problem):
    code, status = "reports.verification_gone", 409
    message = _("This finding for %(task)s in %(place)s was taken back already.")


class ConflictIsResolved(Problem):
    code, status = "reports.conflict_is_resolved", 409
    message = _("These two reports of %(place)s on %(task)s were reconciled by %(resolved_by)s already.")


class NothingToUrge(Problem):
    code, status = "reports.nothing_to_urge", 409
    message = _("None of these places owes a report at this moment. The list may have changed; look at it again.")


class NothingToDo(Problem):
    code = "reports.nothing_to_do"
    message = _("No report was chosen. Choose at least one.")


class FindingIsDismissed(Problem):
    code, status = "reports.finding_is_dismissed", 409
    message = _("%(by)s has looked at this finding already and wrote: %(reason)s")


class FindingIsOpen(Problem):
    code, status = "reports.finding_is_open", 409
    message = _("This finding is open already. Nothing is to be taken back.")


class TaskIsTallied(Problem):
    code, status = "reports.task_is_tallied", 409
    message = _("%(task)s is reported as a total, so it has no items. Change how it is counted in the plan first.")


class ItemNameMissing(Problem):
    code = "reports.item_name_missing"
    message = _("An item of %(task)s in %(place)s has no name. Name the work or the household.")


class ItemQuantityWrong(Problem):
    code = "reports.item_quantity_wrong"
    message = _("%(quantity)s is not what %(name)s can count for. Enter a figure above 0; one work counts for 1.")


class ItemIsThere(Problem):
    code, status = "reports.item_is_there", 409
    message = _(
        "%(place)s has %(name)s for %(task)s already, counting for %(quantity)s. Give the new one another name."
    )


class ItemHasReports(Problem):
    code, status = "reports.item_has_reports", 409
    message = _("There are reports on %(name)s that still count. Withdraw them first, then take it off the list.")


class ItemIsRetired(Problem):
    code, status = "reports.item_is_retired", 409
    message = _("%(name)s was taken off the list on %(retired_on)s already.")
