"""What a campaign calls the roles of its teams, the kinds of visit and of leave; how many days a month it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

_CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
NAME_LIMIT: Final = 40


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a list. The code is kept with what is entered, so that a name may change."""

    code: str
    name: str
    name_en: str = ""

    def said(self, *, in_english: bool) -> str:
        """The name for the reader."""
        return (in_english and self.name_en) or self.name


@dataclass(frozen=True, slots=True)
class DutyLists:
    """The lists of an edition. `since_on` is None for the default, which nobody has issued."""

    team_roles: tuple[Term, ...]
    visit_kinds: tuple[Term, ...]
    leave_kinds: tuple[Term, ...]
    days_a_month: int
    issuer: str = ""
    since_on: date | None = None


DEFAULT: Final = DutyLists(
    team_roles=(
        Term("publicist", "宣传员", "Publicist"),
        Term("fighter", "战斗员", "Fighter"),
        Term("servant", "服务员", "Servant of the people"),
    ),
    visit_kinds=(
        Term("home", "入户走访", "Visit to a home"),
        Term("policy", "政策宣讲", "Explaining policies"),
        Term("support", "落实帮扶措施", "Support measures"),
        Term("site", "项目现场", "Works on the ground"),
        Term("dispute", "矛盾调解", "Settling a dispute"),
        Term("meeting", "群众会议", "Villagers' meeting"),
    ),
    leave_kinds=(
        Term("personal", "事假", "Personal"),
        Term("sick", "病假", "Sick"),
        Term("annual", "年休假", "Annual"),
        Term("official", "公出", "Meeting or training elsewhere"),
    ),
    days_a_month=20,
)
"""Until a campaign sets its own. The three roles (三大员) are named nowhere in the sources, so these names are made up;
20 days a month follow the rules of Baihe county (2017)."""


class Unreadable(ValueError):  # noqa: N818 - as it is said
    """A line of a list that cannot be read: its number and text."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(line, text)
        self.line, self.text = line, text


def read_terms(text: str) -> tuple[Term, ...]:
    """A list as it is typed, one entry a line: code, name, English name. Raises Unreadable.

    >>> read_terms("publicist, 宣传员, Publicist")
    (Term(code='publicist', name='宣传员', name_en='Publicist'),)
    """
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        code, name, name_en = [part.strip() for part in [*re.split("[,，]", line, maxsplit=2), "", ""][:3]]
        if not _CODE.fullmatch(code) or not name or max(len(name), len(name_en)) > NAME_LIMIT:
            raise Unreadable(number, line.strip())
        found.append(Term(code, name, name_en))
    return tuple(found)


def write_terms(terms: Iterable[Term]) -> str:
    """A list as it is typed.

    >>> write_terms([Term("sick", "病假", "Sick")])
    'sick, 病假, Sick'
    """
    return "\n".join(", ".join(part for part in (term.code, term.name, term.name_en) if part) for term in terms)


def is_sound(term: Term) -> bool:
    """Whether a term can be kept: a code of small letters, a name that is not too long.

    >>> is_sound(Term("Sick leave", "病假"))
    False
    """
    return bool(_CODE.fullmatch(term.code)) and 0 < len(term.name) <= NAME_LIMIT and len(term.name_en) <= NAME_LIMIT


def twice(terms: Sequence[Term]) -> str:
    """The first code that stands twice, "" for none."""
    codes = [term.code for term in terms]
    return next((code for index, code in enumerate(codes) if code in codes[:index]), "")


def kept(terms: Iterable[Term]) -> list[dict[str, str]]:
    """A list as it is kept."""
    return [asdict(term) for term in terms]


def from_kept(rows: Iterable[Mapping[str, str]]) -> tuple[Term, ...]:
    """A list from how it is kept."""
    return tuple(Term(row["code"], row["name"], row.get("name_en", "")) for row in rows)


def term_of(code: str, terms: Iterable[Term]) -> Term:
    """The term of that code; one that has left the list stands for itself.

    >>> term_of("gone", ()).name
    'gone'
    """
    return next((term for term in terms if term.code == code), Term(code, code))
