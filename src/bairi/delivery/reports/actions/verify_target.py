"""What an inspection found enters as a value of its own, beside what was claimed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from bairi.delivery.reports.actions.entries import NewReport, NewVerification
from bairi.delivery.reports.actions.facts import Arrival, Facts, lock_target
from bairi.delivery.reports.actions.hand import Hand, by_hand
from bairi.delivery.reports.actions.intake import ADVANCE_CLOCK
from bairi.delivery.reports.actions.judge import check_open, check_value
from bairi.delivery.reports.actions.measures import find_item
from bairi.delivery.reports.actions.series import SeriesKey, load_series, settle_event
from bairi.delivery.reports.events import TargetVerified
from bairi.delivery.reports.models import Report, Standing, Verification
from bairi.delivery.reports.permissions import VERIFY_TARGET
from bairi.delivery.reports.problems import (
    AfterToday,
    BasisMissing,
    FoundMoreThanInspected,
    ItemNeeded,
    NotItemised,
    UnknownReport,
    UuidTaken,
    VerificationGone,
)
from bairi.delivery.reports.rules import OPEN, Level
from bairi.delivery.reports.rules.readings import DECIMALS
from bairi.delivery.reports.rules.standing import Verified
from bairi.ground.access import Actor, require
from bairi.ground.transparency.actions import append


def verify_target(new: NewVerification, *, by: Actor, at: datetime) -> Verification:
    """Enter what an inspection found on a day. The same one sent again is kept once.

    The verified standing takes `found`: from a sample that is the part found good, nothing being added for the rest.
    Raises NotAllowed, BasisMissing, FoundMoreThanInspected, AfterToday, UnknownReport, and those of `lock_target`.
    """
    arrival = Arrival.of(at)
    with transaction.atomic(), by_hand() as cursor:
        facts = lock_target(cursor, _as_named(new), by)
        require(
            by,
            VERIFY_TARGET,
            place_path=facts.place_path,
            task_code=facts.task_code,
            campaign_code=facts.campaign_code,
        )
        earlier = Verification.objects.filter(uuid=new.uuid).first()
        if earlier is not None:
            return _same_again(earlier, new, facts)
        known = arrival.known(facts.last_known, replay_at=facts.replay_at)
        _judge(new, facts, known)
        return _enter(cursor, new, facts, known, by)


def _as_named(new: NewVerification) -> NewReport:
    """What names the target, in the shape that `lock_target` reads."""
    return NewReport(
        uuid=new.uuid,
        campaign=new.campaign,
        place=new.place,
        task=new.task,
        measure=new.measure,
        effective_on=new.effective_on,
        item=new.item,
    )


def _same_again(earlier: Verification, new: NewVerification, facts: Facts) -> Verification:
    same = (earlier.target_id, earlier.effective_on, earlier.found, earlier.inspected) == (
        facts.target_id,
        new.effective_on,
        round(new.found, DECIMALS),
        round(new.inspected, DECIMALS),
    )
    if not same:
        raise UuidTaken(report=new.uuid)
    return earlier


def _judge(new: NewVerification, facts: Facts, known: int) -> None:
    check_open(facts)
    names = {"task": facts.task_name, "place": facts.place_name}
    for value in (new.found, new.inspected):
        check_value(value, facts)
    if new.found > new.inspected:
        raise FoundMoreThanInspected(found=new.found, inspected=new.inspected, **names)
    if not new.basis.strip():
        raise BasisMissing(**names)
    today = facts.today(known)
    if new.effective_on > today:
        raise AfterToday(effective_on=new.effective_on, today=today, **names)
    if facts.is_itemised != (new.item is not None):
        raise (ItemNeeded if facts.is_itemised else NotItemised)(**names)


def _enter(cursor: Hand, new: NewVerification, facts: Facts, known: int, by: Actor) -> Verification:
    item_id = None if new.item is None else find_item(cursor, _as_named(new), facts)[0]
    claim = _claim(new, facts, item_id)
    mended = _mended(new.supersedes, facts, item_id)
    key, day = SeriesKey(facts.target_id, item_id), new.effective_on.toordinal()
    series = load_series(cursor, key, last_known=facts.last_known, reports=_ids(claim), days=[day])
    row = Verification.objects.create(
        uuid=new.uuid,
        campaign_id=facts.campaign_id,
        target_id=facts.target_id,
        item_id=item_id,
        report=claim,
        known=known,
        effective_on=new.effective_on,
        claimed=0.0 if claim is None else claim.value,
        inspected=round(new.inspected, DECIMALS),
        found=round(new.found, DECIMALS),
        value=round(new.found, DECIMALS),
        method=new.method,
        basis=new.basis.strip(),
        note=new.note,
        supersedes=mended,
        by_id=by.user_id,
        by_name=by.name,
        source=new.source,
    )
    older = () if mended is None else (mended.pk,)
    settle_event(cursor, key, series, Verified(row.pk, day, row.value, row.report_id, older), known)
    cursor.execute(ADVANCE_CLOCK, [known, facts.campaign_id])
    append(_event(row, new, facts), by=by, at=known, place=facts.place_code)
    return row


def _ids(claim: Report | None) -> list[int]:
    return [] if claim is None else [claim.pk]


def _claim(new: NewVerification, facts: Facts, item_id: int | None) -> Report | None:
    """The report that was inspected: the one named, else the one that stands on that day."""
    if new.report is not None:
        report = Report.objects.filter(uuid=new.report, target_id=facts.target_id, item=item_id).first()
        if report is None:
            raise UnknownReport(report=new.report)
        return report
    day = new.effective_on.toordinal()
    standing = Standing.objects.filter(
        target_id=facts.target_id,
        item_id=item_id or 0,
        level=Level.REPORTED,
        known_to=OPEN,
        effective_from__lte=day,
        effective_to__gt=day,
    ).first()
    return None if standing is None else Report.objects.get(pk=standing.claim_id)


def _mended(uuid: UUID | None, facts: Facts, item_id: int | None) -> Verification | None:
    if uuid is None:
        return None
    found = Verification.objects.filter(uuid=uuid, target_id=facts.target_id, item=item_id).first()
    if found is None or found.withdrawn_known is not None:
        raise VerificationGone(task=facts.task_name, place=facts.place_name)
    return found


def _event(row: Verification, new: NewVerification, facts: Facts) -> TargetVerified:
    return TargetVerified(
        verification=row.uuid,
        campaign=facts.campaign_code,
        task=facts.task_code,
        measure=facts.measure_code,
        item=new.item,
        report=None if row.report is None else row.report.uuid,
        effective_on=row.effective_on,
        claimed=row.claimed,
        inspected=row.inspected,
        found=row.found,
        value=row.value,
        method=row.method,
        basis=row.basis,
        supersedes=new.supersedes,
        note=row.note,
    )
