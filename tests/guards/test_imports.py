"""What import-linter does not see: late imports, parts of rooms that are their own affair, writing past the actions."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.guards.house import chain, functions, imported, part, room_of, room_of_module, sources, tree, within

OPEN_PARTS = {"models", "actions", "queries", "rules", "events", "problems", "permissions", "duties"}
"""The parts of a Django room that rooms above may import."""
PLAIN = {"access", "tables", "pace", "rollups", "ui", "cli"}
"""Rooms without models, open as a whole."""
ASSEMBLED = {
    ("api", "api"),
    ("field", "api"),
    ("web", "urls"),
    ("web", "assembly"),
    ("web", "door"),
    ("cli", "faults"),
    ("cli", "commands"),
}
"""(room, part of others that it puts together): the API from routers, the field app's doors from their
shapes, the URL map, the command."""
STARTER = "src/bairi/edges/cli/rooms.py"
"""The one place that loads by name: the command starts Django first, and only where it is needed."""
WRITES = {"save", "create", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
ORM = {"objects", "filter", "exclude", "all", "select_for_update"}


def test_there_is_code_to_guard():
    assert len(sources()) > 20
    assert len({room_of(path) for path in sources()}) > 5


def test_no_module_of_ours_is_imported_late():
    late = [
        f"{within(path)}:{node.lineno} {node.module if isinstance(node, ast.ImportFrom) else node.names[0].name}"
        for path in sources()
        for function in functions(tree(path))
        for node in ast.walk(function)
        if (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bairi"))
        or (isinstance(node, ast.Import) and any(a.name.startswith("bairi") for a in node.names))
    ]

    assert not late, "a late import shows a word on the wrong floor: move it down, or pass the value in"


def test_no_module_of_ours_is_imported_by_its_name():
    hidden = [
        f"{within(path)}:{node.lineno}"
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and chain(node.func)[-1] in {"import_module", "import_string", "__import__", "get_model"}
        and chain(node.func)[0] != "self"  # an app's own models, before they are ready to be imported
        and within(path) != STARTER
    ]

    assert not hidden


def test_rooms_open_only_their_public_parts_to_others():
    intrusions = []
    for path in sources():
        here = room_of(path)
        for node, module, name in imported(path):
            there = room_of_module(module)
            if here is None or there is None or here == there or there.name in PLAIN:
                continue
            wanted = module.removeprefix(there.module).lstrip(".").split(".")[0] or name
            if wanted in OPEN_PARTS or (here.name, wanted) in ASSEMBLED:
                continue
            intrusions.append(f"{within(path)}:{node.lineno} {module}.{name}")

    assert not intrusions


def _writes(path: Path) -> Iterator[tuple[ast.Call, list[str]]]:
    """Calls that write to the database, with their chain of names."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            names = chain(node.func)
            queryset = bool(ORM & set(names))
            if (names[-1] in WRITES and (queryset or names[-1] == "save")) or (queryset and names[-1] == "update"):
                yield node, names


def test_only_actions_write():
    writers = {"actions", "models", "migrations", "management"}
    strays = [
        f"{within(path)}:{node.lineno} {'.'.join(names)}"
        for path in sources()
        if part(path) not in writers
        for node, names in _writes(path)
        if names[0] not in {"image", "workbook", "book", "document", "figure", "thumbnail", "picture"}
    ]

    assert not strays, "every write belongs to an action of its room"


def test_no_room_writes_the_models_of_another():
    strays = []
    for path in sources():
        here = room_of(path)
        foreign = {
            name
            for _, module, name in imported(path)
            if (there := room_of_module(module)) and there != here and ".models" in module
        }
        strays += [
            f"{within(path)}:{node.lineno} {'.'.join(names)}" for node, names in _writes(path) if names[0] in foreign
        ]

    assert not strays, "call the other room's action"
