"""Whether somebody may ask for a thing of this kind here, whatever its words. Pure."""

from collections.abc import Sequence
from typing import Final

from bot.judging.asking import Asked
from bot.judging.denying import Code, Denied
from bot.judging.permitting import Permitted, Place, permitted
from bot.judging.policies import House
from core.contract import Painted, Recipe

SLOWLY: Final = 1
"""Requests that a newcomer has waiting at a time."""

NO_UPLOADS: Final = (
    "⛔ This server takes no pictures and sounds of one's own {where}. Nothing was used up: say in words what to play."
)
NOT_PRIVATE: Final = (
    "⛔ In this server nothing is made for one person alone. Nothing was used up: ask for it where all may see it, or "
    "in a direct message to me."
)
TOO_LONG: Final = "⛔ Here a clip may last {most} s, not {asked} s. Nothing was used up: ask for a shorter one."
ONE_AT_A_TIME: Final = (
    "🌱 You are new in this server and can ask for one clip at a time. Nothing was used up: ask for 1 variation."
)


def admitted(asked: Asked, house: House, *, now_s: float) -> Permitted | Denied:
    """Say whether they may ask here, for something of a file, for something private."""
    answer = permitted(asked.person, asked.place, house.policy, now_s=now_s)
    if isinstance(answer, Denied) or asked.export:
        return answer
    settled = [house.settled(place) for place in asked.places]
    if asked.upload and not all(one.uploads for one in settled):
        everywhere = not house.settled(Place(house.server, "")).uploads
        return _denied(answer, NO_UPLOADS.format(where="at all" if everywhere else "in this channel"), "uploads")
    if asked.private and not all(one.private for one in settled):
        return _denied(answer, NOT_PRIVATE, "private")
    return answer


def fitting(asked: Asked, house: House, rank: Permitted, recipes: Sequence[Recipe]) -> Permitted | Denied:
    """Say whether it is not too long here, nor too many for a newcomer."""
    longest = min(house.settled(place).longest for place in asked.places)
    length_s = max((one.length_s for one in recipes if isinstance(one, Painted)), default=0)
    if length_s > longest:
        return _denied(rank, TOO_LONG.format(most=longest, asked=length_s), "longest")
    if rank.rank == "newcomer" and len(recipes) > SLOWLY:
        return _denied(rank, ONE_AT_A_TIME, "newcomer")
    return rank


def _denied(answer: Permitted, sentence: str, code: Code) -> Denied:
    return Denied(sentence, code, (*answer.steps, sentence))
