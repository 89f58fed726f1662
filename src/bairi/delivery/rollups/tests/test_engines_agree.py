"""Each roll-up gives the same rows on the database and on DuckDB over Parquet, and what plain Python adds up."""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from bairi.delivery.reports.models import Standing
from bairi.delivery.rollups.definitions import DEFINITIONS
from bairi.delivery.rollups.engines import Database, Parquet, Rows, export_parquet
from bairi.delivery.rollups.tests.county import START, make_county
from bairi.ground.access.known import OPEN
from bairi.plan.campaigns.models import Campaign, Target, TargetVersion, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign() -> Campaign:
    return make_county()


def parameters(campaign: Campaign, *, day: int, known: int | None, to_level: int = 4) -> dict[str, Any]:
    return {
        "weights": list(campaign.tasks.order_by("id").values_list("pk", "weight", "line__weight")),
        "every_measure": 0, "plan_known": OPEN - 1 if known is None else known, "root": campaign.place_id,
        "to_level": to_level, "day": day, "known": known,
    }  # fmt: skip


def rounded(rows: Rows) -> Rows:
    return [tuple(round(float(v), 9) if v is not None else None for v in row) for row in rows]


def test_engines_agree(campaign: Campaign, tmp_path: Path) -> None:
    export_parquet(tmp_path)
    with Parquet(tmp_path) as parquet:
        for name, known, to_level in product(sorted(DEFINITIONS), [None, 300, 600], [3, 4, 5]):
            given = parameters(campaign, day=START.toordinal() + 25, known=known, to_level=to_level)
            ours = Database().run(DEFINITIONS[name], given)
            theirs = parquet.run(DEFINITIONS[name], given)
            assert ours, (name, known, to_level)
            assert rounded(ours) == rounded(theirs), (name, known, to_level)


def test_what_is_known_now_is_what_is_known_at_the_last_moment(campaign: Campaign) -> None:
    for name, definition in DEFINITIONS.items():
        now = parameters(campaign, day=START.toordinal() + 25, known=None)
        last = parameters(campaign, day=START.toordinal() + 25, known=OPEN - 1)
        assert rounded(Database().run(definition, now)) == rounded(Database().run(definition, last)), name


def naive_attainment(campaign: Campaign, *, day: int, known: int) -> dict[int, list[float]]:
    """Attainment of each township at the three levels, added up in plain Python from the periods."""
    gains: dict[tuple[int, int], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    spans: dict[tuple[int, int], float] = defaultdict(float)
    for target in Target.objects.filter(measure__counts=True).select_related("place__parent__parent"):
        version = TargetVersion.objects.filter(
            target=target, known_from__lte=known, known_to__gt=known, removed=False
        ).first()
        if version is None:
            continue
        above = target.place.parent if target.place.level == 5 else target.place.parent.parent  # type: ignore[union-attr]
        key = (above.pk, target.task_id)  # type: ignore[union-attr]
        span = version.must - version.baseline
        spans[key] += abs(span) or 1.0
        for level in (1, 2, 3):
            held = Standing.objects.filter(
                target=target, level=level, effective_from__lte=day, effective_to__gt=day, known_from__lte=known,
                known_to__gt=known,
            ).first()  # fmt: skip
            if held is not None:
                share = (held.value - version.baseline) / span if span else held.value / (version.must or 1e-9)
                gains[key][level - 1] += min(max(share, 0.0), 1.0) * (abs(span) or 1.0)
    tasks = {task.pk: task for task in Task.objects.select_related("line")}
    result = {}
    for place in {place for place, _ in spans}:
        lines: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for at, task in spans:
            if at == place:
                lines[tasks[task].line_id].append((tasks[task].weight, task))
        whole = sum(tasks[members[0][1]].line.weight for members in lines.values())
        result[place] = [
            sum(
                tasks[members[0][1]].line.weight
                * sum(w * gains[place, t][level] / spans[place, t] for w, t in members)
                / sum(w for w, _ in members)
                for members in lines.values()
            )
            / whole
            for level in range(3)
        ]
    return result


@pytest.mark.parametrize("known", [300, 600, 1000])
def test_attainment_by_place_equals_the_sum_in_plain_python(campaign: Campaign, known: int) -> None:
    day = START.toordinal() + 25

    rows = Database().run(DEFINITIONS["attainment_by_place"], parameters(campaign, day=day, known=known))

    wanted = naive_attainment(campaign, day=day, known=known)
    assert {row[0] for row in rows} == set(wanted)
    for row in rows:
        assert row[5:] == pytest.approx(wanted[row[0]])


def test_a_control_total_is_never_added(campaign: Campaign) -> None:
    given = parameters(campaign, day=START.toordinal() + 25, known=None, to_level=3)
    before = Database().run(DEFINITIONS["values"], given)
    control = Target.objects.create(
        campaign=campaign, task=Task.objects.all()[0], measure=Task.objects.all()[0].measures.get(counts=True),
        place=campaign.place, is_control=True,
    )  # fmt: skip
    version = TargetVersion.objects.all()[0]
    version.pk, version.target, version.is_control = None, control, True
    version.save(force_insert=True)

    assert Database().run(DEFINITIONS["values"], given) == before
