"""Scores on the campaigns that really happened, each left out of the priors; skipped where their folder is absent."""

from pathlib import Path

import numpy as np
import pytest

from bairi.plan.pace import forecast
from bairi.plan.pace.priors import shipped, without
from bairi.plan.pace.series import read_campaign

FOLDER = Path(__file__).resolve().parents[6] / "shared" / "data" / "campaigns"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the real campaigns are not in {FOLDER}")


@pytest.mark.parametrize("origin", [0.25, 0.5, 0.75])
def test_four_in_five_final_values_lie_in_the_range_of_the_left_out(origin):
    inside = []
    for path in sorted(FOLDER.glob("*.csv.gz")):
        campaign = read_campaign(path)
        day = campaign.day_of(origin)
        made = forecast(campaign.known(day).series(day), without(campaign.name))
        filled = campaign.values.copy()
        for j in range(1, filled.shape[1]):
            filled[:, j] = np.where(np.isnan(filled[:, j]), filled[:, j - 1], filled[:, j])
        final = filled[:, -1]
        inside.append(np.mean((final >= made.quantiles[:, 1] - 1e-9) & (final <= made.quantiles[:, -2] + 1e-9)))
    assert 0.70 <= np.mean(inside) <= 0.90


def test_each_campaign_of_the_file_has_priors_that_never_saw_it():
    for path in FOLDER.glob("*.csv.gz"):
        assert without(read_campaign(path).name) != shipped()
