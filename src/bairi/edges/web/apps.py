from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "bairi.edges.web"
    label = "web"
