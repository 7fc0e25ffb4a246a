"""Cards, requests and ends as the tests need them."""

from bot.records.values import Card, Reach
from core.clip import Receipt
from core.contract import Recipe, Riff
from core.ending import Ended, Failure, Made
from core.request import Origin, Request

ORIGIN = Origin(server="800", channel="700", author="600")
RECEIPT = Receipt(model="mini", model_hash="0123456789abcdef", scheduler="dpm++", device="cpu")
TOKEN = "aW50ZXJhY3Rpb246dG9rZW4"  # noqa: S105 - of nobody's interaction
BROKEN = Failure(sentence="Its worker stopped three times. Nothing was used up.", error_id="E-7F3K9Q")


def key(letter: str) -> str:
    """A key of bytes that nobody has."""
    return letter * 64


def card(card_id: str = "100", *, origin: Origin = ORIGIN, created_s: float = 1000.0, reach: Reach = "channel") -> Card:
    return Card(
        id=card_id, origin=origin, reach=reach, private=False, upload_limit=10 * 2**20,
        created_s=created_s, token=TOKEN,
    )  # fmt: skip


def requests(card: Card, how_many: int = 2, *, prompt: str = "lo-fi beats") -> list[Request]:
    recipes = [Riff(prompt=prompt, seed=seed) for seed in range(how_many)]
    return [request(card, recipe, number=number) for number, recipe in enumerate(recipes)]


def request(card: Card, recipe: Recipe, *, number: int = 0) -> Request:
    return Request(id=f"{card.id}-{number}", recipe=recipe, origin=card.origin)


def made(png: str = "a", mp3: str = "b") -> Made:
    return Made(png=key(png), mp3=key(mp3), duration_s=5.12, receipt=RECEIPT, notes=("The prompt was cut.",))


def done(request_id: str, *, png: str = "a", mp3: str = "b") -> Ended:
    return Ended(request=request_id, end="done", made=made(png, mp3))


def failed(request_id: str) -> Ended:
    return Ended(request=request_id, end="failed", failure=BROKEN)


def cancelled(request_id: str) -> Ended:
    return Ended(request=request_id, end="cancelled")
