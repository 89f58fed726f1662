"""`bairi duties`"""

from __future__ import annotations

from typing import Annotated

import typer
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bairi.delivery.duties.problems import MonthUnreadable
from bairi.delivery.duties.queries import month_summary, village_for
from bairi.delivery.duties.rules.months import read_month
from bairi.edges.cli.actors import COMMAND
from bairi.edges.cli.asking import CampaignArgument, FormatOption
from bairi.edges.cli.home import require_ready
from bairi.edges.cli.output import Format, print_rows
from bairi.edges.cli.problems import NothingThere
from bairi.ground.access import NotVisible
from bairi.plan.campaigns.queries import campaign_for, today

app = typer.Typer(add_completion=False)


@app.command()
def duties(
    campaign: CampaignArgument,
    place: Annotated[str, typer.Argument(help="Code of the village.")],
    month: Annotated[str, typer.Option(help="The month, like 2016-03; the present one when left out.")] = "",
    form: FormatOption = Format.TABLE,
) -> None:
    """The month of a village work team: days in the village of each member, and the visits."""
    require_ready()
    try:
        row = campaign_for(COMMAND, campaign)
    except NotVisible:
        raise NothingThere(campaign=campaign, place=place, task="-") from None
    village = village_for(COMMAND, row, place)
    if village is None:
        raise NothingThere(campaign=campaign, place=place, task="-")
    first_on = read_month(month) if month else today(row).replace(day=1)
    if first_on is None:
        raise MonthUnreadable(month=month)
    rows = [
        {
            "person": line.member.name,
            "post": line.member.post,
            "village": line.sum.village,
            "township": line.sum.township,
            "leave": line.sum.leave,
            "missing": line.sum.missing,
            "visits": line.visits,
        }
        for line in month_summary(COMMAND, row, village, first_on).members
    ]
    columns = {
        "person": pgettext("person", "Name"), "post": _("Post"),
        "village": _("In the village"), "township": _("At the township"),
        "leave": _("On leave"), "missing": _("No entry"), "visits": _("Visits"),
    }  # fmt: skip
    print_rows(rows, columns, form)
