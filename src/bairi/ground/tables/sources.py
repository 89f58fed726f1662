"""Opens what people send (.xlsx, .xls, .csv, .tsv, whatever its name says) and gives its rows one by one."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from bairi.ground.tables.marks import Marks, marks_of_xls, marks_of_xlsx
from bairi.ground.tables.problems import FileEmpty, FileIsWebPage, FileLocked, FileTooLarge, FileUnreadable

MAX_MB = 100
MAX_UNPACKED_MB = 512
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SEPARATORS = ",\t;，"
_ENCODINGS = ("utf-8-sig", "gb18030", "big5hkscs")
Cells = list[Any]
Span = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class RawSheet:
    """A sheet as it lies in the file. `rows` starts anew each time: row number from 1, cells from column `offset`.

    `height` is about how many rows there are, for saying how far a reading is.
    """

    name: str
    hidden: bool
    offset: int
    merged: tuple[Span, ...]
    rows: Callable[[], Iterator[tuple[int, Cells]]]
    marks: Callable[[], Marks]
    height: int = 0


@dataclass(frozen=True)
class Book:
    """The sheets of one file; `kind` is xlsx, xls, csv or other (.ods, .xlsb)."""

    name: str
    kind: str
    sheets: tuple[RawSheet, ...]


def open_table(source: bytes | Path, name: str = "") -> Book:
    """The sheets of a file. Raises FileEmpty, FileTooLarge, FileLocked, FileIsWebPage, FileUnreadable."""
    name = name or (source.name if isinstance(source, Path) else "")
    data = source.read_bytes() if isinstance(source, Path) else source
    if not data.strip():
        raise FileEmpty(file=name)
    if len(data) > MAX_MB << 20:
        raise FileTooLarge(file=name, limit=MAX_MB)
    if data.startswith(_ZIP):
        return _workbook(data, name, _zip_kind(data, name))
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise FileLocked(file=name)
        return _workbook(data, name, "xls")
    if re.search(rb"<(?:html|table|\?xml)\b", data[:2048], re.IGNORECASE):
        raise FileIsWebPage(file=name)
    return _text_table(data, name)


def _zip_kind(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise FileUnreadable(file=name) from error
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_MB << 20:
        raise FileTooLarge(file=name, limit=MAX_UNPACKED_MB)
    return "xlsx" if any(entry.filename == "xl/workbook.xml" for entry in entries) else "other"


def _workbook(data: bytes, name: str, kind: str) -> Book:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [_sheet(book, number, data, kind, name) for number in range(len(book.sheet_names))]
    except PasswordError as error:
        raise FileLocked(file=name) from error
    except CalamineError as error:
        raise FileUnreadable(file=name) from error
    return Book(name, kind, tuple(sheets))


def _sheet(book: CalamineWorkbook, number: int, data: bytes, kind: str, name: str) -> RawSheet:
    about = book.sheets_metadata[number]
    sheet = book.get_sheet_by_index(number)

    def rows() -> Iterator[tuple[int, Cells]]:
        return enumerate(sheet.iter_rows(), start=1)

    def marks() -> Marks:
        try:
            if kind == "xlsx":
                return marks_of_xlsx(io.BytesIO(data), number)
            return marks_of_xls(io.BytesIO(data), number) if kind == "xls" else Marks()
        except (zipfile.BadZipFile, KeyError, IndexError, OSError, StopIteration) as error:
            raise FileUnreadable(file=name) from error

    offset = sheet.start[1] if sheet.start else 0
    hidden = about.visible != SheetVisibleEnum.Visible
    return RawSheet(about.name, hidden, offset, tuple(sheet.merged_cell_ranges or ()), rows, marks, sheet.total_height)


def _text_table(data: bytes, name: str) -> Book:
    encoding = _encoding(data)
    if encoding is None:
        raise FileUnreadable(file=name)
    with io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="") as text:
        separator = _separator([line for line, _ in zip(text, range(30), strict=False)])

    def rows() -> Iterator[tuple[int, Cells]]:
        with io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="") as text:
            try:
                yield from enumerate(csv.reader(text, delimiter=separator), start=1)
            except csv.Error as error:
                raise FileUnreadable(file=name) from error

    sheet = RawSheet(Path(name).stem or "csv", False, 0, (), rows, Marks, data.count(b"\n"))
    return Book(name, "csv", (sheet,))


def _encoding(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\0" in data[:4096]:
        return None
    for encoding in _ENCODINGS:
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return None


def _separator(lines: list[str]) -> str:
    """The separator that parts most of the first lines into the same number of fields."""

    def evenness(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines if line.strip()]
        most = max(set(counts), key=lambda n: (n > 0) * counts.count(n), default=0)
        return (counts.count(most), most) if most else (0, 0)

    return max(_SEPARATORS, key=evenness)
