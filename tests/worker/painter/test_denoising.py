import pytest
import torch
from diffusers import DPMSolverMultistepScheduler
from torch import Generator, Tensor

from worker.painter.denoising import Ground, Predict, denoise

STEPS = 8
SHAPE = (1, 4, 8, 16)
PICTURE = torch.randn(SHAPE, generator=Generator().manual_seed(1))
NOISE = torch.randn(SHAPE, generator=Generator().manual_seed(2))
KINDS = ("flow_prediction", "epsilon", "v_prediction")


def scheduler(kind: str = "flow_prediction") -> DPMSolverMultistepScheduler:
    made = DPMSolverMultistepScheduler(
        prediction_type=kind, use_flow_sigmas=kind == "flow_prediction", beta_start=0.00085, beta_end=0.012
    )
    made.set_timesteps(STEPS)
    return made


def knowing(picture: Tensor, steps: DPMSolverMultistepScheduler) -> Predict:
    """A prediction that knows what is behind the noise, and tells it in the scheduler's terms."""

    def predict(latents: Tensor, _timestep: Tensor) -> Tensor:
        place = steps.begin_index if steps.step_index is None else steps.step_index
        level, noise = steps._sigma_to_alpha_sigma_t(steps.sigmas[place])
        said = (latents - level * picture) / noise
        told: dict[str, Tensor] = {
            "epsilon": said,
            "flow_prediction": said - picture,
            "v_prediction": level * said - noise * picture,
        }
        return told[steps.config.prediction_type]

    return predict


def done(ground: Ground, *, kind: str = "flow_prediction", strength: float = 1.0, picture: Tensor = PICTURE) -> Tensor:
    steps = scheduler(kind)
    return denoise(knowing(picture, steps), ground, scheduler=steps, strength=strength, watch=lambda *_: None)


@pytest.mark.parametrize("kind", KINDS)
def test_who_knows_the_picture_finds_it_under_the_noise(kind: str) -> None:
    assert torch.allclose(done(Ground(NOISE), kind=kind), PICTURE, atol=1e-3)


@pytest.mark.parametrize("kind", KINDS)
def test_over_another_picture_too(kind: str) -> None:
    assert torch.allclose(done(Ground(NOISE, -PICTURE), kind=kind, strength=0.5), PICTURE, atol=1e-3)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("strength", [0.4, 1.0])
def test_what_is_kept_is_there_in_the_end_exactly(kind: str, strength: float) -> None:
    cells = torch.ones(1, 1, 8, 16)
    cells[..., :6] = 0
    latents = done(Ground(NOISE, -PICTURE, cells), kind=kind, strength=strength)
    assert torch.equal(latents[..., :6], -PICTURE[..., :6])
    assert torch.allclose(latents[..., 6:], PICTURE[..., 6:], atol=1e-3)


def seen_of(cells: Tensor, *, strength: float = 1.0) -> list[Tensor]:
    """The latents that the denoiser is shown, step by step."""
    steps, seen = scheduler(), list[Tensor]()
    predict = knowing(PICTURE, steps)

    def look(latents: Tensor, timestep: Tensor) -> Tensor:
        seen.append(latents)
        return predict(latents, timestep)

    denoise(look, Ground(NOISE, -PICTURE, cells), scheduler=steps, strength=strength, watch=lambda *_: None)
    return seen


def test_what_is_kept_is_shown_with_the_noise_of_its_step() -> None:
    sigmas = scheduler().sigmas
    for step, seen in enumerate(seen_of(torch.zeros(1, 1, 8, 16))):
        assert torch.allclose(seen, (1 - sigmas[step]) * -PICTURE + sigmas[step] * NOISE, atol=1e-5)


def test_what_is_grey_is_let_go_on_its_way() -> None:
    kept, let_go = seen_of(torch.zeros(1, 1, 8, 16)), seen_of(torch.full((1, 1, 8, 16), 0.5))
    alike = [torch.equal(left, right) for left, right in zip(kept, let_go, strict=True)]
    assert alike == [True] * 4 + [False] * 4


def test_at_full_strength_the_beginning_is_noise_alone() -> None:
    assert torch.equal(seen_of(torch.ones(1, 1, 8, 16))[0], NOISE)


@pytest.mark.parametrize(("strength", "taken"), [(0.05, 1), (0.5, 4), (0.99, 7), (1.0, 8)])
def test_every_step_is_watched_with_what_it_makes_of_the_picture(strength: float, taken: int) -> None:
    steps, watched = scheduler(), list[tuple[int, Tensor]]()
    denoise(
        knowing(PICTURE, steps),
        Ground(NOISE, -PICTURE),
        scheduler=steps,
        strength=strength,
        watch=lambda done, latents: watched.append((done, latents)),
    )
    assert [done for done, _ in watched] == [*range(1, taken + 1)]
    assert all(torch.allclose(latents, PICTURE, atol=1e-3) for _, latents in watched)
