"""/riff-admin filters: a server's own rules of words, and why something is decided as it is."""

from collections.abc import Iterator
from typing import Final, Literal

import discord
from discord import app_commands
from discord.app_commands import Choice, Range

from bot import suggestions
from bot.administration.answering import Interaction, by, kept, now_s, server_of, tell
from bot.administration.explaining import explanation
from bot.administration.places import Place
from bot.answers import defer
from bot.patience import soon_or_nothing
from bot.records.oversight import Filter
from bot.services import services_of
from bot.words import escape, plain
from core.errors import UserError
from core.limits import PROMPT_MAX
from core.moderation.rules import Rules

Action = Literal["block", "hold", "replace", "allow"]

NAME_MAX: Final = 32
WORDS_MAX: Final = 1000
PATTERN_MAX: Final = 260
REPLACEMENT_MAX: Final = 100
SHOWN: Final = 120
"""Characters of a filter's words in the list."""

NONE: Final = "This server has no filters of its own. `/riff-admin filters add` makes one."
NOT_FOUND: Final = "This server has no filter of that name: `/riff-admin filters list` shows what there is."
NO_WORDS: Final = "A filter needs words, parted by commas, or a pattern. Nothing was changed."
NO_NAME: Final = "A filter needs a name that can be seen. Nothing was changed."
NO_REPLACEMENT: Final = "A replacement goes with the action `replace`. Nothing was changed."

DOES: Final[dict[Action, str]] = {
    "block": "🚫 is refused",
    "hold": "⏸️ is held for the moderators",
    "replace": "✏️ is replaced",
    "allow": "✅ is let through, whatever other rules say",
}

filters = app_commands.Group(name="filters", description="This server's own rules of words.")


@filters.command(description="Make a rule of words, in place of the one that has the same name.")
@app_commands.describe(
    name="What it is called.",
    action="What becomes of words that it finds.",
    words="Words and phrases, parted by commas; * at an end lets a word go on there.",
    pattern="A regular expression (RE2).",
    replacement="What is put in their place, with the action replace.",
)
async def add(
    interaction: Interaction,
    name: Range[str, 1, NAME_MAX],
    action: Action,
    *,
    words: Range[str, 0, WORDS_MAX] = "",
    pattern: Range[str, 1, PATTERN_MAX] | None = None,
    replacement: Range[str, 0, REPLACEMENT_MAX] = "",
) -> None:
    """Remember a filter that can be used."""
    await defer(interaction)
    made = filter_of(name, action, words=words, pattern=pattern, replacement=replacement)
    records, server = services_of(interaction).records, server_of(interaction)
    await kept(records.add_filter(server, made, by=by(interaction), now_s=now_s(interaction)))
    await tell(interaction, f"From now on, in this server: {line_of(made)}")


@filters.command(description="Take a rule of words away.")
@app_commands.describe(name="What it is called.")
async def remove(interaction: Interaction, name: str) -> None:
    """Forget a filter."""
    await defer(interaction)
    records, server = services_of(interaction).records, server_of(interaction)
    if not await kept(records.remove_filter(server, plain(name), by=by(interaction), now_s=now_s(interaction))):
        raise UserError(NOT_FOUND, code="E-UNKNOWN")
    await tell(interaction, f"The filter **{escape(name)}** is gone.")


@filters.command(name="list", description="See this server's own rules of words.")
async def show(interaction: Interaction) -> None:
    """List the filters of this server."""
    await defer(interaction)
    found = (await kept(services_of(interaction).records.oversight(server_of(interaction)))).filters
    await tell(interaction, *(map(line_of, found) if found else [NONE]))


@filters.command(name="test", description="See, step by step, what would become of words, and of who asks.")
@app_commands.describe(
    words="What somebody might ask for.", who="Who might ask; you, if nobody is named.", channel="Where; here."
)
async def explain(
    interaction: Interaction,
    words: Range[str, 1, PROMPT_MAX],
    who: discord.Member | None = None,
    channel: Place | None = None,
) -> None:
    """Explain a decision. Nothing is made and nothing is remembered of it."""
    await defer(interaction)
    await tell(interaction, *await explanation(interaction, words, who=who, where=channel))


@remove.autocomplete("name")
async def offer_names(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Offer the names that there are."""
    found = await soon_or_nothing(_filters(interaction))
    names = [(one.name, one.name) for one in found if typed.casefold() in one.name.casefold()]
    return [Choice(name=shown, value=value) for shown, value in suggestions.choices(names)]


def filter_of(name: str, action: Action, *, words: str, pattern: str | None, replacement: str) -> Filter:
    """Make a filter of what somebody typed.

    Raises
    ------
    UserError
        If it finds nothing, its pattern can't be used, or nobody could name it.
    """
    if not plain(name):
        raise UserError(NO_NAME, code="E-VALUE")
    several = tuple(filter(None, (plain(one) for one in words.split(","))))
    if not several and pattern is None:
        raise UserError(NO_WORDS, code="E-VALUE")
    if replacement and action != "replace":
        raise UserError(NO_REPLACEMENT, code="E-VALUE")
    made = Filter(plain(name), action, several, pattern, replacement)
    Rules.of([made])
    return made


def line_of(one: Filter) -> str:
    """Say what a filter does."""
    what = ", ".join(_what(one))
    instead = f" by “{escape(one.replacement)}”" if one.replacement else ""
    return f"**{escape(one.name)}** · {what} · {DOES[one.action]}{instead}"


def _what(one: Filter) -> Iterator[str]:
    if one.words:
        yield escape(", ".join(one.words), most=SHOWN)
    if one.pattern:
        yield f"pattern {escape(one.pattern, most=SHOWN)}"


async def _filters(interaction: Interaction) -> list[Filter]:
    return list((await services_of(interaction).records.oversight(server_of(interaction))).filters)
