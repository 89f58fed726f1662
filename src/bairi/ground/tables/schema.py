"""What a sheet should hold, declared once: the reader, the template and the export all follow it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from bairi.ground.tables.faults import Words
from bairi.ground.tables.rules import codes, dates, numbers, words

READ_ME = _("Read me")
LISTS = "Bairi lists"
LIST_SHEET = "Bairi 问题清单"
"""The list of problems, called the same in every language, so that the next import knows it and leaves it out."""
LANGUAGES = ("zh-hans", "zh-hant", "en")


class Kind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    CODE = "code"
    NUMBER = "number"
    INTEGER = "integer"
    SHARE = "share"
    DATE = "date"
    CHOICE = "choice"
    NAMES = "names"
    YES_NO = "yes_no"
    UUID = "uuid"


@dataclass(frozen=True)
class Column:
    """One column. `label` is translatable; the header is found by the label in any language or by an alias.

    A header over two rows is found by "above below" written as one name (目标 必成 → alias 目标必成).
    `choices` maps stored values to labels; `choice_aliases` maps further words to stored values. `is_shown_only`: it
    stands in the template for whoever fills it in, and is never read.
    """

    name: str
    label: Words
    kind: Kind = Kind.TEXT
    required: bool = False
    aliases: tuple[str, ...] = ()
    choices: Mapping[str, Words] = field(default_factory=dict)
    choice_aliases: Mapping[str, str] = field(default_factory=dict)
    digits: tuple[int, ...] = ()
    minimum: float | date | None = None
    maximum: float | date | None = None
    decimals: int = 3
    max_length: int = 0
    help: Words = ""
    example: str = ""
    width: int = 0
    is_shown_only: bool = False

    def titles(self) -> tuple[str, ...]:
        """The label in every language, then the aliases."""
        return (*in_every_language(self.label), *self.aliases)

    def reader(self, period: dates.Period | None) -> Callable[[Any], Any]:
        """The rule for a cell that is not empty: a value, or a Doubt; raises Refused."""
        makers: dict[Kind, Callable[[Any], Any]] = {
            Kind.TEXT: partial(words.read_text, max_length=self.max_length),
            Kind.CODE: partial(codes.read_code, digits=frozenset(self.digits)),
            Kind.NUMBER: partial(numbers.read_number, decimals=self.decimals),
            Kind.INTEGER: numbers.read_integer,
            Kind.SHARE: numbers.read_share,
            Kind.DATE: partial(dates.read_day, period=period),
            Kind.CHOICE: partial(words.read_choice, meanings=self.meanings()),
            Kind.NAMES: words.read_names,
            Kind.YES_NO: words.read_yes_no,
            Kind.UUID: words.read_uuid,
        }
        return makers[self.kind]

    def meanings(self) -> dict[str, str]:
        """Folded word → stored value, for a column of choices."""
        found = {words.fold(alias): value for alias, value in self.choice_aliases.items()}
        for value, label in self.choices.items():
            found[words.fold(value)] = value
            found.update((words.fold(word), value) for word in in_every_language(label))
        return found


@dataclass(frozen=True)
class Sheet:
    """One sheet. `key` names the columns that no two rows may share with different content.

    `blank_without`: a row whose cells in these columns are all empty counts as not filled (a template's ready rows).
    """

    name: str
    title: Words
    columns: tuple[Column, ...]
    aliases: tuple[str, ...] = ()
    required: bool = True
    key: tuple[str, ...] = ()
    blank_without: tuple[str, ...] = ()
    help: Words = ""

    def titles(self) -> tuple[str, ...]:
        """The title in every language, then the aliases."""
        return (*in_every_language(self.title), *self.aliases)

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def in_every_language(words_: Words) -> tuple[str, ...]:
    """The words in zh-Hans, zh-Hant and English, each spelling once."""
    if isinstance(words_, str):
        return (words_,)
    found = []
    for language in LANGUAGES:
        with translation.override(language):
            found.append(str(words_))
    return tuple(dict.fromkeys(found))
