"""Who answers: the nearest entry up the tree, by kind; an entry for the task goes before one for all tasks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from bairi.ground.access.scope import paths_above
from bairi.ground.organisations.models import Pairing
from bairi.ground.places.models import Place
from bairi.plan.campaigns.models import Campaign, Responsibility, ResponsibilityKind, Task

Kind = str
PAIRED = "paired_department"
"""The department paired with a village (包村部门), known to the organisations room, shown among those who answer."""


@dataclass(frozen=True, slots=True)
class Answerer:
    """One who answers. `who` is ready to show: unit, post and name as far as they are known."""

    kind: Kind
    place_code: str
    place: str
    place_level: int
    place_path: str
    task_code: str | None
    organisation: str
    organisation_code: str
    person: str
    post: str
    phone: str
    user_id: int | None

    @property
    def who(self) -> str:
        return " ".join(part for part in (self.organisation, self.post, self.person) if part)


@dataclass(frozen=True, slots=True)
class Answers:
    """Those who answer for a task in a place: the nearest of each kind, and the whole chain from the top down."""

    by_kind: dict[Kind, list[Answerer]]
    chain: list[Answerer]

    @property
    def first(self) -> Answerer | None:
        """The one to ask first: the responsible person, else the lead unit, else the lead leader."""
        for kind in (
            ResponsibilityKind.RESPONSIBLE_PERSON,
            ResponsibilityKind.LEAD_UNIT,
            ResponsibilityKind.LEAD_LEADER,
        ):
            if self.by_kind.get(kind):
                return self.by_kind[kind][0]
        return next((found[0] for found in self.by_kind.values() if found), None)


@dataclass(slots=True)
class AnswerIndex:
    """All entries of a campaign by place, for pages that ask for many cells at once."""

    entries: dict[str, list[Answerer]] = field(default_factory=dict)

    def who(self, place_path: str, task_code: str | None) -> Answers:
        """Those who answer for the task (None: for all tasks) in the place of that path."""
        chain: list[Answerer] = []
        by_kind: dict[Kind, list[Answerer]] = {}
        for path in [*paths_above(place_path), place_path]:
            here = [e for e in self.entries.get(path, ()) if e.task_code in {None, task_code}]
            for kind in {e.kind for e in here}:
                own = [e for e in here if e.kind == kind and e.task_code is not None]
                found = own or [e for e in here if e.kind == kind]
                by_kind[kind] = found
            chain += sorted(here, key=lambda e: (ORDER.index(e.kind), e.task_code is None))
        return Answers({kind: by_kind[kind] for kind in ORDER if kind in by_kind}, chain)

    def add(self, entry: Answerer) -> None:
        self.entries.setdefault(entry.place_path, []).append(entry)


ORDER: tuple[Kind, ...] = (*ResponsibilityKind.values, PAIRED)


def answer_index(campaign: Campaign, *, place_path: str | None = None) -> AnswerIndex:
    """Everyone who answers in the campaign; with `place_path`, those at that place, above it and below it.

    A task's lead unit leads it in the campaign's place unless an entry there says otherwise. Three queries.
    """
    rows = Responsibility.objects.filter(campaign=campaign)
    pairings = Pairing.objects.filter(until_on=None, place__path__startswith=campaign.place.path)
    if place_path is not None:
        rows = rows.filter(_near("place", place_path))
        pairings = pairings.filter(_near("place", place_path))
    index = AnswerIndex()
    entries = [_answerer(row) for row in rows.select_related("place", "task", "organisation", "user").order_by("pk")]
    led = {
        e.task_code for e in entries if e.kind == ResponsibilityKind.LEAD_UNIT and e.place_path == campaign.place.path
    }
    tasks = Task.objects.filter(campaign=campaign).exclude(lead_unit=None).select_related("lead_unit")
    entries += [_lead_unit(campaign.place, task) for task in tasks if task.code not in led]
    entries += [_paired(row) for row in pairings.select_related("place", "organisation").order_by("pk")]
    for entry in entries:
        index.add(entry)
    return index


def who_answers(campaign: Campaign, place: Place, task: Task | str | None) -> Answers:
    """Those who answer for the task in the place. Three queries; for many cells take `answer_index`."""
    code = task.code if isinstance(task, Task) else task
    return answer_index(campaign, place_path=place.path).who(place.path, code)


def responsibilities_in(campaign: Campaign, place: Place, tasks: Iterable[Task] | None = None) -> list[Responsibility]:
    """The entries of one place itself, as they are edited. One query."""
    rows = Responsibility.objects.filter(campaign=campaign, place=place)
    if tasks is not None:
        rows = rows.filter(Q(task=None) | Q(task__in=list(tasks)))
    return list(rows.select_related("task", "organisation", "user").order_by("pk"))


def _near(lookup: str, path: str) -> Q:
    return Q(**{f"{lookup}__path__in": paths_above(path)}) | Q(**{f"{lookup}__path__startswith": path})


def _answerer(row: Responsibility) -> Answerer:
    return Answerer(
        kind=row.kind,
        place_code=row.place.code,
        place=row.place.name,
        place_level=row.place.level,
        place_path=row.place.path,
        task_code=row.task.code if row.task else None,
        organisation=row.organisation.name if row.organisation else "",
        organisation_code=row.organisation.code if row.organisation else "",
        person=row.person or (row.user.name if row.user else ""),
        post=row.post or (row.user.post if row.user else ""),
        phone=row.phone or (row.user.phone if row.user else ""),
        user_id=row.user_id,
    )


def _lead_unit(place: Place, task: Task) -> Answerer:
    unit = task.lead_unit
    return Answerer(
        kind=ResponsibilityKind.LEAD_UNIT,
        place_code=place.code,
        place=place.name,
        place_level=place.level,
        place_path=place.path,
        task_code=task.code,
        organisation=unit.name if unit else "",
        organisation_code=unit.code if unit else "",
        person="",
        post="",
        phone=unit.phone if unit else "",
        user_id=None,
    )


def _paired(row: Pairing) -> Answerer:
    return Answerer(
        kind=PAIRED,
        place_code=row.place.code,
        place=row.place.name,
        place_level=row.place.level,
        place_path=row.place.path,
        task_code=None,
        organisation=row.organisation.name,
        organisation_code=row.organisation.code,
        person="",
        post="",
        phone=row.organisation.phone,
        user_id=None,
    )
