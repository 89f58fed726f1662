"""What a phone is told of its submission."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bairi.edges.openrosa.actions import Received
from bairi.edges.openrosa.models import SubmissionState


def said_of(received: Received) -> str:
    """What became of it, in one or two sentences."""
    if received.state == SubmissionState.DIVIDED:
        said = _("Received. Of its entries %(reports)s became reports; %(waiting)s wait for your township.")
        return said % {"reports": received.reports, "waiting": received.waiting}
    if received.state == SubmissionState.WAITING:
        return _("Received and kept. No target was found for it, so it waits for your township.")
    if received.state == SubmissionState.SET_ASIDE:
        return _("Received and kept. It was set aside before; ask your township why.")
    return _("Received. It waits for confirmation by your township.")
