from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bairi.ground.ui.shell import Entry, register


class CampaignsConfig(AppConfig):
    name = "bairi.plan.campaigns"
    label = "campaigns"
    verbose_name = _("Plan")

    def ready(self) -> None:
        register(Entry("campaigns", _("Campaigns"), "campaigns", order=5, slot="account", icon="flag"))
        register(Entry("plan", _("Plan"), "plan", order=30, scope="campaign", icon="target"))
