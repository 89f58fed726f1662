"""Events, problems and permissions: named by their room, sayable in every language, and none forgotten by an action."""

import ast
import re
from collections import defaultdict
from functools import cache
from importlib import import_module
from pathlib import Path

from bairi.ground.access import Problem, permissions, problem_catalogue
from bairi.ground.transparency.events import event_classes
from tests.guards.catalogues import untranslated
from tests.guards.house import PACKAGE, chain, imported, part, room_of, room_of_module, rooms, sources, tree, within

NAMED = re.compile(r"%\((\w+)\)")
APPENDS = {"append", "append_many", "prepare"}
SILENT = {
    # actions that change no object anyone answers for, each with its reason
    "bairi.ground.transparency": "keeps the log itself; the log is not logged",
    "bairi.ground.jobs": "the queue's own rows are no facts about the campaign",
}


def load(*parts: str) -> None:
    """Import these parts of all rooms, so that what they declare is known."""
    for path in sources():
        if part(path) in parts and room_of(path):
            import_module(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"))


load("events", "problems", "permissions", "rules")
EVENTS = {
    kind: cls
    for kind, cls in event_classes().items()
    if cls.__module__.startswith("bairi.") and ".tests." not in cls.__module__
}
PROBLEMS = {code: cls for code, cls in problem_catalogue().items() if ".tests." not in cls.__module__}


def test_there_are_facts_to_guard():
    assert EVENTS
    assert len(PROBLEMS) > 3
    assert permissions()


def _unsaid(said: dict[str, object]) -> list[str]:
    """Those of these sentences that lack a translation, with the languages."""
    return [f"{code}: {', '.join(lacking)}" for code, sentence in said.items() if (lacking := untranslated(sentence))]


def _stray(codes: dict[str, type]) -> list[str]:
    """Codes that do not begin with the name of the room that declares them."""
    return [c for c, cls in codes.items() if c.split(".")[0] != getattr(room_of_module(cls.__module__), "name", "")]


def test_events_are_named_by_their_room_and_say_what_is_personal():
    assert not _stray(EVENTS)
    assert not [kind for kind, cls in EVENTS.items() if not isinstance(cls.personal, frozenset)]


def test_the_line_of_an_event_names_only_its_fields():
    lines = {kind: str(cls.line or "") for kind, cls in EVENTS.items()}
    wrong = [kind for kind in lines if set(NAMED.findall(lines[kind])) - set(EVENTS[kind].__dataclass_fields__)]

    assert not wrong


def test_events_are_said_in_every_language():
    assert not _unsaid({kind: cls.label for kind, cls in EVENTS.items()})
    assert not _unsaid({kind: cls.line for kind, cls in EVENTS.items() if cls.line is not None})


def test_problems_are_named_by_their_room_and_have_a_status():
    assert not _stray(PROBLEMS)
    assert not [code for code, cls in PROBLEMS.items() if not 400 <= cls.status < 600]
    assert not [code for code, cls in PROBLEMS.items() if re.search(r"%[sd]", str(cls.message))]


def test_problems_are_said_in_every_language():
    assert not _unsaid({code: cls.message for code, cls in PROBLEMS.items()})


def test_every_problem_that_is_raised_has_a_code():
    def below(cls: type) -> set[type]:
        return {cls} | {deeper for sub in cls.__subclasses__() for deeper in below(sub)}

    bare = [
        c.__qualname__ for c in below(Problem) - {Problem} if not hasattr(c, "code") and ".tests." not in c.__module__
    ]

    assert not bare


def test_permissions_are_named_by_a_room_and_said_in_every_language():
    assert not {p.code.split(".")[0] for p in permissions()} - {room.name for room in rooms()}
    assert not [p.code for p in permissions() if not p.roles]
    assert not _unsaid({p.code: p.label for p in permissions()})


def test_permissions_in_use_are_declared_and_those_declared_are_used():
    declared = {permission.code for permission in permissions()}
    said = defaultdict(set)
    for path in sources():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in declared:
                said[node.value].add(part(path))
    named = {
        node.id
        for path in sources()
        if part(path) != "permissions"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Name)
    }
    named |= {node.attr for path in sources() for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
    unused = [
        code for code in declared if not (said[code] - {"permissions"}) and code.split(".")[1].upper() not in named
    ]

    assert not unused


@cache
def _actions() -> dict[str, tuple[Path, ast.FunctionDef]]:
    """The actions of all rooms, by room and name: what actions.py defines, or what actions/ exports."""
    exported = {
        (room_of(path), name)
        for path in sources()
        if part(path) == "actions" and path.name == "__init__.py"
        for _, _, name in imported(path)
    }
    return {
        f"{room_of(path).module}.{node.name}": (path, node)
        for path in sources()
        if part(path) == "actions"
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef)
        if (path.name == "actions.py" and not node.name.startswith("_")) or (room_of(path), node.name) in exported
    }


@cache
def _calls() -> dict[str, set[str]]:
    """What every top-level function of the actions calls, by simple name."""
    calls: dict[str, set[str]] = defaultdict(set)
    for path in sources():
        if part(path) in {"actions", "models"}:
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.FunctionDef):
                    calls[node.name] |= {
                        name for call in ast.walk(node) if isinstance(call, ast.Call) and (name := _called(call))
                    }
    return calls


def _called(call: ast.Call) -> str:
    """The simple name of what is called; a list's own `append` is none of ours."""
    names = chain(call.func)
    if names[-1] == "append" and len(names) > 1 and names[-2] not in {"transparency", "log", "actions"}:
        return ""
    return names[-1]


def _reaches_the_log(name: str) -> bool:
    seen, todo = set(), {name}
    while todo:
        here = todo.pop()
        if here in APPENDS:
            return True
        seen.add(here)
        todo |= _calls().get(here, set()) - seen
    return False


def _writes(name: str) -> bool:
    """Whether an action changes anything: it takes the actor who does so."""
    _, node = _actions()[name]
    return any(argument.arg == "by" for argument in [*node.args.args, *node.args.kwonlyargs])


def test_every_action_that_takes_an_actor_writes_an_event():
    acting = [name for name in _actions() if _writes(name) and name.rpartition(".")[0] not in SILENT]
    silent = [name for name in acting if not _reaches_the_log(name.rpartition(".")[2])]

    assert acting
    assert not silent, "each changed object has its event in the same transaction"


def test_actions_take_their_moment_and_their_actor_by_keyword():
    wrong = [
        f"{within(path)}:{node.lineno} {name}"
        for name, (path, node) in _actions().items()
        if _writes(name) and not {"by", "at"} <= {argument.arg for argument in node.args.kwonlyargs}
    ]

    assert not wrong
