"""Tables and migrations: keys point downward; migrations are linear, import no code of ours, match the models."""

import ast
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from tests.guards.house import PACKAGE, imported, room_of_module, within

OURS = [config.label for config in apps.get_app_configs() if config.name.startswith("bairi.")]


def test_there_are_tables_to_guard():
    assert len(apps.get_models()) > 10
    assert "places" in OURS


def test_foreign_keys_point_downward():
    upward = []
    for model in apps.get_models(include_auto_created=True):
        here = room_of_module(model.__module__)
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if here is None or field.auto_created or target in (None, "self"):
                continue
            there = room_of_module(target.__module__)
            if there is not None and there.rank > here.rank:
                upward.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")

    assert not upward


def test_every_app_is_labelled_by_its_room():
    for config in apps.get_app_configs():
        room = room_of_module(config.name)
        assert room is None or config.label == room.name


@pytest.mark.parametrize("label", OURS)
def test_migrations_of_a_room_are_one_line(label):
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    own = [key for key in graph.nodes if key[0] == label]
    forks = [key for key in own if len([c for c in graph.node_map[key].children if c.key[0] == label]) > 1]

    assert len(graph.leaf_nodes(label)) <= 1
    assert not forks


def test_migrations_import_no_code_of_ours():
    files = sorted(PACKAGE.glob("*/*/migrations/0*.py"))
    allowed = ("bairi.ground.access.fields",)
    strays = [
        f"{within(path)}: {module}"
        for path in files
        for node, module, _ in imported(path)
        if module.startswith("bairi") and module not in allowed and isinstance(node, ast.AST)
    ]

    assert files
    assert not strays


@pytest.mark.django_db
def test_migrations_match_the_models():
    out = StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=out)
    except SystemExit:
        pytest.fail(f"a model changed without a migration:\n{out.getvalue()}")


def test_migration_names_are_numbered_without_gaps():
    for folder in sorted(PACKAGE.glob("*/*/migrations")):
        numbers = sorted(int(Path(f).name[:4]) for f in folder.glob("0*.py"))
        assert numbers == list(range(1, len(numbers) + 1)), within(folder)
