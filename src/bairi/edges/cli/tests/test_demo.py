"""The whole demo, built through the rooms' actions, looked at and checked."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[5]


def bairi(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    environment |= {"BAIRI_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), "BAIRI_LANGUAGE": "en"}
    command = [sys.executable, "-c", "from bairi.edges.cli.main import main; main()", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=500, check=False)


@pytest.mark.slow
def test_the_demo_holds_the_facts_of_the_report_and_checks_clean(tmp_path):
    ended = bairi("demo", "--check", home=tmp_path)
    assert ended.returncode == 0, ended.stderr
    seen = json.loads(ended.stdout)

    assert (seen["places"], seen["townships"], seen["tasks"]) == (65, 12, 11)
    assert (seen["as_of"], seen["day"], seen["days"], seen["check"]) == ("2016-03-31", 47, 100, "clean")
    assert 632 <= seen["cells"] <= 715
    assert 0 < seen["county"]["verified"] < seen["county"]["confirmed"] < seen["county"]["reported"] < 1
    facts = {(m["task"], m["measure"]): m for m in seen["village"]["measures"] if m["source"] == "report"}
    renovation = facts["renovation", "completed"]
    assert (renovation["place"], renovation["target"]) == ("53340120220201", 115)
    assert renovation["reported"] >= 0.95 * 115
    assert (facts["rebuilding", "started"]["target"], facts["rebuilding", "started"]["reported"]) == (22, 22)
    assert facts["bases", "planted"]["reported"] == 50
    assert facts["relocation", "started"]["reported"] == 4
    assert not list(tmp_path.iterdir())
