"""The shell: the same bytes for everyone, in three languages, small enough for a poor line."""

import json
import re

import pytest
from django.test import Client

from bairi.edges.field.words import all_words
from bairi.ground.ui.assets import NAMES, built_name

FIRST_LOAD = 180_000
SCRIPTS = NAMES.parents[4] / "edges/field/static/field/js"


def body(answer) -> bytes:
    """All of an answer. A file that is read to its end is closed by the client, without the database's connection."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.django_db
def test_the_shell_is_the_same_for_everyone(sign_in, world):
    bare = Client().get("/field/").content
    chinese = Client(headers={"accept-language": "zh-hans"})
    chinese.cookies["language"] = "zh-hant"

    assert bare == sign_in("village_team").get("/field/").content == chinese.get("/field/").content
    assert not [word for word in world.secrets if word in bare.decode()]


@pytest.mark.django_db
def test_the_worker_keeps_all_that_the_shell_asks_for_and_changes_with_it():
    worker = Client().get("/field/worker.js").content.decode()
    listed = json.loads(re.match(r"self\.BAIRI=(\{.*\});\n", worker)[1])
    shell = Client().get("/field/").content.decode()

    assert set(re.findall(r'(?:href|src)="([^"]+)"', shell)) <= {*listed["files"], listed["shell"]}
    for file in [*listed["files"], listed["shell"]]:
        answer = Client().get(file)
        assert answer.status_code == 200, file
        assert body(answer), file


@pytest.mark.django_db
def test_the_first_load_is_small():
    """As it goes over the line: everything comes compressed."""
    phone, size = Client(headers={"accept-encoding": "gzip"}), 0
    files = [f"/static/{built_name(name)}" for name in ("field.js", "field.css")]
    for address in ("/field/", "/field/worker.js", "/field/app.webmanifest", *files):
        answer = phone.get(address)
        assert address.endswith("webmanifest") or answer["Content-Encoding"] == "gzip", address
        size += len(body(answer))

    assert size < FIRST_LOAD / 2, "it was a third of that when the duty log came in"


@pytest.mark.django_db
def test_the_app_alone_may_ask_the_browser_for_a_position(sign_in, world):
    team = sign_in("village_team")
    elsewhere = ("/", "/sign-in/", "/campaigns/battle/plan/", "/field/outbox/", "/api/v1/campaigns", "/nowhere/")

    assert "geolocation=(self)" in team.get("/field/")["Permissions-Policy"]
    for address in elsewhere:
        assert "geolocation=()" in team.get(address)["Permissions-Policy"], address


def test_one_script_alone_asks_the_browser_for_a_position():
    asking = {path.name for path in SCRIPTS.glob("*.js") if "geolocation" in path.read_text("utf-8")}

    assert asking == {"position.js"}


def test_the_manifest_speaks_the_language_of_the_phone():
    chinese = Client()
    chinese.cookies["language"] = "zh-hans"
    manifest = chinese.get("/field/app.webmanifest").json()

    assert (manifest["short_name"], manifest["scope"], manifest["display"]) == ("百日", "/field/", "standalone")
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}


def test_every_word_that_the_scripts_say_is_there_in_all_languages():
    words = all_words()
    code = "\n".join(path.read_text("utf-8") for path in SCRIPTS.glob("*.js"))
    said = {*re.findall(r'say\("(\w+)"', code), *re.findall(r'"((?:photo|position)_\w+)"', code)}

    assert said
    for language, sentences in words.items():
        assert not said - sentences.keys(), language
    assert words["en"].keys() == words["zh-hans"].keys() == words["zh-hant"].keys()
    unsaid = [key for key in words["en"] if f'"{key}"' not in code and not re.match(r"(as|mark|photo|state)_", key)]
    assert not unsaid
