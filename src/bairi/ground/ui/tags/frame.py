"""Tags of the page frame: attributes, assets, navigation, search, language."""

from __future__ import annotations

from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime, now

from bairi.ground.ui import parts, shell
from bairi.ground.ui.assets import built_name
from bairi.ground.ui.look import HTML_LANGS, look_of
from bairi.ground.ui.markup import Markup

register = template.Library()
Context = template.context.Context


@register.simple_tag(takes_context=True)
def html_attributes(context: Context) -> str:
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
def stylesheets() -> str:
    """The built style sheet; without a build, the sources as they are."""
    return format_html('<link rel="stylesheet" href="{}">', static(built_name("ui.css") or "ui/css/index.css"))


@register.simple_tag
def scripts() -> str:
    """The built script; without a build, the modules as they are (pages work, without htmx)."""
    return format_html('<script type="module" src="{}"></script>', static(built_name("ui.js") or "ui/js/index.js"))


@register.simple_tag
def svg_defs() -> str:
    return parts.SVG_DEFS


@register.simple_tag(takes_context=True)
def nav_links(context: Context, slot: shell.Slot) -> str:
    """The frame's entries of a slot as links; entries that post are small forms."""
    rows = [_nav_entry(context, link) for link in shell.links(slot, context)]
    return Markup("".join(rows))


@register.inclusion_tag("ui/_row_of_links.html", takes_context=True)
def row_of_links(context: Context) -> dict[str, Any]:
    """The main entries side by side; where they are many, what is seldom needed folds behind "More"."""
    shown, folded = shell.in_a_row(shell.links("main", context))
    return {
        "shown": [_nav_entry(context, link) for link in shown],
        "folded": [_nav_entry(context, link) for link in folded],
        "is_within": any(link.current for link in folded),
    }


def _nav_entry(context: Context, link: shell.Link) -> str:
    face = format_html("{}{}", parts.icon(link.icon) if link.icon else "", link.label)
    if link.method == "post":
        token = context.get("csrf_token", "")
        return format_html(
            '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
            '<button class="nav-button">{}</button></form>',
            link.url,
            token,
            face,
        )
    current = Markup(' aria-current="page"') if link.current else ""
    return format_html('<a href="{}"{}>{}</a>', link.url, current, face)


@register.inclusion_tag("ui/_search.html", takes_context=True)
def search_box(context: Context) -> dict[str, Any]:
    """The search field of the frame, kept to the page's campaign; nothing where no room answers searches."""
    request = context.get("request")
    campaign = getattr(context.get("campaign"), "code", "")
    asked = request.GET.get("q", "") if request else ""
    return {"links": shell.links("search", context), "asked": asked, "campaign": campaign}


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


@register.inclusion_tag("ui/_print_head.html")
def print_head(title: str, sub: str = "") -> dict[str, str]:
    """The head that only paper shows: what this is, and as of when."""
    return {"title": title, "sub": sub}


@register.inclusion_tag("ui/_wall_clock.html", takes_context=True)
def wall_clock(context: Context) -> dict[str, str]:
    """On the wall: when the page was refreshed, refreshing it every five minutes, and that it is stale."""
    request = context.get("request")
    at = f"{localtime(now()):%H:%M}"
    return {"address": request.get_full_path() if request else "", "at": at}


@register.simple_tag
def toast_mark(level: str) -> str:
    """The shape beside a message: tick, triangle or diamond."""
    state = {"success": "done", "error": "late", "warning": "at_risk"}.get(level)
    return parts.mark(state) if state else Markup("")  # type: ignore[arg-type]
