"""The one place where the command loads what lies behind Django's start: commands, settings, rooms."""

from __future__ import annotations

from importlib import import_module

import typer


def make_ready() -> None:
    """Start Django and speak the terminal's language."""
    import_module("bairi.edges.cli.django_ready").make_ready()


def command(module: str) -> typer.Typer:
    """The application of a command's module."""
    app = import_module(f"bairi.edges.cli.commands.{module}").app
    assert isinstance(app, typer.Typer)
    return app


def end(error: BaseException, name: str) -> int:
    """Say how the command `name` ended, and give its status."""
    return int(import_module("bairi.edges.cli.ending").end(error, name))


def require_ready() -> None:
    """Raise HomeNotReady unless the database fits the program."""
    import_module("bairi.edges.cli.home").require_ready()


def port_taken(host: str, port: int) -> Exception:
    """The refusal of a port that something else holds."""
    problem: Exception = import_module("bairi.edges.cli.problems").PortTaken(host=host, port=port)
    return problem


def work_until(stop: object) -> None:
    """Background work until the event is set."""
    import_module("bairi.ground.jobs.worker").work(stop=stop)


def ensure_demo() -> None:
    """Build the demo in this home unless it is there."""
    import_module("bairi.edges.cli.demo.running").ensure_demo()


def check_demo() -> int:
    """Build the demo, check it, print one JSON line; 0 when clean."""
    return int(import_module("bairi.edges.cli.demo.running").check_demo())
