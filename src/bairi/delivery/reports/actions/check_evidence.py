"""A report's evidence is looked at: what is found is kept beside it, for people to judge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from bairi.delivery.reports.actions.evidence import CHECK
from bairi.delivery.reports.actions.facts import Arrival
from bairi.delivery.reports.actions.near_copies import hash_photo, photos_like
from bairi.delivery.reports.actions.rulings import lock_clock, tick
from bairi.delivery.reports.events import EvidenceChecked
from bairi.delivery.reports.models import EvidenceFinding, Report, ReportState
from bairi.delivery.reports.permissions import CHECK_EVIDENCE
from bairi.delivery.reports.queries.exhibits import exhibits_of, ground_of, uses_of
from bairi.delivery.reports.rules.evidence.copies import Relation, Twin, relation
from bairi.delivery.reports.rules.evidence.judge import About, Earlier, Exhibit, judge_exhibit, judge_report
from bairi.ground.access import Actor, get_for
from bairi.ground.jobs.actions import enqueue
from bairi.ground.transparency.actions import append
from bairi.plan.campaigns.rules.evidence_limits import EvidenceLimits

COMPARED = ("sureness", "weight", "facts", "evidence_id", "other_id")


def check_evidence(*, report: int, spread: bool = True, by: Actor, at: datetime) -> list[EvidenceFinding]:
    """Look at a report's evidence and keep what is found; returns what is open or dismissed after that.

    Findings that hold no more go, dismissed ones stay dismissed. A photo that came in earlier may make a finding of a
    later report: unless `spread` is off, that one is looked at in the background, and none after it. Withdrawn reports
    and closed campaigns are left as they are. Raises NotVisible, NotAllowed.
    """
    rows = Report.objects.select_related("campaign", "target__place", "target__task")
    row = get_for(by, CHECK_EVIDENCE, rows, lock=False, pk=report)
    if row.state == ReportState.WITHDRAWN or row.campaign.state == "closed":
        return list(row.evidence_findings.all())
    limits = EvidenceLimits.of(row.campaign.evidence_limits)
    photos = exhibits_of(row)
    twins = {photo.id: _twins(row, photo, limits) for photo in photos}
    ground, zone = ground_of(row), ZoneInfo(row.campaign.time_zone)
    found = judge_report(row.skew_ms, limits)
    for photo in photos:
        earlier = [one for one, is_earlier in twins[photo.id] if is_earlier]
        found += judge_exhibit(photo, earlier, ground=ground, zone=zone, limits=limits)
    later = {one.twin.use.report for photo in photos for one in _later(photo, twins[photo.id])} if spread else ()
    return _keep(row, found, sorted(later), by=by, at=at)


def _twins(report: Report, photo: Exhibit, limits: EvidenceLimits) -> list[tuple[Earlier, bool]]:
    """Other uses of a photo or of photos like it, the surest first, and whether each came in earlier.

    A photo that a correction carries on is as old as in the report corrected.
    """
    row = hash_photo(photo.sha256)
    alike = [] if row is None else photos_like(row, least_share=limits.alike_share)
    shares = {photo.sha256: None, **{other.sha256: other.share for other in alike}}
    uses = uses_of(shares, beside=report)
    uses.sort(key=lambda use: (-(shares[use.sha256] or 2.0), use.received, use.id))
    carried = [use for use in uses if use.use.report in photo.use.family and use.sha256 == photo.sha256]
    since = min((use.received, use.id) for use in [photo, *carried])
    return [(Earlier(use.id, Twin(use.use, shares[use.sha256])), (use.received, use.id) < since) for use in uses]


def _later(photo: Exhibit, twins: Sequence[tuple[Earlier, bool]]) -> list[Earlier]:
    """Uses that came in after this one, and of which it says something."""
    return [
        one
        for one, is_earlier in twins
        if not is_earlier and relation(photo.use, one.twin.use) is not Relation.EXPECTED
    ]


@transaction.atomic
def _keep(
    report: Report, found: Sequence[About], later: Sequence[int], *, by: Actor, at: datetime
) -> list[EvidenceFinding]:
    """Write what differs from what stands, and say so in the log."""
    clock, arrival = lock_clock(report.campaign_id), Arrival.of(at)
    standing = {row.key: row for row in EvidenceFinding.objects.filter(report=report)}
    wanted = {about.key: about for about in found}
    gone = [row for key, row in standing.items() if key not in wanted and row.dismissed_known is None]
    fresh = [about for key, about in wanted.items() if key not in standing]
    for key in wanted.keys() & standing.keys():
        _renew(standing[key], wanted[key])
    if fresh or gone:
        known = tick(clock, arrival, report.campaign)
        EvidenceFinding.objects.filter(pk__in=[row.pk for row in gone]).delete()
        EvidenceFinding.objects.bulk_create(_row(report, about, known) for about in fresh)
        fact = EvidenceChecked(
            report=report.uuid,
            found=tuple(sorted(about.found.kind.value for about in fresh)),
            gone=tuple(sorted(row.kind for row in gone)),
        )
        append(fact, by=by, at=known, place=report.target.place.code)
    for other in _unaware(report, later):
        enqueue(CHECK, at=at, report=other, spread=False)
    return list(EvidenceFinding.objects.filter(report=report))


def _unaware(report: Report, later: Sequence[int]) -> list[int]:
    """Later reports with the same photo that have no finding beside this one yet."""
    aware = EvidenceFinding.objects.filter(report__in=later, other__report=report).values_list("report_id", flat=True)
    return sorted(set(later) - set(aware))


def _row(report: Report, about: About, known: int) -> EvidenceFinding:
    return EvidenceFinding(report=report, key=about.key, kind=about.found.kind.value, known=known, **_facts(about))


def _renew(row: EvidenceFinding, about: About) -> None:
    """Figures may differ when limits were changed or the picture was compared anew; the finding stays the same."""
    facts = _facts(about)
    if any(getattr(row, name) != facts[name] for name in COMPARED):
        for name in COMPARED:
            setattr(row, name, facts[name])
        row.save(update_fields=["sureness", "weight", "facts", "evidence", "other"])


def _facts(about: About) -> dict[str, object]:
    return {
        "sureness": int(about.found.sureness),
        "weight": about.found.weight,
        "facts": about.found.facts,
        "evidence_id": about.exhibit,
        "other_id": about.other,
    }
