from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "bairi.ground.accounts"
    label = "accounts"
