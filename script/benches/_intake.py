"""Both servers of the intake benches, their clients, and the comparison."""

import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

HERE = Path(__file__).resolve().parent
NOTE = "山高路远" * 80  # with the rest about 1 KB


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(target, environment, path=HERE, workers=1):
    """One granian process (or more) with eight threads, as `bairi serve` starts it for a county."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", str(workers),
        "--blocking-threads", "8", "--no-log", target,
    ]  # fmt: skip
    server = subprocess.Popen(command, env=os.environ | environment, cwd=path, start_new_session=True)
    try:
        await_port(port)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def await_port(port):
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not come up")


def send_all(port, path, bodies, headers, clients):
    """Requests a second, all answered 201."""
    parts = [bodies[n::clients] for n in range(clients)]

    def send(part):
        wire = http.client.HTTPConnection("127.0.0.1", port)
        for body in part:
            wire.request("POST", path, body, headers)
            answer = wire.getresponse()
            answer.read()
            if answer.status != 201:
                raise RuntimeError(f"answered {answer.status}")

    with ThreadPoolExecutor(clients) as pool:
        began = time.perf_counter()
        list(pool.map(send, parts))
        return len(bodies) / (time.perf_counter() - began)


def reports(county, many, since):
    """Bodies of reports that go round the targets, rising."""
    for n in range(since, since + many):
        yield json.dumps(
            {
                "uuid": str(uuid4()),
                "campaign": "bench",
                "place": county.villages[n % len(county.villages)],
                "task": county.tasks[n // len(county.villages) % len(county.tasks)],
                "effective_on": county.day.isoformat(),
                "value": round(n / 1000, 3),
                "note": NOTE,
            }
        ).encode()


def rows(many):
    for _ in range(many):
        yield json.dumps({"uuid": str(uuid4()), "note": NOTE}).encode()


def compare(name, bars, *, database_url, bare_database_url, rounds=7, many=400):
    """Run the bench and print its result. `bars` is {clients: share of the bare rate}."""
    os.environ |= {
        "BAIRI_HOME": tempfile.mkdtemp(prefix="bairi-bench-"),
        "DJANGO_SETTINGS_MODULE": "bairi.edges.web.settings",
        "BAIRI_API_RATE": str(10**9),
        "BARE_DATABASE_URL": bare_database_url,
    }
    if database_url:
        os.environ["DATABASE_URL"] = database_url
    county = new_county()
    results = {}
    headers = {"Content-Type": "application/json"}
    token = headers | {"Authorization": f"Bearer {county.secret}"}
    with served("bairi.edges.web.wsgi:application", {}) as ours, served("_bare:application", {}) as bare:
        sent = 0
        for clients, bar in bars.items():
            pairs = []
            for turn in range(rounds + 1):
                bodies = list(reports(county, many, sent))
                sent += many
                mine = send_all(ours, "/api/v1/reports", bodies, token, clients)
                other = send_all(bare, "/rows", list(rows(many)), headers, clients)
                if turn:  # the first round warms both up
                    pairs.append((mine, other))
                    print(f"{clients} clients: {mine:7.0f} reports/s, bare {other:7.0f} rows/s, {mine / other:.2f}")
            results[clients] = _result(name, pairs, bar)
    if len(results) > 1:
        print(json.dumps({"one_client": results[1]}))
    main = results[max(results)]
    print(json.dumps(main | {"ok": all(result["ok"] for result in results.values())}))


def _result(name, pairs, bar):
    ratio = statistics.median(mine / other for mine, other in pairs)
    return {
        "name": name,
        "ratio": round(ratio, 3),
        "bar": bar,
        "ours": round(statistics.median(mine for mine, _ in pairs)),
        "other": round(statistics.median(other for _, other in pairs)),
        "rounds": len(pairs),
        "ok": ratio >= bar,
    }


def new_county():
    """The bench's county in the database that the environment names, made anew."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from _county import build_county

    county = build_county()
    from django.db import connection

    connection.close()
    return county
