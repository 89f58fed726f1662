"""BAIRI_HOME: the one folder that holds all state."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def home_folder() -> Path:
    """The folder named by BAIRI_HOME, else `~/.local/share/bairi`; made on first use, readable by its owner alone."""
    folder = Path(os.environ.get("BAIRI_HOME") or Path.home() / ".local/share/bairi")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def secret_key(folder: Path) -> str:
    """The key that signs sessions, made once and kept in the home folder."""
    file = folder / "secret-key"
    if not file.exists():
        temporary = folder / f".secret-key-{secrets.token_hex(4)}"
        temporary.touch(mode=0o600)
        temporary.write_text(secrets.token_urlsafe(50))
        try:
            os.link(temporary, file)
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
    return file.read_text().strip()
