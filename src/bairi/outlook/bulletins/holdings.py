"""Who sees the papers of a bulletin: whoever may read the bulletin."""

from django.db.models import Q

from bairi.ground.access import Actor, visible_to
from bairi.ground.files.permissions import register_visible
from bairi.outlook.bulletins.models import Bulletin


def shows(actor: Actor, sha256: str) -> bool:
    """Whether the file is a paper of a bulletin that the actor may read. One query."""
    papers = Q(word_id=sha256) | Q(pdf_id=sha256) | Q(picture_id=sha256)
    return visible_to(actor, Bulletin.objects).filter(papers).exists()


register_visible("bulletins", shows)
