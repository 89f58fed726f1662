"""The targets of a campaign, made ready once for many reports: their facts, what stands, and how their texts begin."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from bairi.delivery.reports.actions.entries import NewReport
from bairi.delivery.reports.actions.facts import LOCK_TARGET, Facts, lock_target, sees
from bairi.delivery.reports.actions.hand import Hand
from bairi.delivery.reports.actions.judge import check_open, is_proxy
from bairi.delivery.reports.actions.many import in_parts
from bairi.delivery.reports.actions.measures import bar_of
from bairi.delivery.reports.actions.stamps import Stamp, claim_stamp
from bairi.delivery.reports.models import EntryKind
from bairi.delivery.reports.permissions import RECEIVE_REPORT
from bairi.delivery.reports.rules.runs import Held, Run
from bairi.delivery.reports.rules.standing import OPEN
from bairi.ground.access import Actor, Problem
from bairi.plan.campaigns.models import Campaign

ALL_FACTS: Final = LOCK_TARGET.partition("WHERE t.id =")[0] + "WHERE t.campaign_id = %s"
RUNS: Final = """
SELECT target_id, effective_from, effective_to, known_from, value, claim_id FROM reports_standing
WHERE target_id IN ({targets}) AND item_id = 0 AND level = 1 AND known_to = :open
ORDER BY target_id, effective_from""".replace(":open", str(OPEN))
Key = tuple[str, str, str]


class Ready:
    """One target. `is_sound`: nothing about the target itself keeps an ordinary report of this actor out."""

    __slots__ = ("bar", "claims", "events", "facts", "is_proxy", "is_sound", "run", "units")

    def __init__(self, facts: Facts, by: Actor) -> None:
        self.facts, self.bar = facts, bar_of(facts)
        self.units = frozenset(("", facts.unit, facts.unit_en))
        self.is_sound = not facts.is_itemised and _is_open(facts, by)
        self.is_proxy = is_proxy(_plain(facts), facts, by)
        self.run: Run | None = None
        self.events: dict[tuple[str, tuple[str, ...], bool], tuple[Stamp, str]] = {}
        self.claims = {kind: claim_stamp(_plain(facts, kind)) for kind in EntryKind.values}


class ReadyTargets:
    """The targets that the actor sees, found by the codes of place, task and measure."""

    def __init__(self, campaign: Campaign, by: Actor) -> None:
        self.campaign, self.by = campaign, by
        self._at: dict[Key, Ready | Problem] = {}

    def clear(self) -> None:
        """Forget all: something else was written meanwhile."""
        self._at = {}

    def find(self, cursor: Hand, new: NewReport) -> Ready | Problem:
        """The target that a report names, or why there is none that the actor sees."""
        if not self._at:
            self._load(cursor)
        found = self._at.get((new.place, new.task, new.measure))
        if found is None:
            found = self._at[new.place, new.task, new.measure] = self._look_closer(cursor, new)
        return found

    def _load(self, cursor: Hand) -> None:
        for row in cursor.execute(ALL_FACTS, [self.campaign.pk]).fetchall():
            facts = Facts(*row)
            if sees(self.by, facts):
                self._at[facts.place_code, facts.task_code, facts.measure_code] = Ready(facts, self.by)

    def _look_closer(self, cursor: Hand, new: NewReport) -> Ready | Problem:
        """The measure that counts, or the place by a code that it used to have."""
        try:
            facts = lock_target(cursor, new, self.by)
        except Problem as problem:
            return problem
        key = (facts.place_code, facts.task_code, facts.measure_code)
        return self._at.setdefault(key, Ready(facts, self.by))

    def load_runs(self, cursor: Hand, targets: Iterable[Ready]) -> None:
        """Read what stands of the targets that have not been read."""
        wanted = {ready.facts.target_id: ready for ready in targets if ready.run is None}
        for ready in wanted.values():
            ready.run = Run()
        for part in in_parts(sorted(wanted)):
            rows = cursor.execute(RUNS.format(targets=", ".join(["%s"] * len(part))), part).fetchall()
            for target, start, end, known, value, claim in rows:
                run = wanted[target].run
                assert run is not None
                run.hold(Held(start, end, known, value, claim, is_stored=True))

    def forget_run(self, ready: Ready) -> None:
        """What stands of a target was changed by another hand."""
        ready.run = None


def _is_open(facts: Facts, by: Actor) -> bool:
    try:
        check_open(facts)
    except Problem:
        return False
    return by.may(
        RECEIVE_REPORT, place_path=facts.place_path, task_code=facts.task_code, campaign_code=facts.campaign_code
    )


def _plain(facts: Facts, entered_as: str = "total") -> NewReport:
    return NewReport(
        uuid=UUID(int=0), campaign=facts.campaign_code, place=facts.place_code, task=facts.task_code,
        measure=facts.measure_code, effective_on=date.min, entered_as=entered_as,
    )  # fmt: skip
