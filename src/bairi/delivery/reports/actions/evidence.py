"""Files behind a report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bairi.delivery.reports.actions.entries import Attachment
from bairi.delivery.reports.models import Evidence, EvidenceFinding
from bairi.delivery.reports.problems import UnknownFile
from bairi.delivery.reports.queries.receipts import FileReceipt
from bairi.ground.access.known import to_moment
from bairi.ground.files.models import StoredFile
from bairi.ground.jobs.actions import enqueue

CHECK: Final = "reports.check_evidence"


def check_files(evidence: Sequence[Attachment]) -> tuple[FileReceipt, ...]:
    """Receipts of the files named. Raises UnknownFile for one that is not stored."""
    if not evidence:
        return ()
    sizes = dict(StoredFile.objects.filter(pk__in=[a.sha256 for a in evidence]).values_list("sha256", "size"))
    for attachment in evidence:
        if attachment.sha256 not in sizes:
            raise UnknownFile(sha256=attachment.sha256)
    return tuple(FileReceipt(sha256, sizes[sha256]) for sha256 in dict.fromkeys(a.sha256 for a in evidence))


def attach(report_id: int, evidence: Sequence[Attachment], known: int, source: str = "") -> list[str]:
    """Tie files to a report, each once, and have them looked at; the SHA-256 of those that are new to it."""
    if not evidence:
        return []
    there = set(Evidence.objects.filter(report_id=report_id).values_list("file_id", flat=True))
    fresh = {a.sha256: a for a in evidence if a.sha256 not in there}
    Evidence.objects.bulk_create(
        Evidence(
            report_id=report_id,
            file_id=a.sha256,
            name=a.name,
            caption=a.caption,
            taken_at=a.taken_at,
            lon=a.lon,
            lat=a.lat,
            accuracy_m=a.accuracy_m,
            added_known=known,
            source=source,
        )
        for a in fresh.values()
    )
    if fresh:
        enqueue(CHECK, at=to_moment(known), report=report_id)
    return list(fresh)


def look_again_beside(report_id: int, at: datetime) -> None:
    """Have those reports looked at again that have a finding beside this one, which counts no more."""
    found = EvidenceFinding.objects.filter(other__report=report_id, dismissed_known=None).order_by()
    for other in sorted(set(found.values_list("report_id", flat=True))):
        enqueue(CHECK, at=at, report=other, spread=False)
