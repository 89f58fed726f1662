"""Fields of reports: figures as people type them, days, files, and numbers that a form carries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from bairi.ground.tables.rules.answers import Doubt, Refused
from bairi.ground.tables.rules.numbers import read_number

ACCEPTED = "image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf,.heic"
MOST_FILES = 20


class FigureField(forms.Field):
    """A number as people type it; full-width digits and thousands separators are read too. Gives a float or None."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "maxlength": 24})
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> float | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            found = read_number(text)
        except Refused:
            raise forms.ValidationError(
                _("“%(value)s” is not a number. Write digits only, such as 12.5."), params={"value": text}
            ) from None
        return float(found.value if isinstance(found, Doubt) else found)


class DayField(forms.DateField):
    """A day, picked by the device's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **kwargs)


class Uuids(forms.Field):
    """Numbers of reports, one for each box that is ticked. What is no number is left out."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[UUID]:
        found = []
        for text in value or ():
            try:
                found.append(UUID(str(text)))
            except ValueError:
                continue
        return found


class FilesInput(forms.ClearableFileInput):
    """Takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Photos and documents. Gives a list of uploaded files."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=FilesInput({"accept": ACCEPTED, "data-previews": ""}), required=False, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        files: Sequence[UploadedFile] = data if isinstance(data, list | tuple) else [data] if data else []  # type: ignore[type-arg]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                _("%(given)s files at once are too many; send at most %(most)s and add the others afterwards."),
                params={"given": len(files), "most": MOST_FILES},
            )
        return [super(FilesField, self).clean(file, initial) for file in files]
