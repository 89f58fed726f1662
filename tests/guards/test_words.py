"""Words: whole sentences in code, complete catalogues in the official register, terms of the glossary."""

import ast
import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.guards.catalogues import LANGUAGES, catalogue_files, entries
from tests.guards.house import chain, rooms, sources, templates, tree, within

GETTEXT = {
    "_",
    "gettext",
    "gettext_lazy",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
    "gettext_noop",
}
PLACE = re.compile(r"%\((\w+)\)[sd]|%%")
BARE_PLACE = re.compile(r"(?<!%)%[sdif]|{\w*}")
MARKED = re.compile(r"{%\s*(?:translate|trans|blocktranslate|blocktrans)\b")
TERMS = {
    # English term in a sentence: one of these must stand in the simplified translation
    r"\bcampaigns?\b": ("会战",),
    r"\bmilestones?\b": ("节点",),
    r"\battainment\b": ("完成率",),
    r"\bevidence\b": ("佐证",),
    r"\btrajector(?:y|ies)\b": ("进度计划",),
    r"\bverif(?:ied|ication)\b": ("核查", "查实", "核实", "验证", "校验"),
    r"\bvillage work teams?\b": ("驻村工作队",),
    r"\borganisations?\b": ("单位",),
    r"\bbackward scheduling\b": ("倒排工期",),
    r"\bbulletins?\b": ("通报",),
    r"\bduty logs?\b": ("驻村日志",),
    r"\brectification\b": ("整改", "督办"),
    r"\bresponsibilit(?:y|ies)\b": ("责任",),
    r"\btownships?\b": ("乡", "镇"),
    r"\bdeadline\b": ("截止", "期限", "期满", "到期", "限期", "最后期限"),
}
REGISTER = {"an exclamation mark": re.compile(r"[!！]"), "a familiar you": re.compile(r"[你妳]")}
FILES = {language: catalogue_files(language) for language in LANGUAGES}
SPEAKING = [
    room
    for room in rooms()
    if any(MARKED.search(t.read_text("utf-8")) for t in templates() if t.is_relative_to(room.folder))
    or any("gettext" in s.read_text("utf-8") for s in sources() if s.is_relative_to(room.folder))
]


def test_there_are_words_to_guard():
    assert len(SPEAKING) > 3


def _sentences():
    """Calls of gettext in our code: file, node, the arguments that hold sentences."""
    for path in sources(tests=True):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and chain(node.func)[-1] in GETTEXT:
                yield path, node, node.args


def test_no_sentence_is_put_together_before_it_is_translated():
    wrong = [
        f"{within(path)}:{node.lineno}"
        for path, node, args in _sentences()
        for argument in args[:1]
        if not isinstance(argument, ast.Constant)
    ]

    assert not wrong


def test_places_in_sentences_have_names():
    wrong = [
        f"{within(path)}:{node.lineno} {argument.value}"
        for path, node, args in _sentences()
        for argument in args
        if isinstance(argument, ast.Constant) and BARE_PLACE.search(str(argument.value))
    ]

    assert not wrong


@pytest.mark.parametrize("room", SPEAKING, ids=lambda room: room.name)
def test_the_catalogues_of_a_room_hold_all_its_sentences(room, tmp_path):
    assert shutil.which("xgettext"), "install gettext"
    copy = tmp_path / room.name
    ignored = shutil.ignore_patterns("tests", "static", "__pycache__", "migrations", "locale")
    shutil.copytree(room.folder, copy, ignore=ignored)
    for language in LANGUAGES:
        (copy / "locale" / language / "LC_MESSAGES").mkdir(parents=True)
    command = [sys.executable, "-m", "django", "makemessages", "-v", "0", *(f"-l{language}" for language in LANGUAGES)]
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=copy, check=True, capture_output=True, env=environment)

    for language in LANGUAGES:
        wanted = copy / "locale" / language / "LC_MESSAGES" / "django.po"
        there = room.folder / "locale" / language / "LC_MESSAGES" / "django.po"
        keys = {(e.context, e.msgids) for e in entries(wanted)} if wanted.exists() else set()
        have = {(e.context, e.msgids) for e in entries(there)} if there.exists() else set()
        assert not keys - have, f"run script/messages {within(room.folder)}"
        assert not have - keys, f"no longer said in the code: run script/messages {within(room.folder)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(language):
    lacking = [
        f"{within(file)}: {entry.msgids[0]}"
        for file in FILES[language]
        for entry in entries(file)
        if entry.fuzzy or not entry.msgstrs or not all(entry.msgstrs)
    ]

    assert not lacking


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_fill_the_same_places(language):
    wrong = [
        f"{within(file)}: {entry.msgids[0]} -> {msgstr}"
        for file in FILES[language]
        for entry in entries(file)
        for msgstr in entry.msgstrs
        if set(PLACE.findall(msgstr)) - {""} != set(PLACE.findall(entry.msgids[-1])) - {""}
    ]

    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", REGISTER)
def test_the_official_register_has_no(what, language):
    wrong = [
        f"{within(file)}: {msgstr}"
        for file in FILES[language]
        for entry in entries(file)
        for msgstr in entry.msgstrs
        if REGISTER[what].search(msgstr)
    ]

    assert not wrong, what


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_stays_a_sentence(language):
    wrong = [
        f"{within(file)}: {entry.msgids[-1]} -> {msgstr}"
        for file in FILES[language]
        for entry in entries(file)
        for msgstr in entry.msgstrs
        if re.search(r"\w\w\.$", entry.msgids[-1]) and not re.search(r"[。；：”）)]$", msgstr)
    ]

    assert not wrong, "a sentence with a full stop ends with 。"


@pytest.mark.parametrize("term", TERMS)
def test_terms_are_those_of_the_glossary(term):
    wrong = [
        f"{within(file)}: {entry.msgids[0]} -> {entry.msgstrs[0]}"
        for file in FILES["zh_Hans"]
        for entry in entries(file)
        if re.search(term, PLACE.sub("", entry.msgids[0]), re.IGNORECASE)
        if not any(word in entry.msgstrs[0] for word in TERMS[term])
    ]

    assert not wrong, TERMS[term]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_reads_the_same_in_every_room(language):
    """Catalogues are merged: where two rooms differ, one shows the other's words. A context keeps them apart."""
    said: dict[tuple[str, tuple[str, ...]], dict[tuple[str, ...], str]] = {}
    for file in catalogue_files(language):
        for entry in entries(file):
            said.setdefault((entry.context, entry.msgids), {})[entry.msgstrs] = within(file)

    assert not {sentence: ways for sentence, ways in said.items() if len(ways) > 1}
