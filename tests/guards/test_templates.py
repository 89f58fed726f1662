"""Templates: they borrow from their own room or from `ui`, say what they get, hold no script and no style."""

import re
from pathlib import Path

import pytest

from tests.guards.house import room_of, templates, within

BORROWED = re.compile(r"{%\s*(?:extends|include)\s+[\"']([^\"']+)[\"']")
FORM = re.compile(r"<form\b[^>]*\bmethod=[\"']post[\"'].*?</form>", re.IGNORECASE | re.DOTALL)
FORBIDDEN = {
    "an inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"'](?:application/json|importmap))", re.IGNORECASE
    ),
    "an inline style sheet": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "a javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "something fetched from elsewhere": re.compile(
        r"(?:src|srcset|data-src)\s*=\s*[\"']?(?:https?:)?//", re.IGNORECASE
    ),
    "unescaped output": re.compile(r"\|\s*safe\b|{%\s*autoescape\s+off|\|\s*safeseq\b"),
    "a joined sentence": re.compile(r"{%\s*translate\s+\"[^\"]+\"\s*%}\s*{%\s*translate\s"),
}
SCROLLING = re.compile(r"<[^>]*\bclass=\"(?:[^\"]* )?scroll(?: [^\"]*)?\"[^>]*>")
HTML = [path for path in templates() if path.suffix in {".html", ".svg"}]


def text(path: Path) -> str:
    return path.read_text("utf-8")


def test_there_are_templates_to_guard():
    assert len(HTML) > 10


def test_a_template_borrows_only_from_its_room_or_from_ui():
    strays = []
    for path in templates():
        here = room_of(path)
        for name in BORROWED.findall(text(path)):
            if name.split("/")[0] not in {here.name if here else "", "ui"}:
                strays.append(f"{within(path)}: {name}")

    assert not strays


def test_templates_lie_in_a_folder_named_by_their_room():
    strays = [
        within(path)
        for path in templates()
        if (room := room_of(path)) and path.relative_to(room.folder / "templates").parts[0] != room.name
    ]

    assert not strays


def test_the_first_line_of_a_template_says_what_it_gets():
    silent = [within(path) for path in HTML if "{#" not in "".join(text(path).splitlines()[:3])]

    assert not silent


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_has(what):
    found = [
        f"{within(path)}:{number}"
        for path in HTML
        for number, line in enumerate(text(path).splitlines(), 1)
        if FORBIDDEN[what].search(line)
    ]

    assert not found, what


def test_forms_that_change_something_carry_the_token():
    bare = [
        within(path)
        for path in HTML
        for form in FORM.findall(text(path))
        if "csrf_token" not in form and "{% include" not in form
    ]

    assert not bare


def test_whatever_scrolls_is_reached_by_keyboard():
    unreachable = [within(path) for path in HTML for tag in SCROLLING.findall(text(path)) if 'tabindex="0"' not in tag]

    assert not unreachable
