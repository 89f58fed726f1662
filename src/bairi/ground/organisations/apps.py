from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "bairi.ground.organisations"
    label = "organisations"
