"""What of the plan moves with a person who leaves: found by the accounts room when all rooms are loaded."""

from bairi.ground.accounts.duties import register_duties
from bairi.plan.campaigns.actions.responsibilities import hand_over_responsibilities

register_duties("campaigns", hand_over_responsibilities)
