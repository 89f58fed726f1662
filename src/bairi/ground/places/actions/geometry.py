"""Points and boundaries of places out of GeoJSON (RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bairi.ground.places.problems import GeometryUnreadable
from bairi.ground.places.rules import short_code

_CODES = ("code", "adcode", "CODE", "区划代码", "行政区划代码", "id")


@dataclass(frozen=True, slots=True)
class Geometry:
    """Where a place lies: a point, and its boundary as a GeoJSON geometry where there is one."""

    lon: float
    lat: float
    boundary: dict[str, Any] | None = None


def read_geojson(source: bytes | Path, name: str = "") -> dict[str, Geometry]:
    """Geometry by place code, from the property code (or adcode, 区划代码). Raises GeometryUnreadable."""
    name = name or (source.name if isinstance(source, Path) else "GeoJSON")
    try:
        data = json.loads(source.read_bytes() if isinstance(source, Path) else source)
        return {code: shape for feature in data["features"] for code, shape in _feature(feature)}
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise GeometryUnreadable(file=name) from error


def _feature(feature: dict[str, Any]) -> Iterator[tuple[str, Geometry]]:
    about = (feature.get("properties") or {}) | {"id": feature.get("id") or (feature.get("properties") or {}).get("id")}
    code = next((about[key] for key in _CODES if about.get(key)), None)
    shape = feature.get("geometry")
    if code is None or not shape:
        return
    points = list(_points(shape["coordinates"]))
    if not points or not all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in points):
        raise ValueError(code)
    lon = round((min(x for x, _ in points) + max(x for x, _ in points)) / 2, 6)
    lat = round((min(y for _, y in points) + max(y for _, y in points)) / 2, 6)
    if isinstance(code, float):
        code = int(code)
    yield short_code(str(code)), Geometry(lon, lat, shape if shape["type"] in ("Polygon", "MultiPolygon") else None)


def _points(coordinates: Any) -> Iterator[tuple[float, float]]:
    if coordinates and isinstance(coordinates[0], (int, float)):
        yield float(coordinates[0]), float(coordinates[1])
        return
    for part in coordinates:
        yield from _points(part)
