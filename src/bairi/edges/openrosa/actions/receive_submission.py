"""Take in what a phone sent: kept whole, and made into a report by the one intake where its form says how."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from bairi.delivery.reports.actions import NewReport, add_evidence, receive_report
from bairi.delivery.reports.permissions import RECEIVE_REPORT
from bairi.edges.openrosa import problems
from bairi.edges.openrosa.actions.keep_attachments import Attached, evidence_of, keep_attachments, tie
from bairi.edges.openrosa.actions.seen_last import seen_last
from bairi.edges.openrosa.events import SubmissionKept
from bairi.edges.openrosa.models import FormVersion, Submission, SubmissionState
from bairi.edges.openrosa.queries import require_reporting
from bairi.edges.openrosa.rules.answers import Sent
from bairi.edges.openrosa.rules.declared import Claim, Missing, Unclear, read_claim, report_number
from bairi.ground.access import Actor, NotAllowed, Problem, visible_to
from bairi.ground.access.known import to_known
from bairi.ground.places.models import Place
from bairi.ground.transparency.actions import append
from bairi.plan.campaigns.models import Campaign, Task

ORIGIN: Final = "odk"
REFUSED: Final = ("reports.campaign_is_closed", "reports.campaign_not_running")
"""Why nothing is kept: the phone keeps it until the campaign runs again. All else waits for a person."""

# One statement whether or not the instance is there: of several posts at once one inserts, the others wait for it.
KEEP: Final = """
INSERT INTO openrosa_submission (campaign_id, place_id, task_id, form_id, form_code, form_version, instance_id, digest,
    xml, received_known, sent_by_id, sent_by_name, state, report, problem, problem_data, decided_by_name, reason)
VALUES (%s, COALESCE((SELECT p.id FROM places_place p WHERE p.code = %s), %s),
    (SELECT k.id FROM campaigns_task k WHERE k.code = %s AND k.campaign_id = %s),
    %s, %s, %s, %s, %s, %s, %s, %s, %s, 'taken_in', %s, '', '{}', '', '')
ON CONFLICT (campaign_id, instance_id, digest) DO NOTHING RETURNING id"""


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a post: the report, or None where it waits for a person; whether the submission is new."""

    report: UUID | None
    state: SubmissionState
    is_new: bool


@transaction.atomic
def receive_submission(
    *, campaign: Campaign, sent: Sent, xml: bytes, files: Sequence[Attached], by: Actor, at: datetime
) -> Received:
    """Keep a filled-in form once, however often and in however many posts it comes, with all its attachments.

    `campaign` is one that the actor sees. What cannot become a report waits. Raises ReportsNotOpen, NotAllowed,
    CampaignIsClosed and CampaignNotRunning, and then keeps nothing.
    """
    require_reporting(by, campaign)
    form = FormVersion.objects.filter(campaign=campaign, form_id=sent.form_id, number=_number(sent)).first()
    claim = _claim(sent, form)
    number = report_number(campaign.code, sent.instance_id)
    digest = hashlib.sha256(xml).hexdigest()
    key = _keep(campaign, sent, form, claim, xml=xml, digest=digest, report=number, by=by, at=at)
    if key is None:
        return _again(campaign, sent, claim, digest, files, by=by, at=at)
    problem = claim if isinstance(claim, Problem) else _report(key, campaign, sent, claim, number, files, by=by, at=at)
    if problem is not None:
        _hold(key, problem, claim, campaign, by=by)
    if files:
        tie(Submission(pk=key), files)
    event = SubmissionKept(
        instance=sent.instance_id,
        campaign=campaign.code,
        form=sent.form_id,
        version=sent.version,
        digest=digest,
        report=None if problem else number,
        problem=problem.code if problem else "",
        files=tuple(dict.fromkeys(file.sha256 for file in files)),
    )
    place = claim.place if isinstance(claim, Claim) and problem is None else campaign.place.code
    append(event, by=by, at=at, place=place)
    state = SubmissionState.WAITING if problem else SubmissionState.TAKEN_IN
    return Received(None if problem else number, state, is_new=True)


def _number(sent: Sent) -> int:
    return int(sent.version) if sent.version.isascii() and sent.version.isdigit() and len(sent.version) < 9 else 0


def _claim(sent: Sent, form: FormVersion | None) -> Claim | Problem:
    """The report in it, or why there is none."""
    if sent.is_encrypted:
        return problems.Encrypted()
    if form is None:
        return problems.OtherForm(form=sent.form_id, version=sent.version)
    try:
        return read_claim(sent, form.fields)
    except Missing as lack:
        return problems.AnswerMissing(field=lack.name, question=lack.question)
    except Unclear as doubt:
        return problems.AnswerUnclear(field=doubt.name, question=doubt.question, value=doubt.value)


def _keep(
    campaign: Campaign,
    sent: Sent,
    form: FormVersion | None,
    claim: Claim | Problem,
    *,
    xml: bytes,
    digest: str,
    report: UUID,
    by: Actor,
    at: datetime,
) -> int | None:
    """The key of the new row, as if it became a report; None where it is there already."""
    place, task = (claim.place, claim.task) if isinstance(claim, Claim) else ("", "")
    values: list[Any] = [
        campaign.pk, place, campaign.place_id, task, campaign.pk, form.pk if form else None, sent.form_id, sent.version,
        sent.instance_id, digest, xml, to_known(at), by.user_id, by.name, report.hex,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(KEEP, values)
        row = cursor.fetchone()
    return row[0] if row else None


def _again(
    campaign: Campaign,
    sent: Sent,
    claim: Claim | Problem,
    digest: str,
    files: Sequence[Attached],
    *,
    by: Actor,
    at: datetime,
) -> Received:
    rows = Submission.objects.select_related("campaign", "place").select_for_update(of=("self",))
    row = rows.get(campaign=campaign, instance_id=sent.instance_id, digest=digest)
    position = claim.position if isinstance(claim, Claim) else ()
    keep_attachments(submission=row, files=files, position=position, by=by, at=at)
    state = SubmissionState(row.state)
    return Received(row.report if state == SubmissionState.TAKEN_IN else None, state, is_new=False)


def _report(
    key: int,
    campaign: Campaign,
    sent: Sent,
    claim: Claim,
    number: UUID,
    files: Sequence[Attached],
    *,
    by: Actor,
    at: datetime,
) -> Problem | None:
    """Take the report in; why it could not be."""
    new = NewReport(
        uuid=number,
        campaign=campaign.code,
        place=claim.place,
        task=claim.task,
        measure=claim.measure,
        item=claim.item,
        stage=claim.stage,
        value=claim.value if claim.item is None else None,
        entered_as=claim.entered_as,
        unit=claim.unit,
        effective_on=claim.effective_on,
        base=seen_last(campaign, claim, number=number, by=by),
        supersedes=_replaced(campaign, sent),
        note=claim.note,
        entered_for=claim.entered_for,
        evidence=evidence_of(files, claim.position),
        source=ORIGIN,
    )
    try:
        receipt = receive_report(new, by=by, at=at)
    except NotAllowed:
        raise
    except Problem as problem:
        if problem.code in REFUSED:
            raise
        return problem
    if not receipt.is_new and files:
        add_evidence(uuid=number, evidence=evidence_of(files, claim.position), by=by, at=at)
    if receipt.place != claim.place:  # it goes by a code that it used to have
        Submission.objects.filter(pk=key).update(place=Place.objects.get(code=receipt.place))
    return None


def _replaced(campaign: Campaign, sent: Sent) -> tuple[UUID, ...]:
    """The report of the instance that this one says it replaces."""
    if not sent.deprecated_id:
        return ()
    earlier = Submission.objects.filter(campaign=campaign, instance_id=sent.deprecated_id, report__isnull=False)
    return tuple(uuid for uuid in earlier.order_by("-id").values_list("report", flat=True)[:1] if uuid)


def _hold(key: int, problem: Problem, claim: Claim | Problem, campaign: Campaign, *, by: Actor) -> None:
    """Leave it to a person: at the place and the task that it names, where the sender sees them."""
    place, task = None, None
    if isinstance(claim, Claim):
        seen = visible_to(by, Place.objects).filter(path__startswith=campaign.place.path)
        place = seen.filter(code=claim.place).first()
        task = visible_to(by, Task.objects).filter(campaign=campaign, code=claim.task).first()
    Submission.objects.filter(pk=key).update(
        state=SubmissionState.WAITING,
        report=None,
        place=place or _home(campaign, by),
        task=task,
        problem=problem.code,
        problem_data=json.loads(json.dumps(problem.data, cls=DjangoJSONEncoder)),
    )


def _home(campaign: Campaign, by: Actor) -> Place:
    """The first place from which the sender reports in the campaign; the campaign's own where that is everywhere."""
    paths = [grant.place_path for grant in by.grants_for(RECEIVE_REPORT) if grant.place_path]
    inside = [path for path in paths if path.startswith(campaign.place.path)]
    return Place.objects.filter(path__in=inside).order_by("path").first() or campaign.place
