from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bairi.delivery.rollups.permissions import VIEW_FIGURES
from bairi.ground.ui import shell


class ForecastsConfig(AppConfig):
    name = "bairi.outlook.forecasts"
    label = "forecasts"

    def ready(self) -> None:
        shell.register(
            shell.Entry(
                "forecast_quality",
                _("Our forecasts"),
                "forecast_quality",
                order=60,
                scope="campaign",
                icon="chart-line",
                may=VIEW_FIGURES,
                seldom=True,
            )
        )
