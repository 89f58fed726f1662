"""Every change of state of the ODK room, one file a verb."""

from bairi.edges.openrosa.actions.add_phone import NewPhone, add_phone
from bairi.edges.openrosa.actions.keep_attachments import Attached, keep_attachments
from bairi.edges.openrosa.actions.publish_form import publish_form
from bairi.edges.openrosa.actions.receive_entries import Received
from bairi.edges.openrosa.actions.receive_submission import receive_submission
from bairi.edges.openrosa.actions.set_aside_submission import set_aside_submission
from bairi.edges.openrosa.actions.take_in_submission import Chosen, take_in_submission

__all__ = [
    "Attached",
    "Chosen",
    "NewPhone",
    "Received",
    "add_phone",
    "keep_attachments",
    "publish_form",
    "receive_submission",
    "set_aside_submission",
    "take_in_submission",
]
