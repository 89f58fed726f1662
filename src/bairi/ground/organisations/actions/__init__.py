"""Every change to units, their people and their villages."""

from bairi.ground.organisations.actions.memberships import add_member, end_membership, hand_over_memberships
from bairi.ground.organisations.actions.organisations import (
    add_organisation,
    change_organisation,
    dissolve_organisation,
)
from bairi.ground.organisations.actions.pairings import add_pairing, end_pairing

__all__ = [
    "add_member",
    "add_organisation",
    "add_pairing",
    "change_organisation",
    "dissolve_organisation",
    "end_membership",
    "end_pairing",
    "hand_over_memberships",
]
