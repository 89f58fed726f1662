"""`bairi demo`"""

from __future__ import annotations

import os
import tempfile
from typing import Annotated

import typer

from bairi.edges.cli import rooms
from bairi.edges.cli.demo_home import choose_home, clear_if_cut_short
from bairi.edges.cli.serving import Serving, serve_forever

app = typer.Typer(add_completion=False)


@app.command()
def demo(
    check: Annotated[bool, typer.Option("--check", help="Build in a temporary home and print one JSON line.")] = False,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8000,
) -> None:
    """Build the first hundred-day battle of Shangri-La City on 31 March 2016, unless it is there, and serve it."""
    if check:
        raise typer.Exit(_check())
    home = choose_home()
    clear_if_cut_short(home)
    rooms.make_ready()
    rooms.ensure_demo()
    raise typer.Exit(serve_forever(Serving(host=host, port=port, web=2, threads=4, workers=1)))


def _check() -> int:
    """1 when something is not clean."""
    with tempfile.TemporaryDirectory(prefix="bairi-demo-") as home:
        os.environ["BAIRI_HOME"] = home
        os.environ.pop("DATABASE_URL", None)
        rooms.make_ready()
        return rooms.check_demo()
