from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class FilesConfig(AppConfig):
    name = "bairi.ground.files"
    label = "files"

    def ready(self) -> None:
        autodiscover_modules("holdings")  # every room above says in its holdings.py who sees the files that it holds
