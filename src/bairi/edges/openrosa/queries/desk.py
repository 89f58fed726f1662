"""What a submission is judged by: its campaign and the version of the form it was filled in with, in one statement."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from bairi.delivery.reports.permissions import RECEIVE_REPORT
from bairi.edges.openrosa.problems import ReportsNotOpen
from bairi.edges.openrosa.rules.declared import Fields
from bairi.ground.access import Actor, Grant, NotVisible

DESK: Final = """
SELECT c.id, c.code, c.name, p.id, p.code, p.path, f.id, f.fields, f.groups
FROM campaigns_campaign c
JOIN places_place p ON p.id = c.place_id
LEFT JOIN openrosa_formversion f ON f.campaign_id = c.id AND f.form_id = %s AND f.number = %s
WHERE c.code = %s"""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where submissions of a campaign come in. `fields` is what the form declares, None for somebody else's form;
    `groups` what it declares for the entries of each repeat that holds reports."""

    campaign_id: int
    campaign: str
    campaign_name: str
    place_id: int
    place: str
    place_path: str
    form_id: int | None
    fields: Fields | None
    groups: Mapping[str, Fields]


def desk_for(actor: Actor, campaign: str, *, form: str = "", version: str = "") -> Desk:
    """The desk of a campaign that the actor sees and may report in. Raises NotVisible, ReportsNotOpen. One query."""
    number = int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0
    with connection.cursor() as cursor:
        cursor.execute(DESK, [form, number, campaign])
        row = cursor.fetchone()
    if row is None:
        raise NotVisible()
    key, code, name, place, place_code, path, form_key, fields, groups = row
    desk = Desk(key, code, name, place, place_code, path, form_key, _json(fields), _json(groups) or {})
    if not any(_reaches(grant, desk) for grant in actor.grants):
        raise NotVisible()
    if not any(_reaches(grant, desk) for grant in actor.grants_for(RECEIVE_REPORT)):
        raise ReportsNotOpen(campaign=desk.campaign_name)
    return desk


def _json(value: Any) -> Any:
    """A JSON column as the engine's own cursor gives it."""
    return json.loads(value) if isinstance(value, str) else value


def _reaches(grant: Grant, desk: Desk) -> bool:
    """As the scope of `Campaign` has it: places above the campaign's see it, and all below."""
    related = desk.place_path.startswith(grant.place_path) or grant.place_path.startswith(desk.place_path)
    return related and grant.campaign_code in {None, desk.campaign}
