from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "bairi.ground.jobs"
    label = "jobs"
