"""One engine's share of the kill bench: kill, look, start again. Prints what was promised, lost and doubled."""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import time

from _sending import Clients, Server, bairi, compare_with, new_home

ENGINES = ("sqlite", "postgresql")


def on_both(name, rounds):
    """Each engine in a process of its own, one after the other; one result for both."""
    found = {engine: _result_of(engine, rounds) for engine in ENGINES}
    total = {key: sum(each[key] for each in found.values()) for key in ("receipts", "lost", "doubled")}
    print(json.dumps({
        "name": name, "ratio": total["lost"] + total["doubled"], "bar": 0, "ours": total["receipts"] - total["lost"],
        "other": total["receipts"], "rounds": rounds, **total, "engines": found,
        "ok": all(each["ok"] for each in found.values()),
    }, ensure_ascii=False))  # fmt: skip


def _result_of(engine, rounds):
    environment = dict(os.environ)
    if engine == "sqlite":
        environment.pop("DATABASE_URL", None)
    command = [sys.executable, __file__, "--rounds", str(rounds)]
    last = ""
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as running:
        for last in running.stdout:
            print(f"{engine}: {last}", end="", flush=True)
    if running.returncode:
        raise SystemExit(f"{engine}: the bench itself failed")
    return json.loads(last)


def kill_again_and_again(rounds):
    """The result on the engine that DATABASE_URL names, SQLite without it."""
    with new_home() as county:
        server, rng = Server(), random.Random(1)
        server.start()
        clients, lost, doubled, faults, away = Clients(server.port, county), 0, 0, [], []
        for turn in range(rounds):
            clients.wait_for(rng.randint(50, 300))
            time.sleep(rng.random() * 0.02)
            server.kill()
            killed = time.monotonic()
            gone, twice = compare_with(dict(clients.receipts))
            lost, doubled = max(lost, gone), max(doubled, twice)
            faults += _faults() if turn % 10 == 9 else []
            server.start()
            clients.wait_for(1)
            away.append(time.monotonic() - killed)
            print(f"kill {turn + 1}: {len(clients.receipts)} receipts, {gone} lost, {twice} doubled", flush=True)
        clients.wait_for(50)
        clients.stop()
        server.stop()
        gone, twice = compare_with(clients.receipts)
        faults += _faults()
    lost, doubled = max(lost, gone), max(doubled, twice)
    return {
        "receipts": len(clients.receipts), "lost": lost, "doubled": doubled, "sent_again": clients.repeats,
        "answers": clients.answers, "back_after_seconds": round(statistics.median(away), 2),
        "check": faults[:5] or "clean", "ok": not lost and not doubled and not faults,
    }  # fmt: skip


def _faults():
    status, said = bairi("check")
    return [said] if status else []


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=30)
    print(json.dumps(kill_again_and_again(options.parse_args().rounds), ensure_ascii=False))
