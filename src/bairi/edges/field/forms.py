from django import forms
from django.utils.translation import gettext_lazy as _


class OutboxForm(forms.Form):
    """The file that the app wrote."""

    file = forms.FileField(
        label=_("Outbox file"),
        help_text=_("The file that the field app saved on the phone; its name begins with bairi-outbox."),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
    )
