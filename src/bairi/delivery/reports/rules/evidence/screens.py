"""Pictures of a screen, as far as that is cheap and right: a lossless file of exactly a screen's size.

No camera writes PNG. A photo taken *of* a screen is not looked for: the patterns that give it away also come from
roof tiles, nets and cloth, so that it would accuse the wrong people.
"""

from __future__ import annotations

from typing import Final

from bairi.delivery.reports.rules.evidence.finding import FindingKind, Found, Sureness

SHORT_SIDES: Final = frozenset(
    {640, 720, 750, 768, 800, 828, 900, 1024, 1080, 1116, 1125, 1170, 1179, 1200, 1206, 1220, 1224, 1240, 1242, 1260,
     1264, 1280, 1284, 1290, 1320, 1440, 1600, 1668}
)  # fmt: skip
"""Widths of phones' and low heights of computers' screens, in pixels."""
LONG: Final = 1.5
LONGEST: Final = 2.4


def judge_screen(media_type: str, width: int | None, height: int | None, *, has_camera: bool) -> list[Found]:
    """Whether a file is a picture of a screen.

    >>> judge_screen("image/png", 1080, 2400, has_camera=False)[0].kind.value
    'screen_picture'
    >>> judge_screen("image/jpeg", 1080, 2400, has_camera=False)
    []
    """
    if media_type != "image/png" or has_camera or not width or not height:
        return []
    short, long = sorted((width, height))
    if short not in SHORT_SIDES or not LONG <= long / short <= LONGEST:
        return []
    return [Found(FindingKind.SCREEN_PICTURE, Sureness.LIKELY, {"width": width, "height": height})]
