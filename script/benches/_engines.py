"""One bench on both engines, each in a process of its own, one after the other; one result for both."""

import json
import os
import subprocess
import sys

ENGINES = ("sqlite", "postgresql")


def run_here_or_on_both(name, options, bench, *, bad):
    """Run `bench(rounds)` on both engines, or on the one asked for; print the result as JSON.

    `bench` returns a dictionary with `receipts` and, under the names in `bad`, what must not be: summed up as ratio.
    """
    options.add_argument("--engine", choices=[*ENGINES, "both"], default="both")
    asked = options.parse_args()
    if asked.engine == "both":
        found = {engine: _in_its_own_process(engine, asked.rounds) for engine in ENGINES}
    else:
        found = {asked.engine: bench(asked.rounds)}
    total = {key: sum(each[key] for each in found.values()) for key in ("receipts", *bad)}
    wrong = sum(total[key] for key in bad)
    print(json.dumps({
        "name": name, "ratio": wrong, "bar": 0, "ours": total["receipts"] - total[bad[0]], "other": total["receipts"],
        "rounds": asked.rounds, **total, "engines": found, "ok": not wrong,
    }, ensure_ascii=False))  # fmt: skip


def _in_its_own_process(engine, rounds):
    environment = dict(os.environ)
    if engine == "sqlite":
        environment.pop("DATABASE_URL", None)
    command = [sys.executable, sys.argv[0], "--engine", engine, "--rounds", str(rounds)]
    last = ""
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as running:
        for last in running.stdout:
            if not last.startswith("{"):
                print(f"{engine}: {last}", end="", flush=True)
    if running.returncode:
        raise SystemExit(f"{engine}: the bench itself failed")
    return json.loads(last)["engines"][engine]
