"""What a check of the log may find, in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMED_OF_A_SORT = 50

SENTENCES: dict[str, str | Promise] = {
    "event_changed": _("Event %(event)s (%(kind)s, %(at)s) was changed after it was written."),
    "event_replaced": _("Event %(event)s (%(kind)s, %(at)s) is not the one that was logged under this number."),
    "events_missing": _("Events %(first)s to %(last)s are missing from the database."),
    "erased_without_record": _("The personal part of event %(event)s (%(kind)s, %(at)s) is gone without a record."),
    "log_rolled_back": _(
        "The database was rolled back: a checkpoint over %(size)s events was signed, but only %(rows)s are there."
    ),
    "root_differs": _("The events do not lead to the checkpoint over %(size)s events in %(where)s."),
    "checkpoint_forged": _("The checkpoint in %(where)s was not signed with this log's key, or was changed."),
    "checkpoint_row_missing": _("The checkpoint over %(size)s events in %(where)s is missing from the database."),
    "checkpoint_file_missing": _("The file of the checkpoint over %(size)s events is missing from the log's folder."),
    "tile_damaged": _("The tile %(path)s is missing, cut short or differs from what was signed."),
    "log_key_missing": _("The log's public key %(file)s is missing or unreadable, so no signature can be checked."),
    "and_more": _("%(count)s more findings of the kind %(sort)s."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was logged."""

    code: str
    data: dict[str, Any]

    def __str__(self) -> str:
        return str(SENTENCES[self.code]) % self.data


@dataclass(slots=True)
class Notebook:
    """Collects findings; of one sort it names the first and counts the rest."""

    _named: list[Finding] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)

    def add(self, code: str, **data: Any) -> None:
        """Note a finding."""
        self._counts[code] += 1
        if self._counts[code] <= NAMED_OF_A_SORT:
            self._named.append(Finding(code, data))

    def findings(self) -> list[Finding]:
        """All that were named, and how many more of each sort."""
        over = ((code, count - NAMED_OF_A_SORT) for code, count in self._counts.items() if count > NAMED_OF_A_SORT)
        return self._named + [Finding("and_more", {"sort": code, "count": count}) for code, count in over]
