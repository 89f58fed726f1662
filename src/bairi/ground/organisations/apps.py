from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bairi.ground.ui.shell import Entry, register


class OrganisationsConfig(AppConfig):
    name = "bairi.ground.organisations"
    label = "organisations"

    def ready(self) -> None:
        register(Entry("organisations", _("Units"), "organisations", order=22, slot="account", icon="building-2"))
