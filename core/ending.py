"""How a request ends: what a worker says of it, and what the bot hears."""

from typing import Annotated, Final, Literal

from pydantic import Field

from core.clip import Features, Receipt
from core.codes import Code
from core.contract import Value
from core.limits import Key
from core.request import Name

SENTENCE_MAX: Final = 600

End = Literal["done", "failed", "cancelled"]


class Made(Value):
    """A finished clip in the artefact store. A conversion has no receipt: no model took part."""

    png: Key
    mp3: Key
    duration_s: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    receipt: Receipt | None = None
    notes: tuple[str, ...] = ()
    features: Features | None = None


class Exported(Value):
    """A file that was made of a clip, in the artefact store."""

    file: Key


class Failure(Value):
    """Why there is no clip: a sentence for the user, its code, and the id under which our log has more if it is ours.

    Those that earlier versions wrote have no code.
    """

    sentence: Annotated[str, Field(min_length=1, max_length=SENTENCE_MAX)]
    error_id: Name | None = None
    code: Code | None = None


class Ended(Value):
    """One request is over. Just the one of `made`, `exported` and `failure` that fits its end is there."""

    request: Name
    end: End
    made: Made | None = None
    exported: Exported | None = None
    failure: Failure | None = None
