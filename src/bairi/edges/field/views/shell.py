"""The app itself: one page without anybody's data, the worker that keeps it on the phone, and its manifest."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from bairi.edges.field.words import all_words
from bairi.ground.ui.assets import NAMES, built_name
from bairi.ground.ui.look import HTML_LANGS

ICONS = ("field/icon-192.png", "field/icon-512.png")


@gzip_page
@login_not_required
@require_safe
def field_app(request: HttpRequest) -> HttpResponse:
    """The shell, the same bytes for everyone, in all languages; the app fills it from what the phone holds."""
    answer = HttpResponse(_shell())
    answer["Cache-Control"] = "no-cache"
    answer["Permissions-Policy"] = "camera=(), geolocation=(self), microphone=()"
    return answer


@gzip_page
@login_not_required
@require_safe
def field_worker(request: HttpRequest) -> HttpResponse:
    """The service worker with the list of files that it keeps; new bytes whenever one of them changes."""
    name = built_name("field-worker.js")
    if name is None:
        raise Http404
    files = [*_assets().values(), *map(static, ICONS), static("ui/icon.svg"), reverse("field_manifest")]
    version = hashlib.sha256(_shell().encode()).hexdigest()[:16]
    head = json.dumps({"version": version, "shell": reverse("field_app"), "files": files})
    code = (NAMES.parent / name.rpartition("/")[2]).read_text("utf-8")
    answer = HttpResponse(f"self.BAIRI={head};\n{code}", content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@login_not_required
@require_safe
def field_manifest(request: HttpRequest) -> HttpResponse:
    """What the phone shows of the app on its home screen."""
    content: dict[str, Any] = {
        "id": reverse("field_app"),
        "name": _("Bairi field app"),
        "short_name": _("Bairi"),
        "description": _("Report from the village, with or without a network."),
        "lang": HTML_LANGS.get(translation.get_language() or "", "en"),
    }
    content |= {
        "start_url": reverse("field_app"),
        "scope": reverse("field_app"),
        "display": "standalone",
        "orientation": "portrait",
        "background_color": "#f4f5f3",
        "theme_color": "#17395c",
        "icons": [
            {"src": static(icon), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for icon, size in zip(ICONS, (192, 512), strict=True)
            for purpose in ("any", "maskable")
        ],
    }
    answer = JsonResponse(content, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "no-cache"
    return answer


def _assets() -> dict[str, str]:
    """Addresses of the app's style sheet and script."""
    names = {"css": "field.css", "js": "field.js"}
    return {key: static(built_name(name) or f"built/{name}") for key, name in names.items()}


def _shell() -> str:
    addresses = {
        name: reverse(view)
        for name, view in {
            "session": "field_session", "duties": "field_duties", "reports": "field_reports",
            "dutyLog": "field_duty_log", "transfers": "transfers", "worker": "field_worker", "signIn": "sign_in",
            "signOut": "sign_out",
            "desk": "home", "shell": "field_app",
        }.items()
    }  # fmt: skip
    context = {"assets": _assets(), "start": {"words": all_words(), "addresses": addresses}}
    return render_to_string("field/app.html", context)
