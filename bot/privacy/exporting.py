"""Somebody gets all that is kept of them: archive after archive, where they asked or as direct messages."""

import asyncio
import logging
import tempfile
from pathlib import Path
from typing import Any, Final

import discord

from bot.answers import LOST, NOBODY
from bot.origins import is_member
from bot.privacy.gathering import Gathering
from bot.privacy.turns import renewed
from bot.services import services_of
from bot.threads import in_files
from core.errors import UserError
from core.lease import Lease

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]

TOKEN_S: Final = 13 * 60.0
"""For so long an answer is sent where it was asked for; then Discord takes it no more."""

FOLLOW_UPS_MOST: Final = 4
"""Where the bot is not a member Discord takes five, and the last word needs one."""

DIRECT_BYTES: Final = 10 * 2**20
"""What any message may have: one that may have more where it was asked for would not get through directly."""

SPARE_BYTES: Final = 64 * 1024
"""What a message takes beside its file."""

GATHERING: Final = "📦 I gather all that I keep of you. It comes in a few minutes; if nothing does in ten, ask again."
PART: Final = "📦 Your data, part {number}."
DONE: Final = "📦 That is all, in {parts}. The first part has a README."
MISSING: Final = "{files} could not be had: `missing.txt` says which."
NO_WAY: Final = (
    "📦 The rest of your data can't reach you: let me send you direct messages, in this server's privacy settings, and "
    "ask again."
)


class Hand:
    """Hands archives over: where they were asked for as long as Discord takes them there, then directly."""

    def __init__(self, interaction: Interaction) -> None:
        self._interaction = interaction
        self._until_s = asyncio.get_running_loop().time() + TOKEN_S
        self._left = None if is_member(interaction) or interaction.context.dm_channel else FOLLOW_UPS_MOST
        self._direct: discord.abc.Messageable | None = None

    async def give(self, words: str, file: Path | None = None) -> None:
        """Hand over words, and a file with them.

        Raises
        ------
        UserError
            If there is no way to reach them.
        """
        if not (self._may_follow_up() and await self._followed_up(words, file)):
            await self._send(words, file)

    def _may_follow_up(self) -> bool:
        in_time = asyncio.get_running_loop().time() < self._until_s
        return self._direct is None and self._left != 0 and in_time

    async def _followed_up(self, words: str, file: Path | None) -> bool:
        try:
            await self._follow_up(words, file)
        except LOST as error:
            log.info("an export goes on as direct messages: %s", error)
            return False
        self._left = None if self._left is None else self._left - 1
        return True

    async def _follow_up(self, words: str, file: Path | None) -> None:
        files = [] if file is None else [discord.File(file)]
        await self._interaction.followup.send(words, files=files, ephemeral=True, allowed_mentions=NOBODY)

    async def _send(self, words: str, file: Path | None) -> None:
        try:
            if self._direct is None:
                self._direct = await self._interaction.client.create_dm(self._interaction.user)
            files = [] if file is None else [discord.File(file)]
            await self._direct.send(words, files=files, allowed_mentions=NOBODY)
        except LOST as error:
            raise UserError(NO_WAY, code="E-PERM-SEND") from error


async def export(interaction: Interaction, *, with_files: bool, after_s: float) -> None:
    """Gather all that is kept of whoever asks, and hand it over. The interaction is deferred already.

    Raises
    ------
    UserError
        If another export of theirs is on its way, or they can't be reached.
    """
    services, user = services_of(interaction), str(interaction.user.id)
    async with services.exports.turn(services.redis, user, holder=str(interaction.id)) as lease:
        await interaction.edit_original_response(content=GATHERING, allowed_mentions=NOBODY)
        with tempfile.TemporaryDirectory(prefix="jamgram-export-") as folder:
            most = min(interaction.filesize_limit, DIRECT_BYTES) - SPARE_BYTES
            gathering = Gathering(services, user, Path(folder), most, with_files=with_files, after_s=after_s)
            await _hand_over(gathering, Hand(interaction), lease)


async def _hand_over(gathering: Gathering, hand: Hand, lease: Lease) -> None:
    number = 0
    async for part in gathering.parts():
        number += 1
        await renewed(lease)
        await hand.give(PART.format(number=number), part)
        await in_files(part.unlink)
    log.info("an export is handed over, in %d parts", number)
    missing = [MISSING.format(files=_counted(len(gathering.missing), "file"))] if gathering.missing else []
    await hand.give("\n".join([DONE.format(parts=_counted(number, "part")), *missing]))


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
