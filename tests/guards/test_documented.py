"""What exists is documented: tables, permissions, events, problems, commands, settings, the API."""

import ast
import re

import pytest

from script.reference_pages import PAGES, pages
from tests.guards.house import PACKAGE, ROOT, chain, sources, tree

DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def made() -> dict:
    """The pages as they should be."""
    return pages()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_reference_is_what_script_reference_writes(path, made):
    if path not in made:
        assert not path.exists(), "the page has lost its subject"
        return

    assert path.exists(), "run script/reference"
    assert path.read_text("utf-8") == made[path], "run script/reference"


def settings_in_use() -> set[str]:
    """Names that our code reads from the environment."""
    return {
        node.value
        for path in sources()
        for call in ast.walk(tree(path))
        if (isinstance(call, ast.Call | ast.Subscript))
        and "os" in (names := chain(call.func if isinstance(call, ast.Call) else call))  # not a request's own environ
        and {"environ", "getenv"} & set(names)
        for node in ast.walk(call)
        if isinstance(node, ast.Constant) and re.fullmatch(r"[A-Z][A-Z_]{4,}", str(node.value))
    }


def test_every_setting_is_documented():
    used = settings_in_use()
    said = "\n".join(page.read_text("utf-8") for page in DOCS.glob("*.md"))

    assert "BAIRI_HOME" in used
    assert not {name for name in used if f"`{name}`" not in said}, "name it in docs/operations.md"


def test_every_setting_in_the_documents_exists():
    said = {name for page in DOCS.glob("*.md") for name in re.findall(r"`(BAIRI_[A-Z_]+)`", page.read_text("utf-8"))}
    code = "\n".join(path.read_text("utf-8") for path in sources())

    assert not {name for name in said if name not in code}


def test_every_model_says_what_it_is():
    silent = [
        f"{path.relative_to(PACKAGE)}: {node.name}"
        for path in sources()
        for node in tree(path).body
        if isinstance(node, ast.ClassDef)
        and any(chain(base)[-2:] == ["models", "Model"] for base in node.bases)
        and not ast.get_docstring(node)
    ]

    assert not silent


def test_links_between_the_documents_lead_somewhere():
    pages_here = [*DOCS.rglob("*.md"), *ROOT.glob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)} -> {target}"
        for page in pages_here
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]

    assert not broken
