"""Every receipt leaves after its commit is on disk: the order of write, fsync and send, traced with 8 clients."""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from _engines import run_here_or_on_both
from _intake import await_port, free_port, reports
from _sending import CLIENTS, below, new_home
from _trace import TRACED, kept_before_told, steps

POSTGRES = True
STRACE = True
LOGS = {"sqlite": "bairi.sqlite3-wal", "postgresql": "/pg_wal/"}


def receipts_under_trace(many):
    """Receipts that left after their report was on disk, those that left early, those that the trace does not show."""
    engine = "postgresql" if os.environ.get("DATABASE_URL") else "sqlite"
    with new_home() as county, tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / "trace"
        port = free_port()
        uuids = _send_under_trace(engine, port, list(reports(county, many, 0)), county.secret, trace)
        seen = steps(trace.read_text(errors="replace").splitlines())
        orders = [kept_before_told(seen, uuid, LOGS[engine], port) for uuid in uuids]
    return {
        "receipts": len(uuids), "kept_before_told": orders.count(True), "early": orders.count(False),
        "unseen": orders.count(None), "syncs": sum("sync" in s.call and LOGS[engine] in s.said for s in seen),
    }  # fmt: skip


def _send_under_trace(engine, port, bodies, secret, trace):
    attach = ["-p", str(_postmaster())] if engine == "postgresql" else []
    tracer = ["strace", "-f", "--seccomp-bpf", "--interruptible=anywhere", "-yy", "-qq", "-s", "70000"]
    what = ["-e", f"trace={TRACED}", "-e", "signal=none", "-o", str(trace), *attach]
    served = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "1",
        "--blocking-threads", "8", "--no-log", "bairi.edges.web.wsgi:application",
    ]  # fmt: skip
    server = subprocess.Popen([*tracer, *what, *served], env=os.environ, start_new_session=True)
    try:
        await_port(port)
        return _send(port, bodies, secret)
    finally:
        for child in below(server.pid)[1:]:
            os.kill(child, signal.SIGKILL)
        if attach:
            server.terminate()  # lets go of the database, which goes on
        server.wait(60)


def _send(port, bodies, secret):
    """The receipts' numbers."""
    import http.client

    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {secret}"}

    def one_client(part):
        wire, receipted = http.client.HTTPConnection("127.0.0.1", port, timeout=60), []
        for body in part:
            wire.request("POST", "/api/v1/reports", body, headers)
            answer = wire.getresponse()
            receipt = json.loads(answer.read())
            assert answer.status == 201, (answer.status, receipt)
            receipted.append(receipt["uuid"])
        return receipted

    with ThreadPoolExecutor(CLIENTS) as pool:
        return [uuid for part in pool.map(one_client, [bodies[n::CLIENTS] for n in range(CLIENTS)]) for uuid in part]


def _postmaster():
    """The process that starts PostgreSQL's backends."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    parent = Path(f"/proc/{backend}/stat").read_text().rsplit(")", 1)[1].split()[1]
    connection.close()
    return int(parent)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=200, help="how many reports are sent on each engine")
    run_here_or_on_both("receipt-order", options, receipts_under_trace, bad=("early", "unseen"))
