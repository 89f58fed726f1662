"""What reports do in the background: evidence is looked at; urgings go out by e-mail and the campaign's robots."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import apprise
from django.conf import settings
from django.core.mail import send_mail
from django.utils.timezone import now

from bairi.delivery.reports.actions import check_evidence
from bairi.delivery.reports.actions.evidence import CHECK
from bairi.delivery.reports.actions.urge_missing import SEND, note_ways
from bairi.delivery.reports.models import Urging
from bairi.delivery.reports.workbook.running import import_sheet_in_background, try_sheet_in_background
from bairi.ground.access import SYSTEM, Role
from bairi.ground.accounts.models import RoleGrant
from bairi.ground.jobs.rules import job

__all__ = ["check_evidence_in_background", "import_sheet_in_background", "send_urging", "try_sheet_in_background"]
Way = dict[str, object]


@job(CHECK, attempts=5)
def check_evidence_in_background(*, report: int, spread: bool = True) -> None:
    """Look at the evidence of one report. Run a second time it changes nothing."""
    check_evidence(report=report, spread=spread, by=SYSTEM, at=now())


@job(SEND, attempts=5)
def send_urging(*, urging: int) -> None:
    """Send one urging and keep how each way went. Run a second time, ways that went out are not tried again."""
    row = Urging.objects.select_related("campaign", "place").get(pk=urging)
    went = {str(way["way"]): way for way in row.ways if way["ok"]}
    ways = [went.get(way) or send() for way, send in _ways(row)]
    note_ways(urging=urging, ways=ways)
    if failed := [way for way in ways if not way["ok"]]:
        raise ConnectionError(", ".join(str(way["detail"]) for way in failed))


def _ways(row: Urging) -> list[tuple[str, Callable[[], Way]]]:
    """(name, how to send it) of each way that this urging can go."""
    ways: list[tuple[str, Callable[[], Way]]] = []
    if settings.EMAIL_HOST and (addresses := _addresses(row)):
        ways.append(("email", partial(_mail, row, addresses)))
    ways += [(f"robot {n}", partial(_robot, row, url, n)) for n, url in enumerate(row.campaign.robots, start=1)]
    return ways


def _addresses(row: Urging) -> list[str]:
    """E-mail addresses of those who report for the place."""
    grants = RoleGrant.objects.filter(
        place=row.place, role__in=[Role.VILLAGE_TEAM, Role.TOWNSHIP_CLERK], ended_at=None, user__is_active=True
    ).exclude(user__email="")
    return sorted(set(grants.values_list("user__email", flat=True)))


def _mail(row: Urging, addresses: list[str]) -> Way:
    try:
        send_mail(row.campaign.name, row.message, settings.DEFAULT_FROM_EMAIL, addresses)
    except OSError as error:
        return {"way": "email", "ok": False, "detail": str(error)}
    return {"way": "email", "ok": True, "detail": ", ".join(addresses)}


def _robot(row: Urging, url: str, number: int) -> Way:
    """WeCom, DingTalk or Feishu, whichever the address is of."""
    sender = apprise.Apprise()
    known = sender.add(url)
    sent = bool(known and sender.notify(title=row.campaign.name, body=row.message))
    detail = "" if sent else "the robot's address is not understood" if not known else "the robot did not answer"
    return {"way": f"robot {number}", "ok": sent, "detail": detail}
