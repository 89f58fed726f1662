"""Phones of the field app against a served home: people of work teams, phones that they signed in on, how they open."""

import time
from contextlib import suppress
from http.client import HTTPException
from urllib.request import urlopen

PASSWORD = "soak and again"


def start(server, seconds=120):
    """Start it and wait until it answers."""
    server.start()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(OSError, HTTPException), urlopen(f"http://127.0.0.1:{server.port}/sign-in/", timeout=5):
            return
        time.sleep(0.2)
    raise RuntimeError(f"the server is not there after {seconds} s")


def open_phone(browser, line, who):
    """A phone whose person signed in once and has the duties."""
    from tests.browser.phones import FieldPhone

    context = browser.new_context(
        base_url=line.url, viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True, locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )  # fmt: skip
    context.set_default_timeout(60_000)
    context.add_cookies([{"name": "language", "value": "zh-hans", "url": line.url}])
    page = context.new_page()
    page.goto("/sign-in/?next=/field/")
    page.fill("input[name=name]", who)
    page.fill("input[name=password]", PASSWORD)
    page.locator("form:has(input[name=password]) button").click()
    page.wait_for_url("**/field/")
    phone = FieldPhone(context, page)
    phone.wait_for_duties()
    return phone


def add_team(name, village):
    """A person of the village's work team."""
    from django.utils import timezone

    from bairi.ground.access import Role
    from bairi.ground.accounts.models import RoleGrant, User
    from bairi.ground.places.models import Place

    user = User(username=name, name=name, language="zh-hans")
    user.set_password(PASSWORD)
    user.save()
    place = Place.objects.get(code=village)
    RoleGrant.objects.create(user=user, role=Role.VILLAGE_TEAM, place=place, task_codes=[], granted_at=timezone.now())
    return user.pk


def villages():
    from bairi.ground.places.models import Place

    return list(Place.objects.filter(level=4).order_by("code").values_list("code", flat=True)) or list(
        Place.objects.order_by("-level", "code").values_list("code", flat=True)
    )


def open_slowly(phone):
    """How long the app takes to open without a network, and to show its outbox, on a processor slowed four times."""
    devtools = phone.context.new_cdp_session(phone.page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    phone.page.goto("about:blank")
    started = time.monotonic()  # the page's own clock is set by hand
    phone.open()
    opened = time.monotonic() - started
    started = time.monotonic()
    phone.go("outbox")
    outbox = time.monotonic() - started
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    devtools.detach()
    return {"opens_ms": round(opened * 1000), "outbox_ms": round(outbox * 1000)}
