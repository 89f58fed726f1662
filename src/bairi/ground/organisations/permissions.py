from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Role, declare

KEEPERS = [Role.COMMANDER, Role.DATA_OFFICER]
ADD_ORGANISATION = declare("organisations.add_organisation", _("Add a unit"), KEEPERS)
CHANGE_ORGANISATION = declare("organisations.change_organisation", _("Change a unit"), [*KEEPERS, Role.TOWNSHIP_CLERK])
DISSOLVE_ORGANISATION = declare("organisations.dissolve_organisation", _("Dissolve a unit"), KEEPERS)
ADD_MEMBER = declare("organisations.add_member", _("Add a person to a unit"), [*KEEPERS, Role.TOWNSHIP_CLERK])
END_MEMBERSHIP = declare(
    "organisations.end_membership", _("End a person's post in a unit"), [*KEEPERS, Role.TOWNSHIP_CLERK]
)
ADD_PAIRING = declare("organisations.add_pairing", _("Pair a unit with a village"), KEEPERS)
END_PAIRING = declare("organisations.end_pairing", _("End the pairing of a unit with a village"), KEEPERS)
