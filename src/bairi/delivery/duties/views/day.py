"""A day in the village: three taps, and whom one visited."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bairi.delivery.duties import actions, queries
from bairi.delivery.duties.actions import NewDay, NewVisit
from bairi.delivery.duties.forms import DayForm, EntryForm, VisitForm
from bairi.delivery.duties.models import Presence
from bairi.delivery.duties.permissions import LOG_DUTY, LOG_DUTY_FOR
from bairi.delivery.duties.queries.days import DayRow
from bairi.delivery.duties.queries.people import Member
from bairi.delivery.duties.rules.lists import DutyLists, term_of
from bairi.delivery.duties.views.frame import Asked, attempt, page, read_asked, read_day
from bairi.ground.access import Actor, Problem
from bairi.ground.ui.pages import IN_FORM
from bairi.ground.ui.words import is_english, short_date
from bairi.plan.campaigns.models import CampaignState
from bairi.plan.campaigns.queries import campaign_for, moment_of


@require_GET
def duty_day(request: HttpRequest, campaign: str) -> HttpResponse:
    """The day of a village: one's own entry, the team's, the visits."""
    asked = read_asked(request, campaign)
    return _show(request, asked, read_day(request, asked), person=request.GET.get("person", ""))


@require_POST
def log_duty(request: HttpRequest, campaign: str) -> HttpResponse:
    """Enter a day, or change it."""
    asked, on = _posted(request, campaign)
    form = DayForm(request.POST, lists=queries.lists_on(asked.campaign, on))
    if form.is_valid():
        facts = form.cleaned_data
        presence, _colon, leave = facts["where"].partition(":")
        new = NewDay(
            key=facts["key"], campaign=asked.campaign.code, place=facts["place"], on=facts["on"], presence=presence,
            leave=leave, note=facts["note"], person=facts["person"], supersedes=facts["supersedes"],
        )  # fmt: skip
        done = attempt(form, lambda: actions.log_duty(new, by=asked.actor, at=moment_of(asked.campaign)))
        if done is not None:
            messages.success(request, _("Saved: %(day)s.") % {"day": short_date(done.day.on)})
            return redirect(_address(asked, facts["on"], facts["person"]))
    return _show(request, asked, on, person=str(form.data.get("person", "")), day_form=form, status=422)


@require_POST
def record_visit(request: HttpRequest, campaign: str) -> HttpResponse:
    """Enter a visit."""
    asked, on = _posted(request, campaign)
    form = VisitForm(request.POST, lists=queries.lists_on(asked.campaign, on))
    if form.is_valid():
        new = NewVisit(campaign=asked.campaign.code, **form.cleaned_data)
        done = attempt(form, lambda: actions.record_visit(new, by=asked.actor, at=moment_of(asked.campaign)))
        if done is not None:
            messages.success(request, _("The visit to %(whom)s is kept.") % {"whom": done.visit.whom})
            return redirect(_address(asked, new.on, new.person))
    return _show(request, asked, on, person=str(form.data.get("person", "")), visit_form=form, status=422)


@require_POST
def withdraw_visit(request: HttpRequest, campaign: str, visit: UUID) -> HttpResponse:
    """Take a visit back."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = campaign_for(actor, campaign)
    reason = request.POST.get("reason", "")
    try:
        gone = actions.withdraw_visit(visit=visit, reason=reason, by=actor, at=moment_of(row))
    except Problem as problem:
        if problem.status not in IN_FORM:
            raise
        messages.error(request, str(problem))
        back = QueryDict(mutable=True)
        back.update({name: request.POST[name] for name in ("place", "on") if name in request.POST})
        return redirect(reverse("duty_day", kwargs={"campaign": row.code}) + "?" + back.urlencode())
    messages.success(request, _("The visit to %(whom)s is withdrawn.") % {"whom": gone.whom})
    return redirect(_link(row.code, gone.place.code, gone.on))


def _posted(request: HttpRequest, campaign: str) -> tuple[Asked, date]:
    """The village and day that a form names; today where it names none that can be read."""
    form = EntryForm(request.POST)
    form.is_valid()
    asked = read_asked(request, campaign, place=form.cleaned_data.get("place", ""))
    return asked, form.cleaned_data.get("on") or asked.today


def _show(
    request: HttpRequest, asked: Asked, on: date, *, person: str = "", day_form: DayForm | None = None,
    visit_form: VisitForm | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    context: dict[str, Any] = {"on": on, "yesterday": asked.today - timedelta(1)}
    if asked.place is None:
        return page(request, "duties/duty_day.html", asked, context)
    place, lists = asked.place, queries.lists_on(asked.campaign, on)
    team = queries.team_on(asked.actor, asked.campaign, place, on)
    reach = {"place_path": place.path, "campaign_code": asked.campaign.code}
    running = asked.campaign.state == CampaignState.RUNNING
    for_others = running and asked.actor.may(LOG_DUTY_FOR, **reach)
    member = _whose([row.member for row in team], asked.actor, person, for_others=for_others)
    if not running or not asked.actor.may(LOG_DUTY, **reach):
        member = None
    standing = next((row.entry for row in team if member and row.member == member), None)
    before = queries.duty_of(asked.campaign, member.user_id, on) if member else []
    if member is not None and standing is None:  # entered in another village that day
        standing = next((row for row in before if row.is_standing), None)
    initial = {
        "place": place.code,
        "on": on.isoformat(),
        "person": "" if member is None or member.user_id == asked.actor.user_id else member.username,
    }
    context |= {
        "member": member,
        "is_own": member is not None and member.user_id == asked.actor.user_id,
        "for_others": for_others,
        "team": [(row.member, row.entry, _where(row.entry, lists)) for row in team],
        "before": [(row, _where(row, lists)) for row in before if not row.is_standing],
        "standing": standing,
        "day_form": day_form or DayForm(initial=initial | _said(standing), lists=lists, auto_id="day_%s"),
        "visit_form": visit_form or VisitForm(initial=initial | {"key": uuid4()}, lists=lists, auto_id="visit_%s"),
        "visits": [
            (row, _term(row.kind, lists.visit_kinds), _term(row.team_role, lists.team_roles))
            for row in queries.visits_in(asked.actor, asked.campaign, place, on, on)
        ],
        "running": running,
    }
    return page(request, "duties/duty_day.html", asked, context, status=status)


def _whose(team: list[Member], actor: Actor, person: str, *, for_others: bool) -> Member | None:
    """Whose day the form is about: the actor's own, or for one who enters for others the member named."""
    if person and for_others:
        return next((member for member in team if member.username == person), None)
    return next((member for member in team if member.user_id == actor.user_id), None)


def _said(standing: DayRow | None) -> dict[str, Any]:
    """What the form starts with: what stands, to be changed; else a day in the village, the usual one."""
    if standing is None:
        return {"key": uuid4(), "where": "village"}
    where = f"leave:{standing.leave}" if standing.leave else standing.presence
    return {"key": uuid4(), "supersedes": standing.key, "where": where, "note": standing.note}


def _where(row: DayRow | None, lists: DutyLists) -> str:
    """Where a day was spent, in words; "" for no entry."""
    if row is None:
        return ""
    if row.leave:
        return _("Leave: %(kind)s") % {"kind": _term(row.leave, lists.leave_kinds)}
    return str(Presence(row.presence).label)


def _term(code: str, terms: Any) -> str:
    return term_of(code, terms).said(in_english=is_english()) if code else ""


def _address(asked: Asked, on: date, person: str) -> str:
    place = "" if asked.place is None else asked.place.code
    return _link(asked.campaign.code, place, on, person)


def _link(campaign: str, place: str, on: date, person: str = "") -> str:
    words = QueryDict(mutable=True)
    words.update({"place": place, "on": on.isoformat()} | ({"person": person} if person else {}))
    return reverse("duty_day", kwargs={"campaign": campaign}) + "?" + words.urlencode()
