"""What the actions keep in the database equals the naive definition, on either engine; a rebuild changes nothing."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings

from bairi.delivery.reports import actions
from bairi.delivery.reports.models import Report, Standing, Verification
from bairi.delivery.reports.queries.checks import check_standing
from bairi.delivery.reports.rules import Level
from bairi.delivery.reports.tests import oracle_standing as oracle
from bairi.delivery.reports.tests.conftest import TODAY
from bairi.delivery.reports.tests.histories import FIRST_DAY, history, steps
from bairi.ground.access import Problem
from tests.cast import NOON

DAYS = [TODAY - timedelta(days=20) + timedelta(days=n) for n in range(12)]


def real_day(day: int) -> date:
    return DAYS[day - FIRST_DAY + 1]


class Play:
    """Plays a history through the actions, and tells it to the oracle as the database knows it."""

    def __init__(self, cast, battle, make_report: Callable[..., Any]) -> None:
        self.cast, self.battle, self.make_report = cast, battle, make_report
        self.uuids: dict[int, UUID] = {}
        self.facts: list[oracle.Fact] = []

    def play(self, drawn) -> None:
        for _, kind, data in history(drawn):
            try:
                with transaction.atomic():
                    getattr(self, kind)(*data)
            except Problem:
                continue

    def claim(self, key, day, value, supersedes) -> None:
        older = tuple(self.uuids[k] for k in supersedes if k in self.uuids)
        new = self.make_report(value, effective_on=real_day(day), supersedes=older)
        receipt = actions.receive_report(new, by=self.cast["village_team"], at=NOON)
        self.uuids[key] = new.uuid
        ids = tuple(Report.objects.get(uuid=uuid).pk for uuid in older)
        row = Report.objects.get(uuid=new.uuid)
        self.facts.append((receipt.known, "claim", (row.pk, real_day(day).toordinal(), receipt.value, ids)))

    def _rule(self, kind, key, act) -> None:
        act(self.uuids[key])
        row = Report.objects.get(uuid=self.uuids[key])
        self.facts.append((row.rulings.order_by("known").last().known, kind, (row.pk,)))

    def confirm(self, key) -> None:
        clerk = self.cast["township_clerk"]
        self._rule("confirm", key, lambda uuid: actions.confirm_reports(uuids=[uuid], by=clerk, at=NOON))

    def revoke(self, key) -> None:
        clerk = self.cast["township_clerk"]
        self._rule("revoke", key, lambda uuid: actions.revoke_confirmation(uuid=uuid, reason="-", by=clerk, at=NOON))

    def send_back(self, key) -> None:
        clerk = self.cast["township_clerk"]
        self._rule("send_back", key, lambda uuid: actions.send_back_report(uuid=uuid, reason="-", by=clerk, at=NOON))

    def withdraw(self, key) -> None:
        clerk = self.cast["township_clerk"]
        self._rule("withdraw", key, lambda uuid: actions.withdraw_report(uuid=uuid, reason="-", by=clerk, at=NOON))

    def verify(self, key, day, value, report, supersedes) -> None:
        new = actions.NewVerification(
            campaign="battle",
            place=self.battle.places["village"].code,
            task="roads",
            effective_on=real_day(day),
            found=value,
            inspected=value,
            basis="1号督查",
            report=self.uuids.get(report),
            supersedes=next((self.uuids[k] for k in supersedes if k in self.uuids), None),
        )
        row = actions.verify_target(new, by=self.cast["inspector"], at=NOON)
        self.uuids[key] = new.uuid
        older = () if row.supersedes_id is None else (row.supersedes_id,)
        self.facts.append((row.known, "verify", (row.pk, real_day(day).toordinal(), row.value, row.report_id, older)))

    def unverify(self, key) -> None:
        if key in self.uuids:
            actions.withdraw_verification(uuid=self.uuids[key], reason="-", by=self.cast["inspector"], at=NOON)
            row = Verification.objects.get(uuid=self.uuids[key])
            self.facts.append((row.withdrawn_known, "unverify", (row.pk,)))


def assert_equals_the_oracle(facts, target) -> None:
    rows = list(Standing.objects.filter(target=target))
    moments = [0, *(known for known, _, _ in facts)]
    for level in Level:
        of_level = [row for row in rows if row.level == level]
        for known in moments:
            held = [row for row in of_level if row.known_from <= known < row.known_to]
            entries = oracle.counting(facts, level, known)
            for day in (day.toordinal() for day in DAYS):
                found = [(r.value, r.claim_id) for r in held if r.effective_from <= day < r.effective_to]
                best = max((e for e in entries if e.day <= day), key=lambda e: (e.day, e.seq), default=None)
                assert found == ([] if best is None else [(best.value, best.source)])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(drawn=steps)
@example(drawn=[("claim", 1, 5, 0, 1), ("correct", 3, 4, 0, 1), ("confirm", 0, 0, 0, 1), ("withdraw", 0, 0, 1, 1)])
def test_standing_kept_by_the_actions_equals_the_naive_definition(cast, battle, drawn):
    people = {name: cast[name] for name in ("village_team", "township_clerk", "inspector")}
    with transaction.atomic():
        play = Play(people, battle, battle.report)
        play.play(drawn)
        assert_equals_the_oracle(play.facts, battle.target())
        assert check_standing() == []
        before = sorted(Standing.objects.values_list("level", "effective_from", "known_from", "known_to", "value"))
        actions.rebuild_standing("battle")
        assert check_standing() == []
        after = sorted(Standing.objects.values_list("level", "effective_from", "known_from", "known_to", "value"))
        assert after == before
        transaction.set_rollback(True)


def test_a_changed_period_and_a_changed_state_are_found_and_mended(cast, battle):
    receipt = actions.receive_report(battle.report(3.0), by=cast["village_team"], at=NOON)
    actions.confirm_reports(uuids=[receipt.uuid], by=cast["township_clerk"], at=NOON)
    Standing.objects.filter(level=1).update(value=9.0)
    Report.objects.update(state="waiting")

    found = check_standing()
    assert len(found) == 2
    assert "和平村" in found[0]
    actions.rebuild_standing()
    assert check_standing() == []
    assert Report.objects.get().state == "confirmed"


def test_items_are_rebuilt_in_every_measure(cast, battle):
    for stage, item in (("started", "tank-1"), ("completed", "tank-2"), ("completed", "tank-1")):
        receipt = actions.receive_report(battle.item_report(stage, item), by=cast["village_team"], at=NOON)
        actions.confirm_reports(uuids=[receipt.uuid], by=cast["township_clerk"], at=NOON)
    assert check_standing() == []
    before = Standing.objects.count()
    assert actions.rebuild_standing() == before
    assert check_standing() == []


def test_an_unknown_report_is_not_ruled_on(cast, battle):
    with pytest.raises(Problem):
        actions.confirm_reports(uuids=[uuid4()], by=cast["township_clerk"], at=NOON)
