"""Forms of accounts: they clean what was typed; whether it may be done, the actions decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bairi.ground.access import Role

NAME = _("User name or phone number")


class SignInForm(forms.Form):
    name = forms.CharField(
        label=NAME, max_length=80, widget=forms.TextInput({"autocomplete": "username", "autofocus": True})
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("One-time code"),
        max_length=20,
        help_text=_("Six digits from your app, or one of your recovery codes."),
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}),
    )


class ChangePasswordForm(forms.Form):
    old = forms.CharField(
        label=_("Present password"), max_length=200, strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )  # fmt: skip
    new = forms.CharField(
        label=_("New password"), max_length=200, strip=False,
        help_text=_("Ten signs or more. A short sentence is easier to keep than a riddle."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label=_("New password once more"), max_length=200, strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("new"):
            raise forms.ValidationError(_("The two new passwords differ. Type the same one twice."))
        return again


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=_("Your password"), max_length=200, strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )  # fmt: skip


class ProfileForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=80)
    post = forms.CharField(label=pgettext_lazy("person", "Post"), max_length=80, required=False)
    phone = forms.CharField(label=_("Phone number"), max_length=24, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What it is for"), max_length=80, help_text=_("For example: the statistics office's nightly export.")
    )
    days = forms.TypedChoiceField(
        label=_("Valid for"), coerce=int, initial=365,
        choices=[(30, _("30 days")), (100, _("100 days")), (365, _("One year")), (0, _("Until revoked"))],
    )  # fmt: skip


def _codes(text: str) -> list[str]:
    return [code for code in text.replace("，", ",").replace("、", ",").replace(" ", ",").split(",") if code]


class GrantForm(forms.Form):
    role = forms.ChoiceField(label=pgettext_lazy("account", "Role"), choices=Role.choices)
    place = forms.CharField(
        label=_("Code of the place"), max_length=24, required=False,
        help_text=_("The role holds there and in every place below. Empty: everywhere."),
        widget=forms.TextInput({"inputmode": "numeric", "list": "places-known"}),
    )  # fmt: skip
    task_codes = forms.CharField(
        label=_("Codes of tasks"), max_length=400, required=False,
        help_text=_("Only these tasks, with commas between. Empty: all tasks."),
    )  # fmt: skip
    campaign_code = forms.CharField(
        label=_("Code of the campaign"), max_length=40, required=False, help_text=_("Empty: every campaign.")
    )

    def facts(self) -> dict[str, Any]:
        """The cleaned fields as the actions take them."""
        data = self.cleaned_data
        return {
            "role": Role(data["role"]),
            "place": data["place"] or None,
            "task_codes": _codes(data["task_codes"]),
            "campaign_code": data["campaign_code"],
        }


class AddUserForm(GrantForm):
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=80)
    username = forms.CharField(
        label=_("User name"), max_length=60, required=False, help_text=_("Empty: the phone number is the user name.")
    )
    phone = forms.CharField(label=_("Phone number"), max_length=24, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    post = forms.CharField(label=pgettext_lazy("person", "Post"), max_length=80, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    field_order = (
        "name",
        "phone",
        "username",
        "post",
        "email",
        "language",
        "role",
        "place",
        "task_codes",
        "campaign_code",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("username") and not data.get("phone"):
            self.add_error("phone", _("Give a phone number or a user name, so that the person can sign in."))
        return data

    def facts(self) -> dict[str, Any]:
        person = ("name", "username", "phone", "email", "post", "language")
        return super().facts() | {key: self.cleaned_data[key] for key in person}


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("For example: transferred, retired."))


class HandOverForm(forms.Form):
    successor = forms.TypedChoiceField(label=_("Successor"), coerce=int)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = people  # type: ignore[attr-defined]


class SheetForm(forms.Form):
    sheet = forms.FileField(
        label=_("Sheet (.xlsx, .xls or .csv)"), widget=forms.FileInput({"accept": ".xlsx,.xls,.csv"})
    )
    dry_run = forms.BooleanField(label=_("Only check, add nobody yet"), required=False)
