"""What players do: come, go, vote, and take the seat of a host who is away."""

from typing import Any, Final

import discord

from bot.buttons import buttons_of
from bot.card import Button, CardView
from bot.family.links import link
from bot.jams.commands.acting import moved, tell
from bot.jams.commands.leading import revive
from bot.jams.entering import asked_for_jam
from bot.jams.machine import may_vote
from bot.jams.machine.acts import CastVote, Join, Leave, Listen, TakeSeat
from bot.jams.machine.votes import LISTENED_S
from bot.jams.overseeing import require_vote
from bot.jams.showing.letters import standing
from bot.jams.showing.opening import let_in
from bot.judging.gate import require_admitted
from bot.patience import in_time
from bot.records.jam import Jam
from bot.services import services_of
from bot.words import moment
from core.errors import UserError

Interaction = discord.Interaction[Any]

IN_A_ROW: Final = 5

PLAYS: Final = "🙋 You play. {where}"
WAITS: Final = "🕐 You are on the waiting list: you play from the next round on, as soon as a seat is free. {where}"
SAVED: Final = "🙋 You have a seat: you are called here when the lobby opens."
MINUTES: Final = round(LISTENED_S / 60)
LISTENS: Final = (
    "👂 You listen: nobody waits for you, and you vote if you came {minutes} minutes before it began. "
    "**Join** lets you play. {where}"
)
LEFT: Final = "👋 You are out of this jam. **Join** brings you back."
LEFT_AT_ITS_END: Final = "👋 You are out of this jam. What was heard of you stays in its track."
LEFT_ALONE: Final = "👋 You are out of this jam. Nobody else was in it, so it is called off."
LEADS: Final = "👑 You lead this jam now: what is in the second row of the board is yours."
NO_VOTE: Final = "There is nothing to vote on just now. Nothing was changed."
NO_VOICE: Final = (
    "You have no vote here: who was in the jam before this vote began has one, and who listens if they came "
    f"{MINUTES} minutes before, unless they were muted or sent out. Who presses **Join** now votes in the next."
)
VOTE: Final = "⭐ Which one is the best? It is counted {when}; until then nobody sees your vote, and you can change it."
YOURS: Final = "✅ Your vote: **{letter}**"
LISTEN: Final = "They are here: {link}"
OWN: Final = "-# {letter} is your own."
NONE_LEFT: Final = "There is nothing that you could vote for: all that was entered is your own."


async def join(interaction: Interaction, jam: Jam) -> None:
    """Let somebody play, or wait for a seat, who may have something made there.

    Raises
    ------
    UserError
        If they may not, or were kept out.
    """
    user = str(interaction.user.id)
    await in_time(interaction, require_admitted(services_of(interaction), asked_for_jam(interaction, jam)))
    after = await moved(interaction, jam, Join(user))
    await let_in(interaction.client, after, user)
    player = after.player(user)
    has_seat = player is not None and player.seat == "playing"
    said = WAITS if not has_seat else SAVED if after.phase == "scheduled" else PLAYS
    await tell(interaction, said.format(where=_where(interaction, after)).strip())


async def listen(interaction: Interaction, jam: Jam) -> None:
    """Let somebody be there without playing, who may have something made there.

    Raises
    ------
    UserError
        If they may not, or were kept out, or lead it.
    """
    user = str(interaction.user.id)
    await in_time(interaction, require_admitted(services_of(interaction), asked_for_jam(interaction, jam)))
    after = await moved(interaction, jam, Listen(user))
    await let_in(interaction.client, after, user)
    await tell(interaction, LISTENS.format(minutes=MINUTES, where=_where(interaction, after)).strip())


async def leave(interaction: Interaction, jam: Jam) -> None:
    """Let somebody go."""
    after = await moved(interaction, jam, Leave(str(interaction.user.id)))
    await tell(interaction, {"archived": LEFT_ALONE, "finale": LEFT_AT_ITS_END}.get(after.phase, LEFT))


async def take_seat(interaction: Interaction, jam: Jam) -> None:
    """Let somebody lead whose host is away, or that nobody leads, who may have something made there."""
    if "orphaned" in jam.halts:
        await revive(interaction, jam)
        return
    await in_time(interaction, require_admitted(services_of(interaction), asked_for_jam(interaction, jam)))
    await moved(interaction, jam, TakeSeat(str(interaction.user.id)))
    await tell(interaction, LEADS)


async def show_vote(interaction: Interaction, jam: Jam) -> None:
    """Show somebody alone what they can vote for, and for what they did."""
    view = vote_view(jam, str(interaction.user.id))
    await tell(interaction, view.content, view=buttons_of(view))


async def vote(interaction: Interaction, jam: Jam, entry: str) -> None:
    """Vote, and show the vote as it is now."""
    user = str(interaction.user.id)
    await in_time(interaction, require_vote(services_of(interaction), jam, user))
    await show_vote(interaction, await moved(interaction, jam, CastVote(user, entry)))


def vote_view(jam: Jam, user: str) -> CardView:
    """Offer each entry but one's own, with the one chosen that one voted for.

    Raises
    ------
    UserError
        If there is nothing to vote for, or they have no vote.
    """
    if jam.phase != "voting":
        raise UserError(NO_VOTE, code="E-NOT-YOURS")
    if not may_vote(jam, user):
        raise UserError(NO_VOICE, code="E-NOT-YOURS")
    offered = standing(jam, jam.round)
    mine = next((one.entry for one in jam.votes if (one.round, one.voter) == (jam.round, user)), None)
    buttons = [_pick(letter, entry.id, is_mine=entry.id == mine) for letter, entry in offered if entry.user != user]
    if not buttons:
        raise UserError(NONE_LEFT, code="E-UNKNOWN")
    chosen = [YOURS.format(letter=letter) for letter, entry in offered if entry.id == mine]
    own = [OWN.format(letter=letter) for letter, entry in offered if entry.user == user]
    rows = tuple(tuple(buttons[at : at + IN_A_ROW]) for at in range(0, len(buttons), IN_A_ROW))
    return CardView("\n".join([_asked(jam), *chosen, *own]), buttons=rows)


def _pick(letter: str, entry: str, *, is_mine: bool) -> Button:
    return Button("jampick", entry, "⭐", f"{letter} ✓" if is_mine else letter, "primary" if is_mine else "secondary")


def _asked(jam: Jam) -> str:
    when = "after the pause" if jam.deadline_s is None else moment(jam.deadline_s)
    post = jam.posts.get(f"vote-{jam.round}")
    heard = f" {LISTEN.format(link=link(jam.server, post.channel, post.message))}" if post else ""
    return VOTE.format(when=when) + heard


def _where(interaction: Interaction, jam: Jam) -> str:
    if jam.thread is None or jam.thread == str(interaction.channel_id):
        return ""
    return f"It is here: {link(jam.server, jam.thread)}"
