"""The question that `standing` and `pace` share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final, Literal

import typer

from bairi.delivery.rollups.queries import View, view
from bairi.edges.cli.actors import COMMAND
from bairi.edges.cli.home import require_ready
from bairi.edges.cli.moments import read_day, read_moment
from bairi.edges.cli.output import Format
from bairi.edges.cli.problems import NothingThere
from bairi.ground.access import NotVisible
from bairi.ground.access.known import MICROSECOND, to_known
from bairi.plan.campaigns.queries import campaign_for, today


class By(StrEnum):
    """What the rows are."""

    PLACE = "place"
    TASK = "task"
    LINE = "line"


BY: Final[dict[By, Literal["place", "task", "line"]]] = {By.PLACE: "place", By.TASK: "task", By.LINE: "line"}
"""The rows as the rooms name them."""
CampaignArgument = Annotated[str, typer.Argument(help="Code of the campaign.")]
PlaceOption = Annotated[str | None, typer.Option(help="Code of a place; the whole campaign when left out.")]
TaskOption = Annotated[str | None, typer.Option(help="Code of a task; all tasks when left out.")]
OnOption = Annotated[str | None, typer.Option(help="The day looked at, like 2016-03-31; today when left out.")]
KnownOption = Annotated[
    str | None, typer.Option(help="By what was known then: 2016-03-30T18:00, or a day for its end; now when left out.")
]
ByOption = Annotated[By, typer.Option(help="What the rows are.")]
FormatOption = Annotated[Format, typer.Option("--format", help="How rows are printed.")]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as typed."""

    campaign: str
    place: str | None
    task: str | None
    on: str | None
    known: str | None


def read(asked: Asked, *, by: By = By.PLACE) -> View:
    """The question against the campaign. Rows by task and line are of the place as a whole.

    Raises NothingThere for a code that is not there, BadMoment, HomeNotReady.
    """
    require_ready()
    try:
        return _held(asked, by)
    except NotVisible:
        named = {"campaign": asked.campaign, "place": asked.place or "-", "task": asked.task or "-"}
        raise NothingThere(**named) from None


def _held(asked: Asked, by: By) -> View:
    campaign = campaign_for(COMMAND, asked.campaign)
    moment = read_moment(asked.known, campaign.time_zone)
    known = None if moment is None else to_known(moment - MICROSECOND if len(asked.known or "") == 10 else moment)
    found = view(
        COMMAND, asked.campaign, place=asked.place, task=asked.task, on=read_day(asked.on) or today(campaign),
        known=known,
    )  # fmt: skip
    return found if by is By.PLACE else View(found.campaign, found.root, found.root.level, found.on, known, found.tasks)
