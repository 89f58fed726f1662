"""What the page frame shows around a room's page: rooms register their entries, the frame asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

Slot = Literal["main", "account", "search", "help"]
MOST_IN_A_ROW: Final = 8
_ENTRIES: dict[str, Entry] = {}


class Lookup(Protocol):
    """What is asked of a template's context."""

    def get(self, key: str, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the frame.

    `scope="campaign"` entries appear on pages whose context holds `campaign` and are reversed with
    `{"campaign": campaign.code}`. `may` names the permission that shows it; None shows it to everyone signed in.
    `seldom`: gives up its place in the row to others when there are many.
    """

    key: str
    label: str | Promise
    viewname: str
    order: int = 50
    slot: Slot = "main"
    scope: Literal["site", "campaign"] = "site"
    icon: str = ""
    method: Literal["get", "post"] = "get"
    may: str | None = None
    public: bool = False
    seldom: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """An entry resolved for one request."""

    key: str
    label: str
    url: str
    current: bool
    icon: str
    method: str
    seldom: bool = False


def register(entry: Entry) -> None:
    """Add an entry; call it from a room's `AppConfig.ready`. The same key again replaces it."""
    _ENTRIES[entry.key] = entry


def entries() -> list[Entry]:
    """Every entry, in the order shown."""
    return sorted(_ENTRIES.values(), key=lambda entry: (entry.order, entry.key))


def links(slot: Slot, context: Lookup) -> list[Link]:
    """The entries of a slot that this request's person may see and that have an address here.

    Current is the entry that `nav_current` names in the context, else the one whose address is the longest
    beginning of the request's path.
    """
    request, campaign = context.get("request"), context.get("campaign")
    actor = getattr(request, "actor", None)
    shown = [entry for entry in entries() if entry.slot == slot and _is_shown(entry, actor, campaign)]
    placed = [(entry, url) for entry in shown if (url := _url(entry, campaign)) is not None]
    current = context.get("nav_current") or _current_key(placed, getattr(request, "path", ""))
    return [Link(e.key, str(e.label), url, e.key == current, e.icon, e.method, e.seldom) for e, url in placed]


def in_a_row(found: list[Link]) -> tuple[list[Link], list[Link]]:
    """The links that stand side by side, and those folded away: what is seldom needed, where there are many."""
    if len(found) <= MOST_IN_A_ROW:
        return found, []
    return [link for link in found if not link.seldom], [link for link in found if link.seldom]


def _is_shown(entry: Entry, actor: Any, campaign: Any) -> bool:
    if entry.scope == "campaign" and campaign is None:
        return False
    if actor is None or not actor.is_signed_in:
        return entry.public
    return entry.may is None or bool(actor.may(entry.may))


def _url(entry: Entry, campaign: Any) -> str | None:
    try:
        return reverse(entry.viewname, kwargs={"campaign": campaign.code} if entry.scope == "campaign" else None)
    except NoReverseMatch:
        return None


def _current_key(placed: list[tuple[Entry, str]], path: str) -> str:
    matches = [(len(url), entry.key) for entry, url in placed if path.startswith(url) and (url != "/" or path == "/")]
    return max(matches)[1] if matches else ""
