"""The small parts that pages repeat by the hundred: ready strings, formatted in Python, looped flat in templates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from lucide.templatetags.lucide import lucide

from bairi.ground.ui.markup import Markup
from bairi.ground.ui.states import LEVELS, STATES, State
from bairi.ground.ui.words import DASH, percent

SVG_DEFS: Final = Markup(
    '<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>'
    '<pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
    '<rect class="hatch-ground" width="4" height="4"/><rect class="hatch-line" width="4" height="1.6"/></pattern>'
    "</defs></svg>"
)
"""The hatch that means "a claim". Once in every page that holds a bar or a chart; `base.html` has it."""

TIME_TURNS: Final = 0.75
"""From this share on, the words of the needle of time stand before it."""


@lru_cache(maxsize=512)
def icon(name: str, size: int = 18, label: str = "") -> Markup:
    """A lucide icon as inline SVG; decorative unless it has a label. Raises IconDoesNotExist."""
    named = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    drawn = str(lucide(name + "", size=size, **{"class": "icon", **named}))
    return Markup("".join(line.strip() for line in drawn.splitlines()).replace(" />", "/>"))


@dataclass(frozen=True, slots=True)
class Phrases:
    """What the repeated parts say, in one language, looked up once."""

    states: dict[str, str]
    trust: str
    late: str
    comma: str

    def of_trust(self, planned: float | None, reported: float, confirmed: float, verified: float | None) -> str:
        """The trust bar in words."""
        return self.trust % {
            "planned": percent(planned),
            "reported": percent(reported),
            "confirmed": percent(confirmed),
            "verified": percent(verified),
        }


def phrases() -> Phrases:
    """The phrases of the active language."""
    return _phrases_in(get_language() or "")


@lru_cache(maxsize=8)
def _phrases_in(language: str) -> Phrases:
    return Phrases(
        states={state: escape(str(word)) for state, word in STATES.items()},
        trust=_("planned %(planned)s%%, reported %(reported)s%%, confirmed %(confirmed)s%%, verified %(verified)s%%"),
        late=_("%(count)d of them late"),
        comma=_(", "),
    )


def mark(state: State) -> Markup:
    """The shape of a state: circle, diamond, triangle, dashed ring, tick, dash. The word must stand beside it."""
    return Markup(f'<i class="mark {state}"></i>')


def state_tag(state: State, text: str = "") -> Markup:
    """A chip with shape and word; `text` replaces the state's own word."""
    return Markup(f'<span class="tag {state}">{mark(state)}{escape(text or str(STATES[state]))}</span>')


def trust_bar(
    planned: float | None,
    reported: float,
    confirmed: float,
    verified: float | None,
    *,
    size: str = "",
    elapsed: float | None = None,
    label: str | None = "",
) -> Markup:
    """One bar, three levels and the plan's tick; shares 0..1, drawn clipped to that range.

    `size`: "", "big" (page headers) or "board". `elapsed` adds the needle of time. `label=None` hides it from
    screen readers (where the words stand beside it); "" says the four figures.
    """
    if label is None:
        name = ' aria-hidden="true"'
    else:
        name = f' role="img" aria-label="{escape(label or phrases().of_trust(planned, reported, confirmed, verified))}"'
    body = _level("reported", reported) + _level("confirmed", confirmed) + _level("verified", verified)
    tick = "" if planned is None else f'<rect class="planned" x="{_clip(planned)}%" width="2" height="100%"/>'
    return Markup(
        f'<svg class="bar{" " + escape(size) if size else ""}"{name}><rect class="track" width="100%"/>'
        f"{body}{_needle(elapsed)}{tick}</svg>"
    )


def _clip(share: float) -> str:
    if share <= 0:
        return "0"
    return "100" if share >= 1 else f"{share * 100:.1f}".removesuffix(".0")


def _level(level: str, share: float | None) -> str:
    if not share or share <= 0:
        return ""
    fill = ' fill="url(#hatch)"' if level == "reported" else ""
    return f'<rect class="{level}" width="{_clip(share)}%"{fill}/>'


def _needle(elapsed: float | None) -> str:
    if elapsed is None:
        return ""
    at = _clip(elapsed)
    said = escape(_("time %(percent)s%%") % {"percent": percent(elapsed)})
    side = ' class="before"' if elapsed > TIME_TURNS else ""
    return f'<line class="needle" x1="{at}%" x2="{at}%" y1="0" y2="100%"/><text{side} x="{at}%" y="0">{said}</text>'


def swatch(level: str) -> Markup:
    """The level's colour or texture as a key: reported, confirmed, verified, planned."""
    fill = ' fill="url(#hatch)"' if level == "reported" else ""
    shape = f'<rect width="100%" height="100%"{fill}/>'
    return Markup(f'<svg class="swatch {level}" aria-hidden="true">{shape}</svg>')


def trust_key() -> Markup:
    """The legend of the trust bar."""
    rows = "".join(
        f"<li>{swatch(level)}{escape(str(LEVELS[level]))}</li>"
        for level in ("verified", "confirmed", "reported", "planned")
    )
    return Markup(f'<ul class="legend">{rows}</ul>')


def kbd(key: str) -> Markup:
    """A key as it stands on the keyboard."""
    return Markup(f"<kbd>{escape(key)}</kbd>")


def late_count(count: int) -> Markup:
    """How many late children an average hides: `3▲`. Empty for none."""
    if not count:
        return Markup("")
    said = phrases().late % {"count": count}
    return Markup(
        f'<span class="late-count"><span aria-hidden="true">{count}{mark("late")}</span>'
        f'<span class="sr">{escape(said)}</span></span>'
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the pace matrix: `figure` is ready text ("46", "20 天无报"), `late` counts late children."""

    state: State
    href: str = ""
    figure: str = DASH
    label: str = ""
    planned: float | None = None
    reported: float = 0.0
    confirmed: float = 0.0
    verified: float | None = None
    late: int = 0


def pace_cell(cell: Cell, said: Phrases | None = None) -> Markup:
    """The inside of one `<td>` of the matrix, about 500 bytes. Who draws many passes `said=phrases()`."""
    said = said or phrases()
    if cell.state == "no_target":
        words = f"{escape(cell.label)} {said.states['no_target']}".strip()
        return Markup(
            f'<span class="cell no_target"><span aria-hidden="true">{DASH}</span><span class="sr">{words}</span></span>'
        )
    late = f'<span class="late-count">{cell.late}{mark("late")}</span>' if cell.late else ""
    return Markup(
        f'<a class="cell {cell.state}" href="{escape(cell.href)}">'
        f'<span class="cell-top">{mark(cell.state)}<b>{escape(cell.figure)}</b>{late}</span>'
        f"{trust_bar(cell.planned, cell.reported, cell.confirmed, cell.verified, label=None)}"
        f'<span class="sr">{_cell_sentence(cell, said)}</span></a>'
    )


def _cell_sentence(cell: Cell, said: Phrases) -> str:
    words = [escape(cell.label)] if cell.label else []
    words.append(said.states[cell.state])
    if cell.late:
        words.append(said.late % {"count": cell.late})
    words.append(said.of_trust(cell.planned, cell.reported, cell.confirmed, cell.verified))
    return said.comma.join(words)


def spot(column: int, row: int) -> str:
    """The classes that put an element of `.land` into its column and row, both 1..24.

    >>> spot(3, 2)
    'c3 r2'
    """
    return f"c{min(max(column, 1), 24)} r{min(max(row, 1), 24)}"


@dataclass(frozen=True, slots=True)
class Tile:
    """A place in the tile map. `figure` is ready text, empty when `late` is to be shown instead."""

    name: str
    href: str
    state: State
    figure: str = ""
    late: int = 0
    full_name: str = ""


def map_tile(tile: Tile, said: Phrases | None = None) -> Markup:
    """One tile of the war-map. Who draws many passes `said=phrases()`."""
    said = said or phrases()
    count = f"<em>{tile.late}{mark('late')}</em>" if tile.late else ""
    words = [escape(tile.full_name)] if tile.full_name else []
    words.append(said.states[tile.state])
    if tile.late:
        words.append(said.late % {"count": tile.late})
    label = said.comma.join(words)
    long = " long" if len(tile.name) > 2 else ""
    return Markup(
        f'<a class="tile {tile.state}{long}" href="{escape(tile.href)}"><b>{escape(tile.name)}</b>'
        f'<span>{mark(tile.state)}{escape(tile.figure)}{count}</span><span class="sr">{label}</span></a>'
    )
