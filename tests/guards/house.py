"""The house as the guards see it: its files, its rooms and their order, read from the tree and from pyproject.toml."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "bairi"


@dataclass(frozen=True, order=True)
class Room:
    """A room on its floor; `rank` grows upward, floor first."""

    rank: tuple[int, int]
    floor: str
    name: str

    @property
    def folder(self) -> Path:
        return PACKAGE / self.floor / self.name

    @property
    def module(self) -> str:
        return f"bairi.{self.floor}.{self.name}"


def _contract(name: str) -> list[list[str]]:
    """Layers of a contract in pyproject.toml, lowest first, each a list of siblings."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    for contract in config["tool"]["importlinter"]["contracts"]:
        if contract["id"] == name:
            return [
                [w.strip(" ()") for w in layer.replace("|", ":").split(":")] for layer in reversed(contract["layers"])
            ]
    return []


@cache
def rooms() -> tuple[Room, ...]:
    """Every room that is there, lowest first. A floor without a contract has one room at most."""
    found = []
    for height, (floor,) in enumerate(_contract("floors")):
        folders = sorted(f.name for f in (PACKAGE / floor).glob("*/") if any(f.rglob("*.py")))
        order = {name: i for i, layer in enumerate(_contract(floor)) for name in layer}
        found += [Room((height, order.get(name, 0)), floor, name) for name in folders if name != "__pycache__"]
    return tuple(sorted(found))


def room_of(path: Path) -> Room | None:
    """The room that a file lies in; None above the rooms."""
    return next((room for room in rooms() if path.is_relative_to(room.folder)), None)


def room_of_module(module: str) -> Room | None:
    """The room that a dotted module lies in."""
    return next((r for r in rooms() if module == r.module or module.startswith(r.module + ".")), None)


@cache
def sources(*, tests: bool = False, migrations: bool = False) -> tuple[Path, ...]:
    """Python files of the package; tests and migrations only on request."""
    return tuple(
        path
        for path in sorted(PACKAGE.rglob("*.py"))
        if (tests or "tests" not in path.parts) and (migrations or "migrations" not in path.parts)
    )


@cache
def tree(path: Path) -> ast.Module:
    """A file's syntax tree."""
    return ast.parse(path.read_text("utf-8"), filename=str(path))


@cache
def templates() -> tuple[Path, ...]:
    """Every template of the package."""
    return tuple(sorted(PACKAGE.glob("*/*/templates/**/*.*")))


def within(path: Path) -> str:
    """A path as the messages name it."""
    return str(path.relative_to(ROOT))


def part(path: Path) -> str:
    """The part of its room that a file belongs to: `actions` for actions.py and actions/confirm.py."""
    room = room_of(path)
    return path.relative_to(room.folder).parts[0].removesuffix(".py") if room else ""


def imported(path: Path) -> Iterator[tuple[ast.AST, str, str]]:
    """Each import of a file: the node, the module, the name taken from it ("" for the module itself)."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node, node.module, alias.name) for alias in node.names)


def functions(module: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, methods and inner ones too."""
    yield from (n for n in ast.walk(module) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def chain(node: ast.expr) -> list[str]:
    """The names of a dotted call chain from its root: `Report.objects.filter(...).update` gives four."""
    names: list[str] = []
    while True:
        if isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Call | ast.Subscript):
            node = node.func if isinstance(node, ast.Call) else node.value
        else:
            break
    return [*([node.id] if isinstance(node, ast.Name) else ["?"]), *reversed(names)]
