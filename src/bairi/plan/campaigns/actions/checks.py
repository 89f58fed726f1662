"""Small refusals that several actions share."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.utils.functional import Promise

from bairi.plan.campaigns.problems import BadCode, CodeTaken, DatesOutOfOrder, UnknownChoice, ValueOutOfRange
from bairi.plan.campaigns.rules.codes import is_code


def check_code(code: str) -> None:
    """Raises BadCode."""
    if not is_code(code):
        raise BadCode(value=code)


def check_free(code: str, rows: models.QuerySet[Any]) -> None:
    """Raises CodeTaken when one of the rows has the code; the rows have a `code` and a `name`."""
    taken = rows.filter(code=code).first()
    if taken is not None:
        raise CodeTaken(value=code, name=taken.name)


def check_dates(start_on: date, end_on: date) -> None:
    """Raises DatesOutOfOrder unless the start lies before the end."""
    if start_on >= end_on:
        raise DatesOutOfOrder(start_on=start_on, end_on=end_on)


def check_range(field: str | Promise, value: float, low: float, high: float) -> None:
    """Raises ValueOutOfRange; `field` is the label that the person sees."""
    if not math.isfinite(value) or not low <= value <= high:
        raise ValueOutOfRange(field=str(field), low=low, high=high, value=value)


def check_choice(value: str, choices: Iterable[str]) -> None:
    """Raises UnknownChoice."""
    known = list(choices)
    if value not in known:
        raise UnknownChoice(value=value, choices=", ".join(choice for choice in known if choice))
