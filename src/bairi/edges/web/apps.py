from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bairi.ground.ui.shell import Entry, register


class WebConfig(AppConfig):
    name = "bairi.edges.web"
    label = "web"

    def ready(self) -> None:
        register(Entry("search", _("Find a village or a target"), "search", slot="search"))
        register(Entry("settings", _("Settings"), "settings", order=40, slot="account", icon="settings", public=True))
        register(Entry("keys_help", _("Keys"), "keys_help", order=80, slot="help", icon="keyboard", public=True))
