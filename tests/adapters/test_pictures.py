"""Pictures are drawn the same every time and kept under their content's digest."""

import csv
import hashlib
from pathlib import Path

import pytest
from PIL import Image

from webapp.adapters.drawings.gallery import DRAWINGS, WITHOUT_FLOOR, draw
from webapp.adapters.pictures import MOST_BYTES, PictureStore, webp_of
from webapp.definitions.sample_city import FOLDER


def test_a_picture_is_named_after_its_content_and_kept_once(tmp_path: Path) -> None:
    store = PictureStore(tmp_path / "pictures")
    first = store.keep_drawing("kettle", "A-1")
    file = store.folder / first.name
    assert first.name == hashlib.sha256(file.read_bytes()).hexdigest() + ".webp"
    with Image.open(file) as image:
        assert (image.format, image.size) == ("WEBP", (first.width, first.height))
    written = file.stat().st_mtime_ns
    assert store.keep_drawing("kettle", "A-1") == first
    assert file.stat().st_mtime_ns == written
    assert [path.name for path in store.folder.iterdir()] == [first.name]


def test_nothing_half_written_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_draft: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    store = PictureStore(tmp_path)
    with pytest.raises(OSError, match="No space left"):
        store.keep_drawing("kettle", "A-1")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", sorted(DRAWINGS))
def test_every_drawing_is_small_and_fills_its_place(kind: str) -> None:
    image = draw(kind, "model 1")
    assert image.size == (640, 480)
    assert len(webp_of(image)) <= MOST_BYTES
    colours = image.getcolors(maxcolors=640 * 480)
    assert colours is not None
    background = max(count for count, _ in colours)
    assert background < 0.9 * 640 * 480  # something stands in front of it


def test_the_key_decides_the_look() -> None:
    assert webp_of(draw("sofa", "A")) == webp_of(draw("sofa", "A"))
    assert len({webp_of(draw("sofa", key)) for key in "ABCDEF"}) == 6


def test_a_promised_colour_is_kept() -> None:
    greens = [
        sum(
            count
            for count, (red, green, blue) in draw("tile-mosaic", "A", colour).getcolors(1 << 20)
            if green > max(red, blue) + 40
        )
        for colour in ("#20a040", "")
    ]
    assert greens[0] > 20_000
    assert greens[1] == 0


def test_the_sample_city_asks_for_drawings_that_exist() -> None:
    with (FOLDER / "products.csv").open(encoding="utf-8") as file:
        wanted = {row["drawing"] for row in csv.DictReader(file)}
    assert wanted == set(DRAWINGS)
    assert wanted > WITHOUT_FLOOR
    with pytest.raises(KeyError):
        draw("spaceship", "A")
