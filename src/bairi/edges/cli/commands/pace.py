"""`bairi pace`"""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from bairi.delivery.reports.rules import Level
from bairi.edges.cli.asking import (
    BY,
    Asked,
    By,
    ByOption,
    CampaignArgument,
    FormatOption,
    KnownOption,
    OnOption,
    PlaceOption,
    TaskOption,
    read,
)
from bairi.edges.cli.output import Format, print_rows
from bairi.outlook.cockpit.queries.pace import pace_rows
from bairi.outlook.cockpit.queries.picture import picture

app = typer.Typer(add_completion=False)


class Basis(StrEnum):
    """The level of trust by which the pace is judged."""

    REPORTED = "reported"
    CONFIRMED = "confirmed"
    VERIFIED = "verified"


BasisOption = Annotated[Basis, typer.Option(help="The level of trust by which the pace is judged.")]


@app.command()
def pace(
    campaign: CampaignArgument,
    place: PlaceOption = None,
    task: TaskOption = None,
    on: OnOption = None,
    known: KnownOption = None,
    by: ByOption = By.PLACE,
    basis: BasisOption = Basis.CONFIRMED,
    form: FormatOption = Format.TABLE,
) -> None:
    """Whether a campaign is on pace: plan, standing, days ahead of the plan, and how many targets will be met."""
    asked = read(Asked(campaign, place, task, on, known))
    rows = pace_rows(picture(asked, Level[basis.name]), BY[by])
    print_rows([asdict(row) for row in rows], _columns(by), form)


def _columns(by: By) -> dict[str, str]:
    heads = {By.PLACE: _("Place"), By.TASK: _("Task"), By.LINE: _("Line")}
    return {
        "code": _("Code"), "name": heads[by], "targets": _("Targets"), "planned": _("Planned"),
        "reported": _("Reported"), "confirmed": _("Confirmed"), "verified": _("Verified"), "spi": "SPI",
        "days_ahead": _("Days ahead"), "late": _("Late"), "at_risk": _("At risk"), "silent": _("Silent"),
        "done": _("Done"), "on_pace": _("On pace"), "expected": _("Expected to be met"), "low": _("Low"),
        "high": _("High"),
    }  # fmt: skip
