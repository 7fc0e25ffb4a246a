"""Inviting somebody to a jam: one message in its thread that calls them, once for each person."""

import logging
from collections.abc import Sequence
from typing import Any, Final

import discord

from bot.answers import LOST
from bot.card import CardView
from bot.family.saying import Saying, say
from bot.jams.board.buttons import join_button
from bot.jams.board.view import title_line
from bot.jams.commands.acting import note_seen, tell
from bot.jams.commands.finding import is_in, open_jam_here
from bot.jams.showing.opening import let_in
from bot.patience import in_time
from bot.privacy.pseudonym import PREFIX, pseudonym
from bot.records.jam import Jam, Post
from bot.services import Services, services_of
from bot.words import mention, moment
from core.errors import UserError

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]

INVITATION: Final = "invite-"
INVITED_MOST: Final = 50
DIGITS: Final = 12
"""Enough of a pseudonym to tell the people of one jam apart."""

CALL: Final = "📨 {user}, {by} invites you to play: {jam}"
DONE: Final = "📨 {user} is invited."
AGAIN: Final = "{user} was invited before. Nobody is called twice, so nothing was sent."
NOT_IN_IT: Final = "Who is in a jam invites others: join it first. Nothing was sent."
NOT_YET: Final = "This jam has no thread yet, so nobody can be invited. Nothing was sent: try again in a minute."
CLOSED_YET: Final = "The lobby of this jam opens {when}: people are invited then. Nothing was sent."
A_BOT: Final = "Bots don't play. Nothing was sent."
IN_IT: Final = "{user} is in this jam already. Nothing was sent."
KEPT_OUT: Final = "{user} was kept out of this jam. Nothing was sent."
UNWILLING: Final = "{user} can't be invited by you. Nothing was sent."
MANY: Final = f"{INVITED_MOST} people were invited to this jam, which is enough. Nothing was sent."
FAILED: Final = "Discord did not let me call {user}. Nothing was changed: send them the link of the thread."
WHICH: Final = (
    "You are in several jams here: use `/jam invite` in the thread of the one that you mean. Nothing was sent."
)
NONE_OF_YOURS: Final = "You are in no jam here. Nothing was sent: `/jam start` begins one."


async def invite(interaction: Interaction, jam: Jam, user: discord.abc.User) -> None:
    """Call somebody into the thread of a jam.

    Raises
    ------
    UserError
        If they are not called.
    """
    services, who = services_of(interaction), str(user.id)
    what = named(services, who)
    _require_inviter(jam, str(interaction.user.id))
    _require_missing(jam, user)
    if str(interaction.user.id) in await in_time(interaction, services.records.shunned(who)):
        raise UserError(UNWILLING.format(user=mention(who)), code="E-CONSENT")
    if what in jam.posts:
        raise UserError(AGAIN.format(user=mention(who)), code="E-RATE")
    if sum(one.startswith(INVITATION) for one in jam.posts) >= INVITED_MOST:
        raise UserError(MANY, code="E-RATE")
    await _call(interaction, jam, who, what)
    await note_seen(interaction, jam)
    await tell(interaction, DONE.format(user=mention(who)))


async def invite_somewhere(interaction: Interaction, user: discord.abc.User) -> None:
    """Call somebody into the jam of this thread, or else into the one that whoever asks is in.

    Raises
    ------
    UserError
        If there is none, or more than one.
    """
    await invite(interaction, await _meant(interaction), user)


def named(services: Services, user: str) -> str:
    """Say under which name it is remembered that somebody was invited: not their own."""
    return INVITATION + pseudonym(services.settings, user).removeprefix(PREFIX)[:DIGITS]


async def _meant(interaction: Interaction) -> Jam:
    records, me = services_of(interaction).records, str(interaction.user.id)
    here = await in_time(interaction, records.jam_in(str(interaction.channel_id)))
    if here is not None and here.thread == str(interaction.channel_id):
        return await open_jam_here(interaction)
    return only_one(
        [one for one in await in_time(interaction, records.open_jams(str(interaction.guild_id))) if is_in(one, me)]
    )


def only_one(jams: Sequence[Jam]) -> Jam:
    """Give the only jam there is.

    Raises
    ------
    UserError
        If there are more, or none.
    """
    if len(jams) != 1:
        raise UserError(WHICH if jams else NONE_OF_YOURS, code="E-VALUE")
    return jams[0]


def _require_inviter(jam: Jam, user: str) -> None:
    if not is_in(jam, user):
        raise UserError(NOT_IN_IT, code="E-NOT-YOURS")
    if jam.phase == "scheduled" and jam.opens_s is not None:
        raise UserError(CLOSED_YET.format(when=moment(jam.opens_s)), code="E-VALUE")
    if jam.thread is None:
        raise UserError(NOT_YET, code="E-VALUE")


def _require_missing(jam: Jam, user: discord.abc.User) -> None:
    player = jam.player(str(user.id))
    if user.bot:
        raise UserError(A_BOT, code="E-VALUE")
    if player is not None and player.seat == "kicked":
        raise UserError(KEPT_OUT.format(user=mention(player.user)), code="E-NOT-YOURS")
    if is_in(jam, str(user.id)):
        raise UserError(IN_IT.format(user=mention(str(user.id))), code="E-VALUE")


async def _call(interaction: Interaction, jam: Jam, user: str, what: str) -> None:
    assert jam.thread is not None
    called = CALL.format(user=mention(user), by=mention(str(interaction.user.id)), jam=title_line(jam))
    saying = Saying(CardView(called, buttons=((join_button(jam),),)), nonce=f"{jam.id}-{what[-DIGITS:]}", to=user)
    services, client = services_of(interaction), interaction.client
    if not await let_in(client, jam, user):
        raise UserError(FAILED.format(user=mention(user)), code="E-PERM-SEND")
    try:
        message = await say(client, saying, channel=jam.thread)
    except LOST as error:
        log.info("jam %s: somebody can't be invited: %s", jam.id, error)
        raise UserError(FAILED.format(user=mention(user)), code="E-PERM-SEND") from error
    await in_time(
        interaction, services.records.note_jam_post(jam.id, what, Post(jam.thread, message, services.clock()))
    )
