"""Refusals of the field app's doors. The phone shows the sentence, so each names the mend."""

from django.utils.translation import gettext_lazy as _

from bairi.ground.access import NotVisible, Problem


class PasswordFirst(Problem):
    code, status = "field.password_first", 403
    message = _("Change your first password before you report. What you saved stays on this phone.")


class TokenStale(Problem):
    code, status = "field.token_stale", 403
    message = _("The page's token is out of date. Ask for the session again and repeat; nothing was kept or lost.")


class BodyUnreadable(Problem):
    code, status = "field.body_unreadable", 400
    message = _("What was sent is no list of reports. Update the app; what you saved stays on this phone.")


class ReportUnreadable(Problem):
    code = "field.report_unreadable"
    message = _("The report cannot be read at: %(where)s. Open it, look at these fields and save it again.")


class LogUnreadable(Problem):
    code, status = "field.log_unreadable", 400
    message = _("What was sent are no lists of days and visits. Update the app; what you saved stays on this phone.")


class EntryUnreadable(Problem):
    code = "field.entry_unreadable"
    message = _("The entry cannot be read at: %(where)s. Open it, look at these fields and save it again.")


class NoTransfer(NotVisible):
    code, status = "field.no_transfer", 404
    message = _("This transfer is not here or has expired. Begin it again; what has a receipt is kept.")


class ProtocolUnknown(Problem):
    code, status = "field.protocol_unknown", 412
    message = _("Transfers speak tus %(version)s. Send Tus-Resumable: %(version)s.")


class TransferUnclear(Problem):
    code, status = "field.transfer_unclear", 400
    message = _("The header %(header)s is missing or unclear. Send it as tus 1.0 describes it.")


class TransferTooLarge(Problem):
    code, status = "field.transfer_too_large", 413
    message = _("The file is larger than %(megabytes)s MB. Take the photo again with a smaller size.")


class TooManyTransfers(Problem):
    code, status = "field.too_many_transfers", 429
    message = _("%(count)s of your transfers are unfinished. Finish those first; nothing is lost.")


class OffsetDiffers(Problem):
    code, status = "field.offset_differs", 409
    message = _("The transfer stands at %(offset)s bytes, not at %(asked)s. Ask for its offset and go on from there.")


class NotABlock(Problem):
    code, status = "field.not_a_block", 415
    message = _("A block of a transfer comes as application/offset+octet-stream.")


class ChecksumUnknown(Problem):
    code, status = "field.checksum_unknown", 400
    message = _("Checksums are sha1 or sha256 in base64, such as: sha256 and the digest.")


class ChecksumDiffers(Problem):
    code, status = "field.checksum_differs", 460
    message = _("The block arrived damaged and was not kept. Send it again.")


class FileDiffers(Problem):
    code, status = "field.file_differs", 422
    message = _("The file that arrived is not the one announced (%(sha256)s). It was not kept; send it from the start.")


class OutboxUnreadable(Problem):
    code = "field.outbox_unreadable"
    message = _("This is not an outbox of the field app, or it was cut short. Save it from the app again.")


class OutboxUnsigned(Problem):
    code = "field.outbox_unsigned"
    message = _(
        "The outbox was changed on its way, or was written for another server. "
        "Save it from the app again; nothing was taken in."
    )


class ReporterGone(Problem):
    code, status = "field.reporter_gone", 409
    message = _("%(name)s, whose phone wrote this outbox, has no open account. Ask the data officer of the campaign.")
