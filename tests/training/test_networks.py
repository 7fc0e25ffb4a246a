import torch
from torch import Tensor

from training.networks import LATENT_CHANNELS, PatchCritic, new_autoencoder, new_denoiser
from training.train_decoder import matching_error
from training.train_vae import picture_error, standardise_latents
from worker.painter.folding import fold_values, unfold_values


def pictures(*, count: int = 2, side: int = 64) -> Tensor:
    return torch.rand(count, 1, side, side, generator=torch.Generator().manual_seed(1)) * 2 - 1


def test_the_autoencoder_reduces_a_picture_sixteen_times() -> None:
    autoencoder = new_autoencoder(widths=(16, 16, 16))
    latents = autoencoder.encode(fold_values(pictures())).latent_dist.mean
    assert latents.shape == (2, LATENT_CHANNELS, 4, 4)
    assert unfold_values(autoencoder.decode(latents).sample).shape == (2, 1, 64, 64)


def test_the_denoiser_keeps_the_latents_shape() -> None:
    denoiser = new_denoiser(widths=(32, 32))
    latents, words = torch.zeros(2, LATENT_CHANNELS, 32, 16), torch.zeros(2, 5, 384)
    assert denoiser(latents, torch.tensor([1.0, 500.0]), encoder_hidden_states=words).sample.shape == latents.shape


def test_standard_latents_have_unit_deviation_and_decode_as_before() -> None:
    torch.manual_seed(0)
    autoencoder = new_autoencoder(widths=(16, 16, 16)).eval()
    folded = fold_values(pictures(count=4))
    with torch.no_grad():
        before = autoencoder.decode(autoencoder.encode(folded).latent_dist.mean).sample
        standardise_latents(autoencoder, pictures(count=4))
        posterior = autoencoder.encode(folded).latent_dist
        after = autoencoder.decode(posterior.mean).sample
    assert torch.allclose(posterior.mean.std(dim=(0, 2, 3)), torch.ones(LATENT_CHANNELS), atol=1e-3)
    assert torch.allclose(posterior.mean.mean(dim=(0, 2, 3)), torch.zeros(LATENT_CHANNELS), atol=1e-3)
    assert torch.allclose(before, after, atol=1e-3)


def test_an_error_on_a_loud_pixel_weighs_more_than_on_a_quiet_one() -> None:
    real = torch.ones(1, 1, 8, 8)
    loud = real.clone()
    loud[0, 0, 4, 4] = -1.0
    quiet_wrong, loud_wrong = real.clone(), loud.clone()
    quiet_wrong[0, 0, 4, 4] -= 0.5
    loud_wrong[0, 0, 4, 4] += 0.5
    assert picture_error(loud_wrong, loud) > 2 * picture_error(quiet_wrong, real)
    assert picture_error(real, real) == 0


def test_the_critic_sees_no_distance_between_equal_pictures() -> None:
    critic = PatchCritic()
    features = critic(pictures())
    assert features[-1].shape == (2, 1, 8, 8)
    assert matching_error(features, features) == 0
    assert matching_error(critic(-pictures()), features) > 0
