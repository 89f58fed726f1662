"""Bulletins: figures frozen at the cut-off and reproducible, wording editable until issued, papers kept."""

from __future__ import annotations

import io
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from docx import Document

from bairi.delivery.reports import actions as reports
from bairi.ground.access import NotAllowed, NotVisible
from bairi.ground.files.queries import file_path
from bairi.ground.transparency.models import EventRow
from bairi.outlook.bulletins import actions
from bairi.outlook.bulletins.models import Bulletin
from bairi.outlook.bulletins.problems import BulletinIsIssued, DayNotOver
from bairi.outlook.bulletins.queries.figures import figures_of
from bairi.outlook.bulletins.rules import digest_of
from bairi.plan.campaigns.models import Campaign
from tests.cast import NOON
from tests.world import CAMPAIGN, TASK, TODAY

pytestmark = pytest.mark.django_db
EVENING = NOON + timedelta(hours=8)
OF_THE_WORLD = 1
"""The small world has one bulletin, of the home township."""


@pytest.fixture
def draft(cast, world) -> Bulletin:
    return actions.make_bulletin(campaign=CAMPAIGN, kind="day", on=TODAY, by=cast["commander"], at=EVENING)


def report_more(cast, value: float) -> None:
    new = reports.NewReport(
        uuid=uuid4(), campaign=CAMPAIGN, place=cast.places["village"].code, task=TASK, effective_on=TODAY, value=value
    )
    reports.receive_report(new, by=cast["village_team"], at=EVENING + timedelta(minutes=5))


def test_the_figures_stay_when_later_reports_and_plans_come(cast, draft) -> None:
    before = dict(draft.figures)
    report_more(cast, 39.0)

    draft.refresh_from_db()
    again = figures_of(
        cast["commander"], Campaign.objects.get(code=CAMPAIGN), "533401",
        first_on=draft.first_on, on=draft.on, known=draft.known,
        known_before=draft.known - 86_400_000_000,
    )  # fmt: skip

    assert draft.figures == before
    assert again["head"] == before["head"]
    assert again["places"] == before["places"]
    assert draft.digest == digest_of(before)


def test_a_bulletin_of_the_same_day_made_later_has_the_same_figures(cast, draft) -> None:
    report_more(cast, 39.0)

    later = actions.make_bulletin(
        campaign=CAMPAIGN, kind="day", on=TODAY, by=cast["commander"], at=EVENING + timedelta(days=3)
    )

    assert later.digest == draft.digest
    assert later.number == draft.number + 1


def test_it_names_first_changes_and_who_has_not_reported(draft) -> None:
    assert draft.title.startswith("香格里拉市")
    assert draft.wording["lead"]
    assert {row["place"] for row in draft.figures["missing"]} >= {"团结村"}
    assert "团结村" in draft.wording["missing"]


def test_wording_changes_until_it_is_issued_and_not_after(cast, draft) -> None:
    actions.word_bulletin(
        bulletin=draft.key, title="新标题", wording={"lead": "改过的话"}, by=cast["commander"], at=EVENING
    )
    issued = actions.issue_bulletin(bulletin=draft.key, by=cast["commander"], at=EVENING)

    with pytest.raises(BulletinIsIssued):
        actions.word_bulletin(bulletin=draft.key, title="又一个", wording={}, by=cast["commander"], at=EVENING)

    assert issued.title == "新标题"
    with file_path(issued.word_id).open("rb") as file:
        words = "\n".join(p.text for p in Document(io.BytesIO(file.read())).paragraphs)
    assert "改过的话" in words
    with file_path(issued.pdf_id).open("rb") as file:
        assert file.read(5) == b"%PDF-"
    with file_path(issued.picture_id).open("rb") as file:
        assert file.read(8) == b"\x89PNG\r\n\x1a\n"


def test_each_change_is_one_event(cast, draft) -> None:
    actions.word_bulletin(bulletin=draft.key, title="t", wording={}, by=cast["commander"], at=EVENING)
    actions.discard_bulletin(bulletin=draft.key, by=cast["commander"], at=EVENING)

    rows = EventRow.objects.filter(kind__startswith="bulletins.", subject=str(draft.key)).order_by("pk")
    kinds = list(rows.values_list("kind", flat=True))
    assert kinds == ["bulletins.bulletin_made", "bulletins.bulletin_worded", "bulletins.bulletin_discarded"]


@pytest.mark.parametrize(
    ("who", "problem"), [("stranger", NotVisible), ("village_team", NotAllowed), ("inspector", NotAllowed)]
)
def test_who_may_not_make_one(cast, world, who, problem) -> None:
    with pytest.raises(problem):
        actions.make_bulletin(campaign=CAMPAIGN, kind="day", on=TODAY, by=cast[who], at=EVENING)

    assert Bulletin.objects.count() == OF_THE_WORLD


def test_a_day_that_has_not_come_is_refused(cast, world) -> None:
    with pytest.raises(DayNotOver):
        actions.make_bulletin(campaign=CAMPAIGN, kind="day", on=date(2999, 1, 1), by=cast["commander"], at=EVENING)


def test_a_township_makes_its_own(cast, world) -> None:
    made = actions.make_bulletin(campaign=CAMPAIGN, kind="week", on=TODAY, by=cast["township_clerk"], at=EVENING)

    assert made.place.code == cast.places["home"].code
    assert made.first_on == date(2016, 3, 28)
    assert "红旗村" not in str(made.figures)


def test_the_pages_make_word_and_issue_it(sign_in, cast, world) -> None:
    client = sign_in("commander")
    made = client.post(reverse("make_bulletin", args=[CAMPAIGN]), {"kind": "day", "on": "2016-03-31"})
    assert made.status_code == 302
    page = client.get(made.url)
    assert "香格里拉市" in page.content.decode()

    kept = client.post(f"{made.url}wording/", {"title": "标题", "lead": "正文"})
    issued = client.post(f"{made.url}issue/")

    assert (kept.status_code, issued.status_code) == (302, 302)
    row = Bulletin.objects.get(place=cast.places["county"])
    paper = client.get(reverse("stored_file", args=[row.pdf_id]))
    assert (paper.status_code, paper.getvalue()[:5]) == (200, b"%PDF-")
    assert sign_in("stranger").get(made.url).status_code == 404
    assert sign_in("stranger").get(reverse("stored_file", args=[row.pdf_id])).status_code == 404


def test_a_wrong_day_comes_back_with_the_mend(sign_in, world) -> None:
    answer = sign_in("commander").post(reverse("make_bulletin", args=[CAMPAIGN]), {"kind": "day", "on": "2999-01-01"})

    assert answer.status_code == 422
    assert Bulletin.objects.count() == OF_THE_WORLD
