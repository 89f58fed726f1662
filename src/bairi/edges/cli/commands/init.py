"""`bairi init`"""

from __future__ import annotations

import typer
from django.conf import settings
from django.utils.timezone import now
from django.utils.translation import gettext as _

from bairi.edges.cli.home import bring_up_to_date
from bairi.ground.transparency.actions import integrate

app = typer.Typer(add_completion=False)


@app.command()
def init() -> None:
    """Make or update the home: database, secret key, the key of the log. Safe to run again."""
    steps = bring_up_to_date()
    integrate(at=now())
    typer.echo(_("Home: %(home)s") % {"home": settings.BAIRI_HOME})
    typer.echo(_("Database: %(steps)d steps applied, now up to date.") % {"steps": steps})
    typer.echo(
        _("Next: `bairi import places FILE`, then `bairi user add NAME --role data_officer`, then `bairi serve`.")
    )
