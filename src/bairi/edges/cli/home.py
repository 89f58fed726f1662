"""The home folder: whether its database fits the program, and how it is brought up to date."""

from __future__ import annotations

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from bairi.edges.cli.problems import HomeNotReady


def missing_steps() -> int:
    """How many migrations the database still lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def require_ready() -> None:
    """Raise HomeNotReady unless the database fits the program."""
    missing = missing_steps()
    if missing:
        raise HomeNotReady(home=settings.BAIRI_HOME, count=missing)


def bring_up_to_date() -> int:
    """Apply what the database lacks. Returns how many steps were applied."""
    missing = missing_steps()
    if missing:
        call_command("migrate", verbosity=0, interactive=False)
    return missing
