"""The texts of a report that are alike for hundreds of rows of a sheet, made once from a real one.

What is hashed into receipts and leaves has one form, that of `digest_of` and `event_of`. A stamp takes a text of that
form apart at the fields that differ from row to row, so that a row costs one format instead of a whole encoding.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from json.encoder import encode_basestring
from uuid import UUID

from bairi.delivery.reports.actions.entries import NewReport
from bairi.delivery.reports.actions.facts import Facts
from bairi.delivery.reports.actions.intake import Judged, content_of, event_of
from bairi.delivery.reports.actions.measures import tally
from bairi.delivery.reports.actions.meeting import Meeting
from bairi.delivery.reports.rules.readings import canonical
from bairi.delivery.reports.rules.standing import Series
from bairi.ground.access import Actor

DIGEST = "0123456789abcdef" * 4
NUMBER = UUID("0f1e2d3c-4b5a-8697-8899-aabbccddeeff")
ENTERED, VALUE = 0.123456789012, 0.987654321098  # no figure of three decimals is like them
DAY = date(1066, 10, 14)
NOTE, WORD = "\x02note\x03", "\x02word\x03"

Stamp = Callable[..., str]
quoted: Callable[[str], str] = encode_basestring
"""A text as JSON."""


def claim_stamp(new: NewReport) -> Stamp:
    """Makes what a report's digest is of, from (day, on whose word, figure, note, number), each as JSON."""
    sample = replace(new, uuid=NUMBER, effective_on=DAY, value=ENTERED, note=NOTE, entered_for=WORD)
    content = content_of(sample) | {"entered_value": ENTERED}
    fields = [quoted(str(DAY)), quoted(WORD), repr(ENTERED), quoted(NOTE), quoted(str(NUMBER))]
    return _stamp(canonical(content), fields)


def event_stamp(new: NewReport, facts: Facts, marks: tuple[str, ...], *, proxy: bool, by: Actor) -> Stamp:
    """Makes the public part of the report's event, from (digest, day, figure, number, total), each as JSON."""
    sample = replace(new, uuid=NUMBER, effective_on=DAY, value=ENTERED)
    reading = replace(tally(sample, facts, Meeting(), Series()), entered_value=ENTERED, value=VALUE)
    event = event_of(Judged(0, sample, facts, reading, 0, marks, proxy, DIGEST), by)
    fields = [quoted(DIGEST), quoted(str(DAY)), repr(ENTERED), quoted(str(NUMBER)), repr(VALUE)]
    return _stamp(event.payload(), fields)


def personal_stamp(new: NewReport, facts: Facts, by: Actor) -> Stamp:
    """Makes the personal part of the event, from (on whose word, note), each as JSON."""
    sample = replace(new, note=NOTE, entered_for=WORD, value=ENTERED)
    event = event_of(Judged(0, sample, facts, tally(sample, facts, Meeting(), Series()), 0, (), False, DIGEST), by)
    return _stamp(event.personal_payload(), [quoted(WORD), quoted(NOTE)])


def _stamp(text: str, fields: list[str]) -> Stamp:
    """Raises AssertionError when the fields do not stand in the text once each and in this order."""
    form, end = text.replace("%", "%%"), 0
    for field in fields:
        assert form.count(field) == 1
        assert form.index(field) >= end
        end = form.index(field)
        form = form.replace(field, "%s")
    return lambda *values: form % values
