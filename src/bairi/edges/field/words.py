"""What the app says, in all languages at once: the phone changes its language without a network."""

from __future__ import annotations

from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from bairi.edges.field.duty_words import duty_words
from bairi.edges.field.position_words import position_words
from bairi.edges.field.sentences import Words
from bairi.edges.field.sentences import pair as _pair

LANGUAGES: Final = ("zh-hans", "zh-hant", "en")


def all_words() -> dict[str, Words]:
    """By language: each key's sentence, or a pair, for one thing and for several. Places are `%(name)s`."""
    made = {}
    for language in LANGUAGES:
        with translation.override(language):
            made[language] = (
                _frame() | _home() | _form() | _photo() | position_words() | _lists() | _detail() | _phone()
                | duty_words()
            )  # fmt: skip
    return made


def _frame() -> Words:
    return {
        "title": _("Report · Bairi"),
        "back": pgettext("field", "Back"),
        "tabs": _("Parts of the app"),
        "tab_duties": pgettext("field", "Report"),
        "tab_outbox": pgettext("field", "Outbox"),
        "tab_sent": pgettext("field", "Arrived"),
        "tab_phone": pgettext("field", "Phone"),
        "net_on": _("Connected"),
        "net_off": _("Offline, go on"),
        "net_out": _("Not signed in"),
        "net_sending": pgettext("field", "Sending"),
        "send_now": _("Send now"),
        "state_saved": pgettext("field", "Saved on this phone"),
        "state_sending": pgettext("field", "Sending"),
        "state_received": pgettext("field", "Received"),
        "state_confirmed": pgettext("field", "Confirmed"),
        "state_sent_back": pgettext("field", "Sent back"),
        "state_refused": pgettext("field", "Not taken in"),
        "state_withdrawn": pgettext("field", "Withdrawn"),
        "state_corrected": pgettext("field", "Corrected"),
        "storage_full": _("This phone's memory is nearly full. Send or save the outbox before you take more photos."),
        "not_kept": _(
            "This phone could not keep it. Everything still stands here: try again."
            " If that fails, restart the phone, and use no private window."
        ),
        "not_kept_full": _(
            "This phone's memory is full and could not keep it. Everything still stands here:"
            " send or save the outbox, then try again."
        ),
        "broken": _("The app could not start"),
        "broken_text": _(
            "Nothing that was saved is lost. Close the app and open it again; update the browser if it stays."
        ),
    }


def _home() -> Words:
    return {
        "my_places": _pair(lambda n: ngettext("%(count)s place", "%(count)s places", n)),
        "day_no": _("day %(n)s, %(date)s"),
        "replay_day": _("replay, day %(n)s, %(date)s"),
        "sealed": _pair(
            lambda n: ngettext(
                "%(count)s piece of work of %(names)s is sealed here. It opens when the same person signs in.",
                "%(count)s pieces of work of %(names)s are sealed here. They open when the same person signs in.",
                n,
            )
        ),
        "sealed_other": _pair(
            lambda n: ngettext(
                "%(count)s piece of work of another person is sealed here. Only they can open and send it.",
                "%(count)s pieces of work of another person are sealed here. Only they can open and send them.",
                n,
            )
        ),
        "sign_in_title": _("Please sign in once"),
        "sign_in_text": _("With a network, once. After that the app opens and reports without one."),
        "sign_in": _("Sign in"),
        "no_duties_yet": _("Your duties are not on this phone yet"),
        "no_duties_text": _("They come with the first connection and then stay here."),
        "fetch_now": _("Fetch them now"),
        "new_version": _("A new version of the app is ready. What you are writing is kept."),
        "new_version_do": _("Use it"),
        "not_persisted": _("The browser has not promised to keep what is saved here."),
        "why_and_how": _("Why, and what helps"),
        "clock_off": _(
            "This phone's clock is off by %(minutes)s minutes. Set it; reports go in all the same and say so."
        ),
        "places_left_out": _("Only the first %(count)s places are shown here. Report for the others at the desk."),
        "sent_back": _("Sent back: %(count)s"),
        "begun": _("Begun: %(count)s"),
        "due": _("Due: %(count)s"),
        "nothing_due": _("Nothing is due today"),
        "nothing_due_text": _("What you report early or again is under the line below."),
        "rest": _("Not due now: %(count)s"),
        "items_count": _pair(lambda n: ngettext("%(count)s item", "%(count)s items", n)),
        "draft": pgettext("field", "Draft"),
        "reported": pgettext("field", "Reported"),
        "reached": _("Target reached"),
        "last_on": _("last on %(date)s"),
        "never": _("never reported"),
        "due_by": _("due by %(date)s"),
        "no_target": _("This target is not among your duties"),
        "no_target_text": _("The plan may have changed. Go back and look at your list."),
    }


def _form() -> Words:
    return {
        "save": _("Save, it sends itself"),
        "keeps_itself": _("Everything is kept as you type."),
        "draft_kept": _("Draft kept, %(at)s"),
        "drop_draft": _("Discard the draft"),
        "drop_sure": _("Discard this draft with its photos?"),
        "faults": _("Please mend this first; nothing is lost:"),
        "correcting": _("This corrects a report that was sent. The first one is kept and shown struck through."),
        "moved": _("Since you began, the last figure has changed from %(before)s to %(now)s. Look before you save."),
        "last_was": _("Last: %(value)s %(unit)s on %(date)s"),
        "nothing_before": _("Nothing reported yet; it began at %(value)s %(unit)s"),
        "counted_as": _("How you count"),
        "as_total": _("The total"),
        "as_more": _("How many more"),
        "what_total": _("Total so far (%(unit)s)"),
        "how_many_more": _("How many more (%(unit)s)"),
        "one_less": pgettext("field", "One less"),
        "one_more": pgettext("field", "One more"),
        "total_of": _("Total %(total)s of %(must)s %(unit)s"),
        "above_target": _("Above the target: goes in with a mark"),
        "less_than_before": _("Less than before: goes in with a mark"),
        "all_done": _("All done"),
        "still_open": _("%(value)s still open"),
        "choose_item": pgettext("field", "Choose"),
        "which_item": _("Which one"),
        "which_stage": _("Stage reached"),
        "no_stage": _("Not started"),
        "no_items": _("No item is listed here yet. Ask the township to enter them."),
        "which_day": _("On which day was it true"),
        "today": pgettext("field", "Today"),
        "yesterday": pgettext("field", "Yesterday"),
        "other_day": _("Another day"),
        "after_today": _(
            "This day is after today. If the phone's clock is right, choose the day on which it was true."
        ),
        "note_label": _("Note (optional)"),
        "fault_item": _("Choose which one you report on."),
        "fault_value": _("%(value)s is no figure. Enter digits, such as 12.5; 0 if there is none."),
        "fault_negative": _("The total would be below zero. Enter what is there, at least 0."),
        "fault_whole": _("%(unit)s are counted whole. Round the figure."),
    }


def _photo() -> Words:
    return {
        "photos": _pair(lambda n: ngettext("%(count)s photo", "%(count)s photos", n)),
        "photos_none": _("Photos, if they show something"),
        "camera": _("Camera"),
        "gallery": _("Gallery"),
        "photo_working": _("Making photo %(n)s of %(count)s smaller"),
        "photo_unreadable": _("%(name)s cannot be read as a photo. Take it again, or choose another."),
        "photo_most": _("A report takes at most %(count)s photos."),
        "photo_n": _("Photo %(n)s"),
        "photo_drop": _("Remove photo %(n)s"),
        "photo_at": _("Position in the photo: %(lat)s, %(lon)s"),
        "photo_no_position": _("Leave the position out"),
        "photo_saved": pgettext("field", "On this phone"),
        "photo_sending": pgettext("field", "Sending"),
        "photo_received": pgettext("field", "Received"),
        "photo_refused": pgettext("field", "Not taken in"),
        "photos_there": _("photos received: %(there)s of %(count)s"),
        "sent_of": _("%(sent)s of %(whole)s sent"),
    }


def _lists() -> Words:
    return {
        "outbox_title": _pair(lambda n: ngettext("Outbox: %(count)s report", "Outbox: %(count)s reports", n)),
        "outbox_holds": _pair(
            lambda n: ngettext("%(count)s photo, %(size)s to go", "%(count)s photos, %(size)s to go", n)
        ),
        "outbox_texts": _("no photos to go"),
        "outbox_empty": _("Nothing waits here"),
        "outbox_empty_text": _("Everything that you saved has arrived. Saving also works without a network."),
        "sent_title": _pair(lambda n: ngettext("Arrived: %(count)s report", "Arrived: %(count)s reports", n)),
        "sent_kept": _("stays here for 30 days after its receipt"),
        "sent_empty": _("Nothing has arrived yet"),
        "sent_empty_text": _("Reports move here from the outbox once the server has given its receipt."),
        "show_more": _("Show more"),
        "line_none": _("No network at the last attempt. The app tries again by itself."),
        "line_busy": _("The server could not take more just now. The app tries again by itself."),
        "differs": pgettext("field", "differs from another report"),
    }


def _detail() -> Words:
    return {
        "not_here": _("This report is not on this phone"),
        "not_here_text": _("It may have been 30 days since its receipt. The desk shows every report."),
        "refused_why": _("The server did not take it in:"),
        "refused_kept": _("The report and its photos are still here."),
        "sent_back_by": _("Sent back by %(who)s:"),
        "differs_text": _(
            "Another report on the same target came in that you had not seen. Both are kept; your team or the township "
            "decides which is right."
        ),
        "marked": _("Taken in with a mark:"),
        "mark_above_target": pgettext("field", "above the target"),
        "mark_falling": _("less than before"),
        "mark_jump": _("a large step"),
        "mark_late": _("reported later than its day"),
        "mark_clock": _("the phone's clock was off, or the day is still to come"),
        "step_saved": pgettext("field", "Saved on this phone"),
        "step_received": _("Received by the server"),
        "step_confirmed": pgettext("field", "Confirmed by the township"),
        "not_yet": _("not yet"),
        "receipt_no": pgettext("field", "Receipt"),
        "report_another": _("Report another"),
        "mend": _("Mend it and send again"),
        "discard": _("Discard it"),
        "discard_sure": _("Discard this report with its photos? Nothing of it is on the server."),
        "correct": _("Write the correction"),
        "correct_received": _("Correct it"),
        "take_back": _("Change it before it goes"),
        "take_back_begun": _(
            "Another report of this target is begun and not saved yet. Save or discard that draft first, "
            "then change this one."
        ),
    }


def _phone() -> Words:
    return {
        "phone_title": _("This phone"),
        "memory": _("Memory"),
        "memory_used": _("%(used)s used; the browser allows %(whole)s."),
        "memory_unknown": _("This browser does not say how much room is left."),
        "memory_low": _("Little room is left. Send the outbox, or save it as a file."),
        "persisted": _("The browser has promised to keep what is saved here."),
        "persist_why": _(
            "A browser may clear what pages keep when the phone runs short of room. It does not, once it has promised. "
            "Reports then wait here safely, for days without a network."
        ),
        "persist_ask": _("Ask the browser to keep it"),
        "persist_no": _(
            "The browser did not promise. Add the app to the home screen and open it from there, then ask again; or "
            "save the outbox as a file."
        ),
        "offline_ready": _("The app is on this phone and opens without a network."),
        "offline_not_yet": _("The app is not on this phone yet. Leave it open with a network for a moment."),
        "offline_no_https": _(
            "This address is not secure (https), so the browser does not let the app open without a network. What is "
            "saved stays; ask the office for the secure address."
        ),
        "way_out": _("No network at all"),
        "way_out_text": _(
            "Save what waits as one file and hand it over by Bluetooth, a stick or a chat. The township takes it in. "
            "Nothing goes twice, even if this phone sends it later."
        ),
        "file_save": _("Save the outbox as a file"),
        "file_nothing": _("Nothing waits, so there is nothing to save."),
        "file_made": _("%(name)s: %(reports)s reports, %(photos)s photos, %(size)s."),
        "language": pgettext("field", "Language"),
        "person": _("Who reports"),
        "sign_out": _("Sign out"),
        "sign_out_text": _("When you sign out, what you wrote stays sealed until you sign in again."),
        "sign_out_sure": _("Sign out? What waits stays sealed on this phone until you sign in again."),
        "sign_out_needs_line": _("Signing out needs a network. Lock the phone meanwhile."),
        "to_desk": _("To the desk pages"),
        "duties_of": _("Duties as of %(at)s."),
    }
