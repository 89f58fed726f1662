"""What a workbook did, would do, or why it was refused: in words that can be kept until the reader asks for them."""

from __future__ import annotations

from dataclasses import asdict

from django.utils.translation import gettext as _

from bairi.ground.access import Problem
from bairi.ground.tables import CellProblem
from bairi.ground.tables.desk import Outcome
from bairi.plan.campaigns.actions import PlanImport
from bairi.plan.campaigns.problems import PlanRefused
from bairi.plan.campaigns.rules.whole_plan import SECTIONS, PlanChangeLine
from bairi.plan.campaigns.workbook.sheets_targets import SHEET_OF
from bairi.plan.campaigns.workbook.words import field_label, value_words

SHOWN = 200
"""Lines of one section, and cells of one list, that are shown at once."""


def outcome_of(result: PlanImport) -> Outcome:
    """A trial or an import that went through, in the active language."""
    return {
        "state": "sound",
        "campaign": result.campaign,
        "name": result.name,
        "created": result.created,
        "version": result.version,
        "is_empty": result.is_empty,
        "kept": result.kept,
        "sections": [s for name in SECTIONS if (s := _section(name, result.changes))]
        + _places(result)
        + _units(result),
        "sums": [asdict(line) for line in result.sums[:SHOWN]],
        "notices": [notice.as_dict() for notice in result.notices[:SHOWN]],
    }


def outcome_of_refusal(problem: Problem) -> Outcome:
    """A workbook that was refused: every cell, or the one sentence about the whole file."""
    cells = [cell.as_dict() for cell in problem.cells] if isinstance(problem, PlanRefused) else []
    return {"state": "refused", "message": str(problem), "code": problem.code, "problems": cells}


def cells_of(outcome: Outcome) -> list[CellProblem]:
    """The cells of a refused or doubtful outcome, to be marked in the workbook."""
    return [
        CellProblem(
            sheet=cell["sheet"], row=cell["row"], column="", label=cell["column"], ref=cell["cell"],
            value=cell["value"], code=cell["code"], message=cell["message"].replace("%", "%%"),
            mend=cell["mend"].replace("%", "%%"), level=cell["level"],
        )
        for cell in [*outcome.get("problems", []), *outcome.get("notices", [])]
    ]  # fmt: skip


def _section(name: str, changes: list[PlanChangeLine]) -> Outcome | None:
    lines = [line for line in changes if line.section == name]
    if not lines:
        return None
    return {
        "title": str(SHEET_OF[name].title),
        "count": len(lines),
        "more": max(0, len(lines) - SHOWN),
        "lines": [_line(line) for line in lines[:SHOWN]],
    }


def _line(line: PlanChangeLine) -> Outcome:
    words = [(field_label(line.section, change.name), *value_words(line.section, change)) for change in line.fields]
    return {
        "kind": line.kind,
        "label": line.label,
        "fields": [{"name": n, "before": b, "after": a} for n, b, a in words],
    }


def _places(result: PlanImport) -> list[Outcome]:
    if result.places is None:
        return []
    lines: list[Outcome] = [
        {"kind": "added", "label": f"{change.place.code} {change.place.name}", "fields": []}
        for change in result.places.added
    ]
    for change in result.places.changed:
        fields = [
            {"name": field_label("places", name), "before": str(before or "—"), "after": str(after or "—")}
            for name, (before, after) in change.fields.items()
        ]
        lines.append({"kind": "changed", "label": f"{change.place.code} {change.place.name}", "fields": fields})
    return _listed(_("Places"), lines)


def _units(result: PlanImport) -> list[Outcome]:
    lines = [{"kind": unit.kind, "label": f"{unit.name} {unit.code}", "fields": []} for unit in result.units]
    return _listed(_("Units"), lines)


def _listed(title: str, lines: list[Outcome]) -> list[Outcome]:
    if not lines:
        return []
    return [{"title": title, "count": len(lines), "more": max(0, len(lines) - SHOWN), "lines": lines[:SHOWN]}]
