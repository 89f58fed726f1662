"""The running campaign of the cast; the village's team has two members."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from bairi.delivery.duties.actions import NewDay, NewVisit
from bairi.ground.access import Role
from bairi.ground.accounts.models import RoleGrant, User
from bairi.plan.campaigns.models import Campaign
from tests.cast import NOON
from tests.world import CAMPAIGN, make_plan

TODAY = date(2016, 3, 31)


@pytest.fixture
def log(cast) -> Callable[..., NewDay]:
    """`log(on=…, presence=…)`: a day of the village that is right in every way, but for the changes.

    The campaign is a replay that stands at noon of 31 March 2016.
    """
    make_plan(cast)
    Campaign.objects.filter(code=CAMPAIGN).update(replay_at=NOON)
    second = User.objects.create(username="second", name="Second Member", language="en")
    RoleGrant.objects.create(
        user=second, role=Role.VILLAGE_TEAM, place=cast.places["village"], granted_at=timezone.now()
    )
    page = {"campaign": CAMPAIGN, "place": cast.places["village"].code, "on": TODAY}

    def made(**changes) -> NewDay:
        return replace(NewDay(key=uuid4(), presence="village", **page), **changes)

    return made


@pytest.fixture
def visit(cast, log) -> Callable[..., NewVisit]:
    """`visit(whom=…)`: a visit that is right in every way, but for the changes."""

    def made(**changes) -> NewVisit:
        page = {"campaign": CAMPAIGN, "place": cast.places["village"].code, "on": TODAY}
        return replace(NewVisit(key=uuid4(), whom="张家", kind="home", **page), **changes)

    return made
