"""The reference pages, made from the code: tables, permissions, events, problems, commands, the API."""

import inspect
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click
import django
from django.apps import apps
from django.db.models import Field, ForeignKey, Model
from django.utils import translation
from typer.main import get_command

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "bairi"
FOLDER = ROOT / "docs" / "reference"
NOTE = "<!-- Written by script/reference; change the code, not this page. -->"


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    lines = [list(head), ["---"] * len(list(head)), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _page(title: str, opening: str, head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A page of one table."""
    return f"# {title}\n\n{NOTE}\n\n{opening}\n\n{table(head, rows)}\n"


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")


def _paragraphs(documented: object) -> str:
    return inspect.cleandoc(inspect.getdoc(documented) or "")


def _facts(*parts: str) -> None:
    """Import these parts of every room, so that what they declare is known."""
    for part in parts:
        for path in sorted([*PACKAGE.glob(f"*/*/{part}.py"), *PACKAGE.glob(f"*/*/{part}/*.py")]):
            dotted = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
            import_module(dotted.removesuffix(".__init__"))


def data_model() -> str:
    """Every table of ours with its fields."""
    sections = [
        "# Data model",
        NOTE,
        "Tables by room, from the ground up. Every table has an `id` of its own unless another key is named.",
    ]
    for config in reversed(list(apps.get_app_configs())):
        models = [m for m in config.get_models() if m.__module__.startswith("bairi.")]
        if models:
            sections.append(f"## {config.label}")
            sections += [section for model in models for section in _model(model)]
    return "\n\n".join(sections) + "\n"


def _model(model: type[Model]) -> Iterator[str]:
    yield f"### {model.__name__}"
    yield _paragraphs(model)
    fields = [f for f in model._meta.get_fields() if isinstance(f, Field) and f.name != "id"]
    yield table(
        ["Field", "Type", "Empty", "Meaning"], [(f"`{f.name}`", _type(f), _empty(f), _meaning(f)) for f in fields]
    )
    names = [c.name for c in model._meta.constraints]
    if names:
        yield "Constraints: " + ", ".join(f"`{name}`" for name in names) + "."


def _type(field: Field) -> str:
    if isinstance(field, ForeignKey):
        return f"→ {field.related_model._meta.label}"
    size = f" {field.max_length}" if getattr(field, "max_length", None) else ""
    return field.get_internal_type().removesuffix("Field").lower() + size + (", unique" if field.unique else "")


def _empty(field: Field) -> str:
    return "null" if field.null else ("blank" if field.blank and field.empty_strings_allowed else "")


def _meaning(field: Field) -> str:
    if field.choices:
        return "one of " + ", ".join(f"`{value}`" for value, _ in field.flatchoices)
    return str(field.help_text)


def permission_pages() -> str:
    """Who may do what: the matrix of roles and permissions."""
    from bairi.ground.access import Role, permissions

    _facts("permissions")
    rows = [[f"`{p.code}`", p.label, *("●" if role in p.roles else "" for role in Role)] for p in permissions()]
    head = ["Permission", "What it allows", *(str(role.label) for role in Role)]
    return _page(
        "Permissions", "A role holds over a place and everything below it, over some tasks or all.", head, rows
    )


def events() -> str:
    """What the log can hold."""
    from bairi.ground.transparency.events import event_classes, field_names

    _facts("events")
    rows = [
        [
            f"`{kind}`",
            cls.label,
            ", ".join(f"`{n}`" for n in field_names(cls)),
            ", ".join(f"`{n}`" for n in sorted(cls.personal)),
        ]
        for kind, cls in event_classes().items()
        if ".tests." not in cls.__module__
    ]
    head = ["Kind", "Event", "Fields", "Personal"]
    return _page("Events", "Each is one leaf of the log. Personal fields can be erased; the leaf stays.", head, rows)


def problems() -> str:
    """Every refusal with its code."""
    from bairi.ground.access import problem_catalogue

    _facts("problems", "rules", "queries", "actions")
    rows = [[f"`{code}`", cls.status, cls.message] for code, cls in problem_catalogue().items()]
    return _page("Problems", "The code is stable; the sentence is translated.", ["Code", "Status", "Sentence"], rows)


def commands() -> str:
    """The bairi command with all its arguments and options."""
    main = import_module("bairi.edges.cli.main")
    sections = [
        "# Commands",
        NOTE,
        "`BAIRI_HOME` names the folder that holds all state. A refusal ends with one line that names the mend.",
    ]
    for word, entry in main.COMMANDS.items():
        module = f"bairi.edges.cli.commands.{entry.module}"
        if not _there(module):
            continue
        for name, command in _commands(f"bairi {word}", get_command(import_module(module).app)):
            sections += _command(name, command)
    return "\n\n".join(sections) + "\n"


def _commands(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    """A command and, below a group, its commands."""
    below = getattr(command, "commands", None)
    if below is None:
        yield name, command
        return
    for word in sorted(below):
        yield from _commands(f"{name} {word}", below[word])


def _command(name: str, command: click.Command) -> Iterator[str]:
    yield f"## {name}"
    yield inspect.cleandoc(command.help or "")
    rows = [(_typed(p), getattr(p, "help", "") or "") for p in command.params if p.name != "help"]
    if rows:
        yield table(["Argument", "Meaning"], rows)


def _typed(parameter: click.Parameter) -> str:
    """How an argument or option is typed."""
    if parameter.param_type_name == "argument":
        return f"`{parameter.metavar or (parameter.name or '').upper()}`"
    return ", ".join(f"`{name}`" for name in parameter.opts)


def openapi() -> str:
    """The API as clients see it."""
    return str(import_module("bairi.edges.api.queries").document_text())


PAGES: dict[Path, tuple[str, Callable[[], str]]] = {
    FOLDER / "data-model.md": ("bairi.edges.web", data_model),
    FOLDER / "permissions.md": ("bairi.ground.access", permission_pages),
    FOLDER / "events.md": ("bairi.ground.transparency.events", events),
    FOLDER / "problems.md": ("bairi.ground.access", problems),
    FOLDER / "commands.md": ("bairi.edges.cli.main", commands),
    ROOT / "docs" / "openapi.json": ("bairi.edges.api.queries", openapi),
}


def _there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def pages() -> dict[Path, str]:
    """Every page whose subject is there, as it should be."""
    with translation.override("en"):
        return {path: make() for path, (subject, make) in PAGES.items() if _there(subject)}


if __name__ == "__main__":
    django.setup()
    for path, text in pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        print(f"    {path.relative_to(ROOT)}")
