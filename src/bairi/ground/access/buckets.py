"""How often someone may ask: a bucket for each key, kept in this process."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final, NamedTuple

MOST_KEPT: Final = 10_000


class Size(NamedTuple):
    """How many drops a full bucket holds, and how many flow back in a second."""

    room: float
    rate: float


def a_minute(requests: float) -> Size:
    """So many a minute, half of them at once.

    >>> a_minute(120)
    Size(room=60.0, rate=2.0)
    """
    return Size(room=requests / 2, rate=requests / 60)


class Buckets:
    """A bucket for each key. `size` is asked anew each time, so that a changed setting counts at once."""

    def __init__(self, size: Callable[[], Size]) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._levels: dict[str, tuple[float, float]] = {}

    def take(self, key: str) -> float:
        """Take one drop from a bucket: 0, or the seconds until there is one to take."""
        size, moment = self._size(), time.monotonic()
        with self._lock:
            level = self._level(key, size, moment)
            allowed = level >= 1
            if len(self._levels) > MOST_KEPT:
                self._levels.clear()
            self._levels[key] = (level - 1 if allowed else level, moment)
        return 0.0 if allowed else (1 - level) / size.rate

    def wait(self, key: str) -> float:
        """Seconds until there is a drop to take, 0 when there is one; takes none."""
        size, moment = self._size(), time.monotonic()
        with self._lock:
            level = self._level(key, size, moment)
        return max(0.0, (1 - level) / size.rate)

    def _level(self, key: str, size: Size, moment: float) -> float:
        level, since = self._levels.get(key, (size.room, moment))
        return min(size.room, level + (moment - since) * size.rate)
