"""What one cell says, whatever way it was typed."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairi.ground.tables.rules import Doubt, Refused
from bairi.ground.tables.rules.codes import read_code
from bairi.ground.tables.rules.dates import read_day
from bairi.ground.tables.rules.numbers import read_integer, read_number, read_share
from bairi.ground.tables.rules.words import read_choice, read_names, read_text, read_uuid, read_yes_no

BATTLE = (date(2016, 2, 14), date(2016, 5, 23))
THE_DAY = date(2016, 3, 31)
WIDE = str.maketrans("0123456789.,-%", "０１２３４５６７８９．，－％")


@pytest.mark.parametrize(
    "raw",
    [
        "2016.3.31",
        "2016-03-31",
        "2016/3/31",
        "2016年3月31日",
        " 2016 年 3 月 31 日 ",
        "20160331",
        20160331.0,
        "3月31日",
        "２０１６．３．３１",
        "3月31号",
        "二〇一六年三月三十一日",
        "三月三十一日",
        "2016-03-31 00:00:00",
        "2016-3-31 08:30",
        datetime(2016, 3, 31, 8),  # noqa: DTZ001 - a workbook knows no time zone
        date(2016, 3, 31),
        "31 March 2016",
        "March 31, 2016",
        "31st Mar 2016",
        "31/3/2016",
        "3/31/2016",
    ],
)
def test_a_day_is_read_in_every_way_it_is_typed(raw):
    assert read_day(raw, period=BATTLE) == THE_DAY


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("3.31", "year_assumed"),
        ("3/31", "year_assumed"),
        (3.31, "year_assumed"),
        ("16.3.31", "year_assumed"),
        (42460.0, "day_from_serial"),
        ("42460", "day_from_serial"),
        (42460.375, "day_from_serial"),
    ],
)
def test_a_doubtful_day_goes_in_with_a_mark(raw, code):
    answer = read_day(raw, period=BATTLE)

    assert (answer.value, answer.code) == (THE_DAY, code)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("2016.2.30", "no_such_day"),
        ("20161331", "no_such_day"),
        ("月底", "not_a_day"),
        ("3/4/2016", "day_unclear"),
        (3.1, "day_unclear"),
        (True, "not_a_day"),
        (timedelta(1), "not_a_day"),
        (1.0, "not_a_day"),
        ("31 Foo 2016", "not_a_day"),
    ],
)
def test_what_is_no_day_is_refused(raw, code):
    with pytest.raises(Refused) as refused:
        read_day(raw, period=BATTLE)

    assert refused.value.code == code


def test_a_day_without_year_needs_a_period():
    with pytest.raises(Refused) as refused:
        read_day("3月31日")

    assert refused.value.code == "year_missing"


def test_the_year_left_out_is_the_one_within_the_period():
    winter = (date(2016, 12, 1), date(2017, 2, 28))

    assert read_day("1月15日", period=winter) == date(2017, 1, 15)
    assert read_day("12月15日", period=winter) == date(2016, 12, 15)


@given(
    st.dates(date(1990, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日"]),
)
def test_a_full_day_is_itself_again_in_half_and_full_width(day, form):
    text = day.strftime(form)

    assert read_day(text) == day
    assert read_day(f"　{text.translate(WIDE)} ") == day


@given(st.dates(date(1954, 10, 4), date(2119, 1, 10)))
def test_a_serial_number_is_the_day_that_excel_means(day):
    assert read_day(float((day - date(1899, 12, 30)).days)).value == day


@given(st.text(max_size=12) | st.floats() | st.integers() | st.booleans())
def test_any_cell_is_a_day_or_refused(raw):
    try:
        answer = read_day(raw, period=BATTLE)
    except Refused:
        return
    assert isinstance(answer, (date, Doubt))


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (115.0, 115),
        (12, 12),
        ("115", 115),
        ("１１５", 115),
        ("1,234.5", 1234.5),
        ("１，２３４．５", 1234.5),
        ("1 234", 1234),
        ("　12.5 ", 12.5),
        ("-3", -3),
        ("－３", -3),
        ("−3", -3),
        ("+4", 4),
        ("1.5E3", 1500),
        (0.1 + 0.2, 0.3),
        ("12,345,678", 12345678),
    ],
)
def test_a_number_is_read_in_every_way_it_is_typed(raw, value):
    assert read_number(raw) == value


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("115户", "unit_in_number"),
        ("12.5 km", "unit_in_number"),
        ("1.2万", "unit_in_number"),
        ("约30", "not_a_number"),
        ("1,5", "not_a_number"),
        ("12,34", "not_a_number"),
        ("—", "not_a_number"),
        (True, "not_a_number"),
        (date(1900, 4, 24), "day_in_number"),
        ("1O0", "not_a_number"),
        ("nan", "not_a_number"),
    ],
)
def test_what_is_no_number_is_refused(raw, code):
    with pytest.raises(Refused) as refused:
        read_number(raw)

    assert refused.value.code == code


@given(st.decimals(-(10**9), 10**9, places=3))
def test_a_number_survives_separators_and_full_width(number):
    text = f"{number:,.3f}"

    assert read_number(text) == read_number(text.translate(WIDE)) == float(number)


def test_a_per_cent_sign_on_a_quantity_is_marked():
    answer = read_number("98％")

    assert (answer.value, answer.code) == (98, "percent_sign_dropped")


def test_a_broken_number_of_houses_is_refused():
    assert read_integer("22.0") == 22
    with pytest.raises(Refused, match="not_whole"):
        read_integer(22.5)


def test_shares():
    assert [read_share(raw) for raw in ("50%", "５０％", 0.5, "0.5", 1.0, "100%")] == [0.5, 0.5, 0.5, 0.5, 1, 1]
    assert (read_share("50").value, read_share("50").code) == (0.5, "read_as_percent")


@pytest.mark.parametrize(
    "raw",
    [
        533401202202.0,
        533401202202,
        "533401202202",
        "５３３４０１２０２２０２",
        " 533401 202202 ",
        "533401202202.0",
        "'533401202202",
    ],
)
def test_a_code_is_text_again(raw):
    assert read_code(raw) == "533401202202"


@pytest.mark.parametrize("raw", ["5.33E+11", "5.33401E+11", "5.33e11", 1.234567890123457e17, True, date(2016, 3, 31)])
def test_a_damaged_code_is_refused(raw):
    with pytest.raises(Refused) as refused:
        read_code(raw)

    assert refused.value.code == "code_damaged"


def test_a_code_of_the_wrong_length_is_refused():
    with pytest.raises(Refused, match="code_length"):
        read_code("53340120220", digits=(12,))


@given(st.from_regex(r"[1-9][0-9]{3,13}", fullmatch=True))
def test_a_code_survives_being_a_number(code):
    assert read_code(float(code)) == read_code(int(code)) == read_code(code.translate(WIDE)) == code


def test_text_loses_blanks_and_keeps_words():
    assert read_text("　安南村\u200b ") == "安南村"
    assert read_text("第一行\n第二行") == "第一行\n第二行"
    assert [read_text(raw) for raw in (5.0, 12.5, date(2016, 3, 31), True)] == ["5", "12.5", "2016-03-31", "True"]
    with pytest.raises(Refused, match="text_too_long"):
        read_text("很长的话", max_length=3)


def test_names_yes_no_choices_and_report_numbers():
    assert read_names("农科局、发改局；交通局，农科局") == ("农科局", "发改局", "交通局")
    assert [read_yes_no(raw) for raw in ("是", "√", "Yes", True, 1.0)] == [True] * 5
    assert [read_yes_no(raw) for raw in ("否", "×", "no", False, 0.0)] == [False] * 5
    assert read_choice(" Tallied* ", meanings={"tallied": "t"}) == "t"
    assert read_uuid("12345678-1234-5678-1234-567812345678") == UUID(int=0x12345678123456781234567812345678)
    for wrong in (
        lambda: read_yes_no("也许"),
        lambda: read_choice("x", meanings={}),
        lambda: read_uuid("7"),
        lambda: read_uuid(7.0),
    ):
        with pytest.raises(Refused):
            wrong()
