from bairi.ground.transparency.queries.events import (
    EventLine,
    EventPage,
    event_lines,
    events_of,
    events_since,
    kind_choices,
)
from bairi.ground.transparency.queries.findings import Finding
from bairi.ground.transparency.queries.integrity import LogCheck, check_log
from bairi.ground.transparency.queries.proofs import ProofFile, check, prove

__all__ = [
    "EventLine",
    "EventPage",
    "Finding",
    "LogCheck",
    "ProofFile",
    "check",
    "check_log",
    "event_lines",
    "events_of",
    "events_since",
    "kind_choices",
    "prove",
]
