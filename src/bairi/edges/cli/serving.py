"""Web and worker processes under one roof: started together, started again when one dies, stopped cleanly."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from types import FrameType
from typing import Final

import typer

from bairi.edges.cli import rooms

GRACE_SECONDS: Final = 30
LONGEST_PAUSE: Final = 30.0
PDEATHSIG: Final = 1


@dataclass(frozen=True, slots=True)
class Serving:
    """What is asked of `serve`."""

    host: str
    port: int
    web: int
    threads: int
    workers: int


@dataclass(slots=True)
class Child:
    """One process that is kept alive. The pause before it is started again doubles while it dies at once."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 0.5
    due: float = 0.0


@dataclass(slots=True)
class Roof:
    """All children, and whether they are to stop."""

    children: list[Child]
    stopping: bool = False
    announced: bool = False

    def stop(self, number: int, frame: FrameType | None) -> None:
        """What SIGTERM and SIGINT do."""
        self.stopping = True


def serve_forever(asked: Serving) -> int:
    """Serve until SIGTERM or SIGINT. Raises HomeNotReady and PortTaken before anything is started."""
    rooms.make_ready()
    rooms.require_ready()
    _require_port(asked)
    roof = Roof(children_of(asked))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, roof.stop)
    while not roof.stopping:
        tend(roof, time.monotonic())
        _announce(roof, asked)
        time.sleep(0.2)
    return end_all(roof)


def children_of(asked: Serving) -> list[Child]:
    """The web server, which keeps its own processes, and the workers."""
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", asked.host, "--port", str(asked.port),
        "--workers", str(asked.web), "--blocking-threads", str(asked.threads), "--respawn-failed-workers",
        "--workers-kill-timeout", str(GRACE_SECONDS - 5), "--log-level", "warning", "bairi.edges.web.wsgi:application",
    ]  # fmt: skip
    work = [sys.executable, "-m", "bairi.edges.cli.working"]
    return [Child("web", web), *(Child(f"worker {n + 1}", work) for n in range(asked.workers))]


def tend(roof: Roof, now: float) -> None:
    """Start whatever does not run and is due."""
    for child in roof.children:
        if child.process is not None and child.process.poll() is not None:
            _note_death(child, now)
        if child.process is None and now >= child.due:
            child.process, child.started = _start(child.command), now


def _note_death(child: Child, now: float) -> None:
    assert child.process is not None
    _end_group(child.process.pid)
    lived = now - child.started
    child.pause = 0.5 if lived > 60 else min(child.pause * 2, LONGEST_PAUSE)
    child.due, status, child.process = now + child.pause, child.process.returncode, None
    typer.echo(
        f"bairi serve: {child.name} ended with status {status}; it is started again in {child.pause:.0f} s.", err=True
    )


def _end_group(leader: int) -> None:
    """What a killed child has left behind: a web server's own processes would go on holding the port."""
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    """A child in a session of its own, so that Ctrl-C reaches only the roof; it dies with the roof on Linux."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "bairi.edges.web.settings", "PYTHONUNBUFFERED": "1"}
    follow = _die_with_parent if sys.platform == "linux" else None
    return subprocess.Popen(command, env=environment, start_new_session=True, preexec_fn=follow)  # noqa: S603, PLW1509


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PDEATHSIG, signal.SIGTERM)


def end_all(roof: Roof) -> int:
    """Ask every child to finish what it does; kill what has not ended in time. Returns 0, or 1 when one was killed."""
    alive = [child for child in roof.children if child.process is not None and child.process.poll() is None]
    for child in alive:
        assert child.process is not None
        child.process.terminate()
    deadline, killed = time.monotonic() + GRACE_SECONDS, 0
    for child in alive:
        assert child.process is not None
        try:
            child.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.process.pid, signal.SIGKILL)
            killed += 1
    return 1 if killed else 0


def _announce(roof: Roof, asked: Serving) -> None:
    if roof.announced or not _answers(asked):
        return
    roof.announced = True
    typer.echo(f"Bairi: http://{_shown_host(asked)}:{asked.port}/")


def _answers(asked: Serving) -> bool:
    try:
        with socket.create_connection((_shown_host(asked), asked.port), timeout=0.5):
            return True
    except OSError:
        return False


def _shown_host(asked: Serving) -> str:
    return "127.0.0.1" if asked.host in {"0.0.0.0", "::"} else asked.host  # noqa: S104 - only compared


def _require_port(asked: Serving) -> None:
    family = socket.AF_INET6 if ":" in asked.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((asked.host, asked.port))
        except OSError as error:
            raise rooms.port_taken(asked.host, asked.port) from error
