"""What somebody wants to play in a jam: it passes the gate, and enters the round or waits for the moderators."""

from dataclasses import dataclass, replace
from typing import Any, Final

import discord

from bot.answers import NOBODY, defer
from bot.choices.here import settled_in
from bot.intake import judged_record
from bot.jams.held import ask_about
from bot.jams.machine.acts import Enter
from bot.jams.moving import move
from bot.jams.places import place_of_jam
from bot.judging.asking import Asked
from bot.judging.deciding import Held, Refused, Verdict
from bot.judging.gate import judged
from bot.judging.people import asker_of, place_here
from bot.judging.permitting import rank_of
from bot.judging.turning import turn_away
from bot.origins import card_of
from bot.patience import soon
from bot.records.jam import Entry, Jam
from bot.records.oversight import Case
from bot.services import Services, services_of
from bot.words import escape, moment
from core.contract import Riff
from core.errors import UserError
from core.recipes import made

Interaction = discord.Interaction[Any]

ENTERED: Final = "🎤 **Entered:** {words}"
CHANGEABLE: Final = "Until the bell {when} you can change it."
STANDS_STILL: Final = "As long as the clock stands you can change it."
PAINTED_NOW: Final = "🔔 Nobody else is waited for: it is painted now."
HELD: Final = (
    "⏸️ **Held: #{number}** · {words}\nThe moderators look at it before it is painted, and you hear what they say. "
    "What they have not decided when the bell rings misses this round; you can enter it again in the next. "
    "Nothing was used up."
)
NOBODY_TO_ASK: Final = (
    "Moderators look at every entry of this jam first, and have no channel for that any more. Nothing was used up: "
    "whoever manages the server chooses one with `/riff-admin setup`."
)
NEEDS_MODERATORS: Final = (
    "Nobody could look at the entries first: the moderators have no channel for that. Nothing was used up: begin the "
    "jam without it, or have whoever manages the server choose one with `/riff-admin setup`."
)


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the gate says of somebody's words, and whether they are trusted there."""

    verdict: Verdict
    is_trusted: bool


async def contribute(interaction: Interaction, jam: Jam, words: str) -> None:
    """Enter words for the round that is on, and answer with what became of them.

    Raises
    ------
    UserError
        If they can't be entered, by whoever it is or now.
    """
    recipe = made(Riff, {"prompt": words, "seed": 0, "length_s": jam.rules.length_s})
    await defer(interaction)
    judgement = await soon(_judged(interaction, jam, recipe))
    if isinstance(judgement.verdict, Refused):
        await _turn_away(interaction, jam, judgement.verdict)
        return
    await _enter(interaction, jam, judgement)


async def require_moderators(services: Services, server: str) -> None:
    """See that there are moderators who can be asked about entries before a jam begins in which they are.

    Raises
    ------
    UserError
        If nobody can be asked.
    """
    if (await settled_in(services, server)).mod_channel is None:
        raise UserError(NEEDS_MODERATORS, code="E-MODERATORS")


def asked_for_jam(interaction: Interaction, jam: Jam) -> Asked:
    """Say who asks for what: where they ask and where the jam is have to allow it."""
    here, there = place_here(interaction), place_of_jam(interaction.client, jam)
    return Asked(asker_of(interaction), there, shown=None if here.channel == there.channel else here)


def entered_by(jam: Jam, user: str) -> Entry | None:
    """Find what somebody entered for the round that is on and did not take back."""
    theirs = (one for one in jam.entries if (one.round, one.user) == (jam.round, user))
    return next((one for one in theirs if one.state in {"held", "ready"}), None)


def words_to_begin_with(jam: Jam, user: str) -> str:
    """Give the words that stand, or those that missed an earlier round as nobody had decided about them."""
    now = entered_by(jam, user)
    missed = [one.prompt for one in jam.entries if one.user == user and one.state == "held" and one.round < jam.round]
    return now.prompt if now is not None else "".join(missed[-1:])


async def _judged(interaction: Interaction, jam: Jam, recipe: Riff) -> _Judged:
    services, asked = services_of(interaction), asked_for_jam(interaction, jam)
    verdict = await judged(services, interaction.client, asked, [recipe])
    house = await services.policies.of(jam.server)
    rank = rank_of(asked.person, house.policy, now_s=services.clock())
    return _Judged(verdict, rank in {"trusted", "moderator"})


async def _turn_away(interaction: Interaction, jam: Jam, refused: Refused) -> None:
    """Remember and say that it is refused. There is no appeal: a round doesn't wait, other words are soon found."""
    card = card_of(interaction, private=True)
    card = replace(card, origin=card.origin.model_copy(update={"jam": jam.id}), jam=jam.id)
    refused = replace(refused, appealable=False)
    await turn_away(interaction, judged_record(card, refused), refused)


async def _enter(interaction: Interaction, jam: Jam, judgement: _Judged) -> None:
    services, user = services_of(interaction), str(interaction.user.id)
    held = judgement.verdict if isinstance(judgement.verdict, Held) else None
    is_held = held is not None or (jam.rules.pre_moderated and not judgement.is_trusted)
    if is_held:
        await soon(_require_desk(services, jam.server))
    prompt = _prompt(judgement.verdict)
    after = await soon(move(services, jam.id, Enter(user, prompt, is_held=is_held), actor=user))
    entry = entered_by(after, user)
    case = await soon(ask_about(services, entry, after, held)) if is_held and entry is not None else None
    said = _said(after, prompt, case)
    await interaction.edit_original_response(content=said, allowed_mentions=NOBODY)


async def _require_desk(services: Services, server: str) -> None:
    if (await settled_in(services, server)).mod_channel is None:
        raise UserError(NOBODY_TO_ASK, code="E-MODERATORS")


def _prompt(verdict: Verdict) -> str:
    """Give the words as rules left them."""
    (recipe,) = verdict.recipes
    assert isinstance(recipe, Riff)
    return recipe.prompt


def _said(jam: Jam, prompt: str, case: Case | None) -> str:
    words = escape(prompt)
    if case is not None:
        return HELD.format(number=case.number, words=words)
    if jam.phase != "collecting":
        until = PAINTED_NOW
    else:
        until = STANDS_STILL if jam.deadline_s is None else CHANGEABLE.format(when=moment(jam.deadline_s))
    return f"{ENTERED.format(words=words)}\n{until}"
