"""Units."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import transaction

from bairi.ground.access import Actor, get_for
from bairi.ground.organisations.actions.memberships import end_post
from bairi.ground.organisations.actions.pairings import unpair
from bairi.ground.organisations.events import OrganisationAdded, OrganisationChanged, OrganisationDissolved
from bairi.ground.organisations.models import Membership, Organisation, OrganisationKind, Pairing
from bairi.ground.organisations.permissions import ADD_ORGANISATION, CHANGE_ORGANISATION, DISSOLVE_ORGANISATION
from bairi.ground.organisations.problems import OrganisationCodeTaken, OrganisationIsDissolved
from bairi.ground.places.models import Place
from bairi.ground.transparency.actions import append


@transaction.atomic
def add_organisation(
    *,
    code: str,
    name: str,
    kind: str,
    place: str,
    name_en: str = "",
    phone: str = "",
    by: Actor,
    at: datetime,
) -> Organisation:
    """Add a unit that belongs to a place (code). Raises NotVisible, NotAllowed, OrganisationCodeTaken."""
    where = get_for(by, ADD_ORGANISATION, Place.objects, lock=False, code=place)
    taken = Organisation.objects.filter(code=code.strip()).first()
    if taken is not None:
        raise OrganisationCodeTaken(value=code, name=taken.name)
    added = Organisation.objects.create(
        code=code.strip(), name=name.strip(), name_en=name_en.strip(), kind=OrganisationKind(kind), place=where,
        phone=phone.strip(),
    )  # fmt: skip
    event = OrganisationAdded(organisation=added.code, name=added.name, unit_kind=added.kind)
    append(event, by=by, at=at, place=where.code)
    return added


@transaction.atomic
def change_organisation(
    *, organisation: str, name: str, kind: str, name_en: str = "", phone: str = "", by: Actor, at: datetime
) -> Organisation:
    """Change what a unit is called, what it is, and its phone. Raises NotVisible, OrganisationIsDissolved."""
    row = _standing(by, CHANGE_ORGANISATION, organisation)
    row.name, row.name_en, row.phone = name.strip(), name_en.strip(), phone.strip()
    row.kind = OrganisationKind(kind)
    row.save(update_fields=["name", "name_en", "phone", "kind"])
    append(OrganisationChanged(organisation=row.code, name=row.name, unit_kind=row.kind), by=by, at=at,
           place=row.place.code)  # fmt: skip
    return row


@transaction.atomic
def dissolve_organisation(*, organisation: str, on: date, by: Actor, at: datetime) -> Organisation:
    """Dissolve a unit: its posts and pairings end before that day. Raises NotVisible, OrganisationIsDissolved."""
    row = _standing(by, DISSOLVE_ORGANISATION, organisation)
    group = uuid.uuid4()
    members = Membership.objects.filter(organisation=row, until_on=None).select_related("organisation__place", "user")
    for member in members:
        end_post(member, max(on, member.since_on), actor=by, at=at, group=group)
    for pairing in Pairing.objects.filter(organisation=row, until_on=None).select_related("organisation", "place"):
        unpair(pairing, max(on, pairing.since_on), actor=by, at=at, group=group)
    row.dissolved_on = on
    row.save(update_fields=["dissolved_on"])
    append(
        OrganisationDissolved(organisation=row.code, name=row.name, on=on),
        by=by,
        at=at,
        place=row.place.code,
        group=group,
    )
    return row


def _standing(actor: Actor, permission: str, code: str) -> Organisation:
    row = get_for(actor, permission, Organisation.objects.select_related("place"), code=code)
    if row.dissolved_on is not None:
        raise OrganisationIsDissolved(name=row.name, on=row.dissolved_on)
    return row
