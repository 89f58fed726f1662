"""Pages of the tree of places."""

import pytest

from bairi.ground.places.models import Place

pytestmark = pytest.mark.django_db
OLD, NEW = "533401102202", "533401102299"
SPLIT = {
    "split-on": "2016-06-01", "part-TOTAL_FORMS": "2", "part-INITIAL_FORMS": "2",
    "part-0-code": OLD, "part-0-name": "和平村", "part-0-share": "60",
    "part-1-code": NEW, "part-1-name": "和平新村", "part-1-share": "40", "part-1-children": ["53340110220201"],
}  # fmt: skip


def test_a_village_is_split_on_its_page_and_the_tree_follows_the_day(cast, sign_in):
    client = sign_in("data_officer")

    assert client.post(f"/places/{OLD}/split/", SPLIT).status_code == 302

    assert "和平新村" in client.get("/places/").content.decode()
    assert "和平新村" not in client.get("/places/?on=2016-05-31").content.decode()
    assert "took over 40 %" in client.get(f"/places/{OLD}/").content.decode()


def test_a_refusal_stands_in_the_form_and_keeps_what_was_typed(cast, sign_in):
    facts = SPLIT | {"part-1-code": "533401102203"}

    answer = sign_in("data_officer").post(f"/places/{OLD}/split/", facts)

    assert answer.status_code == 422
    assert "belongs to 团结村" in answer.content.decode()
    assert 'value="和平新村"' in answer.content.decode()


def test_villages_are_merged_and_renamed(cast, sign_in):
    client = sign_in("data_officer")
    merge = {"merge-others": ["533401102203"], "merge-code": OLD, "merge-name": "和团村", "merge-on": "2016-06-01"}

    assert client.post(f"/places/{OLD}/merger/", merge).headers["Location"] == f"/places/{OLD}/"
    recode = {"recode-code": NEW, "recode-name": "和团社区", "recode-on": "2016-07-01"}
    assert client.post(f"/places/{OLD}/code/", recode).headers["Location"] == f"/places/{NEW}/"

    assert Place.objects.get(code=NEW).name == "和团社区"
    assert "Dissolved on" in client.get("/places/533401102203/").content.decode()
    assert client.get(f"/places/{OLD}/").status_code == 200


@pytest.mark.parametrize(("who", "status"), [("township_clerk", 403), ("neighbour_team", 404)])
def test_who_may_not_split(cast, sign_in, who, status):
    client = sign_in(who)

    assert client.post(f"/places/{OLD}/split/", SPLIT).status_code == status
    assert "Split this place" not in client.get("/places/").content.decode()
    assert not Place.objects.filter(code=NEW).exists()


def test_the_tree_takes_a_fixed_number_of_queries(cast, sign_in, django_assert_max_num_queries):
    client = sign_in("commander")
    client.get("/places/")

    with django_assert_max_num_queries(7):
        client.get("/places/")
