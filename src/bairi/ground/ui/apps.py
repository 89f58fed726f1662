from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "bairi.ground.ui"
    label = "ui"
