"""A plan workbook goes in: all or nothing, with every fault by its cell, and the difference against what stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from bairi.ground.access import Actor, get_for, visible_to
from bairi.ground.accounts.models import User
from bairi.ground.organisations.models import Organisation
from bairi.ground.places.actions import PlaceImport, import_places, place_setting
from bairi.ground.places.models import Place
from bairi.ground.places.problems import PlacesRefused
from bairi.ground.tables import CellProblem, Reading, read_workbook
from bairi.ground.tables.rules.words import fold
from bairi.plan.campaigns.actions.apply_plan import apply_plan, settled
from bairi.plan.campaigns.actions.bring_units import UnitChange, bring_units
from bairi.plan.campaigns.actions.campaign import create_campaign
from bairi.plan.campaigns.actions.plan import Note, open_campaign
from bairi.plan.campaigns.models import Campaign, PlanSource
from bairi.plan.campaigns.permissions import IMPORT_PLAN
from bairi.plan.campaigns.problems import OtherCampaign, PlanRefused
from bairi.plan.campaigns.queries.plan_sums import SumLine, plan_sums
from bairi.plan.campaigns.queries.whole_plan import whole_plan
from bairi.plan.campaigns.rules.whole_plan import PlanChangeLine, WholePlan, joined, plan_differences
from bairi.plan.campaigns.workbook.read_structure import read_campaign, read_structure
from bairi.plan.campaigns.workbook.read_targets import TargetReader
from bairi.plan.campaigns.workbook.reader import Known, Reader, dates_of
from bairi.plan.campaigns.workbook.sheets_targets import SHEETS
from bairi.plan.campaigns.workbook.words import label_of, names_of


@dataclass(frozen=True, slots=True)
class PlanImport:
    """What an import did, or would do. `version` is the number of the plan version, None when no figure changed.

    `sums`: totals that differ from the sum below them. `places`: None when the workbook has no sheet of places.
    """

    campaign: str
    name: str
    created: bool
    differences: list[PlanChangeLine]
    sums: list[SumLine]
    notices: list[CellProblem]
    places: PlaceImport | None = None
    units: list[UnitChange] = field(default_factory=list)
    version: int | None = None
    kept: int = field(default=0)

    @property
    def changes(self) -> list[PlanChangeLine]:
        """What is added, changed or removed."""
        return [line for line in self.differences if line.kind != "kept"]

    @property
    def is_empty(self) -> bool:
        """Whether the workbook says nothing new."""
        places = self.places is not None and (self.places.added or self.places.changed)
        return not (self.created or self.changes or places or self.units)


def import_plan(
    *,
    source: bytes | Path,
    name: str = "",
    campaign: str | None = None,
    reason: str = "",
    approved_by: str = "",
    take_out: bool = False,
    dry_run: bool = False,
    progress: Callable[[str], None] | None = None,
    by: Actor,
    at: datetime,
) -> PlanImport:
    """Bring the campaign's plan to what the workbook says; a campaign that is not there yet is created as a draft.

    One transaction, one plan version, one event for each object that changes. What the workbook does not name stays,
    unless `take_out`. With `dry_run` nothing is kept. `campaign` is the code that the workbook must be about, if any.

    Raises PlanRefused with every faulty cell, OtherCampaign, NotVisible, NotAllowed, CampaignIsClosed, ReasonNeeded,
    and what `tables` raises for a file that is no workbook.
    """
    say = progress or (lambda _step: None)
    say(_("Reading the workbook"))
    with transaction.atomic():
        work = _Import(source, name, by, at, reason or (_("Trial of a workbook") if dry_run else ""), approved_by)
        result = work.run(campaign, take_out=take_out, say=say)
        if dry_run:
            transaction.set_rollback(True)
    return result


class _Import:
    def __init__(self, source: bytes | Path, name: str, by: Actor, at: datetime, reason: str, approved_by: str) -> None:
        self.by, self.at, self.reason = by, at, reason
        self.note = Note(reason=reason, by=by, at=at, source=PlanSource.WORKBOOK, approved_by=approved_by)
        head = read_workbook(source, SHEETS[:1], name=name)
        self.head = read_campaign(Reader(head, WholePlan(), Known()))
        _refuse(head)
        self.reading = read_workbook(source, SHEETS, name=name, period=dates_of(WholePlan(campaign=self.head)))

    def run(self, code: str | None, *, take_out: bool, say: Callable[[str], None]) -> PlanImport:
        row, created = self._campaign(code)
        places = self._places()
        units = bring_units(self.reading, row, self.by, self.at)
        present = whole_plan(row)
        say(_("Comparing with what stands"))
        reader = Reader(self.reading, present, self._known(row))
        wanted = read_structure(reader)
        TargetReader(reader, wanted).read()
        self._same_place(reader, row)
        _refuse(self.reading)
        differences = settled(row, plan_differences(present, wanted, take_out=take_out))
        say(_("Writing the plan"))
        whole = joined(present, wanted, take_out=take_out)
        version = apply_plan(row, differences, whole, wanted, reader, self.note)
        _refuse(self.reading)
        names = names_of(present, whole, reader.known.places)
        differences = [replace(line, label=label_of(line, names)) for line in differences]
        if created:
            differences = [replace(d, kind="added", fields=()) if d.section == "campaign" else d for d in differences]
        return PlanImport(
            campaign=row.code, name=row.name, created=created, differences=differences, sums=plan_sums(row),
            notices=self.reading.notices, places=places, units=units, version=version,
            kept=sum(line.kind == "kept" for line in differences),
        )  # fmt: skip

    def _campaign(self, code: str | None) -> tuple[Campaign, bool]:
        setting = next(iter(self.head.values()))
        if code is not None and setting.code != code:
            raise OtherCampaign(value=setting.code, name=code)
        if Campaign.objects.filter(code=setting.code).exists():
            return open_campaign(self.by, IMPORT_PLAN, setting.code), False
        get_for(self.by, IMPORT_PLAN, Place.objects, lock=False, code=setting.place)
        made = create_campaign(
            code=setting.code, name=setting.name, place_code=setting.place, start_on=setting.start_on,
            deadline_on=setting.deadline_on, name_en=setting.name_en, source=setting.source, by=self.by, at=self.at,
        )  # fmt: skip
        return made, True

    def _places(self) -> PlaceImport | None:
        """New and renamed places first, since targets may lie in them."""
        if "places" not in self.reading.rows:
            return None
        rows = [row for row in self.reading.rows["places"] if not row.problems]
        try:
            return import_places(rows=[place_setting(row) for row in rows], by=self.by, at=self.at)
        except PlacesRefused as refused:
            for fault in refused.data["problems"]:
                number = rows[fault["row"]].number
                self.reading.sheets["places"].add(number, fault["column"], fault["code"], fault["message"])
            return None

    def _known(self, row: Campaign) -> Known:
        seen = visible_to(self.by, Place.objects).filter(path__startswith=row.place.path, dissolved_on=None)
        units: dict[str, str] = {}
        below = Organisation.objects.filter(place__path__startswith=row.place.path, dissolved_on=None)
        for code, name, name_en in below.values_list("code", "name", "name_en"):
            units |= {fold(word): code for word in (name_en, name) if word}
        units |= {fold(code): code for code in set(units.values())}
        named = {answer["user"] for answer in self.reading.rows.get("answers", []) if answer["user"]}
        users = frozenset(User.objects.filter(username__in=named).values_list("username", flat=True))
        return Known(dict(seen.values_list("code", "name")), units, users)

    def _same_place(self, reader: Reader, row: Campaign) -> None:
        for key, setting in self.head.items():
            if setting.place != row.place.code and ("campaign", key) in reader.origins:
                where, origin = reader.origins["campaign", key]
                message = _("A campaign keeps its place, which is %(place)s.")
                where.add(origin.number, "place", "place_is_kept", message, value=setting.place, place=row.place.code)


def _refuse(reading: Reading) -> None:
    if reading.problems:
        raise PlanRefused(reading.problems)
