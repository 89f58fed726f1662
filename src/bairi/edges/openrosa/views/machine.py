"""OpenRosa 1.0: the list of forms, a form, its manifest and lists of choices, submissions."""

from __future__ import annotations

from typing import BinaryIO, Final, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import now

from bairi.edges.openrosa import problems, queries
from bairi.edges.openrosa.actions import Attached, receive_submission
from bairi.edges.openrosa.models import FormVersion
from bairi.edges.openrosa.rules.answers import LARGEST, Sent, Unreadable, read_submission
from bairi.edges.openrosa.rules.posts import FILLED_IN
from bairi.edges.openrosa.rules.wire import ListedFile, ListedForm, content_hash, form_list, manifest
from bairi.edges.openrosa.views.door import XML, for_phones, said
from bairi.edges.openrosa.words import said_of
from bairi.ground.access import Actor, Problem, require
from bairi.ground.files.actions import bring_in
from bairi.ground.files.permissions import STORE_FILE
from bairi.ground.files.problems import FileEmpty
from bairi.plan.campaigns.models import Campaign, CampaignState
from bairi.plan.campaigns.queries import campaign_for

LONGEST_NAME: Final = 120


@for_phones("GET", "HEAD")
def openrosa_form_list(request: HttpRequest, campaign: str) -> HttpResponse:
    """The campaign's form, while it runs and where the person may report."""
    row = _campaign(request, campaign)
    form = queries.current_form(_actor(request), row) if row.state == CampaignState.RUNNING else None
    wanted = request.GET.get("formID", "")
    forms = [_listed(request, row, form)] if form is not None and wanted in {"", form.form_id} else []
    return HttpResponse(form_list(forms), content_type=XML)


@for_phones("GET", "HEAD")
def openrosa_form(request: HttpRequest, campaign: str, number: int) -> HttpResponse:
    """A version of the form, however old."""
    row = _campaign(request, campaign)
    return HttpResponse(queries.form_version(_actor(request), row, number).xform, content_type=XML)


@for_phones("GET", "HEAD")
def openrosa_manifest(request: HttpRequest, campaign: str, number: int) -> HttpResponse:
    """The lists of choices beside a form, each with the hash of what this person gets."""
    row = _campaign(request, campaign)
    form = queries.form_version(_actor(request), row, number)
    files = [
        ListedFile(
            name=f"{name}.csv",
            hash=content_hash(queries.choice_list(_actor(request), row, name)),
            url=_absolute(request, "openrosa_choices_" + name, campaign=row.code),
        )
        for name in queries.HEADS
        if f"jr://file-csv/{name}.csv" in form.xform
    ]
    return HttpResponse(manifest(files), content_type=XML)


@for_phones("GET", "HEAD")
def openrosa_choices(request: HttpRequest, campaign: str, name: str) -> HttpResponse:
    """One list of choices as CSV, cut to what the person may report on."""
    row = _campaign(request, campaign)
    content = queries.choice_list(_actor(request), row, name)
    return HttpResponse(content, content_type="text/csv; charset=utf-8")


@for_phones("HEAD", "POST")
def openrosa_submission(request: HttpRequest, campaign: str) -> HttpResponse:
    """Take in a filled-in form, or some of its attachments. HEAD says how much one post may hold."""
    if request.method == "HEAD":
        queries.desk_for(_actor(request), campaign)
        return HttpResponse(status=204)
    if int(request.headers.get("Content-Length") or 0) > settings.BAIRI_UPLOAD_LIMIT:
        raise problems.PostTooLarge(megabytes=settings.BAIRI_UPLOAD_LIMIT // 2**20)
    filled_in = request.FILES.get(FILLED_IN)
    if filled_in is None:
        raise problems.SubmissionMissing()
    xml, sent = _read(filled_in)
    files, refused = _bring_in(request, campaign)
    received = receive_submission(campaign=campaign, sent=sent, xml=xml, files=files, by=_actor(request), at=now())
    if refused:
        raise refused[0]
    return said(said_of(received), 201, "submit_success")


def _read(filled_in: UploadedFile) -> tuple[bytes, Sent]:  # type: ignore[type-arg]
    if (filled_in.size or 0) > LARGEST:
        raise problems.PostTooLarge(megabytes=LARGEST // 2**20)
    xml = filled_in.read()
    try:
        return xml, read_submission(xml)
    except Unreadable as fault:
        raise problems.SubmissionUnreadable(fault=str(fault)) from None


def _bring_in(request: HttpRequest, campaign: str) -> tuple[list[Attached], list[Problem]]:
    """The attachments, each on disk; and why some are not. An empty file holds nothing to keep."""
    files: list[Attached] = []
    refused: list[Problem] = []
    named = [file for name, several in request.FILES.lists() if name != FILLED_IN for file in several]
    if named:
        queries.desk_for(_actor(request), campaign)
        require(_actor(request), STORE_FILE)
    for file in named:
        name = (file.name or "")[-LONGEST_NAME:]
        try:
            brought = bring_in(cast("BinaryIO", file), glance=True)
        except FileEmpty:
            continue
        except Problem as problem:
            refused.append(problems.AttachmentRefused(name=name, reason=str(problem)))
        else:
            files.append(Attached(brought.sha256, name, brought))
    return files, refused


def _listed(request: HttpRequest, campaign: Campaign, form: FormVersion) -> ListedForm:
    return ListedForm(
        form_id=form.form_id,
        name=form.title,
        version=form.version,
        hash=content_hash(form.xform.encode()),
        text=campaign.name,
        form_url=_absolute(request, "openrosa_form", campaign=campaign.code, number=form.number),
        manifest_url=_absolute(request, "openrosa_manifest", campaign=campaign.code, number=form.number),
    )


def _absolute(request: HttpRequest, name: str, **values: object) -> str:
    return request.build_absolute_uri(reverse(name, kwargs=values))


def _campaign(request: HttpRequest, code: str) -> Campaign:
    """The campaign, for someone who may report in it. Raises NotVisible, ReportsNotOpen."""
    row = campaign_for(_actor(request), code)
    queries.require_reporting(_actor(request), row)
    return row


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
