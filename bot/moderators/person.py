"""All that moderators should know of somebody, and what they can do about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import discord

from bot.answers import NOBODY
from bot.buttons import buttons_of
from bot.card import Button, CardView
from bot.cases.striking import until_of
from bot.family.links import link
from bot.gallery.telling import words_of
from bot.moderators.people import ACTORS, server_of
from bot.patience import soon
from bot.records import Cut, Listed
from bot.records.oversight import EVERYWHERE, Block, Case, Freeze, Strike
from bot.services import Services, services_of
from bot.words import date, escape, fit, mention, moment

Interaction = discord.Interaction[Any]

FINDING_S: Final = 5.0
REASON_SHOWN: Final = 100
WORDS_SHOWN: Final = 60
RIFFS_SHOWN: Final = 5
CASES_SHOWN: Final = 5

NO_STRIKES: Final = "⚠️ No strike that counts."
NO_BLOCK: Final = "🚫 Not blocked."
NO_RIFFS: Final = "🎵 No riff that you may see."


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of somebody in a server."""

    user: str
    server: str
    strikes: tuple[Strike, ...]
    blocks: tuple[Block, ...]
    """Those that hold, the server's and the operator's."""
    freezes: tuple[Freeze, ...]
    """Those of this person alone."""
    cases: tuple[Case, ...]
    riffs: tuple[Listed, ...]

    @property
    def is_blocked(self) -> bool:
        """Tell whether this server blocks them."""
        return any(block.server == self.server for block in self.blocks)

    @property
    def is_frozen(self) -> bool:
        """Tell whether this server's moderators froze what they ask for."""
        return any(frozen.server == self.server for frozen in self.freezes)


async def show_person(interaction: Interaction, user: str) -> None:
    """Show a moderator all about somebody. The interaction is deferred already."""
    found = person_of(services_of(interaction), user, server=server_of(interaction), viewer=str(interaction.user.id))
    view = person_view(await soon(found, within_s=FINDING_S))
    await interaction.edit_original_response(content=view.content, view=buttons_of(view), allowed_mentions=NOBODY)


async def person_of(services: Services, user: str, *, server: str, viewer: str) -> Person:
    """Gather what is known."""
    records, now_s = services.records, services.clock()
    blocks = [one for one in await records.blocks_of(user) if one.server in {server, EVERYWHERE}]
    freezes = [one for one in await records.freezes() if (one.kind, one.target) == ("user", user)]
    made = await records.made_by(user, viewer, server, Cut(1))
    return Person(
        user,
        server,
        strikes=tuple(await records.strikes(server, user, now_s)),
        blocks=tuple(one for one in blocks if one.until_s is None or one.until_s > now_s),
        freezes=tuple(one for one in freezes if one.server in {server, EVERYWHERE}),
        cases=tuple(await records.cases_about(user, server, most=CASES_SHOWN)),
        riffs=tuple(made.items[:RIFFS_SHOWN]),
    )


def person_view(person: Person) -> CardView:
    """Write it, with buttons for what can be done."""
    lines = [f"**{mention(person.user)}**", *_standing(person), *_cases(person), *_riffs(person)]
    return CardView(fit(lines), buttons=(tuple(_actions(person)),))


def _standing(person: Person) -> Iterator[str]:
    yield from (_strike(one) for one in reversed(person.strikes))
    if not person.strikes:
        yield NO_STRIKES
    yield from (_block(one) for one in person.blocks)
    if not person.blocks:
        yield NO_BLOCK
    yield from (f"❄️ Frozen {moment(one.since_s)} by {_by(one.by)}{_why(one.reason)}" for one in person.freezes)


def _strike(one: Strike) -> str:
    return f"⚠️ A strike {moment(one.given_s)} by {_by(one.by)}, counts until {date(one.until_s)}{_why(one.reason)}"


def _block(one: Block) -> str:
    where = "everywhere" if one.server == EVERYWHERE else "here"
    return f"🚫 Blocked {where} {until_of(one)}, by {_by(one.by)}{_why(one.reason)}"


def _by(actor: str) -> str:
    return ACTORS.get(actor) or mention(actor)


def _why(reason: str) -> str:
    return f": “{escape(reason, most=REASON_SHOWN)}”" if reason else ""


def _cases(person: Person) -> Iterator[str]:
    if person.cases:
        yield "⚖️ " + ", ".join(f"#{one.number} ({one.kind}, {one.state})" for one in person.cases)


def _riffs(person: Person) -> Iterator[str]:
    if not person.riffs:
        yield NO_RIFFS
    for one in person.riffs:
        at = link(one.clip.server, one.channel, one.message) if one.message else ""
        words = words_of(one.clip.recipe, most=WORDS_SHOWN)
        yield " · ".join(
            filter(None, [f"🎵 {words}", f"`{one.clip.recipe.recipe_id}`", moment(one.clip.created_s), at])
        )


def _actions(person: Person) -> Iterator[Button]:
    user = person.user
    yield Button("person", f"strike-{user}", "⚠️", "Strike")
    if person.is_blocked:
        yield Button("person", f"unblock-{user}", "✅", "Unblock")
    else:
        yield Button("person", f"block-{user}", "🚫", "Block", "danger")
    if person.is_frozen:
        yield Button("thaw", f"user-{user}", "🌤️", "Thaw")
    else:
        yield Button("person", f"freeze-{user}", "❄️", "Freeze")
    yield Button("person", f"purge-{user}", "🧹", "Purge", "danger")
    yield Button("audit", f"1-0-{user}", "📜", "Audit log")
