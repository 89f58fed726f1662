"""Addresses of the tree of places."""

from django.urls import path

from bairi.ground.places import views

urlpatterns = [
    path("places/", views.places, name="places"),
    path("places/<str:place>/", views.place, name="place"),
    path("places/<str:place>/code/", views.recode_place, name="recode_place"),
    path("places/<str:place>/split/", views.split_place, name="split_place"),
    path("places/<str:place>/merger/", views.merge_places, name="merge_places"),
]
