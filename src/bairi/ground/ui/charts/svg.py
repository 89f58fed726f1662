"""SVG markup as strings: escaping, numbers, paths, scales."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from bairi.ground.ui.markup import Markup

HATCH: Final = "url(#hatch)"
LEAST_SPAN: Final = 1e-6


def num(value: float) -> str:
    """A coordinate with at most one decimal and no idle zero: 12.04 → "12", -0.04 → "0"."""
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def tag(name: str, content: str = "", **attributes: object) -> str:
    """One element; attribute values are escaped, `content` must be markup already. `klass` becomes class, _ a dash."""
    pairs = "".join(
        f' {_attribute(key)}="{escape(num(value) if isinstance(value, float) else str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{pairs}>{content}</{name}>" if content else f"<{name}{pairs}/>"


def _attribute(key: str) -> str:
    return "class" if key == "klass" else key.replace("_", "-")


def text(x: float, y: float, content: str, *, klass: str | None = None, anchor: str | None = None) -> str:
    """A label; its content is escaped."""
    return tag("text", escape(content), x=float(x), y=float(y), klass=klass, text_anchor=anchor)


def line(points: Iterable[tuple[float, float]]) -> str:
    """Path data through the points."""
    return "".join(f"{'L' if i else 'M'}{num(x)} {num(y)}" for i, (x, y) in enumerate(points))


def steps(points: Sequence[tuple[float, float]]) -> str:
    """Path data of a step function: each value holds until the next point."""
    if not points:
        return ""
    head, *rest = points
    return f"M{num(head[0])} {num(head[1])}" + "".join(f"H{num(x)}V{num(y)}" for x, y in rest)


def area(upper: Sequence[tuple[float, float]], lower: Sequence[tuple[float, float]]) -> str:
    """Path data of the band between two lines over the same places."""
    return line(upper) + "".join(f"L{num(x)} {num(y)}" for x, y in reversed(lower)) + "Z" if upper else ""


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear scale from a domain to a range; a domain of one point maps to the start."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        span = self.high - self.low
        return self.start if span == 0 else self.start + (value - self.low) / span * (self.end - self.start)


def frame(width: float, height: float, body: str, *, title: str, desc: str = "", klass: str = "chart") -> Markup:
    """The outer element: scales to its column, is one image to a screen reader with a name and a description."""
    name = tag("title", escape(title)) if title else ""
    about = tag("desc", escape(desc)) if desc else ""
    return Markup(
        f'<svg class="{escape(klass)}" viewBox="0 0 {num(width)} {num(height)}" role="img" aria-label="{escape(title)}"'
        f' preserveAspectRatio="xMidYMid meet">{name}{about}{body}</svg>'
    )


def ladder(low: float, high: float, wanted: int = 4) -> list[float]:
    """Round values for an axis, at most about `wanted` of them, within low..high.

    >>> ladder(0, 115)
    [0.0, 50.0, 100.0]
    """
    span = high - low
    if span < LEAST_SPAN:
        return [low]
    unit = 10.0 ** math.floor(math.log10(span / wanted))
    step = next((unit * k for k in (1, 2, 5) if span / (unit * k) <= wanted), unit * 10)
    first = -(-low // step) * step
    return [round(first + i * step, 6) for i in range(int((high - first) / step + 1e-9) + 1)]
