"""A phone of the cast: the test client with the headers that the app sends, and the world of the guards."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from tests.world import CAMPAIGN, TASK, World, a_photo

TRANSFERS = "/field/api/transfers/"
BLOCK = "application/offset+octet-stream"


@dataclass
class Phone:
    """Someone's phone: a session, and what the app asks with it."""

    client: Client
    place: str

    def report(self, **fields):
        """A report's body; fields are put over the usual ones."""
        usual = {
            "uuid": str(uuid4()), "campaign": CAMPAIGN, "place": self.place, "task": TASK,
            "effective_on": "2016-03-31", "value": 14,
        }  # fmt: skip
        return usual | fields

    def send(self, *reports):
        """The answers to reports that are sent together."""
        answer = self.client.post("/field/api/reports", {"reports": list(reports)}, content_type="application/json")
        assert answer.status_code == 200, answer.content
        return answer.json()["answers"]

    def create(self, report: str, content: bytes, /, *, length=None, first=None, **said):
        """Begin a transfer of `content` for a report."""
        said = {"report": report, "sha256": hashlib.sha256(content).hexdigest()} | said
        headers = {
            "tus-resumable": "1.0.0",
            "upload-length": str(len(content) if length is None else length),
            "upload-metadata": metadata(said),
        }
        body = {"data": first, "content_type": BLOCK} if first is not None else {"content_type": "application/x-none"}
        return self.client.post(TRANSFERS, headers=headers, **body)

    def patch(self, address: str, block: bytes, offset: int, **headers):
        """Send a block."""
        headers = {"tus-resumable": "1.0.0", "upload-offset": str(offset)} | headers
        return self.client.patch(address, block, content_type=BLOCK, headers=headers)

    def head(self, address: str):
        return self.client.head(address, headers={"tus-resumable": "1.0.0"})


def metadata(said: dict[str, object]) -> str:
    return ",".join(f"{key} {base64.b64encode(str(value).encode()).decode()}" for key, value in said.items())


@pytest.fixture
def phone(world: World, cast, sign_in) -> Phone:
    """The village team's phone."""
    return Phone(sign_in("village_team"), cast.places["village"].code)


@pytest.fixture
def photo() -> bytes:
    return a_photo() + b"\0" * 3000  # what follows a picture is no part of it, and makes it long enough to break off


@pytest.fixture
def today() -> date:
    return date(2016, 3, 31)
