"""Status codes from probabilities."""

import numpy as np

from bairi.plan.pace import Status, Thresholds, status


def test_thresholds_are_the_campaigns():
    assert status([0.75, 0.75], thresholds=Thresholds(on_pace=0.8, late=0.5)).tolist() == ["at_risk", "at_risk"]
    assert status(0.5, thresholds=Thresholds(late=0.6)).tolist() == "late"


def test_silence_is_neither_late_nor_zero():
    assert status([0.9, np.nan], silent=[True, False]).tolist() == [Status.SILENT, Status.SILENT]


def test_done_goes_before_silent_and_no_target_before_all():
    got = status([1.0, np.nan], done=True, silent=True, no_target=[False, True])
    assert got.tolist() == ["done", "no_target"]
