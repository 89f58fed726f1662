"""Addresses of the log. `log/` is the prefix of C2SP tlog-tiles."""

from django.urls import path

from bairi.ground.transparency import views

urlpatterns = [
    path("log/", views.events, name="events"),
    path("log/events/<int:seq>/proof/", views.event_proof, name="event_proof"),
    path("log/events/<int:seq>/erasure/", views.erase_personal_data, name="erase_personal_data"),
    path("log/check/", views.check_proof, name="check_proof"),
    path("log/check/file/", views.save_checker, name="save_checker"),
    path("log/key", views.log_key, name="log_key"),
    path("log/checkpoint", views.log_checkpoint, name="log_checkpoint"),
    path("log/tile/<path:path>", views.log_tile, name="log_tile"),
]
