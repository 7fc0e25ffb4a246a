"""What can be done with the clips of a card: its buttons."""

from collections.abc import Callable, Mapping, Sequence

from bot.card.values import Button
from bot.records.values import CardRecord, ClipRecord
from core.contract import Painted

Lettered = Sequence[tuple[str, ClipRecord]]
"""Clips that are shown, each with its letter."""

Row = tuple[Button, ...]


def offers_of(record: CardRecord, made: Lettered, stars: Mapping[str, int]) -> tuple[Row, ...]:
    """Put the buttons of one clip into two rows; those of several into a row of each kind, lettered.

    Of four clips each of the five rows has four, and one that is for the whole card.
    """
    painted = isinstance(made[0][1].recipe, Painted)
    if len(record.requests) == 1:
        return _alone(record, made[0][1], stars.get(made[0][1].id, 0), painted=painted)
    return (
        (*_each(made, remix_button), _reroll(record)),
        (*_each(made, _vary), _morph(record)),
        (*_each(made, _extend), delete_button(record)),
        tuple(_star(clip, f" {letter}", stars.get(clip.id, 0)) for letter, clip in made),
        _each(made, _export),
    )


def delete_button(record: CardRecord) -> Button:
    """Offer to take a card away."""
    return Button("delete", record.card.id, "🗑️", "Delete")


def remix_button(clip: ClipRecord, suffix: str = "") -> Button:
    """Offer to paint over a clip."""
    return Button("remix", clip.id, "🎛️", f"Remix{suffix}", "primary")


def _alone(record: CardRecord, clip: ClipRecord, count: int, *, painted: bool) -> tuple[Row, ...]:
    again = (_reroll(record),) if painted else ()
    vary = (_vary(clip, ""),) if painted else ()
    first = (*again, remix_button(clip), *vary, _extend(clip, ""), _morph(record))
    return first, (_star(clip, "", count), _export(clip, ""), delete_button(record))


def _each(made: Lettered, offer: Callable[[ClipRecord, str], Button]) -> Row:
    return tuple(offer(clip, f" {letter}") for letter, clip in made)


def _reroll(record: CardRecord) -> Button:
    return Button("reroll", record.card.id, "🔁", "Reroll")


def _vary(clip: ClipRecord, suffix: str) -> Button:
    return Button("vary", clip.id, "✨", f"Vary{suffix}")


def _extend(clip: ClipRecord, suffix: str) -> Button:
    return Button("extend", clip.id, "➡️", f"Extend{suffix}")


def _morph(record: CardRecord) -> Button:
    """One for the whole card: which of its clips turns into something is asked then."""
    return Button("morph", record.card.id, "🌀", "Morph")


def _star(clip: ClipRecord, suffix: str, count: int) -> Button:
    return Button("star", clip.id, "⭐", f"Star{suffix}" + (f" · {count}" if count else ""))


def _export(clip: ClipRecord, suffix: str) -> Button:
    return Button("export", clip.id, "⬇️", f"Export{suffix}")
