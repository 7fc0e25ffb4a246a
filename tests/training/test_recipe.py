"""The whole recipe in miniature: every phase for a moment, one after the other, to a clip."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch

from training.classifier import Classifier
from training.export import export
from training.latents import Cache
from training.shards import load_pictures, load_rows
from training.train_unet import EMPTY_CAPTION, draw
from worker.painter import load_painter
from worker.painter.folder import CHECKSUMS

STYLES = ("techno", "choir")
MOMENT_MIN = "0.02"
SAID = "said.txt"

PHASES = """
import runpy, sys
for name in {names}:
    sys.argv = [name, *{arguments}]
    runpy.run_module("training." + name, run_name="__main__", alter_sys=True)
"""


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data set of eight pictures of noise in two styles."""
    folder = tmp_path_factory.mktemp("shards")
    pictures = np.random.default_rng(1).integers(0, 256, (8, 512, 512), dtype=np.uint8)
    np.save(folder / "shard-00000.npy", pictures)
    facts = [
        {"style": STYLES[n % 2], "kind": "full", "tempo_bpm": 120.0, "drums": n % 2 == 0, "captions": [STYLES[n % 2]]}
        for n in range(8)
    ]
    (folder / "shard-00000.jsonl").write_text("\n".join(map(json.dumps, facts)) + "\n")
    return folder


def run_phases(root: Path, names: Sequence[str], *arguments: str) -> str:
    """Call one after the other as from a command line, in one process: to load torch takes longer than a moment."""
    command = [sys.executable, "-c", PHASES.format(names=names, arguments=arguments)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


def moment(shards: Path, out: Path) -> tuple[str, ...]:
    given = ("--data", str(shards), "--out", str(out))
    return (*given, "--minutes", MOMENT_MIN, "--batch", "2", "--device", "cpu")


@pytest.fixture(scope="module")
def trained(root: Path, shards: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the phases leave behind after a moment each, the first of them once more, and what they said."""
    out = tmp_path_factory.mktemp("trained")
    names = ("train_vae", "train_unet", "train_decoder", "classifier", "train_vae")
    (out / SAID).write_text(run_phases(root, names, *moment(shards, out)))
    return out


def test_the_phases_make_a_model_that_the_painter_loads_and_paints_with(trained: Path, tmp_path: Path) -> None:
    export(trained, tmp_path / "mini")
    (tmp_path / "mini" / CHECKSUMS).read_text()
    painter = load_painter(str(tmp_path / "mini"), device="cpu")
    latents = torch.zeros(1, 16, 32, 4)
    assert painter.decode(latents).shape == (1, 512, 64)


def test_a_finished_phase_resumes_and_has_nothing_left_to_do(trained: Path) -> None:
    assert (trained / SAID).read_text().count("resumed at step") == 1


def test_the_classifier_is_saved_with_its_styles(trained: Path) -> None:
    saved = torch.load(trained / "classifier.pt", weights_only=True)
    assert saved["styles"] == sorted(STYLES)
    Classifier(len(STYLES)).load_state_dict(saved["classifier"])


def test_rows_and_pictures_belong_together(shards: Path) -> None:
    assert len(load_rows(shards)) == len(load_pictures(shards)) == 8
    assert load_rows(shards)[1].style == "choir"


def test_a_folder_without_shards_says_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"training\.dataset"):
        load_pictures(tmp_path)


def test_a_tenth_of_the_captions_drawn_is_empty() -> None:
    cache = Cache(torch.zeros(4, 1, 1, 1), torch.arange(3.0)[:, None, None], torch.tensor([[1, 2]] * 4))
    _, states = draw(cache, count=4000, generator=torch.Generator().manual_seed(1))
    empty = (states.flatten() == EMPTY_CAPTION).float().mean()
    assert 0.08 < empty < 0.12


def test_a_model_says_nothing_of_the_folder_it_was_made_in(trained: Path, tmp_path: Path) -> None:
    export(trained, tmp_path / "mini")
    assert all(str(trained.parent) not in path.read_text() for path in (tmp_path / "mini").rglob("*.json"))
