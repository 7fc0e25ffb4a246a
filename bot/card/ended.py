"""A card whose requests are over."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from bot.card.credits import credit_line
from bot.card.exported import exported_view
from bot.card.failing import why
from bot.card.hearing import heard
from bot.card.offering import delete_button, offers_of
from bot.card.title import alt_of, asked_by, seconds, title_of
from bot.card.values import LETTERS, Button, CardFile, CardView, Sheet, Stored
from bot.records.values import CardRecord, ClipRecord, RequestRecord
from bot.words import ALT_MAX, escape, fit, mention, shorten
from core.contract import Export, Painted
from core.ending import SENTENCE_MAX, Failure

NOTE_MAX: Final = 300
SENTENCE_AMONG_OTHERS: Final = 150
"""Characters of a failure's sentence where the card has other ends to tell as well."""
CANCELLED: Final = "🛑 Cancelled."
REMOVED: Final = "🗑️ Removed."
CUT_OFF: Final = "⚠️ I was restarted while fetching your file. Nothing was used up: ask again."
NO_STARS: Final[Mapping[str, int]] = {}
CLEARED: Final = "🧹 Its files were cleared away."
HIDDEN: Final = "🙈 Hidden: it was reported. It is shown again if the moderators find nothing wrong with it."
VEILED: Final = "🫣 Its picture came of an upload: it is a spoiler until the moderators have looked at it."


def ended_view(record: CardRecord, stars: Mapping[str, int] = NO_STARS) -> CardView:
    """Show what came of a card: its clips, with how many stars each has, or why there are none."""
    if not record.requests:
        return CardView(fit([title_of(record), f"{CUT_OFF} · {asked_by(record)}"]), (), ((delete_button(record),),))
    if isinstance(recipe := record.requests[0].request.recipe, Export):
        return exported_view(record, recipe)
    made = _made(record)
    if _is_all_hidden(record):
        return CardView(HIDDEN, (), ((delete_button(record),),))
    lines = [title_of(record), *(_alone(record) if len(record.requests) == 1 else _several(record))]
    return CardView(fit(lines), _files(record), offers_of(record, made, stars) if made else _after_nothing(record))


def cancelled_view(record: CardRecord) -> CardView:
    """Show that a card was called off before it asked for anything."""
    return CardView(fit([title_of(record), f"{CANCELLED} · {asked_by(record)}"]))


def removed_view(by: str | None = None) -> CardView:
    """Show that somebody took the card away, and who did if that is known."""
    return CardView(f"🗑️ Removed by {mention(by)}." if by else REMOVED)


def _made(record: CardRecord) -> list[tuple[str, ClipRecord]]:
    """Clips that can be shown, each with its letter."""
    lettered = zip(LETTERS, record.requests, strict=False)
    return [(letter, one.clip) for letter, one in lettered if one.clip and _is_shown(one.clip)]


def _is_all_hidden(record: CardRecord) -> bool:
    """Tell whether all that is left of a card was reported: then its words are kept back too."""
    left = [one.clip for one in record.requests if one.clip and one.clip.deleted_s is None]
    return bool(left) and not any(map(_is_shown, left))


def _is_shown(clip: ClipRecord) -> bool:
    return clip.deleted_s is None and clip.hidden_s is None


def _alone(record: CardRecord) -> Iterator[str]:
    yield f"{_end(record.requests[0])} · {asked_by(record)}"
    yield from credit_line(record)
    yield from _notes(record)


def _several(record: CardRecord) -> Iterator[str]:
    yield f"🎧 {len(record.requests)} variations · {asked_by(record)}"
    yield from credit_line(record)
    yield from (
        f"**{letter}** {_end(one, most=SENTENCE_AMONG_OTHERS)}"
        for letter, one in zip(LETTERS, record.requests, strict=False)
    )
    yield from _notes(record)


def _end(one: RequestRecord, *, most: int = SENTENCE_MAX) -> str:
    if one.clip:
        return _clip(one.clip) if _is_shown(one.clip) else HIDDEN if one.clip.deleted_s is None else REMOVED
    if one.state == "cancelled":
        return CANCELLED
    return _failure(one.failure, most=most)


def _clip(clip: ClipRecord) -> str:
    parts = [f"🎧 {seconds(clip.duration_s)}"]
    if isinstance(clip.recipe, Painted):
        parts.append(f"seed {clip.recipe.seed}")
    parts.append(f"`{clip.recipe.recipe_id}`")
    return " · ".join(parts)


def _failure(failure: Failure | None, *, most: int) -> str:
    if failure is None:
        return "⚠️ Nothing came of this."
    return f"⚠️ {why(failure, most=most)}"


def _notes(record: CardRecord) -> Iterator[str]:
    """Each note once: variations of one prompt share theirs."""
    clips = [clip for _, clip in _made(record)]
    yield from (
        f"-# {escape(note, most=NOTE_MAX)}" for note in dict.fromkeys(note for clip in clips for note in clip.notes)
    )
    if any(clip.mp3 is None for clip in clips):
        yield f"-# {CLEARED}"
    if record.card.veiled and clips:
        yield f"-# {VEILED}"


def _files(record: CardRecord) -> tuple[CardFile, ...]:
    made = _made(record)
    alone = len(record.requests) == 1
    picture = _picture(made) if alone else _contact_sheet(record.card.id, made)
    if picture is not None and record.card.veiled:
        picture = replace(picture, veiled=True)
    sounds = (_sound(clip, "" if alone else f"_{letter}") for letter, clip in made)
    return tuple(file for file in (picture, *sounds) if file)


def _picture(made: list[tuple[str, ClipRecord]]) -> CardFile | None:
    clip = made[0][1] if made else None
    if clip is None or clip.png is None:
        return None
    alt = alt_of(clip.recipe, duration_s=clip.duration_s, features=clip.features)
    return CardFile(f"riff_{clip.recipe.recipe_id}.png", shorten(alt, ALT_MAX), Stored(clip.png))


def _contact_sheet(card_id: str, made: list[tuple[str, ClipRecord]]) -> CardFile | None:
    pictures = tuple((letter, clip.png) for letter, clip in made if clip.png)
    if not pictures:
        return None
    letters = ", ".join(letter for letter, _ in pictures)
    alt = f"Contact sheet of {letters}. {alt_of(made[0][1].recipe, duration_s=made[0][1].duration_s)}"
    return CardFile(f"riff_{card_id}.png", shorten(alt, ALT_MAX), Sheet(pictures))


def _sound(clip: ClipRecord, suffix: str) -> CardFile | None:
    if clip.mp3 is None:
        return None
    told = f": {heard(clip.features)}" if clip.features else ""
    alt = f"The sound, {seconds(clip.duration_s)}{told}."
    return CardFile(f"riff_{clip.recipe.recipe_id}{suffix}.mp3", alt, Stored(clip.mp3))


def _after_nothing(record: CardRecord) -> tuple[tuple[Button, ...], ...]:
    return ((_again(record), delete_button(record)),)


def _again(record: CardRecord) -> Button:
    """Offer the very same once more; what was called off did not fail."""
    if all(one.state == "cancelled" for one in record.requests):
        return Button("again", record.card.id, "🔁", "Ask again")
    return Button("again", record.card.id, "🔁", "Try again")
