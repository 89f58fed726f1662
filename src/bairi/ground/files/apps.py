from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "bairi.ground.files"
    label = "files"
