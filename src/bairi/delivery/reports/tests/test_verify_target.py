"""An inspection's finding enters as a value of its own."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bairi.delivery.reports import actions, queries
from bairi.delivery.reports.models import Standing, Verification
from bairi.delivery.reports.problems import (
    AfterToday,
    BasisMissing,
    FoundMoreThanInspected,
    UuidTaken,
    VerificationGone,
)
from bairi.delivery.reports.queries.checks import check_standing
from bairi.delivery.reports.rules import OPEN, Level
from bairi.delivery.reports.tests.conftest import TODAY
from bairi.ground.access import NotAllowed
from tests.cast import NOON


@pytest.fixture
def finding(battle):
    return actions.NewVerification(
        campaign="battle",
        place=battle.places["village"].code,
        task="houses",
        effective_on=TODAY,
        found=7.0,
        inspected=9.0,
        basis="督查1号",
    )


def verified() -> list[float]:
    return list(Standing.objects.filter(level=Level.VERIFIED, known_to=OPEN).values_list("value", flat=True))


def test_the_finding_stands_beside_the_claim(cast, battle, finding):
    claim = actions.receive_report(battle.report(9, task="houses"), by=cast["village_team"], at=NOON)
    row = actions.verify_target(finding, by=cast["inspector"], at=NOON)
    assert (row.claimed, row.report.uuid, row.value) == (9.0, claim.uuid, 7.0)
    assert verified() == [7.0]
    shown = queries.standing_at(cast["viewer"], battle.campaign, on=TODAY, task="houses")
    assert [(r.reported, r.verified) for r in shown if r.verified is not None] == [(9.0, 7.0)]
    assert actions.verify_target(finding, by=cast["inspector"], at=NOON) == row
    with pytest.raises(UuidTaken):
        actions.verify_target(replace(finding, found=6.0), by=cast["inspector"], at=NOON)
    assert check_standing() == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"found": 10.0}, FoundMoreThanInspected),
        ({"basis": " "}, BasisMissing),
        ({"effective_on": TODAY + timedelta(days=1)}, AfterToday),
    ],
)
def test_what_cannot_have_been_found_is_refused(cast, battle, finding, changes, problem):
    with pytest.raises(problem):
        actions.verify_target(replace(finding, **changes), by=cast["inspector"], at=NOON)
    assert not Verification.objects.exists()


def test_only_inspectors_verify(cast, battle, finding):
    with pytest.raises(NotAllowed):
        actions.verify_target(finding, by=cast["township_clerk"], at=NOON)


def test_a_finding_is_mended_and_taken_back(cast, battle, finding):
    first = actions.verify_target(finding, by=cast["inspector"], at=NOON)
    mend = replace(finding, uuid=battle.report().uuid, found=5.0, supersedes=first.uuid)
    second = actions.verify_target(mend, by=cast["inspector"], at=NOON)
    assert verified() == [5.0]
    actions.withdraw_verification(uuid=second.uuid, reason="数错了", by=cast["inspector"], at=NOON)
    assert verified() == [7.0]
    with pytest.raises(VerificationGone):
        actions.withdraw_verification(uuid=second.uuid, reason="数错了", by=cast["inspector"], at=NOON)
    assert check_standing() == []


def test_an_item_is_verified_in_one_measure(cast, battle, finding):
    actions.receive_report(battle.item_report("completed"), by=cast["village_team"], at=NOON)
    item = replace(finding, task="tanks", item=battle.items["tank-1"].key, found=1.0, inspected=1.0)
    actions.verify_target(item, by=cast["inspector"], at=NOON)
    assert verified() == [1.0]
    assert check_standing() == []
