"""Libraries: each that is used is declared, says what for, and is pinned."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
from django.conf import settings

from tests.guards.house import ROOT, imported, sources, within

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUN = PROJECT["project"]["dependencies"]
GROUPS = PROJECT["dependency-groups"]
LOCKS = {
    "run": RUN,
    "build": [*RUN, *GROUPS["build"]],
    "test": [*RUN, *(line for group in GROUPS.values() for line in group)],
}


def plain(requirement: str) -> str:
    """The normalised name of a requirement."""
    return re.split(r"[<>=~!;\[ ]", requirement, maxsplit=1)[0].lower().replace("_", "-").replace(".", "-")


def test_every_library_in_use_is_declared():
    declared = {plain(line) for line in RUN}
    owners = packages_distributions()
    used = {
        module.split(".")[0]: f"{within(path)}:{node.lineno}"
        for path in sources()
        for node, module, _ in imported(path)
    }
    used |= {
        name.split(".")[0]: "settings"
        for name in [*settings.INSTALLED_APPS, *settings.MIDDLEWARE, *(t["BACKEND"] for t in settings.TEMPLATES)]
    }
    missing = [
        f"{name} ({where})"
        for name, where in sorted(used.items())
        if name != "bairi" and name not in sys.stdlib_module_names
        if not {plain(owner) for owner in owners.get(name, [name])} & declared
    ]

    assert not missing, "add it to pyproject.toml with a line saying what for, then script/lock"


def test_every_library_that_is_declared_is_used():
    code = "\n".join(path.read_text("utf-8") for path in sources())
    said = code + "\n".join([*settings.INSTALLED_APPS, *settings.MIDDLEWARE, settings.DATABASES["default"]["ENGINE"]])
    names = {plain(line): {plain(line).replace("-", "_")} for line in RUN}
    for module, owners in packages_distributions().items():
        for owner in owners:
            names.get(plain(owner), set()).add(module)
    elsewhere = {"noto-cjk-sans-otc", "psycopg", "argon2-cffi"}  # found by its files; loaded by Django
    unused = [
        name
        for name, modules in names.items()
        if name not in elsewhere and not any(re.search(rf"\b{re.escape(m)}\b", said) for m in modules)
    ]

    assert not unused


def test_every_dependency_says_what_for():
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    requirements = [line for line in lines if re.match(r'  "[a-z][\w.\[\]-]*(?:[<>=]|")', line)]
    silent = [line for line in requirements if "#" not in line]

    assert len(requirements) > 30
    assert not silent


@pytest.mark.parametrize("lock", LOCKS)
def test_the_pins_cover_what_is_declared(lock):
    pinned = set(
        re.findall(r"^([a-z0-9][\w.-]*)==", (ROOT / f"requirements/{lock}.txt").read_text("utf-8"), re.MULTILINE)
    )
    missing = {plain(line) for line in LOCKS[lock]} - {plain(name) for name in pinned}

    assert not missing, "run script/lock"


def test_the_pins_agree_with_each_other():
    texts = [(ROOT / f"requirements/{lock}.txt").read_text("utf-8") for lock in LOCKS]
    pins = [set(re.findall(r"^(\S+==\S+)", text, re.MULTILINE)) for text in texts]

    assert pins[0] <= pins[1] <= pins[2]
