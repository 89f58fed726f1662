"""What the shell of every page receives."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """`actor`: who is signed in."""
    return {"actor": getattr(request, "actor", None)}
