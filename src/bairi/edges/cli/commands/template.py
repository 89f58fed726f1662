"""`bairi template`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from bairi.delivery.reports.queries import items_template, report_template
from bairi.edges.cli.actors import COMMAND
from bairi.edges.cli.home import require_ready
from bairi.ground.accounts.actions import users_template
from bairi.plan.campaigns.queries import campaign_for, plan_template, today

app = typer.Typer(add_completion=False)
OutOption = Annotated[Path, typer.Option(help="The file to write.")]


@app.callback()
def template() -> None:
    """Workbooks to fill in."""


@app.command()
def plan(
    campaign: Annotated[str | None, typer.Argument(help="Code of a campaign whose plan fills the workbook.")] = None,
    out: OutOption = Path("plan.xlsx"),
) -> None:
    """Write the plan workbook: empty, or with the plan of a campaign."""
    require_ready()
    row = None if campaign is None else campaign_for(COMMAND, campaign)
    _write(out, plan_template(COMMAND, row))


@app.command()
def reports(
    campaign: Annotated[str, typer.Argument(help="Code of the campaign.")],
    place: Annotated[str | None, typer.Option(help="Code of a place; only it and the places below.")] = None,
    out: OutOption = Path("reports.xlsx"),
) -> None:
    """Write the workbook to report with: a row for each target, with what was reported last."""
    require_ready()
    row = campaign_for(COMMAND, campaign)
    _write(out, report_template(COMMAND, row, place=place, on=today(row)))


@app.command()
def items(
    campaign: Annotated[str, typer.Argument(help="Code of the campaign.")], out: OutOption = Path("items.xlsx")
) -> None:
    """Write the empty sheet of the works and households that tasks are counted by."""
    require_ready()
    _write(out, items_template(COMMAND, campaign_for(COMMAND, campaign)))


@app.command()
def people(out: OutOption = Path("people.xlsx")) -> None:
    """Write the empty sheet of people."""
    _write(out, users_template())


def _write(out: Path, content: bytes) -> None:
    out.write_bytes(content)
    typer.echo(_("Written: %(file)s") % {"file": out})
