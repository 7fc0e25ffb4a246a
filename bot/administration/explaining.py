"""Why something is decided as it is: who may ask, and what the rules say of the words."""

from typing import Final, assert_never

import discord

from bot.administration.answering import Interaction, kept, now_s, server_of
from bot.administration.places import Place
from bot.choices import Settled
from bot.choices.keys import ARTISTS, MODERATION, Moderation
from bot.judging.asking import Asked
from bot.judging.denying import Denied
from bot.judging.gate import ruling_for
from bot.judging.people import person_of, place_here, place_of
from bot.judging.permitting import Permitted, permitted
from bot.services import services_of
from bot.words import escape, plain, shorten
from core.moderation.judging import judge
from core.moderation.values import Judgement

WHO: Final = "**Who**: {who} in <#{channel}>"
WORDS: Final = "**Words**: {words}"
STEP_SHOWN: Final = 200

REFUSED: Final = "🚫 **Refused**, with a button to appeal."
NEVER_ASKED: Final = "🚫 **Turned away**: nobody looks at the words."
LET_THROUGH: Final = "✅ **Made**."
REPLACED: Final = "✏️ **Made**, as: {words}"
HELD: Final = "⏸️ **Held** for the moderators in <#{channel}>."
HELD_BY_NOBODY: Final = "🚫 **Refused**: it would be held, but there is no `mod_channel` to hold it in."
TRUSTED: Final = "✅ **Made**: it would be held, but who asks is trusted."
OPEN: Final = "✅ **Made**: it would be held, but `moderation` is `open`."


async def explanation(
    interaction: Interaction, words: str, *, who: discord.Member | None, where: Place | None
) -> list[str]:
    """Say step by step what would become of words, by whom and where."""
    services, server = services_of(interaction), server_of(interaction)
    house = await kept(services.policies.of(server))
    person = person_of(services, who or interaction.user, server=server)
    place = place_here(interaction) if where is None else place_of(where, server=server, channel=str(where.id))
    settled = house.settled(place)
    leave = permitted(person, place, house.policy, now_s=now_s(interaction))
    ruling = await ruling_for(services, interaction.client, Asked(person, place), house)
    judgement = judge(words, ruling.rules, artists=settled.artists, age_restricted=place.age_restricted)
    return [
        WHO.format(who=f"<@{person.id}>", channel=place.channel),
        *map(_step, leave.steps),
        WORDS.format(words=escape(words)),
        _step(f"`{MODERATION.key}` is `{settled.moderation}`, `{ARTISTS.key}` is `{settled.artists}`."),
        *map(_step, judgement.trace),
        end_of(leave, judgement, settled, words=words),
    ]


def end_of(leave: Permitted | Denied, judgement: Judgement, settled: Settled, *, words: str) -> str:
    """Say what becomes of it all."""
    if isinstance(leave, Denied):
        return NEVER_ASKED
    if judgement.outcome == "refuse":
        return REFUSED
    if judgement.outcome == "hold":
        return _held(settled.moderation, settled.mod_channel, is_trusted=leave.is_trusted)
    return LET_THROUGH if judgement.text == words else REPLACED.format(words=escape(judgement.text))


def _held(moderation: Moderation, channel: str | None, *, is_trusted: bool) -> str:
    if is_trusted:
        return TRUSTED
    match moderation:
        case "open":
            return OPEN
        case "balanced" | "strict":
            return HELD_BY_NOBODY if channel is None else HELD.format(channel=channel)
        case _:
            assert_never(moderation)


def _step(words: str) -> str:
    return f"- {shorten(plain(words), STEP_SHOWN)}"
