"""Home, settings, language, help: the pages that belong to no room."""

from django.urls import path

from bairi.edges.web import views

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("settings/", views.change_look, name="settings"),
    path("language/", views.set_language, name="set_language"),
    path("help/keys/", views.keys_help, name="keys_help"),
]
