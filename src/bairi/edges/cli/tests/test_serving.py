"""Serving: what dies is started again after a growing pause, and all end when the roof is told to stop."""

import signal
import socket
import sys
import time
from pathlib import Path

import pytest

from bairi.edges.cli.serving import Child, Roof, Serving, _require_port, children_of, end_all, tend

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable, "-c",
    "import signal, time; signal.signal(signal.SIGTERM, lambda *a: None); print('up', flush=True); time.sleep(60)",
]  # fmt: skip


@pytest.fixture
def roof():
    made = Roof([Child("one", SLEEPER), Child("two", SLEEPER)])
    yield made
    end_all(made)


def test_a_child_that_dies_is_started_again(roof):
    tend(roof, 0.0)
    first = roof.children[0].process
    first.kill()
    first.wait()
    tend(roof, 1.0)

    assert roof.children[0].process is None
    assert roof.children[0].due == 2.0
    tend(roof, 2.0)
    assert roof.children[0].process.pid != first.pid


def test_a_child_that_keeps_dying_waits_longer_each_time():
    child = Child("short", [sys.executable, "-c", ""])
    roof, moment, pauses = Roof([child]), 0.0, []
    for _ in range(3):
        tend(roof, moment)
        child.process.wait()
        tend(roof, moment)
        pauses.append(child.pause)
        moment = child.due

    assert pauses == [1.0, 2.0, 4.0]


def test_stopping_ends_every_child(roof):
    tend(roof, 0.0)
    roof.stop(signal.SIGTERM, None)

    assert roof.stopping
    assert end_all(roof) == 0
    assert all(child.process.poll() is not None for child in roof.children)


def test_a_child_that_does_not_listen_is_killed(monkeypatch):
    monkeypatch.setattr("bairi.edges.cli.serving.GRACE_SECONDS", 0.5)
    roof = Roof([Child("stubborn", STUBBORN)])
    tend(roof, 0.0)
    time.sleep(0.5)

    assert end_all(roof) == 1
    roof.children[0].process.wait(5)


def test_a_port_that_is_taken_is_named():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Exception, match=str(port)):
            _require_port(Serving("127.0.0.1", port, 1, 1, 0))


def test_one_web_server_and_as_many_workers_as_asked_for():
    names = [child.name for child in children_of(Serving("127.0.0.1", 8000, 2, 4, 2))]

    assert names == ["web", "worker 1", "worker 2"]


def test_what_a_killed_child_leaves_behind_is_ended_too(tmp_path):
    grandchild = (
        "import subprocess, sys, time; p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])"
    )
    note = tmp_path / "pid"
    child = Child(
        "web", [sys.executable, "-c", f"{grandchild}; open({str(note)!r}, 'w').write(str(p.pid)); time.sleep(60)"]
    )
    roof = Roof([child])
    tend(roof, 0.0)
    while not (note.exists() and note.read_text()):
        time.sleep(0.05)
    child.process.kill()
    child.process.wait()
    tend(roof, 0.1)

    state = Path(f"/proc/{note.read_text()}/stat")
    deadline = time.monotonic() + 5
    while state.exists() and state.read_text().split()[2] != "Z" and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not state.exists() or state.read_text().split()[2] == "Z"
