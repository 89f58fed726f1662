"""A filled-in form as a phone sends it: which form, which instance, and the answers by their path."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

LARGEST: Final = 1024 * 1024
"""Bytes of XML that a filled-in form may have; its photos come beside it."""
LONGEST: Final = {"form_id": 100, "version": 100, "instance_id": 80}
"""Signs that are kept. A longer number of an instance goes by its SHA-256, since the log takes no longer subject."""
_META: Final = ("/meta/instanceID", "/meta/deprecatedID")


class Unreadable(Exception):  # noqa: N818 - says what the form is
    """Not XML, or XML with entities or a document type, which a form never has."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What is in a submission. `answers` holds the text of each leaf by its path below the root, repeats in order.

    `instance_id` is the phone's number of the filled-in form; one that has none is named by its content.
    `deprecated_id` is the instance that it replaces, "" for none.
    """

    form_id: str
    version: str
    instance_id: str
    deprecated_id: str
    is_encrypted: bool
    answers: Mapping[str, tuple[str, ...]]

    def answer(self, question: str) -> str:
        """The first answer to a question, named by its name or by the end of its path; "" for none.

        >>> read_submission(b"<data id='f'><a><day>2016-03-31</day></a></data>").answer("day")
        '2016-03-31'
        """
        end = "/" + question.strip("/")
        return next((text for path, texts in self.answers.items() if path.endswith(end) for text in texts if text), "")


def read_submission(xml: bytes) -> Sent:
    """Read a filled-in form. Raises Unreadable.

    >>> sent = read_submission(b"<data id='f' version='3'><n>1</n><meta><instanceID>uuid:7</instanceID></meta></data>")
    >>> sent.form_id, sent.version, sent.instance_id, dict(sent.answers)["/n"]
    ('f', '3', 'uuid:7', ('1',))
    """
    root = parse(xml)
    answers: dict[str, list[str]] = {}
    for path, text in _leaves(root):
        answers.setdefault(path, []).append(text)
    instance, deprecated = (next(iter(answers.get(path, ())), "") for path in _META)
    named = instance or root.get("instanceID", "") or f"sha256:{hashlib.sha256(xml).hexdigest()}"
    return Sent(
        form_id=local_name(root.get("id") or root.tag)[: LONGEST["form_id"]],
        version=(root.get("version") or "")[: LONGEST["version"]],
        instance_id=_short(named),
        deprecated_id=_short(deprecated),
        is_encrypted=root.get("encrypted") == "yes",
        answers={path: tuple(texts) for path, texts in answers.items()},
    )


def name_of(instance: str, entry: str = "") -> str:
    """How the log names an instance or one of its entries.

    >>> name_of("uuid:7", "visits[2]")
    'uuid:7/visits[2]'
    """
    name = f"{instance}/{entry}" if entry else instance
    short = len(name) <= LONGEST["instance_id"]
    return name if short else f"{hashlib.sha256(instance.encode()).hexdigest()[:32]}/{entry}"


def parse(xml: bytes) -> Element:
    """The outermost element of a filled-in form. Raises Unreadable."""
    try:
        root: Element = fromstring(xml, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        raise Unreadable("it declares a document type or entities") from None
    except (ParseError, ValueError, LookupError) as fault:
        raise Unreadable(str(fault)) from None
    return root


def _short(instance: str) -> str:
    return instance if len(instance) <= LONGEST["instance_id"] else hashlib.sha256(instance.encode()).hexdigest()


def _leaves(root: Element) -> Iterator[tuple[str, str]]:
    """Paths and texts in document order, however deep they lie."""
    todo = [("", root)]
    while todo:
        path, element = todo.pop()
        children = [(f"{path}/{local_name(child.tag)}", child) for child in element]
        if not children and path:
            yield path, (element.text or "").strip()
        todo += reversed(children)


def local_name(tag: str) -> str:
    """A name without its namespace.

    >>> local_name("{http://openrosa.org/xforms}meta")
    'meta'
    """
    return tag.rpartition("}")[2]
