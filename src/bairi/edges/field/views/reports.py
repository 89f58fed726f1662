"""Reports from phones: many in one request, each with its own answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from bairi.edges.field import actions
from bairi.edges.field.door import for_phones
from bairi.edges.field.shapes import receipt_out, reports_of
from bairi.ground.access import Actor


@require_POST
@for_phones
def field_reports(request: HttpRequest, actor: Actor) -> HttpResponse:
    """`{"reports": [...]}` in, `{"answers": [{"uuid", "receipt" or "error"}]}` out, in the same order."""
    rows = reports_of(request)
    answers = actions.take_in_reports([entry for _, entry in rows], by=actor, at=now())
    return JsonResponse(
        {"answers": [_answer(number, answer) for (number, _), answer in zip(rows, answers, strict=True)]},
        json_dumps_params={"ensure_ascii": False},
    )


def _answer(number: str, answer: actions.Answer) -> dict[str, Any]:
    if answer.receipt is not None:
        return {"uuid": number, "receipt": receipt_out(answer.receipt)}
    assert answer.problem is not None
    return {"uuid": number, "error": {**answer.problem.as_dict(), "status": answer.problem.status}}
