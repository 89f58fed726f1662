from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bairi.delivery.duties.permissions import VIEW_DUTIES
from bairi.ground.ui.shell import Entry, register


class DutiesConfig(AppConfig):
    name = "bairi.delivery.duties"
    label = "duties"

    def ready(self) -> None:
        register(
            Entry(
                "duty_day",
                _("Duty log"),
                "duty_day",
                order=20,
                scope="campaign",
                icon="notebook-pen",
                may=VIEW_DUTIES,
            )
        )
