"""Stand-ins for photos: a drawn hillside that says that it is generated. No two are alike."""

from __future__ import annotations

import io
import random
from datetime import datetime
from typing import Final

from PIL import ExifTags, Image, ImageDraw, ImageEnhance, ImageFont

from bairi.edges.cli.demo.plan import CHINA

SIZE: Final = (800, 600)
WORD: Final = "GENERATED"


def draw_photo(label: str, taken_at: datetime, seed: str) -> bytes:
    """A small JPEG with `label` (Latin letters) and the word "generated" in it, and the moment in its EXIF."""
    dice = random.Random(seed)  # noqa: S311 - a seed must give the same demo again
    sky = (150 + dice.randint(0, 60), 180 + dice.randint(0, 40), 215 + dice.randint(0, 30))
    image = Image.new("RGB", SIZE, sky)
    pen = ImageDraw.Draw(image)
    for depth in range(4):
        _ridge(pen, dice, depth)
    for _house in range(dice.randint(2, 6)):
        _house_at(pen, dice)
    small, large = ImageFont.load_default(22), ImageFont.load_default(64)
    pen.text((24, 20), WORD, fill=(255, 255, 255), font=large, stroke_width=3, stroke_fill=(40, 50, 60))
    pen.text((24, 556), label, fill=(255, 255, 255), font=small, stroke_width=2, stroke_fill=(40, 50, 60))
    exif = Image.Exif()
    exif[ExifTags.Base.Software] = "Bairi demo"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = f"{taken_at + CHINA:%Y:%m:%d %H:%M:%S}"
    out = io.BytesIO()
    image.save(out, "JPEG", quality=70, exif=exif)
    return out.getvalue()


def cut_photo(photo: bytes) -> bytes:
    """A copy as it comes out of a chat: a rim cut off, smaller, brighter, without EXIF."""
    whole = Image.open(io.BytesIO(photo))
    width, height = whole.size
    cut = whole.crop((0, 0, round(width * 0.93), round(height * 0.92)))
    small = cut.resize((round(cut.width * 0.8), round(cut.height * 0.8)), Image.Resampling.LANCZOS)
    image, out = ImageEnhance.Brightness(small).enhance(1.15), io.BytesIO()
    image.save(out, "JPEG", quality=60)
    return out.getvalue()


def _ridge(pen: ImageDraw.ImageDraw, dice: random.Random, depth: int) -> None:
    width, height = SIZE
    base = 200 + depth * 90
    points: list[tuple[float, float]] = [(0, height)]
    points += [(x, base + dice.randint(-60, 40)) for x in range(0, width + 80, 80)]
    points.append((width, height))
    pen.polygon(points, fill=(110 - depth * 18, 140 - depth * 12 + dice.randint(-8, 8), 100 - depth * 20))


def _house_at(pen: ImageDraw.ImageDraw, dice: random.Random) -> None:
    x, y, size = dice.randint(60, 700), dice.randint(380, 500), dice.randint(34, 70)
    pen.rectangle((x, y, x + size, y + size * 0.6), fill=(235, 230, 215), outline=(90, 80, 70))
    pen.polygon(
        [(x - 8, y), (x + size / 2, y - size * 0.4), (x + size + 8, y)], fill=(150, 70 + dice.randint(0, 30), 55)
    )
