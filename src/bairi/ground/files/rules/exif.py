"""What a photo says of itself: when, where, with what. Every field may be missing, wrong or forged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

MAKE, MODEL, ORIENTATION = 271, 272, 274
TAKEN_AT, OFFSET = 36867, 36881
LAT_REF, LAT, LON_REF, LON = 1, 2, 3, 4
MAX_TEXT = 80


def facts_of(main: Mapping[int, Any], detail: Mapping[int, Any], gps: Mapping[int, Any]) -> dict[str, Any]:
    """Facts that make sense: `taken_at` (ISO, with offset if given), `lat`, `lon` (degrees), `make`, `model`.

    >>> facts_of({271: "Huawei\\x00"}, {36867: "2016:03:31 12:00:00"}, {})
    {'taken_at': '2016-03-31T12:00:00', 'make': 'Huawei'}
    """
    facts = {
        "taken_at": _moment(detail.get(TAKEN_AT), detail.get(OFFSET)),
        "lat": _degrees(gps.get(LAT), gps.get(LAT_REF), "S", 90),
        "lon": _degrees(gps.get(LON), gps.get(LON_REF), "W", 180),
        "make": _text(main.get(MAKE)),
        "model": _text(main.get(MODEL)),
    }
    if facts["lat"] is None or facts["lon"] is None or (facts["lat"] == 0 and facts["lon"] == 0):
        facts["lat"] = facts["lon"] = None  # cameras without a fix write 0, 0
    return {name: value for name, value in facts.items() if value is not None}


def _text(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    return "".join(c for c in value if c.isprintable()).strip()[:MAX_TEXT] or None


def _moment(value: object, offset: object) -> str | None:
    text, zone = _text(value), _text(offset)
    try:
        moment = datetime.strptime(text or "", "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - a camera may not know its zone
        if zone:
            return datetime.fromisoformat(f"{moment.isoformat()}{zone}").isoformat()
        return moment.isoformat()
    except ValueError:
        return None


def _degrees(parts: object, reference: object, negative: str, limit: int) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in parts)  # type: ignore[attr-defined]
        value = degrees + minutes / 60 + seconds / 3600
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = -value if _text(reference) == negative else value
    return round(value, 6) if -limit <= value <= limit else None
