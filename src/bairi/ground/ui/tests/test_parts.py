"""The repeated parts: escaped, clipped, said in words, and small."""

from xml.etree import ElementTree

import pytest
from django.template import engines
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from bairi.ground.ui import parts
from bairi.ground.ui.states import STATES

EVIL = '"><script>x</script>'
share = st.one_of(st.none(), st.floats(-2, 3))


def render(source: str, **context) -> str:
    return engines["django"].from_string("{% load ui %}" + source).render(context)


@given(planned=share, reported=st.floats(-1, 3), confirmed=st.floats(-1, 3), verified=share, elapsed=share)
def test_a_bar_stays_within_its_track(planned, reported, confirmed, verified, elapsed):
    bar = ElementTree.fromstring(parts.trust_bar(planned, reported, confirmed, verified, elapsed=elapsed))

    for part in bar:
        for name in ("width", "x"):
            value = part.attrib.get(name, "0")
            if value.endswith("%"):
                assert 0 <= float(value[:-1]) <= 100


def test_a_claim_is_hatched_and_nothing_else():
    bar = ElementTree.fromstring(parts.trust_bar(0.5, 0.6, 0.5, 0.3))

    assert [rect.attrib["class"] for rect in bar if rect.attrib.get("fill") == "url(#hatch)"] == ["reported"]


def test_a_bar_says_its_four_figures():
    with override("en"):
        assert 'aria-label="planned 46%, reported 50%, confirmed 46%, verified —%"' in parts.trust_bar(
            0.459, 0.504, 0.46, None
        )


def test_a_bar_beside_its_words_is_silent():
    assert 'aria-hidden="true"' in parts.trust_bar(0.5, 0.6, 0.5, 0.3, label=None)


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_a_shape_and_a_word(state):
    tag = parts.state_tag(state)

    assert f'<i class="mark {state}">' in tag
    assert str(STATES[state]) in tag


def test_what_people_wrote_is_escaped():
    cell = parts.pace_cell(parts.Cell("late", EVIL, EVIL, EVIL, 0.4, 0.3, 0.2, 0.1, late=2))
    tile = parts.map_tile(parts.Tile(EVIL, EVIL, "late", EVIL, 2, EVIL))

    for markup in (cell, tile, parts.state_tag("late", EVIL), parts.kbd(EVIL)):
        assert "<script" not in markup
        ElementTree.fromstring(markup)


def test_no_target_zero_and_silence_are_three_different_cells():
    none = parts.pace_cell(parts.Cell("no_target", label="roads"))
    zero = parts.pace_cell(parts.Cell("late", "#", "0", "roads", 0.5))
    silent = parts.pace_cell(parts.Cell("silent", "#", "20 days", "roads", 0.5))

    assert "—" in none
    assert "<a" not in none
    assert "<b>0</b>" in zero
    assert 'class="cell silent"' in silent


def test_a_cell_is_small_enough_for_a_matrix_of_a_county():
    cell = parts.pace_cell(
        parts.Cell("at_risk", "/campaigns/first/targets/12/", "44", "通组道路", 0.46, 0.48, 0.44, 0.2)
    )

    assert len(cell.encode()) < 620


def test_a_late_count_of_zero_is_nothing():
    assert parts.late_count(0) == ""
    assert "3" in parts.late_count(3)


def test_tags_print_parts_as_they_are_and_escape_what_is_added():
    assert render("{{ part }}", part=parts.mark("late")) == '<i class="mark late"></i>'
    assert (
        render("{{ part }}", part=parts.mark("late") + "<b>")
        == "&lt;i class=&quot;mark late&quot;&gt;&lt;/i&gt;&lt;b&gt;"
    )


def test_an_icon_alone_has_a_name_and_beside_words_none():
    assert 'role="img" aria-label="Print"' in parts.icon("printer", label="Print")
    assert 'aria-hidden="true"' in parts.icon("printer")
