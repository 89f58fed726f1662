"""`bairi check`"""

from __future__ import annotations

from typing import Annotated

import typer
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bairi.edges.cli.home import require_ready
from bairi.edges.cli.keeping import check as check_home
from bairi.edges.cli.output import watch

app = typer.Typer(add_completion=False)


@app.command()
def check(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Make standing anew from the raw reports first.")] = False,
) -> None:
    """Recompute the log's root, the standing of every campaign and the digest of every file; name what differs."""
    require_ready()
    with watch() as seen:
        seen.step(_("Recomputing log, standing and files"))
        found = check_home(at=now(), rebuild=rebuild)
    for line in found.findings:
        typer.echo(line)
    if not found.is_clean:
        count = len(found.findings)
        said = ngettext("%(count)d finding, named above.", "%(count)d findings, named above.", count)
        typer.echo("bairi check: " + said % {"count": count}, err=True)
        raise typer.Exit(1)
    typer.echo(
        _("Clean: log of %(size)d leaves with root %(root)s, standing, %(files)d files.")
        % {"size": found.events, "root": found.root, "files": found.files}
    )
