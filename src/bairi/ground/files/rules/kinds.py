"""The kind of a file by its content, never by its name."""

from __future__ import annotations

import codecs
from collections.abc import Iterable

HEAD_BYTES = 4096
SCAN, FILLER = 0xDA, 0xFF
"""Marks of a JPEG: what follows is the coded picture; a byte between two parts."""
BEGINNINGS = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"%PDF-": "application/pdf",
    b"PK\x03\x04": "application/zip",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "application/x-ole",
}
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"})
_OFFICE = "application/vnd.openxmlformats-officedocument."

EXTENSIONS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "image/heic": ".heic",
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    f"{_OFFICE}wordprocessingml.document": ".docx",
    f"{_OFFICE}spreadsheetml.sheet": ".xlsx",
    f"{_OFFICE}presentationml.presentation": ".pptx",
    "text/plain": ".txt",
}
"""Every accepted media type with the extension of its file."""
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})
"""Pictures that are read, measured and shown small."""


def kind_of(head: bytes) -> str | None:
    """Media type by the first bytes; None if not accepted. A zip and an OLE file need a look inside.

    >>> kind_of(b"%PDF-1.7 ...")
    'application/pdf'
    >>> kind_of(b"MZ\\x90\\x00") is None
    True
    """
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return "image/heic"
    for beginning, kind in BEGINNINGS.items():
        if head.startswith(beginning):
            return kind
    return "text/plain" if _is_text(head) else None


def is_whole_jpeg(data: bytes) -> bool:
    """Whether the coded picture of a JPEG runs to its end mark; one that was cut short has none after its last scan.

    >>> start = b"\\xff\\xd8\\xff\\xda\\x00\\x02"
    >>> is_whole_jpeg(start + b"\\x10\\xff\\x00\\x20\\xff\\xd9"), is_whole_jpeg(start + b"\\x10\\xff\\x00\\x20")
    (True, False)
    """
    at = 2
    while data[at : at + 1] == b"\xff" and at + 1 < len(data):
        mark = data[at + 1]
        if mark == SCAN:
            return data.rfind(b"\xff\xd9", at) >= 0
        at += 1 if mark == FILLER else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return False


def office_kind(names: Iterable[str]) -> str | None:
    """Media type of a zipped office file by the names in it; None for any other zip.

    >>> office_kind(["[Content_Types].xml", "xl/workbook.xml"])
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    """
    parts = {"word/": "wordprocessingml.document", "xl/": "spreadsheetml.sheet", "ppt/": "presentationml.presentation"}
    held = set(names)
    if "[Content_Types].xml" not in held:
        return None
    for folder, kind in parts.items():
        if any(name.startswith(folder) for name in held):
            return _OFFICE + kind
    return None


def ole_kind(raw: bytes) -> str | None:
    """Media type of an old office file by the streams that its directory names.

    >>> ole_kind("Workbook".encode("utf-16-le"))
    'application/vnd.ms-excel'
    """
    if "WordDocument".encode("utf-16-le") in raw:
        return "application/msword"
    if any(name.encode("utf-16-le") in raw for name in ("Workbook", "Book")):
        return "application/vnd.ms-excel"
    return None


def _is_text(head: bytes) -> bool:
    """Whether it reads as UTF-8 or GB18030 text without control characters, and is no mark-up that a browser runs."""
    if not head or any(byte < 32 and byte not in b"\t\n\r\f" for byte in head):
        return False
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        return True
    return False
