from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import ClassVar
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from bairi.ground.access import Actor
from bairi.ground.transparency.actions import INSERT_SQL, Entry, append, append_many, prepare
from bairi.ground.transparency.events import Event, event_class
from bairi.ground.transparency.models import EventRow
from bairi.ground.transparency.rules.envelope import digest, envelope, personal_part

ADA = Actor(user_id=7, name="和丽娟")
NOON = datetime(2016, 3, 31, 4, 0, 0, 123456, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class WellDug(Event):
    kind: ClassVar[str] = "test.well_dug"
    label = "Well dug"
    line = "Well %(well)s dug to %(depth)s m by %(digger)s"
    personal: ClassVar[frozenset[str]] = frozenset({"digger"})
    subject: ClassVar[str | None] = "well"
    well: UUID
    depth: float
    digger: str
    dug_on: date
    seen_at: datetime | None = None
    helpers: tuple[str, ...] = ()


def canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def a_well(**changes: object) -> WellDug:
    return WellDug(**({"well": uuid4(), "depth": 12.5, "digger": "阿布", "dug_on": date(2016, 3, 31)} | changes))  # type: ignore[arg-type]


def recomputed(row: EventRow) -> bytes:
    return digest(bytes(row.salt), row.envelope())


@pytest.mark.django_db
def test_a_row_holds_what_its_digest_commits_to():
    event, group = a_well(), uuid4()
    with transaction.atomic():
        returned = append(event, by=ADA, at=NOON, place="533401101001", group=group)

    row = EventRow.objects.get(pk=returned.pk)
    assert (row.kind, row.subject, row.place, row.group) == ("test.well_dug", str(event.well), "533401101001", group)
    assert (row.by_id, row.by_name, row.at, row.seq) == (7, "和丽娟", NOON, None)
    assert bytes(row.digest) == recomputed(row) == bytes(returned.digest)
    assert row.event() == event


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_an_event_is_refused():
    with pytest.raises(TransactionManagementError):
        append(a_well(), by=ADA, at=NOON)
    with pytest.raises(TransactionManagementError):
        append_many([Entry(a_well())], by=ADA, at=NOON)


@pytest.mark.django_db
def test_many_and_by_hand_write_the_same_rows_as_one():
    event, group = a_well(), uuid4()
    append_many([Entry(event, place="1"), Entry(event, place="2")], by=ADA, at=NOON, group=group)
    with connection.cursor() as cursor:
        cursor.execute(INSERT_SQL, prepare(event, by=ADA, at=NOON, place="3", group=group))

    rows = list(EventRow.objects.order_by("pk"))
    assert [row.place for row in rows] == ["1", "2", "3"]
    assert all(bytes(row.digest) == recomputed(row) and row.group == group and row.event() == event for row in rows)
    assert len({bytes(row.digest) for row in rows}) == 3, "equal events still have unlike leaves"


def test_a_second_class_of_one_kind_is_refused():
    with pytest.raises(TypeError, match="taken"):
        type("Other", (Event,), {"kind": "test.well_dug", "label": "x", "personal": frozenset(), "__module__": "m"})
    assert event_class("test.well_dug") is WellDug


@pytest.mark.parametrize(
    "body",
    [{"label": "x"}, {"personal": frozenset()}, {"label": "x", "personal": frozenset({"nobody"})},
     {"label": "x", "personal": frozenset(), "subject": "nothing"}],
)  # fmt: skip
def test_an_event_declares_its_label_and_its_personal_fields(body):
    with pytest.raises(TypeError):
        type("Loose", (Event,), {"kind": "test.loose", **body})


def test_a_masked_line_hides_the_personal_fields():
    with translation.override("en"):
        assert a_well().describe().endswith("dug to 12.5 m by 阿布")
        assert a_well().describe(masked=True).endswith("by (withheld)")


@given(
    event=st.builds(
        WellDug,
        well=st.uuids(), depth=st.floats(allow_nan=False, allow_infinity=False), digger=st.text(), dug_on=st.dates(),
        seen_at=st.none() | st.datetimes(timezones=st.timezones()), helpers=st.lists(st.text()).map(tuple),
    )
)  # fmt: skip
def test_a_payload_reads_back_as_the_event_it_was(event):
    assert WellDug.from_payload(event.payload(), event.personal_payload()) == event
    assert json.loads(event.payload()).keys() == {"well", "depth", "dug_on", "seen_at", "helpers"}
    assert json.loads(event.personal_payload()).keys() == {"digger"}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), NOON.replace(tzinfo=None)])
def test_a_value_that_json_cannot_carry_is_refused(value):
    with pytest.raises((TypeError, ValueError)):
        a_well(depth=value).payload()


@given(name=st.text(), place=st.none() | st.text())
def test_the_parts_are_canonical_json(name, place):
    body = envelope(kind="k", payload="{}", personal=b"", place=place, by_id=1, known=3, group=None).decode()
    parsed, personal = json.loads(body), personal_part(name, "{}").decode()
    assert canonical(parsed) == body
    assert parsed["place"] == place
    assert canonical(json.loads(personal)) == personal
    assert json.loads(personal)["by"] == name
