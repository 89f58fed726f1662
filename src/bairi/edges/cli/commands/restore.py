"""`bairi restore`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from bairi.edges.cli.keeping import restore as put_back
from bairi.edges.cli.output import watch

app = typer.Typer(add_completion=False)


@app.command()
def restore(
    src: Annotated[Path, typer.Argument(help="A folder that `bairi backup` has made.", exists=True, file_okay=False)],
) -> None:
    """Put a copy back into an empty home (BAIRI_HOME). Every file is compared before any is written."""
    with watch() as seen:
        seen.step(_("Putting the copy back"))
        made = put_back(src, progress=seen.move_to)
    typer.echo(_("Restored %(files)d files of the copy made at %(moment)s. `bairi check` looks it over.") % {
        "files": made.files, "moment": made.made_at,
    })  # fmt: skip
