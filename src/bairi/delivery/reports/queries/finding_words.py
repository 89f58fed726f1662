"""Findings in words: what was found, beside what, how sure. Never who is to blame."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bairi.delivery.reports.models import EvidenceFindingKind
from bairi.ground.ui.words import moment, quantity, short_date

SURENESS: Final = {3: gettext_lazy("certain"), 2: gettext_lazy("likely"), 1: gettext_lazy("possible")}
KINDS: Final = dict(EvidenceFindingKind.choices)


def finding_sentence(kind: str, facts: Mapping[str, Any]) -> str:
    """One finding as a sentence in the active language; what it stands beside is shown with it."""
    if kind == EvidenceFindingKind.CLOCK_IMPOSSIBLE:
        return _clock(facts)
    if kind == EvidenceFindingKind.METADATA_DIFFERS:
        return _differs(facts)
    if kind in {EvidenceFindingKind.TAKEN_EARLY, EvidenceFindingKind.TAKEN_LATE}:
        return _day(kind, facts)
    if kind in {EvidenceFindingKind.OUT_OF_PLACE, EvidenceFindingKind.FAR_FROM_USUAL}:
        return _position(kind, facts)
    return _picture(kind, facts)


def _picture(kind: str, facts: Mapping[str, Any]) -> str:
    if kind == EvidenceFindingKind.SAME_PHOTO:
        if facts.get("relation") == "elsewhere":
            return _("The very same photo was used before, for another place.")
        return _("The very same photo was used before, for the same work on another day.")
    if kind == EvidenceFindingKind.NEAR_COPY:
        share = round(float(facts.get("share", 0)) * 100)
        if facts.get("relation") == "elsewhere":
            return _("Almost the same photo was used for another place (%(share)d%% of the details agree).") % {
                "share": share
            }
        return _("Almost the same photo was used on another day (%(share)d%% of the details agree).") % {"share": share}
    if kind == EvidenceFindingKind.SEVERAL_WORKS:
        works = int(facts.get("works", 2))
        return ngettext(
            "The photo stands for %(works)d work of this place.",
            "The photo stands for %(works)d different works of this place.",
            works,
        ) % {"works": works}
    if kind == EvidenceFindingKind.SCREEN_PICTURE:
        return _("The picture has a screen's size (%(width)s × %(height)s) and no camera.") % {
            "width": facts.get("width"),
            "height": facts.get("height"),
        }
    return _("Neither the phone nor the file says when the photo was taken.")


def _day(kind: str, facts: Mapping[str, Any]) -> str:
    days = int(facts.get("days", 0))
    words = {"days": days, "on": _short(facts.get("taken_on")), "limit": facts.get("limit")}
    if kind == EvidenceFindingKind.TAKEN_EARLY:
        return (
            ngettext(
                "Taken on %(on)s, %(days)d day before the day that the report is for (limit %(limit)s).",
                "Taken on %(on)s, %(days)d days before the day that the report is for (limit %(limit)s).",
                days,
            )
            % words
        )
    return (
        ngettext(
            "Taken on %(on)s, %(days)d day after the day that the report is for (limit %(limit)s).",
            "Taken on %(on)s, %(days)d days after the day that the report is for (limit %(limit)s).",
            days,
        )
        % words
    )


def _position(kind: str, facts: Mapping[str, Any]) -> str:
    at = {"metres": quantity(facts.get("metres")), "limit": quantity(facts.get("limit"))}
    if kind == EvidenceFindingKind.OUT_OF_PLACE:
        return _("Taken %(metres)s m outside the place's boundary (limit %(limit)s m).") % at
    return _("Taken %(metres)s m from the nearest point where the place's photos are taken (limit %(limit)s m).") % at


def _clock(facts: Mapping[str, Any]) -> str:
    why = facts.get("why")
    if why == "too_old":
        return _("The photo says that it was taken on %(at)s: the clock was not set.") % {
            "at": moment(_moment(facts), year=True)
        }
    words = {"span": _span(int(facts.get("minutes", 0)))}
    if why == "after_receipt":
        return _("The photo says that it was taken %(span)s after it came in.") % words
    if why == "ahead":
        return _("The phone's clock was %(span)s ahead.") % words
    return _("The phone's clock was %(span)s behind.") % words


def _differs(facts: Mapping[str, Any]) -> str:
    if facts.get("what") == "position":
        return _("The recorded position and that in the file lie %(metres)s m apart.") % {
            "metres": quantity(facts.get("metres"))
        }
    return _("The recorded moment and that in the file lie %(span)s apart.") % {
        "span": _span(int(facts.get("minutes", 0)))
    }


def _span(minutes: int) -> str:
    """A stretch of time, rounded to what people say."""
    if minutes < 120:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    if minutes < 2880:
        hours = round(minutes / 60)
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    days = round(minutes / 1440)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def _short(text: object) -> str:
    return short_date(date.fromisoformat(text)) if isinstance(text, str) else ""


def _moment(facts: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(str(facts.get("taken_at")))
