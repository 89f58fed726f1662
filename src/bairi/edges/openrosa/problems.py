"""Refusals of the ODK room. Each says what is wrong, where, and the mend."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bairi.ground.access import NotVisible, Problem


class PhoneUnknown(Problem):
    """No sign-in, or one that is wrong."""

    code, status = "openrosa.phone_unknown", 401
    message = _(
        "User name or password is not right. Use your user name in Bairi and, as password, the access token made for "
        "this phone on the page ODK."
    )


class BasicNeedsHttps(Problem):
    """A token in the clear."""

    code, status = "openrosa.basic_needs_https", 401
    message = _("Without https the token would be sent in the clear. Use an https address, or digest sign-in.")


class TooManyFailures(Problem):
    """Wrong sign-ins, one after the other."""

    code, status = "openrosa.too_many_failures", 429
    message = _(
        "Too many failed sign-ins. Nothing is lost: it stays on the phone. Compare user name and password with the "
        "page ODK, wait %(seconds)s s, and send again."
    )


class TooManyPosts(Problem):
    """A phone that asks more often than its token may."""

    code, status = "openrosa.too_many_posts", 429
    message = _(
        "This phone asks too often. Nothing is lost: it stays on the phone. Wait %(seconds)s s, and send again."
    )


class ReportsNotOpen(Problem):
    """Someone who may look, not report."""

    code, status = "openrosa.reports_not_open", 403
    message = _("Your role does not include reporting in %(campaign)s. Ask the data officer of the campaign for it.")


class FormUnknown(NotVisible):
    code = "openrosa.form_unknown"
    message = _("%(campaign)s has no form of that number. Fetch the list of forms again.")


class SubmissionMissing(Problem):
    code, status = "openrosa.submission_missing", 400
    message = _("The post holds no file named xml_submission_file. Send the filled-in form under that name.")


class SubmissionUnreadable(Problem):
    code, status = "openrosa.submission_unreadable", 400
    message = _("The filled-in form cannot be read as XML: %(fault)s. Nothing was kept; send it again.")


class PostTooLarge(Problem):
    code, status = "openrosa.post_too_large", 413
    message = _("The post is larger than %(megabytes)s MB. Send the attachments over several posts.")


class PostUnreadable(Problem):
    code, status = "openrosa.post_unreadable", 400
    message = _("The post broke off or is not multipart/form-data. Nothing was kept; send it again.")


class AttachmentRefused(Problem):
    """One of the attachments; everything else is kept."""

    code, status = "openrosa.attachment_refused", 422
    message = _("The answers are kept, but not the attachment %(name)s: %(reason)s")


class SaveFailed(Problem):
    """The machine, not the sender."""

    code, status = "openrosa.save_failed", 503
    message = _("It cannot be saved at the moment. Nothing is lost: keep it on the phone and send it again later.")


class OtherForm(Problem):
    """Why it waits: its form is none of the campaign's."""

    code = "openrosa.other_form"
    message = _("The form %(form)s, version %(version)s, was not made by this campaign. Choose the target by hand.")


class Encrypted(Problem):
    """Why it waits: nobody here can read it."""

    code = "openrosa.encrypted"
    message = _("The answers are encrypted. Switch encryption off in the form, or decrypt them and report by hand.")


class NoEntry(Problem):
    """Why it waits: a form of several reports with none."""

    code = "openrosa.no_entry"
    message = _("The form holds no entry in %(groups)s, so there is no report in it. Look at it and set it aside.")


class TooManyEntries(Problem):
    """Why it waits as a whole: more entries than one form may divide into."""

    code = "openrosa.too_many_entries"
    message = _("The form holds %(count)s entries; at most %(most)s become reports by themselves. Enter them by hand.")


class EntryGone(Problem):
    """Why it waits: the report of an entry that was taken out of the form, and that could not be withdrawn."""

    code = "openrosa.entry_gone"
    message = _(
        "%(entry)s is no longer in the edited form, but its report %(report)s could not be withdrawn: %(reason)s "
        "Decide on that report, then set this aside."
    )


class NothingToTakeIn(Problem):
    code, status = "openrosa.nothing_to_take_in", 409
    message = _("This entry is no longer in the form, so there is nothing to take in. Set it aside.")


PARTS: dict[str, str | Promise] = {
    "place": _("place"),
    "task": _("task"),
    "measure": _("measure"),
    "item": _("item"),
    "stage": _("stage"),
    "value": _("figure"),
    "entered_as": _("kind of figure"),
    "unit": _("unit"),
    "effective_on": _("day"),
    "base": _("number of the report seen last"),
    "position": _("position"),
}
"""What people call the parts of a report."""


class _NamesPart:
    """Says which part of the report, in the reader's words."""

    data: dict[str, Any]
    message: ClassVar[str | Promise]

    def __str__(self) -> str:
        part = self.data["field"]
        return str(self.message) % (self.data | {"field": str(PARTS.get(part, part))})


class AnswerMissing(_NamesPart, Problem):
    """Why it waits: a part of the report is not there."""

    code = "openrosa.answer_missing"
    message = _("The question %(question)s, which gives the %(field)s, was not answered. Enter it by hand.")


class AnswerUnclear(_NamesPart, Problem):
    """Why it waits: a part of the report cannot be read."""

    code = "openrosa.answer_unclear"
    message = _("The answer “%(value)s” to %(question)s cannot be read as the %(field)s. Enter it by hand.")


class AlreadyDecided(Problem):
    code, status = "openrosa.already_decided", 409
    message = _("%(by)s has decided on this submission already. Look at what became of it.")


class SubmissionIsErased(Problem):
    code, status = "openrosa.submission_is_erased", 409
    message = _("What this submission said was erased, so it can no longer become a report. Set it aside.")


class ReasonMissing(Problem):
    code = "openrosa.reason_missing"
    message = _("Say why the submission is set aside; whoever looks for it will read it.")


class FormFaulty(Problem):
    """`faults` lists what is wrong, by cell."""

    code = "openrosa.form_faulty"
    message = _("The form cannot be published as it is: %(count)s cells need mending. Nothing was changed.")


class FormClosed(Problem):
    code, status = "openrosa.form_closed", 409
    message = _("%(campaign)s is closed, so its form is no longer changed.")
