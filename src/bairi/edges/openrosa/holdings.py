"""Who sees the attachments of submissions: whoever sees the submission."""

from bairi.edges.openrosa.models import SubmissionFile
from bairi.ground.access import Actor, visible_to
from bairi.ground.files.permissions import register_visible


def shows(actor: Actor, sha256: str) -> bool:
    """Whether the file belongs to a submission that the actor sees. One query."""
    return visible_to(actor, SubmissionFile.objects).filter(file_id=sha256).exists()


register_visible("openrosa", shows)
