"""A home with its three doors, to see what each says when nothing can be written, and that nothing is lost."""

from __future__ import annotations

import json
import re
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory
from django.utils.timezone import now
from django.utils.translation import override

from bairi.delivery.reports.models import Report
from bairi.edges.api.assembly import throttle
from bairi.edges.api.door import ReportsDoor
from bairi.edges.cli.keeping import check
from bairi.edges.cli.main import run
from bairi.ground.accounts.actions import create_token
from tests.cast import Cast
from tests.world import CAMPAIGN, MEASURE, TASK, TODAY, a_photo

HIDDEN = re.compile(r'type="hidden" name="([^"]+)" value="([^"]*)"')
DAY = TODAY.isoformat()


@dataclass
class Doors:
    """The page, the API and the command of one home. `receipts` is what their senders were promised: {uuid: digest}."""

    cast: Cast
    receipts: dict[str, str] = field(default_factory=dict)
    refused: list[bytes] = field(default_factory=list)
    sent: int = 0

    def __post_init__(self) -> None:
        self.application = ReportsDoor(WSGIHandler(), throttle)
        self.browser = Client(raise_request_exception=False)
        self.browser.force_login(self.cast.users["village_team"])
        by = self.cast["village_team"]
        self.token, self.unused = (create_token(name=name, by=by, at=now()).secret for name in ("phone", "desk"))
        self.place = self.cast.places["village"].code
        self.address = f"/campaigns/{CAMPAIGN}/reports/new/?place={self.place}&task={TASK}"

    def send(self, body: bytes = b"", *, language: str = "en") -> tuple[int, str, str]:
        """Send a report to the API as the server does, a fresh one unless given; status, code and sentence."""
        self.sent += 1
        fresh = {
            "uuid": str(uuid4()), "campaign": CAMPAIGN, "place": self.place, "task": TASK, "measure": MEASURE,
            "effective_on": DAY, "value": 20 + self.sent / 100, "note": "山高路远" * 100,
        }  # fmt: skip
        body = body or json.dumps(fresh).encode()
        headers = {"authorization": f"Bearer {self.token}", "accept-language": language}
        environ = RequestFactory().post("/api/v1/reports", body, "application/json", headers=headers).environ
        said: list[str] = []
        raw = b"".join(self.application(environ, lambda status, _headers: said.append(status)))
        status, answer = int(said[0].split()[0]), json.loads(raw)
        if status in {200, 201}:
            self.receipts[answer["uuid"]] = answer["digest"]
            return status, "", ""
        self.refused.append(body)
        return status, answer["error"]["code"], answer["error"]["message"]

    def send_photo(self) -> tuple[int, str]:
        """Send a photo to the API; status and code."""
        headers = {"authorization": f"Bearer {self.token}"}
        photo = SimpleUploadedFile(f"{uuid4()}.jpg", a_photo() + uuid4().bytes, "image/jpeg")
        answer = self.browser.post("/api/v1/files", {"file": photo}, headers=headers)
        return answer.status_code, answer.json().get("error", {}).get("code", "")

    def fill_in(self, *, language: str = "en") -> tuple[int, str]:
        """Send a report by the page's form; status and text of the answer."""
        self.browser.cookies["language"] = language
        form = dict(HIDDEN.findall(self.browser.get(self.address).content.decode()))
        (value,) = (name.replace("uuid", "value") for name in form if name.endswith("uuid"))
        answer = self.browser.post(self.address, form | {value: "21", "effective_on": DAY, "entered_as": "total"})
        return answer.status_code, answer.content.decode()

    def read(self) -> tuple[int, int]:
        """Look at the cockpit, and ask the API with a token that was not used yet; both statuses."""
        headers = {"authorization": f"Bearer {self.unused}"}
        page = self.browser.get(f"/campaigns/{CAMPAIGN}/cockpit/")
        return page.status_code, self.browser.get("/api/v1/campaigns", headers=headers).status_code

    def promised(self) -> None:
        """Assert that every receipted report is there once, as it was receipted, and that all fits together."""
        there = {str(uuid): digest for uuid, digest in Report.objects.values_list("uuid", "digest")}
        assert {uuid: there.get(uuid) for uuid in self.receipts} == self.receipts
        assert set(Counter(Report.objects.values_list("uuid", flat=True)).values()) <= {1}
        assert check(at=now()).findings == []

    def send_again(self) -> None:
        """Send everything once more: what was refused goes in, what was receipted is there already."""
        refused, self.refused = self.refused, []
        assert [self.send(body)[0] for body in refused] == [201] * len(refused)
        assert [self.send(body)[0] for body in refused] == [200] * len(refused)


def command(*words: str, language: str) -> tuple[int, str]:
    """Run a command; its status and the last line of its errors."""
    said = StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stderr(said), redirect_stdout(StringIO()), override(language):
        patch.setenv("BAIRI_LANGUAGE", language)
        status = run(list(words))
    return status, (said.getvalue().strip().splitlines() or [""])[-1]
