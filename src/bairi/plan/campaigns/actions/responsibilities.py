"""Who answers for what (责任清单): lead leader, lead unit, supporting units, responsible person, at each level."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from bairi.ground.access import Actor, require, visible_to
from bairi.ground.accounts.models import User
from bairi.ground.organisations.models import Organisation
from bairi.ground.places.models import Place
from bairi.ground.transparency.actions import Entry, append_many
from bairi.plan.campaigns.actions.checks import check_choice
from bairi.plan.campaigns.actions.plan import seen_campaign
from bairi.plan.campaigns.events import ResponsibilityRemoved, ResponsibilitySet
from bairi.plan.campaigns.models import Campaign, CampaignState, Responsibility, ResponsibilityKind, Task
from bairi.plan.campaigns.permissions import SET_RESPONSIBILITIES
from bairi.plan.campaigns.problems import (
    NobodyAnswers,
    UnknownOrganisation,
    UnknownPlace,
    UnknownTask,
    UnknownUser,
)
from bairi.plan.campaigns.rules.settings import ResponsibilitySetting

Identity = tuple[Any, ...]


@dataclass(slots=True)
class Found:
    """What the rows name, by code."""

    places: dict[str, Place]
    tasks: dict[str, Task]
    organisations: dict[str, Organisation]
    users: dict[str, User]


@transaction.atomic
def set_responsibilities(
    *,
    campaign: str,
    rows: Sequence[ResponsibilitySetting],
    places: Collection[str] | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Replace who answers in some places (those named in the rows when `places` is None). Returns how many changed.

    Raises UnknownPlace, UnknownTask, UnknownOrganisation, UnknownUser, UnknownChoice, NobodyAnswers, NotAllowed.
    """
    row = seen_campaign(by, campaign)
    found = _find(row, rows, set(places or ()) | {setting.place for setting in rows}, by)
    _check(rows, found)
    _require(row, rows, found, by)
    wanted = {_identity(entry): entry for setting in rows if (entry := _entry(row, setting, found))}
    standing: dict[Identity, Responsibility] = {}
    doubled: list[Responsibility] = []
    old = Responsibility.objects.filter(campaign=row, place__in=[place.pk for place in found.places.values()])
    tasks_seen = {task.pk for task in found.tasks.values()}
    for entry in old.select_related("place", "task", "organisation", "user"):
        if entry.task_id is not None and entry.task_id not in tasks_seen:
            continue  # another department's task: not seen, so not touched
        if _identity(entry) in standing:
            doubled.append(entry)
        standing.setdefault(_identity(entry), entry)
    gone = [entry for key, entry in standing.items() if key not in wanted] + doubled
    new = [entry for key, entry in wanted.items() if key not in standing]
    Responsibility.objects.filter(pk__in=[entry.pk for entry in gone]).delete()
    Responsibility.objects.bulk_create(new, batch_size=500)
    events = [Entry(_event(ResponsibilityRemoved, row, e), e.place.code) for e in gone]
    events += [Entry(_event(ResponsibilitySet, row, e), e.place.code) for e in new]
    append_many(events, by=by, at=at, group=uuid.uuid4())
    return len(events)


def hand_over_responsibilities(leaver: User, successor: User, actor: Actor, at: datetime, group: UUID) -> int:
    """What a leaving person answers for in campaigns not closed goes to the successor. Returns how many."""
    rows = Responsibility.objects.filter(user=leaver).exclude(campaign__state=CampaignState.CLOSED)
    entries = list(rows.select_related("campaign", "place", "task", "organisation", "user"))
    events = [Entry(_event(ResponsibilityRemoved, entry.campaign, entry), entry.place.code) for entry in entries]
    for entry in entries:
        entry.user = successor
        entry.save(update_fields=["user"])
    events += [Entry(_event(ResponsibilitySet, entry.campaign, entry), entry.place.code) for entry in entries]
    append_many(events, by=actor, at=at, group=group)
    return len(entries)


def _find(campaign: Campaign, rows: Sequence[ResponsibilitySetting], codes: set[str], by: Actor) -> Found:
    seen = visible_to(by, Place.objects).filter(path__startswith=campaign.place.path, code__in=codes)
    units = {setting.organisation for setting in rows if setting.organisation}
    names = {setting.user for setting in rows if setting.user}
    found = Found(
        {place.code: place for place in seen},
        {task.code: task for task in visible_to(by, Task.objects).filter(campaign=campaign)},
        {unit.code: unit for unit in Organisation.objects.filter(code__in=units)},
        {user.username: user for user in User.objects.filter(username__in=names)},
    )
    for code in sorted(codes - found.places.keys()):
        raise UnknownPlace(value=code)
    return found


def _check(rows: Sequence[ResponsibilitySetting], found: Found) -> None:
    for setting in rows:
        check_choice(setting.kind, ResponsibilityKind.values)
        if setting.task is not None and setting.task not in found.tasks:
            raise UnknownTask(value=setting.task)
        if setting.organisation and setting.organisation not in found.organisations:
            raise UnknownOrganisation(value=setting.organisation)
        if setting.user and setting.user not in found.users:
            raise UnknownUser(value=setting.user)
        if not (setting.organisation or setting.user or setting.person or setting.post):
            raise NobodyAnswers(place=found.places[setting.place].name)


def _require(campaign: Campaign, rows: Sequence[ResponsibilitySetting], found: Found, by: Actor) -> None:
    """The permission in every place, and for every task named."""
    asked: set[tuple[str, str | None]] = {(place.path, None) for place in found.places.values()}
    asked |= {(found.places[setting.place].path, setting.task) for setting in rows}
    for path, task in asked:
        require(by, SET_RESPONSIBILITIES, place_path=path, task_code=task, campaign_code=campaign.code)


def _entry(campaign: Campaign, setting: ResponsibilitySetting, found: Found) -> Responsibility:
    return Responsibility(
        campaign=campaign,
        place=found.places[setting.place],
        task=found.tasks[setting.task] if setting.task is not None else None,
        kind=setting.kind,
        organisation=found.organisations.get(setting.organisation or ""),
        user=found.users.get(setting.user or ""),
        person=setting.person.strip(),
        post=setting.post.strip(),
        phone=setting.phone.strip(),
        source=setting.source,
    )


def _identity(entry: Responsibility) -> Identity:
    return (
        entry.place_id, entry.task_id, entry.kind, entry.organisation_id, entry.user_id,
        entry.person, entry.post, entry.phone, entry.source,
    )  # fmt: skip


def _event(
    kind: type[ResponsibilitySet] | type[ResponsibilityRemoved], campaign: Campaign, entry: Responsibility
) -> ResponsibilitySet | ResponsibilityRemoved:
    return kind(
        campaign=campaign.code,
        place=entry.place.code,
        task=entry.task.code if entry.task else None,
        role=entry.kind,
        organisation=entry.organisation.code if entry.organisation else None,
        user=entry.user.username if entry.user else None,
        who=" ".join(part for part in _who(entry) if part),
    )


def _who(entry: Responsibility) -> tuple[str, str, str]:
    """Unit, post and person as they are known."""
    unit = entry.organisation.name if entry.organisation else ""
    return unit, entry.post, entry.person or (entry.user.name if entry.user else "")
