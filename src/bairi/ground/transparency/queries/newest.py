"""Whether anything has happened, and what: for pages that are kept at hand."""

from __future__ import annotations

from django.db import connection

from bairi.ground.transparency.models import EventRow

STAMP_SQL = """
SELECT COALESCE(MAX(id), 0), COALESCE(SUM(id), 0)
FROM (SELECT id FROM transparency_event ORDER BY id DESC LIMIT 64) newest"""
"""The sum tells an event that was committed after one of a greater number, which the greatest number alone hides."""

Stamp = tuple[int, int]


def log_stamp() -> Stamp:
    """Changes whenever an event is committed. One query."""
    with connection.cursor() as cursor:
        cursor.execute(STAMP_SQL)
        greatest, total = cursor.fetchone()
    return int(greatest), int(total)


def newest_events(most: int) -> list[tuple[int, str, str | None]]:
    """(id, kind, place code) of the newest events, newest first, numbered by the sequencer or not. One query."""
    return list(EventRow.objects.order_by("-pk").values_list("pk", "kind", "place")[:most])
