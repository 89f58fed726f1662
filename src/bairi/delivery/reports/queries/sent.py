"""What was sent, by oneself or for the places that one sees, page by page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet

from bairi.delivery.reports.models import Conflict, Report, ReportState
from bairi.delivery.reports.queries.lists import living
from bairi.delivery.reports.queries.rows import ReportRow, report_rows
from bairi.ground.access import Actor, visible_to
from bairi.ground.places.models import Place
from bairi.plan.campaigns.models import Campaign, Task

SIZE = 25


@dataclass(frozen=True, slots=True)
class SentFilter:
    """What to list: reports by oneself ("mine") or for all places seen ("places"), of a place and all below, a task,
    a state ("" is all; `corrected` and `conflict` beside those of `ReportState`)."""

    whose: str = "mine"
    place: str = ""
    task: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class SentPage:
    """One page of the list, newest first. `pages` is Django's Page, for the links to the others."""

    rows: list[ReportRow]
    total: int
    pages: object


def sent_page(actor: Actor, campaign: Campaign, asked: SentFilter, *, number: int = 1) -> SentPage:
    """A page of what was sent; a number beyond the last gives the last. Eight queries, nine with a place."""
    reports = visible_to(actor, Report.objects).filter(campaign=campaign)
    if asked.whose == "mine":
        reports = reports.filter(entered_by=actor.user_id)
    if asked.place:
        path = Place.objects.filter(code=asked.place).values_list("path", flat=True).first()
        reports = reports.filter(target__place__path__startswith=path) if path else reports.none()
    if asked.task:
        reports = reports.filter(target__task__code=asked.task)
    found = Paginator(_in_state(reports, asked.state).order_by("-known"), SIZE).get_page(number)
    return SentPage(report_rows(found.object_list), found.paginator.count, found)  # type: ignore[arg-type]


def _in_state(reports: QuerySet[Report], state: str) -> QuerySet[Report]:
    if state == ReportState.WITHDRAWN:
        return reports.filter(state=state)
    if state == "corrected":
        newer = Report.supersedes.through.objects.filter(to_report=OuterRef("pk"))
        newer = newer.exclude(from_report__state=ReportState.WITHDRAWN)
        return reports.exclude(state=ReportState.WITHDRAWN).filter(Exists(newer))
    if state == "conflict":
        differing = Conflict.objects.filter(Q(first=OuterRef("pk")) | Q(second=OuterRef("pk")), resolved_known=None)
        return living(reports).filter(Exists(differing))
    return living(reports).filter(state=state) if state else reports


def sent_places(actor: Actor, campaign: Campaign) -> list[Place]:
    """Places that the actor sees and that have targets, by the tree, for the filter. One query."""
    seen = visible_to(actor, Place.objects).filter(targets__campaign=campaign, targets__is_control=False)
    return list(seen.select_related("parent").distinct().order_by("path"))


def sent_tasks(actor: Actor, campaign: Campaign) -> list[Task]:
    """Tasks that the actor sees, for the filter. One query."""
    return list(visible_to(actor, Task.objects).filter(campaign=campaign))


def reports_by_number(actor: Actor, campaign: Campaign, uuids: Iterable[UUID]) -> list[ReportRow]:
    """The reports of these numbers that the actor sees, as they came in. Six queries."""
    rows = visible_to(actor, Report.objects).filter(campaign=campaign, uuid__in=list(uuids))
    return report_rows(rows.order_by("known"))
