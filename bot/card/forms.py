"""What a clip in another form is called, as a title and as a file."""

from collections.abc import Mapping
from typing import Final

from bot.records.values import CardRecord, Unnamed
from core.contract import Export
from core.limits import ExportFormat

TITLES: Final[Mapping[ExportFormat, str]] = {
    "wav": "WAV",
    "flac": "FLAC",
    "ogg": "OGG",
    "loop": "Loop",
    "stems": "Stems",
    "mp4": "Film",
}
ENDINGS: Final[Mapping[ExportFormat, str]] = {
    "wav": ".wav",
    "flac": ".flac",
    "ogg": ".ogg",
    "loop": "_loop.wav",
    "stems": "_stems.zip",
    "mp4": ".mp4",
}
UNNAMED: Final[Mapping[Unnamed, str]] = {
    Unnamed.DELETED: "a riff that was deleted",
    Unnamed.PRIVATE: "a riff that is private",
}


def form_title(record: CardRecord, recipe: Export) -> str:
    """Say which form of which clip it is."""
    title, clip = f"⬇️ **{TITLES[recipe.format]}**", _clip(record)
    if clip is None:
        return title
    return f"{title} of {UNNAMED[clip] if isinstance(clip, Unnamed) else f'`{clip}`'}"


def form_name(record: CardRecord, recipe: Export) -> str:
    """Name the file after the clip: `riff_R-7F3K9Q_loop.wav`."""
    clip = _clip(record)
    return f"riff_{clip if isinstance(clip, str) else recipe.recipe_id}{ENDINGS[recipe.format]}"


def _clip(record: CardRecord) -> str | Unnamed | None:
    """Name the clip, if somebody looked it up."""
    return record.credit.parents[0] if record.credit else None
