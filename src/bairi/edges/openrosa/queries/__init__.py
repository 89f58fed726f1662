"""Reads of the ODK room: forms, lists of choices, phones, submissions."""

from bairi.edges.openrosa.queries.choices import HEADS, choice_list
from bairi.edges.openrosa.queries.desk import Desk, desk_for
from bairi.edges.openrosa.queries.forms import (
    FormRow,
    current_form,
    form_version,
    form_versions,
    form_workbook,
    require_reporting,
)
from bairi.edges.openrosa.queries.phones import (
    PhoneRow,
    SignIn,
    phones_of,
    sign_in,
)
from bairi.edges.openrosa.queries.submissions import (
    AttachmentRow,
    SubmissionDetail,
    SubmissionRow,
    count_waiting,
    erasable_event,
    submission,
    submissions,
)

__all__ = [
    "HEADS",
    "AttachmentRow",
    "Desk",
    "FormRow",
    "PhoneRow",
    "SignIn",
    "SubmissionDetail",
    "SubmissionRow",
    "choice_list",
    "count_waiting",
    "current_form",
    "desk_for",
    "erasable_event",
    "form_version",
    "form_versions",
    "form_workbook",
    "phones_of",
    "require_reporting",
    "sign_in",
    "submission",
    "submissions",
]
