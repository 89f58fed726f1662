"""What the room holds: who sees the evidence behind a report, and what goes from it with the details of its events."""

from bairi.delivery.reports.actions.erase_texts import erase_texts, texts_said
from bairi.delivery.reports.models import Evidence
from bairi.ground.access import Actor, visible_to
from bairi.ground.files.permissions import register_visible
from bairi.ground.transparency.actions import register_copy


def shows(actor: Actor, sha256: str) -> bool:
    """Whether the file is evidence of a report that the actor sees. One query."""
    return visible_to(actor, Evidence.objects).filter(file_id=sha256).exists()


register_visible("reports", shows)
register_copy("reports", said=texts_said, erase=erase_texts)
