"""Pages of what phones sent: the list, one opened, its target chosen, or set aside with a reason."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bairi.delivery.reports.queries import EntryTarget, entry_form, reporting_places
from bairi.edges.openrosa import actions, queries
from bairi.edges.openrosa.forms import PlaceForm, SetAsideForm, TakeInForm, first_guess
from bairi.edges.openrosa.models import SubmissionState
from bairi.edges.openrosa.permissions import TAKE_IN_SUBMISSION
from bairi.edges.openrosa.views.frame import may_in, page
from bairi.ground.access import NotVisible, Problem
from bairi.ground.places.models import Place
from bairi.ground.ui.pages import actor_of
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.queries import campaign_for, moment_of, today

LISTED = (SubmissionState.WAITING, SubmissionState.TAKEN_IN, SubmissionState.SET_ASIDE)
"""A divided form is found through its entries."""
SHOWN_WITH_FORM = {403, 404, 409, 422}
FIELDS = {
    "reports.value_missing": "value", "reports.negative_value": "value", "reports.not_whole": "value",
    "reports.not_a_number": "value", "reports.after_today": "effective_on", "reports.item_needed": "item",
    "reports.unknown_item": "item", "reports.unknown_stage": "stage",
}  # fmt: skip


@require_GET
def odk_submissions(request: HttpRequest, campaign: str) -> HttpResponse:
    """What waits, what was set aside, what was taken in: by `state`."""
    row = campaign_for(actor_of(request), campaign)
    asked = request.GET.get("state", "")
    state = asked if asked in LISTED else LISTED[0].value
    found = queries.submissions(actor_of(request), row, state=state)
    context = {"rows": found, "state": state, "states": [(shown.value, shown.label) for shown in LISTED]}
    return page(request, "openrosa/odk_submissions.html", row, context, tab="submissions")


@require_GET
def odk_submission(request: HttpRequest, campaign: str, submission: int) -> HttpResponse:
    """One submission: its answers, its files, its XML as sent, and what can be done with it."""
    return _page(request, campaign_for(actor_of(request), campaign), submission)


@require_POST
def take_in_submission(request: HttpRequest, campaign: str, submission: int) -> HttpResponse:
    """Make a report of it, for the target that was chosen."""
    row = campaign_for(actor_of(request), campaign)
    place = _place(request.POST.get("place", ""), _places(request, row))
    if place is None:
        raise NotVisible()
    form = TakeInForm(request.POST, entries=entry_form(actor_of(request), row, place=place))
    queries.submission(actor_of(request), row, submission)
    if form.is_valid():
        try:
            chosen = form.chosen(place.code)
            actions.take_in_submission(submission=submission, chosen=chosen, by=actor_of(request), at=moment_of(row))
        except Problem as problem:
            if problem.status not in SHOWN_WITH_FORM:
                raise
            field = FIELDS.get(problem.code)
            form.add_error(field if field in form.fields else None, str(problem))
        else:
            messages.success(request, _("It is a report now and waits for confirmation."))
            return redirect("odk_submissions", campaign=row.code)
    return _page(request, row, submission, form=form, place=place, status=422)


@require_POST
def set_aside_submission(request: HttpRequest, campaign: str, submission: int) -> HttpResponse:
    """Set it aside with a reason; it stays kept."""
    row = campaign_for(actor_of(request), campaign)
    queries.submission(actor_of(request), row, submission)
    form = SetAsideForm(request.POST)
    try:
        reason = str(form.data.get("reason", ""))
        actions.set_aside_submission(submission=submission, reason=reason, by=actor_of(request), at=moment_of(row))
    except Problem as problem:
        if problem.status not in SHOWN_WITH_FORM:
            raise
        form.errors.pop("reason", None)
        form.add_error("reason", str(problem))
        return _page(request, row, submission, aside_form=form, status=problem.status)
    messages.success(request, _("It is set aside. You find it in the list under “Set aside”."))
    return redirect("odk_submissions", campaign=row.code)


def _page(
    request: HttpRequest,
    campaign: Campaign,
    key: int,
    *,
    form: TakeInForm | None = None,
    aside_form: SetAsideForm | None = None,
    place: Place | None = None,
    status: int = 200,
) -> HttpResponse:
    found = queries.submission(actor_of(request), campaign, key)
    context: dict[str, Any] = {
        "found": found,
        "aside_form": aside_form or SetAsideForm(),
        "erasable": queries.erasable_event(actor_of(request), key),
    }
    decides = may_in(actor_of(request), TAKE_IN_SUBMISSION, campaign)
    if decides and found.can_be_taken_in:
        places = _places(request, campaign)
        wanted = request.GET.get("place") or found.declared.get("place", "")
        likely = (_place(code, places) for code in (wanted, found.row.place_code))
        chosen = place or next(filter(None, likely), None) or next(iter(places), None)
        context["place"] = chosen
        context["place_form"] = PlaceForm(initial={"place": chosen.code if chosen else ""}, places=places)
        if chosen is not None:
            context["form"] = form or _fresh(request, campaign, chosen, found.declared)
    return page(request, "openrosa/odk_submission.html", campaign, context, tab="submissions", status=status)


def _fresh(request: HttpRequest, campaign: Campaign, place: Place, declared: Any) -> TakeInForm:
    entries: list[EntryTarget] = entry_form(actor_of(request), campaign, place=place)
    return TakeInForm(initial=first_guess(declared, entries, today(campaign)), entries=entries)


def _places(request: HttpRequest, campaign: Campaign) -> list[Place]:
    return reporting_places(actor_of(request), campaign)


def _place(code: str, places: list[Place]) -> Place | None:
    return next((place for place in places if place.code == code), None)
