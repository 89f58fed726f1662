from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "bairi.ground.jobs"
    label = "jobs"

    def ready(self) -> None:
        # Each room keeps what it does in the background in its `jobs` module; this finds them.
        autodiscover_modules("jobs")
