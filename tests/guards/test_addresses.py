"""Every address asks who is there, and shows nothing of a place to those who do not see it."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import resolve_url
from django.test import Client

from bairi.ground.accounts.actions import create_token
from tests.cast import NOON
from tests.guards.addresses import PUBLIC, Address, addresses, ask
from tests.world import OF_THE_CAMPAIGN

CLOSED = [address for address in addresses() if address.name not in PUBLIC]
OF_SOMETHING = [address for address in CLOSED if address.parameters]
OF_HOME = [address for address in OF_SOMETHING if set(address.parameters) - OF_THE_CAMPAIGN]
UNREAD = 400
"""The API refuses an unreadable body before it looks for the object, so that this too tells nothing."""
LISTS = [address for address in CLOSED if not address.parameters]

pytestmark = pytest.mark.django_db


Answers = Callable[[str, list[Address]], Iterator[tuple[Address, HttpResponseBase]]]


@pytest.fixture
def answers(cast, world, sign_in) -> Answers:
    """`answers("stranger", LISTS)`: what each address answers them, pages by session, the API by token.

    Whatever an address changed is undone before the next.
    """

    def asking(who: str, asked: list[Address]) -> Iterator[tuple[Address, HttpResponseBase]]:
        page, machine = Client(), Client()
        if who != "nobody":
            token = create_token(name="guard", by=cast[who], at=NOON).secret
            page, machine = sign_in(who), Client(headers={"authorization": f"Bearer {token}"})
        for address in asked:
            by_token = address.name.startswith(("api", "openrosa"))
            yield address, answer(machine if by_token else page, address)

    def answer(client: Client, address: Address) -> HttpResponseBase:
        with transaction.atomic():
            answered = ask(client, address.url(world.values))
            transaction.set_rollback(True)
        return answered

    return asking


def body(answer: HttpResponseBase) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8", errors="replace")


def test_there_are_addresses_to_guard():
    assert len(OF_SOMETHING) > 10
    assert len(LISTS) > 5


def test_what_is_public_is_there():
    assert not set(PUBLIC) - {address.name for address in addresses()}


def test_every_parameter_has_a_value(world):
    assert not {name for address in addresses() for name in address.parameters} - set(world.values), (
        "see tests/world.py"
    )


def test_nobody_gets_in_without_signing_in(answers):
    door = resolve_url(settings.LOGIN_URL)
    open_to_all = [
        f"{address.name} ({address.route}): {answer.status_code}"
        for address, answer in answers("nobody", CLOSED)
        if answer.status_code != 401 and answer.headers.get("Location", "").split("?")[0] != door
    ]

    assert not open_to_all


def test_the_home_township_finds_the_evidence_of_its_reports(answers):
    files = [address for address in OF_SOMETHING if address.name in {"stored_file", "file_thumbnail"}]
    found = {}
    for address, answer in answers("township_clerk", files):
        found[address.name] = answer.status_code
        body(answer)

    assert found == {"stored_file": 200, "file_thumbnail": 200}


def test_a_stranger_finds_nothing(answers):
    found = [
        f"{address.name} ({address.route}): {answer.status_code}"
        for address, answer in answers("stranger", OF_SOMETHING)
        if answer.status_code not in {404, UNREAD}
    ]

    assert not found


def test_a_neighbour_finds_nothing_of_the_home_township(answers):
    found = [
        f"{address.name} ({address.route}): {answer.status_code}"
        for address, answer in answers("neighbour_team", OF_HOME)
        if answer.status_code not in {404, UNREAD}
    ]

    assert not found


def test_an_unreadable_body_is_refused_alike_for_what_is_there_and_what_is_not(answers, world):
    unread = [address for address, answer in answers("stranger", OF_SOMETHING) if answer.status_code == UNREAD]
    said = [body(answer) for _, answer in answers("stranger", unread)]
    world.values |= {"report": uuid4(), "uuid": uuid4(), "verification": uuid4(), "conflict": 10**9}

    assert said == [body(answer) for _, answer in answers("stranger", unread)]


def test_lists_name_nothing_outside_the_scope(answers, world):
    told = [
        f"{address.name} ({address.route}): {word}"
        for address, answer in answers("stranger", LISTS)
        for word in world.secrets
        if word in body(answer)
    ]

    assert not told


@pytest.mark.parametrize("who", ["data_officer", "village_team", "viewer", "stranger"])
def test_no_address_breaks(who, answers):
    broken = [
        f"{address.name} ({address.route}): {answer.status_code}"
        for address, answer in answers(who, CLOSED)
        if answer.status_code >= 500
    ]

    assert not broken
