from django.apps import AppConfig


class CockpitConfig(AppConfig):
    name = "bairi.outlook.cockpit"
    label = "cockpit"
