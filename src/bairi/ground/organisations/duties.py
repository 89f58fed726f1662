"""What of the units moves with a person who leaves: found by the accounts room when all rooms are loaded."""

from bairi.ground.accounts.duties import register_duties
from bairi.ground.organisations.actions.memberships import hand_over_memberships

register_duties("organisations", hand_over_memberships)
