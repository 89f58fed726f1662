"""People and roles: one event for each changed object, nobody gives more than they hold, foreign people are 404."""

import sys

import pytest
from django.urls import reverse

from bairi.ground.access import NotAllowed, NotVisible, Role
from bairi.ground.accounts import actions
from bairi.ground.accounts.duties import _MOVES, register_duties
from bairi.ground.accounts.models import RoleGrant, User
from bairi.ground.accounts.problems import (
    GrantEnded,
    GrantExists,
    LastOfficer,
    PhoneTaken,
    PlaceNeeded,
    PlaceUnknown,
    SameUser,
    UserClosed,
    UsernameLooksLikePhone,
    UsernameTaken,
)
from bairi.ground.accounts.queries import actor_for
from bairi.ground.transparency.models import EventRow
from tests.cast import NOON

HOME, VILLAGE, NEIGHBOUR, ELSEWHERE = "533401102", "533401102202", "533401103", "533423"


def add(by, **facts):
    facts = {"name": "和志强", "phone": "138 8765 0009", "role": Role.VILLAGE_TEAM, "place": VILLAGE} | facts
    return actions.add_user(by=by, at=NOON, **facts)


def kinds():
    return sorted(EventRow.objects.values_list("kind", flat=True))


def officer_of(cast, place, campaign="", tasks=()):
    user = User.objects.create(username=f"officer-{place}-{campaign}", name="Officer")
    RoleGrant.objects.create(
        user=user, role=Role.DATA_OFFICER, place=cast.places[place], campaign_code=campaign, task_codes=list(tasks),
        granted_at=NOON,
    )  # fmt: skip
    return actor_for(user, via="page")


def test_adding_a_person_writes_the_person_and_the_role_in_one_group(cast):
    made = add(cast["data_officer"])

    assert made.user.username == made.user.phone == "13887650009"
    assert made.user.must_change_password
    assert made.user.check_password(made.password)
    assert kinds() == ["accounts.role_granted", "accounts.user_added"]
    assert EventRow.objects.values("group").distinct().count() == 1
    assert made.password not in "".join(EventRow.objects.values_list("payload", flat=True))


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        ({"username": "commander"}, UsernameTaken),
        ({"username": "13900000000"}, UsernameLooksLikePhone),
        ({"place": "999999"}, PlaceUnknown),
        ({"place": ELSEWHERE}, PlaceUnknown),
        ({"place": None}, PlaceNeeded),
    ],
)
def test_what_adding_refuses(cast, facts, problem):
    with pytest.raises(problem):
        add(cast["data_officer"], **facts)

    assert not EventRow.objects.exists()


def test_a_phone_number_belongs_to_one_account(cast):
    add(cast["data_officer"])

    with pytest.raises(PhoneTaken):
        add(cast["data_officer"], username="other")


@pytest.mark.parametrize("who", ["township_clerk", "village_team", "inspector", "viewer"])
def test_only_the_data_officer_adds(cast, who):
    with pytest.raises(NotAllowed):
        add(cast[who])


def test_nobody_gives_a_role_beyond_their_own_reach(cast):
    user = cast.users["village_team"].pk
    limited = officer_of(cast, "home", campaign="first")
    facts = {"user": user, "role": Role.VIEWER, "by": limited, "at": NOON}

    with pytest.raises(PlaceUnknown):
        actions.grant_role(place=NEIGHBOUR, campaign_code="first", **facts)
    with pytest.raises(NotAllowed):
        actions.grant_role(place=HOME, campaign_code="", **facts)
    with pytest.raises(NotAllowed):
        actions.grant_role(place=HOME, campaign_code="second", **facts)
    assert actions.grant_role(place=HOME, campaign_code="first", **facts).pk


def test_a_role_of_some_tasks_gives_no_role_of_all(cast):
    limited = officer_of(cast, "home", tasks=["roads"])
    facts = {"user": cast.users["village_team"].pk, "role": Role.VIEWER, "place": HOME, "by": limited, "at": NOON}

    with pytest.raises(NotAllowed):
        actions.grant_role(**facts)
    assert actions.grant_role(task_codes=["roads"], **facts).task_codes == ["roads"]


def test_the_same_role_is_given_once(cast):
    with pytest.raises(GrantExists):
        actions.grant_role(
            user=cast.users["village_team"].pk, role=Role.VILLAGE_TEAM, place=VILLAGE, by=cast["data_officer"], at=NOON
        )


def test_a_role_ends_once_and_stays_in_the_history(cast):
    grant = cast.users["village_team"].grants.get()
    actions.end_grant(grant=grant.pk, by=cast["data_officer"], at=NOON)

    assert cast["village_team"].grants == ()
    assert kinds() == ["accounts.grant_ended"]
    with pytest.raises(GrantEnded):
        actions.end_grant(grant=grant.pk, by=cast["data_officer"], at=NOON)


def test_the_last_data_officer_keeps_the_role(cast):
    with pytest.raises(LastOfficer):
        actions.end_grant(grant=cast.users["data_officer"].grants.get().pk, by=cast["data_officer"], at=NOON)
    with pytest.raises(LastOfficer):
        actions.deactivate_user(user=cast.users["data_officer"].pk, reason="retired", by=cast["data_officer"], at=NOON)


def test_a_foreign_person_is_not_there(cast):
    limited = officer_of(cast, "home")
    neighbour = cast.users["neighbour_clerk"]

    with pytest.raises(NotVisible):
        actions.deactivate_user(user=neighbour.pk, reason="x", by=limited, at=NOON)
    with pytest.raises(NotVisible):
        actions.end_grant(grant=neighbour.grants.get().pk, by=limited, at=NOON)


def test_a_person_with_a_role_above_is_out_of_reach(cast):
    limited = officer_of(cast, "home")
    county = cast.users["inspector"]
    RoleGrant.objects.create(user=county, role=Role.VIEWER, place=cast.places["home"], granted_at=NOON)

    with pytest.raises(NotAllowed):
        actions.reset_password(user=county.pk, by=limited, at=NOON)


def test_closing_an_account_ends_roles_tokens_and_sessions(cast, sign_in):
    client, user = sign_in("village_team"), cast.users["village_team"]
    actions.create_token(name="export", by=cast["village_team"], at=NOON)
    actions.deactivate_user(user=user.pk, reason="transferred", by=cast["data_officer"], at=NOON)

    assert client.get(reverse("profile")).status_code == 302
    assert not user.tokens.filter(revoked_at=None).exists()
    assert EventRow.objects.exclude(group=None).count() == 3
    with pytest.raises(UserClosed):
        actions.deactivate_user(user=user.pk, reason="again", by=cast["data_officer"], at=NOON)


def test_handing_over_moves_roles_and_duties_and_keeps_both_in_the_history(cast, monkeypatch):
    monkeypatch.setitem(_MOVES, "test", None)
    register_duties("test", lambda leaver, successor, by, at, group: 2)
    leaver, successor = cast.users["township_clerk"], cast.users["viewer"]
    moved = actions.hand_over(user=leaver.pk, successor=successor.pk, by=cast["data_officer"], at=NOON)

    assert moved == 3
    assert cast["township_clerk"].grants == ()
    assert {g.role for g in cast["viewer"].grants} == {Role.TOWNSHIP_CLERK, Role.VIEWER}
    assert leaver.grants.get().handed_to == successor
    assert kinds() == ["accounts.grant_ended", "accounts.role_granted", "accounts.user_handed_over"]
    with pytest.raises(SameUser):
        actions.hand_over(user=successor.pk, successor=successor.pk, by=cast["data_officer"], at=NOON)


def test_nothing_is_kept_when_the_log_fails(cast, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no log")

    monkeypatch.setattr(sys.modules["bairi.ground.accounts.actions.end_grant"], "append", broken)
    with pytest.raises(RuntimeError):
        actions.end_grant(grant=cast.users["village_team"].grants.get().pk, by=cast["data_officer"], at=NOON)
    assert cast["village_team"].grants


PAGES = ("people", "add_user", "import_users", "who_may_do_what", "profile", "tokens", "second_factor")


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_open_for_the_data_officer(cast, sign_in, page):
    assert sign_in("data_officer").get(reverse(page)).status_code == 200


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("neighbour_team", 404), ("inspector", 200)])
def test_a_person_is_shown_within_the_scope_alone(cast, sign_in, who, status):
    address = reverse("person", args=[cast.users["village_team"].pk])

    assert sign_in(who).get(address).status_code == status


def test_the_list_takes_the_same_few_queries_for_any_number(cast, sign_in, django_assert_max_num_queries):
    client = sign_in("data_officer")
    with django_assert_max_num_queries(6):
        page = client.get(reverse("people")).content.decode()

    assert "Village Team" in page
    assert "Stranger" not in page


def test_adding_on_the_page_shows_the_password_once(cast, sign_in):
    client = sign_in("data_officer")
    facts = {"name": "和志强", "phone": "13887650009", "role": "village_team", "place": VILLAGE, "language": "en"}

    assert "First password of 和志强" in client.post(reverse("add_user"), facts).content.decode()
    again = client.post(reverse("add_user"), facts)
    assert again.status_code == 422
    assert "belongs to another account" in again.content.decode()
