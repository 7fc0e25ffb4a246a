import json
from pathlib import Path

import numpy as np
import pytest

from training import dataset
from training.compose import style_names
from training.dataset import CAPTIONS, Order, piece_at, shard_paths, write_shard
from training.render import Sampler


@pytest.fixture
def order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sampler: Sampler) -> Order:
    """Five clips, three a shard, played by the stand-in for a soundfont."""
    monkeypatch.setattr(dataset, "SHARD_CLIPS", 3)
    monkeypatch.setattr(dataset, "load_soundfont", lambda _: sampler)
    return Order(tmp_path / "none.sf2", tmp_path, clips=5, seed=1)


def test_a_shard_holds_pictures_and_a_line_for_each(order: Order) -> None:
    pictures_path, list_path = shard_paths(order.out, write_shard(order, 0))
    pictures, lines = np.load(pictures_path), list_path.read_text("utf-8").splitlines()
    assert pictures.shape == (3, 512, 512)
    assert pictures.dtype == np.uint8
    assert [json.loads(line)["index"] for line in lines] == [0, 1, 2]
    assert all(len(json.loads(line)["captions"]) == CAPTIONS for line in lines)


def test_the_last_shard_holds_the_rest(order: Order) -> None:
    assert len(np.load(shard_paths(order.out, write_shard(order, 1))[0])) == 2


def test_pictures_are_neither_blank_nor_black(order: Order) -> None:
    pictures = np.load(shard_paths(order.out, write_shard(order, 0))[0])
    assert (pictures.min(axis=(1, 2)) == 0).all()
    assert (pictures.mean(axis=(1, 2)) > 60).all()


def test_a_shard_that_is_there_is_not_rendered_again(order: Order) -> None:
    path = shard_paths(order.out, write_shard(order, 0))[0]
    path.write_bytes(b"kept")
    write_shard(order, 0)
    assert path.read_bytes() == b"kept"


def test_a_half_written_shard_is_rendered_again(order: Order) -> None:
    pictures_path, list_path = shard_paths(order.out, 0)
    pictures_path.with_name(pictures_path.name + ".part").write_bytes(b"half")
    list_path.write_text("half")
    write_shard(order, 0)
    assert len(np.load(pictures_path)) == len(list_path.read_text("utf-8").splitlines()) == 3


def test_a_shard_is_the_same_each_time(order: Order) -> None:
    path = shard_paths(order.out, write_shard(order, 0))[0]
    first = path.read_bytes()
    path.unlink()
    write_shard(order, 0)
    assert path.read_bytes() == first


def test_styles_take_turns() -> None:
    assert [piece_at(1, index)[0].style for index in range(len(style_names()))] == list(style_names())


def test_two_seeds_share_no_clip() -> None:
    def clips(seed: int) -> set[str]:
        return {repr(piece_at(seed, index)[0].parts) for index in range(108)}

    assert not clips(1) & clips(2)


def test_without_a_soundfont_the_command_says_where_to_get_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.delenv("JAMGRAM_SOUNDFONT", raising=False)
    monkeypatch.setattr("sys.argv", ["dataset", "--out", str(tmp_path / "out")])
    with pytest.raises(SystemExit, match="2"):
        dataset.main()
    assert "JAMGRAM_SOUNDFONT" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
