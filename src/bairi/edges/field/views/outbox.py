"""The desk's page that takes in an outbox file."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from bairi.delivery.reports.permissions import RECEIVE_REPORT
from bairi.edges.field import actions
from bairi.edges.field.forms import OutboxForm
from bairi.edges.field.problems import OutboxUnreadable, OutboxUnsigned, ReporterGone
from bairi.ground.access import Actor, require


@require_http_methods(["GET", "POST"])
def take_in_outbox(request: HttpRequest) -> HttpResponse:
    """A form for the file; after it, what became of each report and photo."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    require(actor, RECEIVE_REPORT)
    form = OutboxForm(request.POST or None, request.FILES or None)
    outcome: actions.OutboxOutcome | None = None
    if request.method == "POST" and form.is_valid():
        try:
            file = cast("BinaryIO", form.cleaned_data["file"])
            outcome = actions.take_in_outbox(file, by=actor, at=now())
        except (OutboxUnreadable, OutboxUnsigned, ReporterGone) as problem:
            form.add_error("file", str(problem))
    context: dict[str, Any] = {"form": form, "outcome": outcome, "nav_current": "take_in_outbox"}
    return render(request, "field/outbox.html", context, status=422 if form.errors else 200)
