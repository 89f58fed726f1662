"""The campaign's lists for the duty log."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bairi.delivery.duties import actions, queries
from bairi.delivery.duties.forms import RulesForm, choices_of
from bairi.delivery.duties.permissions import SET_DUTY_RULES
from bairi.delivery.duties.views.frame import attempt, page, read_asked
from bairi.ground.access import require
from bairi.plan.campaigns.models import CampaignState
from bairi.plan.campaigns.queries import moment_of


@require_http_methods(["GET", "POST"])
def set_duty_rules(request: HttpRequest, campaign: str) -> HttpResponse:
    """Read the lists that hold, and set new ones from a day on."""
    asked = read_asked(request, campaign)
    row, status = asked.campaign, 200
    reach = {"place_path": row.place.path, "campaign_code": row.code}
    now_in_force = queries.lists_on(row, asked.today)
    form = RulesForm(
        initial={
            "since_on": asked.today,
            "issuer": now_in_force.issuer,
            "team_roles": now_in_force.team_roles,
            "visit_kinds": now_in_force.visit_kinds,
            "leave_kinds": now_in_force.leave_kinds,
            "days_a_month": now_in_force.days_a_month,
        }
    )
    if request.method == "POST":
        require(asked.actor, SET_DUTY_RULES, **reach)
        form, status = RulesForm(request.POST), 422
        if form.is_valid():
            lists = form.lists()
            done = attempt(
                form,
                lambda: actions.set_duty_rules(campaign=row.code, lists=lists, by=asked.actor, at=moment_of(row)),
            )
            if done is not None:
                messages.success(request, _("The lists are set."))
                return redirect("set_duty_rules", campaign=row.code)
    context = {
        "form": form,
        "may_set": asked.actor.may(SET_DUTY_RULES, **reach) and row.state != CampaignState.CLOSED,
        "lists": now_in_force,
        "columns": [
            (_("Roles of the team"), choices_of(now_in_force.team_roles)),
            (_("Kinds of visit"), choices_of(now_in_force.visit_kinds)),
            (_("Kinds of leave"), choices_of(now_in_force.leave_kinds)),
        ],
        "editions": queries.all_lists(row),
    }
    return page(request, "duties/duty_rules.html", asked, context, status=status)
