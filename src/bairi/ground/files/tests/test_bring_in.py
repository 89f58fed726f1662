"""Files brought in without the database, several rows at once; a sound JPEG's small copy is made on first sight."""

import io

import pytest
from PIL import Image

from bairi.ground.files.actions import bring_in, enter_files, make_thumbnail
from bairi.ground.files.models import StoredFile
from bairi.ground.files.problems import ImageUnreadable, KindNotAccepted
from bairi.ground.files.store import Store
from bairi.ground.transparency.models import EventRow
from tests.cast import NOON

ORIENTATION, ON_ITS_SIDE = 274, 6


@pytest.fixture
def home(settings, tmp_path):
    settings.BAIRI_HOME = tmp_path
    return Store(tmp_path / "files")


def jpeg(seed: int = 0, *, orientation: int = 1, progressive: bool = False) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    out = io.BytesIO()
    picture = Image.effect_noise((600 + seed, 400), 60).convert("RGB")
    picture.save(out, "JPEG", exif=exif, progressive=progressive)
    return out.getvalue()


@pytest.mark.django_db
def test_rows_of_several_files_are_entered_once(home, cast):
    files = [bring_in(jpeg(n), glance=True) for n in range(3)]
    assert not StoredFile.objects.exists()

    for _ in range(2):
        enter_files([*files, files[0]], by=cast["village_team"], at=NOON)

    assert StoredFile.objects.count() == 3
    assert EventRow.objects.filter(kind="files.file_stored").count() == 3


@pytest.mark.parametrize("progressive", [False, True])
def test_a_glance_sees_size_and_turn_and_leaves_the_small_copy_for_later(home, progressive):
    brought = bring_in(jpeg(orientation=ON_ITS_SIDE, progressive=progressive), glance=True)
    assert (brought.picture.width, brought.picture.height) == (400, 600)
    assert not home.thumbnail_path(brought.sha256).exists()

    with Image.open(make_thumbnail(brought.sha256)) as small:
        assert small.size == (320, 480)


@pytest.mark.parametrize("kept", [0.2, 0.6, 0.98])
def test_a_photo_that_was_cut_short_is_refused_at_a_glance_too(home, kept):
    whole = jpeg()
    with pytest.raises(ImageUnreadable):
        bring_in(whole[: int(len(whole) * kept)], glance=True)

    assert not list(home.hashes())


def test_a_thumbnail_inside_the_camera_data_is_not_taken_for_the_end(home):
    """The end mark of the small picture in EXIF lies before the large one's data."""
    whole = jpeg()
    inner = b"Exif\x00\x00" + jpeg(1)[:3000] + b"\xff\xd9"
    part = b"\xff\xe1" + (len(inner) + 2).to_bytes(2, "big") + inner
    assert bring_in(whole[:2] + part + whole[2:], glance=True).picture.width == 600
    with pytest.raises(ImageUnreadable):
        bring_in((whole[:2] + part + whole[2:])[:-2000], glance=True)


def test_other_pictures_are_read_whole_and_other_files_as_ever(home):
    out = io.BytesIO()
    Image.new("RGB", (10, 10)).save(out, "PNG")

    assert home.thumbnail_path(bring_in(out.getvalue(), glance=True).sha256).exists()
    assert bring_in(b"%PDF-1.7 x", glance=True).picture is None
    with pytest.raises(KindNotAccepted):
        bring_in(b"MZ\x90\x00", glance=True)
