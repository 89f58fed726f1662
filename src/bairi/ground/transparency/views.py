from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bairi.ground.access import Actor, require
from bairi.ground.transparency import actions, queries
from bairi.ground.transparency.forms import EraseForm
from bairi.ground.transparency.permissions import ERASE_PERSONAL_DATA, SEE_EVENTS
from bairi.ground.transparency.saved_checker import saved_checker


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """The events of one's places, newest first."""
    actor = _actor(request)
    require(actor, SEE_EVENTS)
    kind, place = _word(request, "kind"), _word(request, "place")
    before = request.GET.get("before", "")
    page = queries.event_lines(actor, kind=kind, place=place, before=int(before) if _is_number(before) else None)
    asked = {"kind": kind, "place": place, "before": page.before}
    context = {
        "page": page,
        "kinds": queries.kind_choices(),
        "kind": kind,
        "place": place,
        "next": f"?{urlencode(asked)}" if page.before else "",
        "head": page.head,
        "may_erase": actor.may(ERASE_PERSONAL_DATA),
    }
    return render(request, "transparency/events.html", context)


@require_safe
def event_proof(request: HttpRequest, seq: int) -> HttpResponse:
    """The proof of one event as a file."""
    actor = _actor(request)
    require(actor, SEE_EVENTS)
    proof = queries.prove(actor, str(seq))
    return _saved(proof.text, proof.name, "text/plain; charset=utf-8")


@require_http_methods(["GET", "POST"])
def erase_personal_data(request: HttpRequest, seq: int) -> HttpResponse:
    """Ask for the reason, then erase the personal part of an event."""
    actor = _actor(request)
    line = queries.event_numbered(actor, seq)
    require(actor, ERASE_PERSONAL_DATA)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.erase_personal_data(seq=seq, reason=form.cleaned_data["reason"], by=actor, at=now())
        messages.success(request, _("The personal data of event %(event)s is erased.") % {"event": seq})
        return redirect("events")
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "line": line, "copies": actions.copies_of(queries.event_row(actor, seq))}
    return render(request, "transparency/erase_personal_data.html", context, status=status)


@login_not_required
@require_safe
def check_proof(request: HttpRequest) -> HttpResponse:
    """The page on which the browser checks a proof by itself."""
    context = {"published_key": queries.published_key(), "faults": list(queries.FAULTS.items())}
    return render(request, "transparency/check_proof.html", context)


@login_not_required
@require_safe
def save_checker(request: HttpRequest) -> HttpResponse:
    """The same page as one file that needs no network."""
    page = saved_checker(published_key=queries.published_key(), language=get_language() or settings.LANGUAGE_CODE)
    return _saved(page, "bairi-check.html", "text/html; charset=utf-8")


@login_not_required
@require_safe
def log_key(request: HttpRequest) -> HttpResponse:
    """The log's public key, one line."""
    key = queries.published_key()
    if not key:
        raise Http404
    return HttpResponse(f"{key}\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def log_checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest signed tree head (C2SP tlog-tiles, `<prefix>/checkpoint`)."""
    note = actions.log_folder().checkpoint()
    if note is None:
        raise Http404
    answer = HttpResponse(note, content_type="text/plain; charset=utf-8")
    answer["Cache-Control"] = "max-age=5"
    return answer


@login_not_required
@require_safe
def log_tile(request: HttpRequest, path: str) -> FileResponse:
    """A tile or a bundle of entries (C2SP tlog-tiles, `<prefix>/tile/...`). They never change."""
    file = actions.log_folder().tile_file(f"tile/{path}")
    if file is None:
        raise Http404
    answer = FileResponse(file.open("rb"), content_type="application/octet-stream")
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _word(request: HttpRequest, name: str) -> str:
    """A word of the query; nothing for one that no database takes."""
    word = request.GET.get(name, "").strip()
    return word if word.isprintable() else ""


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def _saved(text: str, name: str, content_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type=content_type, headers=headers)
