"""How a command ends when something is wrong: one last line that names the mend, and a status."""

from __future__ import annotations

import sys
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

import typer
from django.conf import settings
from django.utils.translation import gettext as _

from bairi.edges.cli.django_ready import make_ready
from bairi.edges.web.faults import machine_problem
from bairi.ground.access import Problem

REFUSED, TYPED_WRONGLY, INTERRUPTED, FAULT = 1, 2, 130, 70


def end(error: BaseException, command: str) -> int:
    """Say what went wrong on the error stream and give back the status. Python's own trace goes to a file."""
    make_ready()
    if isinstance(error, KeyboardInterrupt) or type(error).__name__ == "Abort":
        typer.echo(f"{command}: " + _("stopped."), err=True)
        return INTERRUPTED
    show = getattr(error, "show", None)
    if show is not None:
        show()
        return TYPED_WRONGLY
    problem = error if isinstance(error, Problem) else machine_problem(error)
    if problem is not None:
        typer.echo(f"{command}: {problem}", err=True)
        return REFUSED
    if isinstance(error, OSError) and error.args:
        typer.echo(f"{command}: {_plain(error)}", err=True)
        return REFUSED
    typer.echo(f"{command}: " + _fault(error), err=True)
    return FAULT


def _plain(error: Exception) -> str:
    return str(error).replace("\n", " ")


def _fault(error: BaseException) -> str:
    trace = [f"{datetime.now(UTC).isoformat()} {' '.join(sys.argv)}\n", *traceback.format_exception(error)]
    said = {"kind": type(error).__name__, "said": _plain(Exception(*error.args))}
    for folder in (Path(settings.BAIRI_HOME), Path(tempfile.gettempdir())):
        file = folder / "command-errors.log"
        try:
            with file.open("a", encoding="utf-8") as out:
                out.writelines(trace)
        except OSError:  # gone, full or read-only
            continue
        sentence = _(
            "%(kind)s: %(said)s. This is a fault of Bairi; please send the end of %(file)s to its maintainers."
        )
        return sentence % {**said, "file": file}
    return "".join(trace) + "{kind}: {said}".format(**said)
