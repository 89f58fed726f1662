"""Passwords: changed by oneself, given anew by the data officer."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from bairi.ground.access import Actor
from bairi.ground.accounts.actions.self_locked import self_locked
from bairi.ground.accounts.actions.users import NewUser
from bairi.ground.accounts.events import PasswordChanged, PasswordReset
from bairi.ground.accounts.models import User
from bairi.ground.accounts.permissions import RESET_PASSWORD
from bairi.ground.accounts.problems import PasswordRefused, UserClosed
from bairi.ground.accounts.queries import home_code, user_for
from bairi.ground.accounts.rules import new_password
from bairi.ground.transparency.actions import append


@transaction.atomic
def change_password(*, new: str, by: Actor, at: datetime) -> User:
    """Set one's own new password; the caller has checked the old one. Raises PasswordRefused, SignInNeeded."""
    user = self_locked(by)
    if user.check_password(new):
        raise PasswordRefused(reasons=gettext("The new password is the old one. Choose another."))
    try:
        validate_password(new, user)
    except ValidationError as error:
        raise PasswordRefused(reasons=" ".join(error.messages)) from error
    user.set_password(new)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    append(PasswordChanged(user=user.key), by=by, at=at, place=home_code(by))
    return user


@transaction.atomic
def reset_password(*, user: int, by: Actor, at: datetime) -> NewUser:
    """Give a person a new first password, shown once; all their sessions end.

    Raises NotVisible, NotAllowed, UserClosed.
    """
    row = user_for(by, RESET_PASSWORD, user=user)
    if not row.is_active:
        raise UserClosed(name=row.name)
    first = new_password()
    row.set_password(first)
    row.must_change_password = True
    row.save(update_fields=["password", "must_change_password"])
    append(PasswordReset(user=row.key, name=row.name), by=by, at=at, place=home_code(by))
    return NewUser(row, first)
