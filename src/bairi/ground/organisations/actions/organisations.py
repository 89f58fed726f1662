"""Units."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bairi.ground.access import Actor, get_for
from bairi.ground.organisations.events import OrganisationAdded
from bairi.ground.organisations.models import Organisation, OrganisationKind
from bairi.ground.organisations.permissions import ADD_ORGANISATION
from bairi.ground.organisations.problems import OrganisationCodeTaken
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
