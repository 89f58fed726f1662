"""What a sheet of reports did, would do, or why it was refused: in words that can be kept until the reader asks."""

from __future__ import annotations

from typing import Any, Final

from bairi.delivery.reports.actions import ImportedItems, ImportedReports
from bairi.delivery.reports.words import mark_words
from bairi.ground.access import Problem
from bairi.ground.tables.desk import Outcome

SHOWN: Final = 200
"""Lines of one list that are shown at once."""


def outcome_of(made: ImportedReports, *, dry_run: bool) -> Outcome:
    """A trial or an import that went through, in the active language."""
    return {
        "state": "sound" if dry_run else "done",
        "campaign": made.campaign,
        "rows": made.rows,
        "taken": made.taken,
        "again": made.again,
        "refused": made.refused,
        "marks": [{"words": mark_words(mark), "count": count} for mark, count in made.marks.most_common()],
        "doubtful": [
            {"row": row, "place": place, "task": task, "marks": [mark_words(mark) for mark in marks]}
            for row, place, task, marks in made.doubtful[:SHOWN]
        ],
        "more_doubtful": max(0, len(made.doubtful) - SHOWN),
        **_cells("problems", made.problems),
        **_cells("notices", made.notices),
    }


def outcome_of_items(made: ImportedItems, *, dry_run: bool) -> Outcome:
    """A list of items that was looked through or entered, in the active language."""
    counts = {"rows": made.rows, "added": made.added, "again": made.again, "refused": made.refused}
    cells = _cells("problems", made.problems) | _cells("notices", made.notices)
    return {"state": "sound" if dry_run else "done", "campaign": made.campaign} | counts | cells


def outcome_of_refusal(problem: Problem) -> Outcome:
    """A file that was refused as a whole."""
    return {"state": "refused", "message": str(problem), "code": problem.code}


def _cells(name: str, cells: list[Any]) -> Outcome:
    return {name: [cell.as_dict() for cell in cells[:SHOWN]], f"more_{name}": max(0, len(cells) - SHOWN)}
