"""The frame: entries of rooms, assets, words and numbers, forms."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory
from django.utils.translation import override

from bairi.ground.access import SYSTEM, Actor
from bairi.ground.ui import assets, shell, words
from bairi.ground.ui.look import Look, look_of


@pytest.fixture
def entries(monkeypatch):
    monkeypatch.setattr(shell, "_ENTRIES", {})
    return shell


def context(path: str = "/", actor: Actor = SYSTEM, **more):
    request = RequestFactory().get(path)
    request.actor = actor
    return {"request": request, **more}


def render(source: str, **context) -> str:
    with override("en"):
        return engines["django"].from_string("{% load ui %}" + source).render(context, RequestFactory().get("/"))


def test_entries_stand_in_their_order_and_the_longest_address_is_current(entries):
    entries.register(shell.Entry("home", "Home", "home", order=2))
    entries.register(shell.Entry("settings", "Settings", "settings", order=1))

    found = shell.links("main", context("/settings/"))

    assert [(link.key, link.current) for link in found] == [("settings", True), ("home", False)]


def test_an_entry_without_an_address_is_left_out(entries):
    entries.register(shell.Entry("gone", "Gone", "no_such_page"))

    assert shell.links("main", context()) == []


def test_campaign_entries_want_a_campaign_and_closed_ones_a_permission(entries):
    entries.register(shell.Entry("c", "C", "home", scope="campaign"))
    entries.register(shell.Entry("p", "P", "home", may="campaigns.create_campaign"))
    entries.register(shell.Entry("open", "Open", "home", public=True))

    stranger = context(actor=Actor(None, ""))
    assert [link.key for link in shell.links("main", context(actor=Actor(1, "A")))] == ["open"]
    assert [link.key for link in shell.links("main", stranger)] == ["open"]


def test_where_entries_are_many_those_seldom_needed_fold_behind_more(entries):
    for n in range(shell.MOST_IN_A_ROW + 1):
        entries.register(shell.Entry(f"e{n}", f"E{n}", "home", order=n, seldom=n in {1, 4}, public=True))
    render = engines["django"].from_string("{% load ui %}{% row_of_links %}").render

    shown, folded = shell.in_a_row(shell.links("main", context()))
    many = render({"nav_current": "e4"}, context()["request"])
    few = shell.in_a_row(shell.links("main", context())[:-1])

    assert ([link.key for link in folded], len(shown)) == (["e1", "e4"], shell.MOST_IN_A_ROW - 1)
    assert many.index("E8") < many.index("<details") < many.index("E1<")
    assert 'class="within"' in many
    assert few[1] == []


def test_an_entry_that_posts_is_a_form_with_the_token(entries):
    entries.register(shell.Entry("out", "Out", "set_language", slot="account", method="post"))

    html = engines["django"].from_string('{% load ui %}{% nav_links "account" %}').render({}, context()["request"])

    assert 'method="post"' in html
    assert 'name="csrfmiddlewaretoken" value="' in html


@pytest.mark.parametrize("look", [Look(), Look(keys=False, large=True, scheme="dark")])
def test_a_look_survives_its_cookie(look):
    request = RequestFactory().get("/")
    request.COOKIES["bairi_look"] = look.as_cookie()

    assert look_of(request) == look


def test_without_a_build_there_is_no_built_name(monkeypatch, tmp_path):
    monkeypatch.setattr(assets, "NAMES", tmp_path / "names.json")

    assert assets.built_name("ui.css") is None


@pytest.mark.parametrize(
    ("value", "text"),
    [(12.5, "12.5"), (18204, "18,204"), (0, "0"), (-3.1, "−3.1"), (None, "—"), (1e-9, "0"), (0.1 + 0.2, "0.3")],
)
def test_quantities_are_written_without_idle_zeros(value, text):
    assert words.quantity(value) == text


def test_changes_always_carry_their_sign():
    assert [words.points(x) for x in (0.045, -0.162, 0, -0.0001, None)] == ["+4.5", "−16.2", "+0.0", "+0.0", "—"]
    assert (words.signed(6), words.signed(-2)) == ("+6", "−2")


def test_dates_follow_the_language():
    with override("zh-hans"):
        assert words.long_date(date(2016, 3, 31)) == "2016年3月31日"
        assert words.moment(datetime(2016, 3, 31, 10, 20, tzinfo=UTC)) == "3月31日 18:20"
    with override("en"):
        assert words.long_date(date(2016, 3, 31)) == "31 Mar 2016"


class LengthForm(forms.Form):
    length = forms.DecimalField(help_text="Kilometres built so far.")
    kind = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    note = forms.CharField(required=False)
    sure = forms.BooleanField(required=False)


def test_a_field_is_tied_to_its_hint_and_its_error():
    html = render("{% form_field form.length %}", form=LengthForm({"length": "<x>"}))

    assert 'aria-describedby="id_length-hint id_length-error"' in html
    assert 'aria-invalid="true"' in html
    assert "<x>" not in html


def test_the_summary_names_each_fault_and_leads_to_its_field():
    html = render("{% form_errors form %}", form=LengthForm({"length": "x"}))

    assert "2 things need mending" in html
    assert 'href="#id_length"' in html
    assert 'href="#id_kind_0"' in html


def test_a_form_without_faults_has_no_summary():
    assert render("{% form_errors form %}", form=LengthForm({"length": "1", "kind": "a"})).strip() == ""
    assert render("{% form_errors form %}", form=LengthForm()).strip() == ""


def test_what_may_be_left_empty_says_so():
    assert "optional" in render("{% form_field form.note %}", form=LengthForm())
    assert "optional" not in render("{% form_field form.length %}", form=LengthForm())


def test_progress_asks_again_only_while_it_runs():
    assert "hx-get" in render('{% progress 1 4 "Importing" "/jobs/1/" %}')
    assert "hx-get" not in render('{% progress 4 4 "Importing" "/jobs/1/" %}')
    assert "hx-get" not in render('{% progress 0 0 "Importing" %}')
