"""A post on its way in, or one entry of it: kept once, made into a report by the one intake, or left to a person."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from bairi.delivery.reports.actions import NewReport, add_evidence, receive_report
from bairi.delivery.reports.permissions import RECEIVE_REPORT
from bairi.edges.openrosa import problems
from bairi.edges.openrosa.actions.keep_attachments import Attached, evidence_of
from bairi.edges.openrosa.actions.seen_last import seen_last
from bairi.edges.openrosa.events import SubmissionKept
from bairi.edges.openrosa.models import Submission, SubmissionState
from bairi.edges.openrosa.queries import Desk
from bairi.edges.openrosa.rules.answers import Sent, name_of
from bairi.edges.openrosa.rules.declared import Claim, Fields, Missing, Unclear, read_claim
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
    xml, received_known, sent_by_id, sent_by_name, state, report, whole_id, entry, problem, problem_data,
    decided_by_name, reason)
VALUES (%s, COALESCE((SELECT p.id FROM places_place p WHERE p.code = %s), %s),
    (SELECT k.id FROM campaigns_task k WHERE k.code = %s AND k.campaign_id = %s),
    %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, '', '{}', '', '')
ON CONFLICT (campaign_id, instance_id, digest, entry) DO NOTHING RETURNING id"""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a post says, or one entry of it, and who sent it where and when. `number` is that of the report, None for a
    form that is divided into its entries; `whole` is the key of that form, for its entries."""

    desk: Desk
    sent: Sent
    claim: Claim | Problem | None
    digest: str
    number: UUID | None
    files: Sequence[Attached]
    by: Actor
    at: datetime
    whole: int | None = None
    entry: str = ""

    @property
    def position(self) -> tuple[float, ...]:
        """Where the form was filled in, if it says so."""
        return self.claim.position if isinstance(self.claim, Claim) else ()


def claim_in(sent: Sent, fields: Fields) -> Claim | Problem:
    """The report in a form or an entry, or why there is none."""
    try:
        return read_claim(sent, fields)
    except Missing as lack:
        return problems.AnswerMissing(field=lack.name, question=lack.question)
    except Unclear as doubt:
        return problems.AnswerUnclear(field=doubt.name, question=doubt.question, value=doubt.value)


def keep(a: Arrival, xml: bytes = b"") -> int | None:
    """The key of the new row, as if it became a report; None where it is there already."""
    place, task = (a.claim.place, a.claim.task) if isinstance(a.claim, Claim) else ("", "")
    state, report = (SubmissionState.DIVIDED, None) if a.number is None else (SubmissionState.TAKEN_IN, a.number.hex)
    values: list[Any] = [
        a.desk.campaign_id, place, a.desk.place_id, task, a.desk.campaign_id, a.desk.form_id, a.sent.form_id,
        a.sent.version, a.sent.instance_id, a.digest, xml, to_known(a.at), a.by.user_id, a.by.name, state.value, report,
        a.whole, a.entry,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(KEEP, values)
        row = cursor.fetchone()
    return row[0] if row else None


def make_report(a: Arrival, key: int, claim: Claim, *, supersedes: tuple[UUID, ...]) -> Problem | None:
    """Take the report in; why it could not be. Raises NotAllowed, CampaignIsClosed, CampaignNotRunning."""
    assert a.number is not None
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
        supersedes=supersedes,
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


def hold(a: Arrival, key: int, problem: Problem) -> None:
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
        place=place or home(a),
        task=task,
        problem=problem.code,
        problem_data=json.loads(json.dumps(problem.data, cls=DjangoJSONEncoder)),
    )


def home(a: Arrival) -> int:
    """The first place from which the sender reports in the campaign; the campaign's own where that is everywhere."""
    paths = [grant.place_path for grant in a.by.grants_for(RECEIVE_REPORT) if grant.place_path]
    inside = Place.objects.filter(path__in=paths, path__startswith=a.desk.place_path)
    return inside.order_by("path").values_list("pk", flat=True).first() or a.desk.place_id


def log_kept(a: Arrival, problem: Problem | None) -> None:
    """Write the event of a new row."""
    event = SubmissionKept(
        instance=name_of(a.sent.instance_id, a.entry),
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
