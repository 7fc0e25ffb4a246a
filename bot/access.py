"""Who may see a clip, and who may make others of it. `bot/records/seeing.py` says the same in SQL."""

from typing import Literal, Protocol

from bot.records.values import Remixes, Visibility

Consent = Literal["yes", "ask", "no"]


class Shared(Protocol):
    """What somebody made, and for whom."""

    @property
    def author(self) -> str:
        """Whose it is."""

    @property
    def server(self) -> str | None:
        """Where it was made; None in a direct message."""

    @property
    def visibility(self) -> Visibility:
        """For whom it is."""

    @property
    def secluded(self) -> bool:
        """Whether it is for those in its server who see its channel."""


class Remixable(Protocol):
    """What somebody made, and what others may do with it."""

    @property
    def author(self) -> str:
        """Whose it is."""

    @property
    def remixes(self) -> Remixes:
        """Who may make others of it."""


def may_see(clip: Shared, viewer: str | None, server: str | None) -> bool:
    """Tell whether somebody who is in this server may find and use a clip; without a viewer: whoever is there.

    What is for a server, and was made in none, is for its author alone; so is what was made where not everybody may
    look, as lists know nobody's channels. A deleted clip is nobody's, and one that moderators hide its author's alone.
    """
    if getattr(clip, "deleted_s", None) is not None:
        return False
    if getattr(clip, "hidden_s", None) is not None:
        return clip.author == viewer
    in_server = clip.server is not None and clip.server == server and not clip.secluded
    return clip.author == viewer or clip.visibility == "public" or (clip.visibility == "server" and in_server)


def may_remix(clip: Remixable, viewer: str) -> Consent:
    """Tell whether somebody may make others of a clip that they may see, or whether its author has to be asked."""
    if clip.author == viewer or clip.remixes == "all":
        return "yes"
    return "ask" if clip.remixes == "ask" else "no"
