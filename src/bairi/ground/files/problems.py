from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Problem


class FileEmpty(Problem):
    """Nothing in the file."""

    code, status = "files.file_empty", 422
    message = _("The file is empty. Choose it again, or take the photo again.")


class FileTooLarge(Problem):
    """More bytes than an upload may have."""

    code, status = "files.file_too_large", 413
    message = _("The file is larger than %(megabytes)s MB. Send a smaller photo, or split the document.")


class KindNotAccepted(Problem):
    """Content of a kind that is no evidence."""

    code, status = "files.kind_not_accepted", 415
    message = _("Files of this kind are not accepted. Send a photo, a PDF, a Word or Excel file, or plain text.")


class ImageUnreadable(Problem):
    """It begins like a picture, but cannot be read to the end."""

    code, status = "files.image_unreadable", 422
    message = _("The photo cannot be read; it may have been cut short. Send it again.")


class ImageTooLarge(Problem):
    """So many pixels that opening it would exhaust the machine."""

    code, status = "files.image_too_large", 422
    message = _("The picture has more than %(megapixels)s million pixels. Make it smaller and send it again.")
