"""Addresses of bulletins."""

from django.urls import path

from bairi.outlook.bulletins import views

urlpatterns = [
    path("campaigns/<str:campaign>/bulletins/", views.bulletins, name="bulletins"),
    path("campaigns/<str:campaign>/bulletins/new/", views.make_bulletin, name="make_bulletin"),
    path("campaigns/<str:campaign>/bulletins/<uuid:key>/", views.bulletin, name="bulletin"),
    path("campaigns/<str:campaign>/bulletins/<uuid:key>/wording/", views.word_bulletin, name="word_bulletin"),
    path("campaigns/<str:campaign>/bulletins/<uuid:key>/issue/", views.issue_bulletin, name="issue_bulletin"),
    path("campaigns/<str:campaign>/bulletins/<uuid:key>/discard/", views.discard_bulletin, name="discard_bulletin"),
]
