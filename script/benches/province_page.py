"""A county's cockpit among 15,000 villages on PostgreSQL: nothing new, and after a report; at most 2x each."""

import json
import os
import statistics
import tempfile
import time

from _intake import served
from _pages import bare_page, cells_of, drawer, signed_in

POSTGRES = True
BAR = 2.0
ROUNDS = 30
QUIET = 10


def main():
    with tempfile.TemporaryDirectory(prefix="bairi-bench-", ignore_cleanup_errors=True) as home:
        os.environ |= {"BAIRI_HOME": home, "DJANGO_SETTINGS_MODULE": "bairi.edges.web.settings"}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        from _province import build_province

        began = time.monotonic()
        province = build_province()
        print(f"{province.periods} periods in {time.monotonic() - began:.0f} s", flush=True)
        with served("bairi.edges.web.wsgi:application", {}) as port:
            print(json.dumps(_measured(port, province), ensure_ascii=False))


def _measured(port, province):
    from bairi.ground.accounts.models import User

    commander = User.objects.get(username="commander")
    path, reader = f"/campaigns/{province.campaign}/cockpit/?basis=reported", signed_in(port, commander)
    first, body = reader.get(path)
    anew = _timed(lambda: _fresh(commander, province))
    quiet, bare, after, drawn, stale, land = [], [], [], [], 0, _lander(province)
    with bare_page(body) as bare_reader:
        bare_reader.get("/page")
        for turn in range(ROUNDS + 1):
            rest = [(reader.get(path)[0], bare_reader.get("/page")[0]) for _ in range(QUIET)]
            land()
            seconds, body = reader.get(path)
            pair = drawer(commander, path, province.campaign, _fresh(commander, province))()
            stale += cells_of(body) != cells_of(pair[1])
            if turn:  # the first round warms all up
                after.append(seconds)
                drawn.append(pair[0])
                quiet += [ours for ours, _ in rest]
                bare += [other for _, other in rest]
            shown = [f"{1000 * taken:6.2f} ms" for taken in (seconds, pair[0], *rest[-1])]
            print("after a report {}, drawing {}, nothing new {}, bare {}".format(*shown), flush=True)
    new, draws, still, bares = (statistics.median(found) * 1000 for found in (after, drawn, quiet, bare))
    return {
        "name": "province-page", "ratio": round(new / draws, 2), "bar": BAR, "ours": round(new, 2),
        "other": round(draws, 2), "rounds": ROUNDS,
        "nothing_new": {"ratio": round(still / bares, 2), "ours": round(still, 2), "other": round(bares, 2)},
        "first_view_ms": round(first * 1000), "made_anew_ms": round(anew * 1000),
        "bytes": len(body), "stale": stale, "periods": province.periods,
        "age_shown": "预测计算于".encode() in body,
        "ok": new <= BAR * draws and still <= BAR * bares and not stale,
    }  # fmt: skip


def _timed(make):
    began = time.perf_counter()
    make()
    return time.perf_counter() - began


def _lander(province):
    """A function that lands one report, rising, on one village of the county after the other."""
    from uuid import uuid4

    from _province import LANDS_ON
    from django.utils import timezone

    from bairi.delivery.reports.actions import NewReport, receive_report
    from bairi.ground.accounts.models import User
    from bairi.ground.accounts.queries import actor_for

    officer, landed = actor_for(User.objects.get(username="officer"), via="api"), 0

    def land():
        nonlocal landed
        place = province.villages[landed * 7 % len(province.villages)]
        landed += 1
        new = NewReport(
            uuid=uuid4(), campaign=province.campaign, place=place, task=LANDS_ON, effective_on=province.day,
            value=float(20 + landed),
        )  # fmt: skip
        receive_report(new, by=officer, at=timezone.now())

    return land


def _fresh(user, province):
    """The cockpit made anew from the database."""
    from bairi.delivery.reports.rules import Level
    from bairi.ground.accounts.queries import actor_for
    from bairi.outlook.cockpit.queries.cockpit import cockpit

    return cockpit(actor_for(user, via="page"), province.campaign, basis=Level.REPORTED)


if __name__ == "__main__":
    main()
