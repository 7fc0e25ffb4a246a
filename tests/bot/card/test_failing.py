"""Why there is no clip, as cards say it."""

from bot.card.failing import why
from core.ending import Failure


def test_the_id_comes_before_the_code() -> None:
    failure = Failure(sentence="It *broke*.", error_id="E-7F3A9C2D", code="E-INTERNAL")
    assert why(failure) == "It \\*broke\\*. `E-7F3A9C2D` `E-INTERNAL`"
