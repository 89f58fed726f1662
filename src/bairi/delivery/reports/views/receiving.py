"""Taking in the lines of a form: good ones go in, the others come back with the refusal beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bairi.delivery.reports import actions
from bairi.delivery.reports.actions import Attachment, NewReport, Receipt, SheetOutcome
from bairi.delivery.reports.forms.report import LineForm
from bairi.delivery.reports.problems import UuidTaken
from bairi.delivery.reports.views.frame import FIELDS
from bairi.ground.access import Problem
from bairi.ground.ui.forms import Fault, faults
from bairi.ground.ui.pages import actor_of
from bairi.plan.campaigns.models import Campaign
from bairi.plan.campaigns.queries import moment_of


@dataclass(slots=True)
class ShownLine:
    """A line as it is shown after a try: its form, its receipt once it is in, whether its number came in before."""

    form: LineForm
    taken: Receipt | None = None
    came_before: bool = False


@dataclass(slots=True)
class Tried:
    """What a try came to, line by line in their order."""

    shared: forms.Form
    lines: list[ShownLine] = field(default_factory=list)

    @property
    def receipts(self) -> list[Receipt]:
        """Receipts of what is in."""
        return [line.taken for line in self.lines if line.taken is not None]

    @property
    def is_clean(self) -> bool:
        """Whether something went in and nothing was refused."""
        return bool(self.receipts) and not self.faults

    @property
    def faults(self) -> list[Fault]:
        """Every fault of the form and its lines, for the summary on top; none before the first try."""
        found = faults(self.shared) if self.shared.is_bound else []
        for line in self.lines:
            if line.form.is_bound and line.form.is_filled:
                found += [replace(fault, label=line.form.full_label) for fault in faults(line.form)]
        return found


def shown(shared: forms.Form, lines: Sequence[LineForm]) -> Tried:
    """Lines that nobody has tried yet."""
    return Tried(shared, [ShownLine(line) for line in lines])


def try_lines(
    request: HttpRequest,
    campaign: Campaign,
    shared: forms.Form,
    lines: Sequence[LineForm],
    files: Sequence[Attachment] = (),
    *,
    corrects: UUID | None = None,
) -> Tried:
    """Take in every line that is filled and sound, with what the lines share; `corrects` is the report superseded."""
    tried = shown(shared, lines)
    sound = [line for line in tried.lines if line.form.is_bound and line.form.is_filled and line.form.is_valid()]
    if not sound:
        return tried
    news = [_as_report(campaign, shared, line.form, files) for line in sound]
    outcome = _take_in(request, campaign, news, corrects)
    for line, receipt in zip(sound, outcome.receipts, strict=True):
        line.taken = receipt
    for index, problem in outcome.refused:
        _refuse(shared, sound[index], problem)
    return tried


def _as_report(campaign: Campaign, shared: forms.Form, line: LineForm, files: Sequence[Attachment]) -> NewReport:
    target, cleaned, common = line.entry.target, line.cleaned_data, shared.cleaned_data
    return NewReport(
        uuid=cleaned["uuid"],
        campaign=campaign.code,
        place=target.place_code,
        task=target.task_code,
        measure="" if line.item is not None else target.measure_code,
        effective_on=common["effective_on"],
        value=cleaned.get("value"),
        entered_as=common.get("entered_as") or "total",
        base=cleaned["base"],
        item=None if line.item is None else line.item.key,
        stage=cleaned.get("stage", ""),
        note=cleaned["note"] or common.get("note", ""),
        entered_for=common.get("entered_for", ""),
        evidence=files,
    )


def _take_in(
    request: HttpRequest, campaign: Campaign, news: Sequence[NewReport], corrects: UUID | None
) -> SheetOutcome:
    by, at = actor_of(request), moment_of(campaign)
    if len(news) > 1:
        return actions.enter_sheet(news, by=by, at=at)
    try:
        if corrects is not None:
            return SheetOutcome((actions.correct_report(uuid=corrects, new=news[0], by=by, at=at),))
        return SheetOutcome((actions.receive_report(news[0], by=by, at=at),))
    except Problem as problem:
        return SheetOutcome((None,), ((0, problem),))


def _refuse(shared: forms.Form, line: ShownLine, problem: Problem) -> None:
    """Put a refusal at what it speaks of: a field that the lines share, said once, or the line."""
    at = FIELDS.get(problem.code, "")
    line.came_before = isinstance(problem, UuidTaken)
    if at in shared.fields:
        if not shared.has_error(at):
            shared.add_error(at, str(problem))
        return
    line.form.add_error(line.form.main.name, str(problem))


def to_receipts(request: HttpRequest, campaign: Campaign, receipts: Sequence[Receipt]) -> HttpResponse:
    """Say that the reports are in, and show what was received."""
    _say(request, receipts)
    if len(receipts) == 1:
        return redirect("report", campaign=campaign.code, uuid=receipts[0].uuid)
    query = urlencode([("report", str(receipt.uuid)) for receipt in receipts])
    return redirect(f"{reverse('receipts', args=[campaign.code])}?{query}")


def _say(request: HttpRequest, receipts: Sequence[Receipt]) -> None:
    count = len(receipts)
    if not any(receipt.is_new for receipt in receipts):
        said = ngettext("This report had come in before; its receipt is below.",
                        "These reports had come in before; their receipts are below.", count)  # fmt: skip
        messages.info(request, said)
    else:
        said = ngettext("%(count)d report received.", "%(count)d reports received.", count)
        messages.success(request, said % {"count": count})
    if any(receipt.conflict_with for receipt in receipts):
        messages.warning(request, _("Another report came in between. Both are kept; a person must say what is right."))
