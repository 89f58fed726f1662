"""What programs read of figures, places, files and proofs, each within the scope of the token's person."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from bairi.ground.accounts import actions
from tests.cast import NOON


@pytest.fixture
def caller(world, cast):
    def calls(name: str) -> Client:
        secret = actions.create_token(name="test", by=cast[name], at=NOON).secret
        return Client(headers={"authorization": f"Bearer {secret}", "accept-language": "en"})

    return calls


def campaign_of(world) -> str:
    return world.values["campaign"]


@pytest.mark.parametrize("by", ["place", "task", "line"])
def test_standing_and_pace_name_the_same_rows(world, caller, by):
    client, start = caller("commander"), f"/api/v1/campaigns/{campaign_of(world)}"
    standing = client.get(f"{start}/attainment?by={by}&on=2016-03-31").json()
    pace = client.get(f"{start}/pace?by={by}&on=2016-03-31").json()

    assert {row["code"] for row in pace} == {row["code"] for row in standing}
    assert all(0 <= row["expected"] <= row["targets"] for row in pace)


def test_a_stranger_sees_no_figures(world, caller):
    assert caller("stranger").get(f"/api/v1/campaigns/{campaign_of(world)}/pace").status_code == 404


def test_places_are_those_of_the_person(world, caller):
    codes = [row["code"] for row in caller("township_clerk").get("/api/v1/places").json()]

    assert codes == ["533401102", "533401102202", "53340110220201", "533401102203"]
    below = caller("commander").get("/api/v1/places?below=533401103&level=5").json()
    assert [row["code"] for row in below] == ["533401103201"]


def photo(colour: str) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "JPEG")
    return SimpleUploadedFile("photo.jpg", out.getvalue(), "image/jpeg")


def test_a_photo_sent_twice_has_one_receipt(world, caller):
    client = caller("village_team")
    first = client.post("/api/v1/files", {"file": photo("red")})
    again = client.post("/api/v1/files", {"file": photo("red")})

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert first.json()["media_type"] == "image/jpeg"


def test_a_viewer_sends_no_files(world, caller):
    assert caller("viewer").post("/api/v1/files", {"file": photo("red")}).status_code == 403


def test_a_program_fetches_the_proof_of_a_report(world, caller):
    answer = caller("commander").get(f"/api/v1/log/proofs/{world.values['report']}")

    assert answer.status_code == 200
    assert answer.json()["name"].endswith(".tlog-proof")
    assert caller("stranger").get(f"/api/v1/log/proofs/{world.values['report']}").status_code == 404
