from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bairi.delivery.reports.permissions import RECEIVE_REPORT
from bairi.ground.ui.shell import Entry, register


class OpenrosaConfig(AppConfig):
    name = "bairi.edges.openrosa"
    label = "openrosa"

    def ready(self) -> None:
        register(
            Entry(
                "odk",
                _("ODK"),
                "odk_forms",
                order=25,
                slot="account",
                scope="campaign",
                icon="smartphone",
                may=RECEIVE_REPORT,
            )
        )
