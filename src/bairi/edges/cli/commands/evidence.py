"""`bairi evidence`"""

from __future__ import annotations

from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _

from bairi.delivery.reports.actions import check_evidence
from bairi.delivery.reports.models import Report
from bairi.delivery.reports.queries import EvidenceFindingRow, FindingFilter, finding_list
from bairi.edges.cli.actors import COMMAND
from bairi.edges.cli.asking import CampaignArgument, FormatOption
from bairi.edges.cli.home import require_ready
from bairi.edges.cli.output import Format, print_rows, watch
from bairi.edges.cli.problems import NothingThere
from bairi.ground.access import NotVisible
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.queries import campaign_for, moment_of

app = typer.Typer(add_completion=False)
MOST = 100_000


@app.command()
def evidence(
    campaign: CampaignArgument,
    kind: Annotated[str, typer.Option(help="One kind of finding, such as near_copy.")] = "",
    place: Annotated[str, typer.Option(help="Code of a place; all below it is included.")] = "",
    dismissed: Annotated[bool, typer.Option("--dismissed", help="List dismissed findings instead.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Look at all evidence again first, here and now.")] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Findings about evidence, the gravest first: what was found, beside what, how sure."""
    require_ready()
    try:
        row = campaign_for(COMMAND, campaign)
    except NotVisible:
        raise NothingThere(campaign=campaign, place=place or "-", task="-") from None
    if again:
        _look_again(row)
    asked = FindingFilter(kind=kind, place=place, dismissed=dismissed)
    rows = [_row(found) for found in finding_list(COMMAND, row, asked, limit=MOST)]
    columns = {
        "sureness": _("How sure"), "place": _("Place"), "task": _("Task"), "day": _("Day"), "found": _("Found"),
        "beside": _("Beside"), "report": _("Report"),
    }  # fmt: skip
    print_rows(rows, columns, form)


def _look_again(campaign: Campaign) -> None:
    """Every report with evidence, one after the other."""
    behind = Report.objects.filter(campaign=campaign, evidence__isnull=False).distinct().order_by("known")
    reports = list(behind.values_list("pk", flat=True))
    with watch() as seen:
        seen.step(_("Looking at evidence"), len(reports))
        for report in reports:
            check_evidence(report=report, by=COMMAND, at=moment_of(campaign))
            seen.advance(1)


def _row(found: EvidenceFindingRow) -> dict[str, Any]:
    beside = found.beside
    return {
        "id": found.id,
        "kind": found.kind,
        "sureness": found.how_sure,
        "place": found.report.place_name,
        "task": found.report.task_name,
        "day": found.report.effective_on,
        "found": found.sentence,
        "beside": "" if beside is None else f"{beside.place_name} · {beside.task_name} {beside.effective_on}",
        "report": str(found.report.report),
        "beside_report": "" if beside is None else str(beside.report),
        "dismissed_reason": found.dismissed_reason,
    }
