"""Fields that read what people type: quantities, per cents, days."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bairi.ground.tables.rules.answers import Doubt, Refused
from bairi.ground.tables.rules.dates import read_day
from bairi.ground.tables.rules.numbers import read_number


def plain(value: float) -> str:
    """A number as it is typed: no separators, no idle zeros."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


class QuantityField(forms.Field):
    """A number as people type it; full-width digits and thousands separators are read too. Gives a float or None."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "class": "num"})
        super().__init__(widget=kwargs.pop("widget", widget), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return plain(value) if isinstance(value, int | float) else value

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        return read_quantity(text) if text else None


def read_quantity(text: str) -> float:
    """The number typed. Raises ValidationError."""
    try:
        found = read_number(text)
    except Refused:
        raise forms.ValidationError(
            _("“%(value)s” is not a number. Write digits only, such as 12.5."), params={"value": text}
        ) from None
    return found.value if isinstance(found, Doubt) else found


class PercentField(QuantityField):
    """A per cent as it is shown, a share of 0 to 1 in the data."""

    def prepare_value(self, value: Any) -> Any:
        return plain(value * 100) if isinstance(value, int | float) else value

    def to_python(self, value: Any) -> Any:
        found = super().to_python(str(value or "").replace("%", "").replace("％", ""))
        if found is None:
            return None
        if found > 100:
            raise forms.ValidationError(_("A per cent goes up to 100; you gave %(value)s."), params={"value": found})
        return round(found / 100, 6)


class DayField(forms.DateField):
    """A day, picked by the device's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), input_formats=["%Y-%m-%d"], **kwargs
        )


class DaysField(forms.Field):
    """Several days, one a line, as people write them. Gives a list of days."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": 5, "inputmode": "text", "maxlength": 4000}), **kwargs)
        self.period: tuple[date, date] | None = None

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        text = str(value or "")[:4000]
        return [self._day(word) for word in text.replace("，", "\n").replace(",", "\n").split("\n") if word.strip()]

    def _day(self, word: str) -> date:
        try:
            found = read_day(word.strip(), period=self.period)
        except Refused:
            raise forms.ValidationError(
                _("“%(value)s” is not a day. Write it like 2016-04-04."), params={"value": word.strip()}
            ) from None
        return found.value if isinstance(found, Doubt) else found


REASON = _("Why")
REASON_HINT = _("One sentence. It stays in the plan's history for ever.")


def reason_field(*, needed: bool) -> forms.CharField:
    """The reason for a change; a draft may go without."""
    return forms.CharField(
        label=REASON,
        max_length=400,
        required=needed,
        help_text=REASON_HINT,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
