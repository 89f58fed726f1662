"""Every address asks who is there, and shows nothing of a place to those who do not see it."""

import pytest
from django.conf import settings
from django.shortcuts import resolve_url
from django.test import Client

from tests.guards.addresses import PUBLIC, Address, addresses, ask

CLOSED = [address for address in addresses() if address.name not in PUBLIC]
OF_SOMETHING = [address for address in CLOSED if address.parameters]
LISTS = [address for address in CLOSED if not address.parameters]
OWN = {
    # addresses of a person's own things: what is another's is simply not found
}

pytestmark = pytest.mark.django_db


def identify(address: Address) -> str:
    return address.name


def body(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8", errors="replace")


def test_there_are_addresses_to_guard():
    assert len(addresses()) > 10


def test_what_is_public_is_there():
    assert not set(PUBLIC) - {address.name for address in addresses()}


@pytest.mark.parametrize("address", CLOSED, ids=identify)
def test_nobody_gets_in_without_signing_in(address, world):
    answer = ask(Client(), address.url(world.values))

    if answer.status_code == 302:
        assert answer.headers["Location"].split("?")[0] == resolve_url(settings.LOGIN_URL)
    else:
        assert answer.status_code == 401, f"{address.route} answers {answer.status_code} to nobody"


@pytest.mark.parametrize("address", OF_SOMETHING, ids=identify)
@pytest.mark.parametrize("who", ["stranger", "neighbour_team"])
def test_what_lies_outside_the_scope_is_not_there(who, address, world, sign_in):
    if address.name in world.shared[who]:
        return
    answer = ask(sign_in(who), address.url(world.values))

    assert answer.status_code == 404, f"{address.route} answers {answer.status_code} to {who}"


@pytest.mark.parametrize("address", LISTS, ids=identify)
def test_lists_name_nothing_outside_the_scope(address, world, sign_in):
    answer = ask(sign_in("stranger"), address.url(world.values))

    assert answer.status_code < 500
    said = body(answer)
    assert not [word for word in world.secrets if word in said]


@pytest.mark.parametrize("address", CLOSED, ids=identify)
def test_no_address_breaks(address, world, sign_in):
    answer = ask(sign_in("data_officer"), address.url(world.values))

    assert answer.status_code < 500
