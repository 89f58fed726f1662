"""Days as people type them: 2016.3.31, 3月31日, 20160331, 2016年3月31日, 31 March 2016, a serial number."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from bairi.ground.tables.rules.answers import Doubt, Raw, Refused, plain, shown

Period = tuple[date, date]
"""First and last day of what the sheet is about: from it comes the year that 3月31日 leaves out."""

_TIME = r"(?:(?:(?<=[日号])|[ T]+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_FULL = re.compile(r"(\d{4})[.\-/年 ]\s*(\d{1,2})[.\-/月 ]\s*(\d{1,2})\s*[日号.]?" + _TIME)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH_DAY = re.compile(r"(\d{1,2})月\s*(\d{1,2})\s*[日号]?")
_BARE = re.compile(r"(\d{1,2})[./-](\d{1,2})")
_SHORT_YEAR = re.compile(r"(\d{2})[.\-/年]\s*(\d{1,2})[.\-/月]\s*(\d{1,2})\s*[日号]?")
_YEAR_LAST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})" + _TIME)
_DAY_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3})[a-z]*\.?,?[ -](\d{4})")
_NAME_DAY = re.compile(r"([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_AROUND = re.compile(r"\s*([年月日号./-])\s*")
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, start=1)}
_CHINESE = dict(zip("〇零○一二三四五六七八九", "000123456789", strict=True))
_SERIAL_ZERO = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)


def read_day(raw: Raw, *, period: Period | None = None) -> date | Doubt:
    """The day. A year left out is taken from `period`. Raises Refused.

    >>> read_day("2016年3月31日"), read_day("3月31日", period=(date(2016, 2, 14), date(2016, 5, 23)))
    (datetime.date(2016, 3, 31), datetime.date(2016, 3, 31))
    """
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, bool) or not isinstance(raw, (str, int, float)):
        raise Refused("not_a_day", value=shown(raw))
    if isinstance(raw, str):
        return _from_text(plain(raw), raw, period)
    return _from_number(float(raw), period)


def _from_number(number: float, period: Period | None) -> date | Doubt:
    if number.is_integer():
        return _from_text(str(int(number)), number, period)
    if not 0 < number < _SERIALS.stop:
        raise Refused("not_a_day", value=shown(number))
    if int(number) in _SERIALS:
        return _serial(int(number), number)
    text = f"{number:.2f}".rstrip("0")
    if len(text.partition(".")[2]) == 1 and text[-1] in "123":  # 3.10 was kept as 3.1
        raise Refused("day_unclear", value=text)
    return _from_text(text, number, period)


def _from_text(text: str, raw: Raw, period: Period | None) -> date | Doubt:
    text = _western(_AROUND.sub(r"\1", text))
    if match := _FULL.fullmatch(text) or _COMPACT.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]), raw)
    if match := _MONTH_DAY.fullmatch(text):
        return _in_period(int(match[1]), int(match[2]), raw, period, sure=True)
    if match := _BARE.fullmatch(text):
        return _in_period(int(match[1]), int(match[2]), raw, period, sure=False)
    if match := _SHORT_YEAR.fullmatch(text):
        day = _day(2000 + int(match[1]), int(match[2]), int(match[3]), raw)
        return Doubt(day, "year_assumed", value=shown(raw), year=day.year)
    if match := _YEAR_LAST.fullmatch(text):
        return _year_last(int(match[1]), int(match[2]), int(match[3]), raw)
    if text.isascii() and text.isdigit() and int(text) in _SERIALS:
        return _serial(int(text), raw)
    return _with_month_name(text.lower(), raw)


def _western(text: str) -> str:
    """二〇一六年三月三十一日 → 2016年3月31日; other text as it is."""
    if not any(sign in text for sign in "年月") or not any(sign in _CHINESE or sign == "十" for sign in text):
        return text
    text = re.sub(r"([一二三]?)十([一二三四五六七八九]?)", lambda m: (m[1] or "一") + (m[2] or "〇"), text)
    return "".join(_CHINESE.get(sign, sign) for sign in text)


def _day(year: int, month: int, day: int, raw: Raw) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Refused("no_such_day", value=shown(raw)) from None


def _in_period(month: int, day: int, raw: Raw, period: Period | None, *, sure: bool) -> date | Doubt:
    if period is None:
        raise Refused("year_missing", value=shown(raw))
    first, last = period
    for year in range(first.year, last.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if first <= found <= last:
            return found if sure else Doubt(found, "year_assumed", value=shown(raw), year=year)
    found = _day(first.year, month, day, raw)
    return Doubt(found, "year_assumed", value=shown(raw), year=first.year)


def _year_last(first: int, second: int, year: int, raw: Raw) -> date:
    if first <= 12 and second <= 12 and first != second:
        raise Refused("day_unclear", value=shown(raw))
    return _day(year, second, first, raw) if first > 12 else _day(year, first, second, raw)


def _with_month_name(text: str, raw: Raw) -> date:
    if match := _DAY_NAME.fullmatch(text):
        day, month, year = match[1], match[2], match[3]
    elif match := _NAME_DAY.fullmatch(text):
        month, day, year = match[1], match[2], match[3]
    else:
        raise Refused("not_a_day", value=shown(raw))
    if month not in _MONTHS:
        raise Refused("not_a_day", value=shown(raw))
    return _day(int(year), _MONTHS[month], int(day), raw)


def _serial(number: int, raw: Raw) -> Doubt:
    return Doubt(_SERIAL_ZERO + timedelta(number), "day_from_serial", value=shown(raw))
