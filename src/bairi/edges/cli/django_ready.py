"""Django's start, in the language of the terminal."""

from __future__ import annotations

import os

import django
from django.conf import settings
from django.utils import translation


def make_ready() -> None:
    """Set Django up once and speak the terminal's language."""
    django.setup()
    translation.activate(terminal_language())


def terminal_language() -> str:
    """The language that BAIRI_LANGUAGE or the locale asks for, when it is offered; else English.

    >>> os.environ["BAIRI_LANGUAGE"] = "zh_TW.UTF-8"
    >>> terminal_language()
    'zh-hant'
    >>> del os.environ["BAIRI_LANGUAGE"]
    """
    names = ("BAIRI_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    asked = next((os.environ[name] for name in names if os.environ.get(name)), "en")
    tag = asked.partition(".")[0].replace("_", "-").lower()
    if tag.startswith("zh"):
        return "zh-hant" if tag.endswith(("tw", "hk", "mo", "hant")) else "zh-hans"
    return tag if tag in dict(settings.LANGUAGES) else "en"
