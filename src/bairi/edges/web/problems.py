"""Refusals that belong to no room: addresses, sizes, forgery, the disk, and our own faults."""

from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Problem


class PageNotFound(Problem):
    code, status = "web.page_not_found", 404
    message = _("There is no page under %(path)s. Look for the place or the target from the home page.")


class NotPermitted(Problem):
    code, status = "web.not_permitted", 403
    message = _("This page is not open to you. Ask the data officer of your campaign for the role that includes it.")


class FormExpired(Problem):
    code, status = "web.form_expired", 403
    message = _("This form was open too long or in another window. Go back, reload the page and send it again.")


class BadRequest(Problem):
    code, status = "web.bad_request", 400
    message = _("The request could not be read. Go back, reload the page and try again.")


class UploadTooLarge(Problem):
    code, status = "web.upload_too_large", 413
    message = _(
        "What you sent is larger than %(megabytes)s MB. Send fewer or smaller files at a time; nothing was kept."
    )


class ChangedMeanwhile(Problem):
    code, status = "web.changed_meanwhile", 409
    message = _("Someone else changed this at the same moment. Reload the page and look before you send it again.")


class DiskFull(Problem):
    code, status = "web.disk_full", 503
    message = _(
        "The server's disk is full, so nothing can be saved now. Nothing that had a receipt is lost. "
        "The administrator must make room; then send it again."
    )


class ReadOnly(Problem):
    code, status = "web.read_only", 503
    message = _(
        "The server can only be read at the moment, so nothing can be saved. Nothing that had a receipt is lost. "
        "Tell the administrator, and send it again later."
    )


class DatabaseBusy(Problem):
    code, status = "web.database_busy", 503
    message = _(
        "The server is busy with a large piece of work. Wait a minute and send it again; nothing was kept twice."
    )


class DatabaseAway(Problem):
    code, status = "web.database_away", 503
    message = _(
        "The server cannot reach its database. Nothing that had a receipt is lost. Try again in a few minutes. "
        "If it stays so, the administrator must see that the database runs and that its disk can be written."
    )


class ServerFault(Problem):
    code, status = "web.server_fault", 500
    message = _(
        "Something went wrong on the server. Nothing was half saved. Try again; if it stays, tell the administrator."
    )
