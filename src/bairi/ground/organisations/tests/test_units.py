"""Units, their people and villages: one event each, nothing outside the scope, a move that keeps the history."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction

from bairi.ground.access import NotAllowed, NotVisible
from bairi.ground.organisations import actions
from bairi.ground.organisations.models import Membership
from bairi.ground.organisations.problems import (
    AlreadyOver,
    MemberAlready,
    OrganisationCodeTaken,
    OrganisationIsDissolved,
    PairedAlready,
    UnknownPerson,
)
from bairi.ground.transparency.models import EventRow
from tests.cast import NOON

DAY = date(2016, 3, 31)


def add_unit(by, code="jiaotong", place="533401"):
    return actions.add_organisation(code=code, name="交通局", kind="department", place=place, by=by, at=NOON)


def add_member(by, **facts):
    facts = {"organisation": "jiaotong", "username": "department", "post": "股长", "since_on": DAY} | facts
    return actions.add_member(by=by, at=NOON, **facts)


def pair(by, place="533401102202"):
    return actions.add_pairing(organisation="jiaotong", place=place, since_on=DAY, by=by, at=NOON)


def kinds():
    return list(EventRow.objects.order_by("pk").values_list("kind", flat=True))


def test_a_unit_its_person_and_its_village_come_and_go(cast):
    by = cast["data_officer"]
    add_unit(by)
    member, pairing = add_member(by), pair(by)
    actions.end_membership(membership=member.pk, until_on=DAY, by=by, at=NOON)
    actions.end_pairing(pairing=pairing.pk, until_on=DAY, by=by, at=NOON)

    assert kinds() == [
        "organisations.organisation_added", "organisations.member_added", "organisations.pairing_added",
        "organisations.membership_ended", "organisations.pairing_ended",
    ]  # fmt: skip
    with pytest.raises(AlreadyOver):
        actions.end_membership(membership=member.pk, until_on=DAY, by=by, at=NOON)
    with pytest.raises(AlreadyOver):
        actions.end_pairing(pairing=pairing.pk, until_on=DAY, by=by, at=NOON)


def test_nothing_is_entered_twice(cast):
    by = cast["data_officer"]
    add_unit(by)
    add_member(by)
    pair(by)

    with pytest.raises(OrganisationCodeTaken):
        add_unit(by)
    with pytest.raises(MemberAlready):
        add_member(by)
    with pytest.raises(PairedAlready):
        pair(by)
    with pytest.raises(UnknownPerson):
        add_member(by, username="nobody")


@pytest.mark.parametrize(
    ("who", "place", "problem"),
    [
        ("data_officer", "533423", NotVisible),
        ("township_clerk", "533401", NotVisible),
        ("inspector", "533401", NotAllowed),
    ],
)
def test_who_may_not_add_a_unit(cast, who, place, problem):
    with pytest.raises(problem):
        add_unit(cast[who], place=place)
    assert not EventRow.objects.exists()


def test_a_post_moves_to_the_successor_and_stays_in_the_history(cast):
    by = cast["data_officer"]
    add_unit(by)
    add_member(by, is_head=True)
    with transaction.atomic():
        moved = actions.hand_over_memberships(cast.users["department"], cast.users["viewer"], by, NOON, uuid4())

    assert moved == 1
    assert Membership.objects.get(user=cast.users["department"]).until_on == DAY
    assert Membership.objects.get(user=cast.users["viewer"], until_on=None).is_head


def test_a_unit_is_renamed_and_dissolved_with_its_posts_and_pairings(cast):
    by = cast["data_officer"]
    add_unit(by)
    add_member(by)
    pair(by)

    actions.change_organisation(organisation="jiaotong", name="交通运输局", kind="department", by=by, at=NOON)
    gone = actions.dissolve_organisation(organisation="jiaotong", on=date(2016, 5, 1), by=by, at=NOON)

    assert (gone.name, gone.dissolved_on) == ("交通运输局", date(2016, 5, 1))
    assert not Membership.objects.filter(until_on=None).exists()
    assert kinds()[-4:] == [
        "organisations.organisation_changed",
        "organisations.membership_ended",
        "organisations.pairing_ended",
        "organisations.organisation_dissolved",
    ]
    with pytest.raises(OrganisationIsDissolved):
        actions.change_organisation(organisation="jiaotong", name="x", kind="department", by=by, at=NOON)


@pytest.mark.parametrize(("who", "problem"), [("viewer", NotAllowed), ("stranger", NotVisible)])
def test_who_may_not_dissolve_a_unit(cast, who, problem):
    add_unit(cast["data_officer"])

    with pytest.raises(problem):
        actions.dissolve_organisation(organisation="jiaotong", on=DAY, by=cast[who], at=NOON)
