import pytest
import torch

from worker.painter.folding import fold, patch_of, unfold


@pytest.mark.parametrize("channels", [1, 3, 4, 16])
def test_a_picture_comes_back_as_it_was(channels: int) -> None:
    pictures = torch.randint(256, (2, 64, 128), generator=torch.Generator().manual_seed(1)).to(torch.uint8)
    assert torch.equal(unfold(fold(pictures, channels=channels)), pictures)


def test_black_and_white_are_the_ends_of_the_range() -> None:
    folded = fold(torch.tensor([[[0, 255]]], dtype=torch.uint8), channels=3)
    assert folded[0, :, 0].tolist() == [[-1.0, 1.0]] * 3


def test_values_beyond_the_range_become_black_and_white() -> None:
    assert unfold(torch.tensor([[[[-3.0, 3.0]]]])).tolist() == [[[0, 255]]]


def test_an_autoencoder_of_no_known_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="5 channels"):
        patch_of(5)
