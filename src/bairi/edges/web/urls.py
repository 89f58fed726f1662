"""The URL map: each room under its own noun."""

from django.urls import include, path

urlpatterns = [
    path("", include("bairi.edges.web.shell_urls")),
    path("", include("bairi.edges.field.urls")),
    path("", include("bairi.edges.openrosa.urls")),
    path("", include("bairi.edges.api.urls")),
    path("", include("bairi.ground.accounts.urls")),
    path("", include("bairi.ground.transparency.urls")),
    path("", include("bairi.outlook.bulletins.urls")),
    path("", include("bairi.outlook.forecasts.urls")),
    path("", include("bairi.outlook.cockpit.urls")),
    path("", include("bairi.delivery.duties.urls")),
    path("", include("bairi.delivery.reports.urls")),
    path("", include("bairi.plan.campaigns.urls")),
    path("", include("bairi.ground.files.urls")),
    path("", include("bairi.ground.places.urls")),
    path("", include("bairi.ground.organisations.urls")),
]

handler400 = "bairi.edges.web.problem_pages.bad_request"
handler403 = "bairi.edges.web.problem_pages.permission_denied"
handler404 = "bairi.edges.web.problem_pages.page_not_found"
handler500 = "bairi.edges.web.problem_pages.server_error"
