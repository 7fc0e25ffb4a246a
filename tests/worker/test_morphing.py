import pytest
import torch
from torch import Tensor

from core.contract import Morph
from core.limits import Curve
from worker.morphing import SETTING_IN, alphas_of, curved, kept_columns, laid_out, mask_around, places_of

KEY = "0" * 64
CURVES: list[Curve] = ["linear", "ease", "ping-pong"]


def morph(**changes: object) -> Morph:
    values = {"prompt": "piano", "seed": 1, "to_prompt": "rain", "to_seed": 2, "length_s": 15}
    return Morph.model_validate(values | changes)


def clip(columns: int, *, grey: int = 0) -> Tensor:
    return torch.full((512, columns), grey, dtype=torch.uint8)


def runs(alphas: Tensor) -> list[float]:
    """Each stage once, in the order of time."""
    return [round(value, 3) for value in alphas.unique_consecutive().tolist()]


def test_the_stages_lie_evenly_between_the_ends() -> None:
    assert runs(alphas_of(morph(stages=5))) == [0, 0.25, 0.5, 0.75, 1]
    assert runs(alphas_of(morph(stages=2))) == [0, 1]


def test_stages_of_a_line_last_equally_long() -> None:
    lengths = alphas_of(morph(stages=4)).unique_consecutive(return_counts=True)[1]
    assert lengths.max() - lengths.min() <= 1


def test_easing_stays_longer_with_the_ends() -> None:
    lengths = alphas_of(morph(stages=5, curve="ease")).unique_consecutive(return_counts=True)[1].tolist()
    assert lengths[0] == lengths[-1] > lengths[2]
    assert runs(alphas_of(morph(stages=5, curve="ease"))) == [0, 0.25, 0.5, 0.75, 1]


def test_ping_pong_goes_there_and_back() -> None:
    alphas = alphas_of(morph(stages=3, curve="ping-pong"))
    assert runs(alphas) == [0, 0.5, 1, 0.5, 0]
    assert alphas.equal(alphas.flip(0))


@pytest.mark.parametrize("curve", CURVES)
@pytest.mark.parametrize("stages", range(2, 9))
def test_every_morph_begins_at_one_end_and_reaches_the_other(curve: Curve, stages: int) -> None:
    alphas = alphas_of(morph(curve=curve, stages=stages))
    assert alphas.shape == (1536,)
    assert alphas[0] == 0
    assert alphas.max() == 1
    assert len(alphas.unique()) == stages


@pytest.mark.parametrize("curve", ["linear", "ease"])
def test_curves_rise(curve: Curve) -> None:
    came = [curved(moment / 100, curve=curve) for moment in range(101)]
    assert came == sorted(came)
    assert (came[0], came[-1]) == (0, 1)


@pytest.mark.parametrize(("length_s", "kept"), [(5, 160), (10, 336), (15, 512), (60, 512)])
def test_a_clip_is_kept_for_a_native_width_where_there_is_room(length_s: int, kept: int) -> None:
    assert kept_columns(morph(length_s=length_s)) == kept


@pytest.mark.parametrize("curve", CURVES)
@pytest.mark.parametrize("length_s", [5, 10, 15, 30])
def test_there_is_always_something_between_clips(curve: Curve, length_s: int) -> None:
    recipe = morph(curve=curve, length_s=length_s)
    clips = {column: clip(kept_columns(recipe)) for column in places_of(recipe)}
    mask = mask_around(clips, columns=recipe.columns)
    assert (mask > 0).float().mean() >= 0.3
    assert mask[0, 0] == mask[0, -1] == 0


def test_clips_are_laid_out_where_they_are_kept() -> None:
    picture = laid_out({0: clip(512), 1024: clip(512, grey=9)}, columns=1536)
    assert picture[:, :512].eq(0).all()
    assert picture[:, 1024:].eq(9).all()
    assert picture[:, 512 + SETTING_IN : 1024 - SETTING_IN].eq(255).all()


def test_beside_a_clip_lies_its_echo() -> None:
    picture = laid_out({512: clip(512, grey=7)}, columns=1536)
    assert picture[:, 512 - SETTING_IN : 1024 + SETTING_IN].eq(7).all()


def test_painting_sets_in_around_what_is_kept() -> None:
    line = mask_around({512: clip(512)}, columns=1536)[0]
    assert line[512:1024].eq(0).all()
    assert 0 < line[1024] < line[1024 + SETTING_IN // 2] < line[1024 + SETTING_IN] == 1
    assert line.equal(line.flip(0))
