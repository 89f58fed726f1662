"""What a form's page needs beyond the form: each field's parts, and the summary of its errors."""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import BaseForm, BoundField
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, RadioSelect


@dataclass(frozen=True, slots=True)
class Fault:
    """One line of the error summary, with the id of the field to go to ("" for the form as a whole)."""

    field_id: str
    label: str
    message: str


def faults(form: BaseForm) -> list[Fault]:
    """All errors of a form in the order of its fields, those of the whole form first."""
    found = [Fault("", "", str(message)) for message in form.non_field_errors()]
    for field in form:
        found += [Fault(_target_id(field), str(field.label), str(message)) for message in field.errors]
    return found


def _target_id(field: BoundField) -> str:
    grouped = isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple)
    return f"{field.auto_id}_0" if grouped else str(field.auto_id)


def shape(field: BoundField) -> str:
    """How a field is laid out: "check", "group" (radios, checkboxes) or "line"."""
    widget = field.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "group"
    return "check" if isinstance(widget, CheckboxInput) else "line"


def described_by(field: BoundField) -> str:
    """The ids that describe the field to a screen reader: its hint and its errors."""
    ids = [f"{field.auto_id}-hint"] if field.help_text else []
    return " ".join(ids + ([f"{field.auto_id}-error"] if field.errors else []))
