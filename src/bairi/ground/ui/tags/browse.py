"""Tags for finding one's way: basis, sorting, tabs, pages, breadcrumb, the day slider."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from bairi.ground.ui.asof import AsOf
from bairi.ground.ui.markup import Markup
from bairi.ground.ui.states import BASES, BASIS_LABEL, LEVELS

register = template.Library()
Context = template.context.Context


def _query_with(context: Context, **changes: str | None) -> str:
    request = context.get("request")
    query: QueryDict = request.GET.copy() if request else QueryDict(mutable=True)
    for key, value in changes.items():
        query.pop(key, None)
        if value:
            query[key] = value
    return "?" + query.urlencode()


@register.simple_tag(takes_context=True)
def basis_switch(context: Context, basis: str) -> str:
    """填报 / 确认 / 核查: links to the same page on another basis."""
    items = [
        (_query_with(context, basis=key), Markup(' aria-current="true"') if key == basis else "", LEVELS[key])
        for key in BASES
    ]
    links = format_html_join("", '<a href="{}"{}>{}</a>', items)
    return format_html('<nav class="seg" aria-label="{}">{}</nav>', BASIS_LABEL, links)


@register.simple_tag(takes_context=True)
def sort_link(context: Context, key: str, label: str, target: str = "") -> str:
    """The head of a sortable column: `sort=key`, then `sort=-key`. With `target`, htmx swaps only that element.

    Put it in a `<th>` with `{% aria_sort "key" %}`.
    """
    now = _sorted_by(context)
    href = _query_with(context, sort="-" + key if now == key else key, page=None)
    live = (
        format_html(
            ' hx-get="{}" hx-target="{}" hx-select="{}" hx-swap="innerMorph" hx-push-url="true"', href, target, target
        )
        if target
        else ""
    )
    arrow = {key: "▲", "-" + key: "▼"}.get(now, "")
    return format_html('<a class="sort" href="{}"{}>{}<span aria-hidden="true">{}</span></a>', href, live, label, arrow)


@register.simple_tag(takes_context=True)
def aria_sort(context: Context, key: str) -> str:
    """The `aria-sort` attribute of a column head."""
    state = {key: "ascending", "-" + key: "descending"}.get(_sorted_by(context), "none")
    return format_html('aria-sort="{}"', state)


def _sorted_by(context: Context) -> str:
    request = context.get("request")
    return request.GET.get("sort", "") if request else ""


@register.simple_tag
def crumbs(*pairs: str, trail: Iterable[tuple[str, str]] = ()) -> str:
    """Where a page lies: label, address, label, address… or `trail=` pairs; without address, the page itself."""
    steps = [*trail, *zip(pairs[::2], [*pairs[1::2], ""][: len(pairs[::2])], strict=True)]
    rows = [
        format_html('<li><a href="{}">{}</a></li>', url, label)
        if url
        else format_html('<li aria-current="page">{}</li>', label)
        for label, url in steps
    ]
    return format_html(
        '<nav class="crumbs" aria-label="{}"><ol>{}</ol></nav>', _("Where you are"), Markup("".join(rows))
    )


@register.simple_tag(takes_context=True)
def tabs(
    context: Context, items: Iterable[tuple[str, str, str]], current: str, label: str = "", param: str = "tab"
) -> str:
    """Tabs as links. Items are (key, label, count); the address is this page with `param=key`."""
    rows = [
        format_html(
            '<a href="{}"{}>{}{}</a>',
            _query_with(context, **{param: key}, page=None),
            Markup(' aria-current="page"') if key == current else "",
            name,
            format_html(' <span class="count">{}</span>', count) if count != "" else "",
        )
        for key, name, count in items
    ]
    return format_html('<nav class="tabs" aria-label="{}">{}</nav>', label or _("Views"), Markup("".join(rows)))


@register.inclusion_tag("ui/_pages.html", takes_context=True)
def pages(context: Context, page: Any, target: str = "") -> dict[str, Any]:
    """Page links of a Django `Page`, keeping the query."""
    numbers = [
        (n, _query_with(context, page=str(n)) if isinstance(n, int) else "")
        for n in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "page": page,
        "numbers": numbers,
        "target": target,
        "before": _query_with(context, page=str(page.number - 1)),
        "after": _query_with(context, page=str(page.number + 1)),
    }


@register.inclusion_tag("ui/_asof.html", takes_context=True)
def asof_bar(context: Context, asof: AsOf) -> dict[str, Any]:
    """The day slider at the foot of every figure page."""
    request = context.get("request")
    kept = [(k, v) for k, v in request.GET.items() if k not in {"day", "known"}] if request else []
    return {"asof": asof, "kept": kept, "today_url": _query_with(context, day=None, known=None)}
