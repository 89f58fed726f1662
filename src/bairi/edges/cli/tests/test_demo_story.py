"""The demo's story: the same in every build, true to the source report, with all that goes wrong in real life."""

import io
from collections import Counter
from datetime import date

import pytest
from PIL import Image

from bairi.edges.cli.demo import plan, targets
from bairi.edges.cli.demo.acts import Confirm, Find, Say, See, SendBack, Urge, Withdraw
from bairi.edges.cli.demo.building import SEED, _clerks, _departments, _teams
from bairi.edges.cli.demo.odk import SendForm, odk
from bairi.edges.cli.demo.people import everyone
from bairi.edges.cli.demo.photos import draw_photo
from bairi.edges.cli.demo.story import SILENT, Telling
from bairi.edges.cli.demo.urgings import urgings
from bairi.ground.access import Role


def told():
    series, people = targets.all_series(SEED), everyone(targets.places())
    telling = Telling(SEED, clerks=_clerks(people), teams=_teams(people), departments=_departments(people))
    return series, telling.tell(series)


@pytest.fixture(scope="module")
def story():
    return told()


def test_the_places_are_those_of_the_county():
    rows = targets.places()

    assert len(targets.townships()) == 12
    assert len(targets.villages()) == 65
    assert all(row.code.startswith(row.parent) for row in rows)
    assert next(row for row in rows if row.code == plan.ANNAN).name == "安南村"


def test_the_plan_has_six_lines_and_eleven_tasks():
    assert (len(plan.LINES), len(plan.TASKS)) == (6, 11)
    assert {task.line for task in plan.TASKS} == {code for code, *_ in plan.LINES}


def test_the_days_are_those_of_the_campaign():
    assert plan.day_of(plan.DAY) == plan.TODAY == date(2016, 3, 31)
    assert plan.day_of(plan.DAYS) == plan.DEADLINE


@pytest.mark.parametrize(
    ("task", "measure", "must", "least"),
    [
        ("renovation", "completed", 115, 0.95 * 115),
        ("rebuilding", "started", 22, 22),
        ("bases", "planted", 50, 50),
        ("relocation", "started", 4, 4),
    ],
)
def test_the_facts_of_the_report_stand(story, task, measure, must, least):
    rows = [s for s in story[0] if (s.task, s.measure) == (task, measure) and s.source == plan.REPORT]

    assert [row.must for row in rows] == [must]
    assert rows[0].told(plan.DAY) >= least


def test_every_build_tells_the_same(story):
    assert told()[1] == story[1]


def test_nothing_happens_after_the_present_or_out_of_order(story):
    moments = [act.at for act in story[1]]

    assert moments == sorted(moments)
    assert moments[-1] < plan.REPLAY_AT


def test_all_that_goes_wrong_in_real_life_is_in_it(story):
    acts = story[1]
    counts = Counter(type(act) for act in acts)
    says = [act for act in acts if isinstance(act, Say)]

    assert all(counts[kind] > 10 for kind in (Confirm, Find, SendBack, Withdraw))
    assert any(say.entered_for for say in says)
    assert any(say.base is not None for say in says)
    assert any(say.supersedes for say in says)
    assert max(say.on for say in says if say.series.place in SILENT) < date(2016, 3, 16)


def test_silent_villages_are_urged_and_some_have_seen_it():
    acts = urgings()
    urged = [place for act in acts if isinstance(act, Urge) for place in act.places]

    assert set(urged) == set(SILENT)
    assert {act.place for act in acts if isinstance(act, See)} < set(SILENT)
    assert all(act.at < plan.REPLAY_AT for act in acts)


def test_a_village_reports_with_odk_what_follows_its_last_report(story):
    acts = odk(story[1])
    known, unknown = [act for act in acts if isinstance(act, SendForm)][::-1]
    before = [act for act in story[1] if isinstance(act, Say) and act.uuid == known.answers["base"]]
    people = {person.username for person in everyone(targets.places())}

    assert before[0].value <= float(known.answers["value"]) <= before[0].series.must
    assert (known.form, unknown.form == "") == ("", False)
    assert {act.who for act in acts} <= people
    assert [act.at for act in acts] == sorted(act.at for act in acts)
    assert b'<data id="own" version="1"><place>533401202203</place>' in known.xml("own")


def test_no_inspection_finds_more_than_it_looked_at(story):
    assert all(0 <= act.found <= act.inspected for act in story[1] if isinstance(act, Find))


def test_every_role_has_someone():
    people = everyone(targets.places())

    assert {Role(person.role) for person in people} == set(Role)
    assert len({person.username for person in people}) == len({person.name for person in people}) == len(people)


def test_a_photo_says_that_it_is_generated_and_no_two_are_alike():
    first, second = (draw_photo("Annan", plan.moment(40, 12), seed) for seed in "ab")
    picture = Image.open(io.BytesIO(first))

    assert first != second
    assert picture.format == "JPEG"
    assert picture.getexif()[305] == "Bairi demo"
