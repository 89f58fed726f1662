"""Addresses of files: by their content, seen by those who see what they belong to."""

from django.urls import path

from bairi.ground.files import views

urlpatterns = [
    path("files/<str:sha256>", views.stored_file, name="stored_file"),
    path("files/<str:sha256>/thumbnail", views.file_thumbnail, name="file_thumbnail"),
]
