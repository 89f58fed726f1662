"""Addresses of the duty log."""

from django.urls import path

from bairi.delivery.duties.views import day, lists, month

urlpatterns = [
    path("campaigns/<str:campaign>/duties/", day.duty_day, name="duty_day"),
    path("campaigns/<str:campaign>/duties/days/", day.log_duty, name="log_duty"),
    path("campaigns/<str:campaign>/duties/visits/", day.record_visit, name="record_visit"),
    path("campaigns/<str:campaign>/duties/visits/<uuid:visit>/withdrawal/", day.withdraw_visit, name="withdraw_visit"),
    path("campaigns/<str:campaign>/duties/month/", month.duty_month, name="duty_month"),
    path("campaigns/<str:campaign>/duties/month/sheet/", month.duty_month_sheet, name="duty_month_sheet"),
    path("campaigns/<str:campaign>/duties/rules/", lists.set_duty_rules, name="set_duty_rules"),
]
