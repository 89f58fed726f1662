"""Photos made up by arithmetic: villages under mountains, walls, fields, rooms, papers. A seed makes the same one.

`photo` is one exposure. `retake` is another of the same thing, from a few steps aside and at another hour: a
different photo that looks alike. `CHANGES` are what is done to a copy so that it passes for a photo of its own.
"""

import io

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance

WIDTH, HEIGHT = SIZE = (640, 480)
CUT = 0.10


def noise(rng, octaves=5, persistence=0.55, shape=(HEIGHT, WIDTH)):
    """Fractal noise, 0 to 1."""
    height, width = shape
    out, weight = np.zeros(shape, np.float32), 1.0
    for octave in range(octaves):
        cells = 2 ** (octave + 1)
        grid = rng.random((cells + 1, int(cells * width / height) + 2)).astype(np.float32)
        out += weight * np.asarray(Image.fromarray(grid).resize((width, height), Image.Resampling.BICUBIC))
        weight *= persistence
    return (out - out.min()) / (out.max() - out.min() + 1e-9)


def colour(rng, low=20, high=235):
    return tuple(int(v) for v in rng.integers(low, high, 3))


def as_array(image, shade=1.0):
    return np.asarray(image, np.float32) * shade


def village(rng, late):
    """A village under mountains; clouds and people are those of the hour."""
    down = np.linspace(0, 1, HEIGHT)[:, None, None]
    sky = np.array([150, 180, 215]) + rng.random() * 30 - 60 * down * np.array([0.2, 0.1, -0.2])
    clouds = np.clip(noise(late) * 2 - late.uniform(0.7, 1.3), 0, 1)[..., None]
    out = sky + clouds * (235 - sky)
    rows = np.arange(HEIGHT)[:, None]
    for depth in range(rng.integers(2, 5)):
        base = HEIGHT * (0.25 + 0.14 * depth + rng.uniform(-0.05, 0.05))
        line = base + HEIGHT * rng.uniform(0.12, 0.4) * (noise(rng, 6, shape=(8, WIDTH))[4] - 0.5)
        tone = np.array([90, 110, 85]) * rng.uniform(0.6, 1.25) + np.array([40, 45, 60]) * (3 - depth) / 3
        slope = tone * (0.6 + 0.8 * noise(rng, 7, 0.7)[..., None])
        out = np.where((rows > line[None, :])[..., None], slope, out)
    image = Image.fromarray(np.clip(out, 0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(image)
    if rng.random() < 0.7:
        far, near = rng.uniform(0, WIDTH, 2)
        road = [(far - 8, HEIGHT * 0.55), (far + 8, HEIGHT * 0.55), (near + 120, HEIGHT), (near - 120, HEIGHT)]
        pen.polygon(road, fill=(int(rng.integers(120, 180)),) * 3)
    for _ in range(rng.integers(2, 10)):
        house(pen, rng)
    for _ in range(rng.integers(0, 40)):
        x, y, r, c = rng.uniform(0, WIDTH), rng.uniform(HEIGHT / 2, HEIGHT), rng.uniform(4, 26), rng.uniform(0.4, 1.1)
        pen.ellipse((x - r, y - r * 1.3, x + r, y + r), fill=(int(60 * c), int(95 * c), int(45 * c)))
    people(pen, late, 6)
    return as_array(image)


def house(pen, rng):
    s, x, y = rng.uniform(30, 130), rng.uniform(-20, WIDTH), rng.uniform(HEIGHT * 0.45, HEIGHT * 0.9)
    wall = tuple(int(v) for v in np.array([225, 215, 195]) * rng.uniform(0.55, 1.1))
    pen.rectangle((x, y - s * 0.6, x + s, y), fill=wall, outline=(70, 60, 50))
    top = (x + s * rng.uniform(0.3, 0.7), y - s)
    pen.polygon([(x - s * 0.1, y - s * 0.6), top, (x + s * 1.1, y - s * 0.6)], fill=colour(rng, 50, 160))
    for n in range(rng.integers(1, 4)):
        u = x + s * (0.1 + 0.3 * n)
        pen.rectangle((u, y - s * 0.45, u + s * 0.14, y - s * 0.2), fill=(60, 60, 70))


def people(pen, late, most):
    for _ in range(late.integers(0, most)):
        x, y, s = late.uniform(0, WIDTH), late.uniform(HEIGHT * 0.5, HEIGHT * 0.95), late.uniform(8, 30)
        pen.rectangle((x, y, x + s, y + s * 2.4), fill=colour(late, 0, 255))


def wall(rng, late):
    """Bricks or stacked goods, near."""
    image = Image.new("RGB", SIZE, colour(rng, 90, 160))
    pen = ImageDraw.Draw(image)
    across, down, tone = int(rng.integers(28, 90)), int(rng.integers(16, 44)), rng.integers(80, 200, 3)
    for row, y in enumerate(range(0, HEIGHT, down)):
        for x in range(-across, WIDTH, across):
            left = x + (row % 2) * across / 2
            brick = tuple(int(v) for v in np.clip(tone * rng.uniform(0.6, 1.3), 0, 255))
            pen.rectangle((left + 2, y + 2, left + across - 2, y + down - 2), fill=brick)
    for _ in range(rng.integers(1, 5)):
        x, y, a, b = rng.uniform(0, WIDTH), rng.uniform(0, HEIGHT), rng.uniform(40, 220), rng.uniform(40, 200)
        pen.rectangle((x, y, x + a, y + b), fill=colour(rng))
    return as_array(image, 0.65 + 0.7 * noise(rng, 3)[..., None])


def field(rng, late):
    """Furrows or planted rows running to a point."""
    x, y = np.meshgrid(np.arange(WIDTH) / WIDTH, np.arange(HEIGHT) / HEIGHT)
    at_x, at_y = rng.uniform(-0.3, 1.3), rng.uniform(-0.3, 0.25)
    stripes = 0.5 + 0.5 * np.sin(np.arctan2(x - at_x, y - at_y + 1e-3) * rng.uniform(20, 70))
    soil, green = np.array([120, 90, 60]) * rng.uniform(0.7, 1.3), np.array([80, 130, 60]) * rng.uniform(0.7, 1.3)
    out = (soil + stripes[..., None] * (green - soil)) * (0.5 + noise(rng, 7, 0.75)[..., None])
    out[y < at_y + 0.03 * noise(rng, 4)] = np.array([190, 205, 225]) * late.uniform(0.8, 1.1)
    return out


def room(rng, late):
    """A room or a yard with things in it."""
    image = Image.new("RGB", SIZE, colour(rng, 120, 220))
    pen = ImageDraw.Draw(image)
    corner, floor = rng.uniform(0.2, 0.8) * WIDTH, rng.uniform(0.5, 0.75) * HEIGHT
    pen.polygon([(corner, 0), (WIDTH, 0), (WIDTH, HEIGHT), (corner, floor)], fill=colour(rng, 100, 200))
    ground = [(0, HEIGHT), (0, floor + 60), (corner, floor), (WIDTH, floor + 70), (WIDTH, HEIGHT)]
    pen.polygon(ground, fill=colour(rng, 60, 150))
    for _ in range(rng.integers(4, 14)):
        x, y, a, b = rng.uniform(-40, WIDTH), rng.uniform(48, HEIGHT), rng.uniform(20, 180), rng.uniform(20, 160)
        draw = pen.ellipse if rng.random() < 0.3 else pen.rectangle
        draw((x, y, x + a, y + b), fill=colour(rng, 10, 240), outline=(30, 30, 30))
    people(pen, late, 3)
    return as_array(image, 0.6 + 0.7 * noise(rng, 3)[..., None])


def paper(rng, late):
    """A sheet with lines of writing and a stamp."""
    image = Image.new("RGB", SIZE, colour(rng, 60, 150))
    pen = ImageDraw.Draw(image)
    left, top = rng.uniform(10, 90), rng.uniform(10, 60)
    right, bottom = rng.uniform(WIDTH - 90, WIDTH - 10), rng.uniform(HEIGHT - 60, HEIGHT - 10)
    pen.rectangle((left, top, right, bottom), fill=(235, 232, 225))
    pen.rectangle((left + 130, top + 14, left + rng.uniform(300, 400), top + 36), fill=(160, 30, 30))
    y = top + 56
    while y < bottom - 30:
        x, end = left + 20, right - rng.uniform(15, 200)
        while x < end:
            a = rng.uniform(6, 34)
            pen.rectangle((x, y, x + a, y + 9), fill=(60, 60, 65))
            x += a + rng.uniform(4, 9)
        y += rng.uniform(18, 28)
    x, y = rng.uniform(WIDTH * 0.5, WIDTH * 0.8), rng.uniform(HEIGHT * 0.6, HEIGHT * 0.85)
    pen.ellipse((x - 44, y - 44, x + 44, y + 44), outline=(200, 40, 40), width=6)
    return as_array(image, 0.75 + 0.4 * noise(rng, 2)[..., None])


KINDS = (village, village, village, wall, field, room, paper)


def finished(out, late):
    """Light, lens and sensor of one exposure."""
    gain = late.uniform(0.85, 1.15) * (1 + late.uniform(-0.03, 0.03, 3))
    grain = late.normal(0, late.uniform(1.5, 5), out.shape)
    return Image.fromarray(np.clip(out * gain + grain, 0, 255).astype(np.uint8))


def photo(seed):
    """One exposure of scene `seed`."""
    rng, late = np.random.default_rng([7, seed]), np.random.default_rng([8, seed])
    return finished(KINDS[seed % len(KINDS)](rng, late), late)


def retake(seed, again=0):
    """The same scene from another standpoint at another hour."""
    rng, late = np.random.default_rng([7, seed]), np.random.default_rng([9, seed, again])
    seen = Image.fromarray(np.clip(KINDS[seed % len(KINDS)](rng, late), 0, 255).astype(np.uint8))
    w, h, d = WIDTH, HEIGHT, late.uniform(0.01, 0.12, 8)
    corners = (w * d[0], h * d[1], w * d[2], h * (1 - d[3]), w * (1 - d[4]), h * (1 - d[5]), w * (1 - d[6]), h * d[7])
    bent = seen.transform(SIZE, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC)
    return finished(as_array(bent, 0.7 + 0.6 * noise(late, 2)[..., None]), late)


def saved(image, quality=80):
    """As it comes back from a JPEG."""
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=int(quality))
    return Image.open(io.BytesIO(out.getvalue())).convert("RGB")


def reencoded(image, rng):
    return saved(image, rng.integers(25, 75))


def scaled(image, rng):
    by = rng.choice([0.25, 0.4, 0.6, 0.8, 1.5])
    return saved(image.resize((round(image.width * by), round(image.height * by)), Image.Resampling.LANCZOS))


def brightness(image, rng):
    by = rng.choice([rng.uniform(0.6, 0.85), rng.uniform(1.15, 1.5)])
    return saved(ImageEnhance.Brightness(image).enhance(float(by)))


def contrast(image, rng):
    return saved(ImageEnhance.Contrast(image).enhance(float(rng.uniform(0.7, 1.4))))


def cropped(image, rng):
    """A tenth of the width and of the height gone, from one side or both."""
    left, top = (rng.choice([0, CUT]) if rng.random() < 0.4 else rng.uniform(0, CUT) for _ in range(2))
    w, h = image.size
    return saved(image.crop((round(left * w), round(top * h), round(w * (1 - CUT + left)), round(h * (1 - CUT + top)))))


def all_at_once(image, rng):
    return reencoded(scaled(brightness(cropped(image, rng), rng), rng), rng)


CHANGES = {change.__name__: change for change in (reencoded, scaled, brightness, contrast, cropped, all_at_once)}
