"""Numbers and dates as people of each language write them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone, translation
from django.utils.translation import gettext as _

MINUS: Final = "−"
DASH: Final = "—"
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def is_english() -> bool:
    return (translation.get_language() or "").startswith("en")


def named(thing: Any, field: str = "name") -> str:
    """The thing's name in the language of the page: `name_en` for `name` in English, where there is one."""
    english = getattr(thing, f"{field}_en", "") if is_english() else ""
    return str(english or getattr(thing, field))


def percent(share: float | None, places: int = 0) -> str:
    """A share as a percentage without the sign: 0.4604 → "46"; None → "—"."""
    return DASH if share is None else f"{share * 100:.{places}f}"


def points(share: float | None, places: int = 1) -> str:
    """A difference of shares in percentage points, always signed: 0.045 → "+4.5", -0.162 → "−16.2"."""
    if share is None:
        return DASH
    rounded = round(share * 100, places)
    return f"{MINUS if rounded < 0 else '+'}{abs(rounded):.{places}f}"


def quantity(value: float | None, places: int = 3) -> str:
    """A quantity with thousands separated and no idle zeros: 12.500 → "12.5", 18204 → "18,204"."""
    if value is None:
        return DASH
    text = f"{abs(value):,.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return MINUS + text if value < 0 and text != "0" else text


def signed(value: float, places: int = 3) -> str:
    """A change of quantity, always signed: 6 → "+6"."""
    text = quantity(value, places)
    return text if text.startswith(MINUS) else "+" + text


def short_date(day: date) -> str:
    """3月31日, or 31 Mar."""
    return f"{day.day} {_MONTHS[day.month - 1]}" if is_english() else f"{day.month}月{day.day}日"


def long_date(day: date) -> str:
    """2016年3月31日, or 31 Mar 2016."""
    return f"{short_date(day)} {day.year}" if is_english() else f"{day.year}年{short_date(day)}"


def moment(at: datetime, *, year: bool = False) -> str:
    """3月31日 18:20 in the current time zone, or 31 Mar 18:20."""
    local = timezone.localtime(at) if timezone.is_aware(at) else at
    return f"{(long_date if year else short_date)(local)} {local:%H:%M}"


def day_of(day: int, days: int) -> str:
    """Where a campaign stands: "第 47 天 / 100"."""
    return _("Day %(day)d / %(days)d") % {"day": day, "days": days}
