"""The second factor: each code once, recovery codes once, nothing readable in the database."""

from datetime import timedelta

import pyotp
import pytest
from django.urls import reverse

from bairi.ground.accounts import actions
from bairi.ground.accounts.models import RecoveryCode, User
from bairi.ground.accounts.problems import CodeRefused, SecondFactorActive, SecondFactorNotPrepared, TooManyAttempts
from bairi.ground.transparency.models import EventRow
from tests.cast import NOON


def code_at(secret, at=NOON):
    return pyotp.TOTP(secret).at(at)


@pytest.fixture
def armed(cast):
    """The village team with a second factor: its secret and recovery codes."""
    secret = actions.prepare_second_factor(by=cast["village_team"], at=NOON)
    codes = actions.confirm_second_factor(code=code_at(secret), by=cast["village_team"], at=NOON)
    return secret, codes


def check(code, at=NOON):
    user = User.objects.get(username="village_team")
    actions.check_second_factor(user=user, code=code, address=None, at=at)


def test_setting_up_shows_the_same_secret_until_it_is_confirmed(cast):
    by = cast["village_team"]
    secret = actions.prepare_second_factor(by=by, at=NOON)

    assert actions.prepare_second_factor(by=by, at=NOON) == secret
    with pytest.raises(CodeRefused):
        actions.confirm_second_factor(code="000000", by=by, at=NOON)
    assert len(actions.confirm_second_factor(code=code_at(secret), by=by, at=NOON)) == 10
    with pytest.raises(SecondFactorActive):
        actions.prepare_second_factor(by=by, at=NOON)


def test_confirming_needs_a_beginning(cast):
    with pytest.raises(SecondFactorNotPrepared):
        actions.confirm_second_factor(code="123456", by=cast["village_team"], at=NOON)


def test_a_code_opens_once(armed):
    later = NOON + timedelta(minutes=1)

    check(code_at(armed[0], later), later)
    with pytest.raises(CodeRefused):
        check(code_at(armed[0], later), later)


def test_the_confirming_code_does_not_open(armed):
    with pytest.raises(CodeRefused):
        check(code_at(armed[0]))


def test_a_recovery_code_opens_once_however_it_is_typed(armed):
    check(armed[1][0].upper().replace("-", " "))

    with pytest.raises(CodeRefused):
        check(armed[1][0])
    used = EventRow.objects.get(kind="accounts.recovery_code_used").event()
    assert used.left == 9


def test_guessing_codes_is_throttled(armed):
    for _ in range(5):
        with pytest.raises(CodeRefused):
            check("000000")

    with pytest.raises(TooManyAttempts):
        check(armed[1][0])


def test_neither_secret_nor_codes_lie_readable_in_the_database(armed):
    user = User.objects.get(username="village_team")
    kept = user.totp_secret + " ".join(RecoveryCode.objects.values_list("digest", flat=True))

    assert armed[0] not in kept
    assert not any(code.replace("-", "") in kept for code in armed[1])


def test_the_page_takes_password_then_code(cast, client):
    secret = actions.prepare_second_factor(by=cast["village_team"], at=NOON)
    codes = actions.confirm_second_factor(code=code_at(secret), by=cast["village_team"], at=NOON)
    first = client.post(reverse("sign_in"), {"name": "village_team", "password": "correct horse", "next": "/me/"})

    assert first["Location"] == reverse("sign_in_code")
    assert client.get(reverse("profile")).status_code == 302
    assert client.post(reverse("sign_in_code"), {"code": "1"}).status_code == 422
    assert client.post(reverse("sign_in_code"), {"code": codes[1]})["Location"] == "/me/"
    assert client.get(reverse("profile")).status_code == 200


def test_switching_off_takes_the_password(cast, armed, sign_in):
    client = sign_in("village_team")

    assert client.post(reverse("remove_second_factor"), {"password": "wrong"}).status_code == 422
    assert client.post(reverse("remove_second_factor"), {"password": "correct horse"}).status_code == 302
    assert not User.objects.get(username="village_team").has_second_factor


def test_the_data_officer_takes_a_lost_one_off(cast, armed):
    user = cast.users["village_team"]

    actions.reset_second_factor(user=user.pk, by=cast["data_officer"], at=NOON)
    assert EventRow.objects.filter(kind="accounts.second_factor_removed", subject=user.key).count() == 1


def test_the_code_to_scan_is_drawn_on_the_page(cast, sign_in):
    client = sign_in("village_team")
    client.post(reverse("prepare_second_factor"))
    page = client.get(reverse("second_factor")).content.decode()

    assert 'class="qr"' in page
    assert "style=" not in page
