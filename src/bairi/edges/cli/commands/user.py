"""`bairi user`"""

from __future__ import annotations

from typing import Annotated

import typer
from django.utils.timezone import now
from django.utils.translation import gettext as _

from bairi.edges.cli.actors import COMMAND
from bairi.edges.cli.home import require_ready
from bairi.ground.access import Role
from bairi.ground.accounts.actions import add_user

app = typer.Typer(add_completion=False)


@app.callback()
def user() -> None:
    """Add people."""


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="The person's name.")],
    role: Annotated[Role, typer.Option(help="What the person is.")],
    phone: Annotated[str, typer.Option(help="Phone number; also the user name unless --username is given.")] = "",
    username: Annotated[str, typer.Option(help="User name to sign in with.")] = "",
    place: Annotated[str | None, typer.Option(help="Code of the place; everywhere when left out.")] = None,
    task: Annotated[list[str] | None, typer.Option(help="Code of a task; all tasks when left out.")] = None,
    campaign: Annotated[str, typer.Option(help="Code of the campaign; every campaign when left out.")] = "",
    post: Annotated[str, typer.Option(help="The person's post.")] = "",
    email: Annotated[str, typer.Option(help="E-mail address.")] = "",
    language: Annotated[str, typer.Option(help="zh-hans, zh-hant or en.")] = "zh-hans",
) -> None:
    """Add a person with a first role; prints the first password, which must be changed at the first sign-in."""
    require_ready()
    if not (phone or username):
        raise typer.BadParameter(_("Give --phone or --username, so that the person can sign in."))
    made = add_user(
        name=name, role=role, place=place, username=username, phone=phone, email=email, post=post, language=language,
        task_codes=task or (), campaign_code=campaign, by=COMMAND, at=now(),
    )  # fmt: skip
    typer.echo(_("User name: %(username)s") % {"username": made.user.username})
    typer.echo(_("First password: %(password)s") % {"password": made.password})
