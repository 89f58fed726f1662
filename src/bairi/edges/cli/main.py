"""The `bairi` command: finds what was typed, starts Django only where it is needed, ends in one line."""

from __future__ import annotations

import difflib
import os
import sys
from dataclasses import dataclass
from importlib import metadata
from typing import Final

import typer

from bairi.edges.cli import rooms


@dataclass(frozen=True, slots=True)
class Command:
    """A command's module, what it is for, and whether it needs Django (its tables and settings)."""

    module: str
    text: str
    django: bool = True


INTERRUPTED: Final = 130
COMMANDS: Final = {
    "init": Command("init", "Make or update the home: database, keys, log."),
    "serve": Command("serve", "Serve pages and the API, with background work.", django=False),
    "demo": Command("demo", "Build and serve the first hundred-day battle of Shangri-La City.", django=False),
    "user": Command("user", "Add people: `user add`."),
    "import": Command("import_", "Take in places, a plan, reports or a real series from a file."),
    "template": Command("template", "Write an empty workbook to fill in: `template plan`, `template reports`."),
    "standing": Command("standing", "How far a campaign stands, at three levels of trust."),
    "pace": Command("pace", "Whether a campaign is on pace, and what it would take."),
    "evidence": Command("evidence", "What deserves a second look among the evidence, and why."),
    "duties": Command("duties", "The month of a village work team: days in the village, visits."),
    "odk": Command("odk", "ODK Collect and KoboCollect: the form, and what phones sent with it."),
    "forecast": Command("forecast", "Forecast a campaign file from a share of its days.", django=False),
    "log": Command("log", "The log of changes: checkpoint, prove, verify, check."),
    "backup": Command("backup", "Copy the whole home to a folder, while it is in use."),
    "restore": Command("restore", "Put a copy back into an empty home."),
    "check": Command("check", "Recompute log, standing and files, and name what differs."),
    "openapi": Command("openapi", "Print the OpenAPI document of the API."),
}


def main(arguments: list[str] | None = None) -> None:
    """Run the command that was typed and leave with its status."""
    typed = sys.argv[1:] if arguments is None else arguments
    sys.exit(run(typed))


def run(typed: list[str]) -> int:
    """The exit status of a command line: 0 done, 1 refused or found wrong, 2 typed wrongly, 70 a fault of ours."""
    name = typed[0] if typed else "--help"
    if name in {"--help", "-h", "help"}:
        typer.echo(overview())
        return 0
    if name == "--version":
        typer.echo(f"bairi {metadata.version('bairi')}")
        return 0
    command = COMMANDS.get(name)
    if command is None:
        close = difflib.get_close_matches(name, COMMANDS, n=1)
        hint = f"Did you mean `bairi {close[0]}`?" if close else "`bairi --help` lists the commands."
        typer.echo(f"bairi: there is no command {name}. {hint}", err=True)
        return 2
    return call(command, name, typed[1:])


def call(command: Command, name: str, typed: list[str]) -> int:
    """Run one command; whatever goes wrong ends in one line that names the mend."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bairi.edges.web.settings")
    try:
        if command.django:
            rooms.make_ready()
        app = rooms.command(command.module)
        ended = typer.main.get_command(app)(args=typed, prog_name=f"bairi {name}", standalone_mode=False)
        if ended == INTERRUPTED:  # typer makes a status of Ctrl-C
            raise KeyboardInterrupt
        return int(ended or 0)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the outermost place; a fault goes to a file
        return rooms.end(error, f"bairi {name}")


def overview() -> str:
    """The list of commands."""
    width = max(map(len, COMMANDS)) + 2
    lines = ["Usage: bairi COMMAND [OPTIONS]", "", "Bairi runs a time-boxed development campaign.", "", "Commands:"]
    lines += [f"  {name:<{width}}{command.text}" for name, command in COMMANDS.items()]
    lines += ["", "`bairi COMMAND --help` says more. BAIRI_HOME names the folder that holds all state."]
    return "\n".join(lines)
