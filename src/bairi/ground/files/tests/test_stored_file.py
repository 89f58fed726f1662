import pytest
from django.test import Client
from django.urls import reverse

from bairi.ground.access import SYSTEM
from bairi.ground.files import permissions
from bairi.ground.files.actions import store_file
from bairi.ground.files.tests.test_store_file import a_photo
from tests.cast import NOON


@pytest.fixture
def photo(settings, tmp_path, cast, monkeypatch):
    """A photo that the home township sees."""
    settings.BAIRI_HOME = tmp_path
    row = store_file(a_photo(), by=SYSTEM, at=NOON)
    home = cast.places["home"].path
    sees = {"reports": lambda actor, sha256: sha256 == row.pk and any(g.place_path == home for g in actor.grants)}
    monkeypatch.setattr(permissions, "_rooms", sees)
    return row


@pytest.mark.parametrize("address", ["stored_file", "file_thumbnail"])
def test_a_file_is_shown_only_to_those_who_see_what_it_belongs_to(photo, sign_in, address):
    url = reverse(address, args=[photo.pk])
    assert b"".join(sign_in("township_clerk").get(url).streaming_content)
    for who in ("neighbour_clerk", "stranger"):
        assert sign_in(who).get(url).status_code == 404
    assert Client().get(url).status_code == 302


def test_a_picture_is_shown_in_a_shelter(photo, sign_in):
    answer = sign_in("township_clerk").get(reverse("stored_file", args=[photo.pk]))
    assert b"".join(answer.streaming_content) == a_photo()
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_document_is_saved_and_has_no_small_copy(photo, sign_in, monkeypatch):
    document = store_file(b"%PDF-1.4 x", by=SYSTEM, at=NOON)
    monkeypatch.setattr(permissions, "_rooms", {"reports": lambda actor, sha256: True})
    client = sign_in("township_clerk")
    answer = client.get(reverse("stored_file", args=[document.pk]))
    assert answer["Content-Disposition"] == f'attachment; filename="{document.pk[:12]}.pdf"'
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 x"
    assert client.get(reverse("file_thumbnail", args=[document.pk])).status_code == 404


@pytest.mark.parametrize("name", ["x", "0" * 64, "A" * 64, "..%2f..%2fsecret-key"])
def test_what_is_no_file_is_not_found(photo, sign_in, name):
    assert sign_in("township_clerk").get(f"/files/{name}").status_code == 404
