"""How small and how large the longest side of a photo may be, in pixels."""

from __future__ import annotations

from typing import Final

SMALLEST_PX: Final = 800
"""Below this, writing on a board and a face are not told any more."""
LARGEST_PX: Final = 4000
"""Above this, one photo takes minutes on a poor line and a cheap phone runs out of memory while scaling."""
