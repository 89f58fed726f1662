from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bairi.ground.ui.shell import Entry, register


class ApiConfig(AppConfig):
    name = "bairi.edges.api"
    label = "api"

    def ready(self) -> None:
        register(Entry("api_operations", _("API"), "api_operations", order=90, slot="help", icon="braces", public=True))
