"""Tidies the catalogues of rooms and lists what they still lack; --draft fills the traditional one by OpenCC."""

import argparse
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

PLURALS = {"zh_Hans": "nplurals=1; plural=0;", "zh_Hant": "nplurals=1; plural=0;"}


TERMS = {"覈": "核", "羣": "群", "佔": "占", "臺": "台", "“": "「", "”": "」", "‘": "『", "’": "』", "籤收": "簽收"}
"""What OpenCC chooses and official Traditional texts of this field do not: 核實 not 覈實; corner quotation marks."""


def read(path: Path) -> Catalog:
    """The catalogue of a file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def write(path: Path, catalogue: Catalog) -> None:
    """Write it back without the lines that change at every extraction."""
    with path.open("wb") as file:
        write_po(file, catalogue, width=0, omit_header=True, sort_output=False)
    body = path.read_text("utf-8").lstrip("\n")
    language = path.parts[-3]
    head = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        f'"Language: {language}\\n"\n"Plural-Forms: {PLURALS[language]}\\n"\n\n'
    )
    path.write_text(head + body, "utf-8")


def texts(message: Message) -> list[str]:
    """The translations of a message: one, or one for each plural form."""
    return [message.string] if isinstance(message.string, str) else list(message.string)


def lacking(catalogue: Catalog) -> list[Message]:
    """Entries without a translation, or with one that only resembles."""
    return [
        m for m in catalogue if m.id and (m.fuzzy or not all([m.string] if isinstance(m.string, str) else m.string))
    ]


def in_our_terms(text: str) -> str:
    """A drafted sentence with the choices of TERMS."""
    for found, ours in TERMS.items():
        text = text.replace(found, ours)
    return text


def draft_traditional(simplified: Catalog, traditional: Catalog) -> None:
    """Fill what is empty from the simplified catalogue. A person reads it afterwards."""
    from opencc import OpenCC

    convert = OpenCC("s2tw").convert
    for message in lacking(traditional):
        source = simplified.get(message.id, context=message.context)
        if source is None or not source.string or source.fuzzy:
            continue
        drafted = [in_our_terms(convert(text)) for text in texts(source)]
        message.string = drafted[0] if isinstance(message.id, str) else tuple(drafted)
        message.flags.discard("fuzzy")


def main() -> None:
    """Go through the rooms that were named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draft", action="store_true")
    parser.add_argument("rooms", nargs="*", type=Path)
    args = parser.parse_args()
    for room in args.rooms:
        paths = [room / "locale" / language / "LC_MESSAGES" / "django.po" for language in PLURALS]
        if not all(path.exists() for path in paths):
            continue
        simplified, traditional = (read(path) for path in paths)
        if args.draft:
            draft_traditional(simplified, traditional)
        for path, catalogue in zip(paths, (simplified, traditional), strict=True):
            write(path, catalogue)
            for message in lacking(catalogue):
                print(f"{path}: {message.id!r} wants a translation")


if __name__ == "__main__":
    main()
