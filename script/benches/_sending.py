"""A home to send reports to, and clients that send each report until it is receipted, whatever happens meanwhile."""

import http.client
import itertools
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

from _intake import free_port, new_county, reports

CLIENTS = 8
BAIRI = [sys.executable, "-c", "from bairi.edges.cli.main import main; main()"]


@contextmanager
def new_home():
    """An empty home with the bench's county, in the environment that all processes get. Gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="bairi-bench-", ignore_cleanup_errors=True) as folder:
        os.environ |= {
            "BAIRI_HOME": f"{folder}/home",
            "DJANGO_SETTINGS_MODULE": "bairi.edges.web.settings",
            "BAIRI_API_RATE": str(10**9),
            "BAIRI_LANGUAGE": "en",
        }
        yield new_county()


def bairi(*arguments, home=None, database_url=None):
    """Run a command in a home; (status, what it said)."""
    environment = dict(os.environ)
    if home is not None:
        environment["BAIRI_HOME"] = str(home)
        environment.pop("DATABASE_URL", None)
        if database_url:
            environment["DATABASE_URL"] = database_url
    done = subprocess.run([*BAIRI, *map(str, arguments)], env=environment, capture_output=True, text=True, check=False)
    return done.returncode, (done.stdout + done.stderr).strip()


class Server:
    """`bairi serve` with its web processes and its worker, which can be killed at once with all below it."""

    def __init__(self):
        self.port = free_port()
        self.roof = None

    def start(self):
        command = [*BAIRI, "serve", "--port", str(self.port), "--web", "2", "--threads", "4", "--workers", "1"]
        self.roof = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )

    def kill(self):
        """SIGKILL for every process of the server, children first: a dying parent would ask them to end politely."""
        for pid in reversed(below(self.roof.pid)):
            try:
                os.kill(pid, 9)
            except ProcessLookupError:
                continue
        self.roof.wait()

    def stop(self):
        self.roof.terminate()
        self.roof.wait(60)


def below(pid):
    """A process and all its descendants, parents first."""
    found = [pid]
    for parent in found:
        for children in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += [int(child) for child in children.read_text().split()]
            except OSError:
                continue
    return found


class Clients:
    """Eight clients. `receipts` is what they were promised: {uuid: receipt}."""

    def __init__(self, port, county):
        self.port, self.receipts, self.answers, self.repeats = port, {}, {}, 0
        self.headers = {"Content-Type": "application/json", "Authorization": f"Bearer {county.secret}"}
        self._bodies, self._lock, self._stop = reports(county, 10**9, 0), threading.Lock(), threading.Event()
        self._threads = [threading.Thread(target=self._send_all, daemon=True) for _ in range(CLIENTS)]
        for thread in self._threads:
            thread.start()

    def stop(self):
        self._stop.set()
        for thread in self._threads:
            thread.join(60)

    def wait_for(self, more, seconds=90):
        """Wait until so many more receipts have come in."""
        wanted, until = len(self.receipts) + more, time.monotonic() + seconds
        while len(self.receipts) < wanted:
            if time.monotonic() > until:
                raise RuntimeError(f"no receipts for {seconds} s; answers so far: {self.answers}")
            time.sleep(0.01)

    def _send_all(self):
        wire = None
        while not self._stop.is_set():
            with self._lock:
                body = next(self._bodies)
            for attempt in itertools.count():
                wire, receipt = self._send(wire, body)
                if receipt is not None or self._stop.is_set():
                    break
                self.repeats += 1
                time.sleep(0.2 if attempt else 0)

    def _send(self, wire, body):
        """The receipt, or None when the server was away or refused; and the wire to go on with."""
        try:
            wire = wire or http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            wire.request("POST", "/api/v1/reports", body, self.headers)
            answer = wire.getresponse()
            said = answer.read()
        except (OSError, http.client.HTTPException):
            if wire is not None:
                wire.close()
            return None, None
        with self._lock:
            self.answers[answer.status] = self.answers.get(answer.status, 0) + 1
            if answer.status not in {200, 201}:
                return wire, None
            receipt = json.loads(said)
            self.receipts[receipt["uuid"]] = receipt
        return wire, receipt


def compare_with(receipts):
    """What the database has of what was promised: (lost, doubled). A report counts with its digest and its leaf."""
    from django.db import connection

    from bairi.delivery.reports.models import Report
    from bairi.ground.transparency.models import EventRow

    rows = [(str(uuid), digest) for uuid, digest in Report.objects.values_list("uuid", "digest")]
    arrivals = EventRow.objects.filter(kind="reports.report_received").values_list("payload", "digest")
    leaves = [(json.loads(payload)["report"], bytes(digest).hex()) for payload, digest in arrivals]
    connection.close()
    kept, events = dict(rows), dict(leaves)
    lost = sum(
        kept.get(uuid) != receipt["digest"] or events.get(uuid) != receipt["event"]
        for uuid, receipt in receipts.items()
    )
    times = (Counter(uuid for uuid, _ in rows), Counter(uuid for uuid, _ in leaves))
    return lost, sum(count > 1 for counted in times for count in counted.values())
