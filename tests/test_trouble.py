"""Disk full and read-only database: page, API and command say so in the person's language, and nothing is lost."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from tests.trouble import Doors, command

FULL = {
    "zh-hans": "服务器磁盘已满",
    "en": "The server's disk is full, so nothing can be saved now. Nothing that had a receipt is lost.",
}
READ_ONLY = {
    "zh-hans": "服务器目前只能查看",
    "en": "The server can only be read at the moment, so nothing can be saved. Nothing that had a receipt is lost.",
}
MOST = 300
"""How often a door is tried: an engine that may not grow still takes what fits into the pages that it has."""
FULL_ON_POSTGRES = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not write to file' USING ERRCODE = 'disk_full'; END $$"""
TABLES = ("reports_report", "accounts_user")


def add_someone(number: int, language: str) -> tuple[int, str]:
    """Add a person by the command, a new one for each number."""
    return command("user", "add", "和志强", "--role", "viewer", "--phone", f"1388765{number:04}", language=language)


def said(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def full_disk() -> Iterator[None]:
    """The database cannot grow."""
    if connection.vendor == "postgresql":
        triggers = [f"CREATE TRIGGER no_room BEFORE INSERT ON {t} EXECUTE FUNCTION no_room()" for t in TABLES]
        begin, end = [FULL_ON_POSTGRES, *triggers], "DROP FUNCTION no_room CASCADE"
    else:  # the engine takes no less than what there is
        begin, end = ["PRAGMA max_page_count = 1"], "PRAGMA max_page_count = 1073741823"
    said(*begin)
    try:
        yield
    finally:
        said(end)


@contextmanager
def read_only() -> Iterator[None]:
    """The database refuses whatever writes."""
    switches = ["PRAGMA query_only = {}"]
    if connection.vendor == "postgresql":  # for this session and for those that follow it
        here = str(connection.settings_dict["NAME"])
        switches = [
            "SET default_transaction_read_only = {}",
            f"ALTER DATABASE {here} SET default_transaction_read_only = {{}}",
        ]
    said(*(switch.format("on") for switch in reversed(switches)))
    try:
        yield
    finally:
        said(*(switch.format("off") for switch in switches))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("trouble", "code", "words"),
    [(full_disk, "web.disk_full", FULL), (read_only, "web.read_only", READ_ONLY)],
    ids=["full disk", "read-only database"],
)
def test_every_door_says_it_and_nothing_is_lost(cast, world, trouble, code, words):
    doors = Doors(cast)
    assert [doors.send()[0] for _ in range(2)] == [201, 201]

    with trouble():
        first = next(answer for answer in (doors.send() for _ in range(MOST)) if answer[0] != 201)
        assert first[:2] == (503, code)
        for base, (language, sentence) in enumerate(words.items()):
            sent = next(answer for answer in (doors.send(language=language) for _ in range(MOST)) if answer[0] != 201)
            assert sentence in sent[2]
            pages = (doors.fill_in(language=language) for _ in range(MOST))
            status, page = next(answer for answer in pages if answer[0] != 302)
            assert status == 503
            assert sentence in page or sentence.replace("'", "&#x27;") in page
            people = (add_someone(MOST * base + number, language) for number in range(MOST))
            ended, line = next(answer for answer in people if answer[0] != 0)
            assert ended == 1
            assert line.startswith(f"bairi user: {sentence}"), line
        assert doors.read() == (200, 200)

    doors.send_again()
    assert doors.fill_in()[0] == 302
    assert add_someone(9999, "en") == (0, "")
    doors.promised()


def test_a_home_on_a_disk_that_fills_up():
    """The real thing: a file system of a few megabytes, mounted where only this process sees it."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's disk is its own")
    alone = ["unshare", "--mount", "--map-root-user"]
    if shutil.which("unshare") is None or subprocess.run([*alone, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount in a namespace of their own")

    done = subprocess.run(
        [*alone, sys.executable, "-m", "tests.drill_full_disk"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr[-4000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["receipts"] > found["refused"] > 0
