"""Where the demo lives: a home of its own, begun anew when an earlier build was cut short. Knows no Django."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Final

MARK: Final = "demo.json"
DEFAULT: Final = Path.home() / ".local/share/bairi-demo"
STATE: Final = ("bairi.sqlite3", "bairi.sqlite3-wal", "bairi.sqlite3-shm", "files", "log", "keys", MARK)


def choose_home() -> Path:
    """The home named by BAIRI_HOME, else one for the demo; from now on it is this process's home."""
    home = Path(os.environ.get("BAIRI_HOME") or DEFAULT)
    os.environ["BAIRI_HOME"] = str(home)
    return home


def clear_if_cut_short(home: Path) -> None:
    """Remove what an interrupted build of the demo has left; anything else stays."""
    mark = home / MARK
    if not mark.exists() or json.loads(mark.read_text(encoding="utf-8")).get("built"):
        return
    for name in STATE:
        path = home / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
