"""Addresses of the plan."""

from django.urls import include, path

from bairi.plan.campaigns.views import (
    campaigns,
    goals,
    history,
    milestones,
    responsibilities,
    settings,
    structure,
    target,
    targets,
    workbook,
)

one_plan = [
    path("", campaigns.plan, name="plan"),
    path("name/", campaigns.change_campaign, name="change_campaign"),
    path("start/", campaigns.start_campaign, name="start_campaign"),
    path("closure/", campaigns.close_campaign, name="close_campaign"),
    path("clone/", campaigns.clone_campaign, name="clone_campaign"),
    path("calendar/", settings.set_calendar, name="set_calendar"),
    path("reporting/", settings.set_reporting, name="set_reporting"),
    path("thresholds/", settings.set_thresholds, name="set_thresholds"),
    path("evidence-limits/", settings.set_evidence_limits, name="set_evidence_limits"),
    path("photo-size/", settings.set_photo_size, name="set_photo_size"),
    path("structure/", structure.structure, name="structure"),
    path("lines/new/", structure.add_line, name="add_line"),
    path("lines/<str:line>/", structure.change_line, name="change_line"),
    path("lines/<str:line>/removal/", structure.remove_line, name="remove_line"),
    path("tasks/new/", structure.add_task, name="add_task"),
    path("tasks/<str:task>/", structure.change_task, name="change_task"),
    path("tasks/<str:task>/removal/", structure.remove_task, name="remove_task"),
    path("tasks/<str:task>/milestones/", milestones.set_milestones, name="set_milestones"),
    path("tasks/<str:task>/measures/new/", structure.add_measure, name="add_measure"),
    path("tasks/<str:task>/measures/<str:measure>/", structure.change_measure, name="change_measure"),
    path("tasks/<str:task>/measures/<str:measure>/removal/", structure.remove_measure, name="remove_measure"),
    path("targets/", targets.targets, name="targets"),
    path("targets/<str:task>/", targets.set_targets, name="set_targets"),
    path("targets/<str:task>/<str:place>/", target.plan_target, name="plan_target"),
    path("targets/<str:task>/<str:place>/request/", target.ask_for_change, name="ask_for_change"),
    path("goals/", goals.set_goals, name="set_goals"),
    path("weights/", goals.set_weights, name="set_weights"),
    path("responsibilities/", responsibilities.set_responsibilities, name="set_responsibilities"),
    path("requests/", history.change_requests, name="change_requests"),
    path("requests/<int:change>/decision/", history.decide_change, name="decide_change"),
    path("workbook/", workbook.plan_workbook, name="plan_workbook"),
    path("workbook/template/", workbook.plan_template, name="plan_template"),
    path("history/", history.plan_history, name="plan_history"),
    path("history/<int:number>/", history.plan_version, name="plan_version"),
]

one_upload = [
    path("", workbook.plan_upload, name="plan_upload"),
    path("progress/", workbook.plan_upload_progress, name="plan_upload_progress"),
    path("import/", workbook.import_plan, name="import_plan"),
    path("marked/", workbook.marked_workbook, name="marked_workbook"),
    path("removal/", workbook.remove_plan_upload, name="remove_plan_upload"),
]

urlpatterns = [
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("campaigns/new/", campaigns.create_campaign, name="create_campaign"),
    path("campaigns/workbook/", workbook.new_plan_workbook, name="new_plan_workbook"),
    path("campaigns/workbook/template/", workbook.new_plan_template, name="new_plan_template"),
    path("campaigns/workbook/<uuid:upload>/", include(one_upload)),
    path("campaigns/<str:campaign>/plan/", include(one_plan)),
]
