"""Who was urged to report: villages that have fallen silent, one of which has seen it and still says nothing."""

from __future__ import annotations

from bairi.edges.cli.demo.acts import Act, See, Urge
from bairi.edges.cli.demo.plan import moment

NORTH, EAST, WEST = "533401206204", "533401205206", "533401203203"
"""The villages that are silent (`story.SILENT`)."""


def urgings() -> list[Act]:
    """What was urged and seen, in order of time: by a township, by the county's office, by the commander."""
    return [
        Urge(at=moment(37, 9), who="c533401203", places=(WEST,)),
        See(at=moment(37, 15), who=f"v{WEST}", place=WEST),
        Urge(at=moment(44, 9), who="shujuyuan", places=(WEST, NORTH, EAST)),
        See(at=moment(45, 8), who=f"v{NORTH}", place=NORTH),
        Urge(at=moment(46, 11), who="zhihuizhang", places=(WEST,), message="已两周未报，请今日内补报（生成）。"),
    ]
