"""The build: one style sheet in the order of its index, lowered for old browsers, with every part in it."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[5]
CSS = ROOT / "src" / "bairi" / "ground" / "ui" / "static" / "ui" / "css"
JS = CSS.parent / "js"


@pytest.fixture(scope="module")
def build():
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_part_of_the_style_sheet_is_in_its_index(build):
    assert sorted(build.IMPORT.findall((CSS / "index.css").read_text())) == sorted(
        path.name for path in CSS.glob("*.css") if path.name != "index.css"
    )


def test_every_behaviour_is_in_the_index():
    imported = set(re.findall(r'"\./([\w]+\.js)"', "".join(path.read_text() for path in JS.glob("*.js"))))

    assert {path.name for path in JS.glob("*.js")} - {"entry.js"} == imported


@pytest.mark.parametrize(("sheet_of", "part"), [("UI", ".matrix"), ("FIELD", ".duty")])
def test_the_built_style_sheet_holds_nothing_that_old_browsers_drop(build, sheet_of, part):
    pytest.importorskip("lightningcss")
    sheet = build.style_sheet(getattr(build, sheet_of) / "css")

    for modern in ("@layer", "light-dark(", "width <", "oklch", "color-mix", ":has(", ":lang(ae)", "media not ("):
        assert modern not in sheet
    assert ".btn" in sheet
    assert part in sheet
    assert len(sheet) < 80_000


def test_colours_stand_only_in_the_tokens():
    strays = [
        f"{path.name}: {line.strip()}"
        for path in CSS.glob("*.css")
        if path.name not in {"tokens.css", "print.css"}
        for line in path.read_text().splitlines()
        if re.search(r"(?<![\w&])#[0-9a-f]{3,8}\b", line) and ".toast" not in line and "box-shadow" not in line
    ]

    assert not strays


def test_sizes_run_along_the_text_not_the_screen():
    physical = re.compile(
        r"(?<![\w-])(?:margin|padding|border)-(?:left|right|top|bottom)\s*:|(?<![\w-])(?:left|right)\s*:"
    )
    strays = [
        f"{path.name}: {line.strip()}"
        for path in CSS.glob("*.css")
        for line in path.read_text().splitlines()
        if physical.search(line)
    ]

    assert not strays


def test_every_class_of_a_template_has_a_style():
    styles = set(re.findall(r"\.([a-zA-Z][\w-]*)", "".join(path.read_text() for path in CSS.glob("*.css"))))
    hooks = {"rest", "warning", "chart-legend", "open", "hero-day", "hero-sum"}
    found = {}
    for template in (ROOT / "src" / "bairi").glob("*/*/templates/**/*.html"):
        for value in re.findall(r'class="([^"]*)"', template.read_text()):
            plain = re.sub(r"{%.*?%}", " ", re.sub(r"[\w-]*{{.*?}}[\w-]*", " ", value))
            found |= {name: template.name for name in plain.split() if name not in styles | hooks}

    assert not found
