"""Days and visits of the duty log from phones: many in one request, each with its own answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from bairi.edges.field import actions
from bairi.edges.field.door import for_phones
from bairi.edges.field.duty_shapes import Numbered, entries_of
from bairi.ground.access import Actor


@require_POST
@for_phones
def field_duty_log(request: HttpRequest, actor: Actor) -> HttpResponse:
    """`{"days": [...], "visits": [...]}` in; `{"days": [...], "visits": [...]}` out in the same order, each answer
    `{"key", "receipt" or "error"}`, with `standing` where the server holds another entry for that day."""
    answers = {
        name: _answers(rows, actions.take_in_duties([entry for _, entry in rows], by=actor, at=now()))
        for name, rows in zip(("days", "visits"), entries_of(request), strict=True)
    }
    return JsonResponse(answers, json_dumps_params={"ensure_ascii": False})


def _answers(rows: list[Numbered], answers: list[actions.EntryAnswer]) -> list[dict[str, Any]]:
    return [{"key": number, **_answer(answer)} for (number, _), answer in zip(rows, answers, strict=True)]


def _answer(answer: actions.EntryAnswer) -> dict[str, Any]:
    if answer.receipt is not None:
        return {"receipt": answer.receipt.as_dict()}
    assert answer.problem is not None
    error = {**answer.problem.as_dict(), "status": answer.problem.status}
    return {"error": error} if answer.standing is None else {"error": error, "standing": answer.standing}
