"""Files: short, finished, and free of what belongs to one machine only."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.guards.house import ROOT

LIMIT = 300
CODE = {".py", ".html", ".js", ".mjs", ".css", ".sh", ".sql", ".typ", ""}
GENERATED = re.compile(r"/migrations/|/locale/|^requirements/|^package-lock\.json$|^LICENSE$|^NOTICE$|/vendor/")
FORBIDDEN = {
    "a path of one machine": re.compile(r"(?<![\w.~-])/(?:home|root|wor[k]|Users)/[a-z]"),
    "the address of a package registry": re.compile(
        r"https?://[\w.-]*(?:py(?:pi\.|thon(?:hosted\.))|npmj[s]\.|debia[n]\.org)", re.IGNORECASE
    ),
    "something unfinished": re.compile(r"\b(?:TOD[O]|FIXM[E]|XX[X]|HAC[K])\b"),
    "a conflict": re.compile(r"^(?:<{7}|>{7}|={7}$)"),
}


@cache
def tracked() -> tuple[Path, ...]:
    """Files that git keeps, or would keep: no ignored ones."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(ROOT / name for name in sorted(names.split("\0")) if name and (ROOT / name).is_file())


@cache
def text(path: Path) -> str | None:
    """What a text file says; None for other files."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return None


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_there_are_files_to_guard():
    assert len(tracked()) > 50


def test_no_file_outgrows_its_reader():
    long = [
        f"{name(path)}: {lines} lines"
        for path in tracked()
        if path.suffix in CODE and not GENERATED.search(name(path))
        if (lines := len((text(path) or "").splitlines())) > LIMIT
    ]

    assert not long, "split it by what the user calls it"


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what):
    found = [
        f"{name(path)}:{number}"
        for path in tracked()
        if not name(path).endswith((".po", ".svg", ".csv"))
        for number, line in enumerate((text(path) or "").splitlines(), 1)
        if FORBIDDEN[what].search(line)
    ]

    assert not found, what


def test_pins_have_hashes_and_no_addresses():
    locks = sorted((ROOT / "requirements").glob("*.txt"))
    assert locks
    for lock in locks:
        lines = [line for line in lock.read_text("utf-8").splitlines() if not line.startswith("#")]
        loose = [
            line
            for line in lines
            if not re.match(r"[a-z0-9][\w.-]*==\S+ (?:; .*)?\\$| {4}--hash=sha256:[0-9a-f]{64}", line)
        ]
        assert not loose, name(lock)
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text("utf-8")


def test_scripts_can_be_run():
    for script in (ROOT / "script").iterdir():
        if script.is_file() and script.suffix == "" and script.name != "_steps":
            assert script.stat().st_mode & 0o100, name(script)
            assert (text(script) or "").startswith("#!/usr/bin/env bash\n"), name(script)
            assert "set -" in (text(script) or ""), name(script)
