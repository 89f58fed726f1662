from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bairi.ground.ui.shell import Entry, register

ENTRIES = (
    Entry(
        "events", _("Log of events"), "events", order=40, slot="account", icon="scroll-text",
        may="transparency.see_events",
    ),
    Entry("check_proof", _("Check a proof"), "check_proof", order=40, slot="help", icon="badge-check", public=True),
)  # fmt: skip


class TransparencyConfig(AppConfig):
    name = "bairi.ground.transparency"
    label = "transparency"

    def ready(self) -> None:
        for entry in ENTRIES:
            register(entry)
