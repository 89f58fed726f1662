"""The search of the frame finds places and targets by any of their words, and never outside the scope."""

from datetime import date

import pytest

from bairi.edges.web.queries import finding, search
from bairi.plan.campaigns.models import Campaign, Line, Measure, Target, Task


@pytest.fixture
def campaign(cast):
    made = Campaign.objects.create(
        code="first",
        name="第一次百日会战",
        place=cast.places["county"],
        start_on=date(2016, 2, 14),
        deadline_on=date(2016, 5, 23),
    )
    line = Line.objects.create(campaign=made, code="infra", name="基础设施建设")
    task = Task.objects.create(campaign=made, line=line, code="roads", name="通组道路", name_en="Roads")
    measure = Measure.objects.create(task=task, code="done", name="完成", unit="公里", counts=True)
    for place in ("village", "neighbour_village"):
        Target.objects.create(campaign=made, task=task, measure=measure, place=cast.places[place])
    return made


def test_a_place_is_found_by_part_of_its_name_and_by_the_beginning_of_its_code(cast, campaign):
    assert [p.name for p in search(cast["commander"], "和平").places] == ["和平村"]
    assert [p.name for p in search(cast["commander"], "533401103").places] == ["虎跳峡镇", "红旗村"]


def test_every_word_must_occur_in_the_place_or_in_the_task(cast, campaign):
    assert [(t.place, t.task) for t in search(cast["commander"], "红旗 道路").targets] == [("红旗村", "通组道路")]
    assert search(cast["commander"], "红旗 饮水").targets == []
    assert len(search(cast["commander"], "roads").targets) == 2


@pytest.mark.parametrize("who", ["neighbour_team", "stranger"])
def test_nothing_outside_the_scope_is_found(cast, campaign, who):
    found = search(cast[who], "和平")

    assert (found.places, found.targets) == ([], [])


def test_an_empty_or_endless_text_does_no_harm(cast, campaign):
    assert search(cast["commander"], "   ").places == []
    assert search(cast["commander"], "和" * 5000).places == []


def test_a_search_takes_a_fixed_number_of_queries(cast, campaign, django_assert_num_queries):
    actor = cast["commander"]

    with django_assert_num_queries(3):
        search(actor, "村")


def test_more_than_is_shown_is_said(cast, campaign, monkeypatch):
    monkeypatch.setattr(finding, "LIMIT", 1)

    assert search(cast["commander"], "5334").more


def test_the_page_links_to_what_was_found_and_says_when_there_is_nothing(sign_in, campaign):
    client = sign_in("commander")

    page = client.get("/search/", {"q": "和平"}).content.decode()
    assert 'href="/campaigns/first/cockpit/533401102202/"' in page
    assert 'href="/campaigns/first/targets/roads/533401102202/"' in page
    assert "Nothing found" in client.get("/search/", {"q": "nowhere"}).content.decode()
    assert "<script>" not in client.get("/search/", {"q": "<script>"}).content.decode()
