"""What a jam says in its channel."""

from bot.jams.machine.acts import Join, Leave, Open
from bot.jams.showing.announcing import announcement
from tests.bot.jams.machine.game import BEGAN_S, BEN, CAM, HOST, Game, planned
from tests.bot.jams.showing.scenes import lines

HOUR_S = 3600.0


def test_one_that_begins_at_once_calls_nobody() -> None:
    saying = announcement(planned())
    assert (saying.to, len(lines(saying))) == ((), 3)


def test_one_that_was_planned_calls_all_who_took_a_seat() -> None:
    game = Game(planned(opens_s=BEGAN_S + HOUR_S)).do(Join(BEN), Join(CAM), Leave(CAM), Open())
    saying = announcement(game.jam)
    assert saying.to == (HOST, BEN)
    assert lines(saying)[-2] == "📣 <@1>, <@2>: now is the time."
