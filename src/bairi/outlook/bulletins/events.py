"""Past facts about bulletins. Names and fields never change once stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bairi.ground.transparency.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinMade(Event):
    """A draft was made; `digest` is the SHA-256 of its figures as known at `known`."""

    kind: ClassVar[str] = "bulletins.bulletin_made"
    label = _("Bulletin made")
    line = _("No. %(number)d, %(on)s")
    personal: ClassVar[frozenset[str]] = frozenset()
    subject: ClassVar[str | None] = "bulletin"
    bulletin: UUID
    campaign: str
    number: int
    form: str
    on: date
    known: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinWorded(Event):
    """Its wording was changed; the text itself may name people and is kept apart."""

    kind: ClassVar[str] = "bulletins.bulletin_worded"
    label = _("Bulletin worded")
    personal: ClassVar[frozenset[str]] = frozenset({"text"})
    subject: ClassVar[str | None] = "bulletin"
    bulletin: UUID
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinIssued(Event):
    """It was issued with its papers, each named by its SHA-256."""

    kind: ClassVar[str] = "bulletins.bulletin_issued"
    label = _("Bulletin issued")
    line = _("No. %(number)d")
    personal: ClassVar[frozenset[str]] = frozenset()
    subject: ClassVar[str | None] = "bulletin"
    bulletin: UUID
    number: int
    digest: str
    word: str
    pdf: str
    picture: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinDiscarded(Event):
    """A draft was discarded."""

    kind: ClassVar[str] = "bulletins.bulletin_discarded"
    label = _("Bulletin discarded")
    line = _("No. %(number)d")
    personal: ClassVar[frozenset[str]] = frozenset()
    subject: ClassVar[str | None] = "bulletin"
    bulletin: UUID
    number: int
