"""Files that come with a form: stored at once, and kept for the next try when the rest is refused."""

from __future__ import annotations

from typing import BinaryIO, cast

from django import forms
from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _

from bairi.delivery.reports.actions import Attachment
from bairi.delivery.reports.views.frame import IN_FORM
from bairi.ground.access import Problem, require
from bairi.ground.files.actions import store_file
from bairi.ground.files.permissions import STORE_FILE
from bairi.ground.ui.pages import actor_of
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.queries import moment_of

A_DAY = 86_400
NAME_LIMIT = 120


def kept_files(request: HttpRequest, token: str) -> list[Attachment]:
    """What this person's earlier tries have stored; nothing for a token that is not theirs, or a day old."""
    try:
        pairs = signing.loads(token, salt=_salt(request), max_age=A_DAY) if token else []
    except signing.BadSignature:
        return []
    return [Attachment(sha256=sha256, name=name) for sha256, name in pairs]


def keep_files(request: HttpRequest, form: forms.Form, campaign: Campaign) -> list[Attachment]:
    """Store the files chosen in `photos`; those of earlier tries come first. A refusal stands at the field, by name.

    Where the form has the field `kept`, its data then says what is stored, so that nothing is sent twice.
    """
    files = list(kept_files(request, str(form.data.get("kept", ""))))
    uploads = form.cleaned_data.get("photos") or []
    if uploads:
        require(actor_of(request), STORE_FILE)
    for upload in uploads:
        name = str(upload.name)[-NAME_LIMIT:]
        try:
            row = store_file(cast("BinaryIO", upload), by=actor_of(request), at=moment_of(campaign))
        except Problem as problem:
            if problem.status not in IN_FORM:
                raise
            form.add_error("photos", _("%(file)s: %(refusal)s") % {"file": name, "refusal": str(problem)})
            continue
        files.append(Attachment(sha256=row.sha256, name=name))
    files = list({file.sha256: file for file in files}.values())
    if "kept" in form.fields:
        pairs = [(file.sha256, file.name) for file in files]
        form.data["kept"] = signing.dumps(pairs, salt=_salt(request)) if pairs else ""  # type: ignore[index]
    return files


def _salt(request: HttpRequest) -> str:
    return f"reports.kept.{actor_of(request).user_id}"
