"""Who the token is."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Schema

from bairi.ground.access import Actor

router = Router(tags=["accounts"])


class GrantOut(Schema):
    """A role over a place and all below it; `tasks` and `campaign` null for all."""

    role: str
    place: str | None
    tasks: list[str] | None
    campaign: str | None


class MeOut(Schema):
    """The person in whose name the token acts, and what they may do where."""

    name: str
    language: str
    grants: list[GrantOut]


@router.get("me", response=MeOut, operation_id="me", summary="Who am I")
def me(request: HttpRequest) -> MeOut:
    """The person in whose name the token acts, with every role and its scope."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    grants = [
        GrantOut(
            role=grant.role.value,
            place=grant.place_code or None,
            tasks=None if grant.task_codes is None else sorted(grant.task_codes),
            campaign=grant.campaign_code,
        )
        for grant in actor.grants
    ]
    return MeOut(name=actor.name, language=actor.language, grants=grants)
