from __future__ import annotations

import hashlib
import io
import os
import zipfile
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from PIL import Image

from bairi.ground.access import SYSTEM
from bairi.ground.files import problems
from bairi.ground.files.actions import check_files, make_thumbnail, store_file
from bairi.ground.files.models import StoredFile
from bairi.ground.files.rules.exif import facts_of
from bairi.ground.files.rules.kinds import kind_of
from bairi.ground.files.store import Store
from bairi.ground.transparency.models import EventRow
from tests.cast import NOON


@pytest.fixture
def store(settings, tmp_path, db):
    settings.BAIRI_HOME = tmp_path
    return Store(tmp_path / "files")


def a_photo(size=(1200, 800), kind="JPEG", colour="green", exif=None, mode="RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind, **({"exif": exif} if exif else {}))
    return out.getvalue()


def exif_of_a_phone() -> Image.Exif:
    exif = Image.Exif()
    exif[271], exif[272], exif[274] = "HUAWEI", "P9\x00", 6
    exif.get_ifd(0x8769)[36867] = "2016:03:31 09:05:00"
    exif.get_ifd(0x8769)[36881] = "+08:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (27.0, 49.0, 30.0), 3: "E", 4: (99.0, 42.0, 0.0)})
    return exif


def put(raw: bytes, **more) -> StoredFile:
    return store_file(raw, by=SYSTEM, at=NOON, **more)


def test_a_photo_is_kept_under_its_hash_with_what_it_says_of_itself(store):
    raw = a_photo(exif=exif_of_a_phone())
    row = put(raw)

    sha256 = hashlib.sha256(raw).hexdigest()
    assert row.pk == sha256
    assert (store.root / sha256[:2] / sha256[2:4] / sha256).read_bytes() == raw
    assert (row.media_type, row.size, row.width, row.height) == ("image/jpeg", len(raw), 800, 1200)
    assert row.facts == {
        "taken_at": "2016-03-31T09:05:00+08:00", "lat": 27.825, "lon": 99.7, "make": "HUAWEI", "model": "P9",
    }  # fmt: skip
    with Image.open(store.thumbnail_path(sha256)) as thumbnail:
        assert thumbnail.size == (320, 480)
        assert not thumbnail.getexif(), "the small copy gives no place away"
    assert EventRow.objects.get().subject == sha256


def test_the_same_bytes_are_kept_once(store):
    raw = a_photo()
    assert put(raw) == put(io.BytesIO(raw))
    assert StoredFile.objects.count() == EventRow.objects.count() == 1


def test_a_file_is_on_disk_before_its_row_and_stays_when_the_row_does_not(store, monkeypatch):
    order = []
    fsync, create = os.fsync, StoredFile.objects.get_or_create
    monkeypatch.setattr(os, "fsync", lambda handle: (order.append("fsync"), fsync(handle))[1])
    monkeypatch.setattr(
        StoredFile.objects, "get_or_create", lambda **values: (order.append("row"), create(**values))[1]
    )
    with transaction.atomic():
        put(a_photo())
        transaction.set_rollback(True)

    assert order[0] == "fsync"
    assert order[-1] == "row"
    assert order.count("fsync") >= 3, "the file and the folders that name it"
    assert not StoredFile.objects.exists()
    assert check_files(at=NOON).orphans == 1


def test_a_store_that_breaks_off_leaves_nothing_under_a_name(store, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        put(a_photo())

    assert list(store.hashes()) == []
    assert list((store.root / "incoming").iterdir()) == []


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_other_pictures_are_read_too(store, kind):
    row = put(a_photo((90, 60), kind))
    assert (row.media_type, row.width, row.height) == (f"image/{kind.lower()}", 90, 60)


@pytest.mark.parametrize(("mode", "colour"), [("RGBA", (0, 0, 0, 0)), ("P", 3), ("LA", (9, 0)), ("I;16", 9), ("1", 1)])
def test_a_picture_of_any_mode_has_a_small_copy(store, mode, colour):
    row = put(a_photo((600, 600), "PNG", colour, mode=mode))
    with Image.open(store.thumbnail_path(row.pk)) as thumbnail:
        assert thumbnail.size == (480, 480)


def test_documents_are_known_by_their_content(store):
    book = io.BytesIO()
    Workbook().save(book)
    rows = [put(b"%PDF-1.4\n1 0 obj"), put(book.getvalue()), put("村民会议记录\n".encode("gb18030"))]
    assert [row.media_type for row in rows] == [
        "application/pdf", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/plain",
    ]  # fmt: skip


def test_what_is_no_evidence_is_refused(store):
    other_zip = io.BytesIO()
    with zipfile.ZipFile(other_zip, "w") as archive:
        archive.writestr("run.exe", "MZ")
    page = b"<!DOCTYPE html><script>alert(1)</script>"
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    for raw in [b"MZ\x90\x00", other_zip.getvalue(), page, drawing, b"\xef\xbb\xbf <html>", b"PK\x03\x04", b"\x00" * 9]:
        with pytest.raises(problems.KindNotAccepted):
            put(raw)
    with pytest.raises(problems.FileEmpty):
        put(b"")
    with pytest.raises(problems.FileTooLarge):
        put(b"a" * 2_000_001, limit=2_000_000)
    for raw in [a_photo()[:3000], a_photo()[:200], a_photo(kind="PNG")[:-60]]:
        with pytest.raises(problems.ImageUnreadable):
            put(raw)
    assert list((store.root / "incoming").iterdir()) == []
    assert not StoredFile.objects.exists()


def test_a_pixel_bomb_is_refused_before_it_is_opened(store):
    for raw in [a_photo((9000, 5000), "PNG", 1, mode="1"), a_photo((20_000, 12_000), "GIF", 1, mode="P")]:
        assert len(raw) < 1_000_000
        with pytest.raises(problems.ImageTooLarge):
            put(raw)


def test_a_lost_small_copy_is_made_again(store):
    row = put(a_photo())
    store.thumbnail_path(row.pk).unlink()
    assert make_thumbnail(row.pk).stat().st_size > 300


def test_each_damaged_or_missing_file_is_named(store):
    sound, changed, missing = (put(a_photo(colour=colour)) for colour in ("red", "green", "blue"))
    raw = bytearray(store.path(changed.pk).read_bytes())
    raw[200] ^= 1
    store.path(changed.pk).write_bytes(raw)
    store.path(missing.pk).unlink()

    check = check_files(at=NOON)

    assert check.files == 3
    found = {finding.sha256: finding.code for finding in check.findings}
    assert found == {changed.pk: "file_changed", missing.pk: "file_missing"}
    assert all(finding.sha256 in str(finding) for finding in check.findings)
    sound.refresh_from_db()
    changed.refresh_from_db()
    assert (sound.checked_at, changed.checked_at) == (NOON, None)


def test_storing_the_same_bytes_again_mends_a_damaged_file(store):
    row = put(b"minutes of the meeting")
    store.path(row.pk).write_bytes(b"minutes of the Meeting")
    put(b"minutes of the meeting")
    assert check_files(at=NOON).findings == []


def test_leftovers_of_broken_uploads_are_swept_after_a_day(store):
    put(b"text")
    old, young = store.root / "incoming/old", store.root / "incoming/young"
    for path, age in [(old, 90_000), (young, 60)]:
        path.write_bytes(b"x")
        os.utime(path, (NOON.timestamp() - age,) * 2)
    assert check_files(at=NOON).swept == 1
    assert Path(young).exists()


@given(st.binary(max_size=200))
def test_no_beginning_of_a_file_is_an_error(head):
    kind_of(head)


JUNK = st.none() | st.text(max_size=30) | st.integers() | st.floats() | st.tuples(st.floats(), st.floats(), st.floats())


@given(st.dictionaries(st.sampled_from([271, 272]), JUNK), st.dictionaries(st.sampled_from([36867, 36881]), JUNK),
       st.dictionaries(st.integers(1, 4), JUNK))  # fmt: skip
def test_no_exif_is_an_error(main, detail, gps):
    facts = facts_of(main, detail, gps)
    assert -90 <= facts.get("lat", 0) <= 90
    assert "\x00" not in str(facts)
