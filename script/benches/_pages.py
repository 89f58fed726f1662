"""Pages asked for over HTTP in a session, as a browser does, and the bare page that they are held against."""

import http.client
import re
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from _intake import served

FIGURES = re.compile(rb'<dd>([^<]+)<small>|<span class="cell-top">.*?<b>([^<]*)</b>')
LANGUAGE = "zh-hans"


def cells_of(page):
    """What reports decide on a cockpit page: attainment of the whole at each level, and of every cell; no forecast."""
    return FIGURES.findall(page)


class Reader:
    """Someone who looks at pages of one server over one connection."""

    def __init__(self, port, cookies=None):
        self.wire = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies = dict(cookies or {})

    def get(self, path):
        """(seconds, body); anything but 200 is a fault of the bench."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        began = time.perf_counter()
        self.wire.request("GET", path, headers=headers if self.cookies else {})
        answer = self.wire.getresponse()
        body = answer.read()
        seconds = time.perf_counter() - began
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = line.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return seconds, body


def signed_in(port, user):
    """A reader in a session of the user."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "bairi.ground.accounts.backends.NameOrPhoneBackend"
    session.save()
    return Reader(port, {"sessionid": session.session_key, "language": LANGUAGE})


@contextmanager
def bare_page(body):
    """A reader of a bare server that gives these bytes at /page."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page"
        file.write_bytes(body)
        with served("_bare_page:application", {"BARE_PAGE": str(file)}) as port:
            yield Reader(port)


def drawer(user, path, campaign, page):
    """A function that draws a cockpit page from ready dataclasses, and gives its seconds and bytes."""
    from django.contrib.messages.storage.fallback import FallbackStorage
    from django.shortcuts import render
    from django.test import RequestFactory
    from django.utils import translation

    from bairi.ground.accounts.queries import actor_for
    from bairi.outlook.cockpit.views.asked import read
    from bairi.outlook.cockpit.views.cockpit import context

    request = RequestFactory().get(path)
    request.user, request.actor, request.LANGUAGE_CODE = user, actor_for(user, via="page"), LANGUAGE
    request.htmx, request.session = False, {}
    request._messages = FallbackStorage(request)  # noqa: SLF001 - as the middleware does

    def draw():
        with translation.override(LANGUAGE):
            asked = read(request, campaign)
            began = time.perf_counter()
            answer = render(request, "cockpit/cockpit.html", context(request, page, asked))
            return time.perf_counter() - began, answer.content

    return draw
