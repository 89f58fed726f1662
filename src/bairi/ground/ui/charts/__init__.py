"""Charts as SVG strings, made on the server: a dataclass in, markup out. Pure: no Django, no clock, no script.

Colours come from the page's tokens through classes, so a chart follows dark mode, the wall and print.
"""

from bairi.ground.ui.charts.svg import Svg

__all__ = ["Svg"]
