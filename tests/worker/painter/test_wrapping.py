from collections.abc import Callable

import pytest
import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from torch import Tensor, nn

from worker.painter import Painter
from worker.painter.wrapping import wrapped

LATENTS = torch.randn(1, 4, 32, 32, generator=torch.Generator().manual_seed(1))


def denoised(unet: UNet2DConditionModel, latents: Tensor) -> Tensor:
    words = torch.zeros(1, 3, unet.config.cross_attention_dim)
    said: Tensor = unet(latents, 500, encoder_hidden_states=words).sample
    return said


def decoded(vae: AutoencoderKL, latents: Tensor) -> Tensor:
    values: Tensor = vae.decode(latents).sample
    return values


def encoded(vae: AutoencoderKL, values: Tensor) -> Tensor:
    mean: Tensor = vae.encode(values).latent_dist.mean
    return mean


def turns_with(work: Callable[[Tensor], Tensor], given: Tensor, *, by: int) -> bool:
    """Whether what is worked out of something turned by half is what is worked out of it, turned by so many columns."""
    with torch.no_grad():
        turned = work(given.roll(given.shape[-1] // 2, -1))
        return torch.allclose(turned, work(given).roll(by, -1), atol=1e-4)


@pytest.mark.parametrize("name", ["painter", "big_painter"])
def test_a_denoiser_on_a_circle_does_not_know_where_it_begins(name: str, request: pytest.FixtureRequest) -> None:
    unet = request.getfixturevalue(name).pipeline.unet
    assert not turns_with(lambda latents: denoised(unet, latents), LATENTS, by=16)
    with wrapped(unet):
        assert turns_with(lambda latents: denoised(unet, latents), LATENTS, by=16)


@pytest.mark.parametrize("name", ["painter", "big_painter"])
def test_neither_does_an_autoencoder(name: str, request: pytest.FixtureRequest) -> None:
    vae = request.getfixturevalue(name).pipeline.vae
    with torch.no_grad():
        values = decoded(vae, LATENTS)
    assert not turns_with(lambda latents: decoded(vae, latents), LATENTS, by=values.shape[-1] // 2)
    assert not turns_with(lambda picture: encoded(vae, picture), values, by=16)
    with wrapped(vae):
        assert turns_with(lambda latents: decoded(vae, latents), LATENTS, by=values.shape[-1] // 2)
        assert turns_with(lambda picture: encoded(vae, picture), values, by=16)


def test_pitch_is_no_circle() -> None:
    convolution = nn.Conv2d(1, 1, 3, padding=1)
    picture = torch.zeros(1, 1, 8, 8)
    picture[..., 0, :] = 1
    with torch.no_grad(), wrapped(convolution):
        column = convolution(picture)[0, 0, :, 4]
    assert column[-1] == column[-2]


def test_nothing_of_it_stays(painter: Painter) -> None:
    vae, unet = painter.pipeline.vae, painter.pipeline.unet
    before = [part.padding for part in unet.modules() if isinstance(part, nn.Conv2d)]
    with pytest.raises(RuntimeError, match="in the middle"), wrapped(vae, unet):
        raise RuntimeError("in the middle")
    assert [part.padding for part in unet.modules() if isinstance(part, nn.Conv2d)] == before
    assert not any(part._forward_pre_hooks for network in (vae, unet) for part in network.modules())
