"""Cards as the records hold them."""

from dataclasses import replace
from typing import Any

from bot.records.values import Card, CardRecord, ClipRecord, RequestRecord, RequestState
from core.clip import Receipt
from core.contract import Play, Recipe, Riff, See
from core.ending import Failure
from core.request import Origin, Request

Field = Any
"""Whatever a field of a record may hold; mypy sees which one by its name."""

CARD_ID = "1300000000000000001"
AUTHOR = "42"
KEY = "0123456789abcdef" * 4
RECEIPT = Receipt(model="mini", model_hash="0123456789abcdef", scheduler="dpm++", device="cpu")
SORRY = Failure(sentence="The painter ran out of memory.", error_id="E-7F3K9Q")

PLAY, SEE = Play(source=KEY), See(source=KEY)


def card(**changes: Field) -> Card:
    origin = Origin(server="7", channel="8", author=AUTHOR)
    made = Card(
        id=CARD_ID, origin=origin, reach="channel", private=False,
        upload_limit=10 * 2**20, created_s=1.8e9,
    )  # fmt: skip
    return replace(made, **changes)


def riff(prompt: str = "lo-fi beats", *, seed: int = 1234) -> Riff:
    return Riff(prompt=prompt, seed=seed)


def request(recipe: Recipe, number: int = 0, *, state: RequestState = "unplaced") -> RequestRecord:
    asked = Request(id=f"{CARD_ID}-{number}", recipe=recipe, origin=card().origin)
    return RequestRecord(asked, state)


def clip(recipe: Recipe, number: int = 0, **changes: Field) -> ClipRecord:
    made = ClipRecord(
        id=f"{CARD_ID}-{number}", card_id=CARD_ID, author=AUTHOR, server="7", recipe=recipe,
        receipt=RECEIPT, png=KEY, mp3=KEY[::-1], duration_s=5.12, notes=(), created_s=1.8e9,
    )  # fmt: skip
    return replace(made, **changes)


def done(recipe: Recipe, number: int = 0, **changes: Field) -> RequestRecord:
    return replace(request(recipe, number, state="done"), clip=clip(recipe, number, **changes))


def failed(recipe: Recipe, number: int = 0, failure: Failure = SORRY) -> RequestRecord:
    return replace(request(recipe, number, state="failed"), failure=failure)


def record(*requests: RequestRecord, **changes: Field) -> CardRecord:
    return CardRecord(card(**changes), requests or (request(riff()),))


def several(prompt: str = "lo-fi beats", **changes: Field) -> CardRecord:
    return record(*(done(riff(prompt, seed=number), number, **changes) for number in range(4)))
