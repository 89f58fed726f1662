"""The page that lists the operations, without anything from elsewhere."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from bairi.edges.api.queries import operations


@login_not_required
@require_GET
def api_operations(request: HttpRequest) -> HttpResponse:
    """Every operation of the API with its parameters."""
    return render(request, "api/operations.html", {"rooms": operations()})
