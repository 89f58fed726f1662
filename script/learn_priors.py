"""Learns the priors of the forecast from finished campaigns and writes src/bairi/plan/pace/priors.json.

    script/learn-priors [FOLDER]

FOLDER holds campaigns in the shape campaign,place,parent,date,value,target,deadline,unit (CSV, gzipped or not); a
county adds its own finished ones there. Each number is moved from its starting value, which is a judgement, only as
far as the scores of the campaigns pay for it; and once more without each campaign, so that scores can be reported on
campaigns that were not learned from. Each campaign is also seen with its target 10 % lower and higher, because
targets set with hindsight are too good to be true.
"""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent / "benches"))

from _scoring import FOLDER, Said, campaigns, score

from bairi.plan.pace import forecast
from bairi.plan.pace.priors import FILE, Priors
from bairi.plan.pace.series import CampaignFile

START = Priors(
    plan_spread=0.04, plan_noise=0.03, loose_spread=0.17, loose_share=0.28, fail_share=0.13, fail_offset=-0.3,
    fail_spread=0.9, trend_bias=-0.27, trend_noise=0.23, trend_noise_left=0.55, shock=0.05, capped_mean=0.97,
    capped_spread=0.2, capped_noise=0.2, ceiling_pull=0.75, own_rate=0.3, own_turn=0.1, own_noise=0.17, own_doubt=0.3,
    own_power=0.7, own_small=0.2, own_step=0.006, usual_dispersion=0.25, parent_share=0.2, task_share=0.3,
)  # fmt: skip
LEARNED = ("plan_spread", "trend_noise_left", "own_noise", "trend_noise", "own_rate", "ceiling_pull", "trend_bias")
STEPS = (1.3, 1.14, 1.07)
ORIGINS = (0.2, 0.25, 0.4, 0.5, 0.6, 0.75)
TARGETS = ((1.0, 0.8), (0.9, 0.1), (1.1, 0.1))
BARS = {"brier": 0.165, "logloss": 0.52, "crps": 0.065}
COVER, COVER_WORTH, INERTIA = 0.8, 25.0, 0.3


def cost(priors: Priors, files: list[CampaignFile]) -> float:
    """Mean of the scores as shares of their bars, and what wrong coverage and distance from the start add."""

    def said(known: CampaignFile, day: int) -> Said:
        made = forecast(known.series(day), priors)
        return Said(made.probability, made.finish_p50, made.quantiles)

    total, covers = 0.0, []
    for file in files:
        for origin in ORIGINS:
            for level, weight in TARGETS:
                row = score(file, origin, said, level)
                total += weight * sum(row[name] / bar for name, bar in BARS.items())
                covers += [row["cover"]] if level == 1 else []
    moved = sum(np.log(getattr(priors, name) / getattr(START, name)) ** 2 for name in LEARNED)
    return total / len(files) / len(ORIGINS) + COVER_WORTH * (np.mean(covers) - COVER) ** 2 + INERTIA * float(moved)


def learn(files: list[CampaignFile]) -> Priors:
    """Coordinate descent from START, in steps of a third, a seventh and a fifteenth."""
    best, least = START, cost(START, files)
    for step in STEPS:
        for name in LEARNED:
            for factor in (step, 1 / step):
                tried = best.changed(**{name: getattr(best, name) * factor})
                if (new := cost(tried, files)) < least:
                    best, least = tried, new
                    break
    return best


def main() -> None:
    """Learn, print each step, write the file."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    found = campaigns(folder)
    if len(found) < 2:
        raise SystemExit(f"There are fewer than two campaigns in {folder}. Name a folder with finished campaigns.")
    print(f"Learning from {', '.join(found)}")
    priors = learn(list(found.values()))
    without = {}
    for name in found:
        print(f"Learning without {name}")
        without[name] = learn([file for other, file in found.items() if other != name])
    write(priors, without)
    print(f"Wrote {FILE}")


def write(priors: Priors, without: dict[str, Priors]) -> None:
    """Write the data file; numbers with four digits."""

    def rounded(p: Priors) -> dict[str, float]:
        return {name: float(f"{value:.4g}") for name, value in asdict(p).items()}

    data = {
        "learned_on": datetime.now(tz=UTC).date().isoformat(),
        "learned_from": list(without),
        "all": rounded(priors),
        "without": {name: rounded(p) for name, p in without.items()},
    }
    FILE.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
