"""Tables, JSON and CSV on the output stream; progress on the error stream, plain where nobody watches."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

import typer
from django.core.serializers.json import DjangoJSONEncoder
from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


class Format(StrEnum):
    """How a command's rows are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def print_rows(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str], form: Format) -> None:
    """Print rows; `columns` maps keys to heads, JSON and CSV keep the keys."""
    if form is Format.JSON:
        print_json(list(rows))
    elif form is Format.CSV:
        typer.echo(as_csv(rows, list(columns)), nl=False)
    else:
        typer.echo(as_table(rows, columns))


def print_json(value: Any) -> None:
    """One JSON document on one line, in UTF-8."""
    typer.echo(json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False))


def as_csv(rows: Sequence[Mapping[str, Any]], keys: Sequence[str]) -> str:
    """The rows as CSV with a head of keys.

    >>> as_csv([{"place": "安南", "value": 1.5}], ["place", "value"])
    'place,value\\n安南,1.5\\n'
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, keys, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def as_table(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str]) -> str:
    """The rows in columns as wide as their widest cell, Chinese counted double; numbers to the right.

    >>> print(as_table([{"place": "安南", "share": 0.5}], {"place": "Place", "share": "Share"}))
    Place  Share
    安南     0.5
    """
    texts = [[_cell(row.get(key)) for key in columns] for row in rows]
    heads = list(columns.values())
    widths = [max(map(cell_len, column)) for column in zip(heads, *texts, strict=True)]
    right = [any(isinstance(row.get(key), int | float) for row in rows) for key in columns]
    return "\n".join(_line(cells, widths, right) for cells in (heads, *texts))


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    parts = []
    for text, width, to_right in zip(cells, widths, right, strict=True):
        room = " " * (width - cell_len(text))
        parts.append(room + text if to_right else text + room)
    return "  ".join(parts).rstrip()


class Watch:
    """The progress of long work; `step(label, total)` begins a part, `advance()` moves it on."""

    def __init__(self, bar: Progress | None) -> None:
        self._bar = bar
        self._task: Any = None

    def step(self, label: str, total: int | None = None) -> None:
        """Begin the next part of the work."""
        if self._bar is None:
            typer.echo(f"==> {label}", err=True)
        else:
            if self._task is not None:
                self._bar.update(self._task, completed=1, total=1)
            self._task = self._bar.add_task(label, total=total)

    def move_to(self, done: int, total: int) -> None:
        """So much of the present part is done."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done, total=total)

    def advance(self, by: int = 1) -> None:
        """Some of the present part is done."""
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task, by)


@contextmanager
def watch() -> Iterator[Watch]:
    """Bars where someone watches, lines where a file or a service does."""
    if not sys.stderr.isatty():
        yield Watch(None)
        return
    console = Console(stderr=True)
    shape = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*shape, console=console) as bar:
        yield Watch(bar)
