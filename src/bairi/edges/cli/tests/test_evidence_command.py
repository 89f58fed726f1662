"""`bairi evidence` and the photos planted in the demo."""

import json
from collections import Counter

import pytest

from bairi.edges.cli.demo.acts import Say
from bairi.edges.cli.demo.doubts import FAR, OLD, with_doubts
from bairi.edges.cli.main import run
from bairi.edges.cli.tests.test_demo_story import told


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("BAIRI_LANGUAGE", "en")


@pytest.mark.django_db
def test_findings_are_listed_with_what_stands_beside_them(world, capsys):
    assert run(["evidence", "battle", "--format", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)

    assert (found["kind"], found["sureness"], found["place"]) == ("metadata_missing", "certain", "和平村")
    assert found["found"] == "Neither the phone nor the file says when the photo was taken."
    assert run(["evidence", "battle", "--kind", "near_copy", "--again"]) == 0
    assert "near_copy" not in capsys.readouterr().out


@pytest.mark.django_db
def test_a_campaign_that_is_not_there_is_named(capsys):
    assert run(["evidence", "nowhere"]) == 1
    assert "There is no campaign nowhere" in capsys.readouterr().err


def test_three_photos_of_the_demo_deserve_a_second_look_and_no_figure_changes():
    before = told()[1]
    after = with_doubts(before)
    changed = [new for old, new in zip(before, after, strict=True) if isinstance(new, Say) and new.photo]

    assert Counter(
        (say.copy_of is not None, say.taken_at is not None, say.point is not None) for say in changed
    ) == Counter({(False, False, True): len(changed) - 2, (True, False, True): 1, (False, True, True): 1})
    assert [(act.at, act.who) for act in after] == [(act.at, act.who) for act in before]
    assert [(a.uuid, a.value, a.on) for a in after if isinstance(a, Say)] == [
        (a.uuid, a.value, a.on) for a in before if isinstance(a, Say)
    ]
    assert with_doubts(before) == after
    assert OLD.days > 7
    assert FAR * 90_000 > 3_000
