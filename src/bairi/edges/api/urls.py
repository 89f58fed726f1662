"""The API and the page about it."""

from django.urls import path

from bairi.edges.api.assembly import api
from bairi.edges.api.views import api_operations

urlpatterns = [
    path("api/", api_operations, name="api_operations"),
    path("api/v1/", api.urls),
]
