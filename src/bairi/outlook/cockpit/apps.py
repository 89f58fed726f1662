from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bairi.delivery.rollups.permissions import VIEW_FIGURES
from bairi.ground.ui import shell


class CockpitConfig(AppConfig):
    name = "bairi.outlook.cockpit"
    label = "cockpit"

    def ready(self) -> None:
        shell.register(
            shell.Entry("cockpit", _("Cockpit"), "cockpit", order=10, scope="campaign", icon="gauge", may=VIEW_FIGURES)
        )
