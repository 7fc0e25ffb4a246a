from pathlib import Path

import pytest
import torch
from torch import Tensor

from tests.worker.painter.canvases import differing, half_mask, painted, painted_on, riff, seam
from worker.painter import Painter, load_painter
from worker.painter.canvas import Canvas
from worker.painter.folder import BUILT_IN, CHECKSUMS, model_files

MIB = 2**20
STEPS = 8


@pytest.fixture(scope="module")
def mini() -> Painter:
    return load_painter(device="cpu")


@pytest.fixture(scope="module")
def techno(mini: Painter) -> Tensor:
    return beat(mini, "techno, 130 bpm")


def beat(painter: Painter, prompt: str, **changes: object) -> Tensor:
    return painted(painter, riff(prompt=prompt, seed=1, steps=STEPS, **changes), columns=512)


def strokes(picture: Tensor) -> float:
    """How much of a picture's darkening comes in sudden strokes over all rows."""
    onsets = (255 - picture[0].float()).diff(dim=1).clamp_min(0).mean(0)
    return float(onsets.std() / (255 - picture.float()).mean())


def test_the_weights_fit_the_repository() -> None:
    weights = list(BUILT_IN.rglob("*.safetensors"))
    assert sum(path.stat().st_size for path in weights) <= 60e6
    assert max(path.stat().st_size for path in weights) <= 16 * MIB


def test_every_file_of_the_model_is_checksummed() -> None:
    listed = {line.split(maxsplit=1)[1] for line in (BUILT_IN / CHECKSUMS).read_text().splitlines()}
    assert listed == {str(path.relative_to(BUILT_IN)) for path in model_files(BUILT_IN)}


def test_the_card_says_what_the_model_is() -> None:
    card = (BUILT_IN / "card.md").read_text()
    assert all(word in card for word in ("Licence", "Data", "cannot"))


def test_a_beat_has_strokes_where_an_organ_has_none(mini: Painter, techno: Tensor) -> None:
    assert strokes(techno) > 1.5 * strokes(beat(mini, "calm church organ, no drums"))


def test_a_negative_prompt_takes_away_what_it_names(mini: Painter, techno: Tensor) -> None:
    assert strokes(beat(mini, "techno, 130 bpm", negative="techno, drums, beat")) < strokes(techno)


def test_painting_over_a_picture_keeps_less_of_it_the_stronger_it_is(mini: Painter, techno: Tensor) -> None:
    quartet = riff(prompt="string quartet", seed=2, steps=STEPS)
    weak, middle, strong = (
        differing(painted_on(mini, Canvas(quartet, 512, techno[0], strength)), techno) for strength in (0.2, 0.5, 0.8)
    )
    assert 0 < weak < middle < strong


def test_beside_what_is_kept_the_picture_goes_on(mini: Painter, techno: Tensor) -> None:
    half = half_mask(columns=512)
    one = painted_on(mini, Canvas(riff(prompt="techno, 130 bpm", seed=3, steps=STEPS), 512, techno[0], 1.0, half))[0]
    steps = one.float().diff(dim=1).abs().mean(0)
    assert torch.equal(one[:, :248], techno[0, :, :248])
    assert steps[248:264].max() <= steps.max()
    assert steps[255] < 3 * steps.median()


def test_the_ends_of_a_loop_meet(mini: Painter, techno: Tensor) -> None:
    assert seam(beat(mini, "techno, 130 bpm", loop=True)[0]) < 2 < seam(techno[0])


def test_no_picture_is_blank(techno: Tensor) -> None:
    assert torch.quantile(techno.float().flatten()[::7], 0.02) < 128
    assert techno.float().std() > 15


def test_the_model_is_found_from_any_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_painter(device="cpu").name == "mini"
