"""The small campaign of the world, its form published, and phones that speak OpenRosa."""

import io
from collections.abc import Callable
from functools import cache
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from bairi.delivery.reports.models import Item
from bairi.edges.openrosa import limits
from bairi.edges.openrosa.models import FormVersion
from bairi.edges.openrosa.xlsform import Converted, convert_form, generated_form
from bairi.ground.accounts.actions import create_token
from bairi.ground.files.actions import store_file
from bairi.plan.campaigns.models import Campaign, Measure, PlanVersion, Target, TargetVersion, Task
from tests.cast import NOON
from tests.world import CAMPAIGN, TASK, make_plan

BASE = f"/openrosa/{CAMPAIGN}"


@pytest.fixture(autouse=True)
def _full_buckets(monkeypatch):
    """Every phone asks for the first time."""
    for buckets in (limits.phones, limits.by_name, limits.by_address):
        monkeypatch.setattr(buckets, "_levels", {})


@pytest.fixture
def drive(cast, settings, tmp_path):
    """The cast's county with its plan running and version 1 of the form published."""
    settings.BAIRI_HOME = tmp_path
    make_plan(cast)
    publish_fast(cast)
    return cast


def publish_fast(cast) -> None:
    """What `publish_form` does, with a form that is converted once for all tests."""
    campaign = Campaign.objects.get(code=CAMPAIGN)
    made = converted(campaign.name)
    source = store_file(made.source, by=cast["data_officer"], at=NOON)
    number = FormVersion.objects.count() + 1
    FormVersion.objects.create(
        campaign=campaign, number=number, form_id="bairi_battle", title=made.title, source=source, xform=made.xform,
        fields=made.declared.fields, is_generated=True, published_at=NOON, published_by_name="Data Officer",
    )  # fmt: skip


@cache
def converted(name: str) -> Converted:
    """Version 1 of the generated form."""
    data = generated_form(SimpleNamespace(code=CAMPAIGN, name=name, photo_px=1600), number=1)
    return convert_form(data, name="form.xlsx", form_id="bairi_battle", number=1, title=name)


@pytest.fixture
def phone(drive) -> Callable[[str], Client]:
    """`phone("village_team")`: a client that signs in with a token of that person, speaking English."""

    def held(who: str) -> Client:
        secret = create_token(name="phone", by=drive[who], at=NOON).secret
        return Client(headers={"authorization": f"Bearer {secret}", "accept-language": "en"})

    return held


def filled_in(cast, *, instance: str = "", version: str = "1", form: str = "bairi_battle", extra: str = "", **answers):
    """The XML of a report of the village on roads, right in every way but for the changes; None leaves one out."""
    given = {
        "place": cast.places["village"].code,
        "task": TASK,
        "measure": "done",
        "value": "12.5",
        "effective_on": "2016-03-31",
        "note": "路面已硬化",
    } | answers
    leaves = "".join(f"<{name}>{text}</{name}>" for name, text in given.items() if text is not None)
    number = instance or f"uuid:{uuid4()}"
    return (
        f'<?xml version="1.0"?><data xmlns:orx="http://openrosa.org/xforms" id="{form}" version="{version}">{leaves}'
        f"{extra}<orx:meta><orx:instanceID>{number}</orx:instanceID></orx:meta></data>"
    ).encode()


def post(client: Client, xml: bytes, **files: bytes):
    """Send a filled-in form with attachments as a phone does."""
    parts = {"xml_submission_file": SimpleUploadedFile("submission.xml", xml, "text/xml")}
    parts |= {name: SimpleUploadedFile(f"{name}.jpg", content, "image/jpeg") for name, content in files.items()}
    return client.post(f"{BASE}/submission", parts)


def photo(number: int = 0) -> bytes:
    """A small picture, each number another."""
    out = io.BytesIO()
    Image.new("RGB", (64 + 8 * number, 48), "green").save(out, "JPEG")
    return out.getvalue()


def add_items(cast) -> list[Item]:
    """An itemised task, tanks, with two stages and two items in the village."""
    version = PlanVersion.objects.get(number=1)
    line = version.campaign.lines.get()
    task = Task.objects.create(campaign=version.campaign, line=line, code="tanks", name="水窖", counting="itemised")
    for order, (code, stage, counts) in enumerate((("begun", "started", False), ("built", "completed", True))):
        measure = Measure.objects.create(
            task=task, code=code, name=code, order=order, unit="口", stage=stage, counts=counts
        )
        target = Target.objects.create(
            campaign=version.campaign, task=task, measure=measure, place=cast.places["village"]
        )
        TargetVersion.objects.create(
            target=target, plan_version=version, known_from=version.known, must=2,
            start_on=version.campaign.start_on, due_on=version.campaign.deadline_on, trajectory={"kind": "linear"},
        )  # fmt: skip
    return [Item.objects.create(task=task, place=cast.places["village"], name=f"水窖{n}") for n in (1, 2)]


def several_form(cast) -> Callable[..., bytes]:
    """Publish version 2, a form of the county's own with a report for each of its visits; how it is filled in."""
    question = {name: {"question": name} for name in ("village", "day", "task", "km", "item", "stage", "note")}
    fields = {"place": question["village"], "effective_on": question["day"]}
    inside = {name: question[name] for name in ("task", "item", "stage", "note")} | {"value": question["km"]}
    FormVersion.objects.filter(number=1).update(number=2, fields=fields, groups={"visits": inside})

    def filled(entries: list[dict[str, object]], *, instance: str = "", deprecated: str = "") -> bytes:
        visits = "".join(f"<visits>{_leaves(entry)}</visits>" for entry in entries)
        old = f"<deprecatedID>{deprecated}</deprecatedID>" if deprecated else ""
        meta = f"<meta><instanceID>{instance or f'uuid:{uuid4()}'}</instanceID>{old}</meta>"
        place = f"<village>{cast.places['village'].code}</village><day>2016-03-31</day>"
        return f'<data id="bairi_battle" version="2">{place}{visits}{meta}</data>'.encode()

    return filled


def _leaves(answers: dict[str, object]) -> str:
    return "".join(f"<{name}>{text}</{name}>" for name, text in answers.items())
