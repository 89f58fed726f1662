"""What an inspection found: entering it, looking at it, taking it back."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bairi.delivery.reports import actions, queries
from bairi.delivery.reports.actions import NewVerification
from bairi.delivery.reports.forms.desk import FindingForm, TakeBackForm
from bairi.delivery.reports.models import Verification, VerificationMethod
from bairi.delivery.reports.permissions import VERIFY_TARGET, WITHDRAW_VERIFICATION
from bairi.delivery.reports.queries import EntryTarget, VerificationDetail
from bairi.delivery.reports.queries.receipts import VERIFIED
from bairi.delivery.reports.views.choosing import Asked, choose_place, grouped, number_of, read_asked
from bairi.delivery.reports.views.frame import attempt, page
from bairi.ground.access import NotVisible, require
from bairi.ground.transparency.permissions import SEE_EVENTS
from bairi.ground.ui.pages import actor_of
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.queries import campaign_for, moment_of, today


@require_http_methods(["GET", "POST"])
def verify_target(request: HttpRequest, campaign: str) -> HttpResponse:
    """Choose what was inspected; then the claim beside what was found."""
    actor = actor_of(request)
    row = campaign_for(actor, campaign)
    require(actor, VERIFY_TARGET, campaign_code=row.code)
    asked = read_asked(request, row)
    places = queries.reporting_places(actor, row, permission=VERIFY_TARGET)
    place = choose_place(request, row, places, asked.place)
    entries = (
        [] if place is None else queries.entry_form(actor, row, place=place, task=asked.task, permission=VERIFY_TARGET)
    )
    chosen = _chosen(entries, asked) if asked.task else None
    if chosen is not None and place is not None:
        return _verify(request, row, chosen, asked)
    if asked.task and not entries:
        raise NotVisible
    context = {"places": grouped(places), "count": len(places), "place": place, "entries": entries}
    return page(request, "reports/choose_inspected.html", row, context, current="verify_target")


def _chosen(entries: list[EntryTarget], asked: Asked) -> EntryTarget | None:
    """The target named, by its measure or as the one that counts; None while an item is still to be chosen."""
    for entry in entries:
        if entry.is_itemised:
            if entry.item(asked.item):
                return entry
        elif asked.measure == entry.target.measure_code or (not asked.measure and entry.target.counts):
            return entry
    return None


def _verify(request: HttpRequest, campaign: Campaign, entry: EntryTarget, asked: Asked) -> HttpResponse:
    claim = number_of(request.GET.get("report", ""))
    item = entry.item(asked.item)
    value = entry.last_value if item is None else item.quantity
    initial = {"uuid": uuid4(), "report": claim, "effective_on": today(campaign), "inspected": value}
    form = FindingForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        found = attempt(form, lambda: _enter(request, campaign, entry, asked.item, form))
        if found is not None:
            messages.success(request, _("The finding is entered."))
            return redirect("verification", campaign=campaign.code, verification=found.uuid)
    context = {"entry": entry, "item": item, "form": form}
    status = 422 if form.errors else 200
    return page(request, "reports/verify_target.html", campaign, context, current="verify_target", status=status)


def _enter(
    request: HttpRequest, campaign: Campaign, entry: EntryTarget, item: UUID | None, form: FindingForm
) -> Verification:
    cleaned = form.cleaned_data
    new = NewVerification(
        uuid=cleaned["uuid"],
        campaign=campaign.code,
        place=entry.target.place_code,
        task=entry.target.task_code,
        measure="" if entry.is_itemised else entry.target.measure_code,
        item=item,
        report=cleaned["report"],
        effective_on=cleaned["effective_on"],
        inspected=cleaned["inspected"],
        found=cleaned["found"],
        method=cleaned["method"],
        basis=cleaned["basis"],
        note=cleaned["note"],
    )
    return actions.verify_target(new, by=actor_of(request), at=moment_of(campaign))


@require_GET
def verification(request: HttpRequest, campaign: str, verification: UUID) -> HttpResponse:
    """One finding, the claim that it judged, and its place in the log."""
    row = campaign_for(actor_of(request), campaign)
    detail = _detail(request, row, verification)
    context = {
        "detail": detail,
        "found": detail.finding,
        "method": VerificationMethod(detail.finding.method).label,
        "leaf": queries.leaf_of(verification, VERIFIED),
        "may_prove": actor_of(request).may(SEE_EVENTS),
    }
    return page(request, "reports/verification.html", row, context, current="verify_target")


@require_http_methods(["GET", "POST"])
def withdraw_verification(request: HttpRequest, campaign: str, verification: UUID) -> HttpResponse:
    """Ask for the reason, then take the finding back."""
    row = campaign_for(actor_of(request), campaign)
    detail = _detail(request, row, verification)
    require(actor_of(request), WITHDRAW_VERIFICATION, campaign_code=row.code)
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]

        def withdraw() -> bool:
            actions.withdraw_verification(uuid=verification, reason=reason, by=actor_of(request), at=moment_of(row))
            return True

        if attempt(form, withdraw):
            messages.success(request, _("The finding is taken back. What it had replaced stands again."))
            return redirect("verification", campaign=campaign, verification=verification)
    context = {"detail": detail, "found": detail.finding, "form": form}
    status = 422 if form.errors else 200
    return page(request, "reports/withdraw_verification.html", row, context, current="verify_target", status=status)


def _detail(request: HttpRequest, campaign: Campaign, uuid: UUID) -> VerificationDetail:
    detail = queries.verification_detail(actor_of(request), uuid)
    if detail.campaign != campaign.code:
        raise NotVisible
    return detail
