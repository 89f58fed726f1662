"""Every change to accounts."""

from bairi.ground.accounts.actions.deactivate_user import deactivate_user
from bairi.ground.accounts.actions.end_grant import end_grant
from bairi.ground.accounts.actions.grant_role import grant_role
from bairi.ground.accounts.actions.hand_over import hand_over
from bairi.ground.accounts.actions.import_users import ImportedUsers, import_users, users_template
from bairi.ground.accounts.actions.passwords import change_password, reset_password
from bairi.ground.accounts.actions.profile import change_profile
from bairi.ground.accounts.actions.second_factor import (
    confirm_second_factor,
    make_recovery_codes,
    prepare_second_factor,
    remove_second_factor,
    reset_second_factor,
)
from bairi.ground.accounts.actions.sign_in import check_password, check_second_factor, demo_user, sign_in
from bairi.ground.accounts.actions.tokens import create_token, note_token_use, revoke_token
from bairi.ground.accounts.actions.users import NewUser, add_user

__all__ = [
    "ImportedUsers",
    "NewUser",
    "add_user",
    "change_password",
    "change_profile",
    "check_password",
    "check_second_factor",
    "confirm_second_factor",
    "create_token",
    "deactivate_user",
    "demo_user",
    "end_grant",
    "grant_role",
    "hand_over",
    "import_users",
    "make_recovery_codes",
    "note_token_use",
    "prepare_second_factor",
    "remove_second_factor",
    "reset_password",
    "reset_second_factor",
    "revoke_token",
    "sign_in",
    "users_template",
]
