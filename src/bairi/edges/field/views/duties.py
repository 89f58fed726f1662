"""Who is signed in, and what they have to report."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.timezone import now
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from bairi.edges.field import queries
from bairi.edges.field.door import for_phones
from bairi.edges.field.seals import seal_key
from bairi.ground.access import Actor


@require_GET
@for_phones
def field_session(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The person, the token for what follows, the key that signs outbox files, and the server's clock (ms)."""
    return JsonResponse({**_person(actor), "csrf": get_token(request), "now": int(now().timestamp() * 1000)})


@gzip_page
@require_GET
@for_phones
def field_duties(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Duties, what came of what was sent, and the duty log; 304 when the phone has them already (`If-None-Match`)."""
    document = {
        "campaigns": queries.duties_of(actor),
        "sent": queries.sent_of(actor),
        "duty_log": queries.duty_log_of(actor),
    }
    tag = queries.etag_of({**document, "person": actor.user_id})
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": tag})
    answer = JsonResponse({**document, **_person(actor)}, json_dumps_params={"ensure_ascii": False})
    answer["ETag"] = tag
    return answer


def _person(actor: Actor) -> dict[str, Any]:
    assert actor.user_id is not None
    return {"person": {"id": actor.user_id, "name": actor.name}, "seal": seal_key(actor.user_id)}
