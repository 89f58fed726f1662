"""The works and households that tasks are counted by: listed, entered one by one or as a list, taken off again."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bairi.delivery.reports import actions, queries
from bairi.delivery.reports.forms.items import ItemForm, ItemSheetForm
from bairi.delivery.reports.forms.queue import ReasonForm
from bairi.delivery.reports.permissions import ADD_ITEMS, RECEIVE_REPORT
from bairi.delivery.reports.views.choosing import grouped, read_asked
from bairi.delivery.reports.views.frame import IN_FORM, attempt, page
from bairi.delivery.reports.views.workbook import workbook_answer
from bairi.delivery.reports.workbook.outcome import outcome_of_items, outcome_of_refusal
from bairi.ground.access import NotVisible, Problem, require
from bairi.ground.tables.desk import Upload, from_desk, put_on_desk
from bairi.ground.ui.pages import actor_of
from bairi.ground.ui.words import named
from bairi.plan.campaigns.models import Campaign, CampaignState
from bairi.plan.campaigns.queries import campaign_for, moment_of

DESK: Final = "items"
CURRENT: Final = "sent_reports"
FIELDS: Final = {
    "reports.no_target": "place",
    "reports.control_total": "place",
    "reports.item_is_there": "name",
    "reports.item_name_missing": "name",
    "reports.item_quantity_wrong": "quantity",
}


@require_GET
def items(request: HttpRequest, campaign: str) -> HttpResponse:
    """The items on the list, with the stage that each has reached."""
    row = campaign_for(actor_of(request), campaign)
    return _list(request, row, _form(request, row))


@require_POST
def add_items(request: HttpRequest, campaign: str) -> HttpResponse:
    """Enter one item."""
    row = campaign_for(actor_of(request), campaign)
    require(actor_of(request), ADD_ITEMS, campaign_code=row.code)
    form = _form(request, row, request.POST)
    if not form.is_valid():
        return _list(request, row, form, status=422)
    facts = form.cleaned_data
    quantity = 1.0 if facts["quantity"] is None else facts["quantity"]
    new = actions.NewItem(facts["place"], facts["task"], facts["name"], quantity)
    done = attempt(form, lambda: _add_one(row, new, request), FIELDS)
    if done is None:
        return _list(request, row, form, status=422)
    said = _("%(name)s is on the list.") if done.added else _("%(name)s was on the list already.")
    messages.success(request, said % {"name": new.name})
    return redirect("items", campaign=row.code)


def _add_one(campaign: Campaign, new: actions.NewItem, request: HttpRequest) -> actions.AddedItems:
    done = actions.add_items(campaign=campaign.code, items=[new], by=actor_of(request), at=moment_of(campaign))
    for _index, problem in done.refused:
        raise problem
    return done


@require_POST
def retire_item(request: HttpRequest, campaign: str, item: UUID) -> HttpResponse:
    """Take an item off the list."""
    row = campaign_for(actor_of(request), campaign)
    form = ReasonForm(request.POST)
    try:
        gone = actions.retire_item(item=item, reason=form.text, by=actor_of(request), at=moment_of(row))
        messages.success(request, _("%(name)s is off the list.") % {"name": gone.name})
    except Problem as problem:
        if problem.status not in IN_FORM - {403}:
            raise
        messages.error(request, str(problem))
    return redirect("items", campaign=row.code)


@require_GET
def items_template(request: HttpRequest, campaign: str) -> HttpResponse:
    """The workbook to list items in."""
    row = campaign_for(actor_of(request), campaign)
    return workbook_answer(queries.items_template(actor_of(request), row), f"{row.code}-{_('items')}.xlsx")


@require_POST
def import_items(request: HttpRequest, campaign: str) -> HttpResponse:
    """Send a list of items; it is looked through first."""
    actor = actor_of(request)
    row = campaign_for(actor, campaign)
    require(actor, ADD_ITEMS, campaign_code=row.code)
    form = ItemSheetForm(request.POST, request.FILES)
    if not form.is_valid() or actor.user_id is None:
        return _list(request, row, _form(request, row), sheet_form=form, status=422)
    file = form.cleaned_data["source"]
    upload = put_on_desk(
        DESK, file.read(), user=actor.user_id, name=file.name, language=get_language() or "zh-hans",
        about={"campaign": row.code},
    )  # fmt: skip
    _run(request, row, upload, dry_run=True)
    return redirect("item_sheet", campaign=row.code, sheet=upload.key)


@require_http_methods(["GET", "POST"])
def item_sheet(request: HttpRequest, campaign: str, sheet: UUID) -> HttpResponse:
    """What a sent list would add; sent once more, it is added."""
    row, found = _found(request, campaign, sheet)
    if request.method == "POST":
        if (found.outcome or {}).get("state") == "sound":
            _run(request, row, found, dry_run=False)
        return redirect("item_sheet", campaign=row.code, sheet=found.key)
    context = {"upload": found, "outcome": found.outcome, "has_answer": found.answer is not None}
    return page(request, "reports/item_sheet.html", row, context, current=CURRENT)


@require_GET
def refused_items(request: HttpRequest, campaign: str, sheet: UUID) -> HttpResponse:
    """The rows that were left out, as a workbook to mend and send again."""
    _row, found = _found(request, campaign, sheet)
    if found.answer is None:
        raise NotVisible
    return workbook_answer(found.answer, f"{found.name.rpartition('.')[0] or found.name}-{_('to mend')}.xlsx")


def _found(request: HttpRequest, campaign: str, sheet: UUID) -> tuple[Campaign, Upload]:
    row = campaign_for(actor_of(request), campaign)
    found = from_desk(DESK, sheet, user=actor_of(request).user_id)
    if found.about["campaign"] != row.code:
        raise NotVisible
    return row, found


def _run(request: HttpRequest, campaign: Campaign, upload: Upload, *, dry_run: bool) -> None:
    try:
        made = actions.import_items(
            source=upload.source, name=upload.name, campaign=campaign.code, dry_run=dry_run, by=actor_of(request),
            at=moment_of(campaign),
        )  # fmt: skip
    except Problem as problem:
        if problem.status not in IN_FORM - {403}:
            raise
        upload.say(outcome_of_refusal(problem))
        return
    upload.give_back(made.refused_sheet)
    upload.say(outcome_of_items(made, dry_run=dry_run))


def _form(request: HttpRequest, campaign: Campaign, data: Any = None) -> ItemForm:
    actor = actor_of(request)
    places = queries.reporting_places(actor, campaign, permission=ADD_ITEMS)
    asked = read_asked(request, campaign)
    return ItemForm(
        data,
        initial={"place": asked.place, "task": asked.task},
        places=[pair for above, inside in grouped(places) for pair in ([(above, inside)] if above else inside)],
        tasks=_tasks(request, campaign),
    )


def _tasks(request: HttpRequest, campaign: Campaign) -> list[tuple[str, str]]:
    tasks = queries.itemised_tasks(actor_of(request), campaign)
    return [(task.code, named(task)) for task in tasks]


def _list(
    request: HttpRequest, campaign: Campaign, form: ItemForm, *, sheet_form: ItemSheetForm | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    actor, asked = actor_of(request), read_asked(request, campaign)
    number = request.GET.get("page", "1")
    rows, pages = queries.items(
        actor, campaign, task=asked.task, place=asked.place,
        number=int(number) if number.isdecimal() and len(number) < 9 else 1,
    )  # fmt: skip
    context = {
        "rows": rows,
        "pages": pages,
        "asked": asked,
        "tasks": _tasks(request, campaign),
        "places": grouped(queries.sent_places(actor, campaign)),
        "form": form,
        "sheet_form": sheet_form or ItemSheetForm(),
        "may_add": actor.may(ADD_ITEMS, campaign_code=campaign.code) and campaign.state == CampaignState.RUNNING,
        "may_report": actor.may(RECEIVE_REPORT, campaign_code=campaign.code),
    }
    return page(request, "reports/items.html", campaign, context, current=CURRENT, status=status)
