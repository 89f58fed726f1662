from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "bairi.plan.campaigns"
    label = "campaigns"
