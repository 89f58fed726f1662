"""The reliability diagram: did what was forecast at 70 % come true 70 times in a hundred?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bairi.ground.ui.charts.svg import Scale, frame, line, tag, text
from bairi.ground.ui.charts.words import Words
from bairi.ground.ui.markup import Markup

LEFT, RIGHT, TOP, BOTTOM = 34.0, 10.0, 24.0, 34.0


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts of about `forecast`, of which `observed` came true (95 % range low..high), `cases` of them. Shares."""

    forecast: float
    observed: float
    cases: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """Bins in order of forecast; `title` and `desc` are said to a screen reader."""

    bins: Sequence[Bin]
    title: str
    desc: str = ""
    words: Words = field(default_factory=Words)
    size: float = 300.0


def reliability(chart: Reliability) -> Markup:
    """A square with the diagonal of perfect forecasts, a dot and range for each bin, and how many cases each had."""
    size = chart.size
    x = Scale(0, 1, LEFT, size - RIGHT)
    y = Scale(0, 1, size - BOTTOM, TOP)
    body = _grid(x, y, size, chart.words)
    most = max((b.cases for b in chart.bins), default=0)
    for b in chart.bins:
        height = 36 * b.cases / most
        body += tag("rect", klass="count-bar", x=x(b.forecast) - 5, y=y(0) - height, width=10.0, height=height)
    body += tag("path", klass="ideal", d=line([(x(0), y(0)), (x(1), y(1))]))
    body += text(x(0.9), y(0.9) - 8, chart.words.perfect, anchor="end")
    for b in chart.bins:
        body += tag("line", klass="range", x1=x(b.forecast), x2=x(b.forecast), y1=y(b.low), y2=y(b.high))
        body += tag("circle", klass="dot", cx=x(b.forecast), cy=y(b.observed), r=4.0)
    return frame(size, size, body, title=chart.title, desc=chart.desc)


def _grid(x: Scale, y: Scale, size: float, words: Words) -> str:
    body = ""
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        body += tag("line", klass="grid", x1=x(0), x2=x(1), y1=y(share), y2=y(share))
        body += text(LEFT - 5, y(share) + 4, f"{share * 100:.0f}", anchor="end")
        body += text(x(share), size - BOTTOM + 14, f"{share * 100:.0f}", anchor="middle")
    body += text((x(0) + x(1)) / 2, size - 4, f"{words.forecast_share} %", anchor="middle")
    return body + text(LEFT, TOP - 10, f"{words.observed_share} %")
