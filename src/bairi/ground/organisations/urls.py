"""Addresses of units and pairings."""

from django.urls import path

from bairi.ground.organisations import views

urlpatterns = [
    path("units/", views.organisations, name="organisations"),
    path("units/new/", views.add_organisation, name="add_organisation"),
    path("units/<str:organisation>/", views.organisation, name="organisation"),
    path("units/<str:organisation>/change/", views.change_organisation, name="change_organisation"),
    path("units/<str:organisation>/dissolution/", views.dissolve_organisation, name="dissolve_organisation"),
    path("units/<str:organisation>/members/", views.add_member, name="add_member"),
    path("units/<str:organisation>/members/<int:membership>/end/", views.end_membership, name="end_membership"),
    path("pairings/", views.pairings, name="pairings"),
    path("pairings/<int:pairing>/end/", views.end_pairing, name="end_pairing"),
]
