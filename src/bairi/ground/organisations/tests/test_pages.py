"""Pages of units and pairings."""

import pytest

from bairi.ground.organisations import actions
from bairi.ground.organisations.models import Membership, Organisation, Pairing
from tests.cast import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(cast):
    return actions.add_organisation(
        code="jt", name="交通局", kind="department", place="533401", by=cast["data_officer"], at=NOON
    )


def test_a_unit_is_added_on_the_page(cast, sign_in):
    client = sign_in("data_officer")
    facts = {"name": "农科局", "code": "nk", "kind": "department", "place": "533401"}

    assert client.post("/units/new/", facts | {"code": "x y"}).status_code == 422
    assert client.post("/units/new/", facts).status_code == 302
    again = client.post("/units/new/", facts)

    assert again.status_code == 422
    assert "belongs to the unit" in again.content.decode()
    assert Organisation.objects.get(code="nk").name == "农科局"


def test_people_join_and_leave(cast, sign_in, unit):
    client = sign_in("data_officer")

    wrong = client.post("/units/jt/members/", {"member-username": "nobody", "member-since_on": "2016-01-01"})
    client.post("/units/jt/members/", {"member-username": "department", "member-since_on": "2016-01-01"})
    row = Membership.objects.get()
    client.post(f"/units/jt/members/{row.pk}/end/", {"until_on": "2016-03-01"})

    assert wrong.status_code == 422
    row.refresh_from_db()
    assert row.until_on.isoformat() == "2016-03-01"


def test_villages_are_paired_and_the_rest_is_seen(cast, sign_in, unit):
    client = sign_in("data_officer")

    client.post("/pairings/", {"organisation": "jt", "place": "533401102202", "since_on": "2016-01-01"})
    rest = client.get("/pairings/?unpaired=1").content.decode()

    assert "团结村" in rest.split("<aside")[0]
    assert "和平村" not in rest.split("<aside")[0]
    client.post(f"/pairings/{Pairing.objects.get().pk}/end/", {"until_on": "2016-03-01"})
    assert Pairing.objects.get().until_on.isoformat() == "2016-03-01"


@pytest.mark.parametrize("who", ["viewer", "village_team"])
def test_who_may_not_pair(cast, sign_in, unit, who):
    facts = {"organisation": "jt", "place": "533401102202", "since_on": "2016-01-01"}

    assert sign_in(who).post("/pairings/", facts).status_code == 403
    assert not Pairing.objects.exists()


def test_the_list_takes_a_fixed_number_of_queries(cast, sign_in, unit, django_assert_max_num_queries):
    client = sign_in("commander")
    client.get("/units/")

    with django_assert_max_num_queries(8):
        assert "交通局" in client.get("/units/").content.decode()


def test_a_stranger_sees_no_unit(cast, sign_in, unit):
    assert "交通局" not in sign_in("stranger").get("/units/").content.decode()
    assert sign_in("stranger").get("/units/jt/").status_code == 404
