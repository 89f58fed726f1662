"""The pages of bulletins: the list, one with its wording and papers."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bairi.ground.ui.pages import actor_of
from bairi.outlook.bulletins import actions, queries
from bairi.outlook.bulletins.forms import MakeForm, WordingForm
from bairi.outlook.bulletins.models import Bulletin
from bairi.outlook.bulletins.paper.content import content_of
from bairi.outlook.bulletins.permissions import MAKE_BULLETIN
from bairi.outlook.bulletins.problems import DayNotOver, NothingToTell
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.queries import campaign_for, moment_of, today


@require_GET
def bulletins(request: HttpRequest, campaign: str) -> HttpResponse:
    """Every bulletin that the reader may see, and the button that makes the next."""
    row = campaign_for(actor_of(request), campaign)
    return _list(request, row, MakeForm(initial={"on": today(row), "kind": "day"}))


def _list(request: HttpRequest, campaign: Campaign, form: MakeForm, status: int = 200) -> HttpResponse:
    context = {
        "campaign": campaign,
        "rows": queries.bulletins(actor_of(request), campaign),
        "form": form,
        "may_make": actor_of(request).may(MAKE_BULLETIN, campaign_code=campaign.code),
        "nav_current": "bulletins",
    }
    return render(request, "bulletins/bulletins.html", context, status=status)


@require_POST
def make_bulletin(request: HttpRequest, campaign: str) -> HttpResponse:
    """Make a draft and go to it."""
    row = campaign_for(actor_of(request), campaign)
    form = MakeForm(request.POST)
    if not form.is_valid():
        return _list(request, row, form, status=422)
    try:
        made = actions.make_bulletin(
            campaign=campaign,
            kind=form.cleaned_data["kind"],
            on=form.cleaned_data["on"],
            by=actor_of(request),
            at=moment_of(row),
        )
    except (DayNotOver, NothingToTell) as problem:
        form.add_error("on", str(problem))
        return _list(request, row, form, status=422)
    return redirect("bulletin", campaign=campaign, key=made.key)


@require_GET
def bulletin(request: HttpRequest, campaign: str, key: UUID) -> HttpResponse:
    """One bulletin as it will stand on paper, with its wording to edit or its papers to take."""
    row = campaign_for(actor_of(request), campaign)
    found = queries.bulletin_for(actor_of(request), row, key)
    return _one(request, row, found, WordingForm(initial={"title": found.title, **found.wording}))


def _one(
    request: HttpRequest, campaign: Campaign, found: Bulletin, form: WordingForm, status: int = 200
) -> HttpResponse:
    with translation.override(found.language):
        content = content_of(found)
    writes = actor_of(request).may(MAKE_BULLETIN, place_path=found.place.path, campaign_code=campaign.code)
    context = {
        "campaign": campaign,
        "bulletin": found,
        "content": content,
        "bar": content["bar"],
        "form": form,
        "may_write": writes and found.issued_at is None and found.discarded_at is None,
        "nav_current": "bulletins",
    }
    return render(request, "bulletins/bulletin.html", context, status=status)


@require_POST
def word_bulletin(request: HttpRequest, campaign: str, key: UUID) -> HttpResponse:
    """Keep the wording."""
    row = campaign_for(actor_of(request), campaign)
    found = queries.bulletin_for(actor_of(request), row, key)
    form = WordingForm(request.POST)
    if not form.is_valid():
        return _one(request, row, found, form, status=422)
    wording = dict(form.cleaned_data)
    title = wording.pop("title")
    actions.word_bulletin(bulletin=key, title=title, wording=wording, by=actor_of(request), at=moment_of(row))
    messages.success(request, _("The wording is kept."))
    return redirect("bulletin", campaign=campaign, key=key)


@require_POST
def issue_bulletin(request: HttpRequest, campaign: str, key: UUID) -> HttpResponse:
    """Issue it."""
    row = campaign_for(actor_of(request), campaign)
    issued = actions.issue_bulletin(bulletin=key, by=actor_of(request), at=moment_of(row))
    messages.success(request, _("Bulletin %(number)d is issued.") % {"number": issued.number})
    return redirect("bulletin", campaign=campaign, key=key)


@require_POST
def discard_bulletin(request: HttpRequest, campaign: str, key: UUID) -> HttpResponse:
    """Discard a draft."""
    row = campaign_for(actor_of(request), campaign)
    actions.discard_bulletin(bulletin=key, by=actor_of(request), at=moment_of(row))
    messages.success(request, _("The draft is discarded."))
    return redirect("bulletins", campaign=campaign)
