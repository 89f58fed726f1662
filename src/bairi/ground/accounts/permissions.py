from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Role, declare

SEE_PEOPLE = declare(
    "accounts.see_people",
    _("See who holds which role, with phone numbers"),
    [role for role in Role if role is not Role.VIEWER],
)
ADD_USER = declare("accounts.add_user", _("Add people and their first role"), [Role.DATA_OFFICER])
IMPORT_USERS = declare("accounts.import_users", _("Add many people from a sheet"), [Role.DATA_OFFICER])
GRANT_ROLE = declare("accounts.grant_role", _("Give a person a role in a place"), [Role.DATA_OFFICER])
END_GRANT = declare("accounts.end_grant", _("End a person's role"), [Role.DATA_OFFICER])
HAND_OVER = declare(
    "accounts.hand_over", _("Hand a person's roles and duties over to a successor"), [Role.DATA_OFFICER, Role.COMMANDER]
)
DEACTIVATE_USER = declare("accounts.deactivate_user", _("Close a person's account"), [Role.DATA_OFFICER])
RESET_PASSWORD = declare("accounts.reset_password", _("Give a person a new first password"), [Role.DATA_OFFICER])
RESET_SECOND_FACTOR = declare(
    "accounts.reset_second_factor", _("Take a lost second factor off a person's account"), [Role.DATA_OFFICER]
)
CREATE_TOKEN = declare(
    "accounts.create_token", _("Make an access token for programs that act in one's own name"), list(Role)
)
REVOKE_TOKEN = declare("accounts.revoke_token", _("Revoke another person's access token"), [Role.DATA_OFFICER])
