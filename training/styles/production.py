"""Effects that several styles use, by the names that producers give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.compose_piece import Effect

if TYPE_CHECKING:
    from training.compose_sketch import Sketch


def low_pass(hz: float, word: str = "") -> Effect:
    """A dull, muffled sound."""
    return Effect("lowpass", 0, hz, word)


def high_pass(hz: float) -> Effect:
    """No bass."""
    return Effect("highpass", 0, hz)


def room(amount: float, seconds: float, word: str = "") -> Effect:
    """A reverb."""
    return Effect("reverb", amount, seconds, word)


def hall(amount: float = 0.7, seconds: float = 3.0) -> Effect:
    """A large reverb that one hears as such."""
    return Effect("reverb", amount, seconds, "reverb")


def delay(amount: float, beats: float, word: str = "echo") -> Effect:
    """Repeats in time."""
    return Effect("echo", amount, beats, word)


def distortion(amount: float, cabinet_hz: float = 5500) -> Effect:
    """A guitar amplifier at its limit."""
    return Effect("drive", amount, cabinet_hz, "distortion" if amount > 0.3 else "")


def vinyl(sketch: Sketch) -> Effect:
    """A dusty record."""
    return Effect("crackle", float(sketch.rng.uniform(0.2, 1)), float(sketch.rng.random()), "vinyl crackle")


def tape(sketch: Sketch) -> Effect:
    """Wobbling pitch."""
    return Effect("wow", float(sketch.rng.uniform(0.3, 0.9)), float(sketch.rng.uniform(0.5, 1.3)), "tape wobble")


def loud(amount: float = 0.4) -> Effect:
    """A loud master."""
    return Effect("squash", amount)
