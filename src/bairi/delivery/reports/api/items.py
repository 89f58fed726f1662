"""The operations on the works and households that tasks are counted by."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.utils.timezone import now
from ninja import Schema, Status
from pydantic import Field, StringConstraints

from bairi.delivery.reports import actions, queries
from bairi.delivery.reports.api import shapes
from bairi.delivery.reports.api.routes import Limit, router
from bairi.ground.access import Actor
from bairi.plan.campaigns.queries import campaign_for

__all__ = ["router"]
PageNumber = Annotated[int, Field(ge=1, le=10**6)]


class ItemIn(Schema):
    """One work or household. `key` is made by the sender: sending the same again is sending it once."""

    key: UUID = Field(default_factory=uuid4)
    place: shapes.Code
    task: shapes.Code
    name: Annotated[str, StringConstraints(max_length=120, pattern=shapes.NO_NUL)]
    quantity: shapes.Figure = 1.0


class ItemsIn(Schema):
    """Items to enter together; each is judged by itself."""

    items: Annotated[list[ItemIn], Field(min_length=1, max_length=500)]


class AddedOut(Schema):
    """Keys of the items that are new and of those that were there, and the refused ones with their reasons."""

    added: list[UUID]
    again: list[UUID]
    refused: list[shapes.RefusedOut]


class ItemOut(Schema):
    """An item and how far it is; `stage` is empty where nothing was reported."""

    key: UUID
    task: str
    place: str
    place_name: str
    name: str
    quantity: float
    unit: str
    stage: str
    report: UUID | None
    is_confirmed: bool


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@router.get("campaigns/{campaign}/items", response=list[ItemOut], operation_id="items")
def items(
    request: HttpRequest,
    campaign: shapes.Code,
    task: shapes.Code = "",
    place: shapes.Code = "",
    page: PageNumber = 1,
    limit: Limit = 100,
) -> list[ItemOut]:
    """The items on the list that you see, by task and place, with the stage that each has reached."""
    found = campaign_for(_actor(request), campaign)
    rows, pages = queries.items(_actor(request), found, task=task, place=place, number=page, per_page=limit)
    if page > pages.paginator.num_pages:
        return []
    return [
        ItemOut(
            key=row.key, task=row.task_code, place=row.place_code, place_name=row.place_name, name=row.name,
            quantity=row.quantity, unit=row.unit, stage=row.stage, report=row.report, is_confirmed=row.is_confirmed,
        )
        for row in rows
    ]  # fmt: skip


@router.post("campaigns/{campaign}/items", response=AddedOut, operation_id="add_items")
def add_items(request: HttpRequest, campaign: shapes.Code, body: ItemsIn) -> AddedOut:
    """Enter items. Those that cannot be are named with their reason and stop no other."""
    new = [actions.NewItem(i.place, i.task, i.name, i.quantity, i.key) for i in body.items]
    done = actions.add_items(campaign=campaign, items=new, by=_actor(request), at=now())
    refused = [shapes.RefusedOut(uuid=new[index].key, **problem.as_dict()) for index, problem in done.refused]
    return AddedOut(added=list(done.added), again=list(done.again), refused=refused)


@router.post("items/{uuid:item}/retirement", response={204: None}, operation_id="retire_item")
def retire_item(request: HttpRequest, item: UUID, body: shapes.ReasonIn) -> Status[None]:
    """Take an item off the list, with the reason. Its reports must be withdrawn before."""
    actions.retire_item(item=item, reason=body.reason, by=_actor(request), at=now())
    return Status(204, None)
