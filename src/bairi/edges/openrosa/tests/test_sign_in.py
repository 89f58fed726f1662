"""Digest, Basic over https, Bearer: who gets in, who does not, and that nothing opens without the secret key."""

import base64
import re
import shutil
import subprocess
from datetime import timedelta

import pytest
import requests
from django.test import Client
from requests.auth import HTTPDigestAuth

from bairi.edges.openrosa.actions import add_phone
from bairi.edges.openrosa.models import PhoneKey
from bairi.edges.openrosa.rules import digest
from bairi.edges.openrosa.sealing import nonce_key, unseal
from bairi.edges.openrosa.tests.conftest import BASE, filled_in, post
from bairi.ground.accounts.actions import deactivate_user, revoke_token
from bairi.ground.transparency.models import EventRow
from tests.cast import NOON

pytestmark = pytest.mark.django_db
LIST = f"{BASE}/formList"


@pytest.fixture
def made(drive):
    return add_phone(name="红色手机", by=drive["village_team"], at=NOON)


def authorization(
    username, secret, *, algorithm="MD5", method="GET", uri=LIST, nonce=None, challenge=None, realm="Bairi"
):
    """The header that a client makes of a challenge."""
    nonce = nonce or re.search(r'nonce="([^"]+)"', challenge)[1]
    half = digest.half_key(username, "Bairi", secret, algorithm)
    what = digest._hash(f"{method}:{uri}", algorithm)
    response = digest._hash(f"{half}:{nonce}:00000001:abc:auth:{what}", algorithm)
    return (
        f'Digest username="{username}", realm="{realm}", nonce="{nonce}", uri="{uri}", response="{response}", '
        f'algorithm={algorithm}, qop=auth, nc=00000001, cnonce="abc"'
    )


def challenge():
    answer = Client().get(LIST)
    assert answer.status_code == 401
    return answer["WWW-Authenticate"]


@pytest.mark.parametrize("algorithm", ["MD5", "SHA-256"])
def test_digest_lets_the_holder_in(drive, made, algorithm):
    header = authorization(made.username, made.password, algorithm=algorithm, challenge=challenge())

    assert Client().get(LIST, headers={"authorization": header}).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": "bairi_wrong"},
        {"username": "neighbour_team"},
        {"uri": f"{BASE}/submission"},
        {"method": "POST"},
        {"nonce": "0-0"},
        {"realm": "Other"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_digest_lets_nobody_else_in(drive, made, wrong):
    facts = {"username": made.username, "secret": made.password, "challenge": challenge()} | wrong
    answer = Client().get(LIST, headers={"authorization": authorization(**facts)})

    assert answer.status_code == 401
    assert "stale" not in answer["WWW-Authenticate"]


def test_an_old_nonce_is_stale_for_the_holder_alone(drive, made):
    old = digest.new_nonce(1_000, nonce_key())
    right = authorization(made.username, made.password, nonce=old)
    wrong = authorization(made.username, "bairi_guess", nonce=old)

    assert "stale=true" in Client().get(LIST, headers={"authorization": right})["WWW-Authenticate"]
    assert "stale=true" not in Client().get(LIST, headers={"authorization": wrong})["WWW-Authenticate"]


def test_the_database_alone_opens_nothing(drive, made, settings):
    sealed = PhoneKey.objects.get().sealed
    assert made.password not in sealed
    assert digest.half_key(made.username, "Bairi", made.password, "MD5") not in sealed

    settings.SECRET_KEY = "of another installation"
    assert unseal(sealed) == {}


def test_a_phone_that_is_shut_out_stays_out(drive, made):
    header = authorization(made.username, made.password, challenge=challenge())
    revoke_token(prefix=made.prefix, by=drive["village_team"], at=NOON)

    assert Client().get(LIST, headers={"authorization": header}).status_code == 401


def test_a_person_who_has_left_is_out(drive, made):
    header = authorization(made.username, made.password, challenge=challenge())
    user = drive.users["village_team"]
    deactivate_user(user=user.pk, reason="调离", by=drive["data_officer"], at=NOON)

    assert Client().get(LIST, headers={"authorization": header}).status_code == 401


def test_a_token_past_its_day_is_out(drive):
    made = add_phone(name="old", expires_at=NOON - timedelta(days=1), by=drive["village_team"], at=NOON)
    header = authorization(made.username, made.password, challenge=challenge())

    assert Client().get(LIST, headers={"authorization": header}).status_code == 401


def test_each_of_a_persons_phones_has_its_own_key(drive, made):
    other = add_phone(name="second", by=drive["village_team"], at=NOON)
    for one in (made, other):
        header = authorization(one.username, one.password, challenge=challenge())
        assert Client().get(LIST, headers={"authorization": header}).status_code == 200


def basic(username, secret, **options):
    header = "Basic " + base64.b64encode(f"{username}:{secret}".encode()).decode()
    return Client().get(LIST, headers={"authorization": header, "accept-language": "en"}, **options)


def test_basic_works_over_https_only(drive, made):
    assert basic(made.username, made.password, secure=True).status_code == 200
    assert basic("neighbour_team", made.password, secure=True).status_code == 401
    assert basic(made.username, "correct horse", secure=True).status_code == 401
    refused = basic(made.username, made.password)

    assert refused.status_code == 401
    assert "in the clear" in refused.content.decode()
    assert "Basic" not in refused["WWW-Authenticate"]


@pytest.mark.parametrize(
    "header", ["", "Digest", "Digest username=", "Basic ####", "Basic bm9jb2xvbg==", "Bearer none", "Nonsense x"]
)
def test_nonsense_is_answered_with_a_challenge(drive, header):
    answer = Client().get(LIST, headers={"authorization": header}, secure=True)

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Digest ")
    assert b"OpenRosaResponse" in answer.content


def test_a_session_counts_for_nothing(sign_in, drive):
    """So that a page of another site can send nothing in the name of whoever is signed in."""
    assert sign_in("village_team").get(LIST).status_code == 401
    assert post(sign_in("village_team"), filled_in(drive)).status_code == 401


def test_preparing_a_phone_is_in_the_log(drive, made):
    kinds = EventRow.objects.values_list("kind", flat=True)

    assert {"accounts.token_created", "openrosa.phone_added"} <= set(kinds)
    assert not [row for row in EventRow.objects.values_list("payload", flat=True) if made.password in row]


@pytest.mark.django_db(transaction=True)
def test_real_clients_sign_in_by_digest(live_server, drive, made, tmp_path):
    """curl and requests, each with its own reading of the challenges, fetch the list and send a report with a photo."""
    address = f"{live_server.url}{BASE}"
    session = requests.Session()
    session.auth = HTTPDigestAuth(made.username, made.password)
    assert session.head(f"{address}/submission").status_code == 204
    parts = {"xml_submission_file": ("s.xml", filled_in(drive, value="3"), "text/xml")}
    assert session.post(f"{address}/submission", files=parts).status_code == 201

    assert shutil.which("curl")
    xml = tmp_path / "s.xml"
    xml.write_bytes(filled_in(drive, value="4"))
    command = [
        "curl", "--silent", "--digest", "--user", f"{made.username}:{made.password}", "--output", "-",
        "--write-out", "%{http_code}", "--form", f"xml_submission_file=@{xml};type=text/xml", f"{address}/submission",
    ]  # fmt: skip
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert said.endswith("201")
