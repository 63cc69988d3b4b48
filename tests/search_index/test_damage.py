"""A missing, cut or altered Whoosh index is reported and mended; it never answers wrongly."""

import random
import shutil
from pathlib import Path

import pytest

from search_index.documents import Change, Document
from search_index.store import IndexUnavailable, Query
from search_index.whoosh_folder import IndexFolder
from search_index.whoosh_store import WhooshStore
from webapp.domain.standard_numbers import normalise_number

TILES = [
    Document(f"product:{n}", "product", f"陶瓷砖 {n}", number=f"GB/T {n}-2015") for n in range(40)
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An index of two segments with a deleted document."""
    store = open_store(tmp_path / "search")
    store.rebuild(TILES, 1)
    store.apply([Change.put(Document("product:3", "product", "岩板"))], 2)
    return tmp_path / "search"


def open_store(root: Path) -> WhooshStore:
    return WhooshStore(root, normalise_number)


def files_of(root: Path) -> list[Path]:
    """Every file that the index needs."""
    (version,) = root.glob("v*")
    needed = [path for path in version.iterdir() if path.suffix in (".col", ".pst", ".trm", ".toc")]
    generation = IndexFolder(root).pointer().generation
    return sorted([*needed, version / f"seal_{generation}.json", root / "current"])


def right(store: WhooshStore) -> bool:
    return store.search(Query("陶瓷砖")).total == 39 and store.search(Query("岩板")).total == 1


def test_the_index_is_right_before_it_is_damaged(root: Path) -> None:
    assert right(open_store(root))
    assert len(files_of(root)) > 20


@pytest.mark.parametrize("harm", ["remove", "empty", "cut", "flip", "rubbish", "longer"])
def test_any_harm_to_any_file_is_seen(root: Path, tmp_path: Path, harm: str) -> None:
    chance = random.Random(harm)
    for path in files_of(root):
        if harm == "empty" and path.stat().st_size == 0:
            continue
        copy = tmp_path / "copy"
        shutil.copytree(root, copy)
        damage(copy / path.relative_to(root), harm, chance)
        store = open_store(copy)
        assert not store.health().ok, path.name
        with pytest.raises(IndexUnavailable):
            store.search(Query("陶瓷砖"))
        with pytest.raises(IndexUnavailable):
            store.suggest("陶瓷砖")
        store.rebuild(TILES, 3)
        assert store.search(Query("陶瓷砖")).total == 40
        assert store.health().ok
        shutil.rmtree(copy)


def damage(path: Path, harm: str, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    if harm == "remove":
        path.unlink()
        return
    if harm == "flip" and content:
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    changed = {
        "empty": b"",
        "cut": bytes(content[: len(content) // 2]),
        "flip": bytes(content) or b"x",
        "rubbish": bytes(chance.randbytes(max(20, len(content)))),
        "longer": bytes(content) + b"\0",
    }
    path.write_bytes(changed[harm] if changed[harm] != path.read_bytes() else b"?")


@pytest.mark.parametrize("harm", ["remove", "empty", "cut", "flip", "rubbish", "longer"])
def test_harm_under_a_running_process_never_gives_a_wrong_answer(
    root: Path, tmp_path: Path, harm: str
) -> None:
    chance = random.Random(harm)
    for path in files_of(root):
        copy = tmp_path / "copy"
        shutil.copytree(root, copy)
        store = open_store(copy)
        assert right(store)
        damage(copy / path.relative_to(root), harm, chance)
        try:
            assert right(store), path.name
        except IndexUnavailable:
            assert not store.health().ok
        shutil.rmtree(copy)


def test_an_interrupted_commit_leaves_the_old_generation(root: Path) -> None:
    """Files of a segment that never got into a table of contents are of no account."""
    (version,) = root.glob("v*")
    (version / "MAIN_0000000000000000.pst").write_bytes(b"half")
    (version / "MAIN_0000000000000000.title.col").write_bytes(b"half")
    (version / "_MAIN_99.toc.123.4").write_bytes(b"half a table")
    (root / "v000099").mkdir()
    store = open_store(root)
    assert right(store)
    store.apply([Change.put(Document("product:50", "product", "新砖"))], 3)
    assert store.search(Query("新砖")).total == 1


def test_the_whole_folder_goes_away_and_comes_back(root: Path) -> None:
    store = open_store(root)
    assert right(store)
    shutil.rmtree(root)
    with pytest.raises(IndexUnavailable, match="rebuild"):
        store.search(Query("陶瓷砖"))
    assert not store.health().ok
    store.rebuild(TILES, 3)
    assert store.search(Query("陶瓷砖")).total == 40


def test_old_versions_are_removed(root: Path) -> None:
    store = open_store(root)
    for position in range(3, 6):
        store.rebuild(TILES, position)
    assert [path.name for path in root.glob("v*")] == ["v000004"]
    for position in range(10, 30):
        store.apply([Change.put(TILES[0])], position)
    assert len(list(root.glob("v*/seal_*.json"))) <= 2
    assert len(list(root.glob("v*/*.toc"))) == 1
