"""A kept page goes out again only as long as it would be made the same for the same session."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import DatabaseError, connection, connections
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from bairi.delivery.reports import actions as reports
from bairi.edges.web import kept_door
from bairi.edges.web.kept_door import KeptPages
from bairi.ground.accounts.actions import end_grant
from bairi.ground.accounts.models import RoleGrant
from bairi.outlook.cockpit.queries import live
from bairi.plan.campaigns.models import Campaign
from tests.cast import NOON
from tests.world import CAMPAIGN, TASK, TODAY

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Counted:
    """The application, and how often it was asked."""

    def __init__(self) -> None:
        self.application, self.times = WSGIHandler(), 0

    def __call__(self, environ, start_response):
        self.times += 1
        return self.application(environ, start_response)


class Reader:
    """A browser that comes through the door."""

    def __init__(self, cast, name: str, door: KeptPages) -> None:
        self.client, self.door = Client(), door
        self.client.force_login(cast.users[name])
        self.client.get(reverse("cockpit", args=[CAMPAIGN]))  # brings the cookie of the token

    def get(self, address: str = "", **cookies: str) -> tuple[int, str, dict[str, str]]:
        jar = {name: morsel.value for name, morsel in self.client.cookies.items()} | cookies
        headers = {"cookie": "; ".join(f"{name}={value}" for name, value in jar.items())}
        environ = RequestFactory().get(address or reverse("cockpit", args=[CAMPAIGN]), headers=headers).environ
        said: list[tuple[str, list[tuple[str, str]]]] = []
        answer = self.door(environ, lambda status, headers: said.append((status, headers)))
        body = b"".join(answer)
        getattr(answer, "close", lambda: None)()
        return int(said[0][0].split()[0]), body.decode(), dict(said[0][1])


@pytest.fixture
def asked() -> Counted:
    return Counted()


@pytest.fixture
def _one_connection(monkeypatch):
    """A test is one transaction: no request may end its connection."""
    monkeypatch.setattr(connections["default"], "close_if_unusable_or_obsolete", lambda: None)


@pytest.fixture
def reader(cast, world, asked, _one_connection) -> Reader:
    Campaign.objects.filter(code=CAMPAIGN).update(replay_at=NOON + timedelta(hours=6))
    live.forget()
    return Reader(cast, "commander", KeptPages(asked))


def bare(page: str) -> str:
    return TOKEN.sub("", page)


def test_nothing_new_is_the_same_page_for_one_statement(reader, asked):
    first = reader.get()
    with CaptureQueriesContext(connection) as queries:
        second = reader.get()

    assert asked.times == 1
    assert len(queries) == 1
    assert first[0] == second[0] == 200
    assert bare(first[1]) == bare(second[1])
    secret = {"Set-Cookie"}
    assert {k: v for k, v in first[2].items() if k not in secret} == second[2]


def test_a_report_shows_at_once(reader, asked, cast):
    before = reader.get(f"{reverse('cockpit', args=[CAMPAIGN])}?basis=reported")[1]
    new = reports.NewReport(
        uuid=uuid4(), campaign=CAMPAIGN, place=cast.places["village"].code, task=TASK, effective_on=TODAY, value=31.0
    )
    reports.receive_report(new, by=cast["village_team"], at=NOON + timedelta(hours=1))

    after = reader.get(f"{reverse('cockpit', args=[CAMPAIGN])}?basis=reported")[1]

    assert asked.times == 2
    assert bare(before) != bare(after)


def test_who_loses_the_role_loses_the_page(reader, asked, cast):
    assert reader.get()[0] == 200
    grant = RoleGrant.objects.get(user=cast.users["commander"])
    end_grant(grant=grant.pk, by=cast["data_officer"], at=now())

    assert reader.get()[0] == 404


def test_who_signs_out_is_asked_to_sign_in(reader):
    reader.get()
    session = dict(reader.client.cookies.items())[settings.SESSION_COOKIE_NAME].value
    reader.client.post(reverse("sign_out"))

    assert reader.get(sessionid=session)[0] == 302


def test_another_session_and_another_language_get_a_page_of_their_own(reader, asked, cast):
    chinese = reader.get(language="zh-hans")[1]
    clerk = Reader(cast, "township_clerk", reader.door).get(language="zh-hans")[1]
    english = reader.get(language="en")[1]

    assert asked.times == 3
    assert "Township Clerk" in clerk
    assert "Township Clerk" not in chinese
    assert 'lang="en"' in english


def test_a_form_of_a_kept_page_can_be_sent(reader, cast):
    reader.get()
    token = TOKEN.search(reader.get()[1])[1]
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = reader.client.cookies

    answer = strict.post(reverse("set_language"), {"language": "en", "next": "/", "csrfmiddlewaretoken": token})

    assert answer.status_code == 302


def test_other_pages_and_pages_with_a_message_are_not_kept(reader, asked):
    address = reverse("ranking", args=[CAMPAIGN])
    for _ in range(2):
        reader.get(address)
        reader.get(messages="something to say")

    assert asked.times == 4


def test_a_database_that_is_away_is_the_applications_to_explain(reader, asked, monkeypatch):
    reader.get()

    def gone(session: str) -> None:
        raise DatabaseError

    monkeypatch.setattr(kept_door, "_ask_for_facts", gone)

    assert reader.get()[0] == 200
    assert asked.times == 2
