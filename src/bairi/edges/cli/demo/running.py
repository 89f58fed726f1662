"""Building the demo where it is not there yet, and its check."""

from __future__ import annotations

from django.conf import settings
from django.utils.timezone import now
from django.utils.translation import gettext as _

from bairi.edges.cli.demo.building import build, is_built
from bairi.edges.cli.demo.checking import summary
from bairi.edges.cli.home import bring_up_to_date
from bairi.edges.cli.keeping import check
from bairi.edges.cli.output import print_json, watch
from bairi.edges.cli.problems import NotADemoHome
from bairi.ground.accounts.models import User


def ensure_demo() -> None:
    """The demo is in this home afterwards. Raises NotADemoHome where the home holds data of its own."""
    bring_up_to_date()
    if is_built():
        return
    if User.objects.exists():
        raise NotADemoHome(home=settings.BAIRI_HOME)
    with watch() as seen:
        build(seen)


def check_demo() -> int:
    """Build, look, check, and print one JSON line. Returns 0 when everything is clean, else 1."""
    bring_up_to_date()
    with watch() as seen:
        build(seen)
        seen.step(_("Recomputing log, standing and files"))
        found = check(at=now())
    print_json(summary(found))
    return 0 if found.is_clean else 1
