"""The one gate: all that is asked for passes it before anything is recorded, whatever it is asked with."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

import discord

from bot.judging.admitting import admitted, fitting
from bot.judging.asking import Asked, Texts
from bot.judging.deciding import DOUBTED, FIRST_CLIPS, Held, Refused, Ruling, Verdict, decided, is_strict
from bot.judging.denying import Denied, DeniedError
from bot.judging.people import asker_of, place_here
from bot.judging.permitting import Permitted, Place, rank_of
from bot.judging.policies import House
from bot.patience import in_time
from bot.services import Services, services_of
from core.contract import Recipe, Riff
from core.errors import UserError

Interaction = discord.Interaction[Any]

HELD_MOST: Final = 5
"""What one person may have held at a time."""

MANY_HELD: Final = (
    "⏸️ Moderators would look at this first, and {most} others of yours wait for them already. Nothing was used up: ask "
    "again when they are decided, or call one off with `/queue cancel`."
)


async def judged(services: Services, client: discord.Client, asked: Asked, recipes: Sequence[Recipe]) -> Verdict:
    """Say what becomes of something that somebody asks for.

    Raises
    ------
    UserError
        If they may not ask for it, whatever its words; or if not their own words are refused, but those of what it
        would be made of, or something that moderators look at where none can be asked.
    DatabaseDownError
        If nobody knows what holds.
    """
    house = await services.policies.of(asked.place.server)
    standing = _let_in(admitted(asked, house, now_s=services.clock()))
    _let_in(fitting(asked, house, standing, recipes))
    ruling = await ruling_for(services, client, asked, house)
    made = await _clips_made(services, asked, house, standing)
    verdict = await _decided(asked, ruling, standing, recipes, made=made)
    if isinstance(verdict, Refused) and verdict.blameless:
        raise UserError(verdict.sentence, code="E-MODERATORS" if verdict.rule in DOUBTED else "E-REJECT")
    if isinstance(verdict, Held):
        await _require_few_held(services, asked.person.id)
    return verdict


async def require_admitted(services: Services, asked: Asked) -> None:
    """See that somebody may ask for something of this kind, before a file is fetched for it.

    Raises
    ------
    UserError
        If they may not.
    DatabaseDownError
        If nobody knows.
    """
    house = await services.policies.of(asked.place.server)
    _let_in(admitted(asked, house, now_s=services.clock()))


async def may_show(services: Services, asked: Asked, place: Place) -> bool:
    """Tell whether what somebody asks for may be shown in another place than the one where they ask."""
    house = await services.policies.of(place.server)
    there = replace(asked, place=place, shown=None)
    return not isinstance(admitted(there, house, now_s=services.clock()), Denied)


async def is_newcomer(interaction: Interaction) -> bool:
    """Tell whether somebody is in the slow lane where they act.

    Raises
    ------
    DatabaseDownError
        If nobody knows.
    """
    services, person = services_of(interaction), asker_of(interaction)
    house = await services.policies.of(place_here(interaction).server)
    return rank_of(person, house.policy, now_s=services.clock()) == "newcomer"


async def judged_here(interaction: Interaction, asked: Asked, recipes: Sequence[Recipe]) -> Verdict:
    """Say it of an interaction, which waits for its acknowledgement."""
    return await in_time(interaction, judged(services_of(interaction), interaction.client, asked, recipes))


def asked_here(
    interaction: Interaction,
    *,
    private: bool = False,
    upload: bool = False,
    export: bool = False,
    of: Sequence[Recipe] = (),
) -> Asked:
    """Say who acts, where, and for what kind of thing; `of`: what it is made of, or what is asked for again."""
    person, place, inherited = asker_of(interaction), place_here(interaction), Texts.of(of).all
    return Asked(person, place, private=private, upload=upload, export=export, inherited=inherited)


async def require_good_words(interaction: Interaction, words: Sequence[str]) -> None:
    """See that words may be kept to be shown to others, such as a server's own offers.

    Raises
    ------
    UserError
        If rules refuse or doubt them; the sentence says why.
    """
    services, asked = services_of(interaction), replace(asked_here(interaction), may_hold=False)
    house = await services.policies.of(asked.place.server)
    rank = Permitted(rank_of(asked.person, house.policy, now_s=services.clock()))
    ruling = await ruling_for(services, interaction.client, asked, house)
    recipes = [Riff(prompt=one, seed=0) for one in words]
    verdict = await _decided(asked, ruling, rank, recipes, made=FIRST_CLIPS)
    if isinstance(verdict, Refused):
        raise UserError(verdict.sentence, code="E-REJECT")


async def ruling_for(services: Services, client: discord.Client, asked: Asked, house: House) -> Ruling:
    """Gather all rules of words that hold for something."""
    guild = client.get_guild(int(house.server)) if house.server else None
    auto_mod = await services.auto_mod.rules_for(guild, asked.person, asked.places, now_s=services.clock())
    return Ruling(house, auto_mod, services.classifier)


async def _decided(
    asked: Asked, ruling: Ruling, standing: Permitted, recipes: Sequence[Recipe], *, made: int
) -> Verdict:
    """Decide at once; an operator's classifier may take its time."""
    decide = partial(decided, asked, ruling, standing, recipes, made=made)
    return decide() if ruling.classifier is None else await asyncio.to_thread(decide)


async def _require_few_held(services: Services, author: str) -> None:
    """Keep moderators from being buried by one person."""
    waiting = await services.records.unfinished_cards_of(author)
    if sum(record.card.state == "held" for record in waiting) >= HELD_MOST:
        raise UserError(MANY_HELD.format(most=HELD_MOST), code="E-HELD-MANY")


async def _clips_made(services: Services, asked: Asked, house: House, standing: Permitted) -> int:
    """Count a newcomer's clips where a server wants to see the first of them."""
    if standing.rank != "newcomer" or house.server is None or not is_strict([*map(house.settled, asked.places)]):
        return 0
    return await services.records.clips_made(asked.person.id, house.server)


def _let_in(answer: Permitted | Denied) -> Permitted:
    if isinstance(answer, Denied):
        raise DeniedError(answer)
    return answer
