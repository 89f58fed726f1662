"""What was learned from finished campaigns: a small dated data file, read once."""

import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("priors.json")


@dataclass(frozen=True)
class Priors:
    """Numbers of the model (`docs/forecast.md` has the formulas). Gains are in attainment, spreads are of logarithms
    unless they say otherwise.

    plan_spread: attainment by which the mean of a task misses 1 when the plan holds; plan_noise: the same as a log-sd.
    loose_spread, loose_share: the same when the plan holds loosely, and how often that is so.
    fail_share, fail_offset, fail_spread: how often the plan says little, and then the log of gain / remaining work.
    trend_bias: log of gain / (recent rate x time left). trend_noise, trend_noise_left: its sd, at the end and per
    share of the box left; shock: how much a jump of the common rate adds to it.
    capped_mean, capped_spread: final mean attainment of tasks that cannot pass their target, and its spread.
    ceiling_pull: exponent of the room below a known ceiling; own_rate, own_turn: exponents of a place's rate since the
    start, and of its recent rate against that, both against its peers.
    own_noise, own_power, own_small: spread of a place = own_noise x dispersion^own_power x gain^-own_small;
    own_step: smallest spread, in attainment. usual_dispersion: of places' rates, where peers are few.
    parent_share, task_share: of the shared variance.
    """

    plan_spread: float
    plan_noise: float
    loose_spread: float
    loose_share: float
    fail_share: float
    fail_offset: float
    fail_spread: float
    trend_bias: float
    trend_noise: float
    trend_noise_left: float
    shock: float
    capped_mean: float
    capped_spread: float
    capped_noise: float
    ceiling_pull: float
    own_rate: float
    own_turn: float
    own_noise: float
    own_doubt: float
    own_power: float
    own_small: float
    own_step: float
    usual_dispersion: float
    parent_share: float
    task_share: float

    def changed(self, **new: float) -> "Priors":
        """The same priors with some numbers replaced."""
        return Priors(**(asdict(self) | new))


@cache
def shipped() -> Priors:
    """The priors that ship with the product, learned from all campaigns of the data file."""
    return Priors(**json.loads(FILE.read_text(encoding="utf-8"))["all"])


@cache
def without(campaign: str) -> Priors:
    """Priors learned without one campaign of the data file, to score that campaign honestly; the shipped ones where
    the file does not know the campaign."""
    data = json.loads(FILE.read_text(encoding="utf-8"))
    return Priors(**data["without"].get(campaign, data["all"]))
