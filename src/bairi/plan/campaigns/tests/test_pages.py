"""Pages of the plan: what is typed becomes a version, a refusal stands at its field, nobody sees more than theirs."""

import pytest

from bairi.plan.campaigns.models import Campaign, ChangeRequest, Line, PlanVersion, Responsibility, Target
from bairi.plan.campaigns.queries import goals, milestones, phases, targets_known

pytestmark = pytest.mark.django_db
PLAN = "/campaigns/battle/plan/"


def forms(prefix, *rows):
    facts = {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": "0"}
    return facts | {f"{prefix}-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}


def said(answer):
    return answer.content.decode()


def must(campaign, code, task="roads"):
    return next(row.must for row in targets_known(campaign, task_codes=[task]) if row.place_code == code)


def test_a_campaign_is_created_on_the_page(cast, sign_in):
    client = sign_in("data_officer")
    facts = {
        "name": "百日会战", "code": "battle", "place_code": "533401", "start_on": "2016-02-14",
        "deadline_on": "2016-05-23",
    }  # fmt: skip

    assert client.get("/campaigns/new/").status_code == 200
    wrong = client.post("/campaigns/new/", facts | {"deadline_on": "2016-02-01"})
    right = client.post("/campaigns/new/", facts)

    assert wrong.status_code == 422
    assert 'id="id_deadline_on-error"' in said(wrong)
    assert right.headers["Location"] == PLAN
    page = said(client.get(PLAN))
    assert "at least one line" in page
    assert "disabled" in page


def test_an_empty_list_says_what_to_do(cast, sign_in):
    assert "Create one on this page" in said(sign_in("commander").get("/campaigns/"))
    assert "data officer creates it" in said(sign_in("village_team").get("/campaigns/"))


def test_lines_tasks_and_measures_are_built_and_removed(draft, sign_in):
    client = sign_in("data_officer")

    client.post(f"{PLAN}lines/new/", {"name": "产业", "code": "industry", "weight": "２", "order": "3"})
    task = {"name": "冬桃", "code": "peach", "line": "industry", "counting": "tallied", "weight": "1", "order": "0"}
    made = client.post(f"{PLAN}tasks/new/", task)
    client.post(
        made.headers["Location"], {"name": "种植", "code": "planted", "unit": "亩", "roll_up": "sum", "order": "0"}
    )
    taken = client.post(f"{PLAN}tasks/new/", task)
    kept = client.post(f"{PLAN}lines/industry/removal/")

    assert Line.objects.get(code="industry").weight == 2
    assert taken.status_code == 422
    assert 'id="id_code-error"' in said(taken)
    assert kept.status_code == 409
    assert "冬桃" in said(client.get(f"{PLAN}structure/"))
    client.post(f"{PLAN}tasks/peach/removal/")
    client.post(f"{PLAN}lines/industry/removal/")
    assert not Line.objects.filter(code="industry").exists()


def test_targets_are_checked_before_they_are_saved(running, cast, sign_in):
    client, village = sign_in("data_officer"), cast.places["village"].code
    typed = {f"must-{village}": "20", "reason": ""}

    checked = client.post(f"{PLAN}targets/roads/", typed | {"check": "1"})
    unreasoned = client.post(f"{PLAN}targets/roads/", typed)
    broken = client.post(f"{PLAN}targets/roads/", typed | {f"must-{village}": "二十"})
    saved = client.post(f"{PLAN}targets/roads/", typed | {"reason": "Landslide"})

    assert (checked.status_code, unreasoned.status_code, broken.status_code) == (200, 422, 422)
    assert "Nothing is saved yet" in said(checked)
    assert "−10" in said(checked)
    assert 'value="20"' in said(unreasoned)
    assert f'id="must-{village}-error"' in said(broken)
    assert saved.status_code == 302
    assert must(running, village) == 20


def test_emptying_a_figure_takes_the_target_out(running, cast, sign_in):
    village = cast.places["village"].code

    sign_in("data_officer").post(f"{PLAN}targets/roads/", {f"must-{village}": "", "reason": "Merged"})

    assert village not in {row.place_code for row in targets_known(running, task_codes=["roads"])}


def test_a_township_breaks_down_on_the_page_and_never_its_own_total(running, cast, sign_in):
    client, home, village = sign_in("township_clerk"), cast.places["home"].code, cast.places["village"].code

    page = said(client.get(f"{PLAN}targets/roads/"))
    client.post(f"{PLAN}targets/roads/", {f"must-{village}": "33", f"must-{home}": "1", "reason": "By length"})

    assert f'name="must-{village}"' in page
    assert f'name="must-{home}"' not in page
    assert (must(running, village), must(running, home)) == (33, 60)


def test_the_table_of_targets_takes_a_fixed_number_of_queries(running, sign_in, django_assert_max_num_queries):
    client = sign_in("commander")
    client.get(f"{PLAN}targets/roads/")

    with django_assert_max_num_queries(14):
        client.get(f"{PLAN}targets/roads/")


def test_one_target_is_changed_with_its_milestones(running, cast, sign_in):
    client, village = sign_in("data_officer"), cast.places["village"].code
    address = f"{PLAN}targets/roads/{village}/"
    facts = {
        "must": "35", "start_on": "2016-02-14", "due_on": "2016-05-23", "shape": "milestones", "reason": "Rerouted",
        "approved_by": "书记",
    }  # fmt: skip
    points = forms("point", {"day": "2016-03-31", "share": "40"}, {"day": "", "share": ""})
    late = forms("point", {"day": "2016-09-01", "share": "40"})

    assert client.post(address, facts | late).status_code == 422
    assert client.post(address, facts | points).status_code == 302

    row = next(r for r in targets_known(running) if r.place_code == village)
    assert (row.must, row.trajectory["points"]) == (35, [["2016-03-31", 0.4]])
    page = said(client.get(address))
    assert "first baseline 40" in page
    assert "approved by 书记" in page
    assert "must: 40 to 35" in page


def test_a_change_is_asked_for_and_decided_on_the_pages(running, cast, sign_in):
    village = cast.places["village"].code
    address = f"{PLAN}targets/roads/{village}/"
    facts = {"ask-must": "30", "ask-due_on": "2016-05-23", "ask-reason": "Rain"}
    team, clerk = sign_in("village_team"), sign_in("township_clerk")

    assert team.post(f"{address}request/", facts | {"ask-reason": ""}).status_code == 422
    assert team.post(f"{address}request/", facts).status_code == 302
    pk = ChangeRequest.objects.get().pk
    assert "Another decides" in said(team.get(f"{PLAN}requests/"))
    assert clerk.post(f"{PLAN}requests/{pk}/decision/", {"decision": "refused"}).status_code == 422
    assert clerk.post(f"{PLAN}requests/{pk}/decision/", {"decision": "granted"}).status_code == 302

    assert must(running, village) == 30
    assert "granted by Township Clerk" in said(team.get(address))


def test_a_schedule_is_set_back_from_the_deadline_and_saved_only_then(planned, sign_in):
    client, address = sign_in("data_officer"), f"{PLAN}tasks/roads/milestones/"
    stages = forms(
        "stage", {"name": "路基", "share": "40", "working_days": "30"},
        {"name": "路面", "share": "100", "working_days": "20"},
    )  # fmt: skip

    shown = client.post(address, stages | {"intent": "backward", "due-due_on": "2016-05-23"})
    tight = client.post(address, stages | {"intent": "backward", "due-due_on": "2016-03-01"})
    empty = client.post(address, forms("stage", {}) | {"intent": "backward", "due-due_on": "2016-05-23"})

    assert 'value="2016-05-03"' in said(shown)
    assert "Work must begin by 4 Apr 2016" in said(shown)
    assert "days before the earliest possible one" in said(tight)
    assert empty.status_code == 422
    assert not milestones(planned, "roads")
    stones = forms("stone", {"name": "路基", "due_on": "2016-05-03", "share": "40"})
    assert client.post(address, stones | {"apply": "on", "reason": "倒排工期"}).status_code == 302
    assert [stone.name for stone in milestones(planned, "roads")] == ["路基"]


def test_the_calendar_with_its_phases_and_limits(running, sign_in):
    client = sign_in("commander")
    facts = {
        "start_on": "2016-02-14", "deadline_on": "2016-05-23", "weekly_off": ["7"], "days_off": "4月4日\n2016.5.1",
        "reason": "Holidays",
    }  # fmt: skip
    phase = forms("phase", {"name": "动员", "start_on": "2016-02-14", "end_on": "2016-02-28", "rhythm": "daily"})
    reporting = {
        "rhythm": "daily", "cut_off_hour": "20", "silent_after_days": "7", "jump_share": "25", "burden_ceiling": "40",
    }  # fmt: skip
    thresholds = {"late_below": "40", "risk_below": "30", "coverage_needed": "30", "trust_gap": "20", "reason": "x"}

    assert client.post(f"{PLAN}calendar/", facts | phase | {"days_off": "soon"}).status_code == 422
    assert client.post(f"{PLAN}calendar/", facts | phase).status_code == 302
    assert client.post(f"{PLAN}reporting/", reporting).status_code == 302
    assert client.post(f"{PLAN}thresholds/", thresholds).status_code == 422
    assert client.post(f"{PLAN}thresholds/", thresholds | {"risk_below": "70％"}).status_code == 302

    row = Campaign.objects.get(code="battle")
    assert row.days_off == ["2016-04-04", "2016-05-01"]
    assert [phase.rhythm for phase in phases(row)] == ["daily"]
    assert (row.jump_share, row.late_below, row.risk_below) == (0.25, 0.4, 0.7)


def test_goals_and_weights(running, sign_in):
    client = sign_in("commander")
    goal = forms("goal", {"name": "达半", "kind": "share", "share": "50", "due_on": "2016-05-23", "tasks": ["roads"]})

    assert client.post(f"{PLAN}goals/", goal | {"reason": ""}).status_code == 422
    assert client.post(f"{PLAN}goals/", goal | {"reason": "From the report"}).status_code == 302
    assert client.post(f"{PLAN}weights/", {"line-infra": "x", "reason": "Why"}).status_code == 422
    assert client.post(f"{PLAN}weights/", {"line-infra": "3", "reason": "Roads first"}).status_code == 302

    assert [one.share for one in goals(running)] == [0.5]
    assert "3 / 4 × 1 / 1 = 75.0 % of the whole" in said(client.get(f"{PLAN}weights/"))


def test_who_answers_is_edited_place_by_place(running, cast, sign_in):
    client, village = sign_in("township_clerk"), cast.places["village"].code
    address = f"{PLAN}responsibilities/?in={village}"
    entry = forms("answer", {"kind": "responsible_person", "person": "村支书", "phone": "138"}, {"kind": "lead_unit"})

    assert client.post(address, forms("answer", {"kind": "lead_unit", "user": "nobody"})).status_code == 422
    assert client.post(address, entry).status_code == 302

    assert Responsibility.objects.get().person == "村支书"
    assert "村支书" in said(client.get(address))
    assert "村支书" in said(client.get(f"{PLAN}targets/roads/{village}/"))
    assert client.get(f"{PLAN}responsibilities/?in={cast.places['neighbour'].code}").status_code == 404


def test_a_campaign_is_started_cloned_and_closed(planned, sign_in):
    client = sign_in("commander")

    assert client.post(f"{PLAN}start/").status_code == 302
    cloned = client.post(
        f"{PLAN}clone/", {"name": "第二次", "code": "second", "start_on": "2016-08-01", "with_targets": "on"}
    )
    assert client.post(f"{PLAN}closure/", {"typed_name": "百日", "reason": "Over"}).status_code == 422
    assert client.post(f"{PLAN}closure/", {"typed_name": "百日会战", "reason": "Over"}).status_code == 302

    assert cloned.headers["Location"] == "/campaigns/second/plan/"
    assert Target.objects.filter(campaign__code="second").count() == 7
    page = said(client.get(f"{PLAN}targets/roads/"))
    assert "no longer changed" in page
    assert "Save the targets" not in page


def test_versions_are_listed_and_opened(running, cast, sign_in):
    client = sign_in("viewer")

    assert "first baseline" in said(client.get(f"{PLAN}history/"))
    assert "7 targets changed" in said(client.get(f"{PLAN}history/1/"))
    assert client.get(f"{PLAN}history/99/").status_code == 404
    assert PlanVersion.objects.count() == 1


@pytest.mark.parametrize(
    "path",
    ["calendar/", "goals/", "weights/", "lines/new/", "tasks/new/", "closure/", "clone/", "tasks/roads/milestones/"],
)
def test_those_who_only_read_change_nothing(running, sign_in, path):
    facts = forms("phase", {}) | forms("goal", {}) | forms("stone", {}) | {"line-infra": "5", "reason": "x"}

    assert sign_in("viewer").post(PLAN + path, facts).status_code == 403
    assert PlanVersion.objects.count() == 1


@pytest.mark.parametrize(
    "path",
    ["", "targets/", "targets/roads/", "structure/", "calendar/", "goals/", "weights/", "responsibilities/",
     "requests/", "history/", "history/1/", "tasks/roads/milestones/"],
)  # fmt: skip
def test_every_page_opens_for_those_who_read_and_for_no_stranger(running, sign_in, path):
    assert sign_in("viewer").get(PLAN + path).status_code == 200
    assert sign_in("village_team").get(PLAN + path).status_code == 200
    assert sign_in("stranger").get(PLAN + path).status_code == 404
