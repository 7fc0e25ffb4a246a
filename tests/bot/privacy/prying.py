"""Somebody tries to get at another's private riff, by every way that there is."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from discord import AppCommandOptionType as Kind
from discord import app_commands
from discord.app_commands import Parameter
from simcord.actors import MemberActor
from simcord.backend.errors import SetupError
from simcord.enums import InteractionType

from bot.card import Button
from bot.records.values import ClipRecord
from bot.reference import leaves
from bot.tree import found
from core.artefacts import Artefacts
from tests.bot.stage import Stage, png

HERS = "zanzibar xylophone"
WORDS = "a question of mine"

TARGETS = ("{clip}", "{card}", "{user}")
"""What buttons are about."""

LEADING = frozenset({"riff", "from", "to", "query", "text", "user", "cascade"})
"""Options that may lead to a riff."""

TAKES_AWAY = frozenset({"riff-mod purge", "riff-mod remove", "riff-mod freeze", "riff-mod block"})
"""Moderators may take a private riff away or stop its author, without seeing it; these come last."""


class Watched(Artefacts):
    """A store that notes what is read of it."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.read: set[str] = set()

    def get(self, key: str) -> bytes:
        self.read.add(key)
        return super().get(key)


@dataclass
class Prying:
    """Ana has a private riff; what the bot sends is read as it goes out, and so is what it reads of the store."""

    stage: Stage
    clip: ClipRecord
    store: Watched
    leaks: list[str] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)
    """The commands that Discord let them use."""
    _seen: int = 0

    @property
    def targets(self) -> list[str]:
        """What buttons and modals are about, of all that leads to the riff."""
        names = {"clip": self.clip.id, "card": self.clip.card_id, "user": str(self.stage.ana.id)}
        return [target.format(**names) for target in TARGETS]

    def look(self, what: str) -> None:
        """Note whatever went out since the last look with something of the riff in it."""
        self.tried.append(what)
        entries = self.stage.env.http_requests
        for entry in entries[self._seen :]:
            if HERS in str(entry.json):
                self.leaks.append(f"{what}: {entry.method} {entry.path}")
        self._seen = len(entries)
        if self.store.read & {self.clip.png, self.clip.mp3}:
            self.leaks.append(f"{what}: its files are read")
            self.store.read.clear()

    async def command(self, who: MemberActor, name: str, options: dict[str, Any]) -> None:
        with suppress(SetupError):
            await who.slash(self.stage.channel, name, **options)
            self.reached.add(name)
        self.look(f"/{name} {sorted(options)}")

    async def offers(self, who: MemberActor, name: str, option: str, typed: str) -> None:
        with suppress(SetupError):
            offered = await who.autocomplete(self.stage.channel, name, option, typed)
            if HERS in str(offered) or self.clip.id in str(offered):
                self.leaks.append(f"/{name} offers it as {option} for “{typed}”")
        self.look(f"/{name} {option}: {typed}")

    async def press(self, who: MemberActor, verb: str, target: str) -> None:
        await self.stage.press_on(Button(verb, target, "🔎", "Press"), who)  # type: ignore[arg-type]
        self.look(f"button {verb}:{target}")

    async def modal(self, who: MemberActor, verb: str, target: str) -> None:
        data = {"custom_id": f"rf1:{verb}:{target}", "components": _typed()}
        with suppress(SetupError):
            await who._dispatch_interaction(InteractionType.MODAL_SUBMIT, self.stage.channel, data)
        self.look(f"modal {verb}:{target}")


def commands() -> list[app_commands.Command[Any, ..., Any]]:
    """All commands, those last that would take the riff away."""
    return sorted(leaves(), key=lambda one: one.qualified_name in TAKES_AWAY)


def menus() -> list[app_commands.ContextMenu]:
    """All menus."""
    return [one for one in found() if isinstance(one, app_commands.ContextMenu)]


def fillings(command: app_commands.Command[Any, ..., Any], stage: Stage, clip: ClipRecord) -> Iterator[dict[str, Any]]:
    """Fill in a command's options with all that may lead to a riff: its id, its name, its words."""
    required = {one.display_name for one in command.parameters if one.required}
    names = required | {one.display_name for one in command.parameters if one.display_name in LEADING}
    ways = (clip.id, clip.recipe.recipe_id, HERS.split(maxsplit=1)[0]) if names & LEADING else (clip.id,)
    for words in ways:
        yield {one.display_name: _filled(one, stage, words) for one in command.parameters if one.display_name in names}


def _filled(parameter: Parameter, stage: Stage, words: str) -> Any:  # noqa: ANN401 - as many kinds as options have
    if parameter.choices:
        return parameter.choices[0].value
    if parameter.type is Kind.role:
        return stage.guild.create_role("some")
    kinds: dict[Kind, Any] = {
        Kind.string: words,
        Kind.integer: parameter.min_value or 1,
        Kind.number: parameter.min_value or 0.5,
        Kind.boolean: True,
        Kind.user: stage.ana,
        Kind.mentionable: stage.ana,
        Kind.channel: stage.channel,
        Kind.attachment: ("mine.png", png()),
    }
    return kinds.get(parameter.type, words)


def _typed() -> list[dict[str, Any]]:
    """What somebody types into a modal that is about something else than they may see."""
    fields = {"prompt": WORDS, "seconds": "5", "to": WORDS, "reason": "spam", "text": WORDS, "keep": "groove"}
    return [
        {"type": 18, "id": number, "component": {"type": 4, "id": 100 + number, "custom_id": name, "value": value}}
        for number, (name, value) in enumerate(fields.items(), start=1)
    ]
