from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bairi.ground.ui import shell
from bairi.outlook.bulletins.permissions import VIEW_BULLETINS


class BulletinsConfig(AppConfig):
    name = "bairi.outlook.bulletins"
    label = "bulletins"

    def ready(self) -> None:
        shell.register(
            shell.Entry(
                "bulletins",
                _("Bulletins"),
                "bulletins",
                order=40,
                scope="campaign",
                icon="newspaper",
                may=VIEW_BULLETINS,
            )
        )
