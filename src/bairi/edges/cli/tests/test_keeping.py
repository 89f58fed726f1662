"""Backup under load, restore, check: in homes of their own, each in processes of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from django.utils.timezone import now
from psycopg import sql

from bairi.edges.cli.keeping import backup, check, restore
from bairi.edges.cli.problems import BackupTargetTaken, BackupUnusable

BEGIN = """
import json, sys, threading, time
import django
django.setup()
from pathlib import Path
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.timezone import now
from bairi.edges.cli import keeping
from bairi.ground.access import SYSTEM, Problem
from bairi.ground.files.actions import store_file
from bairi.ground.transparency.actions import append, integrate
from bairi.ground.transparency.events import PersonalDataErased

def one(n):
    with transaction.atomic():
        store_file(f"minutes of meeting {n}".encode(), by=SYSTEM, at=now())
        append(PersonalDataErased(digest=f"{n:064d}", event_kind="test", reason="load"), by=SYSTEM, at=now())

def said(**values):
    print(json.dumps(values))

def summary(report):
    return {"findings": report.findings, "events": report.events, "waiting": report.waiting, "files": report.files}
"""

BACK_UP = """
call_command("migrate", verbosity=0)
for n in range(20):
    one(n)
integrate(at=now())
stop, written = threading.Event(), [20]
def load():
    while not stop.is_set():
        one(written[0])
        written[0] += 1
        time.sleep(0.01)
    connection.close()
def sequence():
    while not stop.is_set():
        integrate(at=now())
        time.sleep(0.1)
    connection.close()
threads = [threading.Thread(target=load), threading.Thread(target=sequence)]
for thread in threads: thread.start()
while written[0] < 24: time.sleep(0.01)
before, steps = written[0], []
done = keeping.backup(Path(sys.argv[1]), at=now(), progress=lambda n, of: steps.append((n, of)))
after = written[0]
stop.set()
for thread in threads: thread.join()
said(before=before, after=after, files=done.files, steps=len(steps), modes=oct(done.folder.stat().st_mode)[-3:])
"""

RESTORE = """
try:
    keeping.restore(Path(sys.argv[1]))
except Problem as problem:
    said(problem=problem.code)
else:
    said(**summary(keeping.check(at=now())))
"""

GO_ON = """
one(10**6)
integrate(at=now())
said(**summary(keeping.check(at=now())))
"""


@pytest.fixture
def new_home(tmp_path):
    """`new_home("name")` gives the environment of an empty home with an empty database of the kind under test."""
    url = os.environ.get("DATABASE_URL", "")
    made = []

    def making(name: str) -> dict[str, str]:
        home = tmp_path / name
        home.mkdir()
        database = f"sqlite:///{home}/bairi.sqlite3"
        if url.startswith("postgres"):
            fresh = f"bairi_keeping_{uuid4().hex}"
            with psycopg.connect(url, autocommit=True) as server:
                server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(fresh)))
            made.append(fresh)
            database = urlsplit(url)._replace(path=f"/{fresh}").geturl()
        return os.environ | {
            "BAIRI_HOME": str(home), "DATABASE_URL": database, "PYTHONPATH": "src",
            "DJANGO_SETTINGS_MODULE": "bairi.edges.web.settings",
        }  # fmt: skip

    yield making
    for name in made:
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def run(home: dict[str, str], code: str, *arguments: object) -> dict[str, object]:
    command = [sys.executable, "-c", BEGIN + code, *map(str, arguments)]
    done = subprocess.run(command, env=home, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_a_backup_under_load_restores_to_a_clean_check_and_goes_on(new_home, tmp_path):
    copy = tmp_path / "copy"
    first, second, third = new_home("first"), new_home("second"), new_home("third")

    made = run(first, BACK_UP, copy)
    assert made["steps"] > 20
    assert made["modes"] == "700"
    restored = run(second, RESTORE, copy)
    assert restored["findings"] == []
    assert restored["events"] + restored["waiting"] >= 2 * made["before"] - 1
    assert restored["files"] >= made["before"] - 1
    assert Path(second["BAIRI_HOME"], "secret-key").read_text() == Path(first["BAIRI_HOME"], "secret-key").read_text()
    assert run(second, GO_ON)["findings"] == []

    assert run(second, RESTORE, copy) == {"problem": "cli.home_not_empty"}
    spoil(copy)
    assert run(third, RESTORE, copy) == {"problem": "cli.backup_unusable"}
    assert not [path for path in Path(third["BAIRI_HOME"]).rglob("*") if path.name != "secret-key"]


def spoil(copy: Path) -> None:
    file = next(path for path in (copy / "files").rglob("*") if path.is_file())
    file.write_bytes(b"other")


@pytest.mark.django_db
def test_a_backup_never_writes_over_anything(tmp_path):
    with pytest.raises(BackupTargetTaken):
        backup(tmp_path, at=now())


@pytest.mark.parametrize("manifest", [None, "", "[]", '{"format": 2}', '{"format": 1}'])
@pytest.mark.django_db
def test_what_is_no_backup_is_not_restored(tmp_path, manifest):
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(BackupUnusable):
        restore(tmp_path)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "keys/../../outside"])
def test_a_backup_may_not_write_outside_the_home(tmp_path, name):
    manifest = {"format": 1, "made_at": "", "database": "sqlite", "files": {name: "0" * 64}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(BackupUnusable):
        restore(tmp_path)


@pytest.mark.django_db
def test_a_fresh_home_checks_clean(settings, tmp_path):
    settings.BAIRI_HOME = tmp_path
    report = check(at=now(), rebuild=True)
    assert report.is_clean
    assert (report.events, report.files) == (0, 0)
