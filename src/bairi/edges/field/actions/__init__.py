"""What the field app changes: a file that arrived in pieces becomes evidence, an outbox from a file is taken in."""

from bairi.edges.field.actions.finish_transfer import finish_transfer
from bairi.edges.field.actions.take_in_duties import EntryAnswer, take_in_duties
from bairi.edges.field.actions.take_in_outbox import EntryRow, OutboxOutcome, OutboxRow, take_in_outbox
from bairi.edges.field.actions.take_in_reports import Answer, take_in_reports

__all__ = [
    "Answer",
    "EntryAnswer",
    "EntryRow",
    "OutboxOutcome",
    "OutboxRow",
    "finish_transfer",
    "take_in_duties",
    "take_in_outbox",
    "take_in_reports",
]
