"""What people are told of a rule: what it is about, and what to write instead."""

from collections.abc import Mapping
from typing import Final

from core.moderation.values import Family

NAMES: Final[Mapping[Family, str]] = {
    "minors": "minors",
    "sexual": "sexual content",
    "hate": "hate",
    "harassment": "harassment",
    "self_harm": "self-harm",
    "violence": "violence",
    "spam": "spam",
    "artist": "living artists",
    "server": "this server's rules",
    "classifier": "automatic checks",
}
"""What a rule is about, in a few words."""

REASONS: Final[Mapping[Family, str]] = {
    "minors": "These words sexualise minors, and nobody may ask for that anywhere.",
    "sexual": "These words are sexual. Say how it should sound instead: slow, warm, close, breathy.",
    "hate": "These words demean people for who they are. Describe the sound without them.",
    "harassment": "These words attack somebody. Name the mood instead of a person: angry, bitter, defiant.",
    "self_harm": "These words encourage self-harm. Say what it should feel like instead: heavy, lonely, hopeful. "
    "If you are not well yourself: people who listen are listed at findahelpline.com.",
    "violence": "These words call for violence. Say how fierce it should sound instead: pounding drums.",
    "spam": "These words advertise or hold a link. Describe only the sound.",
    "artist": "These words name a living artist. Name the sound instead of the artist: genre, instruments, mood.",
    "server": "This server has a rule against these words. Say it without them.",
    "classifier": "An automatic check is not sure about these words. Say it more plainly: genre, instruments, mood.",
}
"""Why something is refused or held, and how to say it otherwise."""


def reason(family: Family | None) -> str:
    """Say why, for a judgement's family; what has none is put down to the server."""
    return REASONS[family or "server"]
