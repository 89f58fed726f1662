"""The product in a home on a file system that fills up. Run it in a mount namespace of its own; prints a JSON line.

The home is filled to the last byte under reports, read from, checked, emptied again; then the file system turns
read-only. Every door must have said so, and every receipted report must be there once.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

MEGABYTES = 24


def main() -> None:
    """Mount, drill, tell. The mount goes with the namespace."""
    with tempfile.TemporaryDirectory(prefix="bairi-drill-") as folder:
        home = Path(folder) / "home"
        home.mkdir()
        _mount("-t", "tmpfs", "-o", f"size={MEGABYTES}m", "drill", str(home))
        os.environ |= {
            "BAIRI_HOME": str(home),
            "DATABASE_URL": f"sqlite:///{home}/bairi.sqlite3",
            "DJANGO_SETTINGS_MODULE": "bairi.edges.web.settings",
            "BAIRI_LANGUAGE": "en",
            "BAIRI_API_RATE": "1000000",
            "BAIRI_HOSTS": "testserver",
        }
        try:
            import django
            from django.core.management import call_command

            django.setup()
            call_command("migrate", verbosity=0)
            print(json.dumps(_drill(home)))
        finally:
            subprocess.run(["umount", "--lazy", str(home)], check=True)


def _mount(*options: str) -> None:
    subprocess.run(["mount", *options], check=True)


def _drill(home: Path) -> dict[str, int]:
    from django.db import connection

    from tests.cast import Cast, build_places, build_users
    from tests.trouble import Doors
    from tests.world import make_plan

    places = build_places()
    cast = Cast(users=build_users(places), places=places)
    make_plan(cast)
    doors = Doors(cast)
    assert doors.send()[0] == doors.send()[0] == doors.send_photo()[0] == 201
    before = _everything(home / "files")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    ballast = _fill(home)
    refused = _send_until_full(doors)
    _while_full(doors, home, before)
    ballast.unlink()

    doors.send_again()
    assert doors.send_photo()[0] == 201
    _sequence()
    doors.promised()
    return {"receipts": len(doors.receipts), "refused": refused} | _when_read_only(doors, home)


def _fill(home: Path) -> Path:
    """A file that takes all the room there is."""
    ballast = home / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1024 * 1024, 4096, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue
    return ballast


def _send_until_full(doors) -> int:  # type: ignore[no-untyped-def]
    for _ in range(2000):
        status, code, sentence = doors.send()
        if status != 201:
            assert (status, code) == (503, "web.disk_full"), (status, code, sentence)
            break
    for language, words in (("zh-hans", "服务器磁盘已满"), ("en", "disk is full")):
        assert words in doors.send(language=language)[2]
    return len(doors.refused)


def _while_full(doors, home: Path, before: set[str]) -> None:  # type: ignore[no-untyped-def]
    """Pages are still read; forms, photos, commands and the sequencer say what is wrong and leave nothing half done."""
    from bairi.edges.web.problems import DiskFull
    from tests.trouble import command

    assert doors.read() == (200, 200)
    for language, words in (("zh-hans", "服务器磁盘已满"), ("en", "disk is full")):
        status, page = doors.fill_in(language=language)
        assert status == 503, page
        assert words in page
        for typed in (("user", "add", "和志强", "--role", "viewer", "--phone", "1"), ("backup", str(home / "copy"))):
            ended, line = command(*typed, language=language)
            assert ended == 1, (typed, line)
            assert words in line, line
    assert doors.send_photo() == (503, "web.disk_full")
    assert _everything(home / "files") == before
    assert not list(home.glob("*copy*")) + list(home.glob(".*copy*"))
    with suppress(DiskFull):
        _sequence()


def _when_read_only(doors, home: Path) -> dict[str, int]:  # type: ignore[no-untyped-def]
    """A file system that turned read-only before a server starts: nothing can even be looked at, and it says so."""
    from django.db import connection

    from tests.trouble import command

    connection.close()
    _mount("-o", "remount,ro", str(home))
    status, code, _ = doors.send()
    assert (status, code) == (503, "web.database_away")
    page = doors.browser.get("/")
    assert page.status_code == 503, page.content.decode()[:500]
    assert code in page.content.decode()
    for language, words in (("zh-hans", "磁盘是否可写"), ("en", "its disk can be written")):
        doors.browser.cookies["language"] = language
        assert words in doors.browser.get("/").content.decode()
        ended, line = command("check", language=language)
        assert (ended, words in line) == (1, True), line
    connection.close()
    _mount("-o", "remount,rw", str(home))
    doors.send_again()
    doors.promised()
    return {"read_only": status}


def _sequence() -> None:
    """Put the waiting leaves into the log. Raises DiskFull, and whatever else is no fault of the disk."""
    from django.utils.timezone import now

    from bairi.edges.web.faults import machine_problem
    from bairi.ground.transparency.actions import integrate

    try:
        integrate(at=now())
    except Exception as fault:
        raise machine_problem(fault) or fault from fault


def _everything(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


if __name__ == "__main__":
    sys.exit(main())
