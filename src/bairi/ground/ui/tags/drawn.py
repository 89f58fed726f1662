"""Tags of the charts: each draws a dataclass of `ui.charts`, in the words of the page's language."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import template

from bairi.ground.ui import charts
from bairi.ground.ui.chart_words import chart_words
from bairi.ground.ui.markup import Markup

register = template.Library()
register.simple_tag(charts.sparkline, name="sparkline")
register.simple_tag(charts.day_ticks, name="day_ticks")


@register.inclusion_tag("ui/_trajectory.html")
def trajectory_chart(chart: charts.Trajectory, table: bool = True) -> dict[str, Any]:
    """The trajectory, and below it the same figures as a table that opens."""
    chart = replace(chart, words=chart_words())
    head, rows = charts.trajectory_table(chart)
    return {"drawn": charts.trajectory(chart), "head": head, "rows": rows, "table": table, "chart": chart}


@register.simple_tag
def reliability_chart(chart: charts.Reliability) -> Markup:
    """The reliability diagram."""
    return charts.reliability(replace(chart, words=chart_words()))
