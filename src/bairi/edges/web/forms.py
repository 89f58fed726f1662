"""The form of the settings page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SCHEMES = [
    ("auto", pgettext_lazy("colours", "As the device")),
    ("light", pgettext_lazy("colours", "Light")),
    ("dark", pgettext_lazy("colours", "Dark")),
]
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]


class LookForm(forms.Form):
    """Language, single keys, type and colours."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=LANGUAGES,
        widget=forms.RadioSelect,
        help_text=_("Messages that reach you outside these pages come in this language too."),
    )
    scheme = forms.ChoiceField(label=_("Colours"), choices=SCHEMES, widget=forms.RadioSelect)
    large = forms.BooleanField(label=_("Large type"), required=False, help_text=_("Everything about a fifth larger."))
    keys = forms.BooleanField(
        label=_("Single keys"),
        required=False,
        help_text=_("J, K, N and others act at once. Switch them off if you use speech or often touch keys by chance."),
    )
