"""The pages of the shell: home, settings, language, keys."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bairi.edges.web import queries
from bairi.edges.web.forms import LookForm
from bairi.ground.accounts import actions as accounts
from bairi.ground.accounts.models import User
from bairi.ground.ui.charts import Ticks
from bairi.ground.ui.look import COOKIE, COOKIE_AGE, Look, look_of
from bairi.ground.ui.words import day_of, is_english


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The campaigns to choose from; who sees only one that runs goes straight to its cockpit, unless `?all=1`."""
    actor = request.actor  # type: ignore[attr-defined]
    cards = queries.campaigns_to_choose(actor, on=localdate(), english=is_english())
    if len(cards) == 1 and "all" not in request.GET and (address := _cockpit(cards[0].code)):
        return redirect(address)
    rows = [(card, _cockpit(card.code), Ticks(card.days, card.day, day_of(card.day, card.days))) for card in cards]
    return render(request, "web/home.html", {"rows": rows})


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Places and targets by name or code; `campaign` keeps to one campaign."""
    asked, campaign = request.GET.get("q", "").strip(), request.GET.get("campaign", "")
    found = queries.search(request.actor, asked, campaign=campaign, english=is_english())  # type: ignore[attr-defined]
    return render(request, "web/search.html", {"asked": asked, "found": found, "within": campaign})


def _cockpit(code: str) -> str:
    try:
        return reverse("cockpit", kwargs={"campaign": code})
    except NoReverseMatch:
        return ""


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the language on this device and go back to where one was."""
    response = HttpResponseRedirect(_safe_next(request))
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        _keep_language(response, language)
    return response


@login_not_required
@require_http_methods(["GET", "POST"])
def change_look(request: HttpRequest) -> HttpResponse:
    """Language, single keys, type, colours: on this device, the language also for the person."""
    form = LookForm(request.POST or None, initial=_look_now(request))
    if request.method == "POST" and form.is_valid():
        chosen: dict[str, Any] = form.cleaned_data
        look = Look(keys=chosen["keys"], large=chosen["large"], scheme=chosen["scheme"])
        if isinstance(request.user, User):
            _keep_for_person(request, request.user, chosen["language"])
        with translation.override(chosen["language"]):
            messages.success(request, _("Your settings are saved."))
        response = redirect("settings")
        _keep_language(response, chosen["language"])
        response.set_cookie(COOKIE, look.as_cookie(), max_age=COOKIE_AGE, samesite="Lax", secure=settings.BAIRI_SECURE)
        return response
    return render(request, "web/settings.html", {"form": form}, status=422 if form.errors else 200)


@login_not_required
@require_GET
def keys_help(request: HttpRequest) -> HttpResponse:
    """The keys, as a page for those without dialogs."""
    return render(request, "web/keys_help.html")


def _look_now(request: HttpRequest) -> dict[str, Any]:
    look = look_of(request)
    return {"language": translation.get_language(), "keys": look.keys, "large": look.large, "scheme": look.scheme}


def _keep_language(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=COOKIE_AGE, samesite="Lax", secure=settings.BAIRI_SECURE
    )


def _keep_for_person(request: HttpRequest, user: User, language: str) -> None:
    """The language in which messages reach the person; nothing is written when it stays."""
    if user.language != language:
        kept = {name: getattr(user, name) for name in ("name", "post", "phone", "email")}
        accounts.change_profile(**kept, language=language, by=request.actor, at=now())  # type: ignore[attr-defined]


def _safe_next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    hosts = {request.get_host()}
    return wanted if url_has_allowed_host_and_scheme(wanted, hosts, require_https=request.is_secure()) else "/"
