"""`bairi backup`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from django.utils.timezone import now
from django.utils.translation import gettext as _

from bairi.edges.cli.home import require_ready
from bairi.edges.cli.keeping import backup as back_up
from bairi.edges.cli.output import watch

app = typer.Typer(add_completion=False)


@app.command()
def backup(dest: Annotated[Path, typer.Argument(help="A folder that does not exist yet.")]) -> None:
    """Copy database, log, keys and files into a new folder, while people work. Keep it as safe as the home."""
    require_ready()
    with watch() as seen:
        seen.step(_("Copying the home"))
        made = back_up(dest, at=now(), progress=seen.move_to)
    size = f"{made.bytes / 2**20:.1f}"
    typer.echo(_("Backed up %(files)d files, %(size)s MB, to %(folder)s.") % {
        "files": made.files, "size": size, "folder": made.folder,
    })  # fmt: skip
