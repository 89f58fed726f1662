"""Tags of single pieces: icons, marks, fields, errors, emptiness, progress, and the filters of words and numbers."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms import BaseForm, BoundField

from bairi.ground.ui import forms, parts, words
from bairi.ground.ui.states import STATES

register = template.Library()
Context = template.context.Context

register.simple_tag(parts.icon, name="icon")
register.simple_tag(parts.mark, name="mark")
register.simple_tag(parts.state_tag, name="state_tag")
register.simple_tag(parts.trust_bar, name="trust_bar")
register.simple_tag(parts.trust_key, name="trust_key")
register.simple_tag(parts.swatch, name="swatch")
register.simple_tag(parts.kbd, name="kbd")
register.simple_tag(parts.late_count, name="late_count")
register.filter("named", words.named)
register.filter("percent", words.percent)
register.filter("points", words.points)
register.filter("quantity", words.quantity)
register.filter("signed", words.signed)
register.filter("short_date", words.short_date)
register.filter("long_date", words.long_date)
register.filter("moment", words.moment)
register.filter("state_word", lambda state: STATES[state])


@register.inclusion_tag("ui/_field.html")
def form_field(field: BoundField, unit: str = "", big: bool = False) -> dict[str, Any]:
    """A field with label, hint, control and errors, tied together for screen readers."""
    described = forms.described_by(field)
    attributes: dict[str, str | bool] = {"aria-describedby": described} if described else {}
    if field.errors:
        attributes["aria-invalid"] = "true"
    shape = forms.shape(field)
    control = field if shape == "group" else field.as_widget(attrs=attributes)
    return {"field": field, "control": control, "shape": shape, "unit": unit, "big": big}


@register.inclusion_tag("ui/_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """The summary of all errors, above the form; the focus moves to it. Nothing when there are none."""
    return {"faults": forms.faults(form) if form.is_bound else []}


@register.inclusion_tag("ui/_empty.html")
def empty_state(
    title: str, text: str = "", url: str = "", action: str = "", icon_name: str = "circle-check"
) -> dict[str, Any]:
    """What would be here, why it is not, and the one thing to do."""
    return {"title": title, "text": text, "url": url, "action": action, "icon_name": icon_name}


@register.inclusion_tag("ui/_progress.html", takes_context=True)
def progress(
    context: Context, done: int, total: int, label: str, poll_url: str = "", cancel_url: str = ""
) -> dict[str, Any]:
    """A bar with a count and a cancel. `poll_url` is asked every two seconds and answers with the same piece."""
    share = min(100.0, 100 * done / total) if total else 0
    return {
        "done": done,
        "total": total,
        "label": label,
        "poll_url": poll_url,
        "cancel_url": cancel_url,
        "share": f"{share:.1f}",
        "csrf_token": context.get("csrf_token"),
    }
