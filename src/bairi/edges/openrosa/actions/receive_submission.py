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
from bairi.edges.openrosa.actions.one_writer import one_writer
from bairi.edges.openrosa.actions.seen_last import seen_last
from bairi.edges.openrosa.events import SubmissionKept
from bairi.edges.openrosa.models import Submission, SubmissionState
from bairi.edges.openrosa.queries import Desk, desk_for
from bairi.edges.openrosa.rules.answers import Sent
from bairi.edges.openrosa.rules.declared import Claim, Missing, Unclear, read_claim, report_number
from bairi.ground.access import Actor, NotAllowed, Problem, visible_to
from bairi.ground.access.known import to_known
from bairi.ground.places.models import Place
from bairi.ground.transparency.actions import INSERT_SQL, prepare
from bairi.plan.campaigns.models import Task

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


@dataclass(frozen=True, slots=True)
class Arrival:
    """A post on its way in: what it says, and who sent it where and when."""

    desk: Desk
    sent: Sent
    claim: Claim | Problem
    digest: str
    number: UUID
    files: Sequence[Attached]
    by: Actor
    at: datetime


def receive_submission(
    *, campaign: str, sent: Sent, xml: bytes, files: Sequence[Attached] = (), by: Actor, at: datetime
) -> Received:
    """Keep a filled-in form once, however often and in however many posts it comes, with all its attachments.

    What cannot become a report waits. Raises NotVisible, ReportsNotOpen, NotAllowed, CampaignIsClosed and
    CampaignNotRunning, and then keeps nothing.
    """
    desk = desk_for(by, campaign, form=sent.form_id, version=sent.version)
    digest = hashlib.sha256(xml).hexdigest()
    number = report_number(desk.campaign, sent.instance_id)
    arrival = Arrival(desk, sent, _claim(sent, desk), digest, number, files, by, at)
    with one_writer(), transaction.atomic():
        key = _keep(arrival, xml)
        return _again(arrival) if key is None else _first(arrival, key)


def _claim(sent: Sent, desk: Desk) -> Claim | Problem:
    """The report in it, or why there is none."""
    if sent.is_encrypted:
        return problems.Encrypted()
    if desk.fields is None:
        return problems.OtherForm(form=sent.form_id, version=sent.version)
    try:
        return read_claim(sent, desk.fields)
    except Missing as lack:
        return problems.AnswerMissing(field=lack.name, question=lack.question)
    except Unclear as doubt:
        return problems.AnswerUnclear(field=doubt.name, question=doubt.question, value=doubt.value)


def _keep(a: Arrival, xml: bytes) -> int | None:
    """The key of the new row, as if it became a report; None where it is there already."""
    place, task = (a.claim.place, a.claim.task) if isinstance(a.claim, Claim) else ("", "")
    values: list[Any] = [
        a.desk.campaign_id, place, a.desk.place_id, task, a.desk.campaign_id, a.desk.form_id, a.sent.form_id,
        a.sent.version, a.sent.instance_id, a.digest, xml, to_known(a.at), a.by.user_id, a.by.name, a.number.hex,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(KEEP, values)
        row = cursor.fetchone()
    return row[0] if row else None


def _first(a: Arrival, key: int) -> Received:
    if a.files:
        tie(Submission(pk=key), a.files, by=a.by, at=a.at)
    problem = a.claim if isinstance(a.claim, Problem) else _report(a, key, a.claim)
    if problem is not None:
        _hold(a, key, problem)
    event = SubmissionKept(
        instance=a.sent.instance_id,
        campaign=a.desk.campaign,
        form=a.sent.form_id,
        version=a.sent.version,
        digest=a.digest,
        report=None if problem else a.number,
        problem=problem.code if problem else "",
        files=tuple(dict.fromkeys(file.sha256 for file in a.files)),
    )
    place = a.claim.place if isinstance(a.claim, Claim) and problem is None else a.desk.place
    with connection.cursor() as cursor:
        cursor.execute(INSERT_SQL, prepare(event, by=a.by, at=a.at, place=place))
    state = SubmissionState.WAITING if problem else SubmissionState.TAKEN_IN
    return Received(None if problem else a.number, state, is_new=True)


def _again(a: Arrival) -> Received:
    rows = Submission.objects.select_related("campaign", "place").select_for_update(of=("self",))
    row = rows.get(campaign=a.desk.campaign_id, instance_id=a.sent.instance_id, digest=a.digest)
    position = a.claim.position if isinstance(a.claim, Claim) else ()
    keep_attachments(submission=row, files=a.files, position=position, by=a.by, at=a.at)
    state = SubmissionState(row.state)
    return Received(row.report if state == SubmissionState.TAKEN_IN else None, state, is_new=False)


def _report(a: Arrival, key: int, claim: Claim) -> Problem | None:
    """Take the report in; why it could not be."""
    evidence = evidence_of(a.files, claim.position)
    new = NewReport(
        uuid=a.number,
        campaign=a.desk.campaign,
        place=claim.place,
        task=claim.task,
        measure=claim.measure,
        item=claim.item,
        stage=claim.stage,
        value=claim.value if claim.item is None else None,
        entered_as=claim.entered_as,
        unit=claim.unit,
        effective_on=claim.effective_on,
        base=seen_last(a.desk.campaign_id, claim, number=a.number, by=a.by),
        supersedes=_replaced(a),
        note=claim.note,
        entered_for=claim.entered_for,
        evidence=evidence,
        source=ORIGIN,
    )
    try:
        receipt = receive_report(new, by=a.by, at=a.at)
    except NotAllowed:
        raise
    except Problem as problem:
        if problem.code in REFUSED:
            raise
        return problem
    if not receipt.is_new and evidence:
        add_evidence(uuid=a.number, evidence=evidence, by=a.by, at=a.at)
    if receipt.place != claim.place:  # it goes by a code that it used to have
        Submission.objects.filter(pk=key).update(place=Place.objects.get(code=receipt.place))
    return None


def _replaced(a: Arrival) -> tuple[UUID, ...]:
    """The report of the instance that this one says it replaces."""
    if not a.sent.deprecated_id:
        return ()
    rows = Submission.objects.filter(campaign=a.desk.campaign_id, instance_id=a.sent.deprecated_id)
    earlier = rows.exclude(report=None).order_by("-id").values_list("report", flat=True)[:1]
    return tuple(uuid for uuid in earlier if uuid)


def _hold(a: Arrival, key: int, problem: Problem) -> None:
    """Leave it to a person: at the place and the task that it names, where the sender sees them."""
    place, task = None, None
    if isinstance(a.claim, Claim):
        seen = visible_to(a.by, Place.objects).filter(path__startswith=a.desk.place_path)
        place = seen.filter(code=a.claim.place).values_list("pk", flat=True).first()
        tasks = visible_to(a.by, Task.objects).filter(campaign=a.desk.campaign_id, code=a.claim.task)
        task = tasks.values_list("pk", flat=True).first()
    Submission.objects.filter(pk=key).update(
        state=SubmissionState.WAITING,
        report=None,
        place=place or _home(a),
        task=task,
        problem=problem.code,
        problem_data=json.loads(json.dumps(problem.data, cls=DjangoJSONEncoder)),
    )


def _home(a: Arrival) -> int:
    """The first place from which the sender reports in the campaign; the campaign's own where that is everywhere."""
    paths = [grant.place_path for grant in a.by.grants_for(RECEIVE_REPORT) if grant.place_path]
    inside = Place.objects.filter(path__in=paths, path__startswith=a.desk.place_path)
    return inside.order_by("path").values_list("pk", flat=True).first() or a.desk.place_id
