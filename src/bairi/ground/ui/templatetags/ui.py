"""The components, as tags. `{% load ui %}` gives them all; docs: UI section of docs/architecture."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from bairi.ground.ui import forms, parts, shell, words
from bairi.ground.ui.asof import AsOf
from bairi.ground.ui.look import HTML_LANGS, look_of
from bairi.ground.ui.states import BASES, BASIS_LABEL, LEVELS

register = template.Library()
Context = template.context.Context

register.simple_tag(parts.mark, name="mark")
register.simple_tag(parts.state_tag, name="state_tag")
register.simple_tag(parts.trust_bar, name="trust_bar")
register.simple_tag(parts.trust_key, name="trust_key")
register.simple_tag(parts.swatch, name="swatch")
register.simple_tag(parts.kbd, name="kbd")
register.simple_tag(parts.late_count, name="late_count")
register.filter("percent", words.percent)
register.filter("points", words.points)
register.filter("quantity", words.quantity)
register.filter("signed", words.signed)
register.filter("short_date", words.short_date)
register.filter("long_date", words.long_date)
register.filter("moment", words.moment)


@register.simple_tag(takes_context=True)
def html_attributes(context: Context) -> SafeString:
    """The attributes of <html>: language, and how this person wants pages to look."""
    look = look_of(context.get("request"))
    pairs = [("lang", html_lang()), ("data-keys", "on" if look.keys else "off")]
    if look.large:
        pairs.append(("data-type", "large"))
    if look.scheme != "auto":
        pairs.append(("data-scheme", look.scheme))
    if context.get("wall"):
        pairs.append(("data-mode", "wall"))
    return format_html_join(" ", '{}="{}"', pairs)


@register.simple_tag
def html_lang() -> str:
    """The current language as HTML wants it: zh-Hans, zh-Hant or en."""
    return HTML_LANGS.get((translation.get_language() or "").lower(), "zh-Hans")


@register.simple_tag
def stylesheets() -> SafeString:
    """The built stylesheet; without a build, the sources as they are."""
    return format_html('<link rel="stylesheet" href="{}">', _asset("built/ui.css", "ui/css/index.css"))


@register.simple_tag
def scripts() -> SafeString:
    """The built script; without a build, the modules as they are (pages work, without htmx)."""
    return format_html('<script type="module" src="{}"></script>', _asset("built/ui.js", "ui/js/index.js"))


def _asset(built: str, source: str) -> str:
    if settings.DEBUG or not hasattr(staticfiles_storage, "manifest_name"):
        return staticfiles_storage.url(built if finders.find(built) else source)
    return staticfiles_storage.url(built)


@register.simple_tag
def svg_defs() -> SafeString:
    return parts.SVG_DEFS


@register.simple_tag
def icon(name: str, size: int = 18, label: str = "") -> SafeString:
    """A lucide icon. Decorative unless `label` is given."""
    return parts.icon(name, size, label)


@register.simple_tag(takes_context=True)
def nav_links(context: Context, slot: shell.Slot) -> SafeString:
    """The frame's entries of a slot as links; entries that post are small forms."""
    rows = [_nav_entry(context, link) for link in shell.links(slot, context.flatten())]
    return mark_safe("".join(rows))


def _nav_entry(context: Context, link: shell.Link) -> SafeString:
    face = format_html("{}{}", icon(link.icon) if link.icon else "", link.label)
    if link.method == "post":
        token = context.get("csrf_token", "")
        return format_html(
            '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
            '<button class="nav-button">{}</button></form>',
            link.url,
            token,
            face,
        )
    current = mark_safe(' aria-current="page"') if link.current else ""
    return format_html('<a href="{}"{}>{}</a>', link.url, current, face)


@register.inclusion_tag("ui/_search.html", takes_context=True)
def search_box(context: Context) -> dict[str, Any]:
    """The search field of the frame; nothing where no room answers searches."""
    request = context.get("request")
    return {"links": shell.links("search", context.flatten()), "asked": request.GET.get("q", "") if request else ""}


@register.inclusion_tag("ui/_language.html", takes_context=True)
def language_switch(context: Context) -> dict[str, Any]:
    """简 / 繁 / EN, as a form that works without script."""
    request = context.get("request")
    return {
        "current": (translation.get_language() or "").lower(),
        "next": request.get_full_path() if request and request.method == "GET" else "/",
        "csrf_token": context.get("csrf_token"),
        "languages": [
            ("zh-hans", "zh-Hans", "简", "简体中文"),
            ("zh-hant", "zh-Hant", "繁", "繁體中文"),
            ("en", "en", "EN", "English"),
        ],
    }


def _query_with(context: Context, **changes: str | None) -> str:
    request = context.get("request")
    query: QueryDict = request.GET.copy() if request else QueryDict(mutable=True)
    for key, value in changes.items():
        query.pop(key, None)
        if value:
            query[key] = value
    return "?" + query.urlencode()


@register.simple_tag(takes_context=True)
def basis_switch(context: Context, basis: str) -> SafeString:
    """填报 / 确认 / 核查: links to the same page on another basis."""
    items = [
        (_query_with(context, basis=key), mark_safe(' aria-current="true"') if key == basis else "", LEVELS[key])
        for key in BASES
    ]
    links = format_html_join("", '<a href="{}"{}>{}</a>', items)
    return format_html('<nav class="seg" aria-label="{}">{}</nav>', BASIS_LABEL, links)


@register.simple_tag(takes_context=True)
def sort_link(context: Context, key: str, label: str, target: str = "") -> SafeString:
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
def aria_sort(context: Context, key: str) -> SafeString:
    """The `aria-sort` attribute of a column head."""
    state = {key: "ascending", "-" + key: "descending"}.get(_sorted_by(context), "none")
    return format_html('aria-sort="{}"', state)


def _sorted_by(context: Context) -> str:
    request = context.get("request")
    return request.GET.get("sort", "") if request else ""


@register.simple_tag
def crumbs(*pairs: str, trail: Iterable[tuple[str, str]] = ()) -> SafeString:
    """Where a page lies: label, address, label, address… or `trail=` pairs; a pair without address is the page itself."""
    steps = [*trail, *zip(pairs[::2], [*pairs[1::2], ""][: len(pairs[::2])], strict=True)]
    rows = [
        format_html('<li><a href="{}">{}</a></li>', url, label)
        if url
        else format_html('<li aria-current="page">{}</li>', label)
        for label, url in steps
    ]
    return format_html(
        '<nav class="crumbs" aria-label="{}"><ol>{}</ol></nav>', _("Where you are"), mark_safe("".join(rows))
    )


@register.simple_tag(takes_context=True)
def tabs(
    context: Context, items: Iterable[tuple[str, str, str]], current: str, label: str = "", param: str = "tab"
) -> SafeString:
    """Tabs as links. Items are (key, label, count); the address is this page with `param=key`."""
    rows = [
        format_html(
            '<a href="{}"{}>{}{}</a>',
            _query_with(context, **{param: key}, page=None),
            mark_safe(' aria-current="page"') if key == current else "",
            name,
            format_html(' <span class="count">{}</span>', count) if count != "" else "",
        )
        for key, name, count in items
    ]
    return format_html('<nav class="tabs" aria-label="{}">{}</nav>', label or _("Views"), mark_safe("".join(rows)))


@register.inclusion_tag("ui/_field.html")
def form_field(field: BoundField, unit: str = "", big: bool = False) -> dict[str, Any]:
    """A field with label, hint, control and errors, tied together for screen readers."""
    attributes = {"aria-describedby": described} if (described := forms.described_by(field)) else {}
    if field.errors:
        attributes["aria-invalid"] = "true"
    shape = forms.shape(field)
    control = field if shape == "group" else field.as_widget(attrs=attributes)
    return {"field": field, "control": control, "shape": shape, "unit": unit, "big": big}


@register.inclusion_tag("ui/_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """The summary of all errors, above the form; the focus moves to it. Nothing when there are none."""
    return {"faults": forms.faults(form) if form.is_bound else []}


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


@register.inclusion_tag("ui/_empty.html")
def empty_state(
    title: str, text: str = "", url: str = "", action: str = "", icon_name: str = "circle-check"
) -> dict[str, Any]:
    """What would be here, why it is not, and the one thing to do."""
    return {"title": title, "text": text, "url": url, "action": action, "icon_name": icon_name}


@register.inclusion_tag("ui/_progress.html", takes_context=True)
def progress(
    context: Context, done: int, total: int, label: str, poll_url: str = "", cancel_url: str = ""
) -> dict[str, Any]:
    """A bar with a count and a cancel. `poll_url` is asked every two seconds and answers with the same piece."""
    share = min(100.0, 100 * done / total) if total else 0
    return {
        "done": done,
        "total": total,
        "label": label,
        "poll_url": poll_url,
        "cancel_url": cancel_url,
        "share": f"{share:.1f}",
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("ui/_asof.html", takes_context=True)
def asof_bar(context: Context, asof: AsOf) -> dict[str, Any]:
    """The day slider at the foot of every figure page."""
    request = context.get("request")
    kept = [(k, v) for k, v in request.GET.items() if k not in {"day", "known"}] if request else []
    return {"asof": asof, "kept": kept, "today_url": _query_with(context, day=None, known=None)}


@register.simple_tag
def toast_mark(level: str) -> SafeString:
    """The shape beside a message: tick, triangle or diamond."""
    state = {"success": "done", "error": "late", "warning": "at_risk"}.get(level)
    return parts.mark(state) if state else mark_safe("")  # type: ignore[arg-type]


@register.inclusion_tag("ui/_print_head.html")
def print_head(title: str, sub: str = "") -> dict[str, str]:
    """The head that only paper shows: what this is, and as of when."""
    return {"title": title, "sub": sub}
