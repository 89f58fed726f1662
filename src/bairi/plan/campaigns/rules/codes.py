"""Codes of campaigns, lines, tasks and measures: they stand in addresses and never change."""

from __future__ import annotations

import re

CODE = re.compile(r"[\w-]{1,32}", re.ASCII)


def is_code(text: str) -> bool:
    """Letters of the Latin alphabet, digits, - and _, at most 32.

    >>> is_code("first-hundred-days"), is_code("百日"), is_code("")
    (True, False, False)
    """
    return CODE.fullmatch(text) is not None
