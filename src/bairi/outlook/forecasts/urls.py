"""The address of the record of forecasts."""

from django.urls import path

from bairi.outlook.forecasts import views

urlpatterns = [path("campaigns/<str:campaign>/forecasts/", views.forecast_quality, name="forecast_quality")]
