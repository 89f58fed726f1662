"""`bairi forecast`"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bairi.plan.pace.command import forecast_file

app = typer.Typer(add_completion=False)


class Form(StrEnum):
    """How rows are printed."""

    CSV = "csv"
    JSON = "json"


@app.command()
def forecast(
    file: Annotated[Path, typer.Argument(help="Campaign file: campaign,place,parent,date,value,target,deadline,unit.")],
    origin: Annotated[float, typer.Option(help="Share of the time box that is known, above 0 and up to 1.")],
    form: Annotated[Form, typer.Option("--format", help="How rows are printed.")] = Form.CSV,
    explain: Annotated[str | None, typer.Option(help="Say for one place what drives its forecast.")] = None,
) -> None:
    """Forecast every place of a campaign file, knowing only what was known at the origin."""
    try:
        text = forecast_file(file, origin, form.value, explain)
    except ValueError as error:
        typer.echo(f"bairi forecast: {error}", err=True)
        raise typer.Exit(1) from error
    typer.echo(text)
