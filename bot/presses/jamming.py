"""The buttons on the board of a jam, and under its votes and invitations."""

from collections.abc import Awaitable, Callable

from bot.answers import defer
from bot.found import Interaction
from bot.jams.board.buttons import stamp_in
from bot.jams.commands import leading, playing
from bot.jams.commands.acting import TOO_LATE, leads_as_moderator, note_seen
from bot.jams.commands.finding import jam_named, require_open
from bot.jams.machine.entries import require_a_turn
from bot.jams.machine.hosting import require_host
from bot.modals.jam_enter import enter_modal
from bot.modals.jam_tools import tools_modal
from bot.patience import in_time
from bot.records.jam import Jam
from core.errors import UserError


async def join(interaction: Interaction, target: str) -> None:
    """Come in."""
    await _do(interaction, target, playing.join)


async def listen(interaction: Interaction, target: str) -> None:
    """Be there without playing."""
    await _do(interaction, target, playing.listen)


async def leave(interaction: Interaction, target: str) -> None:
    """Go."""
    await _do(interaction, target, playing.leave)


async def seat(interaction: Interaction, target: str) -> None:
    """Lead it."""
    await _do(interaction, target, playing.take_seat)


async def start(interaction: Interaction, target: str) -> None:
    """Begin to play."""
    await _do(interaction, target, leading.start)


async def pause(interaction: Interaction, target: str) -> None:
    """Stop the clock."""
    await _do(interaction, target, leading.pause)


async def resume(interaction: Interaction, target: str) -> None:
    """Let it go on."""
    await _do(interaction, target, leading.resume)


async def go_on(interaction: Interaction, target: str) -> None:
    """End the phase that the board showed."""
    stamp = stamp_in(target)
    await _do(interaction, target, lambda here, jam: leading.go_on(here, jam, stamp))


async def skip(interaction: Interaction, target: str) -> None:
    """End the turn that the board showed."""
    stamp = stamp_in(target)
    await _do(interaction, target, lambda here, jam: leading.skip(here, jam, stamp))


async def draft(interaction: Interaction, target: str) -> None:
    """Have the round painted sooner."""
    stamp = stamp_in(target)
    await _do(interaction, target, lambda here, jam: leading.draft(here, jam, stamp))


async def enter(interaction: Interaction, target: str) -> None:
    """Ask what to play, whose turn it is in the round that the board showed."""
    jam = await _found(interaction, target)
    if jam.round != stamp_in(target).round:
        raise UserError(TOO_LATE, code="E-OVER")
    require_a_turn(jam, str(interaction.user.id))
    await interaction.response.send_modal(enter_modal(jam, str(interaction.user.id)))
    await note_seen(interaction, jam)


async def tools(interaction: Interaction, target: str) -> None:
    """Ask who leads it what to do."""
    jam = await _found(interaction, target)
    if not await in_time(interaction, leads_as_moderator(interaction, jam)):
        require_host(jam, str(interaction.user.id))
    await interaction.response.send_modal(tools_modal(jam))


async def vote(interaction: Interaction, target: str) -> None:
    """Show what can be voted for."""
    await _do(interaction, target, playing.show_vote)


async def pick(interaction: Interaction, entry: str) -> None:
    """Vote for an entry, and show that in the place of the vote before."""
    jam_id = entry.partition("-")[0]
    await interaction.response.defer()
    await playing.vote(interaction, require_open(await jam_named(interaction, jam_id)), entry)


async def _do(interaction: Interaction, target: str, act: Callable[[Interaction, Jam], Awaitable[None]]) -> None:
    await defer(interaction)
    await act(interaction, await _found(interaction, target))


async def _found(interaction: Interaction, target: str) -> Jam:
    return require_open(await jam_named(interaction, stamp_in(target).jam))
