"""The names of the built assets: each holds its digest, so a new build is a new address."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Final

NAMES: Final = Path(__file__).parent / "static" / "built" / "names.json"


def built_name(name: str) -> str | None:
    """`ui.css` -> `built/ui.0123456789ab.css`, None where nothing was built."""
    try:
        made_at = NAMES.stat().st_mtime_ns
    except FileNotFoundError:
        return None
    found = _names(made_at).get(name)
    return f"built/{found}" if found else None


@lru_cache(maxsize=1)
def _names(made_at: int) -> dict[str, str]:
    return dict(json.loads(NAMES.read_text("utf-8")))
