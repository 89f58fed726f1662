"""Markup that is safe to print, built only from escaped values. Plain Python; Django knows it by `__html__`."""

from __future__ import annotations


class Markup(str):
    """A string of finished HTML or SVG. Adding to it gives a plain string again, which templates escape."""

    __slots__ = ()

    def __html__(self) -> str:
        return self
