"""The demo's cockpit: nothing new against a bare view of the same bytes, after a report against drawing it; 2x each."""

import json
import os
import statistics
import tempfile
from uuid import uuid4

from _intake import served
from _pages import bare_page, cells_of, drawer, signed_in

BAR = 2.0
ROUNDS = 30
QUIET = 10
MOST_QUERIES, MOST_BYTES = 12, 250_000


def main():
    with tempfile.TemporaryDirectory(prefix="bairi-bench-", ignore_cleanup_errors=True) as home:
        os.environ |= {"BAIRI_HOME": home, "DJANGO_SETTINGS_MODULE": "bairi.edges.web.settings", "BAIRI_LANGUAGE": "en"}
        from bairi.edges.cli import rooms

        rooms.make_ready()
        rooms.ensure_demo()
        with served("bairi.edges.web.wsgi:application", {}) as port:
            print(json.dumps(_measured(port), ensure_ascii=False))


def _measured(port):
    from bairi.edges.cli.demo.plan import CAMPAIGN
    from bairi.ground.accounts.models import User

    commander = User.objects.filter(grants__role="commander").first()
    path, reader, land = f"/campaigns/{CAMPAIGN}/cockpit/?basis=reported", signed_in(port, commander), _lander()
    body = reader.get(path)[1]
    quiet, bare, after, drawn, stale = [], [], [], [], 0
    with bare_page(body) as bare_reader:
        bare_reader.get("/page")
        for turn in range(ROUNDS + 1):
            rest = [(reader.get(path)[0], bare_reader.get("/page")[0]) for _ in range(QUIET)]
            land()
            seconds, body = reader.get(path)
            pair = drawer(commander, path, CAMPAIGN, _fresh(commander))()
            stale += cells_of(body) != cells_of(pair[1])
            if turn:  # the first round warms all up
                after.append(seconds)
                drawn.append(pair[0])
                quiet += [ours for ours, _ in rest]
                bare += [other for _, other in rest]
            shown = [f"{1000 * time:6.2f} ms" for time in (seconds, pair[0], *rest[-1])]
            print("after a report {}, drawing {}, nothing new {}, bare {}".format(*shown), flush=True)
    new, draws, still, bares = (statistics.median(found) * 1000 for found in (after, drawn, quiet, bare))
    queries = {"nothing_new": _queries(commander, path), "after_a_report": _queries(commander, path, land)}
    found = {
        "name": "cockpit-page", "ratio": round(still / bares, 2), "bar": BAR, "ours": round(still, 2),
        "other": round(bares, 2), "rounds": ROUNDS,
        "after_a_report": {"ratio": round(new / draws, 2), "bar": BAR, "ours": round(new, 2), "other": round(draws, 2)},
        "queries": queries, "bytes": len(body), "stale": stale,
    }  # fmt: skip
    sound = not stale and len(body) <= MOST_BYTES and max(queries.values()) <= MOST_QUERIES
    return found | {"ok": sound and still <= BAR * bares and new <= BAR * draws}


def _lander():
    """A function that lands one report, rising, on one village after the other."""
    from bairi.delivery.reports.actions import NewReport, receive_report
    from bairi.edges.cli.demo.plan import CAMPAIGN
    from bairi.ground.accounts.models import User
    from bairi.ground.accounts.queries import actor_for
    from bairi.plan.campaigns.models import Campaign, Target
    from bairi.plan.campaigns.queries import today

    campaign = Campaign.objects.get(code=CAMPAIGN)
    officer = actor_for(User.objects.filter(grants__role="data_officer").first(), via="api")
    tallied = Target.objects.filter(campaign=campaign, measure__counts=True, place__level=5, task__counting="tallied")
    rows = list(tallied.order_by("task_id", "place_id").values_list("place__code", "task__code", "versions__must"))
    landed = 0

    def land():
        nonlocal landed
        place, task, must = rows[landed * 7 % len(rows)]
        landed += 1
        new = NewReport(
            uuid=uuid4(), campaign=CAMPAIGN, place=place, task=task, effective_on=today(campaign),
            value=float(round(must * (0.5 + landed % 50 / 100))),
        )  # fmt: skip
        receive_report(new, by=officer, at=campaign.replay_at)

    return land


def _fresh(user):
    """The cockpit made anew from the database."""
    from bairi.delivery.reports.rules import Level
    from bairi.edges.cli.demo.plan import CAMPAIGN
    from bairi.ground.accounts.queries import actor_for
    from bairi.outlook.cockpit.queries.cockpit import cockpit

    return cockpit(actor_for(user, via="page"), CAMPAIGN, basis=Level.REPORTED)


def _queries(user, path, land=lambda: None):
    """How many statements the page takes, in this process, once it is at hand."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    client.force_login(user)
    client.get(path)
    land()
    with CaptureQueriesContext(connection) as seen:
        client.get(path)
    return len(seen)


if __name__ == "__main__":
    main()
