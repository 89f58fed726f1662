"""A task broken down: county, townships, villages, each total against the sum below it (任务分解, 层层加码)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bairi.ground.access import Actor, NotVisible, visible_to
from bairi.ground.places.models import Place, PlaceLevel
from bairi.plan.campaigns.models import Campaign, Measure, RollUp
from bairi.plan.campaigns.queries.targets import TargetRow, targets_known
from bairi.plan.campaigns.rules.sums import LevelTotal, Node, Sum, level_totals, sums_below


@dataclass(frozen=True, slots=True)
class SumRow:
    """A place in the breakdown. Without a target of its own, `must` is None. `excess` is the sum below minus `must`."""

    place_code: str
    place_name: str
    place_path: str
    level: int
    depth: int
    target_id: int | None
    must: float | None
    reserve: float | None
    baseline: float | None
    due_on: date | None
    plan_version: int | None
    below: float | None
    children: int
    excess: float | None
    has_places_below: bool
    source: str

    @property
    def excess_share(self) -> float | None:
        """The excess as a share of the place's own total."""
        return None if self.excess is None or not self.must else self.excess / self.must


@dataclass(frozen=True, slots=True)
class Decomposition:
    """`rows` in the order of the tree; `levels` what each level is asked for together; `adds_up` False where a measure
    does not roll up, so that no sums are shown."""

    measure: Measure
    rows: list[SumRow]
    levels: list[LevelTotal]
    adds_up: bool

    @property
    def added(self) -> float | None:
        """The share by which the lowest level goes beyond the topmost total."""
        return self.levels[-1].added if len(self.levels) > 1 else None

    @property
    def uneven(self) -> list[SumRow]:
        """Places whose sum below differs from their own total."""
        return [row for row in self.rows if row.excess]


def decomposition(
    actor: Actor,
    campaign: Campaign,
    task_code: str,
    measure_code: str | None = None,
    known: int | None = None,
    *,
    to_level: int = PlaceLevel.VILLAGE,
    under: str = "",
) -> Decomposition:
    """The breakdown of one measure as the actor sees it: all places down to `to_level`, and lower ones with a target.

    `under` is a place's path: only that place and what lies below it. Raises NotVisible. Three queries.
    """
    measures = visible_to(actor, Measure.objects.select_related("task", "denominator")).filter(
        task__campaign=campaign, task__code=task_code
    )
    measure = measures.filter(code=measure_code).first() if measure_code else measures.filter(counts=True).first()
    if measure is None:
        raise NotVisible()
    targets = {row.place_path: row for row in targets_known(campaign, known, measure_id=measure.pk)}
    places = list(_places(actor, campaign, under or campaign.place.path, to_level, set(targets)))
    nodes = [_node(place, targets.get(place.path)) for place in places]
    sums = sums_below(nodes)
    adds_up = measure.roll_up == RollUp.SUM
    top = min((place.path.count("/") for place in places), default=0)
    rows = [_row(place, targets.get(place.path), sums[place.path], top, adds_up) for place in places]
    return Decomposition(measure, rows, level_totals(nodes) if adds_up else [], adds_up)


def _places(actor: Actor, campaign: Campaign, under: str, to_level: int, with_target: set[str]) -> list[Place]:
    """Places in the order of the tree: each after the one above it, brothers by order and code."""
    seen = visible_to(actor, Place.objects).filter(path__startswith=under, dissolved_on=None).order_by("order", "code")
    kept = [place for place in seen if place.level <= to_level or place.path in with_target]
    keys = {place.pk: (place.order, place.code) for place in kept}

    def tree_order(place: Place) -> list[tuple[int, str]]:
        return [keys.get(int(key), (0, "")) for key in place.path.rstrip("/").split("/")]

    return sorted(kept, key=tree_order)


def _node(place: Place, row: TargetRow | None) -> Node:
    return Node(place.path, place.level, row.must if row else None, row.reserve if row else None)


def _row(place: Place, row: TargetRow | None, total: Sum, top: int, adds_up: bool) -> SumRow:
    must = row.must if row else None
    return SumRow(
        place_code=place.code,
        place_name=place.name,
        place_path=place.path,
        level=place.level,
        depth=place.path.count("/") - top,
        target_id=row.target_id if row else None,
        must=must,
        reserve=row.reserve if row else None,
        baseline=row.baseline if row else None,
        due_on=row.due_on if row else None,
        plan_version=row.plan_version if row else None,
        below=total.below if adds_up else None,
        children=total.children,
        excess=total.excess(must) if adds_up else None,
        has_places_below=place.level < PlaceLevel.VILLAGE,
        source=row.source if row else "",
    )
