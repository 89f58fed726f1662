"""One's own name, post, phone, address and language."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bairi.ground.access import Actor
from bairi.ground.accounts.actions.self_locked import self_locked
from bairi.ground.accounts.actions.users import refuse_taken
from bairi.ground.accounts.events import ProfileChanged
from bairi.ground.accounts.models import User
from bairi.ground.accounts.queries import home_code
from bairi.ground.accounts.rules import clean_phone
from bairi.ground.transparency.actions import append


@transaction.atomic
def change_profile(*, name: str, post: str, phone: str, email: str, language: str, by: Actor, at: datetime) -> User:
    """Change what is known of oneself; who signs in by phone signs in by the new one.

    Raises PhoneTaken, SignInNeeded.
    """
    user = self_locked(by)
    new_phone = clean_phone(phone)
    if user.username == user.phone and user.phone and new_phone:
        user.username = new_phone
    user.name, user.post, user.phone, user.email, user.language = name, post, new_phone, email, language
    refuse_taken(user)
    user.save(update_fields=["username", "name", "post", "phone", "email", "language"])
    event = ProfileChanged(user=user.key, name=name, post=post, phone=new_phone, email=email, language=language)
    append(event, by=by, at=at, place=home_code(by))
    return user
