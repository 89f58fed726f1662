"""`bairi serve`"""

from __future__ import annotations

from typing import Annotated

import typer

from bairi.edges.cli.serving import Serving, serve_forever

app = typer.Typer(add_completion=False)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.", envvar="BAIRI_HOST")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", envvar="BAIRI_PORT", min=1, max=65535)] = 8000,
    web: Annotated[int, typer.Option(help="Web processes.", envvar="BAIRI_WEB", min=1)] = 2,
    threads: Annotated[int, typer.Option(help="Threads of each web process.", min=1)] = 4,
    workers: Annotated[int, typer.Option(help="Processes for background work.", envvar="BAIRI_WORKERS", min=0)] = 1,
) -> None:
    """Serve pages and the API, with background work, until SIGTERM or Ctrl-C. A process that dies is started again."""
    raise typer.Exit(serve_forever(Serving(host=host, port=port, web=web, threads=threads, workers=workers)))
