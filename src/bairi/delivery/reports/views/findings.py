"""Evidence that deserves a second look: the list that township and inspectors work through, and what they say."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from bairi.delivery.reports import actions, queries
from bairi.delivery.reports.forms.queue import ReasonForm
from bairi.delivery.reports.models import EvidenceFindingKind
from bairi.delivery.reports.permissions import CHECK_EVIDENCE, DISMISS_FINDING
from bairi.delivery.reports.queries import FindingFilter
from bairi.delivery.reports.views.choosing import grouped
from bairi.delivery.reports.views.frame import IN_FORM, page
from bairi.ground.access import Problem
from bairi.ground.ui.pages import actor_of
from bairi.plan.campaigns.queries import campaign_for, moment_of


@require_GET
def evidence_findings(request: HttpRequest, campaign: str) -> HttpResponse:
    """Findings about evidence, photos used in other places first."""
    actor = actor_of(request)
    row = campaign_for(actor, campaign)
    kind, number = request.GET.get("kind", ""), request.GET.get("page", "1")
    asked = FindingFilter(
        kind=kind if kind in EvidenceFindingKind.values else "",
        place=request.GET.get("place", "")[:24],
        dismissed=request.GET.get("state") == "dismissed",
    )
    context = {
        "asked": asked,
        "found": queries.finding_page(
            actor, row, asked, number=int(number) if number.isdecimal() and len(number) < 9 else 1
        ),
        "places": grouped(queries.sent_places(actor, row)),
        "may_dismiss": actor.may(DISMISS_FINDING, campaign_code=row.code),
        "may_check": actor.may(CHECK_EVIDENCE, place_path=row.place.path, campaign_code=row.code),
    }
    return page(request, "reports/evidence_findings.html", row, context, current="evidence_findings")


@require_POST
def dismiss_finding(request: HttpRequest, campaign: str, finding: int) -> HttpResponse:
    """Say why a finding is nothing."""
    reason = ReasonForm(request.POST).text
    return _answer(
        request,
        campaign,
        lambda at: actions.dismiss_finding(finding=finding, reason=reason, by=actor_of(request), at=at),
        _("The finding is dismissed. It stays beside the report with your reason."),
    )


@require_POST
def reopen_finding(request: HttpRequest, campaign: str, finding: int) -> HttpResponse:
    """Take a dismissal back."""
    return _answer(
        request,
        campaign,
        lambda at: actions.reopen_finding(finding=finding, by=actor_of(request), at=at),
        _("The finding is open again."),
    )


@require_POST
def recheck_evidence(request: HttpRequest, campaign: str) -> HttpResponse:
    """Have all evidence looked at again."""
    row = campaign_for(actor_of(request), campaign)
    count = actions.recheck_evidence(campaign=row.code, by=actor_of(request), at=moment_of(row))
    said = ngettext(
        "The evidence of %(count)d report is looked at again, in the background.",
        "The evidence of %(count)d reports is looked at again, in the background.",
        count,
    )
    messages.success(request, said % {"count": count})
    return redirect("evidence_findings", campaign=row.code)


def _answer(request: HttpRequest, campaign: str, act: Callable[..., object], said: str) -> HttpResponse:
    row = campaign_for(actor_of(request), campaign)
    try:
        act(moment_of(row))
        messages.success(request, said)
    except Problem as problem:
        if problem.status not in IN_FORM:
            raise
        messages.error(request, str(problem))
    back = request.POST.get("back", "")
    here = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return redirect(back if here else reverse("evidence_findings", args=[row.code]))
