"""Photos are hashed once, and photos like them are found."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Final

import numpy as np
from django.db import IntegrityError, transaction
from django.db.models import Max
from PIL import Image

from bairi.delivery.reports.models import PhotoHash
from bairi.delivery.reports.queries.photo_index import index, packed, unpacked
from bairi.delivery.reports.rules.evidence.fingerprints import METHOD, WINDOWS, fingerprint, miniature, resemblance
from bairi.delivery.reports.rules.evidence.likeness import likeness, square
from bairi.ground.files.actions import make_thumbnail
from bairi.ground.files.problems import ImageUnreadable

MOST_COMPARED: Final = 12
AT_ONCE: Final = 400
TRIES: Final = 20


@dataclass(frozen=True, slots=True)
class Alike:
    """Another photo that is a copy of one, or of which it is one."""

    sha256: str
    share: float


def hash_photo(sha256: str) -> PhotoHash | None:
    """The fingerprint of a photo, made and committed if there is none yet; None when the picture cannot be read.

    The fingerprint is of the small copy, which is turned upright.
    """
    known = PhotoHash.objects.filter(file=sha256, method=METHOD).first()
    if known is not None:
        return known
    picture = _small(sha256)
    return None if picture is None else _keep(sha256, packed(fingerprint(picture)), miniature(picture))


def _keep(sha256: str, prints: bytes, cells: bytes) -> PhotoHash:
    """Enter a fingerprint under the next number. Whoever meets another at the same number tries the one after."""
    for _ in range(TRIES):
        last = PhotoHash.objects.aggregate(last=Max("number"))["last"] or 0
        facts = {"number": last + 1, "method": METHOD, "prints": prints, "miniature": cells}
        try:
            with transaction.atomic():
                row, _is_new = PhotoHash.objects.update_or_create(file_id=sha256, defaults=facts)
        except IntegrityError:
            continue
        return row
    raise TimeoutError("the fingerprints of photos are being written by too many at once")


def photos_like(row: PhotoHash, *, least_share: float) -> list[Alike]:
    """Photos of which this one is a near-copy, or that are near-copies of it, the most alike first."""
    candidates = index.near(unpacked(bytes(row.prints))[0])
    candidates.pop(row.number, None)
    ours = _small(row.file_id) if candidates else None
    if ours is None:
        return []
    mine, found = square(ours), list[Alike]()
    for sha256, window in _most_alike(row, candidates):
        theirs = _small(sha256)
        if theirs is None:
            continue
        other = square(theirs)
        seen = likeness(mine, other, WINDOWS[window]) if window >= 0 else likeness(other, mine, WINDOWS[~window])
        if seen.is_copy(least_share):
            found.append(Alike(sha256, seen.share))
    return sorted(found, key=lambda alike: -alike.share)


def _most_alike(row: PhotoHash, candidates: dict[int, tuple[int, int]]) -> list[tuple[str, int]]:
    """The candidates to be compared in earnest, and through which window."""
    numbers, there = sorted(candidates), list[tuple[str, int, bytes]]()
    for start in range(0, len(numbers), AT_ONCE):
        rows = PhotoHash.objects.filter(number__in=numbers[start : start + AT_ONCE]).exclude(pk=row.pk)
        fields = rows.order_by("number").values_list("number", "file_id", "miniature")
        there += [(sha256, candidates[number][1], bytes(cells)) for number, sha256, cells in fields]
    if len(there) > MOST_COMPARED:
        alike = resemblance(bytes(row.miniature), [cells for *_, cells in there], [window for _, window, _ in there])
        there = [there[n] for n in np.argsort(-alike)[:MOST_COMPARED].tolist()]
    return [(sha256, window) for sha256, window, _ in there]


def _small(sha256: str) -> Image.Image | None:
    """The small copy of a photo, upright; None when it cannot be made."""
    try:
        return Image.open(io.BytesIO(make_thumbnail(sha256).read_bytes()))
    except (ImageUnreadable, FileNotFoundError):
        return None
