"""The translations as they stand in the rooms' .po files, read without compiling them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from tests.guards.house import PACKAGE

LANGUAGES = ("zh_Hans", "zh_Hant")


@dataclass(frozen=True)
class Entry:
    """A sentence and its translation in one room's catalogue; a plural has several of each."""

    file: Path
    context: str
    msgids: tuple[str, ...]
    msgstrs: tuple[str, ...]
    fuzzy: bool


def catalogue_files(language: str) -> list[Path]:
    """Every room's catalogue in a language."""
    return sorted(PACKAGE.glob(f"*/*/locale/{language}/LC_MESSAGES/django*.po"))


@cache
def entries(file: Path) -> tuple[Entry, ...]:
    """The entries of one catalogue, without its header."""
    with file.open("rb") as stream:
        catalogue = read_po(stream, locale=file.parts[-3])
    return tuple(
        Entry(
            file=file,
            context=message.context or "",
            msgids=(message.id,) if isinstance(message.id, str) else tuple(message.id),
            msgstrs=(message.string,) if isinstance(message.string, str) else tuple(message.string),
            fuzzy=message.fuzzy,
        )
        for message in catalogue
        if message.id
    )


@cache
def translations(language: str) -> dict[tuple[str, str], str]:
    """(context, English sentence) to its translation, over all rooms as Django merges them."""
    return {
        (entry.context, msgid): entry.msgstrs[0]
        for file in catalogue_files(language)
        for entry in entries(file)
        for msgid in entry.msgids
        if not entry.fuzzy
    }


def untranslated(sentence: object) -> list[str]:
    """The languages in which a lazy sentence has no translation."""
    context, msgid = _source(sentence)
    return [language for language in LANGUAGES if not translations(language).get((context, msgid))]


def _source(sentence: object) -> tuple[str, str]:
    """The context and the English sentence behind a lazy string; a plain string stands for itself."""
    args = getattr(sentence, "_args", None)
    if not args:
        return "", str(sentence)
    return ("", args[0]) if len(args) == 1 else (args[0], args[1])
