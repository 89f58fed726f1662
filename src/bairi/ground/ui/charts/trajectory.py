"""The trajectory of a target or a roll-up: first baseline, current plan, the three levels, the forecast's fan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from bairi.ground.ui.charts.labels import Box, box_of, first_free, spread
from bairi.ground.ui.charts.svg import Scale, area, frame, ladder, line, num, steps, tag, text
from bairi.ground.ui.charts.words import Words
from bairi.ground.ui.markup import Markup

Points = Sequence[tuple[float, float]]
Bands = Sequence[tuple[float, float, float]]
LEFT, RIGHT, TOP, BOTTOM, LABEL_GAP = 30.0, 8.0, 12.0, 22.0, 12.5
LEVELS: Final = ("reported", "confirmed", "verified")


@dataclass(frozen=True, slots=True)
class Milestone:
    """A share or quantity due on an earlier day; `label` may be empty."""

    day: float
    value: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A word beside the reported line, e.g. a correction."""

    day: float
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Trajectory:
    """What is drawn. Points are (day, value); bands (day, low, high). `top` is the value that means "all done".

    With `percent` values are shares and the axis reads 0..100; otherwise it reads the quantity itself. `stepped`
    draws the levels as step functions. `median` and the bands run from today on and may be empty.
    """

    days: int
    today: float
    title: str
    desc: str = ""
    plan: Points = ()
    baseline: Points = ()
    reported: Points = ()
    confirmed: Points = ()
    verified: Points = ()
    median: Points = ()
    band_50: Bands = ()
    band_90: Bands = ()
    milestones: Sequence[Milestone] = ()
    notes: Sequence[Note] = ()
    top: float = 1.0
    percent: bool = True
    stepped: bool = False
    width: float = 340.0
    height: float = 176.0
    words: Words = field(default_factory=Words)


def trajectory(chart: Trajectory) -> Markup:
    """The chart as one SVG. Draw it for the narrowest column it will stand in, so that labels stay readable."""
    last = max([float(chart.days) * 1.04, chart.today, *(day for day, _ in chart.median)])
    x = Scale(0, last, LEFT, chart.width - RIGHT)
    y = Scale(0, _highest(chart), chart.height - BOTTOM, TOP)
    body = _grid(chart, x, y) + _fan(chart, x, y) + _plans(chart, x, y) + _levels(chart, x, y) + _moments(chart, x, y)
    names = _names(chart, x, y)
    body += _milestones(chart, x, y, [name.box for name in names]) + _notes(chart, x, y)
    return frame(chart.width, chart.height, body + "".join(map(_drawn, names)), title=chart.title, desc=chart.desc)


def _highest(chart: Trajectory) -> float:
    values = [value for level in LEVELS for _, value in getattr(chart, level)]
    values += [value for _, value in chart.plan] + [value for _, value in chart.baseline]
    highest = max([chart.top, *values], default=1.0)
    return highest if highest > 0 else 1.0


def _grid(chart: Trajectory, x: Scale, y: Scale) -> str:
    marks = (
        [0.0, chart.top / 2, chart.top]
        if chart.percent
        else [v for v in ladder(0, chart.top, 3) if v < chart.top * 0.8]
    )
    marks = marks if chart.percent else [*marks, chart.top]
    body = ""
    for value in marks:
        body += tag("line", klass="grid", x1=x.start, x2=x.end, y1=y(value), y2=y(value))
        label = f"{value * 100:.0f}" if chart.percent else f"{value:,.3f}".rstrip("0").rstrip(".")
        body += text(LEFT - 5, y(value) + 4, label, anchor="end") if value else ""
    floor = chart.height - 6
    for day in _axis_days(chart.days):
        body += text(x(day), floor, num(day) if day else chart.words.day_zero, anchor="middle" if day else "start")
    return body


def _axis_days(days: int) -> list[float]:
    return [day for day in ladder(0, days, 5) if day in {0, days} or days - day >= days * 0.08] or [0.0]


def _fan(chart: Trajectory, x: Scale, y: Scale) -> str:
    body = ""
    for klass, band in (("fan-90", chart.band_90), ("fan-50", chart.band_50)):
        upper = [(x(day), y(high)) for day, _, high in band]
        lower = [(x(day), y(low)) for day, low, _ in band]
        body += tag("path", klass=klass, d=area(upper, lower)) if band else ""
    return body + (tag("path", klass="fan-mid", d=_line(chart.median, x, y)) if chart.median else "")


def _line(points: Points, x: Scale, y: Scale) -> str:
    return line((x(day), y(value)) for day, value in points)


def _plans(chart: Trajectory, x: Scale, y: Scale) -> str:
    body = tag("path", klass="baseline", d=_line(chart.baseline, x, y)) if chart.baseline else ""
    return body + (tag("path", klass="plan", d=_line(chart.plan, x, y)) if chart.plan else "")


def _levels(chart: Trajectory, x: Scale, y: Scale) -> str:
    body = ""
    for level in LEVELS:
        points: Points = getattr(chart, level)
        if points:
            data = steps([(x(d), y(v)) for d, v in points]) if chart.stepped else _line(points, x, y)
            body += tag("path", klass=level, d=data)
    return body


def _moments(chart: Trajectory, x: Scale, y: Scale) -> str:
    body = ""
    for klass, day in (("deadline", float(chart.days)), ("today", chart.today)):
        body += tag("line", klass=klass, x1=x(day), x2=x(day), y1=TOP - 8, y2=y.start)
    near = chart.today > chart.days * 0.8
    body += text(x(chart.days) - 4, TOP - 2, chart.words.deadline, anchor="end") if not near else ""
    anchor, shift = ("end", -4.0) if near else ("start", 4.0)
    return body + text(x(chart.today) + shift, TOP - 2, chart.words.today, anchor=anchor, klass="halo")


def _milestones(chart: Trajectory, x: Scale, y: Scale, taken: Sequence[Box]) -> str:
    room = Box(LEFT, 0, chart.width, chart.height - BOTTOM)
    boxes = [*taken, box_of(x(chart.today) + 4, TOP - 2, chart.words.today)]
    body = ""
    for stone in chart.milestones:
        a, b = x(stone.day), y(stone.value)
        body += tag("path", klass="milestone", d=f"M{num(a)} {num(b - 5)}l5 5-5 5-5-5z")
        boxes.append(_diamond(stone, x, y))
        if stone.label:
            at = [(a + 8, b + down, "start") for down in (16, 4, 28, 42)] + [
                (a - 8, b - 8, "end"),
                (a + 8, b + 56, "start"),
            ]
            place_x, place_y, anchor = first_free(at, stone.label, boxes, room)
            boxes.append(box_of(place_x, place_y, stone.label, anchor))
            body += text(place_x, place_y, stone.label, anchor=anchor, klass="halo")
    return body


def _notes(chart: Trajectory, x: Scale, y: Scale) -> str:
    return "".join(text(x(n.day) - 4, y(n.value) - 6, n.text, anchor="end", klass="halo") for n in chart.notes)


@dataclass(frozen=True, slots=True)
class _Name:
    """A level's name and last value; `key` is the level when a piece of its line stands before the words."""

    x: float
    y: float
    said: str
    anchor: str
    level: str
    key: bool = False

    @property
    def box(self) -> Box:
        return box_of(self.x, self.y, self.said, self.anchor)


def _names(chart: Trajectory, x: Scale, y: Scale) -> list[_Name]:
    """Beside the last points and kept apart; where a milestone is in the way, as a key in the free lower corner."""
    drawn = [(level, getattr(chart, level)[-1]) for level in LEVELS if getattr(chart, level)]
    wanted = [y(value) + 4 for _, (_, value) in drawn]
    left = x(chart.today) > chart.width * 0.72
    floor = y.start - 3
    places = spread(wanted, LABEL_GAP, _below_the_lines(wanted, floor) if left else TOP + 14, floor)
    anchor, shift = ("end", -6.0) if left else ("start", 6.0)
    names = [
        _Name(x(day) + shift, place, _said(chart, level, value), anchor, level)
        for (level, (day, value)), place in zip(drawn, places, strict=True)
    ]
    diamonds = [_diamond(stone, x, y) for stone in chart.milestones]
    if not any(name.box.meets(diamond) for name in names for diamond in diamonds):
        return names
    floor = y.start - 7 - LABEL_GAP * len(names)
    return [
        _Name(x(chart.days) - 6, floor + LABEL_GAP * (i + 1), n.said, "end", n.level, True) for i, n in enumerate(names)
    ]


def _below_the_lines(wanted: Sequence[float], floor: float) -> float:
    """Where the names may begin: under all lines that rise to them, or under the highest where there is no room."""
    under = max(wanted, default=0.0) + 20
    fits = under + LABEL_GAP * (len(wanted) - 1) <= floor
    return under if fits else min(wanted) + 20


def _diamond(stone: Milestone, x: Scale, y: Scale) -> Box:
    a, b = x(stone.day), y(stone.value)
    return Box(a - 6, b - 6, a + 6, b + 6)


def _drawn(name: _Name) -> str:
    klass = "halo strong" if name.level == "verified" else "halo"
    at = name.box.left
    key = tag("path", klass=name.level, d=f"M{num(at - 20)} {num(name.y - 4)}h15") if name.key else ""
    return key + text(name.x, name.y, name.said, anchor=name.anchor, klass=klass)


def _said(chart: Trajectory, level: str, value: float) -> str:
    figure = f"{value * 100:.0f}%" if chart.percent else f"{value:,.3f}".rstrip("0").rstrip(".")
    return f"{getattr(chart.words, level)} {figure}"


def trajectory_table(chart: Trajectory, rows: int = 12) -> tuple[list[str], list[list[str]]]:
    """The same figures as a table: head and rows, at about `rows` days and today, for those who don't see the chart."""
    words = chart.words
    head = [words.day, words.planned, words.reported, words.confirmed, words.verified]
    step = max(1, round(chart.days / rows))
    days = sorted({*range(0, chart.days + 1, step), int(chart.today), chart.days})
    return head, [[str(day), *(_at(chart, name, day) for name in ("plan", *LEVELS))] for day in days]


def _at(chart: Trajectory, name: str, day: int) -> str:
    before = [value for at, value in getattr(chart, name) if at <= day]
    if not before or (name != "plan" and day > chart.today):
        return "—"
    return f"{before[-1] * 100:.1f}%" if chart.percent else f"{before[-1]:,.3f}".rstrip("0").rstrip(".")
