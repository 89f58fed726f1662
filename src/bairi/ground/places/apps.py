from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "bairi.ground.places"
    label = "places"
