"""100,000 report rows from Excel, whole import, against only reading them with calamine: 5x, 600 MB."""

import argparse
import datetime
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS, BAR, MOST_MB = 100_000, 5.0, 600
CELLS = 715  # targets of the bench's county


def make_workbook(path):
    """The sheet that `bairi template reports` gives, filled in: each of 715 targets on 140 days."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("填报")
    sheet.append(
        ["区划代码", "地名", "乡镇", "重点任务", "指标", "计量单位", "目标", "上次累计", "上次日期", "数据日期", "数量",
         "填报方式", "备注", "代填依据"]
    )  # fmt: skip
    today = datetime.datetime.now(datetime.UTC).date()
    for n in range(ROWS):
        village, task, round_ = n % 65, n // 65 % 11, n // CELLS
        day = today - datetime.timedelta(days=ROWS // CELLS - round_)
        before, now = (round(max(0, at) * 0.7 + n % 7 * 0.1, 1) for at in (round_ - 1, round_))
        code, note = (
            f"5334011{village % 12:02}2{village:02}",
            f"第{round_}次填报，{village}村{task}号线现场核实，照片已上传",
        )
        word = f"村委会主任{village}" if n % 5 == 0 else None
        sheet.append(
            [code, f"村{village}", f"乡{village % 12}", f"任务{task}", "完成", "公里", 100, before,
             day - datetime.timedelta(days=1), day, now, "累计", note, word]
        )  # fmt: skip
    book.save(path)


def once(path):
    """One import in a home of its own: what reading and importing took, and the most memory held."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from _county import build_county
    from django.utils import timezone
    from python_calamine import CalamineWorkbook

    from bairi.delivery.reports.actions import import_reports
    from bairi.ground.accounts.models import User
    from bairi.ground.accounts.queries import actor_for

    build_county()
    by = actor_for(User.objects.get(username="officer"), via="page")
    wall, cpu = time.perf_counter(), time.process_time()
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    read = (time.perf_counter() - wall, time.process_time() - cpu)
    assert len(rows) == ROWS + 1
    del rows
    wall, cpu = time.perf_counter(), time.process_time()
    made = import_reports(source=path, campaign="bench", by=by, at=timezone.now())
    ours = (time.perf_counter() - wall, time.process_time() - cpu)
    assert (made.taken, made.refused) == (ROWS, 0), [str(problem) for problem in made.problems[:3]]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"ours": ours, "other": read, "peak_mb": peak}))


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--once", type=Path)
    options = asked.parse_args()
    if options.once:
        once(options.once)
        return
    folder = Path(tempfile.mkdtemp(prefix="bairi-bench-"))
    make_workbook(folder / "reports.xlsx")
    rounds = []
    for number in range(options.rounds):
        environment = os.environ | {
            "BAIRI_HOME": str(folder / f"home-{number}"), "DJANGO_SETTINGS_MODULE": "bairi.edges.web.settings",
        }  # fmt: skip
        command = [sys.executable, __file__, "--once", str(folder / "reports.xlsx")]
        said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
        rounds.append(json.loads(said.splitlines()[-1]))
        (ours, cpu), (other, _) = rounds[-1]["ours"], rounds[-1]["other"]
        print(f"import {ours:.1f} s ({cpu:.1f} s of one core), reading {other:.1f} s, {ours / other:.1f}x")
    ratio = statistics.median(row["ours"][0] / row["other"][0] for row in rounds)
    of_core = statistics.median(row["ours"][1] / row["other"][1] for row in rounds)
    peak = max(row["peak_mb"] for row in rounds)
    result = {
        "name": "excel-reports",
        "ratio": round(ratio, 2),
        "bar": BAR,
        "ours": round(statistics.median(row["ours"][0] for row in rounds), 2),
        "other": round(statistics.median(row["other"][0] for row in rounds), 2),
        "rounds": len(rounds),
        "peak_mb": peak,
        "ratio_of_one_core": round(of_core, 2),
        "ok": ratio <= BAR and peak <= MOST_MB,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
