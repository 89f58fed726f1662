"""The XML that the server answers with: OpenRosa's form list, manifest and response."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ILLEGAL: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class ListedForm:
    """A form as the list names it; `hash` tells when it has changed."""

    form_id: str
    name: str
    version: str
    hash: str
    text: str
    form_url: str
    manifest_url: str


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file that a form uses."""

    name: str
    hash: str
    url: str


def form_list(forms: Iterable[ListedForm]) -> str:
    """OpenRosa Form Discovery."""
    rows = "".join(
        f"<xform>{_element('formID', form.form_id)}{_element('name', form.name)}{_element('version', form.version)}"
        f"{_element('hash', form.hash)}{_element('descriptionText', form.text)}"
        f"{_element('downloadUrl', form.form_url)}{_element('manifestUrl', form.manifest_url)}</xform>"
        for form in forms
    )
    return f'{HEAD}<xforms xmlns="http://openrosa.org/xforms/xformsList">{rows}</xforms>'


def manifest(files: Iterable[ListedFile]) -> str:
    """The files beside a form."""
    rows = "".join(
        f"<mediaFile>{_element('filename', file.name)}{_element('hash', file.hash)}"
        f"{_element('downloadUrl', file.url)}</mediaFile>"
        for file in files
    )
    return f'{HEAD}<manifest xmlns="http://openrosa.org/xforms/xformsManifest">{rows}</manifest>'


def response(message: str, nature: str) -> str:
    """What the phone shows.

    >>> response("2 < 3", "submit_success").splitlines()[1].partition("<message ")[2]
    'nature="submit_success">2 &lt; 3</message></OpenRosaResponse>'
    """
    said = f'<message nature="{nature}">{_text(message)}</message>'
    return f'{HEAD}<OpenRosaResponse xmlns="http://openrosa.org/http/response">{said}</OpenRosaResponse>'


def content_hash(content: bytes) -> str:
    """A hash as the protocol writes it.

    >>> content_hash(b"")
    'md5:d41d8cd98f00b204e9800998ecf8427e'
    """
    return f"md5:{hashlib.md5(content, usedforsecurity=False).hexdigest()}"


def _element(name: str, text: str) -> str:
    return f"<{name}>{_text(text)}</{name}>"


def _text(text: str) -> str:
    """Escaped, and without signs that XML cannot hold."""
    return escape(_ILLEGAL.sub("", text))
