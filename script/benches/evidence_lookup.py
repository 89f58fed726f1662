"""Photos like one among a million: by the tables at hand, by a plain scan, by indexed columns; at most 20 ms."""

import json
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
from _photos import CHANGES, photo

from bairi.delivery.reports.rules.evidence.fingerprints import WINDOWS, distances, fingerprint
from bairi.delivery.reports.rules.evidence.lookup import CHUNK_BITS, CHUNKS, FLIPS, NEAR, PhotoTable

SEED, PHOTOS, SCENES, ROUNDS, BAR_MS = 20160331, 1_000_000, 120, 120, 20.0
TABLE_ROUNDS = 20
AT_ONCE = 100_000


def album(rng):
    """Fingerprints that crowd as those of photos do: of drawn scenes, and others up to 24 bits from them."""
    seeds = np.stack([fingerprint(photo(scene)) for scene in range(SCENES)])
    yield seeds
    left = PHOTOS - SCENES
    while left:
        count = min(left, AT_ONCE)
        flips = rng.integers(0, 64, (count, 24), dtype=np.uint64)
        flips[np.arange(24)[None, :] >= rng.integers(10, 25, (count, 1))] = 64
        masks = np.bitwise_xor.reduce(
            np.where(flips < 64, np.uint64(1) << (flips % np.uint64(64)), np.uint64(0)), axis=1
        )
        yield seeds[rng.integers(0, SCENES, count)] ^ masks[:, None]
        left -= count


def timed(ask, queries, clock=time.perf_counter):
    """Milliseconds of each question."""
    spent = []
    for query in queries:
        start = clock()
        ask(query)
        spent.append((clock() - start) * 1000)
    return spent


def scan(everything, prints):
    """What the tables are held against: each hash compared with all."""
    flat, wholes = everything.reshape(-1), np.ascontiguousarray(everything[:, 0])
    places = [
        start + np.flatnonzero(distances(prints[0], flat[start : start + (1 << 18)]) <= NEAR)
        for start in range(0, len(flat), 1 << 18)
    ]
    found = [np.concatenate(places) // len(WINDOWS)]
    found += [np.flatnonzero(distances(one, wholes) <= NEAR) for one in prints[1:]]
    return set(np.concatenate(found).tolist())


class Columns:
    """The same index as four columns of a table, one hash for each photo only: a tenth of what is asked for."""

    def __init__(self, file, wholes):
        self.base = sqlite3.connect(file)
        self.base.execute("PRAGMA synchronous=OFF")
        self.base.execute(
            "CREATE TABLE hash (id integer PRIMARY KEY, a integer, b integer, c integer, d integer, whole integer)"
        )
        chunks = [((wholes >> np.uint64(CHUNK_BITS * n)) & np.uint64(0xFFFF)).tolist() for n in range(CHUNKS)]
        rows = zip(range(len(wholes)), *chunks, wholes.view(np.int64).tolist(), strict=True)
        self.base.executemany("INSERT INTO hash VALUES (?, ?, ?, ?, ?, ?)", rows)
        for name in "abcd":
            self.base.execute(f"CREATE INDEX by_{name} ON hash ({name}, whole)")
        self.base.commit()

    def near(self, prints):
        found = set()
        for n, name in enumerate("abcd"):
            values = (int(prints[0]) >> (CHUNK_BITS * n) & 0xFFFF) ^ FLIPS
            marks = ",".join(map(str, values.tolist()))
            rows = self.base.execute(f"SELECT id, whole FROM hash WHERE {name} IN ({marks})").fetchall()
            keys, wholes = zip(*rows, strict=True) if rows else ((), ())
            close = distances(prints[0], np.array(wholes, np.int64).view(np.uint64)) <= NEAR
            found |= {key for key, is_close in zip(keys, close, strict=True) if is_close}
        return found


def main():
    rng, table = np.random.default_rng(SEED), PhotoTable()
    start = time.perf_counter()
    everything = np.concatenate(list(album(rng)))
    made = time.perf_counter()
    table.add(everything[:-4000])
    table.add(everything[-4000:])  # what came in since: the tail
    built = time.perf_counter() - made
    changes = list(CHANGES.values())
    copies = [(n % SCENES, fingerprint(changes[n % len(changes)](photo(n % SCENES), rng))) for n in range(ROUNDS)]
    found = [scene in table.near(prints) for scene, prints in copies]
    spent = timed(table.near, [prints for _, prints in copies])
    worked = timed(table.near, [prints for _, prints in copies], time.thread_time)
    near = [len(table.near(prints)) for _, prints in copies[:50]]
    scanned = timed(lambda prints: scan(everything, prints), [prints for _, prints in copies[:TABLE_ROUNDS]])
    missed = sum(len(scan(everything, prints) - set(table.near(prints))) for _, prints in copies[:TABLE_ROUNDS])
    among = sum(len(scan(everything, prints)) for _, prints in copies[:TABLE_ROUNDS])
    with tempfile.TemporaryDirectory() as folder:
        columns = Columns(Path(folder) / "hashes.sqlite3", np.ascontiguousarray(everything[:, 0]))
        by_columns = timed(columns.near, [prints for _, prints in copies[:TABLE_ROUNDS]])
    result = {
        "bench": "evidence-lookup", "photos": len(table), "hashes": everything.size,
        "median_ms": round(statistics.median(spent), 2), "p95_ms": round(float(np.percentile(spent, 95)), 2),
        "cpu_median_ms": round(statistics.median(worked), 2), "bar_ms": BAR_MS,
        "copies_among_the_near": round(float(np.mean(found)), 4),
        "near_median": int(np.median(near)), "missed_share": round(missed / max(among, 1), 5),
        "build_s": round(built, 1), "scan_median_ms": round(statistics.median(scanned), 2),
        "columns_median_ms": round(statistics.median(by_columns), 2),
        "photos_made_in_s": round(made - start, 1), "ok": statistics.median(spent) <= BAR_MS,
    }  # fmt: skip
    print(json.dumps(result))
    return 0 if result["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
