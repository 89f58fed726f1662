"""What the room holds: who sees attachments of submissions, and what of these goes with the details of an event."""

from bairi.edges.openrosa.actions.erase_submission import erase_submission, submission_said
from bairi.edges.openrosa.models import SubmissionFile
from bairi.ground.access import Actor, visible_to
from bairi.ground.files.permissions import register_visible
from bairi.ground.transparency.actions import register_copy


def shows(actor: Actor, sha256: str) -> bool:
    """Whether the file belongs to a submission that the actor sees. One query."""
    return visible_to(actor, SubmissionFile.objects).filter(file_id=sha256).exists()


register_visible("openrosa", shows)
register_copy("openrosa", said=submission_said, erase=erase_submission)
