"""The demo's main job without a browser: what the commander would see, as one JSON line."""

from __future__ import annotations

from typing import Any

import numpy as np

from bairi.delivery.reports.queries import standing_at
from bairi.delivery.reports.queries.standing import StandingRow
from bairi.edges.cli.actors import COMMAND
from bairi.edges.cli.demo import plan
from bairi.edges.cli.keeping import CheckReport
from bairi.ground.places.models import Place
from bairi.outlook.cockpit.queries.cockpit import Cockpit, cockpit
from bairi.plan.campaigns.queries import calendar, target_arrays
from bairi.plan.pace import planned


def summary(found: CheckReport) -> dict[str, Any]:
    """What stands on the demo's day: the county, 安南村 with its groups, the exceptions, the log, the check."""
    seen = cockpit(COMMAND, plan.CAMPAIGN)
    rows, head = seen.picture.rows, seen.header
    return {
        "campaign": seen.campaign.code,
        "as_of": head.on,
        "day": head.day,
        "days": head.days,
        "places": Place.objects.filter(path__startswith=seen.root.path, level=5).count(),
        "townships": Place.objects.filter(path__startswith=seen.root.path, level=4).count(),
        "tasks": len(seen.tasks),
        "cells": len({(row.place_code[:12], row.task_code) for row in rows}),
        "county": {
            "planned": _rounded(head.planned),
            "reported": _rounded(head.reported),
            "confirmed": _rounded(head.confirmed),
            "verified": _rounded(head.verified),
            "coverage": _rounded(head.coverage),
            "expected_targets_met": round(head.expected, 1),
        },
        "village": _village(seen),
        "exceptions": seen.exception_count,
        "log": {"size": found.events, "root": found.root},
        "check": "clean" if found.is_clean else "; ".join(found.findings),
    }


def _village(seen: Cockpit) -> dict[str, Any]:
    village = Place.objects.get(code=plan.ANNAN)
    standing = standing_at(COMMAND, seen.campaign, on=seen.header.on, place_path=village.path)
    rows = [row for row in standing if not row.target.is_control]
    arrays = target_arrays([row.target for row in rows], calendar(seen.campaign))
    by_plan = planned(arrays, np.array([seen.header.on.toordinal()]))[:, 0]
    measures = [_measure(row, float(value)) for row, value in zip(rows, by_plan, strict=True)]
    return {"code": village.code, "name": village.name, "measures": measures}


def _measure(row: StandingRow, by_plan: float) -> dict[str, Any]:
    target = row.target
    return {
        "task": target.task_code,
        "measure": target.measure_code,
        "place": target.place_code,
        "unit": target.unit,
        "target": target.must,
        "planned": round(by_plan, 3),
        "reported": row.reported,
        "confirmed": row.confirmed,
        "verified": row.verified,
        "source": target.source,
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
