"""The sparkline: a word-sized chart in a table or a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from bairi.ground.ui.charts.svg import Scale, line, num, tag
from bairi.ground.ui.markup import Markup

WIDTH, HEIGHT, EDGE = 88.0, 22.0, 3.0


@dataclass(frozen=True, slots=True)
class Spark:
    """Values at even steps, the plan beside them (may be empty); `label` is said to a screen reader."""

    values: Sequence[float]
    plan: Sequence[float] = ()
    label: str = ""
    state: str = ""


def sparkline(spark: Spark) -> Markup:
    """The line with its last point; both lines share one scale from zero. Empty values give an empty string."""
    if not spark.values:
        return Markup("")
    steps = max(len(spark.values), len(spark.plan)) - 1
    x = Scale(0, max(steps, 1), EDGE, WIDTH - EDGE)
    top = max([*spark.values, *spark.plan])
    y = Scale(min(0.0, *spark.values), top if top > 0 else 1.0, HEIGHT - EDGE, EDGE)
    drawn = [(x(i), y(value)) for i, value in enumerate(spark.values)]
    plan = line((x(i), y(value)) for i, value in enumerate(spark.plan))
    body = (tag("path", klass="plan", d=plan) if plan else "") + tag("path", d=line(drawn))
    body += tag("circle", cx=drawn[-1][0], cy=drawn[-1][1], r=2.2)
    name = f'role="img" aria-label="{escape(spark.label)}"' if spark.label else 'aria-hidden="true"'
    return Markup(
        f'<svg class="spark {escape(spark.state)}" viewBox="0 0 {num(WIDTH)} {num(HEIGHT)}" {name}>{body}</svg>'
    )
