"""The report and all that happens to it; standing, kept as bitemporal periods."""

from bairi.delivery.reports.models.evidence import Evidence
from bairi.delivery.reports.models.finding import EvidenceFinding, EvidenceFindingKind
from bairi.delivery.reports.models.photo_hash import PhotoHash
from bairi.delivery.reports.models.report import Conflict, EntryKind, Item, Report, ReportState, Ruling, RulingKind
from bairi.delivery.reports.models.standing import Standing
from bairi.delivery.reports.models.urging import Urging
from bairi.delivery.reports.models.verification import Verification, VerificationMethod

__all__ = [
    "Conflict",
    "EntryKind",
    "Evidence",
    "EvidenceFinding",
    "EvidenceFindingKind",
    "Item",
    "PhotoHash",
    "Report",
    "ReportState",
    "Ruling",
    "RulingKind",
    "Standing",
    "Urging",
    "Verification",
    "VerificationMethod",
]
