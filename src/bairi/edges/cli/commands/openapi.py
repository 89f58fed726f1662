"""`bairi openapi`"""

from __future__ import annotations

import typer

from bairi.edges.api.queries import document_text

app = typer.Typer(add_completion=False)


@app.command()
def openapi() -> None:
    """Print the OpenAPI document of the API as JSON."""
    typer.echo(document_text(), nl=False)
