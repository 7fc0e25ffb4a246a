"""How a card names what was asked for."""

from bot.records.values import CardRecord
from bot.words import escape, mention, plain, shorten
from core.contract import Painted, Play, Recipe

ALT_PROMPT = 200


def title_of(record: CardRecord) -> str:
    """Write the first line of a card: the prompt, as it was typed, or what is converted, as far as that is known."""
    if not record.requests:
        return "**A posted file**"
    recipe = _first(record)
    return f"**{escape(recipe.prompt)}**" if isinstance(recipe, Painted) else f"**{_conversion(recipe)}**"


def asked_by(record: CardRecord) -> str:
    """Say who asked."""
    return f"by {mention(record.card.origin.author)}"


def alt_of(recipe: Recipe, *, duration_s: float) -> str:
    """Describe a picture to those who can't see it."""
    what = f"“{shorten(plain(recipe.prompt), ALT_PROMPT)}”" if isinstance(recipe, Painted) else "a posted file"
    return f"Spectrogram of {what}: {seconds(duration_s)} of sound from left to right, low notes at the bottom."


def seconds(duration_s: float) -> str:
    """Write a length to a tenth of a second: `5.1 s`, `60 s`."""
    return f"{duration_s:.1f}".removesuffix(".0") + " s"


def _first(record: CardRecord) -> Recipe:
    return record.requests[0].request.recipe


def _conversion(recipe: Recipe) -> str:
    return "The sound of a picture" if isinstance(recipe, Play) else "The picture of a sound"
