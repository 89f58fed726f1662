from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "bairi.plan.campaigns"
    label = "campaigns"
    verbose_name = _("Plan")

    def ready(self) -> None:
        """Tell the rooms below what moves with a person, and the frame which pages the plan has."""
        from bairi.ground.accounts.duties import register_duties
        from bairi.plan.campaigns.actions import hand_over_responsibilities

        register_duties("campaigns", hand_over_responsibilities)
