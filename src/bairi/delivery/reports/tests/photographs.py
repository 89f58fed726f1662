"""Photos for the tests of evidence: drawn by arithmetic, so that copies of them can be made and told apart."""

from __future__ import annotations

import io

import numpy as np
from PIL import ExifTags, Image, ImageDraw, ImageEnhance

SIZE = (480, 360)


def picture(seed: int) -> Image.Image:
    """Hills, houses and trees; another seed is another place."""
    dice = np.random.default_rng(seed)
    width, height = SIZE
    coarse = Image.fromarray(dice.integers(60, 200, (5, 7, 3), dtype=np.uint8))
    image = coarse.resize(SIZE, Image.Resampling.BICUBIC)
    pen = ImageDraw.Draw(image)
    for _ in range(60):
        x, y = dice.integers(0, width), dice.integers(0, height)
        a, b = dice.integers(6, 80), dice.integers(6, 60)
        colour = tuple(int(v) for v in dice.integers(20, 235, 3))
        draw = pen.ellipse if dice.random() < 0.4 else pen.rectangle
        draw((x, y, x + a, y + b), fill=colour)
    grain = dice.normal(0, 4, (height, width, 3))
    return Image.fromarray(np.clip(np.asarray(image, np.float32) + grain, 0, 255).astype(np.uint8))


def jpeg(image: Image.Image, *, quality: int = 88, taken: str = "") -> bytes:
    """As a file; `taken` as EXIF writes it, "2016:03:31 10:00:00"."""
    out, exif = io.BytesIO(), Image.Exif()
    if taken:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    image.save(out, "JPEG", quality=quality, exif=exif)
    return out.getvalue()


def worked_over(image: Image.Image) -> Image.Image:
    """A copy as it comes out of a chat: a tenth cut off, scaled, brighter."""
    width, height = image.size
    cut = image.crop((0, 0, round(width * 0.9), round(height * 0.93)))
    return ImageEnhance.Brightness(cut.resize((round(width * 0.7), round(height * 0.7)))).enhance(1.2)
