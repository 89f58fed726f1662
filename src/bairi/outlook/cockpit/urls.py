"""Addresses of the cockpit."""

from django.urls import path

from bairi.outlook.cockpit.views import cockpit, ranking, target

urlpatterns = [
    path("campaigns/<str:campaign>/cockpit/", cockpit.cockpit_page, name="cockpit"),
    path("campaigns/<str:campaign>/ranking/", ranking.ranking_page, name="ranking"),
    path("campaigns/<str:campaign>/matrix/", ranking.matrix_table, name="matrix_table"),
    path("campaigns/<str:campaign>/cockpit/<str:place>/", cockpit.cockpit_page, name="cockpit_place"),
    path("campaigns/<str:campaign>/targets/<str:task>/<str:place>/", target.target, name="target"),
]
