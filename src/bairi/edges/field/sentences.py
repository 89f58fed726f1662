"""The shape of what the app says: by key a sentence, or a pair, for one thing and for several."""

from __future__ import annotations

from collections.abc import Callable

Words = dict[str, str | list[str]]


def pair(sentence: Callable[[int], str]) -> str | list[str]:
    """What `sentence(count)` says of one and of several; one sentence where the language makes no difference."""
    one, several = sentence(1), sentence(2)
    return one if one == several else [one, several]
