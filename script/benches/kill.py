"""The server killed 30 times under 8 clients, SQLite and PostgreSQL: every receipted report is there once."""

import argparse
import random
import statistics
import time

from _engines import run_here_or_on_both
from _sending import Clients, Server, bairi, compare_with, new_home

POSTGRES = True


def kill_again_and_again(rounds):
    """Kill, look, start again: what was promised, lost and doubled, and what `check` says."""
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
        "findings": len(faults), "said": faults[:5],
    }  # fmt: skip


def _faults():
    status, said = bairi("check")
    return [said] if status else []


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=30, help="how often each engine's server is killed")
    run_here_or_on_both("kill", options, kill_again_and_again, bad=("lost", "doubled", "findings"))
