"""One finding of an inspection, with the claim that it judged."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from bairi.delivery.reports.models import Report, Verification
from bairi.delivery.reports.permissions import WITHDRAW_VERIFICATION
from bairi.delivery.reports.queries.history import FindingRow, finding_rows
from bairi.delivery.reports.queries.rows import ReportRow, report_rows
from bairi.ground.access import Actor, NotVisible, visible_to
from bairi.plan.campaigns.models import CampaignState


@dataclass(frozen=True, slots=True)
class VerificationDetail:
    """A finding, where it was made, and the claim. `may_withdraw`: the actor may take it back at this moment."""

    finding: FindingRow
    campaign: str
    place_code: str
    place_name: str
    place_name_en: str
    task_code: str
    task_name: str
    task_name_en: str
    measure_name: str
    measure_name_en: str
    unit: str
    unit_en: str
    item_name: str
    claim: ReportRow | None
    may_withdraw: bool


def verification_detail(actor: Actor, uuid: UUID) -> VerificationDetail:
    """A finding that the actor sees. Raises NotVisible."""
    rows = visible_to(actor, Verification.objects).filter(uuid=uuid)
    row = rows.select_related("campaign", "target__place", "target__task", "target__measure", "item").first()
    if row is None:
        raise NotVisible
    target = row.target
    may = actor.may(
        WITHDRAW_VERIFICATION,
        place_path=target.place.path,
        task_code=target.task.code,
        campaign_code=row.campaign.code,
    )
    return VerificationDetail(
        finding=finding_rows(Verification.objects.filter(pk=row.pk))[0],
        campaign=row.campaign.code,
        place_code=target.place.code,
        place_name=target.place.name,
        place_name_en=target.place.name_en,
        task_code=target.task.code,
        task_name=target.task.name,
        task_name_en=target.task.name_en,
        measure_name=target.measure.name,
        measure_name_en=target.measure.name_en,
        unit=target.measure.unit,
        unit_en=target.measure.unit_en,
        item_name="" if row.item is None else row.item.name,
        claim=None if row.report_id is None else report_rows(Report.objects.filter(pk=row.report_id))[0],
        may_withdraw=may and row.withdrawn_known is None and row.campaign.state == CampaignState.RUNNING,
    )
