"""No receipt leaves before its commit is on disk: asserted by tracing write, fsync and send of the real server."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

BENCHES = Path(__file__).parents[1] / "script" / "benches"
UUID = "6a204bd8-9f1a-4b1c-8f0a-7c2b6a0e4d11"
WAL, CLIENT = "7</srv/bairi.sqlite3-wal>", "9<TCP:[127.0.0.1:8000->127.0.0.1:50000]>"
WRITTEN = f'11 pwrite64({WAL}, "…{UUID.replace("-", "")}…", 4096, 0) = 4096'
SYNCED = f"11 fdatasync({WAL}) = 0"
FAILED = f"11 fdatasync({WAL}) = -1 EIO (Input/output error)"
BEGUN, ENDED = f"11 fdatasync({WAL} <unfinished ...>", "11 <... fdatasync resumed>) = 0"
TOLD = f'12 sendto({CLIENT}, "HTTP/1.1 201 Created … {UUID} …", 900, 0) = 900'


@pytest.mark.slow
def test_every_receipt_leaves_after_its_commit_is_on_disk():
    """On SQLite; on PostgreSQL the bench receipt-order looks, with fsync on."""
    assert shutil.which("strace"), "strace is missing: script/test sqlite installs it, or Debian's package strace"
    command = [sys.executable, str(BENCHES / "receipt_order.py"), "--engine", "sqlite", "--rounds", "24"]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}

    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["engines"]["sqlite"] | {"syncs": 0} == {
        "receipts": 24, "kept_before_told": 24, "early": 0, "unseen": 0, "syncs": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "verdict"),
    [
        ([WRITTEN, SYNCED, TOLD], True),
        ([WRITTEN, BEGUN, ENDED, TOLD], True),
        ([WRITTEN, TOLD, SYNCED], False),
        ([WRITTEN, BEGUN, TOLD, ENDED], False),
        ([SYNCED, WRITTEN, TOLD], False),
        ([WRITTEN, FAILED, TOLD], False),
        ([SYNCED, TOLD], None),
        ([WRITTEN, SYNCED], None),
    ],
)
def test_the_reader_of_the_trace_tells_a_receipt_that_left_early(monkeypatch, lines, verdict):
    monkeypatch.syspath_prepend(str(BENCHES))
    read = import_module("_trace")

    assert read.kept_before_told(read.steps(lines), UUID, "bairi.sqlite3-wal", 8000) is verdict
