"""What the fast reader does not tell: hidden rows, cells that end in an error, formulas never calculated."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import IO

import olefile
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

_CHUNK = 1 << 20
_OVERLAP = 1 << 13
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*"([^"]*)"')
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\bhidden="(?:1|true)"[^>]*>')
_ERROR = re.compile(rb'<(?:\w+:)?c\b([^>]*\bt="e"[^>]*)>.{0,2000}?<(?:\w+:)?v>([^<]*)<', re.DOTALL)
_BARE_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)><(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_XLS_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_XLS_SHEET, _XLS_ROW, _XLS_ERROR, _XLS_FORMULA, _XLS_END = 0x85, 0x208, 0x205, 0x06, 0x0A


@dataclass(slots=True)
class Marks:
    """Of one sheet: hidden rows (from 1), and (row, column from 0) → error text, "" for an uncalculated formula."""

    hidden: set[int] = field(default_factory=set)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)


def marks_of_xlsx(source: IO[bytes], sheet_number: int) -> Marks:
    """The marks of the n-th sheet of an .xlsx file. Raises zipfile.BadZipFile, KeyError for a broken file."""
    marks = Marks()
    with zipfile.ZipFile(source) as archive, archive.open(_part(archive, sheet_number)) as part:
        for chunk in _chunks(part):
            _read_chunk(chunk, marks)
    return marks


def _part(archive: zipfile.ZipFile, sheet_number: int) -> str:
    sheets = [dict(_ATTRIBUTE.findall(tag)) for tag in _SHEET.findall(archive.read("xl/workbook.xml"))]
    relations = [dict(_ATTRIBUTE.findall(tag)) for tag in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))]
    targets = {relation[b"Id"]: relation[b"Target"] for relation in relations if b"Target" in relation}
    wanted = next(value for name, value in sheets[sheet_number].items() if name.endswith(b":id"))
    target = unescape(targets[wanted].decode())
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _chunks(part: IO[bytes]) -> Iterator[bytes]:
    tail = b""
    while block := part.read(_CHUNK):
        yield tail + block
        tail = block[-_OVERLAP:]


def _read_chunk(chunk: bytes, marks: Marks) -> None:
    if b"hidden=" in chunk:
        for tag in _HIDDEN_ROW.findall(chunk):
            number = dict(_ATTRIBUTE.findall(tag)).get(b"r")
            if number:
                marks.hidden.add(int(number))
    if b't="e"' in chunk:
        for attributes, text in _ERROR.findall(chunk):
            _mark(attributes, unescape(text.decode()), marks)
    if b"<f" in chunk or b":f" in chunk:
        for attributes in _BARE_FORMULA.findall(chunk):
            if b't="str"' not in attributes and b't="e"' not in attributes:
                _mark(attributes, "", marks)


def _mark(attributes: bytes, text: str, marks: Marks) -> None:
    ref = dict(_ATTRIBUTE.findall(attributes)).get(b"r")
    if ref:
        letters, row = coordinate_from_string(ref.decode())
        marks.faults[row, column_index_from_string(letters) - 1] = text


def marks_of_xls(source: IO[bytes], sheet_number: int) -> Marks:
    """The marks of the n-th sheet of an .xls file (BIFF8). Raises OSError for a broken file."""
    marks = Marks()
    with olefile.OleFileIO(io.BytesIO(source.read())) as file:
        stream = file.openstream("Workbook" if file.exists("Workbook") else "Book").read()
    offsets = [struct.unpack_from("<I", body)[0] for kind, body in _records(stream, 0) if kind == _XLS_SHEET]
    for kind, body in _records(stream, offsets[sheet_number]):
        if kind == _XLS_ROW and len(body) >= 16 and struct.unpack_from("<H", body, 12)[0] & 0x20:
            marks.hidden.add(struct.unpack_from("<H", body)[0] + 1)
        elif kind == _XLS_ERROR and body[7]:
            marks.faults[_place(body)] = _XLS_ERRORS.get(body[6], "#N/A")
        elif kind == _XLS_FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
            marks.faults[_place(body)] = _XLS_ERRORS.get(body[8], "#N/A")
    return marks


def _place(body: bytes) -> tuple[int, int]:
    row, column = struct.unpack_from("<HH", body)
    return row + 1, column


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from `at` to the end of that sheet (or of the globals)."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == 0x809:
            depth += 1
        elif kind == _XLS_END:
            depth -= 1
            if depth <= 0:
                return
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
