"""Score forecasts on real campaigns, each left out of the priors, and on 200 made-up construction campaigns."""

import json
import sys
from collections.abc import Callable

import numpy as np
from _construction import make
from _naive import NAIVE, as_method, blend
from _scoring import COLUMNS, FOLDER, ORIGINS, Method, Said, campaigns, mean, score

from bairi.plan.pace import LEVELS, forecast
from bairi.plan.pace.arrays import Bools, Floats, Ints
from bairi.plan.pace.priors import shipped, without
from bairi.plan.pace.series import CampaignFile

BARS = {"brier": 0.165, "logloss": 0.52, "crps": 0.065, "finish": 14.0}
COVER_EACH, COVER_ALL, WORSE_THAN_NAIVE = (0.70, 0.90), (0.75, 0.85), 0.02
MADE_UP, RELIABLE_WITHIN = 200, 0.05

Rows = dict[tuple[str, float], dict[str, float]]


def ours(name: str) -> Method:
    """Bairi's forecast with priors that never saw the campaign `name`."""
    priors = without(name)

    def said(campaign: CampaignFile, day: int) -> Said:
        made = forecast(campaign.known(day).series(day), priors)
        return Said(made.probability, made.finish_p50, made.quantiles)

    return said


def scored(files: dict[str, CampaignFile], method: Callable[[str], Method]) -> Rows:
    """Scores by campaign and origin."""
    return {(name, origin): score(file, origin, method(name)) for name, file in files.items() for origin in ORIGINS}


def line(name: str, row: dict[str, float]) -> str:
    """One row of a table."""
    return f"{name:24s}" + "".join(f"{row[column]:10.3f}" for column in COLUMNS)


def real() -> dict[str, object]:
    """Scores on the campaigns that really happened, against every naive method; empty where the folder is absent."""
    files = campaigns()
    if not files:
        print(f"There are no campaigns in {FOLDER}: the scores on real campaigns are left out.")
        return {}
    print(f"{'':24s}" + "".join(f"{column:>10s}" for column in COLUMNS))
    rows = scored(files, ours)
    others = {
        name: scored(files, lambda _, rule=rule: as_method(rule)) for name, rule in (NAIVE | {"blend": blend}).items()
    }
    for name, theirs in others.items():
        print(line(name, mean(list(theirs.values()))))
    total = mean(list(rows.values()))
    print(line("Bairi, left out", total))
    by_origin = {str(o): mean([row for (_, at), row in rows.items() if at == o]) for o in ORIGINS}
    for origin, row in by_origin.items():
        print(line(f"  at {origin}", row))
    worst, by_campaign = -1.0, {}
    for name in files:
        by_campaign[name] = mean([row for (at, _), row in rows.items() if at == name])
        best = min(mean([r for (at, _), r in others[o].items() if at == name])["brier"] for o in NAIVE)
        worst = max(worst, by_campaign[name]["brier"] - best)
        print(line(f"  {name}", by_campaign[name]) + f"   best naive Brier {best:.3f}")
    p1 = all(total[name] <= bar for name, bar in BARS.items()) and COVER_ALL[0] <= total["cover"] <= COVER_ALL[1]
    p1 = p1 and all(COVER_EACH[0] <= row["cover"] <= COVER_EACH[1] for row in by_origin.values())
    return {
        **rounded(total),
        "cover_by_origin": [round(row["cover"], 3) for row in by_origin.values()],
        "brier_by_campaign": {name: round(row["brier"], 3) for name, row in by_campaign.items()},
        "blend": rounded(mean(list(others["blend"].values()))),
        "p1": p1,
        "p2": worst <= WORSE_THAN_NAIVE,
        "p2_worst": round(worst, 3),
    }


def made_up(campaigns_made: int) -> dict[str, object]:
    """Coverage and reliability on made-up construction campaigns, with the shipped priors."""
    said, made, cover, split, cluster = [], [], [], [], []
    for seed in range(campaigns_made):
        campaign = make(seed)
        for origin in ORIGINS:
            got = forecast(campaign.series(origin), shipped())
            said.append(got.probability)
            made.append(campaign.truth >= campaign.plan.target)
            inside, part = _covered(campaign.truth, got.quantiles)
            cover.append(inside)
            split.append(part)
            cluster.append(np.full(len(inside), seed))
    rows, fine = _reliability(np.concatenate(said), np.concatenate(made), np.concatenate(cluster), campaigns_made)
    inside, part = float(np.concatenate(cover).mean()), float(np.concatenate(split).mean())
    at = [float(np.mean(np.concatenate(cover[k :: len(ORIGINS)]))) for k in range(len(ORIGINS))]
    print(f"\n{campaigns_made} made-up campaigns: cover {inside:.3f} (with ties split {part:.3f}); Brier", end=" ")
    brier = float(np.mean((np.concatenate(said) - np.concatenate(made)) ** 2))
    print(f"{brier:.3f}; in each tenth: said, made, forecasts, two standard errors")
    print("\n".join(rows))
    ok = COVER_ALL[0] <= inside <= COVER_ALL[1] and fine
    return {
        "campaigns": campaigns_made, "cover": round(inside, 3), "cover_ties_split": round(part, 3),
        "cover_by_origin": [round(c, 3) for c in at], "brier": round(brier, 3), "reliable": fine, "p3": ok,
    }  # fmt: skip


def _covered(truth: Floats, q: Floats) -> tuple[Bools, Floats]:
    """Whether each truth is inside q10..q90, and the same with a tie on a step shared out by the levels that meet
    there."""
    inside = (truth >= q[:, 1] - 1e-9) & (truth <= q[:, -2] + 1e-9)
    below, upto = np.sum(q < truth[:, None] - 1e-9, axis=1), np.sum(q <= truth[:, None] + 1e-9, axis=1)
    low = np.where(below == 0, 0.0, LEVELS[np.maximum(below - 1, 0)])
    high = np.where(upto == len(LEVELS), 1.0, LEVELS[np.minimum(upto, len(LEVELS) - 1)])
    share = np.clip(np.minimum(high, 0.9) - np.maximum(low, 0.1), 0.0, None) / np.maximum(high - low, 1e-9)
    return inside, np.where(upto > below, share, inside)


def _reliability(said: Floats, made: Bools, cluster: Ints, clusters: int) -> tuple[list[str], bool]:
    """A line for each tenth of probability, and whether all lie within the bar and two clustered standard errors."""
    rows, fine = [], True
    for k in range(10):
        mine = np.minimum((said * 10).astype(int), 9) == k
        if not mine.any():
            continue
        gap = made[mine] - said[mine]
        error = float(np.sqrt(np.sum(np.bincount(cluster[mine], weights=gap, minlength=clusters) ** 2)) / mine.sum())
        good = abs(gap.mean()) <= RELIABLE_WITHIN + 2 * error
        fine = fine and bool(good)
        numbers = f"  {said[mine].mean():.3f}  {made[mine].mean():.3f}  {mine.sum():6d}  {2 * error:.3f}"
        rows.append(numbers + ("" if good else "  outside"))
    return rows, fine


def rounded(row: dict[str, float]) -> dict[str, float]:
    """Three digits are enough."""
    return {name: round(value, 3) for name, value in row.items()}


def main() -> int:
    """Print the tables and the result line."""
    happened = real()
    built = made_up(MADE_UP)
    blended = happened.get("blend")
    result = {
        "name": "forecast-scores",
        "ratio": round(happened["brier"] / blended["brier"], 3) if isinstance(blended, dict) else None,
        "bar": BARS["brier"],
        "ours": happened.get("brier"),
        "other": blended["brier"] if isinstance(blended, dict) else None,
        "rounds": len(ORIGINS) * len(happened.get("brier_by_campaign", {})),
        "ok": bool(built["p3"]) and (not happened or bool(happened["p1"] and happened["p2"])),
        "real": happened or "absent",
        "made_up": built,
    }
    print(json.dumps(result))
    return 0 if result["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
