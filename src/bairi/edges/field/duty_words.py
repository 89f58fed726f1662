"""What the app says of the duty log."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from bairi.edges.field.sentences import Words, pair


def duty_words() -> Words:
    """The sentences of the duty log, in the active language."""
    return _entries() | _month()


def _entries() -> Words:
    return {
        "tab_duty": pgettext("field", "Duty"),
        "duty_title": _("Duty log"),
        "duty_of": _("Duty log, %(date)s"),
        "duty_day_entry": _("Duty day"),
        "duty_visit": pgettext("field", "Visit"),
        "duty_visit_to": _("Visit: %(whom)s"),
        "duty_village": _("In the village"),
        "duty_township": _("At the township"),
        "duty_leave": _("On leave"),
        "duty_leave_of": _("Leave: %(kind)s"),
        "duty_campaigns": _("Which campaign"),
        "duty_which_day": _("Which day"),
        "duty_other_days": _("Other days"),
        "duty_which_village": _("Which village"),
        "duty_my_day": _("My day"),
        "duty_where": _("Where did you spend %(date)s?"),
        "duty_fault_where": _("Choose where the day was spent."),
        "duty_save": _("Save the day"),
        "duty_change": pgettext("field", "Change"),
        "duty_change_save": _("Save the change"),
        "duty_server_has": _("The server has: %(said)s"),
        "duty_entered_by": _("Entered by %(who)s, %(at)s"),
        "duty_where_is_it": _("Where it is on its way"),
        "duty_clock": _(
            "This phone's clock is off by %(minutes)s minutes. By the server it is %(date)s, and that is what counts "
            "here."
        ),
        "duty_held": _("Held until %(date)s: for the server this day has not come yet."),
        "duty_held_text": _("It goes by itself then. If the phone's clock was wrong, say below which day it was."),
        "duty_other_day": _("It was another day"),
        "duty_move": _("Move it to this day"),
        "duty_two": _("Two entries for this day"),
        "duty_two_text": _(
            "The server holds another entry than this phone. Choose which is right; what was there first stays in the "
            "history."
        ),
        "duty_other_stands": _("The server holds another entry for this day. Open it and choose."),
        "duty_two_mine": _("On this phone"),
        "duty_two_theirs": _("At the server"),
        "duty_take_mine": _("Mine is right: replace the other"),
        "duty_take_theirs": _("The other is right: drop mine"),
        "duty_visits": pair(lambda n: ngettext("Visits of the day: %(count)s", "Visits of the day: %(count)s", n)),
        "duty_add_visit": _("Add a visit"),
        "duty_whom": _("To whom: the household's head, or the site"),
        "duty_kind": _("Kind of visit"),
        "duty_role": _("As what did you go (optional)"),
        "duty_no_role": _("In no special role"),
        "duty_agreed": _("What was agreed (optional)"),
        "duty_visit_day": _("Day of the visit"),
        "duty_fault_whom": _("Write whom or what you visited."),
        "duty_fault_kind": _("Choose the kind of visit."),
        "duty_fault_day": _("Choose a day from %(first)s to %(last)s."),
        "duty_drop_sure": _("Discard what you wrote of this visit?"),
        "duty_not_open": _("This day cannot be entered"),
        "duty_not_open_text": _("It lies before the campaign began, or has not come yet."),
        "duty_not_here": _("This entry is not on this phone"),
        "duty_refused_kept": _("The entry is still here."),
        "duty_discard_sure": _("Discard this entry? Nothing of it is on the server."),
        "duty_to_day": _("To this day"),
        "duty_withdraw_where": _("A visit that has arrived is withdrawn with its reason at the desk."),
        "outbox_all": pair(lambda n: ngettext("Outbox: %(count)s entry", "Outbox: %(count)s entries", n)),
        "sent_all": pair(lambda n: ngettext("Arrived: %(count)s entry", "Arrived: %(count)s entries", n)),
        "file_entries": pair(
            lambda n: ngettext(
                "%(count)s entry of the duty log is in it too.", "%(count)s entries of the duty log are in it too.", n
            )
        ),
    }


def _month() -> Words:
    return {
        "duty_month": _("Month: %(month)s"),
        "duty_month_of": _("In the village %(days)s of %(owed)s days · visits: %(visits)s"),
        "duty_month_free": _("Days in the village: %(days)s · visits: %(visits)s"),
        "duty_which_month": _("Which month"),
        "duty_my_month": _("My month"),
        "duty_days_of": _("In the village %(days)s of %(owed)s days"),
        "duty_days": pair(lambda n: ngettext("In the village %(count)s day", "In the village %(count)s days", n)),
        "duty_sums": _(
            "At the township: %(township)s · on leave: %(leave)s · without an entry: %(missing)s · visits: %(visits)s"
        ),
        "duty_waiting": pair(
            lambda n: ngettext(
                "%(count)s of these days has not reached the server yet.",
                "%(count)s of these days have not reached the server yet.",
                n,
            )
        ),
        "duty_calendar": _("Days of the month"),
        "duty_weekdays": pgettext("Monday to Sunday", "Mo Tu We Th Fr Sa Su"),
        "duty_mark_village": pgettext("duty mark in the village", "V"),
        "duty_mark_township": pgettext("duty mark at the township", "T"),
        "duty_mark_leave": pgettext("duty mark on leave", "L"),
        "duty_marks": _(
            "V: in the village. T: at the township. L: on leave. ·: no entry yet. Dashed: waits on this phone. "
            "×: not taken in."
        ),
        "duty_none": _("no entry yet"),
        "duty_team": _("The team of %(village)s"),
        "duty_member": pgettext("field", "Member"),
        "duty_me": _("(me)"),
        "duty_missing": _("No entry"),
        "duty_visits_head": _("Visits"),
        "duty_by_kind": _("Visits by kind:"),
        "duty_by_role": _("Visits by role:"),
        "duty_as_of": _("As the server last gave it, %(at)s. In the team's own order: persons are not compared."),
    }
