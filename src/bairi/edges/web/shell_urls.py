"""Home, language switch and the pages of the shell."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
