"""What a host does, and moderators: each asks for one act and says what came of it."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final, Protocol

import discord

from bot.jams.board.buttons import Stamp
from bot.jams.commands.acting import TOO_LATE, leads_as_moderator, moved, tell
from bot.jams.conducting.drafting import require_unbegun
from bot.jams.entering import asked_for_jam
from bot.jams.machine.acts import Draft, End, Extend, HandOver, Kick, Lead, Next, Pause, Resume, Revive, Skip, Start
from bot.jams.moving import name_of
from bot.jams.showing.opening import put_out
from bot.judging.gate import require_admitted
from bot.patience import in_time
from bot.records.jam import Jam
from bot.records.oversight import Entry
from bot.services import services_of
from bot.words import mention, moment
from core.errors import UserError

Interaction = discord.Interaction[Any]

MINUTES_MOST: Final = 60

STARTED: Final = "▶️ It begins: round 1."
WENT_ON: Final = "▶️ That was that: it goes on."
PAUSED: Final = "⏸️ The clock stands{left}. **Resume** goes on; after 24 hours it counts as left alone."
RESUMED: Final = "▶️ The clock runs again{until}."
SKIPPED: Final = "⏭️ Skipped: nothing comes of it."
KICKED: Final = "👢 {user} is out of this jam."
STILL_SEES: Final = f"{KICKED} I may not take them out of its thread: that needs **Manage Threads**."
HANDED: Final = "👑 {user} leads this jam now."
LONGER: Final = "⏱️ There is more time{until}."
ENDING: Final = "🏁 It ends: the sections that there are become its track."
ENDED: Final = "✅ It is over. There was no section to make a track of."
CALLED_OFF: Final = "✖️ It is called off."
REVIVED: Final = "▶️ It goes on, and you lead it."
DRAFTED: Final = "✏️ This round is painted sooner, and a little rougher."


class Makes(Protocol):
    """Makes the act of whoever leads."""

    def __call__(self, by: str, *, as_moderator: bool) -> Lead:
        """Make it."""


async def lead(interaction: Interaction, jam: Jam, make: Makes) -> Jam:
    """Do what only the host may, and moderators; give the jam as it is then.

    Raises
    ------
    UserError
        If it is neither of them, or it can't be done now.
    """
    act = make(str(interaction.user.id), as_moderator=await leads_as_moderator(interaction, jam))
    after = await moved(interaction, jam, act)
    if act.as_moderator:
        await _written_down(interaction, jam, act)
    return after


async def _written_down(interaction: Interaction, jam: Jam, act: Lead) -> None:
    """Let the audit log have what moderators did in the place of a host, as it has what they did with `/riff-mod`."""
    services, whom = services_of(interaction), getattr(act, "user", getattr(act, "to", jam.host))
    line = Entry(0, jam.server, services.clock(), act.by, "jam", whom, rule=jam.id, after=name_of(act))
    await in_time(interaction, services.records.note(line))


async def start(interaction: Interaction, jam: Jam) -> None:
    """Begin to play before the lobby is over."""
    await lead(interaction, jam, Start)
    await tell(interaction, STARTED)


async def go_on(interaction: Interaction, jam: Jam, stamp: Stamp | None = None) -> None:
    """End the phase that is on, or that was seen on a board."""
    await lead(interaction, jam, _of_moment(Next, jam, stamp))
    await tell(interaction, WENT_ON)


async def skip(interaction: Interaction, jam: Jam, stamp: Stamp | None = None) -> None:
    """End the turn or round without a section."""
    await lead(interaction, jam, _of_moment(Skip, jam, stamp))
    await tell(interaction, SKIPPED)


async def pause(interaction: Interaction, jam: Jam) -> None:
    """Stop the clock."""
    after = await lead(interaction, jam, Pause)
    await tell(interaction, PAUSED.format(left="" if after.left_s is None else f", with {round(after.left_s)} s left"))


async def resume(interaction: Interaction, jam: Jam) -> None:
    """Let the clock go on."""
    await tell(interaction, RESUMED.format(until=until(await lead(interaction, jam, Resume))))


async def kick(interaction: Interaction, jam: Jam, user: str) -> None:
    """Let somebody play no more, and see nothing more of a private one."""
    after = await lead(interaction, jam, partial(Kick, user=user))
    said = KICKED if await put_out(interaction.client, after, user) else STILL_SEES
    await tell(interaction, said.format(user=mention(user)))


async def hand_over(interaction: Interaction, jam: Jam, user: str) -> None:
    """Let somebody else lead."""
    await lead(interaction, jam, partial(HandOver, to=user))
    await tell(interaction, HANDED.format(user=mention(user)))


async def extend(interaction: Interaction, jam: Jam, minutes: int) -> None:
    """Let the phase last longer."""
    after = await lead(interaction, jam, partial(Extend, minutes=minutes))
    await tell(interaction, LONGER.format(until=until(after)))


async def end(interaction: Interaction, jam: Jam) -> None:
    """End the jam."""
    after = await lead(interaction, jam, End)
    over = CALLED_OFF if jam.round == 0 else ENDED
    await tell(interaction, over if after.phase == "archived" else ENDING)


async def revive(interaction: Interaction, jam: Jam) -> None:
    """Go on with a jam that nobody leads, if whoever asks may have something made there."""
    await in_time(interaction, require_admitted(services_of(interaction), asked_for_jam(interaction, jam)))
    await lead(interaction, jam, Revive)
    await tell(interaction, REVIVED)


async def draft(interaction: Interaction, jam: Jam, stamp: Stamp) -> None:
    """Have the round painted sooner and rougher."""
    if stamp.round != jam.round:
        raise UserError(TOO_LATE, code="E-OVER")
    await in_time(interaction, require_unbegun(services_of(interaction), jam))
    await lead(interaction, jam, partial(Draft, round=jam.round))
    await tell(interaction, DRAFTED)


def until(jam: Jam) -> str:
    """Say until when the phase lasts, if its clock runs."""
    return "" if jam.deadline_s is None else f", until {moment(jam.deadline_s)}"


def _of_moment(act: Callable[..., Lead], jam: Jam, stamp: Stamp | None) -> Makes:
    """Let an act be about the moment of a board; a command is about what is on."""
    seen = stamp if stamp is not None and stamp.round is not None else Stamp(jam.id, jam.round, jam.phase)
    return partial(act, round=seen.round, phase=seen.phase)
