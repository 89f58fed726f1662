"""The wheel alone is enough: installed into a fresh environment, the demo checks itself outside the checkout."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.guards.house import PACKAGE, ROOT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]


def run(*command: object, cwd: Path, **environment: str) -> str:
    """Run a command and give its output; its words are shown when it fails."""
    clean = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("DJANGO_", "PYTHON", "DATABASE_", "BAIRI_"))
    }
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=clean | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout as it is."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT, cwd=ROOT)
    return next(out.glob("bairi-*.whl"))


def test_the_wheel_holds_what_runs_and_nothing_else(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    room_files = {str(p.relative_to(PACKAGE.parent)) for p in PACKAGE.rglob("*.html") if "tests" not in p.parts}
    catalogues = {str(p.with_suffix(".mo").relative_to(PACKAGE.parent)) for p in PACKAGE.rglob("*.po")}

    assert room_files <= names
    assert catalogues
    assert catalogues <= names, "compiled translations are missing"
    assert any(name.startswith("bairi/ground/ui/static/built/") for name in names), "built assets are missing"
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if "/tests/" in name or name.endswith((".map", ".pyc"))]


def test_the_demo_checks_itself_outside_the_checkout(wheel, tmp_path):
    run(sys.executable, "-m", "venv", "fresh", cwd=tmp_path)
    pip = (tmp_path / "fresh/bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, "--require-hashes", "-r", ROOT / "requirements/run.txt", cwd=tmp_path)
    run(*pip, "--no-deps", wheel, cwd=tmp_path)
    run(tmp_path / "fresh/bin/python", "-m", "pip", "check", cwd=tmp_path)

    said = run(tmp_path / "fresh/bin/bairi", "demo", "--check", cwd=tmp_path, BAIRI_HOME=str(tmp_path / "home"))

    answer = json.loads(said.strip().splitlines()[-1])
    assert answer["check"] == "clean"
    assert (answer["places"], answer["townships"], answer["tasks"]) == (65, 12, 11)
