"""Refusals of a whole file. What is wrong with a single cell is a `CellProblem`."""

from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Problem


class FileEmpty(Problem):
    """Nothing is in the file."""

    code, status = "tables.file_empty", 422
    message = _("The file “%(file)s” is empty. Save the sheet again and send it once more.")


class FileTooLarge(Problem):
    """The file is larger than the limit, as it is or unpacked."""

    code, status = "tables.file_too_large", 413
    message = _(
        "The file “%(file)s” holds more than %(limit)s MB. Split it into several files and send them one by one."
    )


class FileLocked(Problem):
    """The workbook opens with a password only."""

    code, status = "tables.file_locked", 422
    message = _("The file “%(file)s” is protected by a password. Save it without a password and send it again.")


class FileIsWebPage(Problem):
    """A web page that was saved under a workbook's name."""

    code, status = "tables.file_is_web_page", 422
    message = _(
        "The file “%(file)s” is a web page named like a workbook. Open it, save it as .xlsx and send that file."
    )


class FileUnreadable(Problem):
    """Neither a workbook nor a text table."""

    code, status = "tables.file_unreadable", 422
    message = _("The file “%(file)s” cannot be read as a table. Save it as .xlsx, .xls or .csv and send it again.")


class SheetMissing(Problem):
    """No sheet of the file has the columns that are looked for."""

    code, status = "tables.sheet_missing", 422
    message = _(
        "No sheet of “%(file)s” has the columns of “%(sheet)s”. The header row needs: %(columns)s. "
        "Download the template and copy your rows into it."
    )


class ColumnsMissing(Problem):
    """The sheet is there; some of the columns it needs are not."""

    code, status = "tables.columns_missing", 422
    message = _(
        "The sheet “%(sheet)s” lacks these columns: %(columns)s. Add them to the header in row %(row)s, "
        "named as in the template, and send the file again."
    )
