"""Places split, merge and change their codes: the key stays, codes are dated, reports are never re-keyed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from bairi.ground.access import Actor, NotVisible, get_for, visible_to
from bairi.ground.places.actions.tree import refresh_tree
from bairi.ground.places.events import PlaceAdded, PlaceChanged, PlaceMerged, PlaceRecoded, PlaceSplit
from bairi.ground.places.models import Place, PlaceSuccession, PlaceVersion
from bairi.ground.places.permissions import MERGE_PLACES, RECODE_PLACE, SPLIT_PLACE
from bairi.ground.places.problems import (
    ChildNotBelow,
    DayBeforeHistory,
    PlaceCodeTaken,
    PlaceDissolved,
    SplitIntoOne,
    TooFewToMerge,
)
from bairi.ground.places.rules import PlacePart, short_name
from bairi.ground.transparency.actions import append
from bairi.ground.transparency.events import Event


@dataclass(frozen=True, slots=True)
class Note:
    """Who, when, and from which day on."""

    on: date
    by: Actor
    at: datetime
    group: uuid.UUID

    def tell(self, event: Event, place: Place) -> None:
        append(event, by=self.by, at=self.at, place=place.code, group=self.group)


@transaction.atomic
def split_place(*, place: str, parts: Sequence[PlacePart], on: date, by: Actor, at: datetime) -> list[Place]:
    """Split a place from a day on. The part that bears its code is the place itself and goes on; the others are new.

    Without such a part the place is dissolved. Reports stay with the key that they were made for; which part took over,
    and with what share, is kept. Raises NotVisible, NotAllowed, PlaceDissolved, SplitIntoOne, PlaceCodeTaken,
    ChildNotBelow, DayBeforeHistory.
    """
    old = _standing(by, SPLIT_PLACE, place)
    if len(parts) < 2:
        raise SplitIntoOne(name=old.name)
    note = Note(on, by, at, uuid.uuid4())
    made = []
    for part in parts:
        if part.code == old.code:
            made.append(_renamed(old, old.code, part.name, note))
        else:
            new = _new_place(part.code, part.name, old, note)
            PlaceSuccession.objects.create(before=old, after=new, on=on, share=part.share)
            made.append(new)
        _move_children(old, made[-1], part.children, note)
    if all(part.code != old.code for part in parts):
        _dissolve(old, note)
    note.tell(PlaceSplit(place=old.key, code=old.code, name=old.name, on=on, parts=tuple(p.code for p in parts)), old)
    refresh_tree()
    for row in made:
        row.refresh_from_db(fields=["path"])
    return made


@transaction.atomic
def merge_places(*, places: Sequence[str], code: str, name: str, on: date, by: Actor, at: datetime) -> Place:
    """Merge places of one parent from a day on, into one of them (its code) or into a new place.

    The others are dissolved; what lay below them lies below the new whole. Raises as `split_place`, TooFewToMerge.
    """
    rows = [_standing(by, MERGE_PLACES, one) for one in dict.fromkeys(places)]
    if len(rows) < 2 or len({row.parent_id for row in rows}) > 1:
        raise TooFewToMerge()
    note = Note(on, by, at, uuid.uuid4())
    into = next((row for row in rows if row.code == code), None)
    whole = _new_place(code, name, rows[0], note) if into is None else _renamed(into, code, name, note)
    for row in rows:
        if row.pk == whole.pk:
            continue
        PlaceSuccession.objects.create(before=row, after=whole, on=on, share=1.0)
        children = Place.objects.filter(parent=row, dissolved_on=None).values_list("code", flat=True)
        _move_children(row, whole, tuple(children), note)
        _dissolve(row, note)
        note.tell(PlaceMerged(place=row.key, code=row.code, name=row.name, on=on, into=whole.code), row)
    refresh_tree()
    whole.refresh_from_db(fields=["path"])
    return whole


@transaction.atomic
def recode_place(*, place: str, code: str, name: str, on: date, by: Actor, at: datetime) -> Place:
    """Give a place another code or name from a day on; the earlier ones are kept with their days.

    Raises NotVisible, NotAllowed, PlaceDissolved, PlaceCodeTaken, DayBeforeHistory.
    """
    row = _standing(by, RECODE_PLACE, place)
    note = Note(on, by, at, uuid.uuid4())
    before = row.code
    row = _renamed(row, code, name, note, tell=False)
    note.tell(PlaceRecoded(place=row.key, code_before=before, code=row.code, name=row.name, on=on), row)
    refresh_tree()
    return row


def _standing(actor: Actor, permission: str, code: str) -> Place:
    row = get_for(actor, permission, Place.objects.select_related("parent"), code=code)
    if row.dissolved_on is not None:
        raise PlaceDissolved(name=row.name, on=row.dissolved_on)
    return row


def _new_place(code: str, name: str, like: Place, note: Note) -> Place:
    """A place beside the one it is made from, there from the note's day on."""
    _check_code(code, None)
    new = Place.objects.create(
        code=code, name=name.strip(), short_name=short_name(name.strip()), level=like.level, parent=like.parent,
        path=f"new/{code}", order=like.order, lon=like.lon, lat=like.lat,
    )  # fmt: skip
    PlaceVersion.objects.create(place=new, code=code, name=new.name, parent=new.parent, valid_from=note.on)
    parent = like.parent.code if like.parent else None
    note.tell(PlaceAdded(place=new.key, code=code, name=new.name, parent=parent, level=new.level), new)
    return new


def _renamed(row: Place, code: str, name: str, note: Note, *, tell: bool = True) -> Place:
    """The place with its new code and name, the earlier ones dated. Nothing when both are the same."""
    if (row.code, row.name) == (code, name.strip()):
        return row
    _check_code(code, row)
    row.code, row.name, row.short_name = code, name.strip(), short_name(name.strip())
    row.save(update_fields=["code", "name", "short_name"])
    _new_version(row, note.on)
    if tell:
        note.tell(_changed(row, "name"), row)
    return row


def _move_children(old: Place, new: Place, codes: Sequence[str], note: Note) -> None:
    if old.pk == new.pk:
        return
    seen = visible_to(note.by, Place.objects).filter(code__in=codes, parent=old)
    children = {child.code: child for child in seen}
    for code in codes:
        child = children.get(code)
        if child is None:
            raise ChildNotBelow(value=code, name=old.name)
        child.parent = new
        child.save(update_fields=["parent"])
        _new_version(child, note.on)
        note.tell(_changed(child, "parent"), child)


def _dissolve(row: Place, note: Note) -> None:
    row.dissolved_on = note.on
    row.save(update_fields=["dissolved_on"])
    last = _last_version(row, note.on)
    last.valid_to = note.on
    last.save(update_fields=["valid_to"])


def _new_version(row: Place, on: date) -> None:
    """The version of now ends before the day, its successor begins on it."""
    last = _last_version(row, on)
    until, last.valid_to = last.valid_to, on
    last.save(update_fields=["valid_to"])
    PlaceVersion.objects.create(
        place=row, code=row.code, name=row.name, name_en=row.name_en, parent=row.parent, valid_from=on, valid_to=until
    )


def _last_version(row: Place, on: date) -> PlaceVersion:
    last = PlaceVersion.objects.filter(place=row).order_by("-valid_from").first()
    if last is None:
        raise NotVisible()
    if last.valid_from >= on:
        raise DayBeforeHistory(name=row.name, on=last.valid_from)
    return last


def _check_code(code: str, own: Place | None) -> None:
    taken = Place.objects.filter(code=code).first()
    if taken is not None and (own is None or taken.pk != own.pk):
        raise PlaceCodeTaken(value=code, name=taken.name)


def _changed(row: Place, field: str) -> PlaceChanged:
    parent = row.parent.code if row.parent else None
    return PlaceChanged(place=row.key, code=row.code, name=row.name, parent=parent, fields=(field,))
