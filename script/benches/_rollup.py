"""The county roll-up at three levels: from the periods of standing, and from equally typed raw reports.

The raw side is fixed here: integer days and moments as in the periods, indexed as the product's own tables of reports,
rulings and verifications are, and with what makes a report count at a level: a correction displaces its original, a
confirmation may be revoked.
"""

import json
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from uuid import uuid4

REPORTS_A_TARGET = 30
POINTS = 12
ROUNDS = 25
OPEN = 253_370_764_800_000_000
DAYS = 41
LANDS_ON = "t10"
"""The task that reports land on while both sides are read; it has no history, so both sides agree at the start."""

REPORTS = """create table raw_report (id bigint primary key, target_id bigint not null, effective integer not null,
known bigint not null, gone_known bigint not null, value double precision not null)"""
CONFIRMATIONS = """create table raw_confirmation (report_id bigint not null, known bigint not null,
revoked_known bigint not null)"""
FINDINGS = """create table raw_finding (target_id bigint not null, effective integer not null, known bigint not null,
value double precision not null)"""
RAW_TABLES = (
    REPORTS,
    CONFIRMATIONS,
    FINDINGS,
    "create index raw_report_series on raw_report (target_id, effective, known)",
    "create index raw_confirmation_report on raw_confirmation (report_id, known)",
    "create index raw_finding_series on raw_finding (target_id, effective, known)",
)

RAW = """
with reported as (
  select r.target_id, r.value, row_number() over (partition by r.target_id order by r.effective desc, r.known desc) as n
  from raw_report r where r.effective <= %(day)s and r.known <= %(known)s and r.gone_known > %(known)s
), confirmed as (
  select r.target_id, r.value, row_number() over (partition by r.target_id order by r.effective desc, r.known desc) as n
  from raw_report r join raw_confirmation c on c.report_id = r.id
  where r.effective <= %(day)s and r.gone_known > %(known)s and c.known <= %(known)s and c.revoked_known > %(known)s
), verified as (
  select f.target_id, f.value, row_number() over (partition by f.target_id order by f.effective desc, f.known desc) as n
  from raw_finding f where f.effective <= %(day)s and f.known <= %(known)s
)
select up.ancestor_id, t.task_id, t.measure_id, sum(reported.value), sum(confirmed.value), sum(verified.value)
from campaigns_target t
join places_placeancestor up on up.place_id = t.place_id and up.level = 4
left join reported on reported.target_id = t.id and reported.n = 1
left join confirmed on confirmed.target_id = t.id and confirmed.n = 1
left join verified on verified.target_id = t.id and verified.n = 1
where coalesce(reported.target_id, confirmed.target_id, verified.target_id) is not null
group by up.ancestor_id, t.task_id, t.measure_id
order by up.ancestor_id, t.task_id, t.measure_id
"""


def compare(name):
    """Build, check that both sides agree, measure while reports land, print the result."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bairi.edges.web.settings")
    os.environ["BAIRI_HOME"] = tempfile.mkdtemp(prefix="bairi-bench-")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from _county import build_county

    county = build_county()
    ask = Asking()
    last_known = ask.fill(random.Random(1))
    points = ask.points(random.Random(2), last_known)
    for day, known in [(ask.last, None), *points]:
        ours, raw = ask.ours(day, known), ask.raw(day, known)
        different = [pair for pair in zip(rounded(ours), rounded(raw), strict=False) if pair[0] != pair[1]]
        assert len(ours) == len(raw), (day, known, len(ours), len(raw))
        assert not different, (day, known, different[:3])
    landing = Landing(county)
    landing.start()
    now = ask.ratio([(ask.last, None)])
    past = [ask.ratio([point]) for point in points]
    landed = landing.finish()
    ratios = sorted(p["ratio"] for p in past)
    report = {
        "name": name, "ratio": round(now["ratio"], 2), "bar": 10.0, "ours": now["ours"], "other": now["other"],
        "rounds": ROUNDS, "past": {"ratio": round(statistics.median(ratios), 2), "worst": round(ratios[0], 2),
        "bar": 8.0, "points": len(past)}, "periods": ask.periods, "reports": ask.reports, "landed": landed,
        "ok": now["ratio"] >= 10 and ratios[0] >= 8,
    }  # fmt: skip
    sys.stdout.write(json.dumps(report) + "\n")


def rounded(rows):
    return [(*row[:3], *(None if v is None else round(float(v), 6) for v in row[3:])) for row in rows]


class Asking:
    """The two ways to ask, over the same history."""

    def __init__(self):
        from bairi.delivery.rollups.definitions import DEFINITIONS
        from bairi.delivery.rollups.engines import Database
        from bairi.plan.campaigns.models import Campaign

        self.campaign = Campaign.objects.get()
        self.first = self.campaign.start_on.toordinal()
        self.last = self.first + DAYS - 1
        self.began = self.campaign.started_known
        self.weights = list(self.campaign.tasks.order_by("id").values_list("pk", "weight", "line__weight"))
        self.engine, self.values = Database(), DEFINITIONS["values"]

    def ours(self, day, known):
        """From the periods."""
        return self.engine.run(self.values, {
            "weights": self.weights, "every_measure": 0, "root": self.campaign.place_id, "to_level": 4, "day": day,
            "plan_known": known or OPEN - 1, "known": known,
        })  # fmt: skip

    def raw(self, day, known):
        """From the raw reports."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(RAW, {"day": day, "known": known or OPEN - 1})
            return cursor.fetchall()

    def ratio(self, points):
        """Times faster: medians over the rounds, both sides by turns."""
        ours, other = [], []
        for _ in range(ROUNDS):
            for day, known in points:
                other.append(timed(self.raw, day, known))
                ours.append(timed(self.ours, day, known))
        mine, theirs = statistics.median(ours), statistics.median(other)
        return {"ratio": theirs / mine, "ours": round(mine * 1000, 2), "other": round(theirs * 1000, 2)}

    def points(self, rng, last_known):
        """Past days spread over the box, as known then and as known at some later moment."""
        step = (last_known - self.began) // DAYS
        found = []
        for n in range(POINTS):
            offset = 3 + (DAYS - 6) * n // (POINTS - 1)
            known = self.began + step * (offset + 1)
            found.append((self.first + offset, known if n % 2 else rng.randint(known, last_known)))
        return found

    def fill(self, rng):
        """Reports, corrections, withdrawals, confirmations, revocations and findings of every target; last moment."""
        from django.db import connection, transaction

        from bairi.plan.campaigns.models import Target

        with transaction.atomic(), connection.cursor() as cursor:
            for table in RAW_TABLES:
                cursor.execute(table)
            self.periods = self.reports = 0
            last = self.began
            filled = Target.objects.exclude(task__code=LANDS_ON).order_by("pk")
            for target in filled.values_list("pk", flat=True):
                last = max(last, self._one(rng, cursor, target))
        with connection.cursor() as cursor:
            cursor.execute("vacuum analyze" if connection.vendor == "postgresql" else "analyze")
        return last

    def _one(self, rng, cursor, target):
        from bairi.delivery.reports.models import Standing
        from bairi.delivery.reports.rules import standing as rules

        open_end = rules.OPEN
        series, periods, now = rules.Series(), {}, self.began + target
        raw, confirmations, findings = {}, [], []

        def apply(event):
            nonlocal now
            now += rng.randint(1, 2_000_000)
            change = series.apply(event, now)
            for period in change.closed:
                key = (period.level, period.effective_from, period.known_from)
                periods[key] = (periods[key][0], now)
            for period in change.opened:
                periods[period.level, period.effective_from, period.known_from] = (period, open_end)
            return now

        value = 0.0
        for n in range(REPORTS_A_TARGET):
            key = target * 1000 + n
            day = self.first + min(DAYS - 1, int(n * DAYS / REPORTS_A_TARGET) + rng.choice([0, 0, 0, 1]))
            now = max(now, self.began + (day - self.first) * 60_000_000 + target)
            value += rng.random() * 5
            corrects = rng.choice(list(raw)) if raw and rng.random() < 0.08 else None
            if corrects is not None and raw[corrects][3] != open_end:
                corrects = None
            at = apply(rules.Claimed(key, day, round(value, 3), (corrects,) if corrects else ()))
            raw[key] = [target, day, at, open_end, round(value, 3)]
            if rng.random() < 0.9 and corrects is None:
                confirmations.append([key, apply(rules.Confirmed(key)), open_end])
                if rng.random() < 0.03:
                    confirmations[-1][2] = apply(rules.Revoked(key))
            if corrects is not None:
                raw[corrects][3] = at
                confirmations.append([key, apply(rules.Confirmed(key)), open_end])
            if rng.random() < 0.2:
                found = round(value * 0.97, 3)
                findings.append([target, day, apply(rules.Verified(key, day, found, None)), found])
        cursor.executemany(
            "insert into raw_report values (%s, %s, %s, %s, %s, %s)", [[key, *row] for key, row in raw.items()]
        )
        cursor.executemany("insert into raw_confirmation values (%s, %s, %s)", confirmations)
        cursor.executemany("insert into raw_finding values (%s, %s, %s, %s)", findings)
        Standing.objects.bulk_create(
            Standing(
                target_id=target, level=int(p.level), effective_from=p.effective_from, effective_to=p.effective_to,
                known_from=p.known_from, known_to=until, value=p.value, claim_id=p.source,
            )
            for p, until in periods.values()
        )  # fmt: skip
        self.periods += len(periods)
        self.reports += len(raw)
        return now


def timed(ask, *arguments):
    began = time.perf_counter()
    ask(*arguments)
    return time.perf_counter() - began


class Landing(threading.Thread):
    """Reports that land while the roll-ups are read, through the same action as the page, ten a second."""

    def __init__(self, county):
        super().__init__(daemon=True)
        self.county, self.stop, self.landed = county, threading.Event(), 0

    def run(self):
        from django.db import connection
        from django.utils import timezone

        from bairi.delivery.reports.actions import NewReport, receive_report
        from bairi.ground.accounts.models import User
        from bairi.ground.accounts.queries import actor_for

        officer = actor_for(User.objects.get(), via="api")
        while not self.stop.wait(0.1):
            village = self.county.villages[self.landed % len(self.county.villages)]
            new = NewReport(
                uuid=uuid4(), campaign="bench", place=village, task=LANDS_ON, effective_on=timezone.localdate(),
                value=float(self.landed % 90),
            )  # fmt: skip
            receive_report(new, by=officer, at=timezone.now())
            self.landed += 1
        connection.close()

    def finish(self):
        self.stop.set()
        self.join(10)
        return self.landed
