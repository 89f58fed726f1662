"""Pages of the form and of the phones: point a phone at Bairi; take the form, send it back, see its versions."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from bairi.edges.openrosa import actions, queries
from bairi.edges.openrosa.forms import PhoneForm, PublishForm
from bairi.edges.openrosa.permissions import PUBLISH_FORM
from bairi.edges.openrosa.problems import FormFaulty
from bairi.edges.openrosa.views.frame import page
from bairi.ground.access import Problem, require
from bairi.ground.tables import CONTENT_TYPES
from bairi.ground.ui.pages import actor_of
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.queries import campaign_for


@require_GET
def odk_forms(request: HttpRequest, campaign: str) -> HttpResponse:
    """How to point a phone here, one's own phones, the form and its versions."""
    return _page(request, campaign_for(actor_of(request), campaign))


@never_cache
@require_POST
def add_phone(request: HttpRequest, campaign: str) -> HttpResponse:
    """Prepare a phone; its password and the picture that sets it up are shown this once."""
    row = campaign_for(actor_of(request), campaign)
    queries.require_reporting(actor_of(request), row)
    form = PhoneForm(request.POST)
    if not form.is_valid():
        return _page(request, row, phone_form=form, status=422)
    made = actions.add_phone(name=form.cleaned_data["name"], by=actor_of(request), at=now())
    return _page(request, row, phone=made, qr=_qr(_settings(request, row, made)))


@require_POST
def publish_form(request: HttpRequest, campaign: str) -> HttpResponse:
    """Publish the workbook that was sent, or the form that Bairi makes."""
    row = campaign_for(actor_of(request), campaign)
    require(actor_of(request), PUBLISH_FORM, place_path=row.place.path, campaign_code=row.code)
    form = PublishForm(request.POST, request.FILES)
    generated = "generated" in request.POST
    if not generated and not form.is_valid():
        return _page(request, row, form=form, status=422)
    try:
        made = _publish(row, None if generated else form, request)
    except FormFaulty as faulty:
        return _page(request, row, form=form, faulty=faulty, status=faulty.status)
    except Problem as problem:
        if generated or problem.status not in {409, 413, 415, 422}:
            raise
        form.add_error("source", str(problem))
        return _page(request, row, form=form, status=problem.status)
    messages.success(request, _("Version %(number)s is published. Phones fetch it by themselves.") % {"number": made})
    return redirect("odk_forms", campaign=row.code)


def _publish(campaign: Campaign, form: PublishForm | None, request: HttpRequest) -> int:
    by = actor_of(request)
    if form is None:
        return actions.publish_form(campaign=campaign.code, by=by, at=now()).number
    sent = form.cleaned_data["source"]
    note = form.cleaned_data["note"]
    made = actions.publish_form(campaign=campaign.code, source=sent.read(), name=sent.name, note=note, by=by, at=now())
    return made.number


@require_GET
def odk_template(request: HttpRequest, campaign: str) -> HttpResponse:
    """The form as Bairi makes it from the plan, to be changed."""
    row = campaign_for(actor_of(request), campaign)
    return _workbook(queries.form_workbook(actor_of(request), row), f"{row.code}-odk.xlsx")


@require_GET
def odk_workbook(request: HttpRequest, campaign: str, number: int) -> HttpResponse:
    """The workbook of a version, as it was published."""
    row = campaign_for(actor_of(request), campaign)
    return _workbook(queries.form_workbook(actor_of(request), row, number=number), f"{row.code}-odk-{number}.xlsx")


def _page(request: HttpRequest, campaign: Campaign, *, status: int = 200, **shown: Any) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "server": _server(request, campaign),
        "username": getattr(request.user, "username", ""),
        "phones": queries.phones_of(actor.user_id) if actor.user_id else [],
        "versions": queries.form_versions(actor, campaign),
        "phone_form": PhoneForm(),
        "form": PublishForm(),
        "faulty": None,
    }
    return page(request, "openrosa/odk_forms.html", campaign, context | shown, tab="forms", status=status)


def _server(request: HttpRequest, campaign: Campaign) -> str:
    """The address that a phone is given; it adds formList and submission to it by itself."""
    return request.build_absolute_uri(reverse("openrosa_form_list", args=[campaign.code])).removesuffix("/formList")


def _settings(request: HttpRequest, campaign: Campaign, made: actions.NewPhone) -> str:
    """What ODK Collect reads from a picture: its settings as JSON, deflated, in base 64."""
    settings = {
        "general": {
            "server_url": _server(request, campaign),
            "username": made.username,
            "password": made.password,
            "form_update_mode": "match_exactly",
            "autosend": "wifi_and_cellular",
        },
        "admin": {},
        "project": {"name": campaign.name},
    }
    return base64.b64encode(zlib.compress(json.dumps(settings).encode())).decode()


def _qr(text: str) -> SafeString:
    drawn = segno.make(text, error="l")
    return mark_safe(drawn.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None))  # noqa: S308 - drawn here


def _workbook(data: bytes, name: str) -> HttpResponse:
    header = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(data, content_type=CONTENT_TYPES["xlsx"], headers={"Content-Disposition": header})
