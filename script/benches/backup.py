"""Backups taken under 8 clients, SQLite and PostgreSQL: each restores to a clean check with every earlier receipt."""

import argparse
import os
import shutil
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

from _engines import run_here_or_on_both
from _sending import Clients, Server, bairi, new_home

POSTGRES = True
WARM_UP = 500


def back_up_under_load(rounds):
    """Receipts that were there before a backup began, those that its copy lacks, what `check` says of the copies."""
    asked = lost = 0
    findings, seconds, rates = [], [], []
    with new_home() as county, tempfile.TemporaryDirectory(prefix="bairi-copies-") as folder:
        server = Server()
        server.start()
        clients = Clients(server.port, county)
        clients.wait_for(WARM_UP)
        for turn in range(rounds):
            clients.wait_for(200)
            promised, copy, began = dict(clients.receipts), Path(folder) / f"copy-{turn}", time.monotonic()
            status, said = bairi("backup", copy)
            seconds.append(time.monotonic() - began)
            rates.append((len(clients.receipts) - len(promised)) / seconds[-1])
            findings += [] if status == 0 else [said]
            gone, faults = _restored(copy, Path(folder) / f"home-{turn}", promised)
            asked, lost, findings = asked + len(promised), lost + gone, findings + faults
            print(f"backup {turn + 1}: {len(promised)} receipts before, {gone} lost, {seconds[-1]:.1f} s", flush=True)
        clients.stop()
        server.stop()
    return {
        "receipts": asked, "lost": lost, "findings": len(findings), "said": findings[:5],
        "seconds": round(max(seconds), 1), "reports_a_second_meanwhile": round(min(rates)),
    }  # fmt: skip


def _restored(copy, home, promised):
    """Restore a copy into an empty home with an empty database: (receipts lost, what the commands found wrong)."""
    with _empty_database() as url:
        restored, said = bairi("restore", copy, home=home, database_url=url)
        checked, found = bairi("check", home=home, database_url=url)
        kept = _reports_in(home, url) if not restored else {}
    shutil.rmtree(copy, ignore_errors=True)
    shutil.rmtree(home, ignore_errors=True)
    lost = sum(kept.get(uuid.replace("-", "")) != receipt["digest"] for uuid, receipt in promised.items())
    return lost, [said] * bool(restored) + [found] * bool(checked)


class _empty_database:  # noqa: N801 - used as a word of a sentence
    """A database of its own beside the bench's on PostgreSQL; on SQLite the home brings its own."""

    def __enter__(self):
        self.server = os.environ.get("DATABASE_URL", "")
        self._do("DROP DATABASE IF EXISTS restored WITH (FORCE)", "CREATE DATABASE restored")
        return urlsplit(self.server)._replace(path="/restored").geturl() if self.server else None

    def __exit__(self, *_):
        self._do("DROP DATABASE restored WITH (FORCE)")

    def _do(self, *statements):
        if not self.server:
            return
        import psycopg

        with psycopg.connect(self.server, autocommit=True) as wire:
            for statement in statements:
                wire.execute(statement)


def _reports_in(home, url):
    """{uuid: digest} of the reports of a home."""
    sql = "SELECT CAST(uuid AS char(36)), digest FROM reports_report"
    if url:
        import psycopg

        with psycopg.connect(url) as wire:
            rows = wire.execute(sql).fetchall()
    else:
        import sqlite3

        with sqlite3.connect(home / "bairi.sqlite3") as wire:
            rows = wire.execute(sql).fetchall()
    return {uuid.replace("-", ""): digest for uuid, digest in rows}


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=3, help="how many backups are taken of each engine")
    run_here_or_on_both("backup", options, back_up_under_load, bad=("lost", "findings"))
