"""Roll-ups for a person: what is asked, held against the actor's places and tasks, then run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from bairi.delivery.rollups.definition import Definition
from bairi.delivery.rollups.definitions import DEFINITIONS
from bairi.delivery.rollups.engines import Database, Engine
from bairi.delivery.rollups.permissions import VIEW_FIGURES
from bairi.ground.access import Actor, NotAllowed, NotVisible, visible_to
from bairi.ground.access.known import OPEN
from bairi.ground.access.scope import paths_above
from bairi.ground.organisations.models import Organisation
from bairi.ground.places.models import Place, PlaceLevel
from bairi.plan.campaigns.models import Campaign, Line, Task
from bairi.plan.campaigns.queries import campaign_for, today, weights_known

By = Literal["place", "task", "line", "unit"]


@dataclass(frozen=True, slots=True)
class View:
    """A question that the actor may ask: a place and all below it, shown by the places of one level, on one day.

    `known` is the known moment (microseconds), None for what is known now. `tasks` are those that the actor may see.
    """

    campaign: Campaign
    root: Place
    to_level: int
    on: date
    known: int | None
    tasks: tuple[Task, ...]

    def parameters(self, *, every_measure: bool = False) -> dict[str, Any]:
        """The parameters that every definition takes."""
        weights = weights_known(self.campaign, self.known)
        return {
            "weights": [
                (task.pk, weights.tasks[task.code], weights.lines[weights.line_of[task.code]]) for task in self.tasks
            ],
            "every_measure": int(every_measure),
            "plan_known": OPEN - 1 if self.known is None else self.known,
            "root": self.root.pk,
            "to_level": self.to_level,
            "day": self.on.toordinal(),
            "known": self.known,
        }


def view(
    actor: Actor,
    code: str | Campaign,
    *,
    place: str | None = None,
    around: str | None = None,
    task: str | None = None,
    to_level: int | None = None,
    on: date | None = None,
    known: int | None = None,
) -> View:
    """The question, held against the actor's scope. Without a place: the highest place that the actor sees in full;
    with `around`, the highest such place that holds the place of that code. `code`: the campaign's, or the campaign as
    `campaign_for` has given it to this actor.

    Raises NotVisible for a campaign, place or task outside the scope, NotAllowed for a role that sees no figures.
    """
    campaign = campaign_for(actor, code) if isinstance(code, str) else code
    root = _root(actor, campaign, place, around)
    tasks = _tasks(actor, campaign, root, task)
    return View(campaign, root, to_level or min(root.level + 1, PlaceLevel.GROUP), on or today(campaign), known, tasks)


def _root(actor: Actor, campaign: Campaign, code: str | None, around: str | None) -> Place:
    seen = visible_to(actor, Place.objects.filter(path__startswith=campaign.place.path))
    if around is not None:
        inner = seen.filter(code=around).first()
        seen = seen.filter(path__in=[*paths_above(inner.path), inner.path]) if inner else seen.none()
    found = seen.filter(code=code).first() if code else seen.order_by("level", "order", "code").first()
    if found is None:
        raise NotVisible()
    return found


def _tasks(actor: Actor, campaign: Campaign, root: Place, code: str | None) -> tuple[Task, ...]:
    grants = [g for g in actor.grants_for(VIEW_FIGURES) if g.covers(root.path, None, campaign.code)]
    if not grants:
        raise NotAllowed(permission=str(VIEW_FIGURES))
    rows = Task.objects.filter(campaign=campaign).select_related("line", "lead_unit")
    tasks = [t for t in rows if any(g.covers(None, t.code, None) for g in grants) and code in {None, t.code}]
    if code and not tasks:
        raise NotVisible()
    return tuple(tasks)


@dataclass(frozen=True, slots=True)
class AttainmentRow:
    """Attainment (0..1, None where nothing stands) at the three levels of one place and one group of targets."""

    place_code: str
    place: str
    group_code: str
    group: str
    targets: int
    reporting: int
    inspected: int
    reported: float | None
    confirmed: float | None
    verified: float | None


def attainment(asked: View, by: By = "place", engine: Engine | None = None) -> list[AttainmentRow]:
    """Attainment by place and task, line or lead unit, or of the whole in each place, in the order of the plan."""
    rows = (engine or Database()).run(DEFINITIONS[f"attainment_by_{by}"], asked.parameters())
    places = _places(asked, {row[0] for row in rows})
    groups = _groups(asked, by)
    order = {key: at for at, key in enumerate(groups)}
    made = [
        (places[row[0]].order, places[row[0]].code, order[row[1]], AttainmentRow(
            places[row[0]].code, places[row[0]].name, *groups[row[1]], *row[2:5], *row[5:8]
        ))
        for row in rows
    ]  # fmt: skip
    return [row for *_, row in sorted(made, key=lambda m: m[:3])]


def _places(asked: View, ids: set[int]) -> dict[int, Place]:
    return {place.pk: place for place in Place.objects.filter(pk__in=ids)}


def _groups(asked: View, by: By) -> dict[int, tuple[str, str]]:
    if by == "task":
        return {task.pk: (task.code, task.name) for task in asked.tasks}
    if by == "line":
        return {line.pk: (line.code, line.name) for line in Line.objects.filter(campaign=asked.campaign)}
    if by == "unit":
        ids = {task.lead_unit_id for task in asked.tasks if task.lead_unit_id}
        return {unit.pk: (unit.code, unit.name) for unit in Organisation.objects.filter(pk__in=ids)}
    return {0: ("", "")}


@dataclass(frozen=True, slots=True)
class ValueRow:
    """Sums of the values of one measure in one place, in its unit, None where nothing has reached a level."""

    place_code: str
    place: str
    task_code: str
    task: str
    measure_code: str
    measure: str
    unit: str
    reported: float | None
    confirmed: float | None
    verified: float | None


def values(asked: View, engine: Engine | None = None) -> list[ValueRow]:
    """Sums of the values that stand, by place, task and measure, in the order of the plan."""
    rows = (engine or Database()).run(definition("values"), asked.parameters(every_measure=True))
    places = _places(asked, {row[0] for row in rows})
    tasks = {task.pk: (at, task) for at, task in enumerate(asked.tasks)}
    measures = {m.pk: m for task in asked.tasks for m in task.measures.all()}
    made = []
    for place_id, task_id, measure_id, *levels in rows:
        place, (at, task), measure = places[place_id], tasks[task_id], measures[measure_id]
        row = ValueRow(place.code, place.name, task.code, task.name, measure.code, measure.name, measure.unit, *levels)
        made.append((place.order, place.code, at, measure.order, row))
    return [row for *_, row in sorted(made, key=lambda m: m[:4])]


def definition(name: str) -> Definition:
    """A roll-up by name. Raises KeyError."""
    return DEFINITIONS[name]
