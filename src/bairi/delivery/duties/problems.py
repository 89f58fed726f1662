"""Refusals of the duty log. Each names what was written, where, and the mend."""

from django.utils.translation import gettext_lazy as _

from bairi.ground.access import NotVisible, Problem


class UnknownVillage(NotVisible):
    code = "duties.unknown_village"
    message = _("%(place)s is not a village of this campaign, or it lies outside your places. Check the division code.")


class CampaignNotRunning(Problem):
    code, status = "duties.campaign_not_running", 409
    message = _("%(campaign)s is not running, so nothing is entered in its duty log. Ask the data officer.")


class NotOfTheTeam(Problem):
    code = "duties.not_of_the_team"
    message = _(
        "%(person)s does not belong to the village work team of %(place)s. "
        "Choose a member, or enter the membership first."
    )


class AfterToday(Problem):
    code = "duties.after_today"
    message = _("%(on)s is after today, %(today)s. Enter a day once it has come.")


class BeforeTheStart(Problem):
    code = "duties.before_the_start"
    message = _("%(on)s is before the campaign began, on %(start_on)s. Choose that day or a later one.")


class MonthUnreadable(Problem):
    code = "duties.month_unreadable"
    message = _("“%(month)s” is not a month. Write it like 2016-03.")


class UnknownPresence(Problem):
    code = "duties.unknown_presence"
    message = _("“%(presence)s” is not a way to spend a duty day. Choose one of: %(choices)s.")


class UnknownLeave(Problem):
    code = "duties.unknown_leave"
    message = _("“%(leave)s” is not a kind of leave of this campaign on %(on)s. Choose one of: %(choices)s.")


class DayIsEntered(Problem):
    code, status = "duties.day_is_entered", 409
    message = _(
        "%(on)s of %(person)s was entered meanwhile. Look at what stands there now, then change it if it is wrong."
    )


class NothingToSupersede(Problem):
    code, status = "duties.nothing_to_supersede", 409
    message = _("The entry for %(on)s that this would replace does not stand any more. Open the day again.")


class KeyIsTaken(Problem):
    code, status = "duties.key_is_taken", 409
    message = _("The number %(key)s belongs to another entry. Send this one with a number of its own.")


class UnknownVisitKind(Problem):
    code = "duties.unknown_visit_kind"
    message = _("“%(kind)s” is not a kind of visit of this campaign on %(on)s. Choose one of: %(choices)s.")


class UnknownTeamRole(Problem):
    code = "duties.unknown_team_role"
    message = _("“%(role)s” is not a team role of this campaign on %(on)s. Choose one of: %(choices)s.")


class WhomMissing(Problem):
    code = "duties.whom_missing"
    message = _("The visit of %(on)s does not say to whom. Write the household's head or the site.")


class TextTooLong(Problem):
    code = "duties.text_too_long"
    message = _("%(field)s has %(length)d characters; at most %(limit)d are kept. Shorten it.")


class ReasonMissing(Problem):
    code = "duties.reason_missing"
    message = _("Please say why the visit to %(whom)s is withdrawn; it stays in the history.")


class VisitIsWithdrawn(Problem):
    code, status = "duties.visit_is_withdrawn", 409
    message = _("The visit to %(whom)s was withdrawn before: %(reason)s")


class ListIsEmpty(Problem):
    code = "duties.list_is_empty"
    message = _("The list “%(list)s” is empty. Write at least one line.")


class LineUnreadable(Problem):
    code = "duties.line_unreadable"
    message = _(
        "Line %(line)d of “%(list)s”, “%(text)s”, cannot be read. "
        "Write a code of small letters, a comma and the name, such as: publicist, 宣传员, Publicist."
    )


class CodeTwice(Problem):
    code = "duties.code_twice"
    message = _("The code %(code)s stands twice in “%(list)s”. Give each line a code of its own.")


class IssuerMissing(Problem):
    code = "duties.issuer_missing"
    message = _("The list says nobody who issued it. Name the document or the office.")


class DaysOutOfRange(Problem):
    code = "duties.days_out_of_range"
    message = _("%(days)d days a month cannot be asked for. Enter a number from 0 to 31.")
