"""Reports over OpenRosa on SQLite: 1 KB against a bare view that inserts 1 KB (0.2); 5 MB with photos (20 a second)."""

import http.client
import io
import json
import os
import random
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from hashlib import md5
from uuid import UUID, uuid4

from _intake import NOTE, new_county, rows, send_all, served
from PIL import Image

CLIENTS, ROUNDS, MANY = 8, 7, 400
SMALL_BAR, LARGE_BAR = 0.2, 20.0
BOUNDARY = "bairi-bench"
TYPE = f"multipart/form-data; boundary={BOUNDARY}"
ADDRESS = "/openrosa/bench/submission"
PHOTO_SETS = {"one of 5 MB": (1, 4000, 3000), "ten of 0.5 MB": (10, 1600, 1200)}
LARGE_MANY = 60


def publish():
    """Publish the form and prepare a phone; user name and password."""
    from django.utils.timezone import now

    from bairi.edges.openrosa.actions import add_phone, publish_form
    from bairi.ground.accounts.models import User
    from bairi.ground.accounts.queries import actor_for

    officer = actor_for(User.objects.get(), via="page")
    publish_form(campaign="bench", by=officer, at=now())
    made = add_phone(name="bench", by=officer, at=now())
    from django.db import connection

    connection.close()
    return made.username, made.password


def filled_in(county, number):
    """A filled-in form of about 1 KB on one target after the other, as the generated form sends it."""
    place = county.villages[number % len(county.villages)]
    task = county.tasks[number // len(county.villages) % len(county.tasks)]
    return (
        '<?xml version="1.0"?><data xmlns:orx="http://openrosa.org/xforms" id="bairi_bench" version="1">'
        f"<place>{place}</place><target>{place}.{task}.done</target><task>{task}</task><measure>done</measure>"
        f"<unit>公里</unit><itemised>0</itemised><value>{number / 1000:.3f}</value><item/><stage_reached/><stage/>"
        f"<base>{UUID(int=0)}</base><effective_on>{county.day}</effective_on><photo_1/><note>{NOTE[:200]}</note>"
        f"<orx:meta><orx:instanceID>uuid:{uuid4()}</orx:instanceID></orx:meta></data>"
    ).encode()


def body(xml, photos=()):
    """One post: the form and its photos."""
    parts = [("xml_submission_file", "submission.xml", "text/xml", xml)]
    parts += [(f"photo_{n}", f"photo_{n}.jpg", "image/jpeg", photo) for n, photo in enumerate(photos)]
    out = io.BytesIO()
    for name, file, kind, content in parts:
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\nContent-Type: {kind}'
        )
        out.write(f"{head}\r\n\r\n".encode() + content + b"\r\n")
    out.write(f"--{BOUNDARY}--\r\n".encode())
    return out.getvalue()


class Phone:
    """Signs in by digest, as ODK Collect does: asked once, then each request with the next count."""

    def __init__(self, port, username, password):
        self.wire, self.username, self.count = http.client.HTTPConnection("127.0.0.1", port), username, 0
        self.wire.request("HEAD", ADDRESS)
        answer = self.wire.getresponse()
        answer.read()
        self.nonce = answer.headers["WWW-Authenticate"].split('nonce="')[1].split('"')[0]
        self.half = md5(f"{username}:Bairi:{password}".encode()).hexdigest()
        self.what = md5(f"POST:{ADDRESS}".encode()).hexdigest()

    def send(self, content):
        self.count += 1
        whole = f"{self.half}:{self.nonce}:{self.count:08x}:c:auth:{self.what}"
        sign = (
            f'Digest username="{self.username}", realm="Bairi", nonce="{self.nonce}", uri="{ADDRESS}", cnonce="c", '
            f'response="{md5(whole.encode()).hexdigest()}", algorithm=MD5, qop=auth, nc={self.count:08x}'
        )
        self.wire.request("POST", ADDRESS, content, {"Content-Type": TYPE, "Authorization": sign})
        answer = self.wire.getresponse()
        said = answer.read()
        if answer.status != 201:
            raise RuntimeError(f"answered {answer.status}: {said.decode()}")


def send_by_digest(port, sign_in, bodies, clients):
    """Submissions a second, all answered 201."""
    phones = [Phone(port, *sign_in) for _ in range(clients)]

    def send(number):
        for content in bodies[number::clients]:
            phones[number].send(content)

    with ThreadPoolExecutor(clients) as pool:
        began = time.perf_counter()
        list(pool.map(send, range(clients)))
        return len(bodies) / (time.perf_counter() - began)


def a_photo(seed, width, height, size):
    """A JPEG of about `size` bytes: noise, smoothed, so that it is as hard to read as a camera's picture."""
    dice = random.Random(seed)
    small = Image.frombytes("RGB", (width // 4, height // 4), dice.randbytes(width // 4 * (height // 4) * 3))
    picture = Image.blend(
        small.resize((width, height), Image.Resampling.BICUBIC), Image.new("RGB", (width, height)), 0.5
    )
    best = b""
    for quality in range(30, 100, 2):
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality)
        if len(out.getvalue()) > size:
            break
        best = out.getvalue()
    return best + bytes(4)


def fresh(photo):
    """The same picture as another file: bytes after its end tell it apart, as two shots of one scene differ."""
    return photo[:-4] + os.urandom(4)


def run_small(ours, bare, county, sign_in):
    """Shares of the bare rate by number of clients."""
    sent, results = 0, {}
    for clients in (1, CLIENTS):
        pairs = []
        for turn in range(ROUNDS + 1):
            bodies = [body(filled_in(county, number)) for number in range(sent, sent + MANY)]
            sent += MANY
            mine = send_by_digest(ours, sign_in, bodies, clients)
            other = send_all(bare, "/rows", list(rows(MANY)), {"Content-Type": "application/json"}, clients)
            if turn:  # the first round warms both up
                pairs.append((mine, other))
                print(f"{clients} clients: {mine:6.0f} submissions/s, bare {other:6.0f} rows/s, {mine / other:.2f}")
        results[clients] = pairs
    return results, sent


def run_large(ours, county, sign_in, sent):
    """Submissions of 5 MB a second, by the kind of their photos; the middle of three rounds."""
    rates = {}
    for name, (many, width, height) in PHOTO_SETS.items():
        photos = [a_photo(seed, width, height, 5_000_000 // many) for seed in range(many)]
        measured = []
        for _ in range(3):
            bodies = [
                body(filled_in(county, number), [fresh(photo) for photo in photos])
                for number in range(sent, sent + LARGE_MANY)
            ]
            sent += LARGE_MANY
            measured.append(send_by_digest(ours, sign_in, bodies, CLIENTS))
        rates[name] = statistics.median(measured)
        print(f"{name} ({len(bodies[0]) / 1e6:.1f} MB a post): {rates[name]:.1f} submissions/s")
    return rates


def main():
    folder = tempfile.mkdtemp(prefix="bairi-bare-")
    os.environ |= {
        "BAIRI_HOME": tempfile.mkdtemp(prefix="bairi-bench-"),
        "DJANGO_SETTINGS_MODULE": "bairi.edges.web.settings",
        "BAIRI_API_RATE": str(10**9),
        "BARE_DATABASE_URL": f"sqlite:///{folder}/bare.sqlite3",
    }
    county = new_county()
    sign_in = publish()
    with served("bairi.edges.web.wsgi:application", {}) as ours, served("_bare:application", {}) as bare:
        small, sent = run_small(ours, bare, county, sign_in)
    with served("bairi.edges.web.wsgi:application", {}, workers=2) as ours:
        large = run_large(ours, county, sign_in, sent)
    ratios = {clients: statistics.median(m / o for m, o in pairs) for clients, pairs in small.items()}
    main_pairs = small[CLIENTS]
    result = {
        "name": "openrosa-intake",
        "ratio": round(ratios[CLIENTS], 3),
        "bar": SMALL_BAR,
        "ours": round(statistics.median(m for m, _ in main_pairs)),
        "other": round(statistics.median(o for _, o in main_pairs)),
        "one_client": round(ratios[1], 3),
        "five_mb": {name: round(rate, 1) for name, rate in large.items()},
        "five_mb_bar": LARGE_BAR,
        "rounds": ROUNDS,
        "ok": min(ratios.values()) >= SMALL_BAR and all(rate >= LARGE_BAR for rate in large.values()),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
