"""A cadre moves: the successor answers."""

import pytest

from bairi.ground.accounts.actions import hand_over
from bairi.ground.transparency.models import EventRow
from bairi.plan.campaigns import actions
from bairi.plan.campaigns.queries import who_answers
from bairi.plan.campaigns.rules.settings import ResponsibilitySetting
from tests.cast import NOON


@pytest.mark.django_db
def test_the_successor_answers_for_what_the_leaver_did(running, cast):
    row = ResponsibilitySetting(cast.places["village"].code, "responsible_person", user="village_team")
    actions.set_responsibilities(campaign="battle", rows=[row], by=cast["commander"], at=NOON)

    hand_over(
        user=cast.users["village_team"].pk, successor=cast.users["neighbour_team"].pk, by=cast["data_officer"], at=NOON
    )

    assert who_answers(running, cast.places["village"], "roads").first.person == "Neighbour Team"
    assert EventRow.objects.filter(kind="campaigns.responsibility_removed").count() == 1
