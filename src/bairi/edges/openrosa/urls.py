"""Addresses of ODK: those that phones ask, named as the protocol has them, and the pages for people."""

from django.urls import path

from bairi.edges.openrosa.views import forms, machine, submissions

urlpatterns = [
    path("openrosa/<str:campaign>/formList", machine.openrosa_form_list, name="openrosa_form_list"),
    path("openrosa/<str:campaign>/forms/<int:number>.xml", machine.openrosa_form, name="openrosa_form"),
    path("openrosa/<str:campaign>/forms/<int:number>/manifest", machine.openrosa_manifest, name="openrosa_manifest"),
    path(
        "openrosa/<str:campaign>/places.csv",
        machine.openrosa_choices,
        {"name": "places"},
        name="openrosa_choices_places",
    ),
    path(
        "openrosa/<str:campaign>/targets.csv",
        machine.openrosa_choices,
        {"name": "targets"},
        name="openrosa_choices_targets",
    ),
    path(
        "openrosa/<str:campaign>/items.csv", machine.openrosa_choices, {"name": "items"}, name="openrosa_choices_items"
    ),
    path(
        "openrosa/<str:campaign>/stages.csv",
        machine.openrosa_choices,
        {"name": "stages"},
        name="openrosa_choices_stages",
    ),
    path("openrosa/<str:campaign>/submission", machine.openrosa_submission, name="openrosa_submission"),
    path("campaigns/<str:campaign>/odk/", forms.odk_forms, name="odk_forms"),
    path("campaigns/<str:campaign>/odk/form.xlsx", forms.odk_template, name="odk_template"),
    path("campaigns/<str:campaign>/odk/forms/<int:number>.xlsx", forms.odk_workbook, name="odk_workbook"),
    path("campaigns/<str:campaign>/odk/versions/", forms.publish_form, name="publish_form"),
    path("campaigns/<str:campaign>/odk/phones/", forms.add_phone, name="add_phone"),
    path("campaigns/<str:campaign>/odk/submissions/", submissions.odk_submissions, name="odk_submissions"),
    path(
        "campaigns/<str:campaign>/odk/submissions/<int:submission>/",
        submissions.odk_submission,
        name="odk_submission",
    ),
    path(
        "campaigns/<str:campaign>/odk/submissions/<int:submission>/report/",
        submissions.take_in_submission,
        name="take_in_submission",
    ),
    path(
        "campaigns/<str:campaign>/odk/submissions/<int:submission>/set-aside/",
        submissions.set_aside_submission,
        name="set_aside_submission",
    ),
]
