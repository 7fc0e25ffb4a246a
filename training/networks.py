"""The built-in model's networks: an autoencoder, a denoiser and the critic that keeps the autoencoder sharp.

The autoencoder sees a grey picture folded in 4x4 patches (16 channels at a quarter of each side), so that no
convolution runs at full resolution; it reduces by 4 again, to 16 latent channels at a sixteenth of each side.
"""

from collections.abc import Sequence

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from torch import Tensor, nn

PATCH = 4
LATENT_CHANNELS = 16
REDUCTION = 16
TEXT_WIDTH = 384
HEAD_WIDTH = 32


def new_autoencoder(*, widths: Sequence[int] = (64, 128, 192), resnets: int = 1) -> AutoencoderKL:
    """An untrained autoencoder over folded pictures [batch, 16, rows/4, columns/4]."""
    levels = len(widths)
    return AutoencoderKL(
        in_channels=PATCH**2,
        out_channels=PATCH**2,
        down_block_types=("DownEncoderBlock2D",) * levels,
        up_block_types=("UpDecoderBlock2D",) * levels,
        block_out_channels=tuple(widths),
        layers_per_block=resnets,
        latent_channels=LATENT_CHANNELS,
        norm_num_groups=16,
        sample_size=512 // PATCH,
        scaling_factor=1.0,
        mid_block_add_attention=False,
    )


def new_denoiser(*, widths: Sequence[int] = (96, 192, 256), resnets: int = 1) -> UNet2DConditionModel:
    """An untrained denoiser of latents [batch, 16, 32, columns/16] that attends to token states [batch, n, 384]."""
    return UNet2DConditionModel(
        sample_size=512 // REDUCTION,
        in_channels=LATENT_CHANNELS,
        out_channels=LATENT_CHANNELS,
        down_block_types=("DownBlock2D",) + ("CrossAttnDownBlock2D",) * (len(widths) - 1),
        up_block_types=("CrossAttnUpBlock2D",) * (len(widths) - 1) + ("UpBlock2D",),
        block_out_channels=tuple(widths),
        layers_per_block=resnets,
        attention_head_dim=tuple(width // HEAD_WIDTH for width in widths),  # diffusers means the number of heads
        norm_num_groups=16,
        cross_attention_dim=TEXT_WIDTH,
    )


class PatchCritic(nn.Module):
    """Judges overlapping patches of a picture: higher is more like a real spectrogram.

    References
    ----------
    Isola, Zhu, Zhou, Efros, "Image-to-Image Translation with Conditional Adversarial Networks", CVPR 2017 (PatchGAN).
    """

    def __init__(self, widths: Sequence[int] = (32, 64, 128)) -> None:
        super().__init__()
        strided = zip((PATCH, *widths), widths, strict=False)
        self.stem = nn.Conv2d(1, PATCH, 3, padding=1)
        self.layers = nn.ModuleList(nn.Conv2d(a, b, 4, stride=2, padding=1) for a, b in strided)
        self.head = nn.Conv2d(widths[-1], 1, 3, padding=1)

    def forward(self, pictures: Tensor) -> list[Tensor]:
        """Activations of every layer, the verdict [batch, 1, rows/8, columns/8] last."""
        features = [nn.functional.leaky_relu(self.stem(pictures), 0.2)]
        for layer in self.layers:
            features.append(nn.functional.leaky_relu(layer(features[-1]), 0.2))
        return [*features[1:], self.head(features[-1])]


def parameter_count(network: nn.Module) -> int:
    """Number of trainable values in a network."""
    return sum(p.numel() for p in network.parameters())


def channels_last(network: nn.Module) -> nn.Module:
    """The same network in the memory layout that convolutions are fastest in."""
    return network.to(memory_format=torch.channels_last)  # type: ignore[call-overload,no-any-return]
