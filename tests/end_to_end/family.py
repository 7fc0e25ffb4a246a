"""What people do with a clip and its family over the wire, and what they see of it."""

from dataclasses import dataclass

from tests.discord.rig import Rig
from tests.discord.state import Channel, Interaction, Json, Message, User


@dataclass
class Family:
    """A clip of ana's in a channel of its own, and what ben and others make of it."""

    rig: Rig
    channel: Channel
    ana: User
    ben: User
    root: Message

    async def press(self, verb: str, on: Message | None = None, *, by: User | None = None) -> Interaction:
        """Press the first button of a card that does this."""
        card = on or self.root
        return await self.rig.discord.press(card, custom_id_of(card, verb), user=by or self.ben)

    async def ask(self, verb: str, on: Message | None = None, *, by: User | None = None, **typed: Json) -> Interaction:
        """Press a button that shows a modal, and send that back."""
        return await self.rig.discord.submit(await self.press(verb, on, by=by), **typed)

    @property
    def clip(self) -> str:
        """The id of ana's clip."""
        assert self.root.interaction is not None
        return f"{self.root.interaction.id}-0"

    async def let_ana_be_asked(self) -> None:
        """Let nobody make others of ana's clip without asking her."""
        said = await self.rig.discord.slash(
            "riffs visibility", riff=self.clip, remixes="ask", user=self.ana, channel=self.channel
        )
        await self.rig.wait_for(lambda: said.original and not said.original.loading, "how it is shared")

    @property
    def thread(self) -> Channel | None:
        """The thread on the root's card, once it is there."""
        return self.rig.discord.world.channels.get(self.root.id)

    @property
    def at_home(self) -> list[Message]:
        """What everybody sees in the channel beside the root."""
        return [message for message in self.rig.discord.seen(self.channel) if message is not self.root]

    @property
    def in_thread(self) -> list[Message]:
        return self.rig.discord.seen(self.thread) if self.thread else []

    async def children(self, count: int = 1) -> list[Message]:
        """Wait until so many clips are in the thread."""
        return await self.rig.wait_for(lambda: self._made(count), f"{count} clips in the thread")

    def _made(self, count: int) -> list[Message] | None:
        clips = self.rig.clips(self.thread) if self.thread else []
        return clips if len(clips) >= count else None


async def family(rig: Rig, *, prompt: str = "rain", **options: Json) -> Family:
    """Let ana make a clip."""
    ana, ben, channel = rig.discord.new_user("ana"), rig.discord.new_user("ben"), await rig.new_channel()
    await rig.discord.slash("riff", prompt=prompt, user=ana, channel=channel, **options)
    return Family(rig, channel, ana, ben, await rig.clip(channel))


def custom_id_of(card: Message, verb: str) -> str:
    """Find a card's button by what it does."""
    found = [button["custom_id"] for button in card.buttons if button.get("custom_id", "").split(":")[1:2] == [verb]]
    assert found, f"no {verb} on {[button.get('label') for button in card.buttons]}"
    return str(found[0])


def endings(message: Message) -> list[str]:
    """Say of what kinds a message's files are."""
    return sorted(file.name.rpartition(".")[2] for file in message.files)


def modal_of(shown: Interaction) -> dict[str, Json]:
    """The fields of a modal that somebody is shown, by their ids."""
    parts = [label["component"] for label in shown.callback["data"]["components"]]
    return {part["custom_id"]: part for part in parts}
