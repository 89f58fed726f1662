"""Forecast 715 cells of a county in 50 ms of one core, and 10,000 targets in a second."""

import json
import os
import statistics
import sys
import time

# One thread, set before NumPy is loaded.
for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[threads] = "1"

import numpy as np  # noqa: E402

from bairi.plan.pace import Calendar, Plan, Series, forecast  # noqa: E402

COUNTY, COUNTY_BAR, LARGE, LARGE_BAR = 715, 0.05, 10_000, 1.0
START, LENGTH, DAY = 736_000, 100, 60


def campaign(targets: int, seed: int = 1) -> Series:
    """A campaign on day 60 of 100: 11 tasks, 12 townships, daily and weekly reporters, gaps, a few falls."""
    rng = np.random.default_rng(seed)
    gains = rng.gamma(0.7, 1.0, (targets, DAY)) * rng.lognormal(0, 0.4, (targets, 1))
    values = np.cumsum(gains, axis=1) + rng.normal(0, 0.2, (targets, DAY))
    weekly = rng.random(targets) < 0.5
    sent = np.where(weekly[:, None], np.arange(DAY) % 7 == 3, rng.random((targets, DAY)) < 0.85)
    plan = Plan.of(
        baseline=0.0,
        target=rng.uniform(40, 110, targets),
        start=START,
        due=START + LENGTH - 1,
        shape=rng.integers(0, 2, targets),
        calendar=Calendar.of(range(START + 6, START + LENGTH, 7)),
    )
    return Series.of(
        days=START + np.arange(DAY),
        values=np.where(sent, values, np.nan),
        plan=plan,
        task=np.arange(targets) % 11,
        parent=np.arange(targets) // 11 % 12,
    )


def seconds(series: Series, rounds: int) -> float:
    """Median processor time of a forecast with its set and one explanation, in seconds."""
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        made = forecast(series)
        made.together()
        made.drivers(0)
        times.append(time.process_time() - begun)
    return statistics.median(times)


def main() -> int:
    """Print the times and the result line."""
    rounds = 15
    seconds(campaign(COUNTY), 3)
    county, large = seconds(campaign(COUNTY), rounds), seconds(campaign(LARGE), 5)
    print(f"{COUNTY} cells: {county * 1000:.1f} ms (bar {COUNTY_BAR * 1000:.0f})")
    print(f"{LARGE} targets: {large:.2f} s (bar {LARGE_BAR})")
    result = {
        "name": "forecast",
        "ratio": round(county / COUNTY_BAR, 3),
        "bar": 1.0,
        "ours": round(county, 4),
        "other": COUNTY_BAR,
        "rounds": rounds,
        "ok": county <= COUNTY_BAR and large <= LARGE_BAR,
        "large": {"targets": LARGE, "seconds": round(large, 3), "bar": LARGE_BAR},
    }
    print(json.dumps(result))
    return 0 if result["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
