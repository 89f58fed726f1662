"""The demo as its users meet it: built once for a run, served by `bairi serve` from a copy of its home."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

COMMAND = (sys.executable, "-c", "from bairi.edges.cli.main import main; main()")
CAMPAIGN = "shangri-la-2016-1"
BUILDING_SECONDS = 300


@dataclass
class Demo:
    """A server over a home of its own. Whoever signed in once stays signed in for all tests that share it."""

    url: str
    home: Path
    sessions: dict[str, list[Any]] = field(default_factory=dict)


def environment(home: Path) -> dict[str, str]:
    """What the command finds: this home, nothing of the tests' own settings."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("DJANGO_", "DATABASE_", "BAIRI_", "PYTEST_"))
    }
    return kept | {"BAIRI_HOME": str(home), "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """`bairi ARGUMENTS --port …` while it runs: started on entering, stopped as a person would on leaving."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self.port = free_port()
        self.home, self.arguments = home, arguments

    def __enter__(self) -> str:
        self.said = (self.home / "served.txt").open("w+")
        command = [*COMMAND, *self.arguments, "--port", str(self.port)]
        self.process = subprocess.Popen(
            command, env=environment(self.home), stdout=self.said, stderr=subprocess.STDOUT, start_new_session=True
        )
        url, deadline = f"http://127.0.0.1:{self.port}", time.monotonic() + BUILDING_SECONDS
        while f"Bairi: {url}/" not in self._words():
            assert self.process.poll() is None, self._words()
            assert time.monotonic() < deadline, f"not there after {BUILDING_SECONDS} s: {self._words()}"
            time.sleep(0.1)
        return url

    def _words(self) -> str:
        return (self.home / "served.txt").read_text("utf-8")

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        self.said.close()


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's home, built by `bairi demo` once for all test processes. Never served itself."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "demo-home"
    with (folder.parent / "demo-home.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "finished").exists():
            folder.mkdir(exist_ok=True)
            with Served(folder, "demo"):
                pass
            (folder / "finished").touch()
    return folder


def serve_copy(home: Path, copy: Path) -> Iterator[Demo]:
    """Serve a copy of a home until the test, or the run, is over."""
    shutil.copytree(home, copy)
    with Served(copy, "serve", "--web", "1", "--workers", "1") as url:
        yield Demo(url, copy)


@pytest.fixture(scope="session")
def demo(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo for tests that only look."""
    yield from serve_copy(demo_home, tmp_path_factory.mktemp("demo") / "home")


@pytest.fixture
def own_demo(demo_home: Path, tmp_path: Path) -> Iterator[Demo]:
    """A demo of the test's own, to be changed at will."""
    yield from serve_copy(demo_home, tmp_path / "home")


@pytest.fixture
def visit(open_browser: Callable[..., Any], watch: Any) -> Callable[..., Page]:
    """`visit(demo, "/", who="annan", width="phone", language="en")`: a watched page, signed in as one of the demo."""

    def visiting(
        demo: Demo, path: str, *, who: str, width: str = "desk", language: str = "zh-hans", **options: Any
    ) -> Page:
        context = open_browser(demo.url, width=width, language=language, **options)
        if who in demo.sessions:
            context.add_cookies(demo.sessions[who])
        page = watch.over(context.new_page())
        if who not in demo.sessions:
            page.goto("/sign-in/")
            page.locator(f"form:has(input[name=username][value='{who}']) button").click()
            page.wait_for_url(lambda url: "/sign-in/" not in url)
            demo.sessions[who] = [c for c in context.cookies() if c["name"] in {"sessionid", "csrftoken"}]
        page.goto(path)
        return page

    return visiting


__all__ = ["Demo", "demo", "demo_home", "own_demo", "visit"]
