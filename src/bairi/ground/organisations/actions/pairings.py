"""Which unit answers for which village (包村)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from bairi.ground.access import Actor, NotVisible, get_for, visible_to
from bairi.ground.organisations.events import PairingAdded, PairingEnded
from bairi.ground.organisations.models import Organisation, Pairing
from bairi.ground.organisations.permissions import ADD_PAIRING, END_PAIRING
from bairi.ground.organisations.problems import AlreadyOver, PairedAlready
from bairi.ground.places.models import Place
from bairi.ground.transparency.actions import append


@transaction.atomic
def add_pairing(*, organisation: str, place: str, since_on: date, by: Actor, at: datetime) -> Pairing:
    """Pair a unit with a village. Raises NotVisible, NotAllowed, PairedAlready."""
    village = get_for(by, ADD_PAIRING, Place.objects, lock=False, code=place)
    unit = visible_to(by, Organisation.objects).filter(code=organisation).first()
    if unit is None:
        raise NotVisible()
    if Pairing.objects.filter(organisation=unit, place=village, until_on=None).exists():
        raise PairedAlready(organisation=unit.name, place=village.name)
    row = Pairing.objects.create(organisation=unit, place=village, since_on=since_on)
    event = PairingAdded(
        pairing=f"pairing-{row.pk}", organisation=unit.code, place_name=village.name, since_on=since_on
    )
    append(event, by=by, at=at, place=village.code)
    return row


@transaction.atomic
def end_pairing(*, pairing: int, until_on: date, by: Actor, at: datetime) -> Pairing:
    """End a pairing before a day. Raises NotVisible, NotAllowed, AlreadyOver."""
    row = get_for(by, END_PAIRING, Pairing.objects.select_related("organisation", "place"), pk=pairing)
    if row.until_on:
        raise AlreadyOver(until_on=row.until_on)
    unpair(row, until_on, actor=by, at=at)
    return row


def unpair(row: Pairing, until_on: date, *, actor: Actor, at: datetime, group: UUID | None = None) -> None:
    """Write the end of a pairing and its event, within the caller's transaction."""
    row.until_on = until_on
    row.save(update_fields=["until_on"])
    event = PairingEnded(
        pairing=f"pairing-{row.pk}", organisation=row.organisation.code, place_name=row.place.name, until_on=until_on
    )
    append(event, by=actor, at=at, place=row.place.code, group=group)
