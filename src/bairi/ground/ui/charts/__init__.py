"""Charts as SVG strings, made on the server: a dataclass in, markup out. Pure: no Django, no clock, no script.

Colours come from the page's tokens through classes, so a chart follows dark mode, the wall and print.
"""

from bairi.ground.ui.charts.reliability import Bin, Reliability, reliability
from bairi.ground.ui.charts.spark import Spark, sparkline
from bairi.ground.ui.charts.ticks import Ticks, day_ticks
from bairi.ground.ui.charts.trajectory import Milestone, Note, Trajectory, trajectory, trajectory_table
from bairi.ground.ui.charts.words import Words

__all__ = [
    "Bin",
    "Milestone",
    "Note",
    "Reliability",
    "Spark",
    "Ticks",
    "Trajectory",
    "Words",
    "day_ticks",
    "reliability",
    "sparkline",
    "trajectory",
    "trajectory_table",
]
