from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Role, declare

KEEP_FORECAST = declare(
    "forecasts.keep_forecast", _("Keep the forecast of the day"), [Role.COMMANDER, Role.DATA_OFFICER]
)
