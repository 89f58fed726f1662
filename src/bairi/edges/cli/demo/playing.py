"""Plays the story through the rooms' actions, each act at its own moment, by its own person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import singledispatchmethod
from itertools import groupby
from typing import Final
from uuid import UUID

from django.db import transaction

from bairi.delivery.duties.actions import NewDay, NewVisit, log_duty, record_visit
from bairi.delivery.reports.actions import (
    Attachment,
    NewReport,
    NewVerification,
    confirm_reports,
    mark_urging_seen,
    receive_report,
    resolve_conflict,
    send_back_report,
    urge_missing,
    verify_target,
    withdraw_report,
)
from bairi.delivery.reports.models import Conflict, Urging
from bairi.edges.cli.demo.acts import (
    Act,
    Ask,
    Confirm,
    Decide,
    Find,
    Say,
    See,
    SendBack,
    Series,
    Settle,
    Urge,
    Withdraw,
)
from bairi.edges.cli.demo.duties import NOTE, Call, Stay
from bairi.edges.cli.demo.odk import BAIDI, PreparePhone, PublishForm, SendForm
from bairi.edges.cli.demo.photos import cut_photo, draw_photo
from bairi.edges.cli.demo.plan import ANNAN, CAMPAIGN, GENERATED, REPORT
from bairi.edges.cli.demo.requests import Desk
from bairi.edges.cli.demo.targets import NOTES
from bairi.edges.openrosa.actions import Attached, add_phone, publish_form, receive_submission
from bairi.edges.openrosa.models import FormVersion
from bairi.edges.openrosa.rules.answers import read_submission
from bairi.ground.access import Actor
from bairi.ground.files.actions import store_file

ACCURACY_M: Final = 12.0
STATED: Final = {("rebuilding", "started"), ("bases", "planted"), ("relocation", "started")}
"""Readings of 安南村 that the source report gives as they are once the target is met."""


@dataclass(slots=True)
class Player:
    """Plays acts; `actors` by user name, `labels` of places in Latin letters for the drawn photos."""

    actors: Mapping[str, Actor]
    labels: Mapping[str, str]
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        self.desk = Desk(self.actors)

    def play_all(self, acts: Sequence[Act], advance: Callable[[int], None]) -> None:
        """Play the acts in their order, one transaction for each day, for speed."""
        for _day, of_day in groupby(acts, key=lambda act: act.at.date()):
            today = list(of_day)
            with transaction.atomic():
                for act in today:
                    self.play(act)
            advance(len(today))

    @singledispatchmethod
    def play(self, act: Act) -> None:
        """Play one act."""
        raise TypeError(f"no way to play {act!r}")

    @play.register
    def _say(self, act: Say) -> None:
        by = self.actors[act.who]
        new = NewReport(
            uuid=act.uuid, campaign=CAMPAIGN, place=act.series.place, task=act.series.task, measure=act.series.measure,
            effective_on=act.on, value=act.value, base=act.base, supersedes=act.supersedes, entered_for=act.entered_for,
            note=act.note or _note(act.series), source=source_of(act.series, act.value),
            evidence=(self._photo(act, by),) if act.photo else (),
        )  # fmt: skip
        receive_report(new, by=by, at=act.at)

    def _photo(self, act: Say, by: Actor) -> Attachment:
        taken_at, (lon, lat) = act.taken_at or act.at, act.point or (None, None)
        drawn = self._drawn(act) if act.copy_of is None else cut_photo(self._drawn(act.copy_of))
        stored = store_file(drawn, by=by, at=act.at)
        return Attachment(
            sha256=stored.sha256, name=f"{act.on.isoformat()}.jpg", caption="生成的示意图", taken_at=taken_at,
            lon=lon, lat=lat, accuracy_m=None if lon is None else ACCURACY_M,
        )  # fmt: skip

    def _drawn(self, act: Say) -> bytes:
        label = f"{self.labels[act.series.place]} - {act.series.task} - {act.on.isoformat()}"
        return draw_photo(label, act.taken_at or act.at, str(act.uuid))

    @play.register
    def _confirm(self, act: Confirm) -> None:
        confirm_reports(uuids=act.uuids, by=self.actors[act.who], at=act.at)

    @play.register
    def _send_back(self, act: SendBack) -> None:
        send_back_report(uuid=act.uuid, reason=act.reason, by=self.actors[act.who], at=act.at)

    @play.register
    def _withdraw(self, act: Withdraw) -> None:
        withdraw_report(uuid=act.uuid, reason=act.reason, by=self.actors[act.who], at=act.at)

    @play.register
    def _settle(self, act: Settle) -> None:
        conflict = Conflict.objects.filter(second__uuid=act.second, resolved_known=None).first()
        if conflict is not None:
            new = _report(act.series, act.uuid, act.on, act.value, act.note)
            resolve_conflict(conflict=conflict.pk, new=new, by=self.actors[act.who], at=act.at)

    @play.register
    def _ask(self, act: Ask) -> None:
        self.desk.ask(act)

    @play.register
    def _decide(self, act: Decide) -> None:
        self.desk.decide(act)

    @play.register
    def _urge(self, act: Urge) -> None:
        urge_missing(
            campaign=CAMPAIGN, places=act.places, message=act.message, by=self.actors[act.who], at=act.at
        )  # fmt: skip

    @play.register
    def _see(self, act: See) -> None:
        urging = Urging.objects.filter(place__code=act.place, seen_at=None).latest("at")
        mark_urging_seen(urging=urging.pk, by=self.actors[act.who], at=act.at)

    @play.register
    def _stay(self, act: Stay) -> None:
        new = NewDay(
            key=act.uuid, campaign=CAMPAIGN, place=ANNAN, on=act.on, presence=act.presence, leave=act.leave, note=NOTE,
            supersedes=act.supersedes,
        )  # fmt: skip
        log_duty(new, by=self.actors[act.who], at=act.at)

    @play.register
    def _call(self, act: Call) -> None:
        new = NewVisit(
            key=act.uuid, campaign=CAMPAIGN, place=ANNAN, on=act.on, whom=act.whom, kind=act.kind,
            team_role=act.team_role, agreed=act.agreed,
        )  # fmt: skip
        record_visit(new, by=self.actors[act.who], at=act.at)

    @play.register
    def _publish(self, act: PublishForm) -> None:
        publish_form(campaign=CAMPAIGN, by=self.actors[act.who], at=act.at)

    @play.register
    def _prepare(self, act: PreparePhone) -> None:
        add_phone(name=act.name, by=self.actors[act.who], at=act.at)

    @play.register
    def _send(self, act: SendForm) -> None:
        by, form = self.actors[act.who], FormVersion.objects.get(campaign__code=CAMPAIGN)
        files = []
        if act.photo:
            drawn = draw_photo(f"{self.labels[BAIDI]} - ODK", act.at, act.instance)
            files.append(Attached(store_file(drawn, by=by, at=act.at).sha256, act.photo))
        xml = act.xml(form.form_id)
        receive_submission(
            campaign=CAMPAIGN, sent=read_submission(xml), xml=xml, files=files, by=by, at=act.at
        )  # fmt: skip

    @play.register
    def _find(self, act: Find) -> None:
        new = NewVerification(
            uuid=act.uuid, campaign=CAMPAIGN, place=act.series.place, task=act.series.task, measure=act.series.measure,
            effective_on=act.on, found=act.found, inspected=act.inspected, method=act.method, basis=act.basis,
            source=GENERATED,
        )  # fmt: skip
        verify_target(new, by=self.actors[act.who], at=act.at)


def _report(series: Series, uuid: UUID, on: date, value: float, note: str) -> NewReport:
    return NewReport(
        uuid=uuid, campaign=CAMPAIGN, place=series.place, task=series.task, measure=series.measure, effective_on=on,
        value=value, note=note, source=GENERATED,
    )  # fmt: skip


def source_of(series: Series, value: float) -> str:
    """Whether the source report states this reading, or the demo has generated it."""
    stated = series.source == REPORT and (series.task, series.measure) in STATED and value == series.must
    return REPORT if stated else GENERATED


def _note(series: Series) -> str:
    return NOTES.get(series.task, "") if series.source == REPORT else ""
