"""The URL map: each room under its own noun."""

from django.urls import include, path

urlpatterns = [
    path("", include("bairi.edges.web.shell_urls")),
    path("", include("bairi.ground.accounts.urls")),
]
