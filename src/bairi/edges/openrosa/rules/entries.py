"""A filled-in form that holds several reports: the entries of its repeats, one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from bairi.edges.openrosa.rules.answers import Sent, local_name, parse

Answers = Mapping[str, tuple[str, ...]]
MOST_ENTRIES: Final = 200
"""Of one form; one with more waits as a whole."""


class TooMany(Exception):  # noqa: N818 - says what the entries are
    """More than `MOST_ENTRIES`."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a repeat. `name` says which, such as “visits[2]”; `group` is the path of the repeat.

    `sent` holds its own answers and then those outside all repeats, `own` the texts of its own.
    """

    name: str
    group: str
    sent: Sent
    own: frozenset[str]


def read_entries(xml: bytes, sent: Sent, groups: Collection[str]) -> list[Entry]:
    """The entries of these repeats in the order of the form, without those left empty.

    Raises Unreadable, TooMany.

    >>> from bairi.edges.openrosa.rules.answers import read_submission
    >>> xml = b"<data id='f'><day>2</day><v><n>1</n></v><v><n/></v><v><n>3</n></v></data>"
    >>> [(entry.name, entry.sent.answer("n"), entry.sent.answer("day"))
    ...     for entry in read_entries(xml, read_submission(xml), {"v"})]
    [('v[1]', '1', '2'), ('v[3]', '3', '2')]
    """
    outside: dict[str, list[str]] = {}
    inside: dict[tuple[str, str], dict[str, list[str]]] = {}
    seen: Counter[str] = Counter()
    todo = [("", parse(xml), ("", ""))]
    while todo:
        path, element, here = todo.pop()
        group = path.lstrip("/")
        if group in groups and not any(local_name(name) == "template" for name in element.attrib):
            seen[group] += 1
            here = (f"{group.rpartition('/')[2]}[{seen[group]}]", group)
        children = [(f"{path}/{local_name(child.tag)}", child, here) for child in element]
        if not children and path:
            answers = inside.setdefault(here, {}) if here[0] else outside
            answers.setdefault(path, []).append((element.text or "").strip())
        todo += reversed(children)
    filled = {key: answers for key, answers in inside.items() if any(map(any, answers.values()))}
    if len(filled) > MOST_ENTRIES:
        raise TooMany(len(filled))
    shared = _tuples(outside)
    return [_entry(sent, name, group, shared, _tuples(answers)) for (name, group), answers in filled.items()]


def _tuples(answers: Mapping[str, list[str]]) -> Answers:
    return {path: tuple(texts) for path, texts in answers.items()}


def _entry(sent: Sent, name: str, group: str, shared: Answers, own: Answers) -> Entry:
    texts = frozenset(text for several in own.values() for text in several if text)
    return Entry(name, group, replace(sent, answers={**own, **shared}), texts)


Key = tuple[str, str, str, str]
"""What a report is about: place, task, measure and item."""


def pair_entries(
    before: Sequence[tuple[str, Key, UUID]], after: Sequence[tuple[str, Key]]
) -> tuple[Mapping[str, UUID], list[tuple[str, UUID]]]:
    """Which report each entry of an edited form supersedes, and the reports whose entry is gone.

    An entry takes the place of the one about the same target, first at its own position; failing that, of the one at
    its position, which is about another target, so that a person looks at it.

    >>> road, water = ("village", "roads", "", ""), ("village", "water", "", "")
    >>> one, two = UUID(int=1), UUID(int=2)
    >>> paired, gone = pair_entries([("v[1]", road, one), ("v[2]", water, two)], [("v[1]", water)])
    >>> paired == {"v[1]": two}, gone == [("v[1]", one)]
    (True, True)
    """
    left = dict.fromkeys(before)
    paired: dict[str, UUID] = {}
    for by_name, by_key in ((True, True), (False, True), (True, False)):
        for name, key in after:
            fitting = (old for old in left if (not by_name or old[0] == name) and (not by_key or old[1] == key))
            found = next(fitting, None)
            if found is not None and name not in paired:
                paired[name] = found[2]
                del left[found]
    return paired, [(name, uuid) for name, _, uuid in left]
