"""The person (or the system) on whose behalf something happens."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bairi.ground.access.permissions import roles_for
from bairi.ground.access.roles import Role

Via = Literal["page", "api", "command", "sheet", "device", "system"]


@dataclass(frozen=True, slots=True)
class Grant:
    """A role over a place and all below it, over some tasks or all, in one campaign or all.

    `place_path` is the place's materialised path (`Place.path`); "" stands for everywhere.
    """

    role: Role
    place_path: str
    place_code: str = ""
    task_codes: frozenset[str] | None = None
    campaign_code: str | None = None

    def covers(self, place_path: str | None, task_code: str | None, campaign_code: str | None) -> bool:
        """Whether the grant reaches this place, task and campaign; what is not named is not asked."""
        return (
            (place_path is None or place_path.startswith(self.place_path))
            and (task_code is None or self.task_codes is None or task_code in self.task_codes)
            and (campaign_code is None or self.campaign_code is None or campaign_code == self.campaign_code)
        )


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the user, the grants held at this moment, the door they came through, their language."""

    user_id: int | None
    name: str
    grants: tuple[Grant, ...] = field(default=())
    via: Via = "page"
    language: str = "zh-hans"

    @property
    def is_signed_in(self) -> bool:
        return self.user_id is not None or self.via in {"system", "command"}

    def may(
        self,
        permission: str,
        *,
        place_path: str | None = None,
        task_code: str | None = None,
        campaign_code: str | None = None,
    ) -> bool:
        """Whether some grant gives the permission over this place, task and campaign."""
        roles = roles_for(permission)
        return any(g.role in roles and g.covers(place_path, task_code, campaign_code) for g in self.grants)

    def grants_for(self, permission: str) -> tuple[Grant, ...]:
        """The grants whose role holds the permission."""
        roles = roles_for(permission)
        return tuple(g for g in self.grants if g.role in roles)


SYSTEM = Actor(
    user_id=None,
    name="Bairi",
    grants=tuple(Grant(role=role, place_path="") for role in Role),
    via="system",
    language="en",
)
"""The named actor of background work: sequencing the log, freezing bulletins, replaying a series."""
