"""Ways through a page keep what was asked: basis, sorting, tabs, pages, the day."""

from datetime import date

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils.translation import override

from bairi.ground.ui.asof import read_asof


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def render(source: str, path: str = "/", **context) -> str:
    request = RequestFactory().get(path)
    return engines["django"].from_string("{% load ui %}" + source).render(context, request)


def asof(**query):
    return read_asof(query, start_on=date(2016, 2, 14), days=100, today=47)


def test_the_basis_switch_keeps_the_rest_of_the_query():
    html = render("{% basis_switch 'confirmed' %}", "/?day=26&basis=confirmed")

    assert 'href="?day=26&amp;basis=verified"' in html
    assert html.count("aria-current") == 1


def test_a_column_sorts_up_then_down_and_goes_to_the_first_page():
    assert 'href="?sort=name"' in render("{% sort_link 'name' 'Name' %}", "/?page=3")
    assert 'href="?sort=-name"' in render("{% sort_link 'name' 'Name' %}", "/?sort=name&page=3")
    assert render("{% aria_sort 'name' %}", "/?sort=-name") == 'aria-sort="descending"'


def test_a_breadcrumb_ends_with_the_page_itself():
    html = render("{% crumbs 'Cockpit' '/c/' place %}", place="Village <1>")

    assert '<li aria-current="page">Village &lt;1&gt;</li>' in html
    assert '<a href="/c/">Cockpit</a>' in html


def test_pages_keep_the_query_and_a_single_page_has_none():
    many = render("{% pages page %}", "/?q=a", page=Paginator(range(90), 10).get_page(2))

    assert 'href="?q=a&amp;page=3"' in many
    assert render("{% pages page %}", page=Paginator(range(9), 10).get_page(1)).strip() == ""


@pytest.mark.parametrize(
    ("query", "day"),
    [({}, 47), ({"day": "26"}, 26), ({"day": "0"}, 1), ({"day": "99"}, 47), ({"day": "x"}, 47), ({"day": "٣"}, 47),
     ({"day": "-3"}, 47), ({"day": "9" * 30}, 47)],
)  # fmt: skip
def test_a_day_is_kept_within_the_campaign_and_today(query, day):
    assert asof(**query).day == day


def test_another_day_is_a_look_back_with_its_date_and_knowledge():
    past = asof(day="26", known="then")

    assert (past.on, past.known, past.is_past) == (date(2016, 3, 10), "then", True)
    html = render("{% asof_bar asof %}", "/?basis=verified&day=26&known=then", asof=past)
    assert "Looking back: 10 Mar, day 26" in html
    assert '<input type="hidden" name="basis" value="verified">' in html
    assert 'href="?basis=verified"' in html


def test_today_has_no_way_back():
    assert "Back to today" not in render("{% asof_bar asof %}", asof=asof())


def test_before_the_first_day_the_slider_stands_at_it():
    early = read_asof({}, start_on=date(2016, 2, 14), days=100, today=-5)

    assert (early.day, early.today) == (1, 1)
