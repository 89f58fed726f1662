"""What is typed in the duty log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bairi.delivery.duties.models import Presence
from bairi.delivery.duties.rules.lists import DutyLists, Term, Unreadable, read_terms, write_terms
from bairi.ground.ui.words import is_english

Choices = list[tuple[str, Any]]


def choices_of(terms: Iterable[Term]) -> Choices:
    """Codes and names of a list in the reader's language."""
    return [(term.code, term.said(in_english=is_english())) for term in terms]


class EntryForm(forms.Form):
    """What both kinds of entry carry along: their number, the village, the day, whose they are."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    place = forms.CharField(widget=forms.HiddenInput, max_length=40)
    on = forms.DateField(widget=forms.HiddenInput, input_formats=["%Y-%m-%d"])
    person = forms.CharField(widget=forms.HiddenInput, max_length=150, required=False)


class DayForm(EntryForm):
    """A day: where, in one choice, and a note that may be left empty."""

    supersedes = forms.UUIDField(widget=forms.HiddenInput, required=False)
    where = forms.ChoiceField(
        label=_("Where"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where the day was spent.")},
    )
    note = forms.CharField(label=_("Note"), max_length=400, required=False)

    def __init__(self, *args: Any, lists: DutyLists, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["where"].choices = [  # type: ignore[attr-defined]
            (Presence.VILLAGE.value, Presence.VILLAGE.label),
            (Presence.TOWNSHIP.value, Presence.TOWNSHIP.label),
            *(
                (f"{Presence.LEAVE.value}:{code}", _("Leave: %(kind)s") % {"kind": name})
                for code, name in choices_of(lists.leave_kinds)
            ),
        ]


class VisitForm(EntryForm):
    """A visit."""

    whom = forms.CharField(
        label=_("Household or site"), max_length=80, error_messages={"required": _("Write whom or what you visited.")}
    )
    kind = forms.ChoiceField(label=_("Kind of visit"))
    team_role = forms.ChoiceField(label=_("Role of the team"), required=False)
    agreed = forms.CharField(
        label=_("What was agreed"), max_length=400, required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, lists: DutyLists, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices_of(lists.visit_kinds)  # type: ignore[attr-defined]
        self.fields["team_role"].choices = [("", "—"), *choices_of(lists.team_roles)]  # type: ignore[attr-defined]


class TermsField(forms.CharField):
    """A list, one entry a line. Gives a tuple of terms."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=4000, widget=forms.Textarea({"rows": 6, "spellcheck": "false"}), **kwargs)

    def clean(self, value: Any) -> Any:
        try:
            return read_terms(super().clean(value))
        except Unreadable as fault:
            raise forms.ValidationError(
                _(
                    "Line %(line)s, “%(text)s”, cannot be read. Write a code of small letters, a comma and the name, "
                    "such as: publicist, 宣传员, Publicist."
                ),
                params={"line": fault.line, "text": fault.text},
            ) from None

    def prepare_value(self, value: Any) -> Any:
        return write_terms(value) if isinstance(value, tuple) else value


class RulesForm(forms.Form):
    """The campaign's lists, and from when on they hold."""

    since_on = forms.DateField(
        label=_("In force from"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )
    issuer = forms.CharField(label=_("Issued by"), max_length=200, help_text=_("The document or the office."))
    team_roles = TermsField(
        label=_("Roles of the team"), help_text=_("One a line: code, Chinese name, English name. Any number of lines.")
    )
    visit_kinds = TermsField(label=_("Kinds of visit"))
    leave_kinds = TermsField(label=_("Kinds of leave"))
    days_a_month = forms.IntegerField(
        label=_("Days a month that a member owes the village"), min_value=0, max_value=31, help_text=_("0 for no rule.")
    )

    def lists(self) -> DutyLists:
        """What was typed."""
        return DutyLists(**self.cleaned_data)
