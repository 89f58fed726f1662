"""`bairi log`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bairi.edges.cli.home import require_ready
from bairi.edges.cli.output import print_json
from bairi.ground.transparency import commands

app = typer.Typer(add_completion=False)


@app.callback()
def log() -> None:
    """The log of changes: one leaf for each change, in a Merkle tree whose head is signed."""


@app.command()
def checkpoint() -> None:
    """Sign a checkpoint over all that has happened and print it."""
    require_ready()
    typer.echo(commands.checkpoint(at=now()), nl=False)


@app.command()
def prove(
    report: Annotated[str, typer.Argument(help="Key of a report or another object, or the number of a leaf.")],
    out: Annotated[Path | None, typer.Option(help="Write the proof to this file instead of printing it.")] = None,
    bare: Annotated[bool, typer.Option("--bare", help="Withhold personal details.")] = False,
) -> None:
    """Write the proof that a report is in the log, as a .tlog-proof file."""
    require_ready()
    proof = commands.prove(report, at=now(), bare=bare)
    if out is None:
        typer.echo(proof.text, nl=False)
    else:
        out.write_text(proof.text, encoding="utf-8")
        typer.echo(_("Proof written to %(file)s. The log's key: %(key)s") % {"file": out, "key": commands.public_key()})


@app.command()
def verify() -> None:
    """Rebuild the log from the rows and compare root, tiles and checkpoints."""
    require_ready()
    found = commands.verify()
    print_json({"size": found.size, "root": found.root.hex(), "checkpoints": found.checkpoints, "erased": found.erased})
    for finding in found.findings:
        typer.echo(str(finding), err=True)
    if found.findings:
        count = len(found.findings)
        said = ngettext("%(count)d finding, named above.", "%(count)d findings, named above.", count)
        typer.echo("bairi log verify: " + said % {"count": count}, err=True)
        raise typer.Exit(1)


@app.command()
def check(
    proof: Annotated[Path, typer.Argument(help="The .tlog-proof file.", exists=True, dir_okay=False)],
    key: Annotated[str, typer.Option(help="The log's public key: the line itself, or a file that holds it.")],
) -> None:
    """Check a proof with the public key alone: no database, no server."""
    shown = commands.check(proof, key)
    print_json(
        {
            "holds": True, "leaf": shown.index, "digest": shown.digest.hex(), "log_size": shown.head.size,
            "root": shown.head.root.hex(), "content": shown.envelope, "personal": shown.personal,
        }
    )  # fmt: skip
