"""Reading pictures with Pillow, within limits: size in pixels, EXIF, a small copy."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from bairi.ground.files.problems import ImageTooLarge, ImageUnreadable
from bairi.ground.files.rules.exif import facts_of
from bairi.ground.files.rules.kinds import is_whole_jpeg

LONGEST_SIDE = 480
MAX_PIXELS = 40_000_000
MAX_JPEG_PIXELS = 110_000_000
"""A JPEG is decoded at a fraction of its size, so phones with 108 megapixels pass."""
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
Image.MAX_IMAGE_PIXELS = MAX_JPEG_PIXELS


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture is: pixels as shown (turned as its EXIF says), facts, and a small JPEG without any EXIF.

    The small JPEG is empty where none was made yet.
    """

    width: int
    height: int
    facts: dict[str, Any]
    thumbnail: bytes


def read_picture(file: Path) -> Picture:
    """Read a picture whole. Raises ImageUnreadable, ImageTooLarge."""
    try:
        with Image.open(file, formats=FORMATS) as image:
            limit = MAX_JPEG_PIXELS if image.format == "JPEG" else MAX_PIXELS
            width, height = image.size
            if width * height > limit:
                raise ImageTooLarge(megapixels=limit // 1_000_000)
            facts, turned = _facts(image), _is_on_its_side(image)
            thumbnail = _thumbnail(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ImageTooLarge(megapixels=MAX_JPEG_PIXELS // 1_000_000) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, ArithmeticError, EOFError):
        raise ImageUnreadable() from None
    return Picture(height if turned else width, width if turned else height, facts, thumbnail)


def glance_at(file: Path) -> Picture:
    """What a picture is, without a small copy where that can be told from its frame: a JPEG that is there to its end.

    Costs a hundredth of reading the picture whole; the small copy is made when it is first looked at. Raises as
    `read_picture`.
    """
    try:
        with Image.open(file, formats=FORMATS) as image:
            width, height = image.size
            if image.format == "JPEG" and width * height <= MAX_JPEG_PIXELS and is_whole_jpeg(file.read_bytes()):
                facts, turned = _facts(image), _is_on_its_side(image)
                return Picture(height if turned else width, width if turned else height, facts, b"")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, UnidentifiedImageError, OSError, ValueError):
        pass  # said in the right words below
    except (SyntaxError, ArithmeticError, EOFError):
        pass
    return read_picture(file)


def _facts(image: Image.Image) -> dict[str, Any]:
    try:
        exif = image.getexif()
        return facts_of(exif, exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo))
    except (OSError, ValueError, SyntaxError, ArithmeticError, KeyError, TypeError):
        return {}


def _is_on_its_side(image: Image.Image) -> bool:
    return image.getexif().get(ExifTags.Base.Orientation, 1) in {5, 6, 7, 8}


def _thumbnail(image: Image.Image) -> bytes:
    image.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
    thumbnail = ImageOps.exif_transpose(image)
    if thumbnail.mode not in {"RGB", "L"}:
        white = Image.new("RGBA", thumbnail.size, "white")
        thumbnail = Image.alpha_composite(white, thumbnail.convert("RGBA")).convert("RGB")
    out = io.BytesIO()
    thumbnail.save(out, "JPEG", quality=80, exif=b"")
    return out.getvalue()
