"""The operations on campaigns and their plan."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.timezone import now
from ninja import Router, Status

from bairi.ground.access import Actor, NotVisible
from bairi.ground.access.known import to_known
from bairi.plan.campaigns import actions, queries
from bairi.plan.campaigns.actions import PlanChange
from bairi.plan.campaigns.api import given, shapes
from bairi.plan.campaigns.api.given import Code, Key, Moment, Number
from bairi.plan.campaigns.problems import UnknownTask
from bairi.plan.campaigns.queries import RequestRow
from bairi.plan.campaigns.rules.evidence_limits import EvidenceLimits

router = Router(tags=["campaigns"])


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _changed(change: PlanChange) -> shapes.PlanChangeOut:
    number = change.version.number if change.version else None
    return shapes.PlanChangeOut(plan_version=number, changed=change.changed, unchanged=change.unchanged)


def _request(row: RequestRow) -> shapes.ChangeRequestOut:
    return shapes.ChangeRequestOut(
        id=row.pk, task=row.task_code, measure=row.measure_code, place=row.place_code, must_now=row.must_now,
        must=row.must, reserve=row.reserve, due_on=row.due_on, reason=row.reason, asked_by=row.asked_by,
        asked_at=row.asked_at, granted=row.granted, decided_by=row.decided_by, decided_at=row.decided_at,
        note=row.note, plan_version=row.plan_version,
    )  # fmt: skip


@router.get("campaigns", response=list[shapes.CampaignOut], operation_id="campaigns")
def campaigns(request: HttpRequest) -> list[shapes.CampaignOut]:
    """The campaigns that you see."""
    actor = _actor(request)
    return [shapes.CampaignOut.of(row) for row in queries.visible_campaigns(actor)]


@router.post("campaigns", response={201: shapes.CampaignOut}, operation_id="create_campaign")
def create_campaign(request: HttpRequest, body: given.CampaignIn) -> Status[shapes.CampaignOut]:
    """Create a campaign as a draft."""
    facts = body.model_dump()
    made = actions.create_campaign(place_code=facts.pop("place"), **facts, by=_actor(request), at=now())
    return Status(201, shapes.CampaignOut.of(made))


@router.get("campaigns/{campaign}", response=shapes.CampaignOut, operation_id="campaign")
def campaign(request: HttpRequest, campaign: Code) -> shapes.CampaignOut:
    """One campaign."""
    return shapes.CampaignOut.of(queries.campaign_for(_actor(request), campaign))


@router.post("campaigns/{campaign}/start", response=shapes.CampaignOut, operation_id="start_campaign")
def start_campaign(request: HttpRequest, campaign: Code) -> shapes.CampaignOut:
    """Start a draft: what the plan says now is the first baseline."""
    return shapes.CampaignOut.of(actions.start_campaign(campaign=campaign, by=_actor(request), at=now()))


@router.post("campaigns/{campaign}/closure", response=shapes.CampaignOut, operation_id="close_campaign")
def close_campaign(request: HttpRequest, campaign: Code, body: given.ClosureIn) -> shapes.CampaignOut:
    """Close a campaign for good."""
    facts = body.model_dump()
    return shapes.CampaignOut.of(actions.close_campaign(campaign=campaign, **facts, by=_actor(request), at=now()))


@router.post("campaigns/{campaign}/clone", response={201: shapes.CampaignOut}, operation_id="clone_campaign")
def clone_campaign(request: HttpRequest, campaign: Code, body: given.CloneIn) -> Status[shapes.CampaignOut]:
    """Make the next campaign after this one."""
    made = actions.clone_campaign(campaign=campaign, **body.model_dump(), by=_actor(request), at=now())
    return Status(201, shapes.CampaignOut.of(made))


@router.get("campaigns/{campaign}/evidence-limits", response=shapes.EvidenceLimitsOut, operation_id="evidence_limits")
def evidence_limits(request: HttpRequest, campaign: Code) -> EvidenceLimits:
    """From where on evidence is looked at again."""
    return EvidenceLimits.of(queries.campaign_for(_actor(request), campaign).evidence_limits)


@router.post("campaigns/{campaign}/evidence-limits", response=shapes.PlanChangeOut, operation_id="set_evidence_limits")
def set_evidence_limits(request: HttpRequest, campaign: Code, body: given.EvidenceLimitsIn) -> shapes.PlanChangeOut:
    """Set from where on evidence is looked at again, as a version of the plan."""
    facts = body.model_dump()
    reason = facts.pop("reason")
    change = actions.set_evidence_limits(
        campaign=campaign, limits=EvidenceLimits.of(facts), reason=reason, by=_actor(request), at=now()
    )
    return _changed(change)


@router.post("campaigns/{campaign}/photo-size", response=shapes.PlanChangeOut, operation_id="set_photo_size")
def set_photo_size(request: HttpRequest, campaign: Code, body: given.PhotoSizeIn) -> shapes.PlanChangeOut:
    """Set the size of the photos that phones send, as a version of the plan."""
    change = actions.set_photo_size(campaign=campaign, **body.model_dump(), by=_actor(request), at=now())
    return _changed(change)


@router.get("campaigns/{campaign}/tasks", response=list[shapes.TaskOut], operation_id="tasks")
def tasks(request: HttpRequest, campaign: Code) -> list[shapes.TaskOut]:
    """The tasks that you see, with their measures and what each counts in the whole."""
    actor = _actor(request)
    row = queries.campaign_for(actor, campaign)
    shares = queries.effective_weights(row)
    return [
        shapes.TaskOut(
            code=branch.task.code, name=branch.task.name, line=line.line.code, line_name=line.line.name,
            counting=branch.task.counting, rhythm=branch.task.rhythm or row.rhythm,
            lead_unit=branch.task.lead_unit.code if branch.task.lead_unit else None,
            asks_position=branch.task.asks_position, weight=branch.task.weight,
            share=shares.get(branch.task.code),
            measures=[shapes.MeasureOut.from_orm(measure) for measure in branch.measures],
        )
        for line in queries.structure(actor, row)
        for branch in line.tasks
    ]  # fmt: skip


@router.get("campaigns/{campaign}/plan/targets", response=list[shapes.TargetOut], operation_id="targets")
def targets(
    request: HttpRequest, campaign: Code, task: Code = "", place: Code = "", known: Moment | None = None
) -> list[shapes.TargetOut]:
    """The targets that you see, all or of one task, in a place and below it; as known at a moment, or now."""
    actor = _actor(request)
    row = queries.campaign_for(actor, campaign)
    found = queries.targets_seen(
        actor, row, None if known is None else to_known(known), task_code=task, place_code=place
    )
    return [shapes.TargetOut.of(target) for target in found]


@router.post("campaigns/{campaign}/plan/targets", response=shapes.PlanChangeOut, operation_id="set_targets")
def set_targets(request: HttpRequest, campaign: Code, body: given.TargetsIn) -> shapes.PlanChangeOut:
    """Set targets, all or nothing, as one version of the plan."""
    rows = [row.as_setting() for row in body.rows]
    change = actions.set_targets(
        campaign=campaign, rows=rows, reason=body.reason, approved_by=body.approved_by, by=_actor(request), at=now()
    )
    return _changed(change)


@router.get("campaigns/{campaign}/plan/decomposition", response=shapes.DecompositionOut, operation_id="decomposition")
def decomposition(request: HttpRequest, campaign: Code, task: Code = "", measure: Code = "") -> shapes.DecompositionOut:
    """A task broken down by place: each total against the sum below it."""
    actor = _actor(request)
    row = queries.campaign_for(actor, campaign)
    if not task:
        raise UnknownTask(value=task)
    found = queries.decomposition(actor, row, task, measure or None)
    return shapes.DecompositionOut(
        task=task,
        measure=found.measure.code,
        unit=found.measure.unit,
        adds_up=found.adds_up,
        levels=[shapes.LevelOut.from_orm(level) for level in found.levels],
        rows=[shapes.SumOut.of(line) for line in found.rows],
    )


@router.post("campaigns/{campaign}/plan/decomposition", response=shapes.PlanChangeOut, operation_id="decompose_targets")
def decompose_targets(request: HttpRequest, campaign: Code, body: given.DecompositionIn) -> shapes.PlanChangeOut:
    """Break the total of a place down to the places below it."""
    change = actions.decompose_targets(
        campaign=campaign, task=body.task, measure=body.measure, place=body.place,
        rows=[row.as_setting() for row in body.rows], reason=body.reason, by=_actor(request), at=now(),
    )  # fmt: skip
    return _changed(change)


@router.get("campaigns/{campaign}/plan/versions", response=list[shapes.PlanVersionOut], operation_id="plan_history")
def plan_history(request: HttpRequest, campaign: Code, before: Number | None = None) -> list[shapes.PlanVersionOut]:
    """Versions of the plan, newest first, 30 at a time; `before` is the number to go on from."""
    actor = _actor(request)
    row = queries.campaign_for(actor, campaign)
    return [shapes.PlanVersionOut.of(line) for line in queries.plan_history(actor, row, before=before)]


@router.get("campaigns/{campaign}/plan/versions/{number}", response=shapes.PlanVersionOut, operation_id="plan_version")
def plan_version(request: HttpRequest, campaign: Code, number: Number) -> shapes.PlanVersionOut:
    """One version of the plan with what it changed."""
    actor = _actor(request)
    row = queries.campaign_for(actor, campaign)
    return shapes.PlanVersionOut.of(queries.plan_version(actor, row, number))


@router.get("campaigns/{campaign}/answers", response=shapes.AnswersOut, operation_id="who_answers")
def who_answers(request: HttpRequest, campaign: Code, place: Code = "", task: Code = "") -> shapes.AnswersOut:
    """Who answers in a place, or in the topmost one that you see; for one task or for all."""
    actor = _actor(request)
    row = queries.campaign_for(actor, campaign)
    where = queries.place_in(actor, row, place) if place else queries.top_place(actor, row)
    if where is None:
        raise NotVisible()
    found = queries.who_answers(row, where, task or None)
    return shapes.AnswersOut(
        first=shapes.AnswererOut.of(found.first) if found.first else None,
        nearest=[shapes.AnswererOut.of(one) for kind in found.by_kind.values() for one in kind],
        chain=[shapes.AnswererOut.of(one) for one in found.chain],
    )


@router.get("campaigns/{campaign}/requests", response=list[shapes.ChangeRequestOut], operation_id="change_requests")
def change_requests(request: HttpRequest, campaign: Code) -> list[shapes.ChangeRequestOut]:
    """Requests to change a target, open ones first."""
    actor = _actor(request)
    row = queries.campaign_for(actor, campaign)
    return [_request(found) for found in queries.change_requests(actor, row)]


@router.post("campaigns/{campaign}/requests", response={201: shapes.ChangeRequestOut}, operation_id="ask_for_change")
def ask_for_change(
    request: HttpRequest, campaign: Code, body: given.ChangeRequestIn
) -> Status[shapes.ChangeRequestOut]:
    """Ask the level above to change a target."""
    actor = _actor(request)
    row = queries.campaign_for(actor, campaign)
    target = queries.target_for(actor, row, task=body.task, place=body.place, measure=body.measure)
    facts = body.model_dump(include={"must", "reserve", "due_on", "reason"})
    asked = actions.ask_for_change(campaign=campaign, target=target.pk, **facts, by=actor, at=now())
    return Status(201, _request(queries.change_request(actor, row, asked.pk)))


@router.post(
    "campaigns/{campaign}/requests/{change}/decision",
    response=shapes.ChangeRequestOut,
    operation_id="decide_change",
)
def decide_change(request: HttpRequest, campaign: Code, change: Key, body: given.DecisionIn) -> shapes.ChangeRequestOut:
    """Grant or refuse a request of the level below."""
    actor = _actor(request)
    row = queries.campaign_for(actor, campaign)
    actions.decide_change(campaign=campaign, request=change, **body.model_dump(), by=actor, at=now())
    return _request(queries.change_request(actor, row, change))
