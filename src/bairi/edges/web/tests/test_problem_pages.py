"""Refusals and faults: each becomes a page, a message for htmx or JSON, with its status and its mend."""

import errno
import sqlite3

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import IntegrityError, OperationalError
from django.http import Http404
from django.test import Client, RequestFactory
from django.utils.translation import override

from bairi.edges.web import problem_pages, problems
from bairi.edges.web.faults import problem_of
from bairi.ground.access import NotAllowed, NotVisible

REQUEST = RequestFactory().get("/somewhere/")
FAULTS = [
    (Http404(), "web.page_not_found", 404),
    (PermissionDenied(), "web.not_permitted", 403),
    (RequestDataTooBig(), "web.upload_too_large", 413),
    (SuspiciousOperation(), "web.bad_request", 400),
    (OSError(errno.ENOSPC, "No space left on device"), "web.disk_full", 503),
    (OSError(errno.EROFS, "Read-only file system"), "web.read_only", 503),
    (OperationalError("database or disk is full"), "web.disk_full", 503),
    (OperationalError("attempt to write a readonly database"), "web.read_only", 503),
    (OperationalError("database is locked"), "web.database_busy", 503),
    (OperationalError('could not extend file "base/1": No space left on device'), "web.disk_full", 503),
    (OperationalError("connection refused"), "web.database_away", 503),
]


@pytest.mark.parametrize(("fault", "code", "status"), FAULTS, ids=lambda value: str(value)[:40])
def test_a_fault_of_the_machine_becomes_a_problem_with_a_mend(fault, code, status):
    problem = problem_of(REQUEST, fault)

    assert (problem.code, problem.status) == (code, status)
    assert str(problem).endswith("。")


@pytest.mark.parametrize("fault", [IntegrityError("unique"), ValueError("ours"), OSError(errno.EPIPE, "pipe")])
def test_a_fault_of_our_own_is_not_dressed_up(fault):
    assert problem_of(REQUEST, fault) is None


def test_the_cause_of_a_database_fault_is_read_too():
    fault = OperationalError("disk I/O error")
    fault.__cause__ = sqlite3.OperationalError("disk I/O error")

    assert problem_of(REQUEST, fault).code == "web.database_away"


def test_an_unknown_address_is_a_page_in_the_persons_language(db):
    client = Client(raise_request_exception=False)
    client.cookies["language"] = "en"

    response = client.get("/no-such-page/")

    assert response.status_code == 404
    assert "There is no page under /no-such-page/." in response.content.decode()
    assert "web.page_not_found" in response.content.decode()


def test_htmx_gets_a_message_beside_the_page(db):
    request = RequestFactory().get("/x/", headers={"HX-Request": "true"})
    request.htmx = True

    with override("en"):
        response = problem_pages.problem_response(request, NotVisible())

    assert response.status_code == 404
    assert (response["HX-Retarget"], response["HX-Reswap"]) == ("#toasts", "beforeend")
    assert 'class="toast error"' in response.content.decode()


def test_json_keeps_its_shape():
    request = RequestFactory().get("/api/x", headers={"Accept": "application/json"})

    response = problem_pages.problem_response(request, NotAllowed(permission="x"))

    assert response.status_code == 403
    assert b'"code": "access.not_allowed"' in response.content


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_the_page_of_our_own_fault_needs_no_session_and_no_person(language):
    with override(language):
        response = problem_pages.server_error(RequestFactory().get("/x/"))

    assert response.status_code == 500
    assert "web.server_fault" in response.content.decode()


def test_the_way_back_leads_only_within_this_server():
    ours = RequestFactory().get("/x/", headers={"Referer": "http://testserver/a/?b=1"})
    theirs = RequestFactory().get("/x/", headers={"Referer": "http://elsewhere.example/a/"})

    assert problem_pages.shown(ours, problems.BadRequest()).back == "/a/?b=1"
    assert problem_pages.shown(theirs, problems.BadRequest()).back == ""


def test_a_form_without_its_token_says_what_to_do(db):
    client = Client(enforce_csrf_checks=True)
    client.cookies["language"] = "en"

    response = client.post("/language/", {"language": "en"})

    assert response.status_code == 403
    assert "This form was open too long" in response.content.decode()


def test_a_request_to_a_foreign_host_is_refused_with_a_page(client, db):
    client.raise_request_exception = False
    answer = client.get("/sign-in/", headers={"host": "evil.example"})

    assert answer.status_code == 400
    assert answer.content
