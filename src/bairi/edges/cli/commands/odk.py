"""`bairi odk`"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

import typer
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bairi.edges.cli.actors import COMMAND
from bairi.edges.cli.asking import CampaignArgument, FormatOption
from bairi.edges.cli.home import require_ready
from bairi.edges.cli.output import Format, print_json, print_rows
from bairi.edges.cli.problems import NoSubmission, NothingThere, NotSaid
from bairi.edges.openrosa import actions, queries
from bairi.edges.openrosa.problems import FormFaulty
from bairi.edges.openrosa.rules.declared import read_part
from bairi.ground.access import NotVisible
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.queries import campaign_for, moment_of, today

app = typer.Typer(add_completion=False)
NumberArgument = Annotated[int, typer.Argument(help="Number of the submission, as `bairi odk submissions` lists it.")]
OPTIONS: Final = {"effective_on": "--on"}
"""What is typed for a part of a report, where it has another name."""


class State(StrEnum):
    """What has become of a submission."""

    WAITING = "waiting"
    TAKEN_IN = "taken_in"
    SET_ASIDE = "set_aside"


@app.callback()
def odk() -> None:
    """ODK Collect and KoboCollect: the campaign's form, and what phones sent with it."""


@app.command()
def forms(campaign: CampaignArgument, form: FormatOption = Format.TABLE) -> None:
    """List the versions of a campaign's form, the newest first; phones are offered that one."""
    found = _campaign(campaign)
    rows = [
        asdict(row) | {"published_at": _local(row.published_at, found)} for row in queries.form_versions(COMMAND, found)
    ]
    columns = {
        "number": _("Version"), "title": _("Title"), "published_at": _("Published"),
        "published_by_name": _("Published by"), "note": _("What was changed"), "submissions": _("Submissions"),
    }  # fmt: skip
    print_rows(rows, columns, form)


@app.command()
def publish(
    campaign: CampaignArgument,
    workbook: Annotated[
        Path | None,
        typer.Argument(help="XLSForm (.xlsx); the form made from the plan when left out.", exists=True, dir_okay=False),
    ] = None,
    note: Annotated[str, typer.Option(help="What was changed.")] = "",
) -> None:
    """Publish the next version of the form. What was filled in with an older one is still taken in."""
    row = _campaign(campaign)
    source, name = (workbook.read_bytes(), workbook.name) if workbook else (None, "")
    try:
        made = actions.publish_form(campaign=row.code, source=source, name=name, note=note, by=COMMAND, at=now())
    except FormFaulty as faulty:
        for fault in faulty.data["faults"]:
            typer.echo(f"{fault['sheet']}!{fault['cell']} {fault['message']} {fault['mend']}", err=True)
        raise
    typer.echo(_("Version %(number)s is published. Phones fetch it by themselves.") % {"number": made.number})


@app.command()
def workbook(
    campaign: CampaignArgument,
    version: Annotated[
        int | None, typer.Option(help="A published version; the form made from the plan when left out.", min=1)
    ] = None,
    out: Annotated[Path, typer.Option(help="The file to write.")] = Path("odk.xlsx"),
) -> None:
    """Write the form as a workbook, to change its words and publish it."""
    out.write_bytes(queries.form_workbook(COMMAND, _campaign(campaign), number=version))
    typer.echo(_("Written: %(file)s") % {"file": out})


@app.command()
def submissions(
    campaign: CampaignArgument,
    state: Annotated[State, typer.Option(help="Those that wait, were taken in, or were set aside.")] = State.WAITING,
    form: FormatOption = Format.TABLE,
) -> None:
    """List what phones sent, the newest first, with the reason why it waits for a person."""
    found = _campaign(campaign)
    rows = [
        asdict(row) | {"received_at": _local(row.received_at, found)}
        for row in queries.submissions(COMMAND, found, state=state.value)
    ]
    columns = {
        "id": _("Number"), "received_at": pgettext("submission", "Received"), "entry": _("Entry"),
        "sent_by_name": pgettext("submission", "From"), "place": _("Place"), "why": _("Why it waits"),
        "files": _("Attachments"), "report": _("Report"),
    }  # fmt: skip
    print_rows(rows, columns, form)


@app.command()
def show(campaign: CampaignArgument, number: NumberArgument) -> None:
    """Print one submission as JSON: its answers, its attachments, what became of it, its XML as sent."""
    print_json(asdict(_submission(_campaign(campaign), number)))


@app.command()
def take_in(
    campaign: CampaignArgument,
    number: NumberArgument,
    place: Annotated[str, typer.Option(help="Code of the place.")] = "",
    task: Annotated[str, typer.Option(help="Code of the task.")] = "",
    measure: Annotated[str, typer.Option(help="Code of the measure; the one that counts where none is said.")] = "",
    value: Annotated[str, typer.Option(help="The total so far; not for a task counted by items.")] = "",
    item: Annotated[str, typer.Option(help="Key of the item, for a task counted by items.")] = "",
    stage: Annotated[str, typer.Option(help="Code of the stage that the item has reached.")] = "",
    on: Annotated[str, typer.Option(help="The day on which it was true; today where none is said.")] = "",
    note: Annotated[str, typer.Option(help="A note for the report.")] = "",
) -> None:
    """Make a report of a submission that waits or was set aside, on the word of its sender, with its attachments.

    What is left out is taken from what the submission says.
    """
    row = _campaign(campaign)
    given = {
        "place": place, "task": task, "measure": measure, "value": value, "item": item, "stage": stage,
        "effective_on": on, "note": note,
    }  # fmt: skip
    chosen = _chosen(_submission(row, number), given, today(row))
    receipt = actions.take_in_submission(submission=number, chosen=chosen, by=COMMAND, at=moment_of(row))
    typer.echo(f"{receipt.uuid} {receipt.digest}")


@app.command()
def set_aside(
    campaign: CampaignArgument,
    number: NumberArgument,
    reason: Annotated[str, typer.Argument(help="Why it is no report; whoever looks for it will read this.")],
) -> None:
    """Set a submission aside. It stays kept and can still be taken in."""
    row = _campaign(campaign)
    _submission(row, number)
    actions.set_aside_submission(submission=number, reason=reason, by=COMMAND, at=moment_of(row))
    typer.echo(_("Set aside: %(number)s") % {"number": number})


def _campaign(code: str) -> Campaign:
    """The campaign of a code. Raises HomeNotReady, NothingThere."""
    require_ready()
    try:
        return campaign_for(COMMAND, code)
    except NotVisible:
        raise NothingThere(campaign=code, place="-", task="-") from None


def _chosen(found: queries.SubmissionDetail, given: Mapping[str, str], today_on: date) -> actions.Chosen:
    """What was typed, else what the submission says; of another place or task than it names, only what was typed.

    Raises NotSaid for what is missing or cannot be read.
    """
    said = dict(found.declared)
    if any(given[name] not in {"", said.get(name, "")} for name in ("place", "task")):
        said = {name: text for name, text in said.items() if name not in {"measure", "item", "stage"}}
    parts: dict[str, Any] = {"place": "", "task": "", "effective_on": today_on}
    for name in given:
        text = given[name] or said.get(name, "")
        try:
            parts |= {name: read_part(name, text)} if text else {}
        except ValueError:
            raise NotSaid(number=found.row.id, said=text, option=OPTIONS.get(name, f"--{name}")) from None
    if not parts["place"] or not parts["task"]:
        raise NotSaid(number=found.row.id, said="", option="--place, --task")
    return actions.Chosen(**parts | ({"value": None} if parts.get("item") else {}))


def _local(moment: datetime, campaign: Campaign) -> str:
    """A moment in the campaign's time zone.

    >>> _local(datetime.fromisoformat("2016-03-30T09:00Z"), Campaign(time_zone="Asia/Shanghai"))
    '2016-03-30T17:00+08:00'
    """
    return moment.astimezone(ZoneInfo(campaign.time_zone)).isoformat(timespec="minutes")


def _submission(campaign: Campaign, number: int) -> queries.SubmissionDetail:
    """A submission of the campaign. Raises NoSubmission."""
    try:
        return queries.submission(COMMAND, campaign, number)
    except NotVisible:
        raise NoSubmission(number=number, campaign=campaign.code) from None
