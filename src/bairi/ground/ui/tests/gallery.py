"""Every component on one page, as examples: rendered in tests only, never an address of the product."""

import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.utils.translation import gettext as _

from bairi.ground.access import NotAllowed
from bairi.ground.ui import charts
from bairi.ground.ui.asof import read_asof
from bairi.ground.ui.parts import Cell, Tile, map_tile, pace_cell

TEMPLATE = Path(__file__).with_name("gallery.html")
DAYS, TODAY = 100, 47


@dataclass(frozen=True)
class Campaign:
    code: str = "first"
    name: str = "香格里拉市 · 第一次百日会战"


class ReportForm(forms.Form):
    task = forms.ChoiceField(label="任务", choices=[("a", "民居修缮 · 中心小组"), ("b", "通组道路")])
    quantity = forms.DecimalField(label="新完成几户", min_value=0, help_text="填今天新完成的户数，不是累计数。")
    on = forms.DateField(label="完成日期", widget=forms.DateInput(attrs={"type": "date"}))
    level = forms.ChoiceField(label="口径", choices=[("t", "累计"), ("n", "新增")], widget=forms.RadioSelect)
    note = forms.CharField(label="说明", required=False, widget=forms.Textarea)
    late = forms.BooleanField(label="补报昨天的", required=False)


class LiveForm(forms.Form):
    quantity = forms.DecimalField(label="户数", min_value=0)


LIVE = """{% load ui %}
<form id="live" class="card card-body form" method="post" hx-post="/gallery/report/" hx-swap="outerHTML">
{% csrf_token %}{% form_errors form %}{% form_field form.quantity %}<button class="btn">发送</button></form>
{% if kept %}<div id="toasts" hx-swap-oob="beforeend">
{% include "ui/_toast.html" with text="已保存" level="success" undo_url="/x/" undo_seconds=1 %}</div>{% endif %}"""


def plan(share: float) -> float:
    share = min(1.0, max(0.0, share))
    return share * share * (3 - 2 * share) * 0.75 + share * 0.25


def county() -> charts.Trajectory:
    days = [float(d) for d in range(0, TODAY + 1, 2)] + [float(TODAY)]
    ahead = [float(d) for d in range(TODAY, 109, 3)]
    middle = [(d, plan((d - 1) / 100) + (d - TODAY) * -0.0008) for d in ahead]
    return charts.Trajectory(
        days=DAYS,
        today=TODAY,
        title="轨迹与预测：计划 45.9%，填报 50.4%，确认 46.0%，核查 29.7%",
        plan=[(float(d), plan(d / 100)) for d in range(0, 101, 4)],
        baseline=[(float(d), plan(d / 92)) for d in range(0, 93, 4)],
        reported=[(d, plan(d / 100) * 1.1) for d in days],
        confirmed=[(d, plan(max(0, d - 2) / 100) * 1.06) for d in days],
        verified=[(d, plan(max(0, d - 13) / 100)) for d in days],
        median=middle,
        band_50=[(d, m - (d - TODAY) * 0.0012, min(1, m + (d - TODAY) * 0.0012)) for d, m in middle],
        band_90=[(d, m - (d - TODAY) * 0.0026, min(1, m + (d - TODAY) * 0.0026)) for d, m in middle],
        milestones=[charts.Milestone(57, 0.5, "基础设施 50%")],
    )


def target() -> charts.Trajectory:
    return charts.Trajectory(
        days=DAYS, today=TODAY, title="民居修缮：填报 112，确认 106，核查 74 户", percent=False, top=115, stepped=True,
        plan=[(float(d), 115 * plan(d / 100)) for d in range(0, 101, 4)],
        reported=[(4, 0), (10, 14), (16, 30), (22, 47), (28, 65), (35, 83), (40, 99), (41, 97), (44, 106), (47, 112)],
        confirmed=[(8, 0), (14, 14), (19, 30), (26, 47), (31, 65), (37, 83), (43, 97), (47, 106)],
        verified=[(24, 0), (25, 36), (41, 36), (42, 74), (47, 74)],
        notes=[charts.Note(40, 99, "更正 −2")],
    )  # fmt: skip


def ended() -> charts.Trajectory:
    days = [float(d) for d in range(0, 101, 4)]
    return charts.Trajectory(
        days=DAYS, today=100, title="截止日", plan=[(d, plan(d / 100)) for d in days],
        reported=[(d, plan(d / 100) * 0.99) for d in days], confirmed=[(d, plan(d / 100) * 0.985) for d in days],
        verified=[(d, plan(d / 100) * 0.98) for d in days],
    )  # fmt: skip


def reliability() -> charts.Reliability:
    seen = [(0.05, 0.03, 90), (0.2, 0.24, 40), (0.4, 0.36, 25), (0.6, 0.66, 30), (0.8, 0.77, 44), (0.95, 0.97, 120)]
    bins = [charts.Bin(f, o, n, max(0, o - 3 / n), min(1, o + 3 / n)) for f, o, n in seen]
    return charts.Reliability(bins, "预测的可靠程度：349 个目标")


def cells() -> list[tuple[str, str]]:
    rows = [
        Cell("on_pace", "#", "50", "合计", 0.46, 0.54, 0.5, 0.31),
        Cell("at_risk", "#", "44", "通组道路", 0.46, 0.48, 0.44, 0.2),
        Cell("late", "#", "30", "安全饮水", 0.46, 0.33, 0.3, 0.12, late=7),
        Cell("silent", "#", "20 天无报", "易地搬迁", 0.46, 0.2, 0.16, 0.08),
        Cell("no_target", label="产业基地"),
        Cell("done", "#", "100", "民居修缮", 0.46, 1, 1, 0.96),
    ]
    return [(cell.label, pace_cell(cell)) for cell in rows]


def tiles() -> list[str]:
    names = [
        ("上游", "late", 8), ("跃进", "late", 6), ("纳格拉", "at_risk", 4), ("浪都", "on_pace", 2),
        ("木鲁", "silent", 0), ("解放", "no_target", 0), ("安南", "done", 0), ("东坝一", "on_pace", 0),
    ]  # fmt: skip
    return [map_tile(Tile(name, "#", state, late=late)) for name, state, late in names]


def gallery(request: HttpRequest) -> HttpResponse:
    form = ReportForm({"quantity": "-5", "task": "a"})
    spark = charts.Spark([1, 3, 4, 8, 12, 15, 15, 19], [0, 3, 6, 9, 12, 15, 18, 21], "近八周", "late")
    context = {
        "campaign": Campaign(),
        "asof": read_asof(request.GET.dict(), start_on=date(2016, 2, 14), days=DAYS, today=TODAY),
        "basis": request.GET.get("basis", "confirmed"),
        "form": form, "fresh": ReportForm(), "county": county(), "target": target(), "ended": ended(), "spark": spark,
        "reliability": reliability(), "cells": cells(), "tiles": tiles(),
        "ticks": charts.Ticks(DAYS, TODAY, "第 47 天", milestones=[30, 57, 80], off=[48, 49]),
        "page": Paginator(range(400), 20).get_page(7),
        "tabs": [("all", _("Campaigns"), 9), ("mine", "待确认", 1), ("odd", "有疑点", 2)],
        "wall": "wall" in request.GET,
    }  # fmt: skip
    return HttpResponse(engines["django"].from_string(TEMPLATE.read_text("utf-8")).render(context, request))


def report(request: HttpRequest) -> HttpResponse:
    """Refuses what is no number with 422; else keeps it and offers to take it back."""
    form = LiveForm(request.POST)
    return render(request, LIVE, {"form": form, "kept": form.is_valid()}, status=200 if form.is_valid() else 422)


def render(request: HttpRequest, source: str, context: dict, status: int) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(source).render(context, request), status=status)


def refused(request: HttpRequest) -> HttpResponse:
    raise NotAllowed(permission="催报")


def slow(request: HttpRequest) -> HttpResponse:
    time.sleep(1)
    return HttpResponse("新的数字")


for view in (gallery, report, refused, slow):
    view.login_required = False
urlpatterns = [
    path("gallery/", gallery),
    path("gallery/report/", report),
    path("gallery/refused/", refused),
    path("gallery/slow/", slow),
    path("", include("bairi.edges.web.urls")),
]
