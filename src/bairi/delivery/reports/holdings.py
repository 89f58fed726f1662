"""Who sees the evidence behind a report: whoever sees the report."""

from bairi.delivery.reports.models import Evidence
from bairi.ground.access import Actor, visible_to
from bairi.ground.files.permissions import register_visible


def shows(actor: Actor, sha256: str) -> bool:
    """Whether the file is evidence of a report that the actor sees. One query."""
    return visible_to(actor, Evidence.objects).filter(file_id=sha256).exists()


register_visible("reports", shows)
