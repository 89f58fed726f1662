from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TransparencyConfig(AppConfig):
    name = "bairi.ground.transparency"
    label = "transparency"
    verbose_name = _("Log")
    default_auto_field = "django.db.models.BigAutoField"
