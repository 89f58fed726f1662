"""The field app for weeks without a network, then over broken lines: nothing lost or doubled; bytes sent."""

import argparse
import json
import os
import random
import shutil
import statistics
import sys
import time
import traceback
from datetime import UTC, datetime, timedelta
from pathlib import Path

from _duty_week import change_one, choose, compare_logs, log_ahead, log_some, say_otherwise, village_of
from _field_phones import add_team, open_phone, open_slowly, start, villages
from _phones_and_server import compare
from _sending import Server, new_home

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

ACCEPTED_OVERHEAD = 1.2
BAD = (
    "broken_off", "lost", "doubled", "differs", "conflicts_hidden", "duty_lost", "duty_doubled", "duty_differs",
    "duty_hidden",
)  # fmt: skip


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=50, help="how many weeks are played")
    options.add_argument("--first", type=int, default=1, help="the first seed")
    options.add_argument("--reports", type=int, default=200, help="reports of a week, over two phones")
    options.add_argument("--photos", type=int, default=300, help="photos of a week")
    options.add_argument("--bytes-only", action="store_true", help="only measure the bytes of 100 photos and 20 breaks")
    options.add_argument("--open-only", action="store_true", help="only measure how fast a full phone opens the app")
    asked = options.parse_args()
    with new_home():
        from playwright.sync_api import sync_playwright

        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        server = Server()
        start(server)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
                )
                if asked.open_only:
                    print(json.dumps({"bench": "soak", **open_often(browser, server)}))
                    return 0
                sent = bytes_of_a_broken_line(browser, server)
                seeds = range(asked.first, asked.first + (0 if asked.bytes_only else asked.seeds))
                weeks = [_play_to_the_end(browser, server, asked, seed) for seed in seeds]
                browser.close()
        finally:
            server.stop()
    bad = sum(week.get(name, 0) for week in weeks for name in BAD)
    result = {
        "bench": "soak", "seeds": [week["seed"] for week in weeks], "weeks": weeks, "bad": bad, **sent,
        "accepted_overhead": ACCEPTED_OVERHEAD,
    }  # fmt: skip
    print(json.dumps(result))
    return 1 if bad or sent["overhead"] > ACCEPTED_OVERHEAD else 0


def bytes_of_a_broken_line(browser, server, photos=100, breaks=20):
    """What a phone sends for 100 photos over a line that breaks 20 times, against the photos' own bytes."""
    from tests.browser.broken_line import BrokenLine
    from tests.browser.phones import a_picture

    rng = random.Random(2016)
    add_team("sender", villages()[-1])
    line = BrokenLine(server.port, 2016)
    phone = open_phone(browser, line, "sender")
    phone.go_offline()
    for n in range(photos // 10):
        phone.begin(n % 11)
        phone.write(n + 1)
        phone.add_photos(*[a_picture(rng, size=(1600, 1200)) for _ in range(10)])
        phone.save()
    kept = sum(photo["size"] for photo in phone.kept()["photos"])
    line.hang_up()  # a connection that is open already would not break
    line.breaks, line.most_bytes, line.sent = breaks, 2 * kept // breaks, 0
    started = time.monotonic()
    phone.go_online()
    phone.wait_until_all_is("received", seconds=600)
    phone.context.close()
    line.close()
    return {
        "photos": photos, "photo_bytes": kept, "sent_bytes": line.sent, "breaks": line.broken,
        "overhead": round(line.sent / kept, 4), "seconds": round(time.monotonic() - started, 1),
    }  # fmt: skip


def _play_to_the_end(browser, server, asked, seed):
    """A week; one that breaks off is told and counted, and the others go on."""
    from playwright.sync_api import Error

    try:
        week = play(browser, server, asked, seed)
    except (AssertionError, Error):
        traceback.print_exc()
        for context in browser.contexts:
            print(seed, [page.inner_text("body") for page in context.pages], file=sys.stderr)
            context.close()
        server.kill()
        start(server)
        week = {"seed": seed, "broken_off": 1}
    print(json.dumps(week), flush=True)
    return week


def play(browser, server, asked, seed):
    """One week of two phones of one team, and what came of it."""
    from tests.browser.broken_line import BrokenLine

    rng = random.Random(seed)
    print(f"seed {seed}", flush=True)
    names = [f"team{seed}{letter}" for letter in "ab"]
    village = village_of(seed)
    people = [add_team(name, village) for name in names]
    line = BrokenLine(server.port, seed)
    phones = [open_phone(browser, line, name) for name in names]
    for phone in phones:
        phone.go_offline()
    started = time.monotonic()
    said = {"full": 0, "killed": 0}
    for phone, share in zip(phones, (0.6, 0.4), strict=True):
        _report_for_a_week(phone, rng, round(asked.reports * share), round(asked.photos * share), said)
    planted = [say_otherwise(person, village, back) for person in people for back in (2, 5)]
    written = time.monotonic() - started
    speed = open_slowly(phones[0])
    line.breaks, line.most_bytes = 40, 2_000_000
    deaths, shown = _bring_home(phones, line, server, rng)
    held = [phone.kept() for phone in phones]
    week = {
        "seed": seed, "written_seconds": round(written), "sent_seconds": round(time.monotonic() - started - written),
        "broken": line.broken, "server_killed": deaths, **speed, **said, **compare(held, people),
        **compare_logs(held, people, planted), "duty_conflicts": shown, "duty_hidden": max(0, len(planted) - shown),
        "reopened": sum(phone.reopened for phone in phones),
    }  # fmt: skip
    for phone in phones:
        phone.context.close()
    line.close()
    return week


FILL = """async ([reports, photos]) => {
  const answer = (asked) => new Promise((done) => { asked.onsuccess = () => done(asked.result) })
  const db = await answer(indexedDB.open('bairi-field'))
  const stores = db.transaction(['reports', 'photos', 'blobs'], 'readwrite')
  const store = (name) => stores.objectStore(name)
  const [[report], [photo]] = [await answer(store('reports').getAll()), await answer(store('photos').getAll())]
  const blob = await answer(store('blobs').get(photo.id))
  const small = await answer(store('blobs').get(photo.id + '/small'))
  const numbers = [report.uuid]
  for (let n = 1; n < reports; n++) {
    numbers.push(crypto.randomUUID())
    store('reports').put({ ...report, uuid: numbers[n], body: { ...report.body, uuid: numbers[n] } })
  }
  for (let n = 1; n < photos; n++) {
    const id = crypto.randomUUID()
    store('blobs').put(blob, id)
    store('blobs').put(small, id + '/small')
    store('photos').put({ ...photo, id, owner: numbers[n % reports] })
  }
  await new Promise((done) => { stores.oncomplete = done })
  db.close()
}"""


def open_often(browser, server, times=20, reports=200, photos=300):
    """Opening, and showing the outbox, many times on a phone on which so much waits: medians and the slowest."""
    from tests.browser.broken_line import BrokenLine
    from tests.browser.phones import a_picture

    add_team("reader", villages()[-1])
    line = BrokenLine(server.port, 1)
    phone = open_phone(browser, line, "reader")
    phone.go_offline()
    phone.begin(0)
    phone.write(1)
    phone.add_photos(a_picture(random.Random(1), size=(1600, 1200)))
    phone.save()
    phone.page.evaluate(FILL, [reports, photos])
    took = [open_slowly(phone) for _ in range(times)]
    phone.context.close()
    line.close()
    opens, outbox = ([one[key] for one in took] for key in ("opens_ms", "outbox_ms"))
    return {
        "times": times, "opens_ms": statistics.median(opens), "opens_slowest_ms": max(opens),
        "outbox_ms": statistics.median(outbox), "outbox_slowest_ms": max(outbox),
    }  # fmt: skip


def _report_for_a_week(phone, rng, reports, photos, said):
    """Reports by the thumb over seven days; the clock is three days fast, tabs die, memory runs short once."""
    from tests.browser.phones import a_picture

    left = photos
    for n in range(reports):
        if n % max(reports // 7, 1) == 0:
            days = 3 + n * 7 // reports
            phone.context.clock.set_system_time(datetime.now(UTC) + timedelta(days=days))
            log_some(phone, rng, 9 - days, f"{reports}")
        phone.begin(rng.randrange(11), more=rng.random() < 0.5)
        phone.write(rng.randint(1, 20), note="雨停后复工" if rng.random() < 0.2 else "")
        count = min(left, left // (reports - n) + (rng.random() < left % (reports - n) / (reports - n)))
        if n == reports // 2 and count:
            said["full"] += _run_short(phone, rng)
        if count:
            phone.add_photos(*[a_picture(rng, size=(480, 360), exif=rng.random() < 0.3) for _ in range(count)])
            left -= count
        if rng.random() < 0.05:
            phone.page.wait_for_timeout(50)
            phone.kill_tab()
            said["killed"] += 1
            phone.page.locator("[aria-labelledby=begun] a.f.q").first.click()
            phone.page.wait_for_selector("form#report")
        phone.save()
    log_ahead(phone)


def _run_short(phone, rng):
    """The browser's room runs out while a photo is taken: the app says so and keeps what it had. 1 when it did."""
    from tests.browser.phones import a_picture

    with phone.short_of_memory():
        phone.offer_photo(a_picture(rng, size=(1600, 1200)))
        phone.page.wait_for_selector("section:has(.cams) p[role=status]:has-text('存储')")
    return 1


def _bring_home(phones, line, server, rng, seconds=900):
    """Bars of signal that come and go, a server that dies and a tab that is killed in the middle; then a whole line."""
    deaths, until = 0, time.monotonic() + seconds
    for turn in range(6):
        for phone in phones:
            phone.go_online()
            phone.send()
        phones[0].page.wait_for_timeout(rng.randint(300, 3000))
        line.hang_up()
        if turn in {1, 3}:
            server.kill()
            start(server)
            deaths += 1
        if turn in {2, 4}:
            phones[turn % 2].kill_tab()
        for phone in phones:
            phone.go_offline()
            change_one(phone, rng)
    for phone in phones:
        phone.go_online()
    for phone in phones:
        phone.wait_until_all_is("received", "held", "refused", seconds=max(until - time.monotonic(), 60))
    shown = sum(choose(phone, rng) for phone in phones)
    for phone in phones:
        phone.wait_until_all_is("received", "held", seconds=max(until - time.monotonic(), 60))
    return deaths, shown


if __name__ == "__main__":
    raise SystemExit(main())
