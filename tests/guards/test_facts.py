"""Events, problems and permissions: named by their room, sayable in every language, and none forgotten by an action."""

import ast
import re
from collections import defaultdict
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from bairi.ground.access import Problem, permissions, problem_catalogue
from bairi.ground.transparency.events import event_classes
from tests.guards.catalogues import untranslated
from tests.guards.house import PACKAGE, chain, part, room_of, room_of_module, rooms, sources, tree, within

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


@pytest.mark.parametrize("kind", EVENTS)
def test_an_event_is_named_by_its_room_and_said_in_every_language(kind):
    cls = EVENTS[kind]
    room = room_of_module(cls.__module__)

    assert room
    assert kind.startswith(f"{room.name}.")
    assert cls.line is not None, "an event needs a line for the page"
    assert not untranslated(cls.label)
    assert not untranslated(cls.line)
    assert set(NAMED.findall(str(cls.line))) <= set(cls.__dataclass_fields__), (
        "the line names a field that is not there"
    )
    assert isinstance(cls.personal, frozenset)


@pytest.mark.parametrize("code", PROBLEMS)
def test_a_problem_is_named_by_its_room_and_said_in_every_language(code):
    cls = PROBLEMS[code]
    room = room_of_module(cls.__module__)

    assert room
    assert code.startswith(f"{room.name}.")
    assert 400 <= cls.status < 600
    assert not untranslated(cls.message)
    assert "%s" not in str(cls.message)


def test_every_problem_that_is_raised_has_a_code():
    def below(cls: type) -> set[type]:
        return {cls} | {deeper for sub in cls.__subclasses__() for deeper in below(sub)}

    bare = [
        c.__qualname__ for c in below(Problem) - {Problem} if not hasattr(c, "code") and ".tests." not in c.__module__
    ]

    assert not bare


@pytest.mark.parametrize("permission", permissions(), ids=lambda p: p.code)
def test_a_permission_is_named_by_a_room_and_said_in_every_language(permission):
    assert permission.code.split(".")[0] in {room.name for room in rooms()}
    assert permission.roles
    assert not untranslated(permission.label)


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


def _actions() -> dict[str, tuple[Path, ast.FunctionDef]]:
    """Public functions of the actions that take an actor, by room and name."""
    return {
        f"{room_of(path).module}.{node.name}": (path, node)
        for path in sources()
        if part(path) == "actions"
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
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
