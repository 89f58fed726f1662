"""A small running campaign of the cast with one of everything, so that every address has something to show."""

import io
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from PIL import Image

from bairi.delivery.duties import actions as duties
from bairi.delivery.reports import actions as reports
from bairi.delivery.reports.models import Conflict, Report
from bairi.edges.field.storage import About, Transfer
from bairi.edges.openrosa.actions import receive_submission
from bairi.edges.openrosa.models import Submission
from bairi.edges.openrosa.rules.answers import read_submission
from bairi.ground.access import SYSTEM
from bairi.ground.accounts.models import RoleGrant
from bairi.ground.files.actions import store_file
from bairi.ground.organisations import actions as units
from bairi.ground.tables.desk import put_on_desk as put_sheet_on_desk
from bairi.ground.transparency.actions import integrate
from bairi.ground.transparency.models import EventRow
from bairi.outlook.bulletins.actions import make_bulletin
from bairi.plan.campaigns import actions as plan
from bairi.plan.campaigns.models import Target
from bairi.plan.campaigns.rules.settings import LineSetting, MeasureSetting, TargetSetting, TaskSetting
from bairi.plan.campaigns.workbook.desk import put_on_desk
from tests.cast import DEPARTMENT_TASK, NOON, Cast

CAMPAIGN, LINE, TASK, MEASURE = "battle", "infra", DEPARTMENT_TASK, "done"
RECEIVED = "reports.report_received"
TODAY = date(2016, 3, 31)
OF_THE_CAMPAIGN = {"campaign", "line", "task", "measure", "number"}
"""Parameters of things that everyone in the campaign sees; all others name something of the home township."""


@dataclass
class World:
    """`values` fill the parameters of addresses; `secrets` are words that no stranger may read."""

    values: dict[str, object]
    secrets: list[str] = field(default_factory=lambda: ["小中甸镇", "和平村", "团结村", "中心小组", "百日会战"])


@pytest.fixture
def world(cast, settings, tmp_path) -> World:
    """The cast's county in the middle of its campaign: planned, reported with a photo, confirmed, verified, logged."""
    settings.BAIRI_HOME = tmp_path
    make_plan(cast)
    photo = store_file(a_photo(), by=cast["village_team"], at=NOON)
    report = send_report(cast, photo=photo.pk)
    send_report(cast, value=13.0, base=reports.NOTHING_SEEN)
    (found,) = reports.check_evidence(report=Report.objects.get(uuid=report).pk, by=SYSTEM, at=NOON)
    later = NOON + timedelta(hours=1)
    reports.confirm_reports(uuids=[report], by=cast["township_clerk"], at=later)
    values = {"campaign": CAMPAIGN, "line": LINE, "task": TASK, "measure": MEASURE, "number": 1, "path": "0/000"}
    values |= {"change": ask_for_change(cast, at=later), "verification": verify(cast, at=later)}
    integrate(at=NOON + timedelta(hours=2))

    person, village = cast.users["village_team"], cast.places["village"]
    values |= {"place": village.code, "code": village.code, "report": report, "uuid": report, "sha256": photo.pk}
    values |= {"subject": str(report), "finding": found.pk}
    values |= {
        "conflict": Conflict.objects.get().pk,
        "seq": EventRow.objects.get(subject=str(report), kind=RECEIVED).seq,
    }
    (urged,) = reports.urge_missing(
        campaign=CAMPAIGN, places=[cast.places["next_village"].code], by=cast["township_clerk"], at=later
    )
    values["urging"] = urged.pk
    evening = NOON + timedelta(hours=8)
    bulletin = make_bulletin(campaign=CAMPAIGN, kind="day", on=TODAY, by=cast["township_clerk"], at=evening)
    values["key"] = bulletin.key
    sent = put_on_desk(
        b"a plan", user=cast.users["data_officer"].pk, name="plan.csv", language="en", campaign=CAMPAIGN, take_out=False
    )
    values["upload"] = sent.key
    sheet = put_sheet_on_desk(
        "reports", b"reports", user=cast.users["township_clerk"].pk, name="reports.csv", language="en",
        about={"campaign": CAMPAIGN},
    )  # fmt: skip
    values["sheet"] = sheet.key
    values["item"] = uuid4()
    values["visit"] = record_visit(cast)
    values["transfer"] = begin_transfer(cast, report)
    values["submission"] = keep_submission(cast, at=later)
    values |= keep_unit(cast)
    values |= {"user": person.pk, "grant": RoleGrant.objects.get(user=person).pk, "prefix": "nosuchto"}
    return World(values)


def begin_transfer(cast: Cast, report: UUID) -> UUID:
    """A photo of the report that broke off on its way; its number."""
    about = About(cast.users["village_team"].pk, str(report), "0" * 64, 1000, {})
    Transfer(about.owner, about.key).announce(about)
    return about.key


def record_visit(cast: Cast) -> UUID:
    """A day in the village with a visit, in the duty log; the visit's number."""
    who = {"by": cast["village_team"], "at": NOON}
    page = {"campaign": CAMPAIGN, "place": cast.places["village"].code, "on": TODAY}
    duties.log_duty(duties.NewDay(key=uuid4(), presence="village", **page), **who)
    new = duties.NewVisit(key=uuid4(), whom="和平村 张家", kind="home", **page)
    return duties.record_visit(new, **who).visit.key


def keep_submission(cast: Cast, *, at: datetime) -> int:
    """A form of somebody else's that the village sent with ODK Collect and that waits for a person; its key."""
    xml = "<data id='other'><km>3</km><note>和平村</note></data>".encode()
    receive_submission(campaign=CAMPAIGN, sent=read_submission(xml), xml=xml, by=cast["village_team"], at=at)
    return Submission.objects.get().pk


def keep_unit(cast: Cast) -> dict[str, object]:
    """The home township's government with a member, paired with the village; their keys."""
    who = {"by": cast["data_officer"], "at": NOON}
    home, village = cast.places["home"], cast.places["village"]
    units.add_organisation(code="xzd", name="小中甸镇人民政府", kind="township", place=home.code, **who)
    member = units.add_member(organisation="xzd", username="township_clerk", since_on=TODAY, **who)
    pairing = units.add_pairing(organisation="xzd", place=village.code, since_on=TODAY, **who)
    return {"organisation": "xzd", "membership": member.pk, "pairing": pairing.pk}


def make_plan(cast: Cast) -> None:
    """A line, a task, a measure and targets for the county, its townships and villages; the campaign is running."""
    officer = {"by": cast["data_officer"], "at": NOON - timedelta(days=50)}
    plan.create_campaign(
        code=CAMPAIGN,
        name="百日会战",
        place_code="533401",
        start_on=date(2016, 2, 14),
        deadline_on=date(2016, 5, 23),
        **officer,
    )
    plan.add_line(campaign=CAMPAIGN, line=LineSetting(LINE, "基础设施"), **officer)
    plan.add_task(campaign=CAMPAIGN, task=TaskSetting(TASK, LINE, "通组公路"), **officer)
    measure = MeasureSetting(MEASURE, "完成", "公里", counts=True)
    plan.add_measure(campaign=CAMPAIGN, task=TASK, measure=measure, **officer)
    amounts = {"county": 100, "home": 60, "neighbour": 40, "village": 40, "next_village": 20, "neighbour_village": 40}
    rows = [TargetSetting(cast.places[name].code, TASK, must) for name, must in amounts.items()]
    plan.set_targets(campaign=CAMPAIGN, rows=rows, reason="第一版计划", **officer)
    plan.start_campaign(campaign=CAMPAIGN, by=cast["commander"], at=NOON - timedelta(days=47))


def send_report(cast: Cast, *, value: float = 12.5, photo: str = "", base: UUID | None = None) -> UUID:
    """A report of the village, with a photo if one is given; its number."""
    new = reports.NewReport(
        uuid=uuid4(),
        campaign=CAMPAIGN,
        place=cast.places["village"].code,
        task=TASK,
        effective_on=TODAY,
        value=value,
        base=base,
        evidence=[reports.Attachment(sha256=photo, name="road.jpg")] if photo else [],
    )
    reports.receive_report(new, by=cast["village_team"], at=NOON)
    return new.uuid


def verify(cast: Cast, *, at: datetime) -> UUID:
    """What an inspection found in the village; its number."""
    new = reports.NewVerification(
        campaign=CAMPAIGN, place=cast.places["village"].code, task=TASK, effective_on=TODAY, found=12.0, inspected=12.5,
        basis="督查第三组",
    )  # fmt: skip
    return reports.verify_target(new, by=cast["inspector"], at=at).uuid


def ask_for_change(cast: Cast, *, at: datetime) -> int:
    """A change of the village's target, asked for by its township; its key."""
    target = Target.objects.get(place=cast.places["village"])
    asked = plan.ask_for_change(
        campaign=CAMPAIGN, target=target.pk, must=30, reserve=0, due_on=date(2016, 5, 23), reason="山洪冲毁路基",
        by=cast["township_clerk"], at=at,
    )  # fmt: skip
    return asked.pk


def a_photo() -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (320, 240), "green").save(out, "JPEG")
    return out.getvalue()
