"""How one person wants pages to look on one device: kept in a cookie, so that it also holds before signing in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

COOKIE: Final = "bairi_look"
COOKIE_AGE: Final = 400 * 24 * 3600
SCHEMES: Final = ("auto", "light", "dark")
HTML_LANGS: Final = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}


@dataclass(frozen=True, slots=True)
class Look:
    """Single keys on or off (WCAG 2.1.4), large type, and the colour scheme."""

    keys: bool = True
    large: bool = False
    scheme: str = "auto"

    def as_cookie(self) -> str:
        """The cookie's value, e.g. `keys=1&large=0&scheme=auto`."""
        return urlencode({"keys": int(self.keys), "large": int(self.large), "scheme": self.scheme})


def look_of(request: Any) -> Look:
    """The look this request asks for. A missing or spoilt cookie gives the default."""
    raw = request.COOKIES.get(COOKIE, "") if request is not None else ""
    try:
        values = dict(parse_qsl(raw, max_num_fields=8))
    except ValueError:
        values = {}
    scheme = values.get("scheme", "auto")
    return Look(values.get("keys") != "0", values.get("large") == "1", scheme if scheme in SCHEMES else "auto")
