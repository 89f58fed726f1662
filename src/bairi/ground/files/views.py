from __future__ import annotations

import re
from typing import BinaryIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from bairi.ground.access import Actor
from bairi.ground.files import actions, queries
from bairi.ground.files.problems import ImageUnreadable
from bairi.ground.files.rules.kinds import EXTENSIONS, PICTURES

SHA256 = re.compile(r"[0-9a-f]{64}")
SHELTERED = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"


@require_safe
def stored_file(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """The file itself: pictures shown, everything else saved."""
    row = queries.file_for(_actor(request), _hash(sha256))
    name = f"{row.sha256[:12]}{EXTENSIONS.get(row.media_type, '')}"
    try:
        opened = queries.file_path(row.sha256).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return _answer(opened, row.media_type, name, attachment=row.media_type not in PICTURES)


@require_safe
def file_thumbnail(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """A small JPEG of a picture."""
    row = queries.file_for(_actor(request), _hash(sha256))
    if row.media_type not in PICTURES:
        raise Http404
    try:
        opened = actions.make_thumbnail(row.sha256).open("rb")
    except (FileNotFoundError, ImageUnreadable):
        raise Http404 from None
    return _answer(opened, "image/jpeg", f"{row.sha256[:12]}.jpg", attachment=False)


def _answer(opened: BinaryIO, media_type: str, name: str, *, attachment: bool) -> HttpResponseBase:
    answer = FileResponse(opened, content_type=media_type, as_attachment=attachment, filename=name)
    answer["Content-Security-Policy"] = SHELTERED
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def _hash(sha256: str) -> str:
    if not SHA256.fullmatch(sha256):
        raise Http404
    return sha256


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
