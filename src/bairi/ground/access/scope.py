"""What an actor sees: every query that serves a person passes through here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import Q, QuerySet

from bairi.ground.access.actor import Actor, Grant
from bairi.ground.access.permissions import permissions
from bairi.ground.access.problems import NotAllowed, NotVisible

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Scope:
    """How a model reaches its place, task and campaign: lookup paths, "" for the model itself, None for none.

    A model that serves persons carries one as `scope`:
    `scope = Scope(place="target__place", task="target__task", campaign="campaign")`.
    `above`: the row concerns all below its place too (a county's campaign, each of its villages), so they see it.
    """

    place: str | None
    task: str | None = None
    campaign: str | None = None
    above: bool = False

    def lookup(self, part: str, field: str) -> str:
        """The lookup of `field` on the related `part` ("place", "task", "campaign")."""
        prefix = getattr(self, part)
        return f"{prefix}__{field}" if prefix else field


def paths_above(path: str) -> list[str]:
    """Paths of the places above, from the root.

    >>> paths_above("1/7/40/")
    ['1/', '1/7/']
    """
    keys = path.rstrip("/").split("/")[:-1]
    return ["/".join(keys[: n + 1]) + "/" for n in range(len(keys))]


def grant_q(scope: Scope, grant: Grant) -> Q:
    """Rows that one grant reaches."""
    q = Q()
    if scope.place is not None and grant.place_path:
        reach = Q(**{scope.lookup("place", "path__startswith"): grant.place_path})
        if scope.above:
            reach |= Q(**{scope.lookup("place", "path__in"): paths_above(grant.place_path)})
        q &= reach
    if scope.task is not None and grant.task_codes is not None:
        q &= Q(**{scope.lookup("task", "code__in"): sorted(grant.task_codes)})
    if scope.campaign is not None and grant.campaign_code is not None:
        q &= Q(**{scope.lookup("campaign", "code"): grant.campaign_code})
    return q


def scope_q(actor: Actor, scope: Scope) -> Q:
    """Rows that the actor sees. No grant, no row."""
    if not actor.grants:
        return Q(pk__in=[])
    parts = [grant_q(scope, grant) for grant in dict.fromkeys(actor.grants)]
    if any(not part for part in parts):
        return Q()
    union = parts[0]
    for part in parts[1:]:
        union |= part
    return union


def visible_to(actor: Actor, rows: models.Manager[M] | QuerySet[M]) -> QuerySet[M]:
    """The rows within the actor's places and tasks. The model declares how it reaches them as `scope`."""
    queryset = rows.all()
    scope: Scope = queryset.model.scope  # type: ignore[attr-defined]
    return queryset.filter(scope_q(actor, scope))


def require(
    actor: Actor,
    permission: str,
    *,
    place_path: str | None = None,
    task_code: str | None = None,
    campaign_code: str | None = None,
) -> None:
    """Raise NotAllowed unless the actor holds the permission there."""
    if not actor.may(permission, place_path=place_path, task_code=task_code, campaign_code=campaign_code):
        label = next((str(p.label) for p in permissions() if p.code == permission), permission)
        raise NotAllowed(permission=label)


def _reach(row: models.Model, path: str | None, field: str) -> str | None:
    if path is None:
        return None
    value: Any = row
    for step in path.split("__") if path else []:
        value = getattr(value, step)
    return None if value is None else getattr(value, field)


def get_for(
    actor: Actor, permission: str, rows: models.Manager[M] | QuerySet[M], *, lock: bool = True, **lookup: Any
) -> M:
    """One row, in this order: within the scope (NotVisible), permitted there (NotAllowed), locked for update."""
    queryset = visible_to(actor, rows).filter(**lookup)
    scope: Scope = queryset.model.scope  # type: ignore[attr-defined]
    if lock:
        queryset = queryset.select_for_update(of=("self",))
    try:
        row = queryset.get()
    except ObjectDoesNotExist:
        raise NotVisible() from None
    require(
        actor,
        permission,
        place_path=_reach(row, scope.place, "path"),
        task_code=_reach(row, scope.task, "code"),
        campaign_code=_reach(row, scope.campaign, "code"),
    )
    return row
