"""The first wording of a bulletin, from its figures; people edit it before it is issued."""

from __future__ import annotations

from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from bairi.ground.ui.words import is_english, long_date, percent, points, quantity
from bairi.outlook.bulletins.rules import Figures

MOST_NAMED = 12


def first_wording(figures: Figures, language: str) -> dict[str, str]:
    """A paragraph for each part, in the language of the bulletin; empty where there is nothing to say."""
    with translation.override(language):
        return {
            "lead": _lead(figures),
            "changes": _changes(figures),
            "praise": _praise(figures),
            "missing": _missing(figures),
            "demands": _demands(figures),
        }


def first_title(figures: Figures, kind: str, language: str) -> str:
    """The title on paper."""
    with translation.override(language):
        name = {"place": figures["place"], "day": figures["day"]}
        if kind == "week":
            return _("%(place)s: weekly bulletin of progress, day %(day)s") % name
        return _("%(place)s: daily bulletin of progress, day %(day)s") % name


def _lead(figures: Figures) -> str:
    head = figures["head"]
    return _(
        "By %(on)s, day %(day)s of %(days)s, %(reported)s%% are reported, %(confirmed)s%% confirmed by the townships "
        "and %(verified)s%% verified, against %(planned)s%% planned. Of %(targets)s targets %(done)s are done and "
        "%(late)s will probably miss their day; about %(expected)s are expected to be met "
        "(80%% between %(low)s and %(high)s)."
    ) % {
        "on": long_date(date.fromisoformat(figures["on"])),
        "day": figures["day"],
        "days": figures["days"],
        "reported": percent(head["reported"], 1),
        "confirmed": percent(head["confirmed"], 1),
        "verified": percent(head["verified"], 1),
        "planned": percent(head["planned"], 1),
        "targets": head["targets"],
        "done": head["done"],
        "late": head["late"],
        "expected": quantity(head["expected"], 0),
        "low": head["low"],
        "high": head["high"],
    }


def _changes(figures: Figures) -> str:
    head, before = figures["head"], figures["before"]
    gain = (head["confirmed"] or 0.0) - (before["confirmed"] or 0.0)
    late = int(head["late"] or 0) - int(before["late"] or 0)
    said = [_("Since the last bulletin the confirmed share moved by %(gain)s points.") % {"gain": points(gain)}]
    if figures["newly_done"] > 0:
        done = ngettext("%(count)d target was completed.", "%(count)d targets were completed.", figures["newly_done"])
        said.append(done % {"count": figures["newly_done"]})
    if late > 0:
        more = ngettext(
            "%(count)d more target is now expected to be late.",
            "%(count)d more targets are now expected to be late.",
            late,
        )
        said.append(more % {"count": late})
    return (" " if is_english() else "").join(said)


def _praise(figures: Figures) -> str:
    if not figures["first"]:
        return ""
    comma = pgettext("list", ", ")
    return _("First against the plan: %(first)s. Last: %(last)s.") % {
        "first": comma.join(figures["first"]),
        "last": comma.join(figures["last"]),
    }


def _missing(figures: Figures) -> str:
    rows = figures["missing"]
    if not rows:
        return _("All %(asked)d places have reported in time.") % {"asked": figures["asked"]}
    comma = pgettext("list", ", ")
    named = comma.join(f"{row['township']}{row['place']}" for row in rows[:MOST_NAMED])
    counts = {"count": len(rows), "asked": figures["asked"], "named": named}
    if len(rows) > MOST_NAMED:
        return _("%(count)d of %(asked)d places have not reported: %(named)s and others.") % counts
    return _("%(count)d of %(asked)d places have not reported: %(named)s.") % counts


def _demands(figures: Figures) -> str:
    worst = [place["name"] for place in sorted(figures["places"], key=lambda p: -p["late"]) if place["late"]][:3]
    if not worst:
        return _("All places are asked to keep their pace and to report by the cut-off hour.")
    return _("%(worst)s are asked to name what is late, who answers for it, and by when it is mended.") % {
        "worst": pgettext("list", ", ").join(worst)
    }
