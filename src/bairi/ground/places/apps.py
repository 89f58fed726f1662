from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bairi.ground.ui.shell import Entry, register


class PlacesConfig(AppConfig):
    name = "bairi.ground.places"
    label = "places"

    def ready(self) -> None:
        register(Entry("places", _("Tree of places"), "places", order=24, slot="account", icon="map"))
