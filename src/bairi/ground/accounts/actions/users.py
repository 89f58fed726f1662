"""Adding people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from bairi.ground.access import Actor, Role, require
from bairi.ground.accounts.actions.grant_role import give, place_for_role
from bairi.ground.accounts.events import UserAdded
from bairi.ground.accounts.models import User
from bairi.ground.accounts.permissions import ADD_USER
from bairi.ground.accounts.problems import PasswordRefused, PhoneTaken, UsernameLooksLikePhone, UsernameTaken
from bairi.ground.accounts.rules import clean_name, clean_phone, is_phone, new_password
from bairi.ground.transparency.actions import append


@dataclass(frozen=True, slots=True)
class NewUser:
    """A person just added, with the first password, which is shown this once and kept nowhere."""

    user: User
    password: str | None


def add_user(
    *,
    name: str,
    role: Role,
    place: str | None,
    username: str = "",
    phone: str = "",
    email: str = "",
    post: str = "",
    language: str = "zh-hans",
    task_codes: Sequence[str] = (),
    campaign_code: str = "",
    password: str | None = None,
    is_demo: bool = False,
    by: Actor,
    at: datetime,
    group: UUID | None = None,
) -> NewUser:
    """Add a person with a first role, and a first password that must be changed. The phone number may be the user name.

    A person of the demo has no password. Raises NotAllowed, PlaceUnknown, PlaceNeeded, UsernameTaken, PhoneTaken,
    UsernameLooksLikePhone, PasswordRefused. The password is hashed before the transaction: it is slow by design.
    """
    user = draft_user(name=name, username=username, phone=phone, email=email, post=post, language=language)
    user.is_demo, user.must_change_password = is_demo, password is None and not is_demo
    require(by, ADD_USER)
    if password is not None:
        _refuse_weak(password, user)
    first = None if is_demo else password or new_password()
    user.password = make_password(first)
    enter_user(
        user, role=role, place=place, task_codes=task_codes, campaign_code=campaign_code, by=by, at=at,
        group=group or uuid4(),
    )  # fmt: skip
    return NewUser(user, first)


def draft_user(*, name: str, username: str, phone: str, email: str, post: str, language: str) -> User:
    """A person as typed, cleaned and not saved. The phone number may be the user name."""
    number = clean_phone(phone)
    return User(
        username=clean_name(username) or number,
        name=name.strip(),
        phone=number,
        email=email.strip(),
        post=post.strip(),
        language=language,
    )


@transaction.atomic
def enter_user(
    user: User,
    *,
    role: Role,
    place: str | None,
    task_codes: Sequence[str],
    campaign_code: str,
    by: Actor,
    at: datetime,
    group: UUID,
) -> None:
    """Save a drafted person whose password is set, with a first role and both events. Raises as `add_user`."""
    refuse_taken(user)
    found = place_for_role(by, role, place)
    user.save()
    append(user_added(user), by=by, at=at, place=found.code if found else None, group=group)
    give(user, role, found, task_codes, campaign_code, by=by, at=at, group=group)


def user_added(user: User) -> UserAdded:
    """The event of a person just saved."""
    return UserAdded(
        user=user.key,
        username=user.username,
        name=user.name,
        phone=user.phone,
        email=user.email,
        post=user.post,
    )


def refuse_taken(user: User) -> None:
    """Raise where another account answers to the user name or the phone number."""
    if is_phone(user.username) and user.username != user.phone:
        raise UsernameLooksLikePhone(username=user.username)
    others = User.objects.exclude(pk=user.pk)
    if others.filter(username=user.username).exists():
        raise PhoneTaken(phone=user.phone) if user.username == user.phone else UsernameTaken(username=user.username)
    if user.phone and others.filter(Q(phone=user.phone) | Q(username=user.phone)).exists():
        raise PhoneTaken(phone=user.phone)


def _refuse_weak(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PasswordRefused(reasons=" ".join(error.messages)) from error
