"""Discord's limits of a message that its machine-readable description leaves out or loosens."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from tests.discord.state import COMPONENTS_V2, Json, all_parts

CONTENT_MAX: Final = 2000
EMBEDS_MAX, EMBED_TEXT_MAX = 10, 6000
ROWS_MAX, BUTTONS_MAX, CHOICES_MAX = 5, 5, 25
CUSTOM_ID_MAX, LABEL_MAX, URL_MAX, PLACEHOLDER_MAX = 100, 80, 512, 150
ATTACHMENTS_MAX, ALT_MAX = 10, 1024
NONCE_MAX: Final = 25
ACTION_ROW, BUTTON, SELECT, SECTION, TEXT, GALLERY = 1, 2, 3, 9, 10, 12
LINK, PREMIUM = 5, 6
PARTS_MAX, TEXT_MAX, PICTURES_MAX, SECTION_MAX = 40, 4000, 10, 3


def faults_of_message(payload: Json) -> list[str]:
    """Name everything for which Discord would refuse this message."""
    return [
        *longer("content", payload.get("content"), CONTENT_MAX),
        *longer("nonce", payload.get("nonce"), NONCE_MAX),
        *faults_of_embeds(payload.get("embeds") or []),
        *faults_of_attachments(payload.get("attachments") or []),
        *faults_of_rows(payload.get("components") or [], flags=payload.get("flags") or 0),
    ]


def longer(name: str, text: str | None, most: int) -> Iterator[str]:
    if len(text or "") > most:
        yield f"{name}: {len(text or '')} characters, at most {most}"


def more(name: str, things: list[Json], most: int) -> Iterator[str]:
    if len(things) > most:
        yield f"{len(things)} {name}, at most {most}"


def faults_of_embeds(embeds: list[Json]) -> Iterator[str]:
    yield from more("embeds", embeds, EMBEDS_MAX)
    written = 0
    for embed in embeds:
        fields = embed.get("fields", [])
        yield from more("fields", fields, 25)
        texts = [
            ("title", embed.get("title"), 256),
            ("description", embed.get("description"), 4096),
            ("footer", embed.get("footer", {}).get("text"), 2048),
            ("author", embed.get("author", {}).get("name"), 256),
            *(("field name", field["name"], 256) for field in fields),
            *(("field value", field["value"], 1024) for field in fields),
        ]
        for name, text, most in texts:
            yield from longer(name, text, most)
            written += len(text or "")
    if written > EMBED_TEXT_MAX:
        yield f"{written} characters in embeds, at most {EMBED_TEXT_MAX}"


def faults_of_attachments(attachments: list[Json]) -> Iterator[str]:
    yield from more("attachments", attachments, ATTACHMENTS_MAX)
    for attachment in attachments:
        yield from longer("alt text", attachment.get("description"), ALT_MAX)


def faults_of_rows(rows: list[Json], *, flags: int) -> Iterator[str]:
    parts = all_parts(rows)
    if flags & COMPONENTS_V2:
        yield from faults_of_layout(parts)
    else:
        yield from more("rows", rows, ROWS_MAX)
        yield from (f"component {row['type']} outside a row" for row in rows if row["type"] != ACTION_ROW)
    for row in (part for part in parts if part["type"] == ACTION_ROW):
        yield from more("buttons in a row", row["components"], BUTTONS_MAX)
        if not row["components"]:
            yield "an empty row"
    for part in parts:
        yield from faults_of_part(part)
    named = Counter(part["custom_id"] for part in parts if "custom_id" in part)
    yield from (f"custom_id {name} twice" for name, times in named.items() if times > 1)


def faults_of_layout(parts: list[Json]) -> Iterator[str]:
    """Name what is too much in a message of components."""
    yield from more("components", parts, PARTS_MAX)
    yield from longer("text", "".join(part["content"] for part in parts if part["type"] == TEXT), TEXT_MAX)
    for part in parts:
        if part["type"] == GALLERY:
            yield from more("pictures", part["items"], PICTURES_MAX)
        if part["type"] == SECTION:
            yield from more("texts in a section", part["components"], SECTION_MAX)


def faults_of_part(part: Json) -> Iterator[str]:
    if part["type"] not in {BUTTON, SELECT}:
        return
    if part.get("style") not in {LINK, PREMIUM} and not part.get("custom_id"):
        yield "no custom_id"
    yield from longer("custom_id", part.get("custom_id"), CUSTOM_ID_MAX)
    yield from longer("label", part.get("label"), LABEL_MAX)
    yield from longer("url", part.get("url"), URL_MAX)
    yield from longer("placeholder", part.get("placeholder"), PLACEHOLDER_MAX)
    yield from more("choices", part.get("options", []), CHOICES_MAX)
    if part["type"] == BUTTON and not part.get("label") and not part.get("emoji"):
        yield "a button without label and emoji"


def faults_of_command(command: Json) -> list[str]:
    """Name what Discord would refuse in an application command."""
    faults: list[str] = []
    if written(command) > 8000:
        faults.append(f"{written(command)} characters in {command['name']}")
    if command.get("type", 1) != 1 and command.get("description"):
        faults.append(f"menu {command['name']} has a description")
    return faults


def written(part: Json) -> int:
    choices = sum(len(choice["name"]) + len(str(choice["value"])) for choice in part.get("choices") or [])
    inner = sum(map(written, part.get("options") or []))
    return len(part["name"]) + len(part.get("description") or "") + choices + inner
