"""Circular time: the convolutions of a network see the beginning after the end, and the end before the beginning."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from torch import Tensor, nn
from torch.nn import functional


@contextmanager
def wrapped(*networks: nn.Module) -> Iterator[None]:
    """Pad along the last axis with what is at its other end, instead of with zeros, as long as this lasts."""
    with ExitStack() as stack:
        for network in networks:
            for part in network.modules():
                if isinstance(part, nn.Conv2d) and part.kernel_size[1] > 1:
                    stack.enter_context(_wrapped(part))
        yield


@contextmanager
def _wrapped(convolution: nn.Conv2d) -> Iterator[None]:
    """One without padding is in an encoder: diffusers puts a column of zeros at the end before it halves a picture."""
    rows, columns = (int(width) for width in convolution.padding)

    def wrap(_convolution: nn.Module, inputs: tuple[Tensor]) -> Tensor:
        seen = inputs[0] if columns else inputs[0][..., :-1]
        return functional.pad(seen, (columns, max(1, columns), 0, 0), mode="circular")

    hook = convolution.register_forward_pre_hook(wrap)
    convolution.padding = (rows, 0)
    try:
        yield
    finally:
        convolution.padding = (rows, columns)
        hook.remove()
