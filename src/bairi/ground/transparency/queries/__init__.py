from bairi.ground.transparency.queries.events import (
    EventLine,
    EventPage,
    LogHead,
    event_lines,
    event_numbered,
    event_row,
    events_of,
    events_since,
    kind_choices,
    log_head,
)
from bairi.ground.transparency.queries.findings import Finding
from bairi.ground.transparency.queries.integrity import LogCheck, check_log
from bairi.ground.transparency.queries.proofs import FAULTS, ProofFile, check, prove, published_key

__all__ = [
    "FAULTS",
    "EventLine",
    "EventPage",
    "Finding",
    "LogCheck",
    "LogHead",
    "ProofFile",
    "check",
    "check_log",
    "event_lines",
    "event_numbered",
    "event_row",
    "events_of",
    "events_since",
    "kind_choices",
    "log_head",
    "prove",
    "published_key",
]
