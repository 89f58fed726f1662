"""`bairi import`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bairi.delivery.reports.actions import import_items, import_reports
from bairi.edges.cli.actors import COMMAND
from bairi.edges.cli.home import require_ready
from bairi.edges.cli.output import watch
from bairi.edges.cli.problems import RowsRefused, WhichCampaign
from bairi.edges.cli.series import import_series
from bairi.edges.field.actions import take_in_outbox
from bairi.ground.access import Problem
from bairi.ground.accounts.actions import import_users
from bairi.ground.places.actions import import_places_file
from bairi.ground.tables import CellProblem
from bairi.plan.campaigns.actions import import_plan
from bairi.plan.campaigns.models import CampaignState
from bairi.plan.campaigns.queries import visible_campaigns
from bairi.plan.campaigns.rules.whole_plan import PlanChangeLine

app = typer.Typer(add_completion=False)
FileArgument = Annotated[Path, typer.Argument(help="The file.", exists=True, dir_okay=False, readable=True)]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")]


@app.callback()
def import_() -> None:
    """Take in places, a plan, people, reports or a real series from a file."""


@app.command()
def places(
    file: FileArgument,
    geojson: Annotated[Path | None, typer.Option(help="Points and boundaries by code.", exists=True)] = None,
    dry_run: DryRunOption = False,
) -> None:
    """Places by code, all or nothing: .csv, .xlsx or .xls with the columns code and name."""
    require_ready()
    try:
        made = import_places_file(source=file, name=file.name, geojson=geojson, dry_run=dry_run, by=COMMAND, at=now())
    except Problem as problem:
        _list_cells(problem)
        raise
    _say_notices(made.notices)
    counts = {"added": len(made.added), "changed": len(made.changed), "unchanged": made.unchanged}
    typer.echo(_("Places: %(added)d added, %(changed)d changed, %(unchanged)d as before.") % counts)
    _say_dry_run(dry_run)


@app.command()
def plan(
    file: FileArgument,
    reason: Annotated[str, typer.Option(help="Why a running campaign's plan changes.")] = "",
    approved_by: Annotated[str, typer.Option(help="On whose approval.")] = "",
    dry_run: DryRunOption = False,
) -> None:
    """A plan workbook, all or nothing; a campaign that is not there yet is made as a draft."""
    require_ready()
    with watch() as seen:
        try:
            made = import_plan(
                source=file, name=file.name, reason=reason, approved_by=approved_by, dry_run=dry_run,
                progress=seen.step, by=COMMAND, at=now(),
            )  # fmt: skip
        except Problem as problem:
            _list_cells(problem)
            raise
    for line in made.changes:
        typer.echo(_change(line))
    _say_notices(made.notices)
    said = ngettext("%(campaign)s: %(count)d change.", "%(campaign)s: %(count)d changes.", len(made.changes))
    typer.echo(said % {"campaign": made.campaign, "count": len(made.changes)})
    _say_dry_run(dry_run)


@app.command()
def people(
    file: FileArgument,
    passwords: Annotated[Path, typer.Option(help="Where the sheet of first passwords is written.")] = Path(
        "first-passwords.xlsx"
    ),
    dry_run: DryRunOption = False,
) -> None:
    """People and their first roles; good rows go in, refused rows are named."""
    require_ready()
    made = import_users(file.read_bytes(), name=file.name, dry_run=dry_run, by=COMMAND, at=now())
    for fault in made.faults:
        typer.echo(fault)
    if made.passwords_sheet is not None:
        passwords.write_bytes(made.passwords_sheet)
        typer.echo(_("First passwords: %(file)s") % {"file": passwords})
    typer.echo(_("People: %(added)d added, %(refused)d refused.") % {"added": len(made.added), "refused": made.refused})
    _say_dry_run(dry_run)


@app.command()
def reports(
    file: FileArgument,
    campaign: Annotated[str, typer.Option(help="Code of the campaign; the one that runs when left out.")] = "",
    refused: Annotated[Path | None, typer.Option(help="Where the rows to mend are written.")] = None,
    dry_run: DryRunOption = False,
) -> None:
    """Reports row by row: good rows go in, the others come back as a workbook. The same file twice is taken in once."""
    require_ready()
    refused = refused or Path(f"{file.stem}-refused.xlsx")
    with watch() as seen:
        seen.step(_("Reports"), None)
        made = import_reports(
            source=file, name=file.name, campaign=campaign or _running(), dry_run=dry_run, progress=seen.move_to,
            by=COMMAND, at=now(),
        )  # fmt: skip
    _say_notices(made.notices)
    counts = {"taken": made.taken, "again": made.again, "refused": made.refused}
    typer.echo(_("Reports: %(taken)d taken in, %(again)d there before, %(refused)d left out.") % counts)
    for mark, count in made.marks.most_common():
        typer.echo(f"  {mark}: {count}")
    _say_dry_run(dry_run)
    _give_back(made.refused_sheet, made.problems, made.refused, refused)


@app.command()
def items(
    file: FileArgument,
    campaign: Annotated[str, typer.Option(help="Code of the campaign; the one that runs when left out.")] = "",
    refused: Annotated[Path | None, typer.Option(help="Where the rows to mend are written.")] = None,
    dry_run: DryRunOption = False,
) -> None:
    """Works and households that tasks are counted by, row by row. The same file twice adds nothing."""
    require_ready()
    refused = refused or Path(f"{file.stem}-refused.xlsx")
    made = import_items(
        source=file, name=file.name, campaign=campaign or _running(), dry_run=dry_run, by=COMMAND, at=now()
    )
    _say_notices(made.notices)
    counts = {"added": made.added, "again": made.again, "refused": made.refused}
    typer.echo(_("Items: %(added)d added, %(again)d there before, %(refused)d left out.") % counts)
    _say_dry_run(dry_run)
    _give_back(made.refused_sheet, made.problems, made.refused, refused)


@app.command()
def series(file: FileArgument, dry_run: DryRunOption = False) -> None:
    """A real campaign of the past (data/campaigns): places, targets, one report for each place and day."""
    require_ready()
    with watch() as seen:
        made = import_series(file, seen, dry_run=dry_run, at=now())
    typer.echo(
        _("%(campaign)s: %(places)d places, %(reports)d reports from %(first)s to %(last)s.")
        % {"campaign": made.campaign, "places": made.places, "reports": made.reports, "first": made.first,
           "last": made.last}
    )  # fmt: skip
    _say_dry_run(dry_run)


@app.command()
def outbox(file: FileArgument) -> None:
    """An outbox that the field app saved as a file; what is here already is not counted twice."""
    require_ready()
    with file.open("rb") as source:
        made = take_in_outbox(source, by=COMMAND, at=now())
    for row in made.rows:
        if row.receipt is not None:
            typer.echo(f"{row.uuid} {row.receipt.digest}")
        for problem in (row.problem, *row.refused):
            if problem is not None:
                typer.echo(f"{row.uuid} {problem}", err=True)
    for entry in made.entries:
        if entry.receipt is not None:
            typer.echo(f"{entry.key} {entry.receipt.digest}")
        else:
            typer.echo(f"{entry.key} {entry.problem}", err=True)
    typer.echo(f"{made.person}: {made.summary}")


def _give_back(sheet: bytes | None, problems: list[CellProblem], count: int, file: Path) -> None:
    """Write the rows that were left out, and end with where they are. Raises RowsRefused where there are any."""
    if sheet is not None:
        for fault in problems:
            typer.echo(str(fault), err=True)
        file.write_bytes(sheet)
        raise RowsRefused(count=count, file=file)


def _running() -> str:
    """Code of the campaign that runs. Raises WhichCampaign unless it is one."""
    codes = [row.code for row in visible_campaigns(COMMAND) if row.state == CampaignState.RUNNING]
    if len(codes) != 1:
        raise WhichCampaign(campaigns=", ".join(codes) or "-")
    return codes[0]


def _change(line: PlanChangeLine) -> str:
    """One object that differs: what it is, its name, what happened, and each field before and after."""
    kinds = {"added": _("added"), "changed": _("changed"), "removed": _("removed"), "kept": _("kept")}
    fields = "; ".join(f"{field.name} {field.before} → {field.after}" for field in line.fields)
    head = f"{line.section} {line.label or ' '.join(map(str, line.key))}: {kinds[line.kind]}"
    return f"{head} ({fields})" if fields else head


def _list_cells(problem: Problem) -> None:
    """Every faulty cell, one a line, before the last line says how many they were."""
    for cell in problem.data.get("problems", []):
        typer.echo(f"{cell['sheet']}!{cell['cell']} {cell['message']} {cell['mend']}", err=True)


def _say_notices(notices: list[Any]) -> None:
    for notice in notices:
        typer.echo(str(notice), err=True)


def _say_dry_run(dry_run: bool) -> None:
    if dry_run:
        typer.echo(_("Only checked: nothing was kept."))
