"""Making and changing messages: what Discord accepts as one, whoever sends it and by which way."""

import mimetypes
import time
from dataclasses import dataclass, field
from typing import Final

from tests.discord.body import Body
from tests.discord.errors import EMPTY_MESSAGE, NO_REPLIES, TOO_LARGE, RefusedError, invalid_form
from tests.discord.limits import faults_of_message
from tests.discord.state import (
    COMPONENTS_V2,
    EPHEMERAL,
    LOADING,
    Channel,
    Edit,
    File,
    Guild,
    Interaction,
    Json,
    Message,
    User,
    World,
)

NONCE_LIFE_S: Final = 180.0


@dataclass
class Posting:
    """Writes messages into the world, and keeps the faults for which it refused some: none should ever be made."""

    world: World
    violations: list[str] = field(default_factory=list)
    nonce_life_s: float = NONCE_LIFE_S

    def post(self, body: Body, channel: Channel, *, interaction: Interaction | None = None) -> Message:
        """Make a new message; one with a known nonce is the one that is there."""
        payload = body.payload or {}
        if known := self._with_nonce(channel, payload):
            return known
        self._check(payload)
        message = Message(
            channel,
            self.world.bot,
            flags=payload.get("flags") or 0,
            nonce=payload.get("nonce"),
            reply_to=self._reply_to(payload, channel),
            interaction=interaction,
            only_for=only_for(payload, interaction),
        )
        self._write(message, body)
        if not (message.content or message.embeds or message.files or message.components or message.loading):
            raise RefusedError(EMPTY_MESSAGE)
        self.world.messages[message.id] = message
        return message

    def edit(self, message: Message, body: Body) -> Message:
        """Change what is named; attachments that the edit lists stay, others go."""
        payload = body.payload or {}
        self._check(payload)
        message.flags |= (payload.get("flags") or 0) & COMPONENTS_V2
        self._write(message, body)
        message.flags &= ~LOADING
        message.edits.append(Edit(time.time(), message.content, message.files))
        return message

    def _with_nonce(self, channel: Channel, payload: Json) -> Message | None:
        if not payload.get("enforce_nonce"):
            return None
        since_s = time.time() - self.nonce_life_s
        return next(
            (
                message
                for message in self.world.messages.values()
                if message.channel is channel and message.nonce == payload["nonce"] and message.created_s > since_s
            ),
            None,
        )

    def _check(self, payload: Json) -> None:
        if faults := faults_of_message(payload):
            self.violations += faults
            raise RefusedError(invalid_form(faults))

    def _reply_to(self, payload: Json, channel: Channel) -> str | None:
        """Name what a message replies to: replies don't reach out of their channel."""
        reference = payload.get("message_reference")
        if reference is None:
            return None
        if "history" not in channel.bot_may:
            raise RefusedError(NO_REPLIES)
        target = self.world.messages.get(str(reference["message_id"]))
        if target is not None and not target.deleted and target.channel is channel:
            return target.id
        if reference.get("fail_if_not_exists", True):
            raise RefusedError(invalid_form(["message_reference: Unknown message"]))
        return None

    def _write(self, message: Message, body: Body) -> None:
        payload = body.payload or {}
        files = self._files(message, body)
        if sum(len(content) > upload_limit(message.channel) for _, content in body.files.values()):
            raise RefusedError(TOO_LARGE)
        message.content = payload.get("content", message.content) or ""
        message.embeds = payload.get("embeds", message.embeds) or []
        message.components = payload.get("components", message.components) or []
        message.allowed_mentions = payload.get("allowed_mentions")
        message.files = files
        self._require_layout(message)
        self.world.files.update({file.id: file for file in files})

    def _require_layout(self, message: Message) -> None:
        """See that a message of components has nothing beside them, and all files that they show."""
        if not message.flags & COMPONENTS_V2:
            return
        names = {file.name for file in message.files}
        shown = {name for part in message.parts for name in attachments_in(part)}
        faults = [f"attachment://{name} was not sent" for name in sorted(shown - names)]
        if message.content or message.embeds:
            faults.append("content or embeds beside components of the second version")
        if faults:
            self.violations += faults
            raise RefusedError(invalid_form(faults))

    def _files(self, message: Message, body: Body) -> tuple[File, ...]:
        """Read which attachments the message has afterwards: kept ones by their id, new ones by their number."""
        listed = (body.payload or {}).get("attachments")
        if listed is None:
            return message.files + tuple(new_file(*sent) for _, sent in sorted(body.files.items()))
        there = {file.id: file for file in message.files}
        files = []
        for entry in listed:
            if (known := there.get(str(entry["id"]))) is not None:
                files.append(known)
            elif int(entry["id"]) in body.files:
                name, content = body.files[int(entry["id"])]
                files.append(new_file(entry.get("filename") or name, content, entry.get("description")))
            else:
                raise RefusedError(invalid_form([f"attachments: {entry['id']} was not sent"]))
        return tuple(files)


def only_for(payload: Json, interaction: Interaction | None) -> User | None:
    """Only an interaction's answer can be ephemeral."""
    return interaction.user if interaction and (payload.get("flags") or 0) & EPHEMERAL else None


def attachments_in(part: Json) -> list[str]:
    """Name the files that a component shows."""
    media = [part.get("media"), part.get("file"), *(item.get("media") for item in part.get("items", []))]
    urls = [one["url"] for one in media if one]
    return [url.removeprefix("attachment://") for url in urls if url.startswith("attachment://")]


def new_file(name: str, content: bytes, description: str | None = None) -> File:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return File(name, content, description=description, content_type=kind)


def upload_limit(channel: Channel) -> int:
    return (channel.guild or Guild("")).upload_limit
