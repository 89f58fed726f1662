"""What the tests of the field app get: a line to the server with its seed, and phones that opened the app."""

import os
import random
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connections

from bairi.delivery.duties.models import DutyDay, Visit
from bairi.plan.campaigns.models import Campaign
from tests.browser.broken_line import BrokenLine
from tests.browser.phones import FieldPhone
from tests.cast import NOON
from tests.world import CAMPAIGN

SEED = int(os.environ.get("FIELD_SEED", random.SystemRandom().randrange(2**32)))
EXPECTED = ("net::ERR", "status of 401", "Failed to load resource", "registration blocked by Playwright")


@pytest.fixture
def line(live_server):
    """The line to the server. Its seed is printed."""
    print(f"FIELD_SEED={SEED}")
    made = BrokenLine(int(urlsplit(live_server.url).port), SEED)
    yield made
    made.close()
    connections.close_all()


@pytest.fixture
def phone(line, transactional_db, world, open_browser, watch, sign_in):
    """`phone("village_team")`: a phone that opened the app once with a network. The campaign stands on its day."""
    Campaign.objects.filter(code=CAMPAIGN).update(replay_at=NOON.replace(hour=9))
    for part in EXPECTED:
        watch.forgive(part)

    def making(
        who: str = "village_team", *, language: str = "zh-hans", ready: bool = True, blocked: str = "", **options
    ) -> FieldPhone:
        options.setdefault("viewport", {"width": 360, "height": 740})
        cookies = {}
        if who:
            cookies = {settings.SESSION_COOKIE_NAME: sign_in(who).cookies[settings.SESSION_COOKIE_NAME].value}
        context = open_browser(line.url, width="phone", language=language, cookies=cookies, **options)
        made = FieldPhone(context, watch.over(context.new_page()))
        if blocked:
            context.route(blocked, lambda route: route.abort())
        made.open()
        if ready:
            made.wait_for_duties()
        return made

    return making


@pytest.fixture
def blank(phone, world):
    """Nothing of the duty log is entered yet."""
    DutyDay.objects.all().delete()
    Visit.objects.all().delete()
