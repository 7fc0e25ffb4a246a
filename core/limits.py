"""What the values of a recipe may be: their types, and the bounds of each."""

import unicodedata
from collections.abc import Callable
from typing import Annotated, Final, Literal, get_args

from pydantic import AfterValidator, Field

COLUMNS_PER_SECOND: Final = 100
"""One column of a picture lasts 10 ms."""

NATIVE_COLUMNS: Final = 512
NATIVE_LENGTH_S: Final = 5
"""Models are trained on pictures of 512 columns: 5.12 s, called 5 s. Longer clips are whole multiples."""

PROMPT_MAX: Final = 300
NEGATIVE_MAX: Final = 200
MODEL_NAME_MAX: Final = 300
VERSION_MAX: Final = 100
SEED_MAX: Final = 2**32 - 1
STEPS_MIN: Final = 1
STEPS_MAX: Final = 100
GUIDANCE_MIN: Final = 1.0
GUIDANCE_MAX: Final = 15.0
STRENGTH_MIN: Final = 0.05
STRENGTH_MAX: Final = 0.95
STRENGTH_DEFAULT: Final = 0.75
"""Where nobody says what to keep: most of the rhythm and half of the melody are still there, see `KEEP`."""
BPM_MIN: Final = 60
BPM_MAX: Final = 180
BEAT_STRENGTH: Final = 0.9
"""How far a clip goes from the beat that it is painted over.

Measured on 8 styles and tempi, 22 of 25 steps: in 7 the tempo was found within 1 %, and in 7 the timbre of the words
alone was among the nearest 3 of 8. A step more leaves a tempo that is found in 3; at 0.8 the drums' own timbre stays.
"""
STAGES_MIN: Final = 2
STAGES_MAX: Final = 8
STAGES_DEFAULT: Final = 5
HIGHEST_HZ: Final = 10_000
LONGEST_S: Final = 60
VARIATIONS_MAX: Final = 4

STEPS_DEFAULT: Final = 25
GUIDANCE_DEFAULT: Final = 3.0
MODEL_DEFAULT: Final = "mini"


def tidy(words: str) -> str:
    """Bring words that look equal to one spelling: NFC, single spaces, none around them."""
    return unicodedata.normalize("NFC", " ".join(words.split()))


def refuse_unprintable(words: str) -> str:
    """Refuse control characters and broken Unicode: no file name, tag or terminal is safe with them."""
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in words):
        raise ValueError("holds a control character or broken Unicode")
    return words


def is_visible(words: str) -> bool:
    """Tell whether anything can be seen of words: of spaces or a lone zero-width joiner nothing can."""
    return any(sign.isprintable() and not sign.isspace() for sign in words)


def require_visible(words: str) -> str:
    """Refuse words of which nothing can be seen."""
    if not is_visible(words):
        raise ValueError("is empty")
    return words


def at_most(characters: int) -> Callable[[str], str]:
    """Make a validator that refuses longer words."""

    def refuse_longer(words: str) -> str:
        if len(words) > characters:
            raise ValueError(f"is {len(words)} characters long; {characters} is the most")
        return words

    return refuse_longer


Words = Annotated[str, AfterValidator(tidy), AfterValidator(refuse_unprintable)]
Prompt = Annotated[Words, AfterValidator(require_visible), AfterValidator(at_most(PROMPT_MAX))]
Negative = Annotated[Words, AfterValidator(at_most(NEGATIVE_MAX))]
ModelName = Annotated[Words, AfterValidator(require_visible), AfterValidator(at_most(MODEL_NAME_MAX))]
Key = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""The SHA-256 of an artefact's bytes: its name wherever it is stored."""
ModelHash = Annotated[str, Field(pattern=r"^[0-9a-f]{1,64}$")]
Version = Annotated[Words, AfterValidator(at_most(VERSION_MAX))]
Seed = Annotated[int, Field(ge=0, le=SEED_MAX)]
Steps = Annotated[int, Field(ge=STEPS_MIN, le=STEPS_MAX)]
Guidance = Annotated[float, Field(ge=GUIDANCE_MIN, le=GUIDANCE_MAX, allow_inf_nan=False)]
Strength = Annotated[float, Field(ge=STRENGTH_MIN, le=STRENGTH_MAX, allow_inf_nan=False)]
LengthS = Literal[5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60]
OfferedLengthS = Literal[5, 10, 15, 20, 30, 60]
"""What can be asked for; a clip that was extended may have any other."""
Bpm = Annotated[int, Field(ge=BPM_MIN, le=BPM_MAX)]
Share = Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)]
Stages = Annotated[int, Field(ge=STAGES_MIN, le=STAGES_MAX)]
Scheduler = Literal["dpm++"]
Curve = Literal["linear", "ease", "ping-pong"]
Side = Literal["after", "before", "loop"]
ExportFormat = Literal["wav", "flac", "ogg", "loop", "stems", "mp4"]
Keep = Literal["melody", "groove", "mood"]
"""What stays of a clip that is painted over."""
Variation = Literal["subtle", "strong"]
VARIED_MOST: Final = 8
"""How often a variation can be varied in its turn."""
AddedS = Literal[5, 10, 15, 20, 30]
"""By how much a clip can be asked to be extended."""

KEEP: Final[dict[Keep, float]] = {"melody": 0.65, "groove": 0.8, "mood": 0.9}
"""The strengths that keep so much of it.

Measured by `benchmarks.remix`: at 0.65 three quarters of the source's chroma and 0.95 of its onsets survive, at 0.8 a
third and 0.7, at 0.95 nothing and 0.3. Below 0.65 the words change next to nothing.
"""

VARY: Final[dict[Variation, float]] = {"subtle": 0.15, "strong": 0.4}
"""How much of a second beginning is mixed into a clip's own.

Measured by `benchmarks.remix`: of the distance between the clips of two seeds, 0.15 goes a fifth, 0.4 over half.
"""

LENGTHS_S: Final[tuple[OfferedLengthS, ...]] = get_args(OfferedLengthS)
